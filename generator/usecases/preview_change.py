"""A county's pages as merging its change would make them, with nothing else of the change.

Rubric, templates, pages and mkdocs.yml are those of the base: only evidence is taken from a change.
"""

from pathlib import Path

from generator.load.git import GitError, open_repository
from generator.load.git_change import read_change
from generator.model.change import Change
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.place import CONTENT, COUNTIES, RESULTS, RUBRIC
from generator.model.rubric import Rubric
from generator.model.state import Audience
from generator.rules.change import counties_touched
from generator.site.writing import Form, Progress
from generator.usecases.build_site import build_site
from generator.usecases.built import Built
from generator.usecases.open_project import open_project

# What a site is made from but the counties' folders; past cycles are not shown.
_OF_BASE = (RUBRIC, "mkdocs.yml", "site_templates", f"{CONTENT}/pages", RESULTS)


def preview_change(root: Path, base: str, head: str | None, out: Path, progress: Progress) -> Built:
    """Build the pages of the one county that the change touches. Raises Refused, SiteError, Unusable."""
    try:
        with open_repository(root) as repository:
            change = read_change(repository, base, head)
            _refuse(change)
            folder = repository.write_files(repository.commit(base), _OF_BASE)
            # Nothing that an earlier run found is believed of a change.
            project = open_project(folder, cached=False)
            county = _touched(change, project.rubric)
            repository.write_files(change.tree, (f"{COUNTIES}/{county}",))
            alone = project.alone(project.rubric.county_by_id[county])
            form = Form(offline=True, searched=True, partial=True)
            return build_site(alone, out, Audience.REVIEWERS, form, progress)
    except GitError as error:
        raise Refused(error.message) from error


def _refuse(change: Change) -> None:
    """Raises Refused for a change of which no merge is known, or that is too large."""
    conflicting = any(path.is_conflicting for path in change.paths)
    if change.is_oversized or not change.tree or conflicting:
        raise Refused(Message(_NO_MERGE))


def _touched(change: Change, rubric: Rubric) -> str:
    """The one county whose folder the change reaches into. Raises Refused."""
    touched = counties_touched(change.paths, rubric.county_by_id)
    if len(touched) == 1:
        return next(iter(touched))
    names = "、".join(rubric.county_by_id[county].name for county in sorted(touched)) or "—"
    raise Refused(Message(_NOT_ONE, {"counties": names}))


_NO_MERGE = N_(
    "What merging the change would make cannot be shown: taizhang check --base says why. Nothing "
    "was built."
)
_NOT_ONE = N_(
    "A preview is of one county's change; this one is about: {counties}. Nothing was built."
)
