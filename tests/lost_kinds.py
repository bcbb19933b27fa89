"""The kinds of lines that were once lost, each with the smallest file that lost one."""

from collections.abc import Mapping

from evidence_files import LEDGER_HEAD

_HEAD = '---\n指标: "01"\n状态: submitted\n---\n## 目标\n\n办好。\n\n## 方案\n\n按季度。\n\n## 措施\n\n{measures}\n\n'
_ROW = "| 2018-03-12 | 事项甲 | 成效 | | | [签到表](attachments/list.pdf) | |"
_NEXT = "| 2018-04-12 | 事项乙 | 成效 | | | [签到表](attachments/list.pdf) | |"


def _file(measures: str = "专人负责。", *, ledger: str = f"{LEDGER_HEAD}\n{_ROW}") -> str:
    return f"{_HEAD.format(measures=measures)}## 台账\n\n{ledger}\n"


def _rows(*rows: str) -> str:
    return _file(ledger="\n".join((LEDGER_HEAD, *rows)))


def _cells(
    *,
    when: str = "2018-03-12",
    title: str = "事项甲",
    clause: str = "成效",
    amount: str = "",
    proof: str = "[签到表](attachments/list.pdf)",
) -> str:
    return _rows(f"| {when} | {title} | {clause} | {amount} | | {proof} | |")


SMALLEST: Mapping[str, str] = {
    # What is no Markdown.
    "HTML": _file("<br>"),
    "HTML table": _file("<table>\n<tr><td>表甲</td></tr>\n</table>"),
    "tag in a line": _file("上半年<br>下半年"),
    "comment": _file("<!-- 记得补 -->"),
    "comment published": _file("<!-- 记得补 -->"),
    "comment in a line": _file("前面<!-- 备注 -->后面"),
    "comment in a cell": _cells(title="事项甲<!-- 私下 -->"),
    "conflict marker": _file("<<<<<<< HEAD\n我的\n=======\n他的\n>>>>>>> feature"),
    # Links and text.
    "link to the web": _file("公众号 https://example.org/a。（县科协公众号）"),
    "link to an attachment": _file("［方案］（attachments/plan.pdf）"),
    "link to data:": _file("[数据](data:text/html,x)"),
    "link to javascript:": _file("![说明](javascript:alert)"),
    "link to mailto:": _file("[邮件](mailto:)\n[邮件](mailto:)"),
    "link to nowhere": _file("[空]()\n[空]()"),
    "text with a link": _file("![说明](javascript:alert)\n请看[附件丁](attachments/不 存在.pdf)"),
    "text with a footnote": _file("[^1]: 脚注甲"),
    "text with bold": _file("**全年共办6场，**其中3场在乡镇。"),
    # Rows that are not read.
    "row below blank": _rows(_ROW, "", _NEXT),
    "row below text": _rows(_ROW, "", "下面是二季度。", _NEXT),
    "row below heading": _rows(_ROW, "### 二季度", _NEXT),
    "row below rule across": _rows(_ROW, "***", _NEXT),
    "row below list item": _rows(_ROW, "- 二季度", _NEXT),
    "row below quote": _rows(_ROW, "> 二季度", _NEXT),
    "row below HTML": _rows(_ROW, "", "<br>", _NEXT),
    "row below comment": _rows(_ROW, "", "<!-- 从这里填 -->", _NEXT),
    "row below conflict marker": _rows(_ROW, ">>>>>>> feature", _NEXT),
    "row below fence": _rows("```", _ROW),
    "row below code": _rows(_ROW, f"    {_NEXT}", _ROW.replace("甲", "丙")),
    "row below link definition": _rows(_ROW, "", "[链接]: https://example.org/a", _NEXT),
    "row below row of another table": _rows(_ROW, "", "| 季度 | 场次 |", "|---|---|", "| 一 | 2 |", "", _NEXT),
    "row below a torn header": _file(ledger=f"> 引文\n{LEDGER_HEAD}\n{_ROW}".replace("|\n|--", "|\n***\n|--")),
    "row behind -": _rows(_ROW, f"- {_NEXT}"),
    "row behind *": _rows(_ROW, f"* {_NEXT}"),
    "row behind 1": _rows(_ROW, f"1. {_NEXT}"),
    "row behind >": _rows(_ROW, f"> {_NEXT}"),
    "row behind a space": _rows(_ROW, f"    {_NEXT}"),
    "row with full-width bars": _file(ledger=f"{LEDGER_HEAD}\n{_ROW}".replace("|", "｜")),
    "row of a table that something stands close above": _file(ledger=f"> 引文\n{LEDGER_HEAD}\n{_ROW}"),
    "row outside the ledger's part": _file(f"{LEDGER_HEAD}\n{_NEXT}"),
    "row under a heading as offices write it": _file().replace("## 台账", "## 四、台账"),
    "sum row": _rows(_ROW, "", "| 季度 | 场次 |", "|---|---|", "| 合计 | | | 137 场 | | | |"),
    # Rows that say something else than what is read.
    "cell of 事项": _cells(title="上半场<br>下半场"),
    "cell not on the page": _cells(proof="详见附件"),
    "proof to an attachment": _cells(proof="［签到表］（attachments/list.pdf）"),
    "proof to javascript:": _cells(proof="[表](javascript:alert)"),
    "proof to the web": _cells(proof="https://example.org/a、https://example.org/b"),
    "quantity read as another": _cells(clause="活动", amount="3百余场"),
    "fix: date": _cells(when="5.1"),
}  # fmt: skip
"""A file for the item 01 by the kind of its loss."""
