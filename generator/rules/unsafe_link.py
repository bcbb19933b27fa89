"""A link leads to a program, to a disk or to data written into it.

Markdown makes no link of it, and no page would show where it was meant to lead.

Wrong::

    [方案](file:///C:/文件/plan.pdf)

Right::

    [方案](attachments/plan.pdf)
"""

from collections.abc import Iterator
from urllib.parse import unquote

from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind, LinkUse
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem, county_links


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each such link."""
    for folder in portfolio.counties.values():
        for link in county_links(folder):
            if link.kind is LinkKind.UNSAFE:
                yield _unsafe(link)


def _unsafe(link: LinkUse) -> Problem:
    # As a person wrote it: nobody reads %E4%BB%B6.
    values = {"target": unquote(link.target)}
    return Problem(
        Severity.ERROR,
        link.place,
        Message(N_('the link to "{target}" is not allowed'), values),
        Message(N_("Link a file in this county's attachments/, or a page by https://.")),
    )
