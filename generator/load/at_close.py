"""What counties had handed in when submission closed, by git's log of the main branch."""

from collections.abc import Mapping
from pathlib import Path

from generator.load.arrivals import blob_name
from generator.load.git import MISSING, GitError, open_repository
from generator.model.place import COUNTIES


def contents_at(root: Path, entry: str) -> Mapping[str, str]:
    """Git's names for the contents of the counties' files, by path, when that entry of the log came.

    Nothing where there is no git, or its copy lacks the history.
    """
    try:
        with open_repository(root) as repository:
            path = f"{repository.prefix}{entry}"
            options = ("--first-parent", "--diff-filter=A", "--no-renames", "--format=%H")
            log = repository.run(MISSING, "log", *options, repository.commit("HEAD"), "--", path)
            commits = log.decode().split()
            if not commits:
                return {}
            folder = f"{repository.prefix}{COUNTIES}"
            tree = repository.run(
                MISSING, "ls-tree", "-r", "-z", "--full-tree", commits[-1], "--", folder
            )
    except GitError:
        return {}
    found = {}
    for line in tree.decode("utf-8", "replace").split("\0"):
        about, _, name = line.partition("\t")
        if name:
            found[name.removeprefix(repository.prefix)] = about.split()[2]
    return found


def is_as_it_was(root: Path, path: str, was: Mapping[str, str]) -> bool:
    """Whether the file is what it was, or is absent as it was."""
    name = was.get(path, "")
    file = root / path
    if file.is_symlink() or not file.is_file():
        return not name
    return bool(name) and blob_name(file, len(name)) == name
