"""Private data out of place: told by its content, and never published."""

import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import yaml
from on_folder import rehearse
from plain_yaml import load_texts, load_yaml
from processor_time import takes_less
from project_copy import REPOSITORY, replace_text
from year import DAYS, DECISION, freeze, record, rest, run_year, write_private

from generator.cli import main
from generator.load.ballots.misplaced import misplaced_files
from generator.load.ballots.private_files import SAFE_MARK
from generator.load.rubric.published import published_rubric
from generator.model.log import RecordKind
from generator.model.state import State
from generator.usecases.open_project import open_project

Printed = pytest.CaptureFixture[str]
ROSTER = 'cycle: "2018"\njudges:\n  - {id: L01, group: leaders}\n'
PLACES = (
    "private2/{name}",
    "{name}",
    "评分表/{name}",
    ".backup/{name}.bak",
    "content/counties/jia/attachments/{name}",
    "content/pages/{name}",
    "content/archive/{name}",
    "tools/nested/deep/{name}",
)


@pytest.fixture(autouse=True)
def ballots(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project with real ballots and a decision in their place."""
    monkeypatch.chdir(project)
    files = {
        path: text.replace("rehearsal: true", "rehearsal: false")
        for path, text in rehearse(project, 1).items()
    }
    write_private(project, {**files, "decision.yaml": DECISION})
    return project / "private"


def places_of(name: str) -> list[str]:
    """Where a file of the name is private data: no program's text, no table of a contest."""
    return [
        place
        for place in PLACES
        if (not name.endswith(".html") or "content" in place)
        and (name != "totals.md" or "counties" not in place)
    ]


def put(project: Path, path: str, content: str | bytes) -> str:
    file = project / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def told(capsys: Printed) -> list[str]:
    """The paths that the check tells as private."""
    capsys.readouterr()
    main(["check", "--quiet", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [one["path"] for one in found if one["code"] == "exposed-ballots"]


def printed(capsys: Printed, *command: str) -> str:
    capsys.readouterr()
    assert main([*command, "--quiet"]) == 0
    return capsys.readouterr().out


def private_texts(ballots: Path, capsys: Printed) -> dict[str, str]:
    """What our commands write of private data, in each format."""
    ballot = (ballots / "ballots/L01.yaml").read_text(encoding="utf-8")
    roster = (ballots / "roster.yaml").read_text(encoding="utf-8")
    texts = {
        "one.yaml": ballot,
        "empty.yaml": ballot.split("scores:")[0] + "scores:\n  jia:\n",
        "one.json": json.dumps(load_yaml(ballot), ensure_ascii=False),
        "flow.yml": yaml.safe_dump(load_yaml(ballot), default_flow_style=True, width=9999),
        "names.yaml": roster,
        "names.json": json.dumps(load_yaml(roster)),
        "resolved.yaml": DECISION,
        "tally.json": printed(capsys, "tally", "--format", "json"),
        "得分.txt": printed(capsys, "tally"),
        "score.txt": printed(capsys, "tally", "--lang", "en"),
        "preview.txt": printed(capsys, "decision"),
        "noted.md": f"# 笔记\n\n```yaml\n{ballot}\n```\n",
        "table.csv": "评委,县,01,02,B1\nL01,甲县,3,2,1\nL01,乙区,3,2,1\n",
        "across.csv": "L01,,\n评委,甲县,乙区\n01,3,2\n02,1,1\nB1,0,1\n",
        "totals.md": "| 县 | 总分 | 名次 | 基础分 | 加分 |\n|--|--|--|--|--|\n| 甲县 | 9 | 1 | 8 | 1 |\n| 乙区 | 7 |",
        "begun.md": ballot.split('"02"')[0],
        "one.html": ballot,
        "long.yaml": ballot + "# …\n" * 400_000,
    }
    (ballots / "decision.yaml").unlink()
    assert main(["decision", "--quiet"]) == 0
    texts["form.yaml"] = (ballots / "decision.yaml").read_text(encoding="utf-8")
    return texts


def test_each_format_in_each_place_is_told(project: Path, ballots: Path, capsys: Printed) -> None:
    """The check names every copy, whatever it is called and wherever it lies."""
    written = []
    for name, text in private_texts(ballots, capsys).items():
        written += [put(project, place.format(name=name), text) for place in places_of(name)]
    assert sorted(written) == sorted(told(capsys))


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
def test_each_encoding_of_a_console_is_read(encoding: str, project: Path, capsys: Printed) -> None:
    """PowerShell and older consoles save what a command prints in their own encoding."""
    text = printed(capsys, "tally").replace("\n", "\r\n")
    path = put(project, "content/pages/得分.txt", text.encode(encoding))
    assert told(capsys) == [path]


def test_workbook_is_read(project: Path, capsys: Printed) -> None:
    """A table of scores, and a ballot pasted into cells."""
    rows = (("评委", "县", "01", "02", "B1"), ("L01", "甲县", 3, 2, 1), ("L01", "乙区", 3, 2, 1))
    with xlsxwriter.Workbook(project / "分数.xlsx") as book:
        sheet = book.add_worksheet()
        for nth, row in enumerate(rows):
            sheet.write_row(nth, 0, row)
    assert told(capsys) == ["分数.xlsx"]


def test_archive_and_packed_folder_are_told(project: Path, ballots: Path, capsys: Printed) -> None:
    """What people send by mail, and the file for the safe; not a document or a damaged archive."""
    ballot = (ballots / "ballots/L01.yaml").read_text(encoding="utf-8")
    for name in ("评分.zip", "content/pages/a.zip", "content/pages/文档.docx"):
        with zipfile.ZipFile(project / name, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("L01.yaml", ballot)
            if name.endswith(".docx"):
                archive.writestr("[Content_Types].xml", "<Types/>")
    content = (project / "评分.zip").read_bytes()
    (project / "damaged.zip").write_bytes(content[:60] + b"\xff" * 40 + content[100:])
    put(project, "content/pages/x", SAFE_MARK + b"\0")
    put(project, "private.yaml/private", ballot)
    told_ones = ["content/pages/a.zip", "content/pages/x", "private.yaml/private", "评分.zip"]
    # The damaged one as what cannot be looked into.
    assert sorted(told(capsys)) == sorted([*told_ones, "damaged.zip"])


@pytest.mark.parametrize(
    "line",
    ["甲县：总分 ，第 " * 60_000, "judges:" + " " * 900_000, "{judge" * 150_000, "<t " * 300_000],
)
def test_text_made_to_hold_up_the_check_does_not(line: str, project: Path) -> None:
    """A line of a megabyte costs no more than it takes to read it."""
    put(project, "content/counties/jia/attachments/a.txt", f"评委 rank 加分\n{line}")
    rubric = open_project(project).rubric
    assert list(misplaced_files(project, rubric, ())) == []
    assert takes_less(lambda: list(misplaced_files(project, rubric, ())), 12)


def test_nothing_is_built_or_announced_beside_it(project: Path, capsys: Printed) -> None:
    """Build and the steps of the log refuse, and quote nothing of the file."""
    freeze(project)
    text = (project / "private/ballots/L01.yaml").read_text(encoding="utf-8")
    put(project, "content/pages/得分.txt", text.replace("judge: L01", "judge: L77"))
    for command in (
        *(["build"], ["build", "--for", "reviewers"], ["state", "closed", "--date", "2019-01-05"]),
        ["check", "--ignore", "exposed-ballots=x"],
    ):
        assert main([*command, "--quiet"]) != 0
        output = capsys.readouterr()
        assert "L77" not in output.out + output.err
        assert "得分.txt" in output.out + output.err or command[0] == "check"
    assert not (project / "site").exists()


def test_what_only_speaks_of_ballots_is_fine(project: Path, capsys: Printed) -> None:
    """The guides with their examples, our own repository, public data and what is in its place."""
    for page in ("organise.md", "organise.en.md", "judge.md", "judge.en.md"):
        source = REPOSITORY / "content/pages/guide" / page
        shutil.copyfile(source, project / "content/pages/guide" / page)
    put(project, "docs/formats.md", (REPOSITORY / "docs/formats.md").read_text(encoding="utf-8"))
    put(project, "content/pages/judges.txt", "评委：评分时请看 judge.md，加分另计。\n")
    contest = "序号,单位,评委,基础分,加分,总分,名次\n01,甲县,张,8,1,9,1\n02,乙区,李,7,0,7,2\nB1,甲县,王,1,0,1,3\n"
    put(project, "content/counties/jia/attachments/contest.csv", contest)
    put(project, "site/tally.json", '{"rehearsal": false, "rank": 1, "total": "1"}')
    assert told(capsys) == []


def test_rubric_is_published_without_what_is_the_organisers_own(project: Path) -> None:
    """No comment and no exemption, neither its path nor its address nor its reason."""
    exemption = "exemptions:\n  - {path: content/counties/jia/canary.md, masked: c***@x.cn, reason: 金丝雀}\n"
    replace_text(project, "rubric.yaml", 'version: "1"', f'version: "1" # canary\n{exemption}')
    content = (project / "rubric.yaml").read_bytes()
    published = published_rubric(content)
    assert b"canary" not in published
    assert "金丝雀" not in published.decode()
    whole = load_texts(content)
    del whole["exemptions"]
    assert load_texts(published) == whole


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ("contact: 虚构，不受理异议。", "contact: 演示数据，不受理异议"),
        ("contact: 虚构，不受理异议。", "contact: Demonstration data"),
        ("contact: 虚构，不受理异议。", "contact: 本次不受理异议"),
        ("contact: 虚构，不受理异议。", "contact: 电话待定"),
        ("contact: 虚构，不受理异议。", "contact: 测试数据"),
        ("contact: 虚构，不受理异议。", "contact: demo"),
    ],
)
def test_texts_of_a_demonstration_are_errors_in_earnest(
    old: str, new: str, project: Path, capsys: Printed
) -> None:
    """Contact and source would be printed on a real 公示."""
    replace_text(project, "rubric.yaml", old, new)
    assert main(["check", "--quiet"]) == 0
    replace_text(project, "rubric.yaml", 'demonstration: "yes"', 'demonstration: "no"')
    assert main(["check", "--quiet"]) == 1
    output = capsys.readouterr()
    assert "contact" in output.out + output.err
    assert "source" in output.out + output.err


def test_reviewers_pages_say_that_they_are_confidential(project: Path) -> None:
    """On every page of theirs in both languages, in the title too; on none of the public's."""
    assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
    assert main(["build", "--quiet", "--without-search"]) == 0
    pages = list((project / "review").rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        html = page.read_text(encoding="utf-8")
        title = html.split("<title>")[1].split("</title>")[0]
        assert title.startswith(("【内部】", "[Confidential]")), page
        assert "不得外传" in html or "not to be passed on" in html, page
    for page in (project / "site").rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert "不得外传" not in html
        assert "not to be passed on" not in html


def test_git_ignores_copies_by_the_names_that_people_give(tmp_path: Path) -> None:
    """Beside private/: a copy of it, its files at the root, a tally."""
    bare = tmp_path / "bare"
    bare.mkdir()
    shutil.copyfile(REPOSITORY / ".gitignore", bare / ".gitignore")
    names = ("private2/a", "评分表/L01.yaml", "L01.yaml", "tally.json", "roster.yaml")
    for name in names:
        put(bare, name, "x")
    subprocess.run(["git", "init", "-q"], cwd=bare, check=True)
    status = subprocess.run(
        ["git", "status", "--porcelain", "-uall"],
        cwd=bare,
        check=True,
        capture_output=True,
        text=True,
    )
    assert status.stdout.split() == ["??", ".gitignore"]


def test_private_folder_that_git_has_is_told(project: Path, capsys: Printed) -> None:
    """Forced, or without the line of .gitignore; not where git leaves it alone."""
    subprocess.run(["git", "init", "-q"], cwd=project, check=True)
    (project / ".gitignore").write_text("private/\n", encoding="utf-8")
    subprocess.run(["git", "add", "-A"], cwd=project, check=True)
    assert told(capsys) == []
    subprocess.run(["git", "add", "-f", "private/roster.yaml"], cwd=project, check=True)
    assert told(capsys) == ["private"]
    assert main(["build", "--quiet"]) == 1
    assert "git rm -r --cached private" in capsys.readouterr().err


def locked_zip() -> bytes:
    """An archive whose member asks for a password."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("L01.yaml", "x" * 40)
    locked = bytearray(content.getvalue())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + flags] |= 1
    return bytes(locked)


LOCKED = {
    "password.zip": locked_zip(),
    "short.zip": b"PK\x03\x04" + b"\0" * 60,
    "a.rar": b"Rar!\x1a\x07\x01\x00" + b"\0" * 60,
    "a.7z": b"7z\xbc\xaf\x27\x1c" + b"\0" * 60,
    "得分.xlsx": b"\xd0\xcf\x11\xe0" + b"\0" * 900 + "EncryptedPackage".encode("utf-16-le"),
}


@pytest.mark.parametrize("name", LOCKED)
def test_what_cannot_be_looked_into_is_said(name: str, project: Path, capsys: Printed) -> None:
    """A warning with what to do; among what is published an error, in a county its own finding."""
    of_county = put(project, f"content/counties/jia/attachments/{name}", LOCKED[name])
    assert told(capsys) == []
    (project / of_county).unlink()
    path = put(project, f"备份/{name}", LOCKED[name])
    assert told(capsys) == [path]
    assert main(["check", "--quiet"]) == 0
    said = "".join(capsys.readouterr())
    assert f"{name} 看不了里面是什么" in said
    assert "移进 private/" in said
    put(project, f"content/pages/{name}", LOCKED[name])
    assert main(["build", "--quiet", "--without-search"]) == 1
    assert f"{name} 看不了里面是什么" in capsys.readouterr().err


def test_what_is_no_archive_is_no_trouble(project: Path, capsys: Printed) -> None:
    """Text that begins like one, old documents, archives of documents that are whole."""
    put(project, "PK.txt", "PK 赛名单\n")
    put(project, "旧.doc", b"\xd0\xcf\x11\xe0" + b"\0" * 900)
    with zipfile.ZipFile(project / "照片.zip", "w") as archive:
        archive.writestr("a.jpg", b"\xff\xd8\0")
    assert told(capsys) == []


def test_folders_of_programs_hide_nothing_that_is_published(project: Path, capsys: Printed) -> None:
    """What is called node_modules is looked through below content/."""
    text = (project / "private/ballots/L01.yaml").read_text(encoding="utf-8")
    for folder in ("node_modules", ".cache", "__pycache__"):
        put(project, f"tools/{folder}/a.yaml", text)
    paths = [
        put(project, f"content/pages/{folder}/得分.txt", text)
        for folder in ("node_modules", "a/__pycache__", ".cache")
    ]
    assert sorted(told(capsys)) == sorted(paths)


def test_preview_of_an_amendment_is_private(project: Path, capsys: Printed) -> None:
    """What was announced may lie anywhere; what the leadership decides after it may not yet."""
    run_year(project, State.FINAL)
    put(project, "content/pages/结果.txt", printed(capsys, "decision"))
    assert told(capsys) == []
    replace_text(project, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
    record(project, RecordKind.BALLOTS, "一处登记错误。", DAYS[State.AMENDED])
    rest(project)
    path = put(project, "content/pages/更正.txt", printed(capsys, "decision"))
    assert told(capsys) == [path]


def test_commands_that_publish_nothing_look_through_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """The search costs time with each file of the project; check, build and steps make it."""
    freeze(project)

    def searched(*_: object) -> list[object]:
        raise AssertionError

    monkeypatch.setattr("generator.load.project.misplaced_files", searched)
    for command in ([], ["state"], ["targets"], ["tally"], ["ballots", "status"], ["decision"]):
        assert main([*command, "--quiet"]) in (0, 1), command
        assert "Traceback" not in capsys.readouterr().err, command
    for command in (["check"], ["build"], ["state", "closed", "--date", "2019-01-05"]):
        assert main([*command, "--quiet"]) == 3, command
