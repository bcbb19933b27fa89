"""A link leads neither to an own attachment nor to a web page.

Such a link would lead readers nowhere, or to another county's files.

Wrong::

    见[方案](../yi/attachments/plan.pdf)

Right::

    见[方案](attachments/plan.pdf)
"""

from collections.abc import Iterator
from urllib.parse import unquote

from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind, LinkUse
from generator.model.finding import Edit, Severity
from generator.model.message import N_, Message
from generator.model.portfolio import CountyFolder, Portfolio
from generator.rules.rule import Problem, county_links


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each link that pages do not show."""
    for folder in portfolio.counties.values():
        for link in county_links(folder):
            if link.kind is LinkKind.FOREIGN:
                yield _problem(link, folder)


def _problem(link: LinkUse, folder: CountyFolder) -> Problem:
    # As a person wrote it: nobody reads %E4%BB%B6.
    target = unquote(link.target)
    text = N_('the link to "{target}" is not allowed') if target else N_("the link leads nowhere")
    fix = Message(N_("Link a file in this county's attachments/, or a page by https://."))
    edit = None
    meant = target.replace("\\", "/").removeprefix("./")
    if meant in folder.attachments and meant != target:
        fix = Message(N_("Write: {meant}"), {"meant": meant})
        edit = Edit(link.place, link.target, meant)
    elif meant.startswith("www."):
        fix = Message(N_("Write: {meant}"), {"meant": f"https://{meant}"})
    elif near := _same_name(meant, folder):
        fix = Message(N_("The file lies in attachments/: write {meant}"), {"meant": near})
    return Problem(Severity.ERROR, link.place, Message(text, {"target": target}), fix, edit)


def _same_name(target: str, folder: CountyFolder) -> str:
    """The one attachment with the name of the file that the target ends in, "" for none."""
    name = target.rpartition("/")[2]
    same = [path for path in folder.attachments if name and path.rpartition("/")[2] == name]
    return same[0] if len(same) == 1 else ""
