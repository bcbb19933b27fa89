"""A past cycle: a whole project folder in the archive, as it was when it ended."""

from dataclasses import replace

from generator.model.cross_check import CrossCheck
from generator.model.finding import Fault, Finding
from generator.model.place import ARCHIVE, Place

# The headings that the notice asks for in a county's own account.
_STATEMENT = ("深化改革工作情况", "实绩数据", "创新工作", "实际举措")
NEXT_STATEMENT = "\n".join(f"## {heading}\n" for heading in _STATEMENT).encode()
"""A county's index.md as it is when a cycle has been archived."""


def archive_folder(cycle: str) -> str:
    """The folder of a past cycle."""
    return f"{ARCHIVE}/{cycle}"


def past_cross_check(cross_check: CrossCheck, cycle: str) -> CrossCheck:
    """The cross-check of a county in a past cycle, its places as those of the project."""
    folder = archive_folder(cycle)
    events = tuple(
        replace(event, place=placed(event.place, folder)) for event in cross_check.events
    )
    own = f"{folder}/{cross_check.folder}"
    return replace(cross_check, folder=own, cycle=cycle, events=events)


def placed_finding(finding: Finding, folder: str) -> Finding:
    """The finding at its place in the project; what is archived is never edited by a program."""
    return replace(finding, place=placed(finding.place, folder), edit=None)


def placed(place: Place, folder: str) -> Place:
    """The place in a past cycle's folder as one in the project's."""
    return place._replace(path=f"{folder}/{place.path}")


def placed_fault(fault: Fault, folder: str) -> Fault:
    """The fault at its place in the project, without its edit likewise."""
    return replace(fault, place=placed(fault.place, folder), edit=None)
