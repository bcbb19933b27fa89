"""What is compared across counties, taken from a county's folder and checklists."""

from collections.abc import Iterator

from generator.chinese.widths import fold_widths
from generator.model.checklist import Checklists
from generator.model.cross_check import CrossCheck, CrossCheckedEntry
from generator.model.evidence import Entry, LinkKind, Span, Status
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import CountyFolder


def cross_check_of(folder: CountyFolder, checklists: Checklists) -> CrossCheck:
    """What of a county's folder is compared, in the current cycle."""
    names: dict[str, list[str]] = {}
    for name, digest in folder.digests.items():
        names.setdefault(digest, []).append(name)
    events = (
        CrossCheckedEntry(entry.place, pages)
        for entry, earlier in events_of(folder, checklists)
        # What repeats within the county is reported there, and needs no second finding here.
        if earlier is None and (pages := _pages(entry))
    )
    return CrossCheck(
        folder=f"{COUNTIES}/{folder.county}",
        cycle=None,
        events=tuple(events),
        attachments={digest: tuple(same) for digest, same in names.items()},
        pictures=dict(folder.pictures),
    )


def events_of(folder: CountyFolder, checklists: Checklists) -> Iterator[tuple[Entry, Place | None]]:
    """Every entry in submitted files that cites no other.

    With it, the place in another file of the county where the same day and words stand already.
    """
    first: dict[tuple[Span | None, str], Place] = {}
    for entry in _uncited(folder, checklists):
        earlier = first.setdefault((entry.when, _letters(entry.title)), entry.place)
        again = entry.when is not None and earlier.path != entry.place.path
        yield entry, earlier if again else None


def _uncited(folder: CountyFolder, checklists: Checklists) -> Iterator[Entry]:
    for (county, item), checklist in checklists.items():
        evidence = folder.evidence.get(item)
        if county == folder.county and evidence and evidence.status is Status.SUBMITTED:
            yield from (result.entry for result in checklist.entries if result.entry.cites is None)


def _pages(entry: Entry) -> tuple[str, ...]:
    return tuple(link.target for link in entry.proofs if link.kind is LinkKind.WEB)


def _letters(title: str) -> str:
    """The title without spaces, punctuation, capitals and widths, which people write variously."""
    folded = fold_widths(title).casefold()
    return "".join(filter(str.isalnum, folded))
