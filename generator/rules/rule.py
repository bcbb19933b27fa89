"""What a rule is: a module of this package that explains a fault or finds one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.model.checklist import Checklists
from generator.model.cross_check import CrossCheck
from generator.model.finding import Edit, Fault, Severity
from generator.model.message import Message
from generator.model.place import Place
from generator.model.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule says of one place; the table adds the rule's code.

    ``edit`` is the mend where one is beyond doubt.
    """

    severity: Severity
    place: Place
    message: Message
    fix: Message
    edit: Edit | None = None


class FaultRule(Protocol):
    """A rule that puts into words what loading stumbled over."""

    def explain(self, fault: Fault) -> Found:
        """Return the words for one fault of the rule's code."""
        ...


class ComparingRule(Protocol):
    """A rule that compares the counties, by what is kept of each."""

    def compare(self, cross_checks: Sequence[CrossCheck]) -> Iterator[Found]:
        """Yield what is wrong in the current cycle.

        ``traces`` are those of past cycles, oldest first, then the counties' in the notice's order.
        """
        ...


class PortfolioRule(Protocol):
    """A rule that looks at what was loaded."""

    def check(self, portfolio: Portfolio, checklists: Checklists) -> Iterator[Found]:
        """Yield what is wrong."""
        ...
