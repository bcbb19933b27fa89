"""Personal data in what a reader of documents yields: in its lines, cells and tables."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.load.line_places import LinePlaces
from generator.load.personal_data import masked_name
from generator.model.message import N_
from generator.model.passage import Passage, Table, inside, joined_places, place_in
from generator.privacy.personal_numbers import (
    Around,
    Personal,
    PersonalKind,
    find_personal,
    without_numbers,
)
from generator.privacy.pupil_lists import PupilList, find_pupil_lists, rows_of_lines

# The shortest that a number or an address can be; most cells are shorter.
_SHORTEST = 6
_LISTED = re.compile("姓\\s{0,4}名|名单|学生|同学|幼儿|选手|队员|学员|作者")
_LABEL = re.compile(r"[^\d\n]{1,12}")
_OTHER_NUMBER = re.compile("[编单文证批序同]号$")

PUPILS = "pupils"
"""The kind of a list of pupils; how many there are stands for the masked text."""


class Found(NamedTuple):
    """Personal data in a file: kind, masked text ("" for a position), places ("" for the file)."""

    kind: str
    masked: str
    place: str


def personal_data(pieces: Iterable[Passage | Table]) -> Iterator[Found]:
    """Yield each passage once, with all of its places, then the lists of pupils."""
    places: dict[tuple[str, str], list[str]] = {}
    lists: list[tuple[str, PupilList]] = []
    in_text: list[tuple[str, PupilList]] = []
    for piece in pieces:
        if isinstance(piece, Table):
            found = _in_table(piece)
            lists += _lists_in_table(piece)
        else:
            found = _in_lines(piece)
            in_text += _lists_in_lines(piece)
        for kind, masked, place in found:
            places.setdefault((kind, masked), []).append(place)
    for (kind, masked), where in places.items():
        yield Found(kind, masked, masked_name(joined_places(where)))
    # Pages of one list begin it anew, each with its header.
    if in_text and not lists:
        total = sum(pupils.number for _, pupils in in_text)
        lists = [(in_text[0][0], in_text[0][1]._replace(number=total))]
    for place, pupils in lists:
        yield Found(PUPILS, str(pupils.number), masked_name(place))


def _in_lines(passage: Passage) -> Iterator[Found]:
    if passage.kind:
        yield Found(passage.kind, "", passage.place)
    places = LinePlaces(passage.text, "")
    for one in find_personal(passage.text):
        line = place_in(N_("line {}"), str(places.line(one.start)))
        yield _found(one, line if passage.numbered else passage.place)


def _in_table(table: Table) -> Iterator[Found]:
    """Yield what stands in single cells: a number never goes from one into the next."""
    headers: Mapping[int, str] = {}
    cells = "\n".join(text for _, row in table.rows for text in row.values())
    # A number of a person is no registration that excuses others.
    whole = Around(without_numbers(cells))
    for number, row in table.rows:
        left = ""
        for column, text in row.items():
            if len(text) >= _SHORTEST:
                for one in _in_cell(text, headers.get(column, ""), left, whole):
                    yield _found(one, table.cell_place(number, column))
            left = text
        if not headers and len(row) > 1:
            headers = {column: text for column, text in row.items() if _LABEL.fullmatch(text)}


def _in_cell(text: str, header: str, left: str, table: Around) -> Iterator[Personal]:
    """Yield what stands in a cell; its header, or the cell before it, says what it is."""
    left = left if _LABEL.fullmatch(left) else ""
    label = left if _OTHER_NUMBER.search(left) or not header else header
    for line in text.split("\n"):
        yield from find_personal(f"{label}：{line}" if label else line, table)
        if left and left != label:
            for one in find_personal(f"{left}：{line}", table):
                if one.kind is PersonalKind.BANK_CARD:
                    yield one


def _found(one: Personal, place: str) -> Found:
    return Found(one.kind.value, one.masked_line, place)


def _lists_in_table(table: Table) -> list[tuple[str, PupilList]]:
    return [
        (table.cell_place(one.row, one.column), one)
        for one in find_pupil_lists(table.rows, table.title)
    ]


def _lists_in_lines(passage: Passage) -> list[tuple[str, PupilList]]:
    if not _LISTED.search(passage.text):
        return []
    return [
        (inside(passage.place, place_in(N_("line {}"), str(one.row))), one)
        for one in find_pupil_lists([*rows_of_lines(passage.text)], lines=True)
    ]
