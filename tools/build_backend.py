"""Build the wheel with the templates, the filing tool's parts and what a project begins with.

flit packs the package's own folder alone.

pip calls this by pyproject.toml. Everything but the wheel is flit's as it is.
"""

import os
import shutil
import sys
import tempfile
from contextlib import chdir
from pathlib import Path
from typing import Any

from flit_core import buildapi
from flit_core.buildapi import (
    build_editable,
    build_sdist,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

# What "taizhang init" begins a project with; the lock of npm goes beside that of pip.
_STARTER = ("rubric.yaml", "mkdocs.yml", ".gitignore", "content/pages/guide", "deploy")
_PROGRAM = ("tools/environment.sh", "requirements/site.txt", "requirements/node")


def build_wheel(
    wheel_directory: str,
    config_settings: dict[str, Any] | None = None,
    metadata_directory: str | None = None,
) -> str:
    """Build the wheel from a copy in which ``generator/`` holds ``site_templates/`` and the lock file."""
    source, out = Path.cwd(), Path(wheel_directory).absolute()
    with tempfile.TemporaryDirectory(prefix="taizhang-") as scratch:
        for file in source.iterdir():
            if file.is_file():
                shutil.copyfile(file, Path(scratch, file.name))
        package = Path(scratch, "generator")
        shutil.copytree(source / "generator", package)
        shutil.copytree(source / "site_templates", package / "site_templates")
        shutil.copyfile(source / "requirements/site.txt", package / "site.txt")
        _copy(source, package / "starter")
        _copy_engine(source, package / "filing")
        with chdir(scratch):
            name: str = buildapi.build_wheel(os.fspath(out), config_settings, metadata_directory)
    return name


def _copy(source: Path, starter: Path) -> None:
    """Put what a project begins with into the folder, by the paths that it has there."""
    named = [(path, path) for path in _STARTER]
    named += [(path, f"program/{Path(path).name}") for path in _PROGRAM]
    for path, target in named:
        to = starter / target
        to.parent.mkdir(parents=True, exist_ok=True)
        if (source / path).is_dir():
            shutil.copytree(source / path, to)
        else:
            shutil.copyfile(source / path, to)


def _copy_engine(source: Path, out: Path) -> None:
    """What tools/filing_engine.py has gathered, from the checkout's environment or this one."""
    for environment in (source / ".venv", Path(sys.prefix)):
        if (environment / "filing").is_dir():
            shutil.copytree(environment / "filing", out)
            return
    print("built without the filing tool's parts: run tools/environment.sh first", file=sys.stderr)
