"""A file within a file."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Enclosed:
    """An attachment of a document, a picture as it was put in, or what stands behind an end.

    ``name`` is "" where nothing but the content says what it is.
    """

    place: str
    name: str
    content: bytes
