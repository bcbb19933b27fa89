"""Git, run on repositories of which nothing is believed: the only module that calls it.

Revisions are looked up in the repository itself. All else runs in a scratch one that borrows its
objects and nothing more: no settings, hooks, filters, attributes, grafts, replaced or shallow
commits of it count, and nothing is written into it.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from generator.model.message import N_, Message

# The first whose merge-tree does a whole merge without a working tree.
_OLDEST = (2, 38)
# In seconds: what takes longer is no change of a county.
_LONGEST = 120
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # A partial clone would fetch what it lacks, by programs that its settings name.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    # A name that begins with a colon would be a pattern.
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.commitGraph=false",
    "core.symlinks=false",
    # Names that only another system takes for .git are refused on every system.
    "core.protectHFS=true",
    "core.protectNTFS=true",
)
# What is written to disk are the bytes that are merged.
_PLAIN_BYTES = "* -text !eol !ident !filter !working-tree-encoding\n"


class GitError(Exception):
    """Git cannot answer; ``message`` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


def begin_repository(root: Path) -> None:
    """Begin a repository in the folder, its branch called main. Raises GitError."""
    _run(("init", "--quiet", "--initial-branch=main"), _NO_GIT, _Where(root, _environment()))


@contextmanager
def open_repository(root: Path) -> Iterator["Repository"]:
    """The repository that the project folder ``root`` lies in. Raises GitError."""
    _refuse_old_git()
    root = root.resolve()
    tops = (folder for folder in (root, *root.parents) if (folder / ".git").exists())
    top = next(tops, None)
    if top is None:
        raise GitError(Message(_NO_REPOSITORY))
    # Not by git, whose answer the setting core.worktree would change.
    steps = root.relative_to(top).parts
    prefix = "".join(f"{step}/" for step in steps)
    with TemporaryDirectory(prefix="taizhang-") as scratch:
        yield _borrow(top, prefix, Path(scratch).resolve())


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository; ``prefix`` leads from its top folder to the project's, "" where they are one."""

    top: Path
    prefix: str
    scratch: Path

    def commit(self, revision: str) -> str:
        """The commit of a revision. Raises GitError."""
        if revision != "HEAD":
            self._refuse_ambiguous(revision)
        # A revision that begins with a dash is no option.
        asked = ("rev-parse", "--verify", "--end-of-options", revision)
        name = _run(asked, _NO_REVISION, self._own).decode().strip()
        return (
            self.run(_NO_REVISION, "rev-parse", "--verify", f"{name}^{{commit}}").decode().strip()
        )

    def run(self, reason: str, *arguments: str, stdin: bytes = b"", fine: int = 0) -> bytes:
        """What a git command prints; ``fine`` is one more exit code that is no failure.

        Raises GitError with the sentence ``reason``.
        """
        return _run(arguments, reason, self._borrowed, stdin=stdin, fine=fine)

    def run_within(self, limit: int, reason: str, *arguments: str) -> bytes:
        """The first bytes, ``limit`` at most, that a git command prints. Raises GitError."""
        with subprocess.Popen(
            _command(arguments),
            cwd=self._borrowed.cwd,
            env=self._borrowed.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            # A tree that names itself again and again may print nothing for ever.
            timer = Timer(_LONGEST, process.kill)
            timer.start()
            output = b"" if process.stdout is None else process.stdout.read(limit)
            timer.cancel()
            if len(output) == limit:
                process.kill()
                return output
        if process.returncode:
            raise GitError(Message(_TOO_LONG if process.returncode < 0 else reason))
        return output

    def blobs(self, names: Iterable[str]) -> Iterator[bytes]:
        """The contents of blobs. Raises GitError where one is missing."""
        wanted = "".join(f"{name}\n" for name in names).encode()
        output = self.run(MISSING, "cat-file", "--batch", stdin=wanted)
        at = 0
        while at < len(output):
            end = output.index(b"\n", at)
            about = output[at:end].split()
            if len(about) != 3:
                raise GitError(Message(MISSING))
            at = end + 1 + int(about[2])
            yield output[end + 1 : at]
            at += 1

    def write_files(self, tree: str, only: Sequence[str] = ()) -> Path:
        """Write the files of the project in a tree, byte for byte. Raises GitError.

        Where some are named, those files and folders ``only``. Links are written as the text that
        they hold.
        """
        files = self.scratch / "files"
        files.mkdir(exist_ok=True)
        project = f"{tree}:{self.prefix.rstrip('/')}" if self.prefix else tree
        self.run(MISSING, "read-tree", project)
        names = self.run(MISSING, "ls-files", "-z", "--", *only)
        options = ("--quiet", f"--prefix={files.as_posix()}/", "-z", "--stdin")
        self.run(MISSING, "checkout-index", *options, stdin=names)
        return files

    def takes(self, path: str) -> bool:
        """Whether git has taken up the file or folder of the project, or anything in it."""
        arguments = ("ls-files", "-z", "--", f"{self.prefix}{path}")
        return bool(_run(arguments, MISSING, self._own))

    def is_checked_out(self, commit: str, paths: Iterable[str]) -> bool:
        """Whether those paths of the project are, byte for byte, those of the commit.

        Raises GitError.
        """
        self.run(MISSING, "reset", "--quiet", commit)
        asked = ("status", "--porcelain", "--ignore-submodules=all", "--")
        names = (f"{self.prefix}{path}" for path in paths)
        return not self.run(MISSING, f"--work-tree={self.top}", *asked, *names)

    def _refuse_ambiguous(self, revision: str) -> None:
        """Raises GitError where a branch and a tag of that name are two commits."""
        name = re.split(r"[~^:@]", revision)[0]
        names = [f"refs/{kind}{name}" for kind in ("", "tags/", "heads/", "remotes/")]
        # A tag with a message is an object of its own, and names its commit after itself.
        form = "--format=%(refname) %(objectname) %(*objectname)"
        found = _run(("for-each-ref", form, *names), _NO_REVISION, self._own).decode()
        refs = (line.split() for line in found.splitlines())
        if len({ref[-1] for ref in refs if ref[0] in names}) > 1:
            raise GitError(Message(_AMBIGUOUS, {"revision": name}))

    @property
    def _own(self) -> "_Where":
        """Where branches and tags are looked up: the repository itself."""
        return _Where.of(self.top, self.top / ".git")

    @property
    def _borrowed(self) -> "_Where":
        """Where objects are read, compared and merged."""
        folder = self.scratch / "git"
        return _Where.of(folder, folder / ".git")


@dataclass(frozen=True, slots=True)
class _Where:
    """In which folder git runs, and with what environment."""

    cwd: Path | None
    env: Mapping[str, str]

    @classmethod
    def of(cls, folder: Path, repository: Path) -> "_Where":
        """In the folder, on the repository."""
        own = {"GIT_DIR": str(repository), "GIT_WORK_TREE": str(folder)}
        return cls(folder, {**_environment(), **own})


def _borrow(top: Path, prefix: str, scratch: Path) -> Repository:
    """A scratch repository that reads the objects of the one in ``top``."""
    repository = Repository(top, prefix, scratch)
    asked = ("rev-parse", "--path-format=absolute", "--git-path", "objects", "--show-object-format")
    answer = _run(asked, _NO_REPOSITORY, repository._own)  # noqa: SLF001 - of this module
    objects, form = os.fsdecode(answer).rstrip("\n").rsplit("\n", 1)
    folder = scratch / "git"
    arguments = ("init", "--quiet", "--template=", f"--object-format={form}", str(folder))
    _run(arguments, _NO_REPOSITORY, _Where(scratch, _environment()))
    quoted = objects.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    info = folder / ".git/objects/info"
    info.mkdir(exist_ok=True)
    (info / "alternates").write_bytes(os.fsencode(f'"{quoted}"\n'))
    info = folder / ".git/info"
    info.mkdir(exist_ok=True)
    (info / "attributes").write_text(_PLAIN_BYTES, encoding="utf-8")
    return repository


def _refuse_old_git() -> None:
    written = _run(("version",), _NO_GIT, _Where(None, _environment())).decode(errors="replace")
    version = re.search(r"(\d+)\.(\d+)", written)
    if version is None or (int(version[1]), int(version[2])) < _OLDEST:
        raise GitError(Message(_OLD_GIT, {"version": version[0] if version else written.strip()}))


def _environment() -> Mapping[str, str]:
    """The environment without a word of whoever started this to git."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return own | _ENVIRONMENT


def _command(arguments: Iterable[str]) -> list[str]:
    # A replaced object could show another content than the one that is merged.
    command = ["git", "--no-pager", "--no-replace-objects"]
    for setting in _SETTINGS:
        command += ["-c", setting]
    return [*command, *arguments]


def _run(
    arguments: Iterable[str], reason: str, where: _Where, *, stdin: bytes = b"", fine: int = 0
) -> bytes:
    try:
        done = subprocess.run(
            _command(arguments),
            cwd=where.cwd,
            env=where.env,
            input=stdin,
            capture_output=True,
            check=False,
            timeout=_LONGEST,
        )
    except OSError as error:
        raise GitError(Message(_NO_GIT)) from error
    except subprocess.TimeoutExpired as error:
        raise GitError(Message(_TOO_LONG)) from error
    if done.returncode not in (0, fine):
        # What git says of it is English, and no more than the sentence.
        raise GitError(Message(reason))
    return done.stdout


MISSING = N_(
    "Objects of the repository are missing. In a shallow or partial copy fetch everything first: "
    "git fetch --unshallow --refetch"
)
_NO_GIT = N_("git is not installed; --base needs it.")
_OLD_GIT = N_("git {version} is too old for --base; install git 2.38 or newer.")
_NO_REPOSITORY = N_("This folder is in no git repository; --base needs one.")
_NO_REVISION = N_(
    "The revision after --base, or the present one, is not there. In a shallow copy fetch it "
    "first: git fetch origin main"
)
_AMBIGUOUS = N_(
    '"{revision}" is the name of several: a branch and a tag, or a branch here and one of the '
    "host. Write it in full, such as refs/heads/{revision} or refs/remotes/{revision}."
)
_TOO_LONG = N_("git took too long over this change; it is larger than a county's can be.")
