"""A year by the organiser's commands: what each step writes, says, refuses and publishes."""

import csv
import hashlib
import json
import random
import shutil
from pathlib import Path

import pytest
from on_folder import portfolio_in
from personal_numbers import mobile
from plain_yaml import load_yaml
from project_copy import replace_text
from year import DECISION, RESULTS, freeze, record, rest, run_year, write_private

from generator.cli import main
from generator.model.log import RecordKind
from generator.model.state import State
from generator.report.announcement import announcement_json

Printed = pytest.CaptureFixture[str]
STEPS = (
    ["state", "closed", "--date", "2019-01-05"],
    ["state", "reviewing", "--date", "2019-01-08"],
    ["state", "deciding", "--date", "2019-01-18"],
    ["announce", "proposed", "--date", "2019-01-21"],
    ["announce", "final", "--date", "2019-01-30"],
)
VETO = "vetoes: [{county: yi, ground: failure, reason: 虚构的理由}]\n"
MOVED = 'everyday-work: [{county: yi, reason: 平时工作出色}]\nranks: {yi: "1", jia: "2"}\n'


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)


def public_pages(project: Path) -> dict[str, str]:
    """Build the public site and return its pages by address."""
    assert main(["build", "--quiet", "--without-search"]) == 0
    site = project / "site"
    return {
        f"/{file.parent.relative_to(site).as_posix()}/".replace("/./", "/"): file.read_text("utf-8")
        for file in site.rglob("index.html")
    }


def marks(file: Path) -> set[str]:
    """What the rows of a CSV file say of being made up."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {row["demonstration"] for row in csv.DictReader(lines)}


def described(data: Path) -> str:
    """What the data package says of itself."""
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    return str(package["description"])


def test_year_by_the_commands(project: Path, capsys: Printed) -> None:
    """From open to amended: every command of the guide works in its turn."""
    freeze(project)
    assert main(["demo", "ballots", "--quiet"]) == 0
    for step in STEPS[:3]:
        assert main(step) == 0
    assert main(["decision"]) == 0
    form = (project / "private/decision.yaml").read_text(encoding="utf-8")
    assert "按得分的名次" in form
    assert main(["decision"]) == 1  # nobody is commended yet, and nothing is guessed
    said = capsys.readouterr().err
    assert "unreadable-decision" in said
    assert "先进单位还没有填" in said
    replace_text(project, "private/decision.yaml", "待填", "[甲县]")
    assert main(["decision"]) == 0
    said = capsys.readouterr().out
    assert "先进单位：甲县" in said
    # What makes the result none is the rubric, and is said of it.
    assert "本年度是演示数据，不是真实的结果。" in said
    for step in STEPS[3:]:
        assert main(step) == 0
    replace_text(project, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
    assert main(["announce", "amended", "--date", "2019-02-20", "--why", "登记有误"]) == 1
    assert main(["record", "ballots-changed", "登记有误", "--date", "2019-02-19"]) == 0
    (project / "private/decision.yaml").unlink()
    assert main(["decision"]) == 0
    replace_text(project, "private/decision.yaml", "待填", "[甲县]")
    assert main(["announce", "amended", "--date", "2019-02-20", "--why", "登记有误"]) == 0
    capsys.readouterr()
    assert main(["state"]) == 0
    out = capsys.readouterr().out
    assert "考核状态：更正（amended）" in out
    assert "08 2019-02-20" in out
    assert main(["check", "--quiet", "--strict"]) == 0
    names = sorted(file.name for file in (project / RESULTS).rglob("*.*"))
    assert [name for name in names if name.endswith(".json")] == [
        "01-open.json",
        "03-reviewing.json",
        "05-proposed.json",
        "06-final.json",
        "08-amended.json",
    ]


def test_state_tells_where_and_what_next(capsys: Printed) -> None:
    """Without an argument: state, history, and the command that leads on, in two languages."""
    assert main(["state"]) == 0
    out = capsys.readouterr().out
    assert "考核状态：报送材料（open）" in out
    assert "taizhang state closed" in out
    assert main(["state", "--lang", "en"]) == 0
    assert "State: submission of evidence (open)" in capsys.readouterr().out


def test_closing_tells_what_is_missing(project: Path, capsys: Printed) -> None:
    """Closing the submission names the counties whose items will count nothing, and the undo."""
    freeze(project)
    assert main(["state", "closed", "--date", "2019-01-05"]) == 0
    printed = capsys.readouterr()
    assert "乙区：3 项没有提交材料，不计入" in printed.out
    assert "删掉它就等于撤回" in printed.err
    (project / RESULTS / "log/02-closed.yaml").unlink()
    assert main(["state"]) == 0
    assert "报送材料（open）" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (["state", "reviewing"], 1, "下一步是“报送截止”"),
        (["state", "open"], 1, "不能转到“报送材料”"),
        (["announce", "final"], 1, "不能转到“公布结果”"),
        (["state", "setup"], 2, "用法不对"),
        (["announce", "open"], 2, "用法不对"),
        (["state", "closed", "--date", "2018-01-01"], 1, "最早是 2018-01-15"),
        (["state", "closed", "--date", "1月5日"], 2, "不是日期"),
    ],
)
def test_wrong_steps_are_refused(
    command: list[str], code: int, words: str, project: Path, capsys: Printed
) -> None:
    """A step out of order, too early or unknown: a Chinese sentence, and nothing written."""
    with pytest.raises(SystemExit) as left:
        raise SystemExit(main(command))
    assert left.value.code == code
    assert words in capsys.readouterr().err
    assert [file.name for file in (project / RESULTS / "log").iterdir()] == ["01-open.yaml"]


def test_announcing_state_points_to_announce(project: Path, capsys: Printed) -> None:
    """``state proposed`` says which command announces."""
    run_year(project, State.DECIDING)
    assert main(["state", "proposed"]) == 1
    assert "请用 taizhang announce proposed" in capsys.readouterr().err


def test_deciding_needs_a_total(project: Path, capsys: Printed) -> None:
    """Deliberation begins when the ballots add up, not before."""
    freeze(project)
    for step in STEPS[:2]:
        assert main([*step, "--quiet"]) == 0
    assert main(["state", "deciding", "--date", "2019-01-18"]) == 1
    assert "private/roster.yaml:1:1" in capsys.readouterr().err
    assert not (project / RESULTS / "log/04-deciding.yaml").exists()


def test_final_needs_evidence_without_errors(project: Path, capsys: Printed) -> None:
    """What becomes public must be free of errors; the result can be proposed before."""
    replace_text(
        project, "rubric.yaml", "stale-ballot: {choice: refused", "stale-ballot: {choice: kept"
    )
    run_year(project, State.DECIDING)
    replace_text(project, "content/counties/jia/01.md", "| 2018-03-12 |", "| 3月12日 |")
    assert main(STEPS[3]) == 0
    assert main(STEPS[4]) == 1
    assert "unreadable-date" in capsys.readouterr().err
    assert not (project / RESULTS / "06-final.json").exists()


def test_faulty_log_stops_every_step(project: Path, capsys: Printed) -> None:
    """Nothing is added to a log that cannot be read."""
    replace_text(project, f"{RESULTS}/log/01-open.yaml", "state: open", "state: opened")
    for command in (["state"], ["state", "closed"], ["announce", "final"]):
        assert main(command) == 1
        assert f"{RESULTS}/log/01-open.yaml:1:8: 错误[unreadable-value]" in capsys.readouterr().err


def test_log_and_announcement_agree(project: Path) -> None:
    """The log holds the announcement's file and digest; the file reads back to itself."""
    run_year(project, State.FINAL)
    log = load_yaml((project / RESULTS / "log/06-final.yaml").read_text(encoding="utf-8"))
    content = (project / RESULTS / "06-final.json").read_bytes()
    assert log["announcement"] == {
        "file": "06-final.json",
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    portfolio = portfolio_in(project)
    assert portfolio is not None
    for _, notice in portfolio.log.announced:
        assert announcement_json(notice.announcement).encode() == notice.content


def test_either_without_the_other_is_refused(project: Path) -> None:
    """Where its announcement is gone or changed, no site is built: not one without the result."""
    run_year(project, State.FINAL)
    assert "/2018/results/" in public_pages(project)
    content = (project / RESULTS / "06-final.json").read_bytes()
    for other in (None, content.replace(b'"total": "', b'"total": "9')):
        file = project / RESULTS / "06-final.json"
        file.unlink()
        if other is not None:
            file.write_bytes(other)
        assert main(["check", "--quiet"]) == 1
        shutil.rmtree(project / "site", ignore_errors=True)
        assert main(["build", "--quiet", "--without-search"]) == 1
        assert not (project / "site").exists()
        file.write_bytes(content)


def test_amendment_says_what_and_why(project: Path, capsys: Printed) -> None:
    """A changed value needs a reason; both stand on the notice, and the old ones stay."""
    run_year(project, State.FINAL)
    before = json.loads((project / RESULTS / "06-final.json").read_text(encoding="utf-8"))
    amend = ["announce", "amended", "--date", "2019-02-20"]
    assert main(amend) == 1
    assert "与前一份公告没有不同，不能更正" in capsys.readouterr().err
    replace_text(project, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
    record(project, RecordKind.BALLOTS, "复核时发现登记有误。", "2019-02-20")
    rest(project)
    assert main(amend) == 1
    assert "请用 --why 写明原因" in capsys.readouterr().err
    assert main([*amend, "--why", "复核时发现登记有误"]) == 0
    after = json.loads((project / RESULTS / "08-amended.json").read_text(encoding="utf-8"))
    changed = {(one["county"], one["field"]) for one in after["changes"]["what"]}
    assert {("jia", "total"), ("jia", "indicators.01"), ("jia", "sections.first")} <= changed
    totals = [one["counties"][0]["total"] for one in (before, after)]
    pages = public_pages(project)
    notice = pages["/2018/notices/08/"]
    assert "复核时发现登记有误" in notice
    assert f"<del>{totals[0]}</del>" in notice
    assert f"<ins>{totals[1]}</ins>" in notice
    for number, total in (("05", totals[0]), ("06", totals[0]), ("08", totals[1])):
        page = pages[f"/2018/notices/{number}/"]
        assert f"<b>{total}</b>" in page
        assert ("另有公告" in page) == (number != "08")
        assert f"notices/{number}/" in pages["/2018/results/"]
    assert f"<b>{totals[1]}</b>" in pages["/2018/results/"]
    assert f"<b>{totals[0]}</b>" not in pages["/2018/results/"]


def test_final_that_differs_from_the_proposal_says_why(project: Path, capsys: Printed) -> None:
    """An objection that was heard changes the result with a reason, a needless reason is told."""
    run_year(project, State.PROPOSED)
    assert main([*STEPS[4], "--why", "没有改动"]) == 1
    assert "不需要 --why" in capsys.readouterr().err
    replace_text(project, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
    record(project, RecordKind.BALLOTS, "公示期内有异议。", "2019-01-25")
    rest(project)
    assert main(STEPS[4]) == 1
    assert main([*STEPS[4], "--why", "公示期内有异议，经核实更正"]) == 0
    assert "经核实更正" in public_pages(project)["/2018/notices/07/"]


def test_persons_number_is_never_announced(project: Path, capsys: Printed) -> None:
    """A telephone number in a reason or a name is refused before anything of it is written."""
    run_year(project, State.PROPOSED)
    number = mobile(random.Random(1))
    replace_text(project, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
    record(project, RecordKind.BALLOTS, "公示期内有异议。", "2019-01-25")
    rest(project)
    before = sorted((project / RESULTS).rglob("*"))
    assert main([*STEPS[4], "--why", f"经核实更正，详询 {number}"]) == 1
    assert main([*STEPS[4], "--why", "经核实更正", "--by", f"张某 {number}"]) == 1
    decision = f'{DECISION}everyday-work: [{{county: jia, reason: "详询 {number}"}}]\n'
    write_private(project, {"decision.yaml": decision})
    rest(project)
    assert main([*STEPS[4], "--why", "经核实更正"]) == 1
    assert main(["decision"]) == 1
    assert before == sorted((project / RESULTS).rglob("*"))
    printed = capsys.readouterr()
    assert f"{number[:3]}＊＊＊＊＊＊{number[-2:]}" in printed.err
    assert number not in printed.out + printed.err


def test_name_with_unseen_signs_is_not_written(project: Path, capsys: Printed) -> None:
    """What YAML cannot hold never reaches the log; spaces of any kind are one space."""
    freeze(project)
    assert main([*STEPS[0], "--by", "市科协\x7f"]) == 2
    assert "看不见的字符" in capsys.readouterr().err
    assert main([*STEPS[0], "--by", "市科协\x85办公室"]) == 0
    assert 'by: "市科协 办公室"' in (project / RESULTS / "log/02-closed.yaml").read_text("utf-8")
    assert main(["state"]) == 0


def test_announcing_state_is_refused_before_the_check(project: Path, capsys: Printed) -> None:
    """Nothing is read for a command that cannot be the right one."""
    run_year(project, State.DECIDING)
    capsys.readouterr()
    (project / "content/counties/jia/01.md").write_text("没有", encoding="utf-8")
    assert main(["state", "proposed", "--date", "2019-01-21"]) == 1
    assert "taizhang announce proposed" in capsys.readouterr().err


def test_veto_stands_apart_and_without_a_rank(project: Path) -> None:
    """A vetoed county keeps its points, has no rank, and its ground and reason stand apart."""
    run_year(project, State.FINAL, DECISION + VETO)
    document = json.loads((project / RESULTS / "06-final.json").read_text(encoding="utf-8"))
    jia, yi = document["counties"]
    assert (jia["rank"], "rank" in yi, float(yi["total"]) > 0) == (1, False, True)
    results = public_pages(project)["/2018/results/"]
    assert "不排名次" in results
    vetoes = results.split('id="vetoes"')[1]
    assert "乙区" in vetoes
    assert "失误" in vetoes
    assert "虚构的理由" in vetoes


def test_kept_rank_of_a_vetoed_county(project: Path) -> None:
    """Where the rubric keeps it, a vetoed county has its rank."""
    replace_text(project, "rubric.yaml", "vetoed-rank: {choice: none", "vetoed-rank: {choice: kept")
    run_year(project, State.FINAL, DECISION + VETO)
    document = json.loads((project / RESULTS / "06-final.json").read_text(encoding="utf-8"))
    assert [1, 2] == [one["rank"] for one in document["counties"]]


def test_everyday_work_moves_ranks_and_no_points(project: Path) -> None:
    """A reason turns the order round; totals are the tally's, and the page gives the reason."""
    run_year(project, State.FINAL, DECISION.replace("[jia]", "[yi]") + MOVED)
    document = json.loads((project / RESULTS / "06-final.json").read_text(encoding="utf-8"))
    jia, yi = document["counties"]
    assert (jia["rank"], yi["rank"]) == (2, 1)
    assert float(jia["total"]) > float(yi["total"])
    results = public_pages(project)["/2018/results/"]
    assert results.index(">乙区<") < results.index(">甲县<", results.index('id="ranking"'))
    assert "平时工作出色" in results.split('id="standing"')[1]


def keep_county_judges(project: Path, number: int) -> None:
    """Take all county judges but the first off roster and ballots, in the middle of judging."""
    run_year(project, State.REVIEWING)
    roster = (project / "private/roster.yaml").read_text(encoding="utf-8").splitlines()
    gone = sorted((project / "private/ballots").glob("C*"))[number:]
    for file in gone:
        file.unlink()
    kept = [line for line in roster if not any(file.stem in line for file in gone)]
    decision = {"roster.yaml": "\n".join([*kept, ""]), "decision.yaml": DECISION}
    write_private(project, decision)
    assert main([*STEPS[2], "--quiet"]) == 0
    rest(project)
    for step in STEPS[3:]:
        assert main([*step, "--quiet"]) == 0


def test_group_means_need_four_ballots(project: Path) -> None:
    """With one county judge left who may score, no group's mean is announced in any cell."""
    keep_county_judges(project, 2)
    text = (project / RESULTS / "06-final.json").read_text(encoding="utf-8")
    assert "groups" not in text
    assert "各评委组平均" not in "".join(public_pages(project).values())


@pytest.mark.parametrize("number", [3, 4])
def test_group_means_with_enough_ballots(project: Path, number: int) -> None:
    """With four judges that may score, each group's mean is announced; three are too few."""
    replace_text(
        project,
        "rubric.yaml",
        "own-county-judge: {choice: excluded",
        "own-county-judge: {choice: counted",
    )
    keep_county_judges(project, number)
    document = json.loads((project / RESULTS / "06-final.json").read_text(encoding="utf-8"))
    cell = document["counties"][0]["indicators"]["01"]
    assert cell["points"]
    assert (number == 4) == (
        {"leaders", "departments", "counties"} == cell.get("groups", {}).keys()
    )
    shown = public_pages(project)["/2018/counties/jia/01/"]
    assert (number == 4) == ("各评委组平均" in shown)


def make_real(project: Path) -> None:
    """The rubric of a real assessment, which has no text of a demonstration."""
    replace_text(project, "rubric.yaml", 'demonstration: "yes"', 'demonstration: "no"')
    replace_text(project, "rubric.yaml", "contact: 虚构，不受理异议。", "contact: 市科协办公室。")
    text = (project / "rubric.yaml").read_text(encoding="utf-8")
    text = text.replace("source: 虚构", "source: 市科协统计")
    (project / "rubric.yaml").write_text(text, encoding="utf-8")


def test_rehearsal_is_marked_everywhere(project: Path) -> None:
    """A result of invented ballots says so on every page, though the rubric is a real one."""
    make_real(project)
    run_year(project, State.FINAL)
    pages = public_pages(project)
    told = ("评分和考核结果为演示编写", "Scores and results were written for demonstration")
    assert all(any(one in text for one in told) for text in pages.values())
    for file in (project / RESULTS).glob("*.json"):
        assert json.loads(file.read_text(encoding="utf-8"))["demonstration"] is True
    data = project / "site/2018/data"
    assert "演示数据" in described(data)
    assert {"true"} == marks(data / "results.csv")
    assert {"false"} == marks(data / "checklists.csv") | marks(data / "entries.csv")


def test_real_ballots_are_no_demonstration(project: Path) -> None:
    """An announcement of real ballots carries no mark, and its pages none."""
    make_real(project)
    run_year(project, State.REVIEWING)
    for file in (project / "private/ballots").iterdir():
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("rehearsal: true", "rehearsal: false"), encoding="utf-8")
    assert main([*STEPS[2], "--quiet"]) == 0
    rest(project)
    for step in STEPS[3:]:
        assert main([*step, "--quiet"]) == 0
    text = (project / RESULTS / "06-final.json").read_text(encoding="utf-8")
    assert json.loads(text)["demonstration"] is False
    assert "演示" not in public_pages(project)["/2018/results/"]
    data = project / "site/2018/data"
    assert "演示数据" not in described(data)
    assert {"false"} == marks(data / "results.csv")
