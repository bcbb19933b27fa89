"""HTML before and after it is made safe: two types, so that neither passes for the other."""

from dataclasses import dataclass


class Html(str):
    """Text that is already safe, escaped HTML: a template takes it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        """What a template puts in its place instead of escaping it."""
        return self


@dataclass(frozen=True, slots=True)
class RawHtml:
    """A county's text as HTML that nobody has sanitised yet.

    Links to the county's attachments are ``attachments/name``, whatever page will show it.
    """

    source: str

    def __bool__(self) -> bool:
        """Whether there is any text."""
        return bool(self.source)

    def __str__(self) -> str:
        """Refused, so that no template shows it: not even escaped."""
        raise TypeError("HTML that is not sanitised was taken for text")
