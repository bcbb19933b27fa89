"""The roster as the office keeps it: with the names and posts that nothing else reads."""

from pathlib import Path

from generator.load.ballots.private_files import ROSTER
from generator.load.ballots.shapes import RosterShape
from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.shaping import read_shape
from generator.load.yaml_events import UnreadableYaml
from generator.model.office import RosterRow


def read_roster_rows(folder: Path) -> tuple[RosterRow, ...] | None:
    """The judges of ``folder/roster.yaml``, none where there is no file; None for a faulty one."""
    if not (folder / ROSTER).exists():
        return ()
    try:
        located, _ = read_shape(RosterShape, ProjectFiles(folder.parent), f"{folder.name}/{ROSTER}")
    except (UnreadableFile, UnreadableYaml):
        return None
    if located is None:
        return None
    return tuple(
        RosterRow(
            id=judge.id,
            group=judge.group,
            county=judge.county or "",
            recusals=tuple(judge.recusals),
            name=judge.name or "",
            post=judge.post or "",
        )
        for judge in located.value.judges
    )
