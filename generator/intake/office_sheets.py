"""The office's workbook, filled in: its sheets to targets, attributes and the roster."""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.chinese.widths import bare_name
from generator.intake.own_workbook import cell_texts
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.office import (
    ATTRIBUTES_SHEET,
    NAMES_OF_YES,
    ROSTER_HEADS,
    ROSTER_SHEET,
    TARGET_HEADS,
    TARGETS_SHEET,
    WITH_AND_WITHOUT,
    OfficeTables,
    RosterRow,
    WrittenTarget,
)
from generator.model.rubric import Rubric
from generator.model.sheet import Sheet

_PARTS = re.compile(r"[、，,;；\s]+")


def read_office_tables(
    sheets: Iterable[Sheet], rubric: Rubric, standing: Mapping[str, WrittenTarget]
) -> OfficeTables:
    """What the sheets say; ``standing`` are the targets there are. Raises Refused."""
    named = {sheet.name.strip(): sheet for sheet in sheets if not sheet.hidden}
    if not named.keys() & {TARGETS_SHEET, ATTRIBUTES_SHEET, ROSTER_SHEET}:
        known = f"{TARGETS_SHEET}、{ATTRIBUTES_SHEET}、{ROSTER_SHEET}"
        raise Refused(Message(_NO_SHEETS, {"sheets": known}))
    targets, attributes, roster = (
        named.get(name) for name in (TARGETS_SHEET, ATTRIBUTES_SHEET, ROSTER_SHEET)
    )
    return OfficeTables(
        None if targets is None else dict(_targets(targets, rubric, standing)),
        None if attributes is None else dict(_attributes(attributes, rubric)),
        None if roster is None else tuple(_roster(roster, rubric)),
    )


def _rows(sheet: Sheet) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row below the header: its first cell's place, its texts by the column's title."""
    titles: dict[int, str] = {}
    for number, cells in cell_texts(sheet):
        if not titles:
            titles = {column: text for column, text in cells.items() if text}
            continue
        row = {title: cells.get(column, "") for column, title in titles.items()}
        if any(row.values()):
            yield f"{sheet.name} {sheet.cell(number, 0)}", row


def _targets(
    sheet: Sheet, rubric: Rubric, standing: Mapping[str, WrittenTarget]
) -> Iterator[tuple[str, WrittenTarget]]:
    for where, row in _rows(sheet):
        clause = row.get(TARGET_HEADS[0], "")
        known = standing.get(clause)
        if known is None:
            raise Refused(Message(_NO_CLAUSE, {"where": where, "clause": clause}))
        if known.attribute:
            having, lacking = (_number(where, row.get(name, "")) for name in WITH_AND_WITHOUT)
            yield (
                clause,
                WrittenTarget(
                    numbers={}, attribute=known.attribute, having=having, lacking=lacking
                ),
            )
            continue
        numbers = {
            county.id: _number(where, text)
            for county in rubric.counties
            if (text := row.get(county.name, ""))
        }
        if not numbers:
            raise Refused(Message(_NO_NUMBER, {"where": where}))
        whole = len(numbers) == len(rubric.counties)
        # One number for all stays so; six equal ones, written by county, stay by county.
        same = (
            whole and len(set(numbers.values())) == 1 and (known.same or numbers != known.numbers)
        )
        yield clause, WrittenTarget(numbers=numbers, same=same)


def _number(where: str, text: str) -> str:
    if re.fullmatch(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?", text, re.ASCII):
        return text
    raise Refused(Message(_NOT_A_NUMBER, {"where": where, "text": text}))


def _attributes(sheet: Sheet, rubric: Rubric) -> Iterator[tuple[tuple[str, str], str]]:
    words = {word: value for value, word in NAMES_OF_YES.items()}
    for where, row in _rows(sheet):
        county = _id(where, row.get("县（区）", ""), _counties(rubric))
        for attribute in rubric.attributes:
            if attribute.name not in row:
                continue
            text = row[attribute.name]
            if attribute.kind == "yes-no":
                if text not in words:
                    values = {"where": where, "name": attribute.name, "text": text}
                    raise Refused(Message(_NOT_YES, values))
                text = words[text]
            else:
                text = _number(where, text)
            yield (county, attribute.id), text


def _roster(sheet: Sheet, rubric: Rubric) -> Iterator[RosterRow]:
    number, group, county, recusals, name, post = ROSTER_HEADS
    groups = {one.name: one.id for one in rubric.judge_groups}
    seen: set[str] = set()
    for where, row in _rows(sheet):
        judge = row.get(number, "")
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{0,31}", judge, re.ASCII) or judge in seen:
            raise Refused(Message(_NO_ID, {"where": where, "text": judge}))
        seen.add(judge)
        own = row.get(county, "")
        away = filter(None, _PARTS.split(row.get(recusals, "")))
        yield RosterRow(
            id=judge,
            group=_id(where, row.get(group, ""), groups),
            county=_id(where, own, _counties(rubric)) if own else "",
            recusals=tuple(_id(where, one, _counties(rubric)) for one in away),
            name=row.get(name, ""),
            post=row.get(post, ""),
        )


def _counties(rubric: Rubric) -> Mapping[str, str]:
    return {county.name: county.id for county in rubric.counties}


def _id(where: str, text: str, names: Mapping[str, str]) -> str:
    """The id of what is named, by its name or id. Raises Refused."""
    found = {
        one for name, one in names.items() if bare_name(text) in (bare_name(name), bare_name(one))
    }
    if len(found) == 1:
        return found.pop()
    values = {"where": where, "text": text, "known": "、".join(names)}
    raise Refused(Message(_UNKNOWN, values))


_NO_SHEETS = N_("None of the sheets {sheets} is in the workbook. Nothing was taken.")
_NO_CLAUSE = N_("{where}: there is no clause “{clause}” with a number. Nothing was taken.")
_NO_NUMBER = N_(
    "{where}: no county has a number; a clause without numbers is changed in rubric.yaml. "
    "Nothing was taken."
)
_NOT_A_NUMBER = N_("{where}: “{text}” is no number, such as 6 or 2.5. Nothing was taken.")
_NOT_YES = N_("{where}: {name} is 是 or 否, not “{text}”. Nothing was taken.")
_NO_ID = N_(
    "{where}: “{text}” is no id of a judge (letters and digits such as L01, each once). "
    "Nothing was taken."
)
_UNKNOWN = N_("{where}: “{text}” is not known; it is one of {known}. Nothing was taken.")
