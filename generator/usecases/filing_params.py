"""What the page hands over is read here: it comes from the browser's store, which may hold anything."""

from collections.abc import Iterator
from contextlib import contextmanager


class Malformed(Exception):
    """What was handed over is not of the form that docs/formats.md gives; no fault of the program."""


@contextmanager
def handed_over() -> Iterator[None]:
    """Around what reads it, and that alone: what fails inside is Malformed."""
    try:
        yield
    except (AttributeError, LookupError, OverflowError, TypeError, ValueError) as error:
        raise Malformed from error
