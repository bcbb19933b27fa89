"""In which order counties had a file, by git's log of the main branch."""

from collections.abc import Collection, Mapping
from hashlib import sha1, sha256
from pathlib import Path

from generator.load.git import MISSING, GitError, Repository, open_repository
from generator.model.place import COUNTIES


def arrivals(root: Path, paths: Collection[str]) -> Mapping[str, int]:
    """As ``arrivals_at``, of what is checked out; nothing where there is no git."""
    if not paths:
        return {}
    try:
        with open_repository(root) as repository:
            return arrivals_at(repository, "HEAD", root, paths)
    except GitError:
        return {}


def arrivals_at(
    repository: Repository, revision: str, root: Path, paths: Collection[str]
) -> Mapping[str, int]:
    """When the content of each file in ``root`` first stood in its county's folder, as a number.

    By the first parents alone, which are the states that the main branch was in: the dates and
    the order of a county's own commits are whatever it says. A file that was never there is
    left out, and all are where the copy of the repository lacks history.
    """
    if not paths:
        return {}
    try:
        tip = repository.commit(revision)
        options = ("--first-parent", "--reverse", "--raw", "-z", "--no-renames", "--no-abbrev")
        folder = f"{repository.prefix}{COUNTIES}"
        output = repository.run(MISSING, "log", *options, "--format=%x01", tip, "--", folder)
    except GitError:
        return {}
    wanted = {path: (_county(path), blob_name(root / path, len(tip))) for path in paths}
    sought, first = set(wanted.values()), dict[tuple[str, str], int]()
    tokens, commit = iter(output.split(b"\0")), 0
    for token in tokens:
        commit += token.startswith(b"\x01")
        about = token.lstrip(b"\x01\n").split()
        if len(about) == 5:
            path = next(tokens).decode("utf-8", "replace").removeprefix(repository.prefix)
            had = (_county(path), about[3].decode())
            if had in sought:
                first.setdefault(had, commit)
    return {path: first[had] for path, had in wanted.items() if had in first}


def _county(path: str) -> str:
    return path.removeprefix(f"{COUNTIES}/").partition("/")[0]


def blob_name(file: Path, length: int) -> str:
    """The name that git gives to the content of the file."""
    content = file.read_bytes()
    # Git's own choice of algorithm; nothing is kept safe by it here.
    algorithm = sha1 if length == 40 else sha256
    return algorithm(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()
