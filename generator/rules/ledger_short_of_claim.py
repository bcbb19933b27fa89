"""The front matter claims more than the ledger shows.

Claims decide nothing: the ledger is what counts. One of the two is wrong. Where a row of
the clause was left out, that finding comes first and this one waits.

Wrong::

    申报:
      活动: 4 场

Right::

    申报:
      活动: 3 场
"""

from collections.abc import Iterator
from fractions import Fraction

from generator.chinese.numbers import shown_number
from generator.model.checklist import Checklist, Checklists, Uncounted
from generator.model.evidence import Claim, Status
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.model.rubric import Clause
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each claim above its ledger."""
    for folder in portfolio.counties.values():
        for evidence in folder.evidence.values():
            if evidence.status is not Status.SUBMITTED:
                continue
            checklist = checklists[evidence.county, evidence.item]
            for claim in evidence.claims:
                result = checklist.clause(claim.clause)
                demand = result.clause.demand
                above = claim.quantity.value > result.counted
                if demand is not None and above and not _explained(checklist, claim):
                    yield _short_ledger(claim, result.clause, demand.unit, result.counted)


def _explained(checklist: Checklist, claim: Claim) -> bool:
    """Whether a row was left out, which has its own finding and is the likelier cause."""
    silent = (None, Uncounted.SUPERSEDED)
    return any(result.uncounted not in silent for result in checklist.entries_of(claim.clause))


def _short_ledger(claim: Claim, clause: Clause, unit: str, counted: Fraction) -> Problem:
    values = {
        "clause": clause.name,
        "claimed": claim.text,
        "unit": unit,
        "counted": shown_number(counted),
    }
    return Problem(
        Severity.WARNING,
        claim.place,
        Message(N_("{clause}: {claimed} claimed, the ledger shows {counted} {unit}"), values),
        Message(N_("Add the entries that are missing to the ledger, or lower the claim.")),
    )
