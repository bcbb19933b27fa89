"""This repository's sites, each built once a session, whichever worker needs it first."""

from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from project_copy import REPOSITORY

from generator.cli import main

Sites = Callable[[str], Path]
"""The folder of a site by its name; what it holds is read and never changed."""

# With their search; a copy is the one that opens from a disk.
OPTIONS = {
    "public": (),
    "reviewers": ("--for", "reviewers", "--served"),
    "public-offline": ("--offline",),
    "reviewers-offline": ("--for", "reviewers"),
}


def repository_site(folder: Path, name: str) -> Path:
    """The site below ``folder``, which all workers share; built where none has built it yet."""
    # Builds into the same folder exclude each other, so that each site has its own.
    own = folder / name
    own.mkdir(parents=True, exist_ok=True)
    out = own / "site"
    with FileLock(own / "lock"), pytest.MonkeyPatch.context() as patch:
        if not out.exists():
            patch.chdir(REPOSITORY)
            assert main(["build", "--quiet", "--out", str(out), *OPTIONS[name]]) == 0
    return out
