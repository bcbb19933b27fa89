"""A published site checked as a stranger does, and compared with a build of its commit."""

import json
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import generator
from generator.load.git import GitError, open_repository
from generator.load.project import Project
from generator.model.errors import SiteError, Unusable
from generator.model.state import Audience
from generator.site.writing import Form, Progress
from generator.template_folders import other_templates
from generator.usecases.build_site import build_site
from generator.usecases.open_project import open_project
from generator.verify import MANIFEST, verify


@dataclass(frozen=True, slots=True)
class Verified:
    """Whether the site agrees with itself, and the files in which it differs from a build.

    ``rebuilt`` is None where its commit could not be built. ``templates`` are those of the commit
    that are not the program's: a build by them shows what they say.
    """

    agrees: bool
    rebuilt: tuple[str, ...] | None
    templates: tuple[str, ...] = ()


def verify_site(
    project: Project,
    site: Path,
    digest: str,
    signers: Path | None,
    say: Callable[[str], object],
    progress: Progress,
) -> Verified:
    """Check the site in the folder, and build its commit beside it where that can be."""
    agrees = verify(site, digest, signers, say)
    try:
        manifest = json.loads((site / MANIFEST).read_bytes())
        commit = manifest["commit"]["id"] if manifest["commit"]["clean"] else None
    except (OSError, ValueError, LookupError, TypeError):
        commit = None
    if commit is None or manifest["program"] != generator.__version__:
        return Verified(agrees, None)
    rebuilt, templates = _differing(project, str(commit), manifest, progress)
    return Verified(agrees, rebuilt, templates)


def _differing(
    project: Project, commit: str, manifest: dict[str, Any], progress: Progress
) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """What differs from a build of the commit, and its templates that are not the program's."""
    with tempfile.TemporaryDirectory(prefix="taizhang-") as folder:
        out = Path(folder, "site")
        try:
            form = Form(offline=bool(manifest["offline"]), searched=bool(manifest["searched"]))
            with open_repository(project.root) as repository:
                sources = repository.write_files(repository.commit(commit))
                templates = other_templates(sources)
                build_site(open_project(sources), out, Audience(manifest["for"]), form, progress)
        except (GitError, Unusable, SiteError, LookupError, ValueError):
            return None, ()
        built = json.loads((out / MANIFEST).read_bytes())
    keys = ("cycles", "lock")
    files, listed = built["files"], manifest["files"]
    differing = [
        name for name in sorted(files.keys() | listed.keys()) if files.get(name) != listed.get(name)
    ]
    return (*(key for key in keys if built[key] != manifest.get(key)), *differing), templates
