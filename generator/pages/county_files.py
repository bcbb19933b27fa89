"""Links from pages to a county's files, which all languages share, and its sanitised texts."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.evidence import Evidence, LinkKind
from generator.model.html import Html, RawHtml
from generator.model.page import Address, relative_link
from generator.model.picture import Size, is_picture
from generator.model.place import COUNTIES
from generator.model.portfolio import CountyFolder
from generator.pages.page_context import PageContext
from generator.pages.sanitise import ATTACHMENTS, sanitise

# As templates and county texts write a picture; in text "<" is always escaped.
_LAZY_PICTURE = '<img loading="lazy" '


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentCard:
    """One linked attachment; ``digest`` is its SHA-256.

    ``words`` say in Chinese what a picture shows, "" where nobody did; ``pixels`` is None where
    unknown.
    """

    href: str
    name: str
    text: str
    size: str
    digest: str
    picture: bool
    words: str
    pixels: Size | None


@dataclass(frozen=True, slots=True)
class CountyFiles:
    """The files of a county as the page at ``page`` leads to them."""

    context: PageContext
    county: str
    page: Address

    def link(self, path: str) -> str:
        """The way to a file; ``path`` begins with ``attachments/``."""
        return relative_link(self.page, self.context.addresses.attachment(self.county, path))

    def text(self, raw: RawHtml) -> Html:
        """A text of the county, made safe, its links as they lead from the page."""
        return sanitise(raw, self.link(ATTACHMENTS))


def evidence_path(county: str, item: str) -> str:
    """The file that holds a county's evidence for an item."""
    return f"{COUNTIES}/{county}/{item}.md"


def linked_attachments(evidence: Evidence) -> tuple[str, ...]:
    """The paths of the attachments that the file links, each once, in its order."""
    links = (link.target for link in evidence.links if link.kind is LinkKind.ATTACHMENT)
    return tuple(dict.fromkeys(links))


def attachment_cards(
    files: CountyFiles, folder: CountyFolder, evidence: Evidence
) -> Iterator[AttachmentCard]:
    """Yield a card for each attachment that the file links and the folder holds."""
    # Reversed, so that the first text and the first entry of a file win.
    texts = {link.target: link.text for link in reversed(evidence.links) if link.text.strip()}
    # An entry that cites another has no title of its own.
    own_entries = [entry for entry in reversed(evidence.entries) if entry.cites is None]
    facts = {link.target: entry.title for entry in own_entries for link in entry.proofs}
    for path in linked_attachments(evidence):
        if path in folder.attachments:
            text = texts.get(path, "")
            words = "：".join(part for part in (facts.get(path, ""), text) if part)
            yield AttachmentCard(
                href=files.link(path),
                name=path.removeprefix(ATTACHMENTS),
                text=text,
                size=f"{_kibibytes(folder, path)} KB",
                digest=folder.digests[path],
                picture=is_picture(path),
                words=words,
                pixels=folder.sizes.get(path),
            )


def _kibibytes(folder: CountyFolder, path: str) -> int:
    # Never 0 KB, which reads as an empty file.
    return max(1, round(folder.attachments[path].stat().st_size / 1024))


def load_first_picture_at_once(body: Html) -> Html:
    """The body with its first picture loaded at once; the others wait until they are in sight."""
    # A browser fetches lazy pictures only after layout, too late for one that is in sight.
    return Html(body.replace(_LAZY_PICTURE, "<img ", 1))
