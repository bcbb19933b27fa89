"""One of the four parts is not there, or nothing stands under its heading.

The notice asks each indicator for 目标, 方案, 措施 and 台账; a bonus item needs its
台账. An error once submitted, a warning while a draft.

Wrong::

    ## 方案

    按季度办。

    ## 台账

Right::

    ## 方案

    按季度办。

    ## 措施
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.evidence import LEDGER, Evidence, Status
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem

_BONUS_PARTS = (LEDGER,)


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each part that is missing or empty."""
    for folder in portfolio.counties.values():
        for evidence in folder.evidence.values():
            bonus = portfolio.rubric.items[evidence.item].bonus
            for name in _BONUS_PARTS if bonus else portfolio.rubric.parts:
                yield from _check_part(evidence, name)


def _check_part(evidence: Evidence, name: str) -> Iterator[Problem]:
    part = evidence.part(name)
    if part is not None and not part.empty:
        return
    submitted = evidence.status is Status.SUBMITTED
    text = N_('the part "{part}" is missing') if part is None else N_('the part "{part}" is empty')
    yield Problem(
        Severity.ERROR if submitted else Severity.WARNING,
        evidence.place if part is None else part.place,
        Message(text, {"part": name}),
        Message(N_('Write it under a heading "## {part}".'), {"part": name}),
    )
