"""The command as its users meet it: words, exit codes, and never a traceback."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from on_folder import portfolio_in, rehearse
from project_copy import REPOSITORY, replace_text
from year import run_year, write_private

from generator.cli import check as check_command
from generator.cli import command_line, main
from generator.cli.command_line import _COMMANDS
from generator.load import project as load_project
from generator.model.rubric import Target
from generator.model.state import State
from generator.report.states import _NOW

EVIDENCE = "content/counties/jia/01.md"
Printed = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(project)
    return project


def test_clean_check(capsys: Printed) -> None:
    """Nothing wrong: 0, and a sentence that says so."""
    assert main(["check"]) == 0
    printed = capsys.readouterr()
    assert "没有发现需要改的地方" in printed.out
    assert "01 活动：达标。要求 3 场，台账有效 3，有佐证 3" in printed.out
    assert "还没有提交材料" in printed.out
    assert "正在读取和检查" in printed.err


def test_quiet_prints_no_progress(capsys: Printed) -> None:
    """--quiet leaves the result alone."""
    assert main(["check", "--quiet"]) == 0
    assert capsys.readouterr().err == ""


def test_error_names_place_and_mend(project: Path, capsys: Printed) -> None:
    """An error: 1, its place as path:line:column, and the mend in Chinese."""
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 3月12日 |")
    assert main(["check"]) == 1
    out = capsys.readouterr().out
    assert f"{EVIDENCE}:23:3: 错误[unreadable-date] “3月12日”不是能识别的日期" in out
    assert "改法：写成 2018-05-14" in out
    assert "错误 1 条，警告 0 条" in out


def test_english(project: Path, capsys: Printed) -> None:
    """--lang en says the same in English."""
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 3月12日 |")
    assert main(["check", "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert 'error[unreadable-date] "3月12日" is not a date that can be read' in out
    assert "1 errors, 0 warnings" in out


def test_strict_counts_warnings(project: Path) -> None:
    """A warning passes, and fails with --strict."""
    replace_text(project, EVIDENCE, "  活动: 3 场", "  活动: 4 场")
    assert main(["check", "--quiet"]) == 0
    assert main(["check", "--quiet", "--strict"]) == 1


def test_county_is_chosen_by_id_or_name(project: Path, capsys: Printed) -> None:
    """--county takes the id or the Chinese name, and leaves the other county's faults out."""
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 3月12日 |")
    assert main(["check", "--county", "乙区"]) == 0
    assert "甲县" not in capsys.readouterr().out
    assert main(["check", "--county", "jia"]) == 1


def test_json_has_its_shape(project: Path, capsys: Printed) -> None:
    """The JSON is the format's: version, findings with their keys, summary."""
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 3月12日 |")
    assert main(["check", "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["version"] == 1
    assert document["summary"] == {"errors": 1, "warnings": 0, "notes": 0}
    (finding,) = document["findings"]
    keys = [
        "code",
        "severity",
        "path",
        "line",
        "column",
        "message",
        "fix",
        "county",
        "indicator",
        "edit",
    ]
    assert list(finding) == keys
    assert (finding["county"], finding["indicator"], finding["line"]) == ("jia", "01", 23)


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--colour"],
        ["nothing"],
        ["check", "--county", "bing"],
        ["build", "--for", "x"],
    ],
)
def test_wrong_use_is_told(arguments: list[str], capsys: Printed) -> None:
    """Wrong use: 2, and a Chinese sentence that says where to look."""
    with pytest.raises(SystemExit) as left:
        raise SystemExit(main(arguments))
    assert left.value.code == 2
    err = capsys.readouterr().err
    assert "用法不对" in err or "没有县（区）" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["state", "opne"], "state 不能写成“opne”"),
        (["chekc"], "命令 不能写成“chekc”"),
        (["template", "东海县"], "缺少 考核内容"),
        (["template"], "缺少 县区、考核内容"),
        (["schema", "x"], "种类 不能写成“x”"),
        (["check", "--fix", "--diff"], "--diff 和 --fix 不能一起用"),
        (["check", "--fix=1"], "--fix 后面不写内容"),
        (["check", "--f", "json"], "“--f”可能是几个选项"),
        (["demo", "ballots", "--seed", "x"], "--seed 要写整数"),
        (["check", "--nonsense"], "不认识“--nonsense”"),
        (["check", "--county"], "--county 后面要写"),
    ],
)
def test_wrong_use_is_told_in_chinese(
    arguments: list[str], said: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """What argparse has to say is said in the language of everything else."""
    monkeypatch.chdir(project)
    with pytest.raises(SystemExit):
        main(arguments)
    err = capsys.readouterr().err
    assert said in err
    assert "argument" not in err
    assert "'" not in err
    assert not re.search(r"[a-z]+ [a-z]+", err.replace("taizhang ", ""))


def test_outside_a_project(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Where no rubric is above, the command says so and ends with 2."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    assert main(["check"]) == 2
    assert "没有 rubric.yaml" in capsys.readouterr().err


def test_works_from_a_folder_below(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest folder upward that holds rubric.yaml is the project."""
    monkeypatch.chdir(project / "content/counties/jia")
    assert main(["check", "--quiet"]) == 0


def test_broken_rubric_stops_with_its_findings(project: Path, capsys: Printed) -> None:
    """A rubric that cannot be used: 1, the findings, nothing built."""
    replace_text(project, "rubric.yaml", 'version: "1"', 'version: "2"')
    for command in (["check"], ["build", "--quiet"], ["targets"]):
        assert main(command) == 1
        assert "rubric.yaml:2:10: 错误[unreadable-value]" in capsys.readouterr().err
    assert not (project / "site").exists()


def test_bug_of_ours_is_not_a_traceback(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    """A fault of the program: 3, one sentence, and the traceback in a file it names."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr(check_command, "check", fail)
    assert main(["check", "--quiet", "--no-cache"]) == 3
    err = capsys.readouterr().err
    assert "Traceback" not in err
    assert "这是程序的错误" in err
    log = Path(err.split("文件 ")[1].split(" 交给")[0])
    assert "RuntimeError: inside" in log.read_text(encoding="utf-8")
    log.unlink()


def test_help_is_chinese(capsys: Printed) -> None:
    """Help is Chinese, and English where asked for."""
    with pytest.raises(SystemExit):
        main(["check", "--help"])
    out = capsys.readouterr().out
    assert "对照指标检查材料" in out
    assert "usage" not in out
    assert not re.search(r"\b[A-Z]{2,}\b", out.replace("JSON", "")), out
    with pytest.raises(SystemExit):
        main(["check", "--lang", "en", "--help"])
    assert "hold the evidence against the rubric" in capsys.readouterr().out


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_targets_in_every_form(form: str, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    """Text, JSON and CSV hold every number asked, county by county."""
    monkeypatch.chdir(REPOSITORY)
    assert main(["targets", "--format", form]) == 0
    out = capsys.readouterr().out
    portfolio = portfolio_in(REPOSITORY)
    assert portfolio is not None
    rubric = portfolio.rubric
    expected = [
        (county.id, clause.id, target)
        for county in rubric.counties
        for item in rubric.items.values()
        for clause in item.clauses
        if isinstance(target := rubric.target(clause, county), Target)
    ]
    if form == "text":
        assert len(expected) == sum(line.startswith("  ") for line in out.splitlines())
        assert "05 学术交流活动：不少于 4 场" in out
        return
    rows = json.loads(out) if form == "json" else list(csv.DictReader(io.StringIO(out[1:])))
    assert [(one[0], one[1], str(one[2].number)) for one in expected] == [
        (row["county"], row["clause"], row["target"]) for row in rows
    ]
    keys = ["county", "indicator", "clause", "name", "target", "max", "comparison", "unit", "text"]
    assert list(rows[0]) == [*keys, "demonstration"]
    made_up = {row["clause"] for row in rows if str(row["demonstration"]).lower() == "true"}
    assert made_up == {"14.2", "20.10"}


def test_targets_of_one_county(monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> None:
    """连云区 is asked four exchanges and six pushes, and no family farm."""
    monkeypatch.chdir(REPOSITORY)
    assert main(["targets", "--county", "lianyun", "--format", "json"]) == 0
    rows = {row["clause"]: row for row in json.loads(capsys.readouterr().out)}
    assert (rows["05.2"]["target"], rows["07.1"]["target"]) == ("4", "6")
    assert "08.2" not in rows
    assert rows["13.2"]["unit"] == "%"


def test_build_says_where(project: Path, capsys: Printed) -> None:
    """A build tells its steps and where the pages are."""
    assert main(["build"]) == 0
    err = capsys.readouterr().err
    assert "正在生成网页外壳" in err
    assert str(project / "site") in err
    assert (project / "site" / "2018" / "method" / "index.html").is_file()


def test_fix_writes_shows_and_checks_again(project: Path, capsys: Printed) -> None:
    """``--diff`` shows and writes nothing; ``--fix`` writes, shows, and reports what is left."""
    path = project / EVIDENCE
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 2018年3月12日 |")
    before = path.read_bytes()
    assert main(["check", "--diff"]) == 0
    assert "+ | 2018-03-12 |" in capsys.readouterr().err
    assert before == path.read_bytes()
    assert main(["check", "--fix"]) == 0
    assert "改好 1 个文件的 1 行" in capsys.readouterr().err
    assert "| 2018-03-12 |" in path.read_text(encoding="utf-8")
    assert main(["check", "--fix"]) == 0
    assert "没有可以自动改的地方" in capsys.readouterr().err


@pytest.mark.parametrize(
    "quantity", ["一百场", "3百余场", "三百余场", "九成场", "十二场", "两场", "共三场", "1万余场"]
)
def test_fix_leaves_chinese_numerals(quantity: str, project: Path) -> None:
    """A quantity in Chinese numerals is read by a person: no mend of it is beyond doubt."""
    replace_text(project, EVIDENCE, "| 1 场 | 甲县 |", f"| {quantity} | 甲县 |")
    before = (project / EVIDENCE).read_bytes()
    main(["check", "--fix", "--quiet"])
    assert before == (project / EVIDENCE).read_bytes()


def test_fix_saves_as_utf8(project: Path, capsys: Printed) -> None:
    """A file saved as GBK: ``--diff`` names it, ``--fix`` saves it and mends what is in it."""
    path = project / EVIDENCE
    good = path.read_text(encoding="utf-8")
    path.write_bytes(good.replace("| 2018-03-12 |", "| 2018年3月12日 |").encode("gbk"))
    before = path.read_bytes()
    assert main(["check", "--diff", "--quiet"]) == 0
    assert "1 个文件可以存成 UTF-8" in capsys.readouterr().err
    assert before == path.read_bytes()
    assert main(["check", "--fix", "--quiet"]) == 0
    err = capsys.readouterr().err
    assert "content/counties/jia/01.md：存成 UTF-8" in err
    assert "已把 1 个文件存成 UTF-8" in err
    assert good == path.read_text(encoding="utf-8")


def test_fix_keeps_to_the_county(project: Path) -> None:
    """With a county only its files are mended."""
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 2018年3月12日 |")
    assert main(["check", "--quiet", "--fix", "--county", "乙区"]) == 0
    text = (project / EVIDENCE).read_text(encoding="utf-8")
    assert "2018年3月12日" in text


def test_summary_says_what_is_missing_and_where(project: Path, capsys: Printed) -> None:
    """A clause that is short or unproven names the rows that lack proof; one that is met does not."""
    replace_text(project, EVIDENCE, "[签到表](attachments/list.pdf) | j-1", "| j-1")
    replace_text(project, EVIDENCE, "[统计](attachments/list.pdf) | j-4", "| j-4")
    assert main(["check", "--quiet"]) == 0
    out = capsys.readouterr().out
    assert "01 活动：待证。要求 3 场，台账有效 3，有佐证 2；第 23 行缺佐证\n" in out
    assert "01 服务率：待证。要求 85 %，台账有效 92，有佐证 0；第 26 行缺佐证\n" in out
    replace_text(project, EVIDENCE, "| 2018-06-01 至", "| 2017-06-01 至")
    assert main(["check", "--quiet"]) == 0
    assert "台账有效 2，还差 1；第 23 行缺佐证\n" in capsys.readouterr().out


def test_what_recurs_is_told_once(project: Path, capsys: Printed) -> None:
    """Eight rows without proof in one file: told once, with the lines of the rest."""
    rows = "".join(f"| 2018-05-{day:02} | 活动{day} | 活动 | 1 场 | | | |\n" for day in range(1, 9))
    replace_text(project, EVIDENCE, "| 2018-12-01 |", rows + "| 2018-12-01 |")
    assert main(["check", "--quiet"]) == 0
    out = capsys.readouterr().out
    assert out.count("[entry-without-proof]") == 1
    assert "还有 7 处：第 27–33 行" in out
    assert "甲县：错误 0 条，警告 8 条；有指标值的条款，达标 2" in out


def test_what_differs_is_told_one_by_one(project: Path, capsys: Printed) -> None:
    """A first rubric with many faults of one kind: each is shown with its own mend."""
    text = (project / "rubric.yaml").read_text(encoding="utf-8")
    wrong = re.sub(r'weight: "\d+"', "weight: 很多", text).replace("choice: ", "choice: 也许")
    (project / "rubric.yaml").write_text(wrong, encoding="utf-8")
    assert main(["check", "--quiet"]) == 1
    lines = capsys.readouterr().err.splitlines()
    shown = [line for line in lines if "[unreadable-value]" in line]
    assert len(shown) > 15
    assert any(line.endswith("“choice”不能写成“也许refused”") for line in shown)
    assert sum("应写：refused, skipped, zero" in line for line in lines) == 1


@pytest.mark.parametrize(("number", "shown"), [(3, 3), (4, 1)])
def test_same_words_are_told_once(number: int, shown: int, project: Path, capsys: Printed) -> None:
    """Up to three findings that say the same are shown, more of them once with their lines."""
    rows = "".join(f"| 2018-05-{day:02} | 活动{day} | 活动 | 若干 | | | |\n" for day in range(1, 5))
    rows = "".join(rows.splitlines(keepends=True)[:number])
    replace_text(project, EVIDENCE, "| 2018-12-01 |", rows + "| 2018-12-01 |")
    assert main(["check", "--quiet"]) == 1
    assert capsys.readouterr().out.count("[unreadable-quantity]") == shown


def test_empty_cells_of_a_ballot_are_named(project: Path, capsys: Printed) -> None:
    """Each score that is missing is named by county and item, however many there are."""
    write_private(project, dict(rehearse(project, 1)))
    ballot = project / "private/ballots/L01.yaml"
    text = re.sub(r'(    "..": )"[^"]*"', r"\1", ballot.read_text(encoding="utf-8"))
    ballot.write_text(text, encoding="utf-8")
    assert main(["tally", "--quiet"]) == 1
    printed = capsys.readouterr().err
    for county in ("甲县", "乙区"):
        for item in ("01", "02", "B1"):
            assert f"L01：{county} {item} 缺分数" in printed
    assert "还有" not in printed


def test_errors_stand_before_warnings(project: Path, capsys: Printed) -> None:
    """What fails the run comes first, wherever it stands."""
    replace_text(project, EVIDENCE, "[签到表](attachments/list.pdf) | j-1", "| j-1")
    replace_text(project, EVIDENCE, "| 2018-12-01 |", "| 十二月 |")
    assert main(["check", "--quiet"]) == 1
    out = capsys.readouterr().out
    assert out.index("错误[unreadable-date]") < out.index("警告[entry-without-proof]")


@pytest.mark.usefixtures("own_cache")
def test_check_imports_what_it_needs(project: Path) -> None:
    """Neither templates nor what scores and builds: most of the time was spent on these."""
    code = (
        "import sys; from generator.cli import main; main(['check', '--quiet']); "
        "sys.exit(','.join({'jinja2', 'PIL', 'pypdf', 'generator.usecases.build_site', 'generator.cli.build'}"
        " & set(sys.modules)) or 0)"
    )
    main(["check", "--quiet"])  # what is found in attachments is kept
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", code]
    run = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (0, "")


@pytest.mark.parametrize("command", ["tally", "targets", "state", "decision"])
def test_rubric_and_log_need_no_evidence(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """A command that asks nothing of the counties' folders reads none of them."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a county was read")

    monkeypatch.setattr(load_project, "read_county", refuse)
    assert main([command]) in (0, 1)
    assert "程序的错误" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--quiet", "--output", "/"], "写不进去"),
        (["check", "--quiet", "--output", "rubric.yaml/a.json"], "写不进去"),
        (["check", "--quiet", "--base", "x"], "不在 git 仓库里"),
        (["check", "--quiet", "--against", "x", "--format", "markdown"], "不是 JSON 报告"),
    ],
)
def test_what_a_system_refuses_is_said_in_chinese(
    arguments: list[str], said: str, capsys: Printed
) -> None:
    """A file that cannot be written, a folder without git: no word of English."""
    assert main(arguments) in (1, 2)
    err = capsys.readouterr().err
    assert said in err
    assert not re.search(r"[a-z]+ [a-z]+", err.replace("taizhang check --format json", ""))


def test_other_sentences_of_argparse_are_not_passed_on(
    monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """What a later Python words in another way is said in general words."""
    monkeypatch.setattr(command_line, "_WRONG_USES", {})
    with pytest.raises(SystemExit):
        main(["check", "--colour"])
    assert "看不懂这样的写法" in capsys.readouterr().err


@pytest.mark.parametrize("word", ["——quiet", "－－quiet", "—quiet", "–-quiet"])
def test_dashes_of_an_input_method(word: str, capsys: Printed) -> None:
    """An option after the dashes that a Chinese input method types."""
    assert main(["check", word]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("given", [["--quiet", "check"], ["--lang", "en", "--quiet", "check"]])
def test_options_before_the_command(given: list[str], capsys: Printed) -> None:
    """What stands before the command holds for it."""
    assert main(given) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert ("Nothing to mend" in printed.out) == ("en" in given)


@pytest.mark.parametrize(
    ("last", "said"),
    [
        (None, ["报送材料", "taizhang template", "taizhang check --fix", "taizhang state closed"]),
        (State.REVIEWING, ["评审", "taizhang ballots", "taizhang state deciding"]),
        (State.FINAL, ["taizhang build", "taizhang archive", "taizhang announce amended"]),
    ],
)
def test_command_alone_says_what_can_be_done(
    last: State | None, said: list[str], project: Path, capsys: Printed
) -> None:
    """``taizhang`` alone: the state of the year, what can be done now, what comes next."""
    if last is not None:
        run_year(project, last)
    assert main([]) == 0
    out = capsys.readouterr().out
    for words in said:
        assert words in out
    assert main(["--lang", "en"]) == 0
    assert "Now:" in capsys.readouterr().out


def test_command_alone_in_every_state() -> None:
    """Each state has commands that are of use in it, and each is one of the program."""
    assert list(_NOW) == list(State)
    for commands in _NOW.values():
        assert {command.split()[0] for command, _ in commands} <= _COMMANDS.keys()


def test_command_alone_where_it_cannot_say(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Outside a project 2 with a sentence; with a faulty log 1 with its findings."""
    log = project / "content/results/2018/log/01-open.yaml"
    log.write_text("state: closed\n", encoding="utf-8")
    assert main([]) == 1
    assert "01-open.yaml" in capsys.readouterr().err
    monkeypatch.chdir(tmp_path)
    assert main([]) == 2
    assert "没有 rubric.yaml" in capsys.readouterr().err
