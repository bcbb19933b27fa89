"""The folder of another city's assessment, with the program in it: all of it or nothing."""

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.forms.evidence import statement_template
from generator.load.git import GitError, begin_repository
from generator.load.program_wheel import (
    PROGRAM,
    NoWheel,
    Wheel,
    build_wheel,
    read_wheel,
    wheels_at_hand,
)
from generator.load.rubric.skeleton import City, rubric_skeleton
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.place import COUNTIES, PEOPLE, RUBRIC, is_in_county
from generator.usecases.open_project import open_project

_OWN = "deploy/project/"
_OWNERS = "deploy/CODEOWNERS"
_README, _WHEEL = "README.md", b"taizhang-VERSION.whl"
_HOOK = "deploy/hooks/pre-commit"
# Where each host looks for its files; the workflows of publishing are put there when it begins.
FORGES: Mapping[str, Mapping[str, str]] = {
    "forgejo": {
        "deploy/workflows/check.yml": ".forgejo/workflows/check.yml",
        "deploy/workflows/site.yml": ".forgejo/workflows/site.yml",
        "deploy/pull_request_template.md": ".forgejo/pull_request_template.md",
        _OWNERS: ".forgejo/CODEOWNERS",
    },
    "github": {
        "deploy/workflows/check.yml": ".github/workflows/check.yml",
        "deploy/workflows/site.yml": ".github/workflows/site.yml",
        "deploy/pull_request_template.md": ".github/pull_request_template.md",
        _OWNERS: ".github/CODEOWNERS",
    },
    "gitlab": {"deploy/publish/gitlab.yml": ".gitlab-ci.yml", _OWNERS: "CODEOWNERS"},
}
"""The host's own place of a file of ``deploy/``, by the name of the host's program."""

_PEOPLE = """\
# 谁的账号是谁的，合并请求按它判断。换成平台上真实的账号；没有写的账号都按县（区）判断。
office: [办公室的账号]
counties:
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What was begun: how many files, and whether git could be asked for a repository."""

    files: int
    repository: bool


def begin_project(
    folder: Path, city: City, forge: str, program: Path | None, start: Path
) -> Beginning:
    """Make the folder, which is absent or empty; ``start`` is where whoever asks for it stands.

    Raises Refused, and leaves nothing then.
    """
    _refuse_place(folder)
    wheel = _program_wheel(program, start)
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        # The right to it as of any new folder: that of a scratch one is its owner's alone.
        beside.chmod(folder.parent.stat().st_mode & 0o777)
        files = _starting_files(wheel, city, forge)
        _write(beside, files)
        rubric = open_project(beside, cached=False).rubric
        statement = statement_template(rubric).encode()
        _write(beside, {f"{COUNTIES}/{one.id}/index.md": statement for one in rubric.counties})
        repository = _with_repository(beside)
        if folder.is_dir():
            folder.rmdir()
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return Beginning(files=len(files) + len(city.counties), repository=repository)


def _program_wheel(given: Path | None, start: Path) -> Wheel:
    """The wheel named, else that of the project at hand, else of the checkout. Raises Refused."""
    with tempfile.TemporaryDirectory(prefix="taizhang-") as scratch:
        built = None if given else build_wheel(Path(scratch))
        found = given or built or next(wheels_at_hand(start), None)
        if found is None:
            raise Refused(Message(_NO_PROGRAM))
        try:
            return read_wheel(found)
        except (NoWheel, OSError) as error:
            raise Refused(Message(_NO_WHEEL, {"file": str(found)})) from error


def _refuse_place(folder: Path) -> None:
    """Raise Refused where something is in the folder, or it lies in another project."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise Refused(Message(_NO_FOLDER, {"folder": str(folder)}))
    if folder.is_dir() and any(folder.iterdir()):
        raise Refused(Message(_NOT_EMPTY, {"folder": str(folder)}))
    for above in folder.parents:
        if (above / RUBRIC).is_file() or is_in_county(above):
            raise Refused(Message(_INSIDE, {"folder": str(folder), "project": str(above)}))


def _starting_files(wheel: Wheel, city: City, forge: str) -> dict[str, bytes]:
    """The files of the project by their path, but the counties' own."""
    files = dict(wheel.starter)
    files[RUBRIC] = rubric_skeleton(files[RUBRIC].decode(), city).encode()
    files[_OWNERS] = _owners(files[_OWNERS].decode(), city).encode()
    files[PEOPLE] = (_PEOPLE + _each(city, "  {id}: [{name}的账号]\n")).encode()
    for path in [one for one in files if one.startswith(_OWN)]:
        files[path.removeprefix(_OWN)] = files.pop(path)
    files[_README] = files[_README].replace(_WHEEL, wheel.name.encode())
    files |= {to: files[path] for path, to in FORGES[forge].items()}
    return {**files, f"{PROGRAM}/{wheel.name}": wheel.content}


def _owners(text: str, city: City) -> str:
    """CODEOWNERS with a row for each county of the city."""
    kept = "".join(
        line for line in text.splitlines(keepends=True) if not line.startswith(f"/{COUNTIES}/")
    )
    return kept + _each(city, f"/{COUNTIES}/{{id}}/ @organisation/office @organisation/{{id}}\n")


def _each(city: City, line: str) -> str:
    return "".join(line.format(id=id_, name=name) for id_, name in city.counties)


def _write(root: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _with_repository(root: Path) -> bool:
    """Begin the repository, its hook in place; False where git is not there."""
    try:
        begin_repository(root)
    except GitError:
        return False
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(root / _HOOK, hook)
    hook.chmod(0o755)
    return True


_NO_PROGRAM = N_(
    "The program that the new folder would hold was not found. Name its file behind --program, "
    "such as program/taizhang-0.1.0-py3-none-any.whl."
)
_NO_WHEEL = N_(
    "{file} is no file of this program (a wheel, taizhang-….whl) to begin a folder with."
)
_NO_FOLDER = N_("{folder} is no folder; name a new one.")
_NOT_EMPTY = N_("{folder} is not empty: nothing was written. Name a new folder.")
_INSIDE = N_(
    "{folder} would lie within {project}, which has its own rubric.yaml. Name another place."
)
