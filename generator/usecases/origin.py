"""What a site was made from, for its manifest: a stranger can make it again and compare."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import generator
from generator.load.git import GitError, open_repository
from generator.load.project import Project
from generator.model.place import RUBRIC
from generator.model.state import Audience, State
from generator.site.writing import Form

_PACKAGE = Path(generator.__file__).parent
# In a wheel the first, in a checkout the second.
_LOCKS = (_PACKAGE / "site.txt", _PACKAGE.parent / "requirements/site.txt")
# What a build has written beside it is no change.
_SOURCES = (RUBRIC, "mkdocs.yml", "content", "site_templates")


def origin_of(project: Project, audience: Audience, form: Form) -> Mapping[str, Any]:
    """Commit, program, rules and, from the final result on, evidence, as digests."""
    locks = [lock.read_bytes() for lock in _LOCKS if lock.is_file()]
    return {
        "program": generator.__version__,
        "lock": hashlib.sha256(locks[0]).hexdigest() if locks else None,
        "commit": _commit_of(project.root),
        "for": audience.value,
        "offline": form.offline,
        "searched": form.searched,
        "cycles": {one.rubric.cycle: _cycle(one) for one in (*project.past, project)},
    }


def _commit_of(root: Path) -> Mapping[str, object] | None:
    """The commit that the folder is at, and whether all that a site is made from is in it."""
    try:
        with open_repository(root) as repository:
            commit = repository.commit("HEAD")
            return {"id": commit, "clean": repository.is_checked_out(commit, _SOURCES)}
    except GitError:
        return None


def _cycle(project: Project) -> Mapping[str, Any]:
    final = project.log.state.rank >= State.FINAL.rank
    recorded = project.log.recorded
    if not final:
        evidence: Mapping[str, str] = {}
    elif recorded is not None:
        # No site is built of evidence that differs from what was announced.
        evidence = recorded.evidence
    else:
        evidence = {one.id: project.evidence_digest(one) for one in project.rubric.counties}
    return {"rules": project.rubric.rules.digest, "evidence": dict(evidence)}
