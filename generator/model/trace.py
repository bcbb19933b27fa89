"""What of a county's evidence is compared with that of others: small, and without its text."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind, Span, Status
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import CountyFolder


@dataclass(frozen=True, slots=True)
class EventTrace:
    """One entry that cites no other: when, what, and the web pages that prove it."""

    place: Place
    when: Span | None
    title: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One county's entries in submitted files, its attachments by SHA-256, its pictures by name.

    ``folder`` is the county's own; ``cycle`` the past cycle it belongs to, None for the current.
    """

    folder: str
    cycle: str | None
    events: tuple[EventTrace, ...]
    attachments: Mapping[str, tuple[str, ...]]
    pictures: Mapping[str, str]


def trace_of(folder: CountyFolder, checklists: Checklists) -> Trace:
    """The trace of a county's folder in the current cycle."""
    entries = (
        result.entry
        for (county, item), checklist in checklists.items()
        if county == folder.county
        and item in folder.evidence
        and folder.evidence[item].status is Status.SUBMITTED
        for result in checklist.entries
    )
    names: dict[str, list[str]] = {}
    for name, digest in folder.digests.items():
        names.setdefault(digest, []).append(name)
    return Trace(
        folder=f"{COUNTIES}/{folder.county}",
        cycle=None,
        events=tuple(
            EventTrace(
                place=one.place,
                when=one.when,
                title=one.title,
                pages=tuple(link.target for link in one.proofs if link.kind is LinkKind.WEB),
            )
            for one in entries
            if one.cites is None
        ),
        attachments={digest: tuple(found) for digest, found in names.items()},
        pictures=dict(folder.pictures),
    )
