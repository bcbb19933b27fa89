"""A county's workbook: what its files say, ready to be filled in further."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from generator.forms.evidence import asked
from generator.model import book as words
from generator.model.book import Book, BookCell, BookSheet, DropDown, Style, fits_cell
from generator.model.evidence import LEDGER, Return
from generator.model.intake import ReadItem
from generator.model.rubric import County, Indicator, Rubric

_WIDTHS = (14, 36, 18, 12, 16, 10, 36, 12)
_MORE_WIDTHS = (48, 30)
_LETTERS = 140
_BLANK_ROWS = 200
_LAST = len(words.ITEM_COLUMNS) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a workbook that comes back says beside what was read.

    ``rows`` are by the row's place in its ledger, as are ``origins``; ``parts`` by the part's
    name, "" for what belongs to none.
    """

    rows: Mapping[int, str] = field(default_factory=dict)
    origins: Mapping[int, str] = field(default_factory=dict)
    whole: str = ""


def county_book(
    rubric: Rubric,
    county: County,
    items: Sequence[Indicator],
    read: Mapping[str, ReadItem],
    answers: Mapping[str, Answer] | None = None,
    returns: Mapping[str, Sequence[Return]] = MappingProxyType({}),
) -> Book:
    """The workbook over what was read of the county's files, by item, the statement's under index.

    ``answers`` are what the check said, in a workbook that comes back; ``returns`` those of the
    office, by item.
    """
    sheets = [_help(rubric, county, answers)]
    for item in items:
        answer = None if answers is None else answers.get(item.id, Answer())
        given = returns.get(item.id, ())
        sheets.append(_item_sheet(rubric, county, item, read.get(item.id), answer, given))
    sheets.append(_statement_sheet(rubric, county, read.get("index"), answers))
    return Book(f"{county.name} {rubric.cycle}", int(rubric.cycle), tuple(sheets))


def sheet_title(item: str, name: str, county: County, rubric: Rubric) -> str:
    """What stands in the first cell of a sheet, by which it is known again."""
    return f"{item} · {name} · {county.name} · {rubric.cycle} 年"


@dataclass(slots=True)
class _Pen:
    """Writes cells from the top down."""

    row: int = 0
    cells: list[BookCell] = field(default_factory=list)
    heights: dict[int, int] = field(default_factory=dict)

    def put(self, column: int, text: str, style: Style = "text", last: int = -1) -> None:
        self.cells.append(BookCell(self.row, column, text, style, last))

    def down(self, lines: int = 1) -> None:
        self.heights[self.row] = max(1, lines)
        self.row += 1

    def wide(self, text: str, style: Style) -> None:
        self.put(0, text, style, _LAST)
        self.down(_lines(text, _LETTERS))

    def box(self, label: str, text: str) -> None:
        self.put(0, label, "label")
        self.put(1, text if fits_cell(text) else words.TOO_LONG, "text", _LAST)
        self.down(max(2, _lines(text, _LETTERS - _WIDTHS[0])))


def _lines(text: str, letters: int) -> int:
    # A Chinese letter is as wide as two others.
    widths = (sum(1 + (letter > "\u2e80") for letter in line) for line in text.split("\n"))
    return sum(1 + width // letters for width in widths)


def _item_sheet(
    rubric: Rubric,
    county: County,
    item: Indicator,
    read: ReadItem | None,
    answer: Answer | None,
    returns: Sequence[Return] = (),
) -> BookSheet:
    pen = _Pen()
    pen.wide(sheet_title(item.id, item.name, county, rubric), "title")
    pen.wide(item.text, "note")
    if returns:
        pen.wide("\n".join(_returned(item, returns)), "note")
    if answer is not None and answer.whole:
        pen.wide(f"{words.PROBLEMS}：\n{answer.whole}", "note")
    first, last = _clauses(pen, rubric, county, item, read)
    status = (read.status if read is not None else None) or words.STATUS_WORDS[0]
    pen.put(0, words.STATUS_LABEL, "label")
    pen.put(1, status)
    lists = [DropDown(pen.row, pen.row, 1, words.STATUS_WORDS)]
    pen.down()
    parts = dict(read.parts or {}) if read is not None else {}
    if parts.get(""):
        pen.box(words.PREFACE_LABEL, parts[""])
    for name in rubric.parts:
        if name != LEDGER and (not item.bonus or parts.get(name)):
            pen.box(name, parts.get(name, ""))
    pen.box(words.LEDGER_LABEL, parts.get(LEDGER, ""))
    titles = (*words.ITEM_COLUMNS, *((words.PROBLEMS, words.ORIGIN) if answer is not None else ()))
    for column, title in enumerate(titles):
        pen.put(column, title, "head")
    pen.down()
    top = pen.row
    _rows(pen, item, read, answer)
    bottom = pen.row + _BLANK_ROWS
    lists.append(DropDown(top, bottom - 1, 2, (f"=$A${first + 1}:$A${last + 1}",)))
    return BookSheet(
        name=_sheet_name(f"{item.id} {item.name}"),
        widths=_WIDTHS + (_MORE_WIDTHS if answer is not None else ()),
        cells=tuple(pen.cells),
        lists=tuple(lists),
        heights=pen.heights,
        blank=(top, bottom),
    )


def _returned(item: Indicator, returns: Sequence[Return]) -> Iterator[str]:
    """What the office has returned, newest last, and where an answer is written."""
    for one in returns:
        answer = f"答复：{one.answer}" if one.answer else "还没有答复"
        yield f"{one.day} {one.office}退回：{one.reason}　{answer}"
    if not returns[-1].answer:
        yield f"答复写在 {item.id}.md 最上面“答复”后面的引号里；改好以后，下面的状态改成“已提交”。"


def _clauses(
    pen: _Pen, rubric: Rubric, county: County, item: Indicator, read: ReadItem | None
) -> tuple[int, int]:
    """The clauses with what they ask, and the claims; the rows that name the clauses."""
    heads = {0: words.CLAUSE_HEAD, 2: words.DEMAND_HEAD, 4: words.CLAIM_HEAD, 5: "通知原文"}
    spans = {0: 1, 2: 3, 5: _LAST}
    for column, title in heads.items():
        pen.put(column, title, "head", spans.get(column, -1))
    pen.down()
    claims = dict(read.claims or {}) if read is not None else {}
    first = pen.row
    for clause in item.clauses:
        pen.put(0, clause.name, "fixed", 1)
        pen.put(2, asked(rubric.target(clause, county)), "fixed", 3)
        pen.put(4, claims.pop(clause.name, ""))
        pen.put(5, clause.text, "fixed", _LAST)
        pen.down(_lines(clause.text, 55))
    last = pen.row - 1
    for name, amount in claims.items():
        pen.put(0, name, "text", 1)
        pen.put(4, amount)
        pen.down()
    return first, last


def _rows(pen: _Pen, item: Indicator, read: ReadItem | None, answer: Answer | None) -> None:
    for nth, row in enumerate((read.rows if read is not None else None) or ()):
        for column, text in enumerate(words.shown_row(row.cells, item)):
            pen.put(column, text)
        lines = 1
        if answer is not None:
            problem = answer.rows.get(nth, "")
            pen.put(_LAST + 1, problem, "note")
            pen.put(_LAST + 2, answer.origins.get(nth, ""), "note")
            lines = _lines(problem, _MORE_WIDTHS[0])
        pairs = zip(row.cells, _WIDTHS, strict=True)
        pen.down(max(lines, *(_lines(text, width) for text, width in pairs)))


def _statement_sheet(
    rubric: Rubric,
    county: County,
    read: ReadItem | None,
    answers: Mapping[str, Answer] | None,
) -> BookSheet:
    pen = _Pen()
    pen.wide(sheet_title(words.STATEMENT_SHEET, "工作自述", county, rubric), "title")
    pen.wide("对照考核指标，写全年做了什么、有什么数据，分条说明。", "note")
    if answers is not None and (problems := answers.get("index", Answer()).whole):
        pen.wide(f"{words.PROBLEMS}：\n{problems}", "note")
    parts = dict(read.parts or {}) if read is not None else {}
    if parts.get("") or not rubric.statement:
        pen.box(words.PREFACE_LABEL, parts.get("", ""))
    for name in rubric.statement:
        pen.box(name, parts.get(name, ""))
    return BookSheet(
        name=words.STATEMENT_SHEET,
        widths=_WIDTHS,
        cells=tuple(pen.cells),
        heights=pen.heights,
    )


def _help(rubric: Rubric, county: County, answers: Mapping[str, Answer] | None) -> BookSheet:
    pen = _Pen()
    pen.wide(f"{rubric.title} · {county.name} · 填报表", "title")
    if answers is not None and (whole := answers.get("", Answer()).whole):
        pen.wide(f"{words.PROBLEMS}：\n{whole}", "note")
    for line in _HELP:
        pen.wide(line, "note")
    return BookSheet(
        name=words.HELP_SHEET, widths=_WIDTHS, cells=tuple(pen.cells), heights=pen.heights
    )


def _sheet_name(text: str) -> str:
    return "".join(letter for letter in text if letter not in "[]:*?/\\'")[:31].strip()


_HELP = (
    "一、每项指标一张表，“自述”是全县（区）的工作自述。白格是要填的，灰格是通知和指标，不用改。",
    "二、台账一行一件事。日期写 2018-05-14；几天的活动写 2018-05-14 至 2018-05-15。",
    "三、条款从下拉列表里选。按场、按次算的条款，数量空着就是 1；确实没有数量的写一横（—）。",
    "四、数量写数和单位：1 场、12 篇、300余人；只写数的，按条款的单位算；比率写 46/50 或者 92%。参加人数只显示，不计算。",
    "五、佐证文件写文件名，几个文件用顿号隔开；已经交过的写成 [签到表](attachments/qd.pdf)，不要改。",
    "六、同一件事用于别的条款：另起一行，事项写“见”和那一行的编号，例如：见 dh-012。",
    "七、目标、方案、措施写在台账上面的格子里；格子里换行按 Alt+Enter，空一行就是另起一段。",
    "八、“申报”写在条款旁边，可以空着。状态写“已提交”的才计入；还没写完的写“草稿”。",
    "九、删去一行，文件里的那一行也删去；一张表全空着，文件不动。不要改每张表第一行的标题。",
    "十、不要写身份证号、手机号，不要写学生姓名。",
)
