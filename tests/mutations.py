"""Named ways to break a good evidence file, each at a random place of it."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from personal_numbers import citizen_id, email, mobile
from plain_yaml import load_yaml
from project_copy import REPOSITORY

ROW = re.compile(r"\| 2018-\d\d-\d\d \| (?!见)[^|]+\| [^|]+ \| \d+ ?\w+ \|.*\(.+\) \|.*")
Chance = random.Random
RUBRIC = load_yaml((REPOSITORY / "rubric.yaml").read_text(encoding="utf-8"))
NUMBERED = {
    clause["name"]
    for section in RUBRIC["sections"]
    for item in section["indicators"]
    for clause in item["clauses"]
    if "target" in clause
}


@dataclass
class Broken:
    """The file broken, and the line (from 1) on which it is to be found."""

    text: str
    line: int
    encoding: str = "utf-8"


@dataclass
class Good:
    """A good file, its lines, and the rows of its ledger that hold all a row can."""

    lines: list[str]
    chance: Chance

    @property
    def rows(self) -> list[int]:
        return [at for at, line in enumerate(self.lines) if ROW.fullmatch(line)]

    @property
    def counted(self) -> list[int]:
        """The rows of clauses that ask for a number."""
        return [at for at in self.rows if self.lines[at].split("|")[3].strip() in NUMBERED]

    def with_line(self, at: int, *new: str) -> Broken:
        return Broken("\n".join([*self.lines[:at], *new, *self.lines[at + 1 :]]), at + 1)

    def find(self, start: str) -> int:
        return next(at for at, line in enumerate(self.lines) if line.startswith(start))


Mutation = Callable[[Good], Broken]
CELLS = {"date": 0, "title": 1, "clause": 2, "quantity": 3, "place": 4, "proof": 5, "number": 6}
FULL = {ord(str(digit)): 0xFF10 + digit for digit in range(10)}


def cell(name: str, change: Callable[[str, Chance], str], *, counted: bool = False) -> Mutation:
    """Change one cell of a random row, where ``counted`` one that asks for a number."""

    def mutate(good: Good) -> Broken:
        at = good.chance.choice(good.counted if counted else good.rows)
        cells = [one.strip() for one in good.lines[at].strip("|").split("|")]
        cells[CELLS[name]] = change(cells[CELLS[name]], good.chance)
        return good.with_line(at, "| " + " | ".join(cells) + " |")

    return mutate


def day(text: str) -> date:
    return date.fromisoformat(text)


def heading(change: Callable[[str], str]) -> Mutation:
    """Change the heading of a random part."""

    def mutate(good: Good) -> Broken:
        name = good.chance.choice(("目标", "方案", "措施", "台账"))
        return good.with_line(good.find(f"## {name}"), change(name))

    return mutate


def line(start: str, change: Callable[[str], str]) -> Mutation:
    """Change the line that begins so."""

    def mutate(good: Good) -> Broken:
        at = good.find(start)
        return good.with_line(at, change(good.lines[at]))

    return mutate


def below(start: str, *more: str) -> Mutation:
    """Put lines under the line that begins so; the fault is in the last."""

    def mutate(good: Good) -> Broken:
        at = good.find(start)
        broken = good.with_line(at, good.lines[at], *more)
        return Broken(broken.text, broken.line + len(more))

    return mutate


def without_status(good: Good) -> Broken:
    return Broken("\n".join(one for one in good.lines if not one.startswith("状态:")), 2)


def with_claim(good: Good) -> Broken:
    at = good.find("状态:")
    lines = [one for one in good.lines if not one.startswith(("申报:", "  "))]
    text = "\n".join([*lines[: at + 1], "申报:", "  没有的条款: 1 场", *lines[at + 1 :]])
    return Broken(text, at + 3)


def row(change: Callable[[str], list[str]], behind: int = 0) -> Mutation:
    """Put other lines in the place of a random row; the fault is ``behind`` it."""

    def mutate(good: Good) -> Broken:
        at = good.chance.choice(good.rows)
        broken = good.with_line(at, *change(good.lines[at]))
        return Broken(broken.text, broken.line + behind)

    return mutate


def without_part(good: Good, *, keep_heading: bool) -> Broken:
    name = good.chance.choice(("目标", "方案", "措施"))
    first = good.find(f"## {name}")
    last = next(at for at in range(first + 1, len(good.lines)) if good.lines[at].startswith("## "))
    kept = [good.lines[first], ""] if keep_heading else []
    text = "\n".join([*good.lines[:first], *kept, *good.lines[last:]])
    return Broken(text, first + 1 if keep_heading else 1)


def numbered_twice(good: Good) -> Broken:
    one, other = sorted(good.chance.sample(good.rows, 2))
    number = good.lines[one].strip("|").split("|")[-1].strip()
    head = good.lines[other].rstrip("| ").rpartition("|")[0]
    return good.with_line(other, f"{head}| {number} |")


def in_prose(make: Callable[[Chance], str]) -> Mutation:
    def mutate(good: Good) -> Broken:
        at = good.find("## 方案") + 2
        return good.with_line(at, good.lines[at] + f" {make(good.chance)} ")

    return mutate


# Those of the first table have one meaning beyond doubt: a mend is offered and restores it.
MENDABLE: dict[str, Mutation] = {
    "date in Chinese": cell(
        "date", lambda text, _: f"{day(text):%Y}年{day(text).month}月{day(text).day}日"
    ),
    "date with slashes": cell("date", lambda text, _: text.replace("-", "/")),
    "date with full stops": cell("date", lambda text, _: text.replace("-", ".")),
    "date without zeros": cell(
        "date",
        lambda text, _: (
            f"{day(text).year}-{day(text).month}-{day(text).day}/"[:-1]
            if day(text).month < 10 or day(text).day < 10
            else text.replace("-", ".")
        ),
    ),
    "date in full width": cell("date", lambda text, _: text.translate(FULL)),
    "date as Excel counts": cell(
        "date", lambda text, _: str((day(text) - date(1899, 12, 30)).days)
    ),
    "date without its year": cell("date", lambda text, _: f"{day(text).month}月{day(text).day}日"),
    "range with a tilde": cell("date", lambda text, _: f"{text} ~ {text}"),
    "range with 到": cell("date", lambda text, _: f"{text}到{text}"),
    "quantity in full width": cell("quantity", lambda text, _: text.translate(FULL)),
    "quantity with 共": cell("quantity", lambda text, _: f"共{text}"),
    "clause with a space": cell("clause", lambda text, _: f"{text[:1]} {text[1:]}"),
    "clause in quotes": cell("clause", lambda text, _: f"“{text}”"),
    "heading in bold": heading(lambda name: f"**{name}**"),
    "heading without space": heading(lambda name: f"##{name}"),
    "heading of the first level": heading(lambda name: f"# {name}"),
    "heading of the third level": heading(lambda name: f"### {name}"),
    "heading in full width": heading(lambda name: f"＃＃ {name}"),
    "heading with a colon": heading(lambda name: f"## {name}："),
    "indicator with a full-width colon": line("指标:", lambda text: text.replace(": ", "：")),
    "status with a full-width colon": line("状态:", lambda text: text.replace(": ", "：")),
    "curved quotes": line("指标:", lambda text: text.replace('"', "“", 1).replace('"', "”")),
}
OTHERS: dict[str, Mutation] = {
    "date that no calendar has": cell("date", lambda text, _: "2018-02-30"),
    "date left out": cell("date", lambda text, _: ""),
    "date in words": cell("date", lambda text, _: "三月中旬"),
    "date of the year before": cell("date", lambda text, _: text.replace("2018", "2017")),
    "date of the year after": cell("date", lambda text, _: text.replace("2018", "2019")),
    "range that runs back": cell("date", lambda text, _: "2018-06-02 至 2018-06-01"),
    "quantity left out": cell("quantity", lambda text, _: "", counted=True),
    "quantity without unit": cell("quantity", lambda text, _: re.sub(r"\D", "", text)),
    "quantity in another unit": cell(
        "quantity", lambda text, _: f"{re.sub(r'[^0-9]', '', text)} 吨", counted=True
    ),
    "quantity in words": cell("quantity", lambda text, _: "若干"),
    "quantity below zero": cell("quantity", lambda text, _: f"-{text}"),
    "quantity about": cell("quantity", lambda text, _: f"约{text}", counted=True),
    "unit first": cell("quantity", lambda text, _: text[::-1]),
    "clause that is none": cell("clause", lambda text, _: "没有的条款"),
    "clause left out": cell("clause", lambda text, _: ""),
    "proof that is not there": cell("proof", lambda text, _: "[表](attachments/nothing-of-it.pdf)"),
    "proof of another county": cell("proof", lambda text, _: "[表](../ganyu/attachments/a.pdf)"),
    "proof on a disk": cell("proof", lambda text, _: "[表](C:/文件/a.pdf)"),
    "proof with spaces": cell("proof", lambda text, _: "[表](attachments/a b.pdf)"),
    "proof left out": cell("proof", lambda text, _: ""),
    "proof by telephone": cell("proof", lambda text, _: "[表](tel:0518)"),
    "citation of nothing": cell("title", lambda text, _: "见 zz-999"),
    "row with a cell more": row(lambda text: [f"{text} 多 |"]),
    "row with cells missing": row(lambda text: ["|".join(text.split("|")[:4]) + "|"]),
    "row twice": row(lambda text: [text, text], behind=1),
    "prose under a row": row(lambda text: [text, "以上活动均已归档。"], behind=1),
    "header in another order": line(
        "| 日期 |", lambda text: text.replace("日期 | 事项", "事项 | 日期")
    ),
    "header with another name": line("| 日期 |", lambda text: text.replace("数量", "次数")),
    "header without a column": line("| 日期 |", lambda text: text.replace("| 地点 ", "")),
    "line of dashes left out": lambda good: Broken(
        good.with_line(good.find("|---"), "").text, good.find("| 日期 |") + 1
    ),
    "heading that is no part": heading(lambda name: f"## {name}与总结"),
    "part left out": lambda good: without_part(good, keep_heading=False),
    "part left as a prompt": lambda good: good.with_line(
        good.find("## 方案") + 2, "（请在此填写：怎样安排。）"
    ),
    "title left as a prompt": cell("title", lambda text, _: "待填写"),
    "part left empty": lambda good: without_part(good, keep_heading=True),
    "number twice": numbered_twice,
    "key that is none": below("状态:", "备注: 无"),
    "status that is none": line("状态:", lambda text: "状态: 完成"),
    "status left out": without_status,
    "status twice": below("状态:", "状态: submitted"),
    "another indicator": line("指标:", lambda text: '指标: "99"'),
    "an alias": line("状态:", lambda text: "状态: *a"),
    "a tag": line("状态:", lambda text: "状态: !!str submitted"),
    "claim of no clause": with_claim,
    "citizen id in a title": cell("title", lambda text, chance: f"{text}{citizen_id(chance)}"),
    "mobile in a title": cell("title", lambda text, chance: f"{text} {mobile(chance)}"),
    "mobile in prose": in_prose(mobile),
    "e-mail in prose": in_prose(email),
    "id in prose": in_prose(citizen_id),
}
