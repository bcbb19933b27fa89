"""The rows under a header as rows of a ledger."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from generator.chinese.numbers import read_quantity
from generator.chinese.sum_rows import group_word, sum_word
from generator.chinese.widths import bare_name, fold_widths
from generator.intake import columns as names
from generator.intake.cells import (
    Units,
    as_markdown,
    day_text,
    is_same,
    plain_text,
    quantity_text,
    range_text,
)
from generator.intake.columns import Header, month_named
from generator.intake.subjects import Subject, clause_named
from generator.model.handed_row import HandedRow
from generator.model.intake import CellPlace, Misread, ReadRow
from generator.model.message import N_
from generator.model.rubric import Clause, Indicator, Rubric
from generator.model.sheet import Sheet, Value

_NOTE = re.compile(
    r"(?:注|说明|备注|填表|填报|制表|制作|审核|负责|单位负责|经办|联系|报送|单位\(|单位:|日期:|盖章)"
)
_DAY = re.compile(r"(\d{1,2})[日号]?")
_PARTS = re.compile(r"[、，,;；\n\r]+|\s{2,}")


@dataclass(frozen=True, slots=True)
class Ground:
    """What every row of a sheet goes by; ``maps`` are words that the user has explained."""

    sheet: Sheet
    header: Header
    item: Indicator
    rubric: Rubric
    maps: Mapping[str, str]


class RowReader:
    """Reads the rows of one sheet from top to bottom."""

    def __init__(self, ground: Ground, subject: Subject) -> None:
        self.ground = ground
        self.rows: list[HandedRow] = []
        self.left_out: list[Misread] = []
        self.doubts: list[Misread] = []
        self._clause = subject.clause
        # Of a sheet a month, or of rows below the name of one.
        self._month = month_named(ground.sheet.name) if ground.sheet.lettered else None
        self._above: dict[str, Value] = {}

    def read(self) -> None:
        """Read every row below the header."""
        header, sheet = self.ground.header, self.ground.sheet
        for number in sorted(sheet.rows):
            if number > header.last:
                self._row(number, sheet.rows[number])

    def _row(self, number: int, row: Mapping[int, Value]) -> None:
        texts = [text for value in row.values() if (text := plain_text(value))]
        distinct = list(dict.fromkeys(texts))
        if not distinct or self._is_header(row):
            return
        if any(sum_word(text) for text in distinct[:3]):
            self._leave(number, distinct, _SUM)
        elif len(distinct) == 1 and self._is_group(distinct[0]):
            return
        elif _NOTE.match(fold_widths(distinct[0])) and not self._date(row):
            self._leave(number, distinct, _NOTE_ROW)
        elif self.ground.header.months:
            self._months(number, row)
        else:
            self._entry(number, row, distinct)

    def _is_header(self, row: Mapping[int, Value]) -> bool:
        """Whether the row says again what the header says, as on the second page of a print."""
        named = self.ground.header.names
        same = [plain_text(value) == named.get(column) for column, value in row.items()]
        return len(same) > 1 and all(same)

    def _is_group(self, text: str) -> bool:
        """Whether the row stands over those below; it may name their clause."""
        clause = clause_named(text, self.ground.item.clauses)
        if clause is not None:
            self._clause = clause
        self._month = month_named(text) or self._month
        return clause is not None or group_word([text]) is not None

    def _entry(self, number: int, row: Mapping[int, Value], texts: Sequence[str]) -> None:
        title, when = self._text(row, names.TITLE), self._date(row)
        if not title or (not when and len(texts) == 1):
            self._leave(number, texts, _NO_TITLE)
            return
        clause_text = self._text(row, names.CLAUSE)
        clause = self._clause_of(clause_text)
        where = self._place(number, self.ground.header.column(names.TITLE) or 0)
        read = ReadRow(
            date=when,
            matter=as_markdown(title),
            clause=clause.name if clause is not None else clause_text,
            quantity=self._quantity(number, row, clause, where),
            place=as_markdown(self._text(row, names.LOCATION)),
            people=self._text(row, names.PEOPLE),
            proof="",
            number=self._text(row, names.NUMBER),
            where=where,
        )
        self.rows.append(HandedRow(self.ground.item.id, read, self._proofs(row)))

    def _months(self, number: int, row: Mapping[int, Value]) -> None:
        """One row of the ledger for each month that has a number."""
        title = self._text(row, names.TITLE) or self._text(row, names.CLAUSE)
        clause = self._clause_of(self._text(row, names.CLAUSE) or title)
        units, proofs = self._units(clause), self._proofs(row)
        for column, month in self.ground.header.months.items():
            value, where = row.get(column), self._place(number, column)
            text = plain_text(value)
            if not text or value == Fraction(0) or text == "0":
                continue
            quantity = quantity_text(value, self._hint(row), units)
            span = self._month_span(month)
            if span is None or read_quantity(quantity, units.known) is None:
                self.left_out.append(Misread(where, _MONTH_CELL, {"text": text[:_LONGEST]}))
                continue
            self.doubts.append(Misread(where, _WHOLE_MONTH))
            read = ReadRow(
                date=span,
                matter=as_markdown(title),
                clause=clause.name if clause is not None else "",
                quantity=quantity,
                place=as_markdown(self._text(row, names.LOCATION)),
                people="",
                proof="",
                number="",
                where=where,
            )
            self.rows.append(HandedRow(self.ground.item.id, read, proofs))

    def _place(self, number: int, column: int) -> CellPlace:
        sheet = self.ground.sheet
        return CellPlace(sheet.file, sheet.name, sheet.cell(number, column))

    def _month_span(self, month: int) -> str | None:
        first, last = self.ground.rubric.period
        years = [
            year
            for year in range(first.year, last.year + 1)
            if first.replace(day=1) <= date(year, month, 1) <= last
        ]
        if len(years) != 1:
            return None
        days = monthrange(years[0], month)[1]
        return f"{date(years[0], month, 1)} 至 {date(years[0], month, days)}"

    def _date(self, row: Mapping[int, Value]) -> str:
        period = self.ground.rubric.period
        if (value := self._value(row, names.WHEN)) is not None:
            if self._month and (match := _DAY.fullmatch(plain_text(value))) is not None:
                value = f"{self._month}月{match[1]}日"
            last = day_text(self._value(row, names.LAST_DAY), period)
            return range_text(day_text(value, period), last)
        month, day = self._text(row, names.MONTH), self._text(row, names.DAY)
        if not (month and day):
            return ""
        year = self._text(row, names.YEAR).rstrip("年")
        written = f"{month.rstrip('月份')}月{day.rstrip('日号')}日"
        return day_text(f"{year}年{written}" if year else written, period)

    def _value(self, row: Mapping[int, Value], name: str) -> Value | None:
        """The cell of the column; "the same as above" is that of the row above."""
        column = self.ground.header.column(name)
        value = row.get(column) if column is not None else None
        if isinstance(value, str) and is_same(value):
            return self._above.get(name)
        if value is not None:
            self._above[name] = value
        return value

    def _text(self, row: Mapping[int, Value], name: str) -> str:
        return plain_text(self._value(row, name))

    def _clause_of(self, text: str) -> Clause | None:
        clauses = self.ground.item.clauses
        if text and (mapped := self.ground.maps.get(bare_name(text))):
            text = mapped
        return clause_named(text, clauses) if text else self._clause

    def _units(self, clause: Clause | None) -> Units:
        demand = clause.demand if clause is not None else None
        return Units(self.ground.rubric.units, demand.unit if demand is not None else "")

    def _hint(self, row: Mapping[int, Value]) -> str:
        """The unit that a column of its own, or brackets in the header, say."""
        known, header = self.ground.rubric.units, self.ground.header
        text = self._text(row, names.UNIT)
        column = header.column(names.QUANTITY)
        hint = header.hints.get(column, "") if column is not None else ""
        return next((word for word in (text, hint) if word in known or word == "%"), "")

    def _quantity(
        self, number: int, row: Mapping[int, Value], clause: Clause | None, where: CellPlace
    ) -> str:
        column = self.ground.header.column(names.QUANTITY)
        value = row.get(column) if column is not None else None
        if column is not None and (number, column) in self.ground.sheet.merged:
            top, height = self.ground.sheet.merged[number, column]
            # One number for several rows: each of as many is one, else only the first has it.
            if value == Fraction(height):
                value = Fraction(1)
            elif number != top:
                self.doubts.append(Misread(where, _MERGED))
                return ""
        text = quantity_text(value, self._hint(row), self._units(clause))
        written = plain_text(value)
        if value is None and text:
            self.doubts.append(Misread(where, _ONE, {"quantity": text}))
        elif written and not text and clause is not None:
            self.doubts.append(Misread(where, _NO_UNIT, {"text": written[:_LONGEST]}))
        # Of a clause that nobody knows yet nobody knows the unit.
        return text if clause is not None else text or written

    def _proofs(self, row: Mapping[int, Value]) -> tuple[str, ...]:
        found: list[str] = []
        for column in self.ground.header.columns.get(names.PROOF, ()):
            value = row.get(column)
            parts: Iterator[str] = (
                iter(_PARTS.split(str(value))) if isinstance(value, str) else iter(())
            )
            found += (text for part in parts if (text := plain_text(part)))
        return tuple(dict.fromkeys(found))

    def _leave(self, number: int, texts: Sequence[str], reason: str) -> None:
        where = self._place(number, min(self.ground.sheet.rows[number]))
        self.left_out.append(Misread(where, reason, {"text": " ".join(texts)[:_LONGEST]}))


_LONGEST = 60
_SUM = N_("left out, a row of sums: {text}")
_NOTE_ROW = N_("left out, a remark below the table: {text}")
_NO_TITLE = N_("left out, it names no event: {text}")
_MONTH_CELL = N_("not taken: “{text}” is no quantity with which the month could be counted")
_WHOLE_MONTH = N_("the table counts by month: the entry stands for the whole month")
_MERGED = N_("one quantity stands over several rows; it is counted with the first of them")
_NO_UNIT = N_("“{text}” is left out: the clause counts nothing, and it names no unit")
_ONE = N_("no quantity is written; taken as {quantity}")
