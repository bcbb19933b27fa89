"""Words for people, kept apart from their language until they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Protocol

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence of the catalogue and the values for its {names}.

    ``terms`` names the values that are themselves sentences of the catalogue.
    """

    text: str
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    terms: frozenset[str] = frozenset()


class Language(StrEnum):
    """A language messages and pages can be had in."""

    CHINESE = "zh"
    ENGLISH = "en"


class Translator(Protocol):
    """Says the sentences of the catalogue in one language."""

    @property
    def language(self) -> Language:
        """The language."""
        ...

    def text(self, sentence: str) -> str:
        """The sentence."""
        ...

    def counted(self, one: str, many: str, number: Fraction | int | str) -> str:
        """The sentence for that number of things."""
        ...


def N_(text: str) -> str:
    """Mark a sentence for the catalogue without translating it yet."""
    return text
