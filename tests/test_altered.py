"""What was announced cannot be altered unseen, and a cut-off or a full disk harms nothing."""

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from project_copy import REPOSITORY, replace_text
from year import RESULTS, freeze, go_on, renew_digest, run_year

from generator.cli import main
from generator.model.finding import Severity
from generator.model.state import State
from generator.usecases.check import check
from generator.usecases.open_project import open_project

Document = dict[str, Any]
Printed = pytest.CaptureFixture[str]
FINAL = "06-final"


def edited(root: Path, stem: str, edit: Callable[[Document], object]) -> None:
    """Change an announcement, and all digests that follow from it, as a forger would."""
    file = root / RESULTS / f"{stem}.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    edit(document)
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    file.write_text(text, encoding="utf-8")
    renew_digest(root, stem)


def county(document: Document, nth: int = 0) -> Document:
    found: Document = document["counties"][nth]
    return found


def swapped(document: Document, key: str) -> None:
    one, other = county(document), county(document, 1)
    one[key], other[key] = other[key], one[key]


def raised(document: Document) -> None:
    """An item raised with its section and the total: only its groups' means say otherwise."""
    one = county(document)
    item = one["indicators"]["05"]
    section = "innovation"
    for holder, key in ((item, "points"), (one["sections"], section), (one, "total")):
        holder[key] = f"{float(holder[key]) - 0.5:.2f}"


def between_sections(document: Document) -> None:
    """Points moved from one section to another: the total stays."""
    sections = county(document)["sections"]
    for name, more in (("innovation", 1), ("literacy", -1)):
        sections[name] = f"{float(sections[name]) + more:.2f}"


def turned_round(document: Document) -> None:
    """The last becomes the first."""
    for one in document["counties"]:
        one["rank"] = len(document["counties"]) + 1 - one["rank"]


# Of the demonstration's final announcement, each with the digest in the log renewed.
EDITS: dict[str, Callable[[Document], object]] = {
    "ranks exchanged": lambda d: swapped(d, "rank"),
    "totals exchanged": lambda d: swapped(d, "total"),
    "sections exchanged": lambda d: swapped(d, "sections"),
    "items exchanged": lambda d: swapped(d, "indicators"),
    "a rank shared": lambda d: county(d).update(rank=county(d, 1)["rank"]),
    "a rank out of range": lambda d: county(d).update(rank=9),
    "a rank gone": lambda d: county(d).pop("rank"),
    "a total that is no sum": lambda d: county(d).update(total="99.00"),
    "a total a little off": lambda d: county(d).update(
        total=f"{float(county(d)['total']) + 0.05:.2f}"
    ),
    "a total over all points": lambda d: county(d).update(total="999.00"),
    "a total of other places": lambda d: county(d).update(total=county(d)["total"] + "0"),
    "a total that is no number": lambda d: county(d).update(total="很高"),
    "a total gone": lambda d: county(d).pop("total"),
    "an item of nothing": lambda d: county(d)["indicators"]["05"].update(points="0.00"),
    "an item over its points": lambda d: county(d)["indicators"]["05"].update(points="9.00"),
    "an item gone": lambda d: county(d)["indicators"].pop("05"),
    "an item of another number": lambda d: county(d)["indicators"].update({"99": {}}),
    "a group's mean": lambda d: county(d)["indicators"]["05"]["groups"].update(leaders="0.10"),
    "a group's mean over the points": lambda d: county(d)["indicators"]["05"]["groups"].update(
        leaders="9.90"
    ),
    "a group gone": lambda d: county(d)["indicators"]["05"]["groups"].pop("leaders"),
    "a section": lambda d: county(d)["sections"].update(advice="0.10"),
    "a section over its points": lambda d: county(d)["sections"].update(advice="20.00"),
    "a section gone": lambda d: county(d).pop("sections"),
    "bonus over the cap": lambda d: county(d)["sections"].update(bonus="10.01"),
    "another commended": lambda d: d.update(commended=["guannan", "ganyu"]),
    "one commended less": lambda d: d.update(commended=["ganyu"]),
    "one commended twice": lambda d: d.update(commended=["donghai", "ganyu", "ganyu"]),
    "the commended vetoed": lambda d: d.update(
        vetoes=[{"county": "ganyu", "ground": "misconduct", "reason": "无"}]
    ),
    "a standing": lambda d: d.update(standing=[{"county": "ganyu", "reason": "无"}]),
    "a demonstration unmarked": lambda d: d.update(demonstration=False),
    "another day": lambda d: d.update(issued="2019-02-28"),
    "another state": lambda d: d.update(state="amended"),
    "another cycle": lambda d: d.update(cycle="2017"),
    "fewer told": lambda d: d.update(disclosure="commended"),
    "a county gone": lambda d: d["counties"].pop(),
    "counties in another order": lambda d: d["counties"].reverse(),
    "the chain broken": lambda d: d.pop("previous"),
    "another before it": lambda d: d.update(previous="0" * 64),
    "a change that was none": lambda d: d["changes"]["what"].append(
        {"county": "ganyu", "field": "total", "before": "1.00", "after": "2.00"}
    ),
    "a key of its own": lambda d: d.update(note="无"),
    "an item lowered with its sums": raised,
    "points in another section": between_sections,
    "ranks turned round": turned_round,
    "all first": lambda d: [one.update(rank=1) for one in d["counties"]],
    "a county twice": lambda d: d["counties"].append(county(d)),
    "a county nobody knows": lambda d: county(d).update(county="nobody"),
    "counties' names exchanged": lambda d: swapped(d, "county"),
    "one commended whom nobody knows": lambda d: d.update(commended=["ganyu", "nobody"]),
    "nobody commended": lambda d: d.update(commended=[]),
    "a grade": lambda d: county(d).update(grade="特等"),
    "a negative total": lambda d: county(d).update(total="-1.00"),
    "a total in wide digits": lambda d: county(d).update(total="８７.００"),
    "a total that is a number": lambda d: county(d).update(total=87.5),
    "a day that is none": lambda d: d.update(issued="2019-02-30"),
    "another version": lambda d: d.update(version=2),
    "a level nobody knows": lambda d: d.update(disclosure="all"),
    "a veto that nobody decided": lambda d: d.update(
        vetoes=[{"county": "guannan", "ground": "misconduct", "reason": "无"}]
    ),
    "another county in the changes": lambda d: d["changes"]["what"].append(
        {"county": "nobody", "field": "rank", "before": "1", "after": "2"}
    ),
}
# Nothing that is published says otherwise: the digest on paper or a signature does.
UNSEEN: dict[str, Callable[[Document], object]] = {
    "commended in another order": lambda d: d["commended"].reverse(),
    "a reason of no change": lambda d: d["changes"].update(why="复核。"),
}


@pytest.fixture
def demonstration(tmp_path: Path) -> Path:
    """What of this repository decides what is announced."""
    for name in ("rubric.yaml", "mkdocs.yml"):
        shutil.copyfile(REPOSITORY / name, tmp_path / name)
    for name in ("results", "archive/2017/content/results"):
        shutil.copytree(REPOSITORY / "content" / name, tmp_path / "content" / name)
    rubric = "content/archive/2017/rubric.yaml"
    shutil.copyfile(REPOSITORY / rubric, tmp_path / rubric)
    return tmp_path


def errors_in_results(root: Path) -> list[str]:
    """The codes of errors of logs and announcements, and of rules that the log froze."""
    findings = check(open_project(root)).findings
    return [
        finding.code
        for finding in findings
        if finding.severity is Severity.ERROR
        and ("content/results/" in finding.place.path or finding.code == "unrecorded-rule")
    ]


def assert_refused(root: Path, monkeypatch: pytest.MonkeyPatch, printed: Printed) -> None:
    """The check reports it, and no site is built of it."""
    monkeypatch.chdir(root)
    assert errors_in_results(root)
    printed.readouterr()
    assert main(["build", "--quiet", "--without-search"]) == 1
    assert "错误[" in printed.readouterr().err
    assert not (root / "site").exists()


def test_demonstration_carries_all_of_it(demonstration: Path) -> None:
    """The committed log and announcements contradict nothing, those of the archive too."""
    assert errors_in_results(demonstration) == []
    (_, _, *announcing) = [*(demonstration / RESULTS / "log").glob("*.yaml")]
    assert announcing
    (final,) = [step for step in open_project(demonstration).log.transitions if step.notice][1:]
    assert len(final.evidence) == 6
    assert final.notice is not None
    assert final.notice.announcement.previous


@pytest.mark.parametrize("what", EDITS)
def test_altered_announcement_is_refused(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed, what: str
) -> None:
    """An announcement changed with the digest of its log."""
    edited(demonstration, FINAL, EDITS[what])
    assert_refused(demonstration, monkeypatch, capsys)


@pytest.mark.parametrize("what", UNSEEN)
def test_only_a_signature_shows_the_rest(demonstration: Path, what: str) -> None:
    """The last announcement, altered so that all still agrees: known, and said in the guide."""
    file = demonstration / RESULTS / f"{FINAL}.json"
    before = hashlib.sha256(file.read_bytes()).digest()
    edited(demonstration, FINAL, UNSEEN[what])
    assert errors_in_results(demonstration) == []
    assert hashlib.sha256(file.read_bytes()).digest() != before


@pytest.mark.parametrize("what", EDITS)
def test_altered_first_announcement_is_refused(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed, what: str
) -> None:
    """One that another follows: its digest stands in that as well."""
    stem = "05-proposed"
    if what in ("the chain broken", "another state", "another day"):
        edited(demonstration, stem, lambda document: document["changes"].update(why="无"))
    else:
        edited(demonstration, stem, EDITS[what])
    assert_refused(demonstration, monkeypatch, capsys)


def remove(*names: str) -> Callable[[Path], None]:
    def step(root: Path) -> None:
        for name in names:
            path = root / RESULTS / name
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    return step


def in_log(stem: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda root: replace_text(root, f"{RESULTS}/log/{stem}.yaml", old, new)


FILES: dict[str, Callable[[Path], object]] = {
    "the last log": remove(f"log/{FINAL}.yaml"),
    "the last announcement": remove(f"{FINAL}.json"),
    "the first announcement": remove("05-proposed.json"),
    "the first log": remove("log/05-proposed.yaml"),
    "the first of both": remove("05-proposed.json", "log/05-proposed.yaml"),
    "the whole log": remove("log"),
    "a step of the log": remove("log/03-reviewing.yaml"),
    "all announcements": remove(f"{FINAL}.json", "05-proposed.json"),
    "the day in the log": in_log(FINAL, "2019-01-30", "2019-02-01"),
    "the state in the log": in_log(FINAL, "state: final", "state: proposed"),
    "the digest in the log": in_log(FINAL, 'sha256: "', 'sha256: "0'),
    "evidence of a county less": in_log(FINAL, '  donghai: "', '  nobody: "'),
    "weights": lambda root: replace_text(root, "rubric.yaml", 'weight: "40"', 'weight: "10"'),
    "the archive's total": lambda root: replace_text(
        root, "content/archive/2017/content/results/2017/05-final.json", '"total": "', '"total": "1'
    ),
}


@pytest.mark.parametrize("what", FILES)
def test_altered_files_are_refused(
    demonstration: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed, what: str
) -> None:
    """Files of log and announcements changed or taken away, and rules that no longer fit."""
    FILES[what](demonstration)
    assert_refused(demonstration, monkeypatch, capsys)


EVIDENCE: dict[str, Callable[[Path], object]] = {
    "a sentence": lambda root: replace_text(
        root, "content/counties/jia/01.md", "## 方案", "## 方案\n\n补。"
    ),
    "a file more": lambda root: (root / "content/counties/jia/note.txt").write_text("x"),
    "a file less": lambda root: (root / "content/counties/jia/01.md").unlink(),
    "the recorded digest": lambda root: replace_text(
        root, f"{RESULTS}/log/{FINAL}.yaml", 'jia: "', f'jia: "{"0" * 64}" # "'
    ),
    "no record": lambda root: (root / RESULTS / f"log/{FINAL}.yaml").write_text(
        re.sub(
            r"evidence:\n(  .*\n){2}",
            "",
            (root / RESULTS / f"log/{FINAL}.yaml").read_text(encoding="utf-8"),
        ),
        encoding="utf-8",
    ),
}


@pytest.mark.parametrize("what", EVIDENCE)
def test_evidence_is_frozen_after_final(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed, what: str
) -> None:
    """Evidence changed after the result: an error, no site, until an amendment announces it."""
    run_year(project, State.FINAL)
    monkeypatch.chdir(project)
    assert main(["build", "--quiet", "--without-search"]) == 0
    shutil.rmtree(project / "site")
    EVIDENCE[what](project)
    assert main(["check", "--quiet"]) == 1
    assert main(["build", "--quiet", "--without-search"]) == 1
    assert not (project / "site").exists()
    if what not in ("a sentence", "the recorded digest"):
        return
    capsys.readouterr()
    amend = ["announce", "amended", "--date", "2019-02-20", "--quiet"]
    assert main(amend) == 1
    assert "--why" in capsys.readouterr().err
    assert main([*amend, "--why", "材料补正。"]) == 0
    assert main(["check", "--quiet"]) == 0
    assert main(["build", "--quiet", "--without-search"]) == 0


def digest_of_all(root: Path) -> dict[str, str]:
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted((root / "content/results").rglob("*"))
        if file.is_file()
    }


def announce(state: str, day: str) -> list[str]:
    return ["announce", state, "--date", day, "--quiet"]


@pytest.mark.parametrize("left", [0, 1, 2, 3])
def test_cut_off_announcement_is_made_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed, left: int
) -> None:
    """Killed before or after each file: what is left is told, and the next run replaces it."""
    run_year(project, State.DECIDING)
    monkeypatch.chdir(project)
    assert main(announce("proposed", "2019-01-21")) == 0
    whole = digest_of_all(project)
    results = project / RESULTS
    if left < 3:
        (results / "log/05-proposed.yaml").unlink()
    if left < 2:
        (results / "05-proposed.json").unlink()
    # What was being written when it was killed.
    hidden = (results / ".05-proposed.json.0a1b2c3d", results / "log/.05-proposed.yaml.0a1b2c3d")
    for file in hidden:
        file.write_bytes(b"{")
    capsys.readouterr()
    for command in (["state"], []):
        assert main([*command, "--quiet"]) == 0
    assert ("中途断了" in capsys.readouterr().err) == (left == 2)
    if left < 3:
        assert main(announce("proposed", "2019-01-21")) == 0
        assert digest_of_all(project) == whole
    go_on(project, State.FINAL)


def test_stray_announcement_still_stops(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what the next step would write is taken for a leftover."""
    run_year(project, State.PROPOSED)
    monkeypatch.chdir(project)
    (project / RESULTS / "07-amended.json").write_text("{}", encoding="utf-8")
    assert main(["state"]) == 1
    assert main(announce("final", "2019-01-30")) == 1


COMMANDS = {
    "state": (State.OPEN, ["state", "closed", "--date", "2019-01-05"]),
    "announce": (State.DECIDING, announce("proposed", "2019-01-21")),
    "decision": (State.DECIDING, ["decision"]),
    "ballots": (State.REVIEWING, ["ballots"]),
    "demo": (State.REVIEWING, ["demo", "ballots"]),
    "template": (State.OPEN, ["template", "yi", "01"]),
    "archive": (State.FINAL, ["archive"]),
    "build": (State.OPEN, ["build", "--without-search"]),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_full_disk_is_a_sentence(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed, command: str, number: int
) -> None:
    """Where nothing can be written each command says so, leaves all as it was, and ends with 1."""
    last, arguments = COMMANDS[command]
    run_year(project, last)
    freeze(project)
    asked_for = {"decision": "private/decision.yaml", "ballots": "private/ballots/L*"}
    for file in project.glob(asked_for.get(command, "none")):
        file.unlink()
    before = digest_of_all(project)

    def full(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number), "private-name")

    opened = Path.open

    def full_to_write(file: Path, mode: str = "r", *rest: Any, **options: Any) -> Any:
        return opened(file, mode, *rest, **options) if "r" in mode else full()

    monkeypatch.chdir(project)
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", full_to_write)
        patch.setattr(os, "fsync", full)
        patch.setattr(Path, "write_text", full)
        patch.setattr(Path, "write_bytes", full)
        code = main(arguments)
    said = capsys.readouterr().err
    assert code == 1, said
    assert ("磁盘满了" if number == errno.ENOSPC else "没有权限") in said
    assert "程序的问题" not in said
    assert "Traceback" not in said
    assert digest_of_all(project) == before
    assert main(arguments) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["check"], ["targets", "--format", "json"]])
def test_full_disk_behind_the_output(project: Path, arguments: list[str]) -> None:
    """Printing to a file on a full disk is told in words of ours."""
    command = [sys.executable, "-m", "generator", *arguments]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            command,
            cwd=project,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            check=False,
        )
    assert done.returncode == 1, done.stderr
    assert "磁盘满了" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
