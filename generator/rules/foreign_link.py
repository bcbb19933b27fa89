"""A link leads neither to an own attachment nor to a web page.

Such a link would lead readers nowhere, or to another county's files.

Wrong::

    见[方案](../yi/attachments/plan.pdf)

Right::

    见[方案](attachments/plan.pdf)
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem, county_links


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each link that pages do not show."""
    for folder in portfolio.counties.values():
        for link in county_links(folder):
            if link.kind is LinkKind.FOREIGN:
                yield Problem(
                    Severity.ERROR,
                    link.place,
                    Message(N_('the link to "{target}" is not allowed'), {"target": link.target}),
                    Message(
                        N_("Link a file in this county's attachments/, or a page by https://.")
                    ),
                )
