"""The first file of somebody new: from the template, with the usual mistakes, by the messages alone.

What a mend needs is taken out of the message or its mend, and the line from the finding; where
a message did not say it, the walk would stand still.
"""

import json
import random
import re
import shutil
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path

import pytest
from personal_numbers import mobile
from project_copy import REPOSITORY

from generator.cli import main

Printed = pytest.CaptureFixture[str]
EVIDENCE = "content/counties/donghai/05.md"
NUMBER = mobile(random.Random(5))
# What is written into the template, line by line, by somebody who has read no guide.
FILLED = {
    '指标: "05"': "指标：“05”",
    "状态: 草稿": "状态: 完成",
    "## 方案": "**方案**",
    "（请在此填写：全年要达到什么，对照上面的条款。）": "全年办 7 场学术交流活动。",
    "（请在此填写：怎样安排，什么时候做、由谁承办。）": "每季度至少一场，由各学会承办。",
    "（请在此填写：靠什么落实，怎样检查进度。）": f"专人负责，联系电话 {NUMBER}。",
    "|---|---|---|---|---|---|---|---|": """|---|---|---|---|---|---|---|---|
| 2018年3月12日 | 农业学术报告会 | 学术交流活动 | ２ 场 | 东海县 |  | [签到表](attachments/QD.pdf) | a-1 |
| 2018-04-20 | 医学学术沙龙 | 学术交流 | 1 场 | 东海县 |  | [签到表](attachments/qd.pdf) | a-2 |
| 2017-05-08 | 水产学术讲座 | 学术交流活动 | 1 场 | 东海县 |  | [签到表](attachments/qd.pdf) | a-3 |
| 2018-06-15 | 教育学术年会 | 学术交流活动 | 2 篇 | 东海县 |  | [签到表](attachments/qd.pdf) | a-3 |
| 2018-09-01 | 晶体学术论坛 | 学术交流活动 | 1 场 | 东海县 |  | [签到表](attachments/qd.pdf) | a-5 |
| 2018-10-11 | 拟举办年终学术交流会 | 学术交流活动 | 1 场 | 东海县 |  | [签到表](attachments/qd.pdf) | a-6 |
以上属实。""",
}

Finding = dict[str, str]


def quoted(text: str) -> list[str]:
    return re.findall("“([^”]+)”", text)


def clause(line: str, finding: Finding) -> str:
    """The listed name that is nearest to what was written."""
    (written, *_) = quoted(finding["message"])
    known = re.split("[、：；，。\\s]", finding["fix"])
    (near,) = get_close_matches(written, known, n=1, cutoff=0.3)
    return line.replace(f"| {written} |", f"| {near} |")


def status(line: str, finding: Finding) -> str:
    """Of the values listed the one that says what 完成 meant."""
    assert "已提交" in finding["fix"]
    *_, written = quoted(finding["message"])
    return line.replace(written, "已提交")


def personal(line: str, finding: Finding) -> str:
    """The starred text that the mend says to write, for the number that it stands for."""
    (masked,) = re.findall("[0-9]+＊+[0-9]+", finding["fix"])
    return re.sub(masked.replace("＊", "[0-9]"), masked, line)


def period(line: str, finding: Finding) -> str:
    """The slip of the pen: the year that the message names."""
    year, *_ = re.findall(r"(20\d\d)-01-01", finding["message"] + finding["fix"])
    return re.sub(r"^\| \d{4}", f"| {year}", line)


def unit(line: str, finding: Finding) -> str:
    """The unit that the message names; the number was right."""
    told = quoted(finding["message"] + finding["fix"])
    (asked,) = {one for one in told if one in {"场", "次", "人"}}
    return line.replace("2 篇", f"2 {asked}")


def number(line: str, finding: Finding) -> str:
    """The number that is told as taken, made another."""
    (taken, *_) = quoted(finding["message"])
    return line.replace(f"| {taken} |", f"| {taken}b |")


def told_as_done(line: str, finding: Finding) -> str:
    """The word that makes a plan of it, taken out: it has taken place."""
    (word, *_) = (one for one in quoted(finding["message"]) if one in "拟举办")
    return line.replace(f"{word}举办", "").replace(word, "")


MENDS: dict[str, Callable[[str, Finding], str]] = {
    "duplicate-number": number,
    "entry-outside-period": period,
    "personal-data": personal,
    "plan-as-result": told_as_done,
    "unfilled-part": lambda line, finding: "",
    "unknown-clause": clause,
    "unreadable-row": lambda line, finding: f"\n{line}",
    "unreadable-value": status,
    "wrong-unit": unit,
}
# Put right by --fix.
FIXED = {"misformed-key", "misformed-heading", "unreadable-date", "unreadable-quantity"}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This repository's rubric, one attachment, and nothing else."""
    folder = tmp_path / "content/counties/donghai/attachments"
    folder.mkdir(parents=True)
    shutil.copyfile(REPOSITORY / "rubric.yaml", tmp_path / "rubric.yaml")
    listed = REPOSITORY / "content/counties/donghai/attachments/2018-03-12-qd.pdf"
    shutil.copyfile(listed, folder / "qd.pdf")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_messages_lead_to_a_clean_check(project: Path, capsys: Printed) -> None:
    """Each of the mistakes is told, each message says how, and the check is clean in the end."""
    assert main(["template", "东海县", "05"]) == 0
    file = project / EVIDENCE
    text = file.read_text(encoding="utf-8")
    for prompt, written in FILLED.items():
        assert text.count(prompt) == 1, prompt
        text = text.replace(prompt, written)
    file.write_text(text, encoding="utf-8")
    assert main(["template", "东海县", "index"]) == 0
    statement = file.with_name("index.md")
    prompts = re.sub(
        "（请在此填写.*", "全年办学术交流活动 7 场。", statement.read_text(encoding="utf-8")
    )
    statement.write_text(prompts, encoding="utf-8")
    seen: set[str] = set()
    seen |= {one["code"] for one in findings(capsys)}
    main(["check", "--quiet", "--fix"])
    for _ in range(20):
        left = findings(capsys)
        seen |= {one["code"] for one in left}
        if not left:
            break
        mend(file, left[0])
        main(["check", "--quiet", "--fix"])
    assert findings(capsys) == []
    assert seen == MENDS.keys() | FIXED | {"missing-attachment"}
    assert main(["check", "--quiet", "--strict"]) == 0
    printed = capsys.readouterr().out
    assert "05 学术交流活动：达标" in printed
    assert NUMBER not in file.read_text(encoding="utf-8")


def findings(capsys: Printed) -> list[Finding]:
    capsys.readouterr()
    main(["check", "--quiet", "--format", "json"])
    found: list[Finding] = json.loads(capsys.readouterr().out)["findings"]
    return found


def mend(file: Path, finding: Finding) -> None:
    """Put the finding's line right by what the finding says."""
    lines = file.read_text(encoding="utf-8").split("\n")
    at = int(finding["line"]) - 1
    mended = MENDS[finding["code"]](lines[at], finding)
    assert mended != lines[at], finding
    lines[at] = mended
    file.write_text("\n".join(lines), encoding="utf-8")
