"""The files that a change touches, between two revisions: the only module that calls git.

Nothing in the repository is run: no hooks, filters or attributes, and no user configuration.
"""

import io
import os
import subprocess
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.file_names import folded_name, is_safe_name
from generator.model.change import ChangedPath
from generator.model.message import N_, Message
from generator.model.place import RESULTS

DELETED = "000000"
# No configuration of the machine may change what git prints, or make it run a program.
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # A name that begins with a colon would be a pattern.
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
# Programs that the repository's own configuration may name for git to run; names unquoted.
_SETTINGS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.quotePath=false")


class NoChange(Exception):
    """The change cannot be read from git; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


@dataclass(frozen=True, slots=True)
class Change:
    """The paths that a change touches, and rubric, log and announcements of its base by path."""

    paths: tuple[ChangedPath, ...]
    base: Mapping[str, bytes]


def read_change(root: Path, base: str, head: str = "HEAD") -> Change:
    """Return what ``head`` changes since it left ``base``. Raises NoChange."""
    prefix = _git(root, _NO_REPOSITORY, "rev-parse", "--show-prefix").decode().strip()
    begin = _commit(root, base)
    end = _commit(root, head)
    # Not the base itself: what others have merged meanwhile is not this change's doing.
    since = _git(root, _NO_COMMON, "merge-base", begin, end).decode().strip()
    entries = _entries(root, since, end)
    twins = _twins(_names(root, end))
    sizes = _sizes(root, [entry.blob for entry in entries if entry.mode != DELETED])
    paths = tuple(
        ChangedPath(
            path=_relative(entry.name, prefix),
            mode=entry.mode,
            size=sizes.get(entry.blob, 0),
            twins=tuple(_relative(name, prefix) for name in _twins_of(entry, twins)),
        )
        for entry in entries
    )
    # The rules of the base as it is now: a change cannot alter those it is judged by.
    return Change(paths, dict(_base_files(root, begin, prefix)))


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: str
    blob: str
    name: bytes


def _commit(root: Path, revision: str) -> str:
    output = _git(
        # A revision that begins with a dash is no option.
        root,
        _NO_REVISION,
        "rev-parse",
        "--verify",
        "--end-of-options",
        f"{revision}^{{commit}}",
    )
    return output.decode().strip()


def _entries(root: Path, since: str, end: str) -> list[_Entry]:
    output = _git(
        root,
        _NO_COMMON,
        "diff-tree",
        "-r",
        "--raw",
        "-z",
        # A renamed file is one deleted and one new: both paths are judged.
        "--no-renames",
        "--no-abbrev",
        "--no-ext-diff",
        "--no-textconv",
        since,
        end,
    )
    fields = output.split(b"\0")
    return [
        _Entry(head.split()[1].decode(), head.split()[3].decode(), name)
        for head, name in zip(fields[::2], fields[1::2], strict=False)
        if head
    ]


def _base_files(root: Path, begin: str, prefix: str) -> Iterator[tuple[str, bytes]]:
    """Yield rubric.yaml and the results of the base: plain files with safe names alone."""
    yield "rubric.yaml", _git(root, _NO_RUBRIC, "cat-file", "blob", f"{begin}:{prefix}rubric.yaml")
    output = _git(root, _NO_COMMON, "ls-tree", "-r", "-z", "--full-tree", begin, prefix + RESULTS)
    for line in output.decode("utf-8", "backslashreplace").split("\0"):
        about, _, name = line.partition("\t")
        path = name.removeprefix(prefix)
        # The caller writes them to disk, where a link or a name with .. could lead elsewhere.
        if about.startswith("100") and all(is_safe_name(step) for step in path.split("/")):
            yield path, _git(root, _NO_COMMON, "cat-file", "blob", about.split()[2])


def _names(root: Path, end: str) -> Iterator[bytes]:
    output = _git(root, _NO_COMMON, "ls-tree", "-r", "-z", "--full-tree", "--name-only", end)
    yield from (name for name in output.split(b"\0") if name)


def _twins(names: Iterator[bytes]) -> Mapping[str, set[bytes]]:
    """Group names that are one name on a file system that ignores case, by their folded form.

    Folders are names as well: two that differ in case alone are one folder there.
    """
    twins: defaultdict[str, set[bytes]] = defaultdict(set)
    for name in names:
        for path in _with_folders(name):
            twins[_folded(path)].add(path)
    return twins


def _twins_of(entry: _Entry, twins: Mapping[str, set[bytes]]) -> list[bytes]:
    paths = _with_folders(entry.name) if entry.mode != DELETED else ()
    return sorted(twin for path in paths for twin in twins[_folded(path)] if twin != path)


def _with_folders(name: bytes) -> Iterator[bytes]:
    steps = name.split(b"/")
    yield from (b"/".join(steps[:end]) for end in range(len(steps), 0, -1))


def _folded(name: bytes) -> str:
    return folded_name(name.decode("utf-8", "backslashreplace"))


def _sizes(root: Path, blobs: Sequence[str]) -> Mapping[str, int]:
    wanted = "".join(f"{blob}\n" for blob in blobs).encode()
    output = _git(
        root, _NO_COMMON, "cat-file", "--batch-check=%(objectname) %(objectsize)", stdin=wanted
    )
    sizes = (line.split() for line in output.decode().splitlines())
    # Git answers "<name> missing" for an object that a partial clone lacks.
    return {row[0]: int(row[1]) for row in sizes if len(row) == 2 and row[1].isdigit()}


def _relative(name: bytes, prefix: str) -> str:
    """Return the path from the project folder; what lies outside it begins with ``../``."""
    text = name.decode("utf-8", "backslashreplace")
    if text.startswith(prefix):
        return text.removeprefix(prefix)
    return "../" * len(PurePosixPath(prefix).parts) + text


def commit_of(root: Path) -> Mapping[str, object] | None:
    """The commit that the folder is at, and whether all that a site is made from is in it."""
    try:
        commit = _commit(root, "HEAD")
        changed = _git(root, _NO_COMMON, "status", "--porcelain", "--", *_SOURCES)
    except NoChange:
        return None
    return {"id": commit, "clean": not changed}


def write_commit(root: Path, commit: str, folder: Path) -> None:
    """Write the folder ``root`` as it is in the commit. Raises NoChange."""
    packed = _git(root, _NO_COMMON, "archive", "--format=tar", _commit(root, commit))
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")


# What a site is made from; what a build has written beside it is no change.
_SOURCES = ("rubric.yaml", "mkdocs.yml", "content", "site_templates")


def _git(root: Path, reason: str, *arguments: str, stdin: bytes | None = None) -> bytes:
    # A replaced object could show another content than the one that is merged; and a CI often
    # checks out as another user than the one that runs this, which git refuses by itself.
    command = ["git", "--no-pager", "--no-replace-objects", "-c", f"safe.directory={root}"]
    for setting in _SETTINGS:
        command += ["-c", setting]
    try:
        done = subprocess.run(
            [*command, *arguments],
            cwd=root,
            env={**os.environ, **_ENVIRONMENT},
            input=stdin,
            stdin=subprocess.DEVNULL if stdin is None else None,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise NoChange(Message(_NO_GIT)) from error
    if done.returncode:
        # What git says of it is English, and no more than the sentence.
        raise NoChange(Message(reason))
    return done.stdout


_NO_GIT = N_("git is not installed; --base needs it.")
_NO_REPOSITORY = N_("This folder is in no git repository; --base needs one.")
_NO_REVISION = N_(
    "The revision after --base, or the present one, is not there. In a shallow copy fetch it "
    "first: git fetch origin main"
)
_NO_COMMON = N_(
    "The change and its base have nothing in common. In a shallow copy fetch the whole history "
    "first: git fetch --unshallow"
)
_NO_RUBRIC = N_("There is no rubric.yaml at the base.")
