"""A county's statement (index.md) is not there, is empty, or lacks one of its headings.

The notice asks each county for an account of its year beside the ledgers. Its headings stand in
rubric.yaml under statement; "taizhang template" writes them. A county that has handed in nothing
yet is not asked for it.

Wrong::

    ## 实绩数据

    全年活动 5 场。

    ## 创新工作

Right::

    ## 实绩数据

    全年活动 5 场。

    ## 创新工作

    各学会轮流承办。
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.evidence import Statement
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each statement that is missing, and for what one lacks."""
    # Before a county begins, its folder holds the bare headings at most.
    begun = (folder for folder in portfolio.counties.values() if folder.evidence)
    for folder in begun:
        if folder.statement is not None:
            yield from _check_statement(folder.statement, portfolio.rubric.statement)
        elif "index" not in folder.unread:
            yield _absent(folder.county)


def _check_statement(statement: Statement, names: tuple[str, ...]) -> Iterator[Problem]:
    if statement.empty:
        yield _empty(statement.place, names)
        return
    for name in names:
        # Whatever stands before or behind it, such as a number: the reader finds the heading.
        headings = [heading for heading in statement.headings if name in heading.text]
        if not headings:
            text = N_('the statement has no heading "{heading}"')
            yield _lacking(statement.place, text, name)
        elif all(heading.empty for heading in headings):
            text = N_('nothing stands under the heading "{heading}" of the statement')
            yield _lacking(headings[0].place, text, name)


def _absent(county: str) -> Problem:
    return Problem(
        Severity.WARNING,
        Place(f"{COUNTIES}/{county}/index.md"),
        Message(N_("the statement index.md is not there")),
        Message(
            N_('"taizhang template {county} index" writes one to fill in.'), {"county": county}
        ),
    )


def _empty(place: Place, names: tuple[str, ...]) -> Problem:
    values = {"headings": "、".join(names)}
    fix = Message(N_("Write what was done in the year, and with what result."))
    if names:
        fix = Message(N_("Write what was done in the year, under: {headings}."), values)
    return Problem(Severity.WARNING, place, Message(N_("the statement is empty")), fix)


def _lacking(place: Place, text: str, heading: str) -> Problem:
    values = {"heading": heading}
    fix = Message(N_('Write it under a heading "## {heading}".'), values)
    return Problem(Severity.WARNING, place, Message(text, values), fix)
