"""What a rule is, and a row of the wording tables; entries and links that several rules look through."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from generator.model.checklist import Checklists, Uncounted
from generator.model.cross_check import Comparison
from generator.model.evidence import Entry, LinkUse
from generator.model.finding import Edit, Fault, Severity
from generator.model.message import N_, NOTHING, Message
from generator.model.place import Place
from generator.model.portfolio import CountyFolder, Portfolio


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule reports at one place; the table of rules adds the rule's code.

    ``edit`` is the correction where one is beyond doubt.
    """

    severity: Severity
    place: Place
    message: Message
    fix: Message
    edit: Edit | None = None


class ComparingRule(Protocol):
    """A rule that compares the counties by their cross-checks."""

    def compare(self, comparison: Comparison) -> Iterator[Problem]:
        """Yield what is wrong in the current cycle."""
        ...


class PortfolioRule(Protocol):
    """A rule that looks at what was loaded."""

    def check(self, portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
        """Yield what is wrong."""
        ...


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


_MORE = N_("{more} more of this kind in this file, from here on, are not listed one by one")
_LISTED = N_("Mend those listed before, then check again: the next ones are listed then.")


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
        if "more" in fault.values:
            words = replace(words, message=_MORE, fix=_LISTED)
        values = {**fault.values, **words.terms}
        terms = fault.terms.union(words.terms)
        return Problem(
            words.severity,
            fault.place,
            Message(words.message, values, terms),
            Message(words.fix, values, terms),
            fault.edit,
        )


def entries_left_out(checklists: Checklists, reason: Uncounted) -> Iterator[Entry]:
    """Yield every entry that is not counted for that reason."""
    for checklist in checklists.values():
        for result in checklist.entries:
            if result.uncounted is reason:
                yield result.entry


def county_links(folder: CountyFolder) -> Iterator[LinkUse]:
    """Yield every link and picture in a county's files."""
    if folder.statement is not None:
        yield from folder.statement.links
    for evidence in folder.evidence.values():
        yield from evidence.links
