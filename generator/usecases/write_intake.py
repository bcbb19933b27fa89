"""What was read of a package as changes of a county's folder: planned, then written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.intake.merging import join_rows
from generator.load.attachments.listed import digest_of_file
from generator.load.project import Project
from generator.model.errors import Refused
from generator.model.handed_row import Joined
from generator.model.intake import ReadItem
from generator.model.message import N_, Message
from generator.model.place import COUNTIES
from generator.model.rubric import County
from generator.usecases.evidence_files import PlannedFile, plan_files, read_sources, write_planned
from generator.usecases.intake import Intake


@dataclass(frozen=True, slots=True)
class IntakePlan:
    """What files become; ``attachments`` are those alone that differ, by path from the project.

    ``joined`` says of an item which rows of ledgers are new, mended, or were not handed in again.
    """

    planned: tuple[PlannedFile, ...]
    joined: Mapping[str, Joined]
    attachments: Mapping[str, bytes]

    @property
    def number(self) -> int:
        """How many files are written."""
        changed = [file for file in self.planned if file.content is not None]
        return len(changed) + len(self.attachments)

    @property
    def is_refused(self) -> bool:
        """Whether something of it cannot be written."""
        return any(file.trouble is not None for file in self.planned)


def plan_intake(project: Project, county: County, intake: Intake, *, whole: bool) -> IntakePlan:
    """The changes of the county's folder; ``whole`` where rows not handed in are to go.

    Raises Refused for a folder or file that is not to be written to.
    """
    known = read_sources(project, county, [item.item for item in intake.items]).sources
    reads, joined = dict(intake.own), dict[str, Joined]()
    for item in intake.items:
        own = reads.get(item.item) or ReadItem(item=item.item)
        standing = known[item.item].read.rows if item.item in known else ()
        before = own.rows if own.rows is not None else standing
        joined[item.item] = join_rows(before or (), item.rows or (), whole=whole)
        reads[item.item] = replace(own, rows=joined[item.item].rows)
    planned = tuple(plan_files(project, county, reads.values()))
    folder = project.root / COUNTIES / county.id
    attachments = {
        f"{COUNTIES}/{county.id}/{name}": content
        for name, content in intake.attachments.items()
        if _differs(folder / name, content)
    }
    return IntakePlan(planned, joined, attachments)


def write_intake(project: Project, plan: IntakePlan) -> None:
    """Write the files of the plan, what proves entries first."""
    for path, content in plan.attachments.items():
        write_atomically(project.root / path, content)
    write_planned(project, plan.planned)


def _differs(file: Path, content: bytes) -> bool:
    """Whether the file is not there as it should be. Raises Refused for a link."""
    # A link could lead what is written out of the project.
    if any(path.is_symlink() for path in (file, file.parent, file.parent.parent)):
        raise Refused(Message(_LINK, {"file": file.name}))
    return not file.is_file() or digest_of_file(file) != hashlib.sha256(content).hexdigest()


_LINK = N_("{file} cannot be written: it, or its folder, is a link to another place.")
