"""A row of the wording tables: what is said of a fault, and the explanation of its code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from generator.model.finding import Fault, Severity
from generator.model.message import NOTHING, Message
from generator.rules.rule import Problem


@dataclass(frozen=True, slots=True)
class Words:
    """How grave a fault is, what is wrong and how it is put right.

    ``message`` and ``fix`` are sentences of the catalogue; the fault's values fill their {names}.
    ``terms`` are further values, which are sentences of the catalogue themselves.
    """

    severity: Severity
    message: str
    fix: str
    terms: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words for the faults of one code, and what its code means.

    ``words`` is a function where the words depend on the fault's values. ``explanation`` is
    written like the docstring of a rule: paragraphs, then the examples "Wrong::" and "Right::".
    """

    words: Words | Callable[[Fault], Words]
    explanation: str

    def problem(self, fault: Fault) -> Problem:
        """The fault in words."""
        words = self.words if isinstance(self.words, Words) else self.words(fault)
        values = {**fault.values, **words.terms}
        terms = fault.terms.union(words.terms)
        return Problem(
            words.severity,
            fault.place,
            Message(words.message, values, terms),
            Message(words.fix, values, terms),
            fault.edit,
        )
