"""A link that Markdown does not take for one, or that leads to a program, a disk or data.

Without a word it would stand on the page as text. Brackets are those of a plain keyboard, with
nothing between them: [name](attachments/file.pdf).

Wrong::

    见［方案］（attachments/plan.pdf）

Right::

    见[方案](attachments/plan.pdf)
"""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind, LinkUse
from generator.model.finding import Edit, Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem, county_links

# Within angle brackets a target may hold these.
_OPEN = re.compile(r"[\s()]")


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each such link."""
    for folder in portfolio.counties.values():
        for link in county_links(folder):
            if link.kind is LinkKind.APART:
                yield _apart(link)
            elif link.kind is LinkKind.UNSAFE:
                yield _unsafe(link)


def _apart(link: LinkUse) -> Problem:
    target = f"<{link.target}>" if _OPEN.search(link.target) else link.target
    meant = f"[{link.text or link.target.rpartition('/')[2]}]({target})"
    values = {"written": link.written, "meant": meant}
    return Problem(
        Severity.ERROR,
        link.place,
        Message(N_('"{written}" is no link: its brackets are full-width, or stand apart'), values),
        Message(N_("Write: {meant}"), values),
        Edit(link.place, link.written, meant),
    )


def _unsafe(link: LinkUse) -> Problem:
    # As a person wrote it: nobody reads %E4%BB%B6.
    values = {"target": unquote(link.target)}
    return Problem(
        Severity.ERROR,
        link.place,
        Message(N_('the link to "{target}" is not allowed'), values),
        Message(N_("Link a file in this county's attachments/, or a page by https://.")),
    )
