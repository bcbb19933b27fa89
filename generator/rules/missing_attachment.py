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

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from generator.chinese.unseen import seen_text, unseen_signs
from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind, LinkUse
from generator.model.finding import Edit, Severity
from generator.model.limits import MOST_FINDINGS
from generator.model.message import N_, Message
from generator.model.portfolio import CountyFolder, Portfolio
from generator.rules.rule import Problem, county_links


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each link without its file."""
    for folder in portfolio.counties.values():
        names = _Names(folder.attachments)
        for link in county_links(folder):
            if link.kind is LinkKind.BROKEN:
                yield _unreadable(link)
            elif link.kind is LinkKind.ATTACHMENT and not _is_there(link, folder):
                yield _missing(link, names)


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


class _Names:
    """The names of a county's attachments, to find the one that is meant."""

    def __init__(self, names: Collection[str]) -> None:
        self._names, self._sought = names, 0
        self._alike: dict[str, list[str]] = {}
        for name in names:
            self._alike.setdefault(_looks(name), []).append(name)

    def near(self, target: str) -> str | None:
        """The name most like the target, for as many as a person reads: it is held against all."""
        self._sought += 1
        if self._sought > MOST_FINDINGS:
            return None
        return next(iter(get_close_matches(target, self._names, n=1, cutoff=0.75)), None)

    def same(self, target: str) -> str | None:
        """The one name that looks the same but for capitals, None where there is none."""
        alike = self._alike.get(_looks(target), [])
        return alike[0] if len(alike) == 1 else None


def _missing(link: LinkUse, names: _Names) -> Problem:
    values = {"target": link.target}
    if (near := names.near(link.target)) is not None:
        fix = Message(
            N_('Is "{near}" meant? Names are compared letter for letter.'), {"near": near}
        )
    else:
        fix = Message(N_("Put the file there, or correct the name in the link."))
    text = N_('the attachment "{target}" is not there')
    if signs := unseen_signs(link.target, seen_text(link.target, strict=True)):
        values["signs"] = signs
        text = N_('the attachment "{target}" is not there; the link holds unseen signs ({signs})')
    same = names.same(link.target)
    edit = None if same is None else Edit(link.place, link.target, same)
    return Problem(Severity.ERROR, link.place, Message(text, values), fix, edit)


def _looks(name: str) -> str:
    """The name as a reader sees it, without regard to capitals."""
    return seen_text(name, strict=True).casefold()
