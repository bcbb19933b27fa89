"""Ledgers as offices keep them, each in a shape of its own, and what is to be read from it.

``python tests/office_ledgers.py FOLDER`` writes them, to be opened and looked at.
"""

import sys
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter
from documents import compound

Row = tuple[str, ...]
# 日期 事项 条款 数量 地点 参加人数
EVENTS: tuple[Row, ...] = (
    ("2018-03-12", "现代农业学术报告会", "学术交流活动", "1 场", "东海县", "120"),
    ("2018-04-10", "医学学术沙龙", "学术交流活动", "1 场", "伊山镇", "60"),
    ("2018-05-02", "青年学术年会", "学术交流活动", "2 场", "杨集镇", ""),
    ("2018-06-18", "市科协学术年会", "高端论坛", "", "", "300"),
)
TITLE = "灌云县2018年学术交流台账"
FIELDS = ("日期", "事项", "条款", "数量", "地点", "参加人数")
OFFICE = ("时间", "活动名称", "类别", "场次", "地点", "参加人数")
CHINESE_DAY = 'yyyy"年"m"月"d"日"'


@dataclass(frozen=True)
class Ledger:
    """A file, and the rows that are to be read of it, or words of the sentence that refuses it.

    ``items`` are item and rows where there are several. ``changed`` replaces fields of EVENTS by (row, field). ``maps`` are given to --map.
    """

    name: str
    content: bytes
    rows: tuple[Row, ...] = EVENTS
    refused: str = ""
    item: str = "05"
    maps: dict[str, str] = field(default_factory=dict)
    items: tuple[tuple[str, tuple[Row, ...]], ...] = ()


def changed(*changes: tuple[int, int, str]) -> tuple[Row, ...]:
    """The events with other fields."""
    rows = [list(row) for row in EVENTS]
    for at, column, text in changes:
        rows[at][column] = text
    return tuple(map(tuple, rows))


Draw = Callable[[Any, Any], None]


def workbook(*sheets: tuple[str, Draw]) -> bytes:
    """A workbook, each sheet drawn by a function of sheet and book."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, draw in sheets:
            draw(book.add_worksheet(name), book)
    return out.getvalue()


def cell(sheet: Any, book: Any, at: tuple[int, int], text: str, form: str = CHINESE_DAY) -> None:
    """Write a text as Excel takes it: days as days, numbers as numbers."""
    if len(text) == 10 and text[4] == "-" and form:
        sheet.write_datetime(*at, date.fromisoformat(text), book.add_format({"num_format": form}))
    elif text.isdecimal():
        sheet.write_number(*at, int(text))
    elif text:
        sheet.write_string(*at, text)


def table(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    top: int = 0,
    form: str = CHINESE_DAY,
    title: str = "",
) -> Draw:
    """Draw a header and rows, below a merged title where there is one."""

    def draw(sheet: Any, book: Any) -> None:
        if title:
            style = book.add_format({"bold": True, "align": "center"})
            sheet.merge_range(0, 0, 0, len(header) - 1, title, style)
        for column, name in enumerate(header):
            sheet.write_string(top, column, name)
        for at, row in enumerate(rows, start=top + 1):
            for column, text in enumerate(row):
                cell(sheet, book, (at, column), text, form)

    return draw


def both(*draws: Draw) -> Draw:
    """Draw one after the other into one sheet."""

    def draw(sheet: Any, book: Any) -> None:
        for one in draws:
            one(sheet, book)

    return draw


def bare(rows: Sequence[Row] = EVENTS) -> list[list[str]]:
    """The events with numbers in place of quantities."""
    return [[row[0], row[1], row[2], row[3].partition(" ")[0], *row[4:]] for row in rows]


def texts(*days: str) -> list[list[str]]:
    """The events with days as somebody typed them."""
    return [[day, *row[1:]] for day, row in zip(days, bare(), strict=True)]


def office(
    name: str, rows: Sequence[Sequence[str]], header: Sequence[str] = OFFICE, **more: Any
) -> tuple[str, bytes]:
    """A workbook with one sheet under a title."""
    settings = {"top": 2, "title": TITLE, **more}
    return f"{name}.xlsx", workbook(("Sheet1", table(header, rows, **settings)))


def inline(rows: Sequence[Sequence[str]]) -> bytes:
    """A workbook as other programs export it: strings in the cells, without shared ones or styles."""
    lines = []
    for at, row in enumerate(rows, start=1):
        cells = "".join(
            f'<c r="{chr(65 + column)}{at}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
            for column, text in enumerate(row)
            if text
        )
        lines.append(f'<row r="{at}">{cells}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office_document = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office_document}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office_document}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office_document}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
    }
    return archive({name: text.encode() for name, text in parts.items()})


def archive(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def word(*blocks: str | Sequence[Sequence[str]]) -> bytes:
    """A document: paragraphs, and tables; in a table ^ goes on from above, > widens what is left."""
    body = "".join(
        _paragraph(block) if isinstance(block, str) else _table(block) for block in blocks
    )
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    package = "http://schemas.openxmlformats.org/package/2006"
    types = (
        f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    )
    return archive(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": relations.encode(),
            "word/document.xml": document.encode(),
        }
    )


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def _table(rows: Sequence[Sequence[str]]) -> str:
    out, tall = (
        [],
        {
            (at - 1, column)
            for at, row in enumerate(rows)
            for column, text in enumerate(row)
            if text == "^"
        },
    )
    for at, row in enumerate(rows):
        cells, column = [], 0
        while column < len(row):
            width = 1
            while column + width < len(row) and row[column + width] == ">":
                width += 1
            goes_on = row[column] == "^"
            merge = (
                "<w:vMerge/>"
                if goes_on
                else '<w:vMerge w:val="restart"/>'
                if (at, column) in tall
                else ""
            )
            span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
            text = "" if goes_on else row[column]
            cells.append(f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{_paragraph(text)}</w:tc>")
            column += width
        out.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(out)}</w:tbl>"


def comma(rows: Sequence[Sequence[str]], encoding: str = "utf-8", sign: str = ",") -> bytes:
    """A text file of the rows."""
    return "\r\n".join(sign.join(row) for row in rows).encode(encoding)


def _days() -> list[Ledger]:
    """Days in all the ways in which cells hold them."""
    name, rows = "学术交流", bare()
    forms = (
        CHINESE_DAY,
        'm"月"d"日"',
        "yyyy/m/d",
        '[$-804]yyyy"年"m"月"d"日";@',
        "General",
        "@",
        "d-mmm",
    )
    ledgers = [
        Ledger(*office(f"{name}-{at}", rows, form=form))
        for at, form in enumerate(forms)
        if form != "@"
    ]
    typed = texts("2018.3.12", "4月10日", "2018/5/2", "2018年6月18日（周一）")
    ledgers.append(Ledger(*office(f"{name}-文字", typed, form="")))
    short = texts("20180312", "2018-4-10", "5.2", "六月十八日")
    ledgers.append(Ledger(*office(f"{name}-简写", short, form=""), rows=changed((2, 0, "5.2"))))
    spans = texts("3月12日-14日", "4.10-4.11", "2018年5月2日至5月3日", "2018-06-18")
    ranges = changed(
        (0, 0, "2018-03-12 至 2018-03-14"),
        (1, 0, "2018-04-10 至 2018-04-11"),
        (2, 0, "2018-05-02 至 2018-05-03"),
    )
    ledgers.append(Ledger(*office(f"{name}-起止", spans, form=""), rows=ranges))
    two = [[row[0], "2018-03-13" if not at else row[0], *row[1:]] for at, row in enumerate(rows)]
    header = ("开始时间", "结束时间", *OFFICE[1:])
    ledgers.append(
        Ledger(
            *office(f"{name}-两列", two, header), rows=changed((0, 0, "2018-03-12 至 2018-03-13"))
        )
    )
    parts = [[row[0][:4], str(int(row[0][5:7])), str(int(row[0][8:])), *row[1:]] for row in rows]
    ledgers.append(Ledger(*office(f"{name}-年月日", parts, ("年", "月", "日", *OFFICE[1:]))))
    return ledgers


def _headers() -> list[Ledger]:
    """Other names, other orders, headers of two rows, titles."""
    rows, name = bare(), "05 台账"
    own = ("台账自用.xlsx", workbook(("05学术交流", table(FIELDS, EVENTS))))
    order = (5, 4, 1, 0, 3, 2)
    mixed = [
        [str(at), *(row[column] for column in order), "已归档"] for at, row in enumerate(rows, 1)
    ]
    header = ("序号", *(OFFICE[column] for column in order), "备注")
    stars = (
        "*活动时间",
        "*会议名称",
        "活动类型（下拉）",
        "举办场次（场）",
        "活动\n地点",
        "参会人数（人）",
    )
    people = [[*row[:4], row[4], f"{row[5]}余人" if row[5] else ""] for row in rows]
    around = tuple((*row[:5], f"{row[5]}余人" if row[5] else "") for row in EVENTS)
    unit = [[*row[:4], "场", *row[4:]] for row in rows[:3]] + [[*rows[3][:4], "", *rows[3][4:]]]
    return [
        Ledger(*own),
        Ledger(f"{name}.xlsx", workbook(("Sheet1", table(header, mixed, top=1, title=TITLE)))),
        Ledger(*office(name, people, stars), rows=around),
        Ledger(*office(name, unit, (*OFFICE[:4], "单位", *OFFICE[4:]))),
        Ledger("两层表头.xlsx", workbook(("学术交流", _two_rows))),
        Ledger(
            f"{name}.xlsx",
            workbook(("Sheet1", table(("时段", *OFFICE[1:]), rows, form=""))),
            refused="时段",
        ),
        Ledger(
            f"{name}.xlsx",
            workbook(("Sheet1", table(("时段", *OFFICE[1:]), rows))),
            maps={"时段": "日期"},
        ),
    ]


def _two_rows(sheet: Any, book: Any) -> None:
    sheet.merge_range("A1:F1", "二〇一八年度登记表", book.add_format())
    for column, name in ((0, "时间"), (1, "类别"), (5, "场次")):
        sheet.merge_range(1, column, 2, column, name, book.add_format())
    sheet.merge_range("C2:E2", "活动情况", book.add_format())
    for column, name in ((2, "名称"), (3, "地点"), (4, "人数")):
        sheet.write(2, column, name)
    for at, (day, title, clause, number, place, people) in enumerate(bare(), start=3):
        for column, text in enumerate((day, clause, title, place, people, number)):
            cell(sheet, book, (at, column), text)


def _rows() -> list[Ledger]:
    """Merged cells, sums, groups, remarks, rows that repeat."""
    rows, name = bare(), "学术交流台账"
    sums = [*rows[:2], ["小计", "", "", "2", "", ""], *rows[2:], ["", "合  计", "", "4", "", "480"]]
    groups = [["一季度", *[""] * 5], rows[0], ["二季度", *[""] * 5], *rows[1:]]
    repeated = [*rows[:2], list(OFFICE), *rows[2:]]
    foot = [
        *rows,
        [""] * 6,
        ["填表人：某某", "", "审核人：某某", "", "", ""],
        ["注：以上活动均有签到表", *[""] * 5],
    ]
    same = [rows[0], *([row[0], row[1], "同上", *row[3:]] for row in rows[1:3]), rows[3]]
    return [
        Ledger(*office(name, sums)),
        Ledger(*office(name, groups)),
        Ledger(*office(name, repeated)),
        Ledger(*office(name, foot)),
        Ledger(*office(name, same)),
        Ledger(f"{name}.xlsx", workbook(("Sheet1", both(table(OFFICE, rows, top=1), _blank_rows)))),
        Ledger(
            f"{name}.xlsx",
            workbook(("Sheet1", both(table(OFFICE, rows, top=1), _merged))),
            rows=_MERGED,
        ),
        Ledger(f"{name}.xlsx", workbook(("Sheet1", _clause_groups))),
        Ledger(f"{name}.xlsx", workbook(("Sheet1", both(table(OFFICE, rows), _formulas)))),
    ]


_MERGED = changed(
    (1, 0, "2018-03-12"), (1, 4, "东海县"), (2, 3, "1 场"), (3, 2, "学术交流活动"), (3, 3, "1 场")
)


def _merged(sheet: Any, book: Any) -> None:
    form = book.add_format({"num_format": CHINESE_DAY})
    sheet.merge_range("A3:A4", "", form)
    sheet.write_datetime("A3", date(2018, 3, 12), form)
    sheet.merge_range("E3:E4", "东海县", book.add_format())
    sheet.merge_range("C3:C6", "学术交流活动", book.add_format())
    # One number for two rows: each of them is one.
    sheet.merge_range("D5:D6", 2, book.add_format())


def _blank_rows(sheet: Any, book: Any) -> None:
    border = book.add_format({"border": 1})
    for row in range(20, 1020):
        for column in range(6):
            sheet.write_blank(row, column, None, border)


def _clause_groups(sheet: Any, book: Any) -> None:
    """The clause stands over its rows."""
    header = (*OFFICE[:2], *OFFICE[3:])
    rows = [[*row[:2], *row[3:]] for row in bare()]
    table(header, [["一、学术交流活动"], *rows[:3], ["二、高端论坛"], rows[3]], top=1, title=TITLE)(
        sheet, book
    )
    sheet.merge_range("A3:E3", "一、学术交流活动", book.add_format())


def _formulas(sheet: Any, _: Any) -> None:
    for at, number in enumerate((1, 1, 2), start=1):
        sheet.write_formula(at, 3, f"=LEN(A{at + 1})-LEN(A{at + 1})+{number}", None, number)


def _sheets() -> list[Ledger]:
    """Several sheets, months across, other items."""
    rows = bare()
    notes = table(("说明",), [["本表由各镇填报"]])

    def hidden(sheet: Any, book: Any) -> None:
        table(OFFICE, rows)(sheet, book)
        sheet.hide()

    several = workbook(("填表说明", notes), ("学术交流", table(OFFICE, rows)), ("旧表", hidden))
    split = workbook(
        ("上半年", table(OFFICE, rows[:2], title="学术交流活动", top=1)),
        ("下半年", table(OFFICE, rows[2:])),
    )
    months = ["类别", *(f"{month}月" for month in range(1, 13)), "合计"]
    pivot = [
        ["学术交流活动", "", "", "2", "1", *[""] * 8, "3"],
        ["合计", "", "", "2", "1", *[""] * 8, "3"],
    ]
    by_month = (
        ("2018-03-01 至 2018-03-31", "学术交流活动", "学术交流活动", "2 场", "", ""),
        ("2018-04-01 至 2018-04-30", "学术交流活动", "学术交流活动", "1 场", "", ""),
    )
    share = [["2018-12-20", "连接指数", "连接指数"], ["2018-12-20", "活跃指数", "活跃指数"]]
    shares = (
        ("2018-12-20", "连接指数", "连接指数", "92%", "", ""),
        ("2018-12-20", "活跃指数", "活跃指数", "85.5%", "", ""),
    )
    people = [["2018-05-30", "优秀科技工作者事迹", "16"], ["2018-06-01", "创业典型", "3"]]
    persons = (
        ("2018-05-30", "优秀科技工作者事迹", "创新创业典型宣传", "16 人次", "", ""),
        ("2018-06-01", "创业典型", "创新创业典型宣传", "3 人次", "", ""),
    )
    return [
        Ledger("年度台账.xlsx", several),
        Ledger("05学术交流.xlsx", split),
        Ledger(
            "学术交流按月统计.xlsx",
            workbook(("Sheet1", table(months, pivot, title=TITLE, top=1))),
            rows=by_month,
        ),
        Ledger(
            "13 科普信息化.xlsx",
            workbook(("Sheet1", both(table(("日期", "内容", "类别", "完成情况"), share), _shares))),
            rows=shares,
            item="13",
        ),
        Ledger(
            "典型宣传.xlsx",
            workbook(("Sheet1", table(("发布时间", "标题", "数量"), people))),
            rows=persons,
            item="03",
        ),
    ]


def _shares(sheet: Any, book: Any) -> None:
    percent = book.add_format({"num_format": "0.0%"})
    sheet.write_number("D2", 0.92, percent)
    sheet.write_string("D3", "85.5%")


def _texts() -> list[Ledger]:
    """Text files in the encodings of offices, documents."""
    lines = [OFFICE, *bare()]
    quoted = "\r\n".join(
        [
            "时间,活动名称,类别,场次,地点,参加人数",
            *('"{}","{}","{}","{}","{}","{}"'.format(*row) for row in bare()),
        ]
    )
    two = [list(row) for row in lines]
    tall = [list(OFFICE), *(list(row) for row in bare())]
    tall[2][2] = tall[3][2] = "^"
    tall.append(["合计", ">", ">", "4", "", "480"])
    return [
        Ledger("学术交流.csv", comma(lines)),
        Ledger("学术交流.csv", b"\xef\xbb\xbf" + quoted.encode()),
        Ledger("学术交流.csv", comma(lines, "gbk")),
        Ledger("学术交流导出.csv", comma([[TITLE], [], *lines], "gb18030", "\t")),
        Ledger("学术交流.csv", comma(lines, "utf-16", "\t")),
        Ledger("学术交流.csv", comma(lines, sign=";")),
        Ledger("学术交流.xlsx", inline(lines)),
        Ledger(
            "学术交流总结.docx", word("一年来，我县开展了多项活动。", "学术交流活动登记表", two)
        ),
        Ledger("05总结.docx", word("上半年", two[:3], "下半年", [two[0], *two[3:]])),
        Ledger("学术交流.docx", word(tall)),
    ]


def _refused() -> list[Ledger]:
    """What is refused, with words of the sentence that says what to do."""
    rows = bare()
    plain = [[*row[:2], *row[3:]] for row in rows]
    header = (*OFFICE[:2], *OFFICE[3:])
    other = [["2018-03-12", "某活动", "不知何类", "1", "", ""]]
    return [
        Ledger("汇总.xlsx", workbook(("Sheet1", table(OFFICE, other))), refused="--map"),
        Ledger("05.xlsx", workbook(("Sheet1", table(header, plain))), refused="学术交流活动"),
        Ledger(
            "05.xlsx",
            workbook(("Sheet1", table(header, plain))),
            rows=changed((3, 2, "学术交流活动"), (3, 3, "1 场")),
            maps={"05.xlsx": "学术交流活动"},
        ),
        Ledger(
            "学术交流.xls", b"<html><table><tr><td>1</td></tr></table></html>", refused="workbook"
        ),
        Ledger("学术交流.xlsx", workbook(("Sheet1", table(OFFICE, rows)))[:900], refused="damaged"),
        Ledger("学术交流.xlsx", b"", refused="empty"),
        Ledger("学术交流.xlsx", compound("EncryptedPackage", b"x" * 5_000), refused="password"),
    ]


def _several() -> list[Ledger]:
    """Tables one below the other, rows of several items, a sheet a month."""
    rows = bare()
    header = (*OFFICE[:2], *OFFICE[3:])
    plain = [[*row[:2], *row[3:]] for row in rows]
    other = ("地点", "活动名称", "时间", "参加人数")
    last = [[rows[3][4], rows[3][1], rows[3][0], rows[3][5]]]

    def stacked(sheet: Any, book: Any) -> None:
        table(header, plain[:3], top=1, title="一、学术交流活动")(sheet, book)
        sheet.merge_range("A7:E7", "二、高端论坛情况", book.add_format())
        for at, line in enumerate([other, *last], start=7):
            for column, text in enumerate(line):
                cell(sheet, book, (at, column), text)

    months = [
        (
            f"{int(row[0][5:7])}月",
            table(("日期", *OFFICE[1:]), [[str(int(row[0][8:])), *row[1:]]], top=1, title=TITLE),
        )
        for row in rows
    ]
    lecture = ["2018-07-01", "防灾讲座", "科普讲座", "1", "杨集镇", "90"]
    talk = ("2018-07-01", "防灾讲座", "科普讲座", "1 场", "杨集镇", "90")
    mixed = [*rows[:3], lecture, rows[3]]
    numbered = [["12" if row is lecture else "5", *row] for row in mixed]
    items = (("05", EVENTS), ("12", (talk,)))
    return [
        Ledger("学术交流.xlsx", workbook(("Sheet1", stacked))),
        Ledger("学术交流.xlsx", workbook(*months)),
        Ledger("全年汇总.xlsx", workbook(("Sheet1", table(OFFICE, mixed))), items=items),
        Ledger(
            "全年汇总.xlsx",
            workbook(("Sheet1", table(("考核指标", *OFFICE), numbered, top=2, title=TITLE[:7]))),
            items=items,
        ),
    ]


def ledgers() -> list[Ledger]:
    """All of them."""
    parts = (_days, _headers, _rows, _sheets, _texts, _refused, _several)
    return [ledger for part in parts for ledger in part()]


def main() -> None:
    """Write the ledgers into a folder, each with its number before its name."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for at, ledger in enumerate(ledgers()):
        (folder / f"{at:02d}-{ledger.name}").write_bytes(ledger.content)


if __name__ == "__main__":
    main()
