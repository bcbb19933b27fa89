"""A contradiction that rubric.yaml accepts is not there.

Where a notice contradicts itself, an entry of "accepted" names the rule and the reason: its findings
stop nothing, and the method page shows them. Where there is no such finding the reason speaks of
nothing, and the next slip of that kind would pass.

Wrong::

    accepted: [{code: points-do-not-add-up, reason: 通知如此。}]

Right::

    accepted: [{code: points-do-not-add-up, reason: 通知如此。}]
    …
    points: "5"
"""

from collections.abc import Iterator, Mapping

from generator.model.checklist import Checklists
from generator.model.codes import Code
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules import coarse_rounding, points_do_not_add_up, unreachable_points
from generator.rules.rule import PortfolioRule, Problem

ACCEPTABLE: Mapping[Code, PortfolioRule] = {
    "coarse-rounding": coarse_rounding,
    "points-do-not-add-up": points_do_not_add_up,
    "unreachable-points": unreachable_points,
}
"""The rules whose findings rubric.yaml may accept: all are about what the notice itself says."""


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem an acceptance of what is not found."""
    for acceptance in portfolio.rubric.accepted:
        if not any(ACCEPTABLE[acceptance.code].check(portfolio, checklists)):
            values = {"code": acceptance.code}
            text = N_("{code} is accepted here, but nothing of that kind is found")
            fix = N_("Delete this entry of accepted.")
            yield Problem(
                Severity.WARNING, acceptance.place, Message(text, values), Message(fix, values)
            )
