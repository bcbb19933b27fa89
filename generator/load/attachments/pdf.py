"""Every text of a PDF file: the only module that knows pypdf.

pypdf is imported inside functions: a check whose attachments are cached needs none of it.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from typing import Any

from generator.load.attachments.enclosed import Enclosed
from generator.load.attachments.pdf_objects import (
    UnreadableObjects,
    all_objects,
    content_numbers,
    direct_values,
    filters_of,
    inherited,
    references,
    streams_of,
)
from generator.load.attachments.pdf_operations import operations
from generator.load.attachments.pdf_page import (
    Decode,
    LongPage,
    PageReader,
    laid_out,
    without_drawing,
)
from generator.load.attachments.picture_words import words_in
from generator.model.message import N_
from generator.model.passage import Passage, place_in

# Bounds the time that one file can take.
MOST_PAGES = 1000
_MOST_PIECES, _MOST_DRAWN, _MOST_UNPACKED = 120_000, 3_000_000, 50_000_000
# Keys of streams that hold no words: fonts, tables of letters, colours.
_WORDLESS = frozenset(
    (
        "/FontFile",
        "/FontFile2",
        "/FontFile3",
        "/ToUnicode",
        "/CIDToGIDMap",
        "/CIDSet",
        "/Encoding",
        "/UseCMap",
    )
)
_NO_WORDS = ("/Length1", "/FunctionType", "/ShadingType", "/CMapName")
_XMP = re.compile(rb"<x:xmpmeta[\s>](?:(?!<x:xmpmeta).)*?</x:xmpmeta>", re.DOTALL)
_COMMENT = re.compile(rb"(?:^|[\r\n])%([^\r\n]{11,2000})")
_MANY_SPACES = re.compile(" {3,}")
_END = b"%%EOF"


class UnreadablePdf(Exception):
    """The file is damaged, or no PDF that can be read."""


class ProtectedPdf(UnreadablePdf):
    """The file is encrypted with a password, or in a way that cannot be undone."""


class LongPdf(UnreadablePdf):
    """The file is longer than can be searched."""


@dataclass(slots=True)
class PdfLook:
    """``pictured`` where pages are pictures, or draw letters that no program can read."""

    pictured: bool = False


def pdf_texts(content: bytes, look: PdfLook) -> Iterator[Passage | Enclosed]:
    """Yield every text and every file in the file; ``look`` is filled in meanwhile.

    Raises UnreadablePdf, ProtectedPdf, LongPdf.
    """
    import pypdf  # noqa: PLC0415 - most checks scan no new file

    # pypdf logs every flaw that it works around, which would stand in the midst of a report.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(content))
        yield from _Texts(reader, content, look).all()
    except (UnreadablePdf, MemoryError):
        # Out of memory the worker ends, which says more than that the file is damaged.
        raise
    except (UnreadableObjects, LongPage) as error:
        raise LongPdf from error
    except Exception as error:
        # pypdf raises many kinds of error for a damaged file; all mean the same here.
        protected = b"/Encrypt" in content
        raise (ProtectedPdf if protected else UnreadablePdf) from error


def is_cut_off(content: bytes) -> bool:
    """Whether the end of the file is missing."""
    end = content.rfind(_END)
    linear = re.search(rb"/Linearized\b[^>]{0,200}?/L\s{1,9}(\d{1,12})", content[:2048])
    short = linear is not None and len(content) < int(linear[1])
    # A file that grew by revisions holds the ends of all earlier ones.
    return end < 0 or short or re.search(rb"\d\s{1,9}obj\b", content[end:]) is not None


def anchor_pages(content: bytes) -> dict[str, int]:
    """Return the page, counted from 1, of every anchor of a document that a browser printed."""
    import pypdf  # noqa: PLC0415 - few runs need it

    reader = pypdf.PdfReader(BytesIO(content))
    pages = {
        name.lstrip("/"): reader.get_destination_page_number(destination)
        for name, destination in reader.named_destinations.items()
    }
    return {name: page + 1 for name, page in pages.items() if page is not None}


class _Texts:
    """The texts of one file: of its pages, then of all its objects."""

    def __init__(self, reader: Any, content: bytes, look: PdfLook) -> None:
        self._reader, self._content, self._look = reader, content, look
        self._pieces = self._drawn = self._unpacked = 0
        self._fonts: dict[int, tuple[Any, Decode | None]] = {}
        # By number of object: the page it belongs to, its resources, the name of an embedded file.
        self._places: dict[int, str] = {}
        self._resources: dict[int, Any] = {}
        self._names: dict[int, str] = {}
        self._wordless: set[int] = set()
        self._read: set[tuple[int, int]] = set()
        self._pictures = self._lettered = False

    def all(self) -> Iterator[Passage | Enclosed]:
        """Yield the texts and the files in the file."""
        from pypdf.generic import read_object  # noqa: PLC0415 - most checks scan no new file

        behind = self._content[self._content.rfind(_END) + len(_END) :]
        if behind.strip(b"\0\r\n\t "):
            yield Enclosed(N_("behind its end"), "", behind)
        comments = _COMMENT.findall(self._content)
        yield Passage("", "\n".join(line.decode("gb18030", "ignore") for line in comments))
        for packet in _XMP.finditer(self._content):
            yield Passage("", words_in(packet[0]))
        yield from self._pages()
        objects = [*all_objects(self._reader, self._content, read_object)]
        for _, value in objects:
            if isinstance(value, dict):
                self._take_references(value)
        for number, value in objects:
            yield from self._object(number, value)
        self._look.pictured |= self._pictures and not self._lettered

    def _pages(self) -> Iterator[Passage]:
        if len(self._reader.pages) > MOST_PAGES:
            raise LongPdf
        done: set[object] = set()
        for count, page in enumerate(self._reader.pages, start=1):
            place = place_in(N_("page {}"), str(count))
            numbers = references(page.raw_get("/Contents")) if "/Contents" in page else []
            annotations = page.get("/Annots")
            annotations = annotations.get_object() if annotations is not None else None
            for number in (
                *references(page.indirect_reference),
                *numbers,
                *references(annotations),
            ):
                self._places.setdefault(number, place)
            resources = inherited(page, "/Resources")
            contents = page.get("/Contents")
            streams = streams_of(contents)
            # Pages that share one content are one text.
            key = (*map(id, streams), str(resources))
            if streams and key not in done:
                done.add(key)
                data = b"\n".join(self._data(stream) for stream in streams)
                yield Passage(place, self._shown(data, resources))
            for number, stream in zip(content_numbers(page), streams, strict=False):
                self._resources[number] = resources
                self._read.add((number, hash(stream._data)))  # noqa: SLF001 - as it is packed

    def _take_references(self, value: Any) -> None:
        if value.get("/Type") == "/Page":
            for one in content_numbers(value):
                self._resources.setdefault(one, inherited(value, "/Resources"))
        for key in _WORDLESS & value.keys():
            self._wordless.update(references(value.raw_get(key)))
        if "/CharProcs" in value and hasattr(glyphs := value["/CharProcs"], "raw_get"):
            self._wordless.update(references([glyphs.raw_get(key) for key in glyphs]))
        if "/EF" in value and hasattr(files := value["/EF"], "raw_get"):
            name = str(value.get("/UF") or value.get("/F") or "")
            for one in references([files.raw_get(key) for key in files]):
                self._names[one] = name

    def _object(self, number: int, value: Any) -> Iterator[Passage | Enclosed]:
        place = self._places.get(number, "")
        texts = dict.fromkeys(filter(None, map(_as_text, direct_values(value))))
        if texts:
            yield Passage(place, "\n".join(texts))
        if hasattr(value, "get_data") and number not in self._wordless:
            yield from self._stream(number, value, place)

    def _stream(self, number: int, value: Any, place: str) -> Iterator[Passage | Enclosed]:
        kind, subtype = value.get("/Type"), value.get("/Subtype")
        if kind == "/XRef" or any(key in value for key in _NO_WORDS):
            return
        if number in self._names or kind == "/EmbeddedFile":
            yield Enclosed(place, self._names.get(number, ""), self._data(value))
        elif subtype == "/Image":
            self._pictures = True
            if filters_of(value)[-1:] in (["/DCTDecode"], ["/JPXDecode"]):
                yield Enclosed(place, ".jpg", self._data(value))
        elif subtype == "/Form" or "/PatternType" in value:
            yield Passage(place, self._shown(self._data(value), value.get("/Resources")))
        elif number in self._resources:
            if (number, hash(value._data)) not in self._read:  # noqa: SLF001
                yield Passage(place, self._shown(self._data(value), self._resources[number]))
        else:
            yield Passage(place, words_in(self._data(value)))

    def _data(self, stream: Any) -> bytes:
        data: bytes = stream.get_data()
        self._unpacked += len(data)
        if self._unpacked > _MOST_UNPACKED:
            raise LongPdf
        return data

    def _shown(self, data: bytes, resources: Any) -> str:
        """What the operations of a content draw, and the words that stand for pictures in it."""
        drawn = without_drawing(data)
        self._drawn += len(drawn)
        if self._drawn > _MOST_DRAWN:
            raise LongPdf
        reader = PageReader(self._finder(resources), _MOST_PIECES - self._pieces)
        reader.read(operations(drawn))
        self._pieces += len(reader.pieces)
        text = _MANY_SPACES.sub("\t", laid_out(reader.pieces))
        self._lettered |= bool(text.strip())
        written = filter(None, map(_as_text, direct_values(reader.written)))
        return "\n".join([text, *written])

    def _finder(self, resources: Any) -> Any:
        fonts = (resources or {}).get("/Font")
        fonts = fonts.get_object() if fonts is not None else {}

        def find(name: str) -> Decode | None:
            font = fonts.get(name)
            font = font.get_object() if font is not None else None
            if not isinstance(font, dict):
                return _plain_letters
            if id(font) not in self._fonts:
                self._fonts[id(font)] = (font, self._decoder(font))
            return self._fonts[id(font)][1]

        return find

    def _decoder(self, resource: Any) -> Decode | None:
        from pypdf.generic._font import Font  # noqa: PLC0415

        try:
            font = Font.from_font_resource(resource)
        except Exception:  # noqa: BLE001 - a font that cannot be read shows its bytes
            return _plain_letters
        encoding, letters = font.encoding, font.character_map
        unlettered = not letters and str(resource.get("/Encoding")).startswith("/Identity")

        def decode(shown: bytes) -> tuple[str, float]:
            if isinstance(encoding, str):
                raw = shown.decode(encoding, "replace")
                keys = raw
            else:
                raw = "".join(encoding.get(byte, chr(byte)) for byte in shown)
                keys = raw if letters else shown.decode("latin-1")
            if unlettered or not font.interpretable:
                self._look.pictured = True
            text = "".join(letters.get(one, one) for one in raw)
            return text, font.get_text_width(keys) / 1000

        return decode


def _plain_letters(shown: bytes) -> tuple[str, float]:
    return shown.decode("latin-1"), len(shown) / 2


def _as_text(value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("gb18030", errors="ignore")
    if not isinstance(value, str):
        return ""
    # Names of keys and fonts say nothing, unless a number is one.
    if value.startswith("/") and sum(map(str.isdigit, value)) < 6 and "@" not in value:
        return ""
    return unescape(value).removeprefix("/")
