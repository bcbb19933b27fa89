"""What a rule is: a module of this package that looks for one kind of problem."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.model.checklist import Checklists
from generator.model.cross_check import CrossCheck
from generator.model.finding import Edit, Severity
from generator.model.message import Message
from generator.model.place import Place
from generator.model.portfolio import Portfolio


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

    def compare(self, cross_checks: Sequence[CrossCheck]) -> Iterator[Problem]:
        """Yield what is wrong in the current cycle.

        ``cross_checks`` are those of past cycles, oldest first, then the counties' in the notice's
        order.
        """
        ...


class PortfolioRule(Protocol):
    """A rule that looks at what was loaded."""

    def check(self, portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
        """Yield what is wrong."""
        ...
