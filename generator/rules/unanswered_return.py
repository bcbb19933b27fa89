"""A file that the office has returned is submitted again, and the county has answered nothing.

The office looks at the answer first. Write after 答复 of the last return in a few words what was
mended, or why it stands as it was.

Wrong::

    - {日期: 2018-12-20, 单位: 市科协, 原因: 缺签到表, 答复: ""}

Right::

    - {日期: 2018-12-20, 单位: 市科协, 原因: 缺签到表, 答复: 签到表已补}
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.evidence import Status
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each submitted file whose last return has no answer."""
    del checklists
    for folder in portfolio.counties.values():
        for evidence in folder.evidence.values():
            last = evidence.returns[-1] if evidence.returns else None
            if evidence.status is Status.SUBMITTED and last is not None and not last.answer.strip():
                values = {"day": last.day, "reason": last.reason}
                yield Problem(
                    Severity.WARNING,
                    last.place,
                    Message(
                        N_('Returned on {day} ("{reason}"), and submitted again without an answer'),
                        values,
                    ),
                    Message(N_("Say after 答复 what was mended, or why it stands as it was.")),
                )
