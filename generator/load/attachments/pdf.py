"""Text, properties and anchors of a PDF file: the only module that knows pypdf.

pypdf is imported inside functions: a check whose attachments are cached needs none of it.
"""

import logging
from collections.abc import Iterator
from io import BytesIO
from typing import Any

# Bounds the time that one file can take.
MOST_PAGES = 300


class UnreadablePdf(Exception):
    """The file is longer than can be searched, or no PDF that can be read."""


class ProtectedPdf(UnreadablePdf):
    """The file is encrypted: with a password, or so that nothing can be copied."""


def pdf_texts(content: bytes) -> Iterator[str]:
    """Yield the properties, then the text of each page. Raises UnreadablePdf, ProtectedPdf."""
    import pypdf  # noqa: PLC0415 - most checks scan no new file

    # pypdf logs every flaw that it works around, which would stand in the midst of a report.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = pypdf.PdfReader(BytesIO(content))
        yield "\n".join(str(value) for value in (reader.metadata or {}).values())
        for page in _pages(reader):
            yield page.extract_text()
    except MemoryError:
        # The worker ends, which says more than that the file is damaged.
        raise
    except Exception as error:
        # pypdf raises many kinds of error for a damaged file; all mean the same here. What only
        # forbids copying is encrypted too, mostly by a method that pypdf alone cannot undo.
        protected = b"/Encrypt" in content
        raise (ProtectedPdf if protected else UnreadablePdf) from error


def anchor_pages(content: bytes) -> dict[str, int]:
    """Return the page, counted from 1, of every anchor of a document that a browser printed."""
    import pypdf  # noqa: PLC0415 - few runs need it

    reader = pypdf.PdfReader(BytesIO(content))
    pages = {
        name.lstrip("/"): reader.get_destination_page_number(destination)
        for name, destination in reader.named_destinations.items()
    }
    return {name: page + 1 for name, page in pages.items() if page is not None}


def _pages(reader: Any) -> Iterator[Any]:
    if len(reader.pages) > MOST_PAGES:
        raise UnreadablePdf
    yield from reader.pages
