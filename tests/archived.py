"""The invented project with its year 2018 in the archive, as the organiser's commands make it."""

from pathlib import Path

from remembered import remembered
from year import run_year

from generator.model.state import State
from generator.usecases.archive_cycle import archive_cycle, planned_archiving
from generator.usecases.open_project import open_project

PAST = "content/archive/2018"


@remembered
def archive_year(root: Path, following: str = "2019") -> None:
    """Finish the year 2018 with invented ballots, put it into the archive, begin the next."""
    run_year(root, State.FINAL)
    archive_cycle(root, planned_archiving(open_project(root), following))
