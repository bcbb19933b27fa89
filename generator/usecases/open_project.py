"""A project folder opened for any use case, or why it cannot be."""

from pathlib import Path

from generator.cache import Cache
from generator.load.project import Project, UnreadableProject
from generator.load.project import open_project as load_project
from generator.model.errors import UnusableRubric
from generator.rules.all_rules import explain_faults


def open_project(root: Path, *, cached: bool = True) -> Project:
    """Read the project folder ``root`` but its counties' folders. Raises UnusableRubric.

    Where it is not ``cached`` nothing that an earlier run found is believed.
    """
    try:
        return load_project(root, Cache.of_project(root) if cached else None)
    except UnreadableProject as error:
        raise UnusableRubric(explain_faults(error.faults)) from error
