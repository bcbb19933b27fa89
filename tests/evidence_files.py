"""Evidence files as offices may write them: made up by chance, the same for the same number.

Every sentence and every event has a word of its own, so that it can be looked for on a page.
"""

from collections.abc import Callable, Iterator
from random import Random

ITEMS = ("01", "02", "B1")
"""The items of the invented project that the files are made for."""

_CLAUSES = {
    "01": (("活动", "场"), ("发稿", "篇"), ("成效", ""), ("服务率", "%")),
    "02": (("会议", "场"), ("另办", "场"), ("用好", "")),
    "B1": (("表彰", ""),),
}
_PARTS = ("目标", "方案", "措施", "台账")
_STATUSES = ("draft", "submitted", "returned", "草稿", "已提交", "退回")
_HEADER = "| 日期 | 事项 | 条款 | 数量 | 地点 | 佐证 | 编号 |"
_DASHES = "|---|---|---|---|---|---|---|"
LEDGER_HEAD = f"{_HEADER}\n{_DASHES}"
"""The first two lines of a ledger as the template writes them."""

_DATES = (
    "2018年3月12日", "2018年3月12日至14日", "3月12日", "3月12日-14日", "2018.3.12", "2018.3.12-14",
    "2018-03-12 至 14", "20180312", "三月十二日", "二〇一八年三月十二日", "2018-03-12（周一）",
    "2018-03-12（周二）", "2018年3月12日上午", "2018-03-12 09:00", "2018-06-05 00:00:00", "18.3.12",
    "3.12", "5.1", "5.10", "2018年9月", "9月上旬", "2018/3/12", "２０１８-０３-１２", "2018-03-12 至 2018-03-14",
    "2018\u201103\u201112", "2018-02-30", "2018－03－12", "", "2018-3-12", "十一月二十日", "2018-03-12～14",
)  # fmt: skip
_AMOUNTS = (
    "一百{u}", "3百余{u}", "1.2万{u}", "６{u}", "共6{u}", "300余{u}", "三百余{u}", "10多万{u}", "约20{u}",
    "近百{u}", "6-8{u}", "几十{u}", "数百{u}", "若干{u}", "三五{u}", "十{u}", "十二{u}", "两{u}", "1,200{u}",
    "100{u}以上", "100{u}左右", "1{u}（300余人次）", "百余{u}", "1万{u}", "半{u}", "一千零五十{u}", "3{u}。", "3",
    "超过30{u}", "3 百 {u}", "1{u}2{u}", "第3{u}", "",
)  # fmt: skip
_RATES = (
    "46/50",
    "92%",
    "九成",
    "125%",
    "46/40",
    "百分之九十",
    "92％",
    "92.5 %",
    "4６/5０",
    "92",
    "0/0",
    "九成以上",
)
_PROOFS = (
    "[签到表](attachments/list.pdf)", "[签到表](attachments/list.pdf)、[方案](attachments/plan.pdf)",
    "https://example.org/{w}", "https://example.org/{w}。（县科协公众号）", "见 https://example.org/{w}",
    "https://example.org/{w}、https://example.org/b{w}", "［签到表］（attachments/list.pdf）",
    "[批复](attachments/成立 批复.pdf)", "[批复](<attachments/成立 批复.pdf>)", "![合影](attachments/成立 批复.pdf)",
    "[网](file:///C:/{w}.pdf)", "[网](attachments\\{w}.pdf)", "attachments/list.pdf", "list.pdf", "详见附件{w}", "",
    "[签到表](attachments/list.pdf)（原件{w}）", "<https://example.org/{w}>", "[x](javascript:{w})", "—",
    "[签到表] (attachments/list.pdf)", "[签到表](attachments/list.pdf", '[表](attachments/list.pdf "{w}")',
)  # fmt: skip
_HEADINGS = (
    "## 四、{p}", "## （四）{p}", "## {s}", "## 工作{p}", "## {p}（2018年）", "## {p}。", "**{p}**", "##{p}",
    "＃＃ {p}", "# {p}", "## {p} ##", "## **{p}**", "## 附注{w}", "## {p}：", "### {p}",
)  # fmt: skip
_SENTENCES = (
    "全年{w}办好活动。", "**全年{w}共办6场，**其中3场在乡镇。", "见[方案{w}](attachments/plan.pdf)。",
    "公众号 https://example.org/{w}。（县科协{w}公众号）", "- 第一件{w}", "1. 第二件{w}", "> 引文{w}",
    "![合影{w}](attachments/photo.png)", "![说明{w}](javascript:alert)", "［方案{w}］（attachments/plan.pdf）",
    "参加者{w}<b>很多</b>。", "上半年{w}<br>下半年", "前面{w}<!-- 备注{w} -->后面", "注{w}：3*4*5 件",
    "[^1]: 脚注{w}", "[链接{w}]: https://example.org/{w}", "#标题没有空格{w}", "    缩进的{w}", "\u3000\u3000段落{w}",
    "`代码{w}`和~~删去{w}~~", "A&amp;B公司{w}", "[文]{w}与(括号)", "<https://example.org/{w}>", "［{w}］（见后）",
    "- [x] 完成{w}", "**重点{w}：**说明", "请看[附件{w}](attachments/不 存在.pdf)", "[空{w}]()", "结尾{w}\\",
    "_斜体{w}_ 与 snake_case{w}", "[a{w}](//evil.example/{w})", "[数据{w}](data:text/html,x)", "a{w} < b > c",
    "1、第一{w}", "（一）第二{w}", "[上级{w}](../yi/01.md)", "[邮件{w}](mailto:)", "* * 星{w}", "+ 加{w}",
)  # fmt: skip
_BLANKS = ("", "   ", "\u3000\u3000", "\u00a0", "\t")
_BLOCKS: tuple[tuple[str, ...], ...] = (
    ("<!-- 记得补{w} -->",),
    ("<!--", "内部{w}", "", "再看{w}", "-->"),
    ("<!-- 没有写完{w}",),
    ('<img src="attachments/photo.png" alt="图{w}">',),
    ("<table>", "<tr><td>表{w}</td></tr>", "</table>"),
    ("<br>",),
    ("<div>段{w}</div>",),
    ("<script>alert('{w}')</script>",),
    ("<<<<<<< HEAD", "我的{w}", "=======", "他的{w}", ">>>>>>> feature"),
    ("<<<<<<< HEAD", "我的{w}", "||||||| base", "原来{w}", "=======", "他的{w}", ">>>>>>> feature"),
    (">>>>>>> feature",),
    ("<<<<<<< HEAD",),
    ("```", "代码块{w}", "```"),
    ("```",),
    ("| 季度 | 场次 |", "|---|---|", "| 一{w} | 2 |"),
    ("---",),
    ("***",),
    ("### 二季度{w}",),
    ("#### 小结{w}",),
    ("标题{w}", "---"),
    ("标题{w}", "==="),
    ("2018-05-04\t事情{w}\t科普活动\t1 场\t县城\t\t", "5月6日\t事情再{w}\t科普活动\t1 场"),
)
_MARKERS = ("- ", "* ", "1. ", "> ", "> - ", "1） ", "\u3000", "    ", "  ", "\u00a0", "- [ ] ")


class _Words:
    """Words that stand once in a file and in no other file of the batch."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._number = 0

    def fill(self, text: str) -> str:
        self._number += 1
        return text.replace("{w}", f"{self._name}q{self._number}z")


def evidence_file(seed: int, item: str) -> str:
    """The file of that number for the item."""
    rng = Random(f"{seed} {item}")
    words = _Words(f"{item[-1].lower()}f{seed}")
    lines = [*_head(rng, item)]
    parts = list(_PARTS) if item != "B1" else ["台账"]
    if rng.random() < 0.1:
        rng.shuffle(parts)
    for part in parts:
        lines += [*_part(rng, words, item, part), ""]
    for _ in range(rng.choice((0, 0, 1, 2))):
        _insert(rng, words, lines)
    ends = rng.choice(("\n", "\n", "\n", "\r\n"))
    mark = "\ufeff" if rng.random() < 0.05 else ""
    return mark + ends.join(lines)


def _head(rng: Random, item: str) -> Iterator[str]:
    if rng.random() < 0.03:
        yield ""
    yield "---"
    yield f'指标: "{item}"' if rng.random() < 0.8 else f'indicator: "{item}"'
    yield f"状态: {rng.choice(_STATUSES)}" if rng.random() < 0.9 else "状态：submitted"
    if rng.random() < 0.3:
        clause, unit = rng.choice(_CLAUSES[item])
        if unit:
            yield "申报:"
            yield f"  {clause}: {_amount(rng, unit)}"
    if rng.random() < 0.05:
        yield "备注: 待补"
    if rng.random() < 0.05:
        yield "# 自己看的"
    yield "---"


def _part(rng: Random, words: _Words, item: str, part: str) -> Iterator[str]:
    yield from _heading(rng, words, part)
    if rng.random() < 0.5:
        yield ""
    for _ in range(rng.choice((0, 1, 1, 2, 3) if part != "台账" else (0, 0, 1))):
        yield words.fill(rng.choice(_SENTENCES) if rng.random() < 0.6 else _SENTENCES[0])
        yield from rng.choice(((), ("",)))
    if part == "台账" or rng.random() < 0.05:
        yield ""
        yield from _ledger(rng, words, item)


def _heading(rng: Random, words: _Words, part: str) -> Iterator[str]:
    if rng.random() < 0.85:
        yield f"## {part}"
        return
    written = rng.choice(_HEADINGS)
    yield words.fill(written.replace("{p}", part).replace("{s}", " ".join(part)))


def _ledger(rng: Random, words: _Words, item: str) -> Iterator[str]:
    write: Callable[[str], str] = str
    if rng.random() < 0.06:
        write = _with_wide_bars
    yield write(_HEADER)
    yield write(_DASHES)
    if rng.random() < 0.12:
        yield from _break(rng, words)
    for _ in range(rng.randrange(1, 6)):
        yield write(_row(rng, words, item))
        if rng.random() < 0.15:
            yield from _break(rng, words)
    if rng.random() < 0.1:
        yield "| 合计 | | | 137 场 | | | |"
    if rng.random() < 0.1:
        yield "| | | | | | | |"


def _with_wide_bars(row: str) -> str:
    return row.replace("|", "｜")


def _break(rng: Random, words: _Words) -> Iterator[str]:
    """What parts rows from their table."""
    if rng.random() < 0.4:
        yield rng.choice(_BLANKS)
        return
    lines = rng.choice(_BLOCKS) if rng.random() < 0.6 else (rng.choice(_SENTENCES),)
    blank = rng.choice(((), ("",)))
    yield from (*blank, *map(words.fill, lines), *blank)


def _row(rng: Random, words: _Words, item: str) -> str:
    clause, unit = rng.choice(_CLAUSES[item])
    cells = [
        "2018-03-12" if rng.random() < 0.6 else rng.choice(_DATES),
        words.fill("事项{w}"),
        clause if rng.random() < 0.95 else words.fill("别的{w}"),
        _amount(rng, unit),
        rng.choice(("甲县", "", words.fill("地点{w}"))),
        words.fill(rng.choice(_PROOFS) if rng.random() < 0.5 else _PROOFS[0]),
        words.fill("n-{w}") if rng.random() < 0.4 else "",
    ]
    if rng.random() < 0.12:
        cells[1] = words.fill(
            rng.choice(
                (
                    "见证{w}",
                    "**会{w}**",
                    "会{w}<!-- 私 -->",
                    "会\\|{w}",
                    "会{w}<br>议",
                    "见 n-{w}",
                    "会`{w}`",
                )
            )
        )
    if rng.random() < 0.05:
        cells = [*cells[:6]] if rng.random() < 0.5 else [*cells, words.fill("多出{w}")]
    row = f"| {' | '.join(cells)} |"
    form = rng.random()
    if form < 0.05:
        return row.removesuffix(" |")
    if form < 0.08:
        return row.removeprefix("| ")
    return rng.choice(_MARKERS) + row if form < 0.16 else row


def _amount(rng: Random, unit: str) -> str:
    if unit == "%":
        return rng.choice(_RATES)
    if not unit and rng.random() < 0.7:
        return ""
    if rng.random() < 0.5:
        return f"1 {unit}".strip()
    return rng.choice(_AMOUNTS).replace("{u}", unit or rng.choice(("人", "场", "个")))


def _insert(rng: Random, words: _Words, lines: list[str]) -> None:
    """Put a block between any two lines, seldom into the head."""
    low = 0 if rng.random() < 0.2 else lines.index("---", lines.index("---") + 1) + 1
    at = rng.randrange(low, len(lines) + 1)
    lines[at:at] = map(words.fill, rng.choice(_BLOCKS))
