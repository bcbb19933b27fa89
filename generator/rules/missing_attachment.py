"""A link or picture leads to an attachment that is not there.

What is linked but absent proves nothing. Names are compared letter for letter, capitals
included. A name with spaces or brackets needs angle brackets round it.

Wrong::

    [方案](attachments/Plan.pdf)
    …
    content/counties/jia/attachments/plan.pdf

Right::

    [方案](attachments/plan.pdf)
    …
    content/counties/jia/attachments/plan.pdf
"""

from collections.abc import Iterator
from difflib import get_close_matches

from generator.chinese.unseen import seen_text, unseen_signs
from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind, LinkUse
from generator.model.finding import Edit, Severity
from generator.model.message import N_, Message
from generator.model.portfolio import CountyFolder, Portfolio
from generator.rules.rule import Problem, county_links


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each link without its file."""
    for folder in portfolio.counties.values():
        for link in county_links(folder):
            if link.kind is LinkKind.BROKEN:
                yield _unreadable(link)
            elif link.kind is LinkKind.ATTACHMENT and not _is_there(link, folder):
                yield _missing(link, folder)


def _is_there(link: LinkUse, folder: CountyFolder) -> bool:
    # What is withheld has a finding of its own; missing it is not.
    return link.target in folder.attachments or link.target in folder.withheld


def _unreadable(link: LinkUse) -> Problem:
    # What stands in the square brackets, and the mark of a picture before them, stay.
    meant = f"{link.written.partition('](')[0]}](<{link.target}>)"
    values = {"target": link.target, "meant": meant}
    return Problem(
        Severity.ERROR,
        link.place,
        Message(N_('the link to "{target}" cannot be read because of spaces or brackets'), values),
        Message(N_("Write: {meant}"), values),
        Edit(link.place, link.written, meant),
    )


def _missing(link: LinkUse, folder: CountyFolder) -> Problem:
    values = {"target": link.target}
    near = get_close_matches(link.target, folder.attachments, n=1, cutoff=0.75)
    if near:
        fix = Message(
            N_('Is "{near}" meant? Names are compared letter for letter.'), {"near": near[0]}
        )
    else:
        fix = Message(N_("Put the file there, or correct the name in the link."))
    text = N_('the attachment "{target}" is not there')
    if signs := unseen_signs(link.target, seen_text(link.target, strict=True)):
        values["signs"] = signs
        text = N_('the attachment "{target}" is not there; the link holds unseen signs ({signs})')
    return Problem(Severity.ERROR, link.place, Message(text, values), fix, _edit(link, folder))


def _edit(link: LinkUse, folder: CountyFolder) -> Edit | None:
    """The edit to the one name that looks the same but for capitals, None where there is none."""
    same = [name for name in folder.attachments if _looks(name) == _looks(link.target)]
    return Edit(link.place, link.target, same[0]) if len(same) == 1 else None


def _looks(name: str) -> str:
    """The name as a reader sees it, without regard to capitals."""
    return seen_text(name, strict=True).casefold()
