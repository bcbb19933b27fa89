"""Whether the current cycle can be archived, and the steps that archive it."""

from pathlib import Path
from tempfile import TemporaryDirectory

from generator.load.files import with_plain_line_ends
from generator.load.project import Project, UnreadableProject, open_cycle
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.place import COUNTIES, RUBRIC
from generator.model.state import STATE_NAMES, State
from generator.usecases.archive_steps import (
    Archiving,
    archive_cycle,
    cut_off,
    plan_archiving,
    refuse_cut_off,
    take_back,
)
from generator.usecases.check import check
from generator.usecases.refusals import refuse_errors, refuse_log_faults

__all__ = [
    "Archiving",
    "archive_cycle",
    "cut_off",
    "planned_archiving",
    "refuse_cut_off",
    "restore",
]


def restore(root: Path) -> None:
    """Take back the steps of a run that was cut off. Raises Refused."""
    if not take_back(root):
        text = N_(
            "An earlier run was cut off, and {folder} or rubric.yaml has been written to since: "
            "put that aside and run the command again."
        )
        raise Refused(Message(text, {"folder": COUNTIES}))


def planned_archiving(project: Project, following: str | None) -> Archiving:
    """What is to be done to archive the current cycle. Raises Unusable, Refused.

    ``following`` is the next cycle, None for the year after.
    """
    rubric, state = project.rubric, project.log.state
    refuse_log_faults(project, but_left_over=False)
    if state.rank < State.FINAL.rank:
        text = N_('The state is "{state}": only a cycle whose result is final can be archived.')
        values = {"state": STATE_NAMES[state]}
        raise Refused(Message(text, values, frozenset(values)))
    refuse_errors(check(project), state)
    # Years of four digits are compared as texts.
    following = following or str(int(rubric.cycle) + 1)
    if len(following) != 4 or not following.isdecimal() or following <= rubric.cycle:
        text = N_('"{written}" is no year after {cycle}.')
        raise Refused(Message(text, {"written": following, "cycle": rubric.cycle}))
    planned = plan_archiving(project.root, rubric, _rubric_text(project), following)
    # The second is left over where an earlier run could not take a step back.
    for folder in (planned.folder, planned.beside):
        if (project.root / folder).exists():
            text = N_("{folder} is there already; look what it holds and take it away.")
            raise Refused(Message(text, {"folder": folder}))
    _refuse_other_cycle(planned, following)
    return planned


def _rubric_text(project: Project) -> str:
    # The bytes that were checked, not those that may stand in the file by now.
    return with_plain_line_ends(project.contents[RUBRIC].decode("utf-8-sig"))


def _refuse_other_cycle(planned: Archiving, following: str) -> None:
    """Read the rubric in which the year was replaced as text, and raise Refused where it is wrong.

    Replaced as text, since a YAML writer would lose the organiser's comments and layout.
    """
    with TemporaryDirectory(prefix="taizhang-") as folder:
        (Path(folder) / RUBRIC).write_text(planned.rubric, encoding="utf-8")
        try:
            rubric = open_cycle(Path(folder)).rubric
        except UnreadableProject:
            rubric = None
    years = set() if rubric is None else {str(day.year) for day in rubric.period}
    if rubric is None or rubric.cycle != following or following not in years:
        text = N_(
            "The year {cycle} cannot be written into rubric.yaml by a program: it must hold the "
            "cycle, period-from and period-to each on a line of its own."
        )
        raise Refused(Message(text, {"cycle": following}))
