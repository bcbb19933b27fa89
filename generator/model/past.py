"""A past cycle: a whole project folder in the archive, as it was when it ended."""

from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.cross_check import CrossCheck
from generator.model.finding import Fault, Finding
from generator.model.place import ARCHIVE, Place
from generator.model.portfolio import Portfolio


@dataclass(frozen=True, slots=True, kw_only=True)
class PastCycle:
    """A past cycle's rubric and log; ``root`` is its own folder, which holds rubric.yaml."""

    root: Path
    frame: Portfolio

    @property
    def folder(self) -> str:
        """Its folder, relative to the project's."""
        return archive_folder(self.frame.rubric.cycle)


def archive_folder(cycle: str) -> str:
    """Where a past cycle is kept."""
    return f"{ARCHIVE}/{cycle}"


def past_cross_check(cross_check: CrossCheck, past: PastCycle) -> CrossCheck:
    """The trace of a county's folder in a past cycle, its places as those of the project."""
    events = tuple(replace(one, place=placed(one.place, past.folder)) for one in cross_check.events)
    folder = f"{past.folder}/{cross_check.folder}"
    return replace(cross_check, folder=folder, cycle=past.frame.rubric.cycle, events=events)


def placed_finding(finding: Finding, folder: str) -> Finding:
    """The finding at its place in the project, without a mend by a program likewise."""
    return replace(finding, place=placed(finding.place, folder), edit=None)


def placed(place: Place, folder: str) -> Place:
    """The place in a past cycle's folder as one in the project's."""
    return place._replace(path=f"{folder}/{place.path}")


def placed_fault(fault: Fault, folder: str) -> Fault:
    """The fault at its place in the project; what is archived is never mended by a program."""
    return replace(fault, place=placed(fault.place, folder), edit=None)
