"""The front matter claims more than the ledger shows.

Claims decide nothing: the ledger is what counts. One of the two is wrong.
"""

from collections.abc import Iterator
from fractions import Fraction

from generator.checks.rule import Found
from generator.model.checklist import Checklists
from generator.model.evidence import Claim, Status
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.numbers import shown_number
from generator.model.portfolio import Portfolio
from generator.model.rubric import Clause


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Found]:
    """Yield a finding a claim above its ledger."""
    for folder in portfolio.counties.values():
        for evidence in folder.evidence.values():
            if evidence.status is not Status.SUBMITTED:
                continue
            checklist = checklists[evidence.county, evidence.item]
            for claim in evidence.claims:
                counted = checklist.clause(claim.clause).counted
                clause = portfolio.rubric.clause(claim.clause)
                if clause.demand is not None and claim.quantity.value > counted:
                    yield _found(claim, clause, clause.demand.unit, counted)


def _found(claim: Claim, clause: Clause, unit: str, counted: Fraction) -> Found:
    values = {
        "clause": clause.name,
        "claimed": claim.text,
        "unit": unit,
        "counted": shown_number(counted),
    }
    return Found(
        Severity.WARNING,
        claim.place,
        Message(N_("{clause}: {claimed} claimed, the ledger shows {counted} {unit}"), values),
        Message(N_("Add the entries that are missing to the ledger, or lower the claim.")),
    )
