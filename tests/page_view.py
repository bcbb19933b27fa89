"""What a reader sees of a page: its text without findings, its links and pictures."""

from html.parser import HTMLParser
from urllib.parse import unquote

from inline_reader import Inline, Link, same_target, squeezed

# Elements of findings; none of them stands within another of its kind.
_LEFT_OUT = {"details", "aside", "tr"}


class PageView(HTMLParser):
    """The text to be seen on a page, findings left out, and what it links and embeds."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[str] = []
        self._depth = 0
        self.targets: set[str] = set()

    @classmethod
    def of(cls, body: str) -> "PageView":
        view = cls()
        view.feed(body)
        view.close()
        view.text = squeezed("".join(view._pieces))
        return view

    text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in _LEFT_OUT and (self._depth or "finding" in values.get("class", "")):
            self._depth += 1
        if self._depth:
            return
        self.targets |= {
            _bare(values[name]) for name in ("href", "src", "srcset") if name in values
        }
        # What a picture shows is read out.
        self._pieces.append(values.get("alt", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _LEFT_OUT and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if not self._depth:
            self._pieces.append(data)

    def shows(self, seen: Inline) -> bool:
        """Whether the text stands there, as it is meant."""
        plain = squeezed(seen.text)
        return plain in self.text or squeezed(unquote(seen.text)) in self.text

    def leads_to(self, link: Link) -> bool:
        return _bare(link.target) in self.targets


def _bare(target: str) -> str:
    """A target without what differs by where a page stands."""
    return same_target(target).removeprefix("../").removeprefix("./").rstrip("/")
