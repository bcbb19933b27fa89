"""A PDF file without scripts, properties and files within: the only module that knows pikepdf.

Runs in the worker alone: a hostile file may end it.
"""

from io import BytesIO
from typing import Any

from generator.model.errors import NotTaken
from generator.model.message import N_

_MOST_PAGES = 1000
_MOST_OBJECTS = 200_000
# What runs, says who made the file, or holds other files.
_KEYS = (
    *("/AA", "/JS", "/OpenAction", "/JavaScript", "/EmbeddedFiles", "/EmbeddedFile", "/AF"),
    *("/Metadata", "/PieceInfo", "/XFA", "/Collection", "/RichMediaContent", "/LastModified"),
)
_ACTIONS = frozenset(
    ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/Rendition", "/Movie")
)
_ANNOTATIONS = frozenset(("/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"))
_DEEPEST = 40


def clean_pdf(content: bytes) -> bytes | None:
    """Return the clean file, None where it is so as it stands. Raises NotTaken."""
    import pikepdf  # noqa: PLC0415 - the worker's

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            _refuse_long(pdf)
            cleaner = _Cleaner(pikepdf)
            cleaner.clean(pdf)
            behind = content[content.rfind(b"%%EOF") + 5 :].strip()
            if not cleaner.removed and not behind and not pdf.is_encrypted:
                return None
            out = BytesIO()
            # As they are packed: what a stream unpacks to is of no interest here.
            none = pikepdf.StreamDecodeLevel.none
            settings = {"compress_streams": False, "stream_decode_level": none}
            pdf.save(out, deterministic_id=True, encryption=False, **settings)
            return out.getvalue()
    except pikepdf.PasswordError as error:
        raise NotTaken(_PASSWORD) from error
    except (NotTaken, MemoryError):
        raise
    except Exception as error:
        raise NotTaken(_DAMAGED) from error


def _refuse_long(pdf: Any) -> None:
    if len(pdf.pages) > _MOST_PAGES or len(pdf.objects) > _MOST_OBJECTS:
        raise NotTaken(_LONG)


class _Cleaner:
    """Goes through every object of a file once; ``removed`` is how much it took out."""

    def __init__(self, pikepdf: Any) -> None:
        self._pikepdf = pikepdf
        self.removed = 0

    def clean(self, pdf: Any) -> None:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
            self.removed += 1
        for one in pdf.objects:
            self._clean(one, 0)

    def _clean(self, one: Any, depth: int) -> None:
        if depth > _DEEPEST:
            raise NotTaken(_DAMAGED)
        if isinstance(one, self._pikepdf.Array):
            self._clean_array(one, depth)
        elif isinstance(one, self._pikepdf.Dictionary | self._pikepdf.Stream):
            self._clean_dictionary(one, depth)

    def _clean_array(self, array: Any, depth: int) -> None:
        for at in reversed(range(len(array))):
            item = array[at]
            if _is_foreign(item, self._pikepdf):
                del array[at]
                self.removed += 1
            elif not item.is_indirect if hasattr(item, "is_indirect") else False:
                self._clean(item, depth + 1)

    def _clean_dictionary(self, one: Any, depth: int) -> None:
        keys = [key for key in _KEYS if key in one]
        if str(one.get("/S", "")) in _ACTIONS:
            keys += [key for key in ("/S", "/F", "/Win", "/Next", "/T") if key in one]
        for key in keys:
            # A stream may have a key of the same name that says how it is packed.
            del one[key]
            self.removed += 1
        for key in list(one.keys()):
            item = one[key]
            if hasattr(item, "is_indirect") and not item.is_indirect:
                self._clean(item, depth + 1)


def _is_foreign(item: Any, pikepdf: Any) -> bool:
    """Whether it is an annotation that holds a file or a film."""
    is_dictionary = isinstance(item, pikepdf.Dictionary)
    return is_dictionary and str(item.get("/Subtype", "")) in _ANNOTATIONS


_LONG = N_("it has more than 1,000 pages; part it into several")
_PASSWORD = N_("it has a password; save or print it once more as a PDF without one")
_DAMAGED = N_("the PDF is damaged or incomplete; print it once more as a PDF")
