"""A report that was told is told again where nothing differs: the same bytes, and never an old one."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from project_copy import replace_text
from year import run_year

from generator.cli import anew, main, reporting, told
from generator.keeping import keys
from generator.keeping.store import FOLDER, Store
from generator.model.place import RESULTS
from generator.model.state import State
from generator.usecases import check as checking
from generator.usecases.reading import read_frame

EVIDENCE = "content/counties/jia/01.md"
BROKEN = ("| 2018-03-12 |", "| 3月12日 |")
OUTSIDE = ("markdown_it", "nh3", "PIL", "pydantic", "pypdf", "yaml")


@pytest.fixture
def looked(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The runs that looked at the folder, of those in the project."""
    runs: list[str] = []
    look = anew.look

    def looking(*given: object) -> int:
        runs.append("looked")
        return look(*given)  # type: ignore[arg-type] # passed on as they come

    monkeypatch.chdir(project)
    monkeypatch.setattr(anew, "look", looking)
    return runs


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["check", *arguments])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--quiet"],
        ["--lang", "en"],
        ["--strict"],
        ["--county", "jia"],
        ["--color", "always"],
        ["--select", "unreadable-date"],
        ["--ignore", "unreadable-date=known"],
        *(["--format", one] for one in ("json", "sarif", "github", "markdown")),
    ],
)
@pytest.mark.parametrize("broken", [False, True])
def test_told_again_to_the_byte(
    project: Path,
    looked: list[str],
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    broken: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """The second run looks at nothing, and says and ends as one that keeps nothing."""
    if broken:
        replace_text(project, EVIDENCE, *BROKEN)
    cold = said(capsys, *options, "--no-cache")
    assert cold == said(capsys, *options)
    looked.clear()
    assert cold == said(capsys, *options)
    assert not looked


def test_file_is_written_again(project: Path, looked: list[str]) -> None:
    """With --output the file has the same bytes, and is written anew where it is gone."""
    target = project / "out/report.json"
    arguments = ["check", "--format", "json", "--output", str(target)]
    main(arguments)
    expected = target.read_bytes()
    shutil.rmtree(target.parent)
    looked.clear()
    main(arguments)
    assert not looked
    assert expected == target.read_bytes()
    json.loads(expected)


def appended(path: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        with (root / path).open("ab") as file:
            file.write(b"\n")

    return change


@pytest.mark.parametrize(
    "change",
    [
        appended("rubric.yaml"),
        appended(EVIDENCE),
        appended("content/counties/yi/index.md"),
        appended("content/counties/yi/attachments/new.txt"),
        appended("content/counties/stray.txt"),
        appended("content/counties/bing/01.md"),
        appended(f"{RESULTS}/2018/log/01-open.yaml"),
        appended(f"{RESULTS}/2018/05-proposed.json"),
        appended("content/archive/2017/rubric.yaml"),
        appended("ballots.yaml"),
        appended("roster.yaml"),
        appended("content/roster.yaml"),
        lambda root: (root / EVIDENCE).unlink(),
        lambda root: (root / EVIDENCE).rename(root / "content/counties/jia/02x.md"),
        lambda root: shutil.rmtree(root / "content/counties/jia"),
    ],
)
def test_each_byte_makes_it_void(
    project: Path,
    looked: list[str],
    capsys: pytest.CaptureFixture[str],
    change: Callable[[Path], object],
) -> None:
    """Rubric, log, results, archive and counties: whatever changes, the folder is looked at."""
    said(capsys)
    change(project)
    looked.clear()
    told_now = said(capsys)
    assert looked
    assert told_now == said(capsys, "--no-cache")


@pytest.mark.parametrize(
    "other",
    [
        ["--lang", "en"],
        ["--strict"],
        ["--county", "jia"],
        ["--color", "always"],
        ["--select", "unreadable-date"],
        ["--ignore", "unreadable-date=known"],
    ],
)
def test_each_option_makes_it_void(
    looked: list[str], capsys: pytest.CaptureFixture[str], other: list[str]
) -> None:
    """What was told under other options is not told again."""
    said(capsys)
    looked.clear()
    assert said(capsys, *other) == said(capsys, *other, "--no-cache")
    assert looked


@pytest.mark.parametrize("of", ["program_digest", "folder_digest"])
def test_another_program_tells_anew(
    looked: list[str], monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    """What another program has told, or of other bytes, is not told again."""
    main(["check"])
    looked.clear()
    monkeypatch.setattr(keys, of, lambda *_: b"another")
    main(["check"])
    assert looked


@pytest.mark.parametrize("apart", [["--no-cache"], ["--diff"], ["--fix"]])
def test_apart_from_what_was_told(looked: list[str], apart: list[str]) -> None:
    """Where the cache is not to be read, or files are mended, the folder is looked at."""
    main(["check"])
    for _ in range(2):
        looked.clear()
        main(["check", *apart])
        assert looked


def test_report_against_another_is_not_kept(project: Path, looked: list[str]) -> None:
    """The other report is no file of the project: it is read each time."""
    report = project / "before.json"
    main(["check", "--format", "json", "--output", str(report)])
    looked.clear()
    for _ in range(2):
        main(["check", "--format", "markdown", "--against", str(report)])
    assert len(looked) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[:-3],
        lambda content: content.replace(b"\n", b"\n0\n", 1),
        lambda content: b"\xff" + content,
    ],
)
def test_spoiled_report_is_not_told(
    project: Path,
    looked: list[str],
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[bytes], bytes],
) -> None:
    """Cut or altered: the folder is looked at, nothing is said of it, and it is kept anew."""
    replace_text(project, EVIDENCE, *BROKEN)
    expected = said(capsys)
    kept = project / FOLDER / "_told-text"
    good = kept.read_bytes()
    kept.write_bytes(spoil(good))
    looked.clear()
    assert expected == said(capsys)
    assert looked
    assert good == kept.read_bytes()


@pytest.mark.parametrize("lines", [[b"[]"], [b"7", b"text"], [b"0", b"\xff\xff"], [b""], []])
def test_forged_report_is_not_told(
    project: Path, looked: list[str], capsys: pytest.CaptureFixture[str], lines: list[bytes]
) -> None:
    """Right key, right digest, and no report: as if nothing were kept."""
    expected = said(capsys)
    head = (project / FOLDER / "_told-text").read_bytes().split(b" ")[0]
    Store(project).keep("_told-text", bytes.fromhex(head.decode()), lines)
    looked.clear()
    assert expected == said(capsys)
    assert looked


def test_file_saved_while_its_lines_are_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lines beside findings are read last: a report of two states is not kept."""
    replace_text(project, EVIDENCE, *BROKEN)
    monkeypatch.chdir(project)
    write = reporting.report_lines

    def saving(*given: object) -> Iterator[str]:
        appended(EVIDENCE)(project)
        return write(*given)  # type: ignore[arg-type] # passed on as they come

    monkeypatch.setattr(anew, "report_lines", saving)
    main(["check"])
    assert not (project / FOLDER / "_told-text").exists()


@pytest.mark.parametrize("path", [RESULTS, "content/archive", "content/counties/jia"])
def test_folder_behind_a_link_is_read_each_time(
    project: Path, tmp_path_factory: pytest.TempPathFactory, looked: list[str], path: str
) -> None:
    """What lies behind a link can change without the link: no report is kept."""
    behind = tmp_path_factory.mktemp("behind") / "folder"
    if (project / path).exists():
        (project / path).rename(behind)
    behind.mkdir(exist_ok=True)
    (project / path).symlink_to(behind)
    for _ in range(2):
        main(["check"])
    assert len(looked) == 2
    assert not (project / FOLDER / "_told-text").exists()


def test_rubric_that_became_a_link_is_refused(
    project: Path, looked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """A link is no rubric, though it leads to the same bytes."""
    said(capsys)
    (project / "rubric.yaml").rename(project / "elsewhere.yaml")
    (project / "rubric.yaml").symlink_to("elsewhere.yaml")
    looked.clear()
    assert said(capsys) == said(capsys, "--no-cache")
    assert looked


def test_evidence_saved_while_the_log_is_read(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the log holds counties to is read first: a report of two states is not kept."""
    monkeypatch.chdir(project)
    run_year(project, State.CLOSED)
    good = (project / EVIDENCE).read_bytes()
    appended(EVIDENCE)(project)
    (project / EVIDENCE).write_bytes(good + "\n改过。\n".encode())
    read = read_frame

    def reading(root: Path) -> object:
        try:
            return read(root)
        finally:
            (project / EVIDENCE).write_bytes(good)

    with monkeypatch.context() as patch:
        patch.setattr(checking, "read_frame", reading)
        assert "changed-after-close" in said(capsys)[1]
    now = said(capsys)
    assert now == said(capsys, "--no-cache")
    assert "changed-after-close" not in now[1]


def test_nothing_of_the_check_is_imported(project: Path) -> None:
    """Where nothing differs, no parser is loaded, and neither rubric nor evidence is read."""
    program = (
        "import sys; from generator.cli import main; main(['check', '--quiet']);"
        "print(*sorted({one.partition('.')[0] for one in sys.modules}), file=sys.stderr);"
        "print('generator.usecases.check' in sys.modules, file=sys.stderr)"
    )
    modules: list[str] = []
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", program], cwd=project, capture_output=True, check=True
        )
        modules.append(done.stderr.decode())
    cold, kept = (one.splitlines() for one in modules)
    assert cold[1] == "True"
    assert kept[1] == "False"
    assert not {*OUTSIDE, "multiprocessing"} & set(kept[0].split())


def test_what_is_apart_from_the_key_says_nothing() -> None:
    """Only these options change no byte of a report."""
    assert {"color", "output", "quiet", "run"} == told._APART  # noqa: SLF001 - the table itself
