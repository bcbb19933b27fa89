"""Words for people, kept apart from their language until they are printed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Message:
    """An English sentence of the catalogue and the values for its {names}.

    ``terms`` names the values that are themselves sentences of the catalogue.
    """

    text: str
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    terms: frozenset[str] = frozenset()


def N_(text: str) -> str:
    """Mark a sentence for the catalogue without translating it yet."""
    return text
