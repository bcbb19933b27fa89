"""What a person sees of one line of Markdown: its text without markup, its links, its HTML.

Written for the tests from the guide and CommonMark, without sight of the product's own parser.
"""

import html
import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import unquote


@dataclass(frozen=True)
class Link:
    """A link, a picture or a bare address: where it leads, and what is written for it."""

    target: str
    text: str
    picture: bool = False


@dataclass(frozen=True)
class Inline:
    """A line as a person sees it; ``comments`` and ``tags`` are the HTML that was in it."""

    text: str
    links: tuple[Link, ...] = ()
    comments: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


# An address ends where Chinese begins; its last full stop or bracket belongs to the sentence.
_ADDRESS = r"https?://[A-Za-z0-9\-._~:/?#@!$&'*+,;=%]*[A-Za-z0-9/#=&%_~\-]"
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`+)(?P<code>.+?)(?P=ticks)(?!`)"
    r"|<!--(?P<comment>.*?)(?:-->|$)"
    rf"|<(?P<auto>{_ADDRESS})>"
    r"|(?P<tag></?[A-Za-z][^<>]*>)"
    r"|(?P<mark>[!！]?)[\[［](?P<words>[^\[\]［］]*)[\]］] ?"
    r"(?:\((?P<target>(?:[^()]|\([^()]*\))*)\)|（(?P<wide>[^（）\s]*[./:\\][^（）]*)）)"
    rf"|(?P<bare>{_ADDRESS})"
)
_TITLE = re.compile(r"""^(\S+)\s+(?:"[^"]*"|'[^']*')$""")
_EMPHASIS = re.compile(r"(\*\*|~~|\*|(?<!\w)__?(?=\S))(?=\S)(.+?)(?<=\S)\1")
# Stands for an escaped mark while emphasis is taken off.
_GUARD = 0xE000


def read_inline(source: str) -> Inline:
    """The line as a person sees it."""
    pieces: list[str] = []
    links: list[Link] = []
    comments: list[str] = []
    tags: list[str] = []
    end = 0
    for token in _TOKEN.finditer(source):
        pieces.append(html.unescape(source[end : token.start()]))
        end = token.end()
        if token["comment"] is not None:
            comments.append(token["comment"].strip())
        elif token["tag"]:
            tags.append(token["tag"])
        elif token["escaped"]:
            pieces.append(chr(_GUARD + ord(token["escaped"])))
        elif token["code"]:
            pieces.append(
                "".join(
                    chr(_GUARD + ord(mark)) if mark in "*_~" else mark for mark in token["code"]
                )
            )
        else:
            link = _link(token)
            links.append(link)
            pieces.append("" if link.picture else link.text)
    pieces.append(html.unescape(source[end:]))
    return Inline(_without_emphasis("".join(pieces)), tuple(links), tuple(comments), tuple(tags))


def squeezed(text: str) -> str:
    """The text without what nobody sees: widths, spaces and invisible characters."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(
        mark for mark in folded if not mark.isspace() and unicodedata.category(mark) != "Cf"
    )


def same_target(target: str) -> str:
    """A link's target in one writing: decoded, without the brackets of odd names."""
    return unquote(target.strip().strip("<>")).strip()


def _link(token: re.Match[str]) -> Link:
    if address := token["auto"] or token["bare"]:
        return Link(address, address)
    target = token["target"] if token["target"] is not None else token["wide"]
    titled = _TITLE.match(target.strip())
    return Link(
        same_target(titled[1] if titled else target),
        _without_emphasis(html.unescape(token["words"])),
        picture=bool(token["mark"]),
    )


def _without_emphasis(text: str) -> str:
    plain = text
    while (taken := _EMPHASIS.sub(r"\2", plain)) != plain:
        plain = taken
    return "".join(
        chr(ord(mark) - _GUARD) if 0 <= ord(mark) - _GUARD < 128 else mark for mark in plain
    )
