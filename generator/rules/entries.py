"""Iterators that several rules share: entries that are not counted, and a county's links."""

from collections.abc import Iterator

from generator.model.checklist import Checklists, Uncounted
from generator.model.evidence import Entry, LinkUse
from generator.model.portfolio import CountyFolder


def entries_left_out(checklists: Checklists, reason: Uncounted) -> Iterator[Entry]:
    """Yield every entry that is not counted for that reason."""
    for checklist in checklists.values():
        for result in checklist.entries:
            if result.uncounted is reason:
                yield result.entry


def county_links(folder: CountyFolder) -> Iterator[LinkUse]:
    """Yield every link and picture in a county's files."""
    if folder.statement is not None:
        yield from folder.statement.links
    for evidence in folder.evidence.values():
        yield from evidence.links
