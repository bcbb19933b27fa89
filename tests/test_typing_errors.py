"""Errors of typing: how many go unnoticed by limits, by sums and by a second entry, and in YAML."""

import os
import random
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import pytest
from project_copy import REPOSITORY
from score_sheets import Deck, make_deck, typed

from generator.load.ballots.sheet_check import check_sheet
from generator.load.ballots.sheet_file import WrittenSheet
from generator.model.ballot import Cell, Judge
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.model.score_sheet import (
    CLOSED,
    ReadSheet,
    SheetLayout,
    sheet_identity,
    sheet_layout,
)
from generator.usecases.open_project import open_project

ERRORS = 1_000 if os.environ.get("TAIZHANG_LONG") else 100
KINDS = ("figure", "neighbours", "columns", "skipped", "another judge")
Scores = Mapping[Cell, Fraction]


@dataclass(frozen=True)
class Hall:
    """The judges of one deck with the papers that they have signed."""

    rubric: Rubric
    deck: Deck
    judges: Mapping[str, Judge]

    def layout(self, judge: str) -> SheetLayout:
        return sheet_layout(self.rubric, self.judges[judge], rehearsal=False)


def made_hall(seed: int) -> Hall:
    rubric = open_project(REPOSITORY).rubric
    deck = make_deck(seed, rubric)
    others = list(rubric.county_by_id)
    judges = {}
    for judge, scores in deck.scores.items():
        closed = frozenset(one for one in others if (one, "01") not in scores)
        group = {"L": "leaders", "D": "departments", "C": "counties"}[judge[0]]
        judges[judge] = Judge(
            id=judge, group=group, county="", recusals=closed, place=Place("private")
        )
    return Hall(rubric, deck, judges)


def entry(
    hall: Hall, judge: str, kind: str, chance: random.Random
) -> dict[str, object] | tuple[str, dict[str, object]]:
    """What somebody types from the judge's paper into a sheet, with one error of the kind."""
    layout = hall.layout(judge)
    cells = typed(layout, hall.deck.scores[judge])
    names = list(layout.open)
    columns = sorted({name.rstrip("0123456789") for name in names})
    rows = sorted({int(name.lstrip("ABCDEFGHI")) for name in names})
    while True:
        wrong = dict(cells)
        at = chance.choice(names)
        column, row = at.rstrip("0123456789"), int(at.lstrip("ABCDEFGHI"))
        if kind == "figure":
            # Another key beside the right one, a digit too many, the half left out.
            right = float(str(cells[at]))
            wrong[at] = chance.choice((right + 1, right - 1, right * 10, right + 0.5, int(right)))
        elif kind == "neighbours":
            below = rows[(rows.index(row) + 1) % len(rows)]
            beside = columns[(columns.index(column) + 1) % len(columns)]
            other = chance.choice((f"{column}{below}", f"{beside}{row}"))
            wrong[at], wrong[other] = cells[other], cells[at]
        elif kind == "columns":
            beside = columns[(columns.index(column) + 1) % len(columns)]
            for one in rows:
                first, second = f"{column}{one}", f"{beside}{one}"
                wrong[first], wrong[second] = cells[second], cells[first]
        elif kind == "skipped":
            # From here on every score of the county stands a line too high; the last is empty.
            for one, following in pairwise(rows[rows.index(row) :]):
                wrong[f"{column}{one}"] = cells[f"{column}{following}"]
            del wrong[f"{column}{rows[-1]}"]
        else:
            other = chance.choice([one for one in hall.judges if one != judge])
            return other, cells
        if wrong != cells:
            return wrong


def read(hall: Hall, judge: str, cells: Mapping[str, object]) -> ReadSheet:
    layout = hall.layout(judge)
    written = {
        **layout.texts,
        **{name: float(points) for name, points in layout.points.items()},
        **{name: one.formula for name, one in layout.sums.items()},
        **dict.fromkeys(layout.closed, CLOSED),
        **cells,
    }
    identity = sheet_identity(hall.rubric, hall.judges[judge], {}, rehearsal=False)
    sheet = WrittenSheet(identity, written, {})
    return check_sheet(sheet, tuple(hall.judges.values()), hall.rubric)


def sums(hall: Hall, judge: str, scores: Scores) -> list[Fraction]:
    """The sums of the control slip, as they stand on the signed paper too."""
    layout = hall.layout(judge)
    return [
        sum((scores.get(layout.open[cell], Fraction(0)) for cell in one.of), Fraction(0))
        for one in layout.sums.values()
    ]


def typed_once(hall: Hall, judge: str, kind: str, chance: random.Random) -> tuple[str, ReadSheet]:
    made = entry(hall, judge, kind, chance)
    into, cells = made if isinstance(made, tuple) else (judge, made)
    return into, read(hall, into, cells)


def noticed_in_yaml(hall: Hall, wrong: ReadSheet, into: str) -> bool:
    """Whether "taizhang tally" would say anything of the same error in a file of lines."""
    rubric, given = hall.rubric, hall.judges[into]
    owed = {
        (county.id, item.id)
        for county in rubric.counties
        for item in rubric.items.values()
        if given.owes(county, item, rubric)
    }
    return bool(wrong.faults) or set(wrong.scores) != owed


def unnoticed_by(hall: Hall, kind: str, chance: random.Random) -> list[str]:
    """The ways of looking that let one error pass, each with those before it."""
    judge = chance.choice(list(hall.judges))
    into, wrong = typed_once(hall, judge, kind, chance)
    unnoticed = [] if noticed_in_yaml(hall, wrong, into) else ["yaml"]
    if wrong.faults:
        return unnoticed
    unnoticed.append("limits")
    # The sums of the paper beside those of the slip.
    paper = hall.deck.scores[judge]
    if into == judge and sums(hall, judge, wrong.scores) != sums(hall, judge, paper):
        return unnoticed
    unnoticed.append("sums")
    second_into, second = judge, read(hall, judge, typed(hall.layout(judge), paper))
    # The second person errs too, on one paper of three and in any of the same ways.
    if chance.random() < 1 / 3:
        second_into, second = typed_once(hall, judge, chance.choice(KINDS), chance)
    if into == second_into and not second.faults and second.scores == wrong.scores:
        unnoticed.append("second entry")
    return unnoticed


def test_few_errors_of_typing_go_unnoticed(capsys: pytest.CaptureFixture[str]) -> None:
    """Of 1,000 errors at most 5 pass limits, sums and second entry; the sums tell most."""
    chance = random.Random("typing errors")
    halls = [made_hall(seed) for seed in range(2, 12)]
    passed = Counter(
        way
        for nth in range(ERRORS)
        for way in unnoticed_by(chance.choice(halls), KINDS[nth % len(KINDS)], chance)
    )
    with capsys.disabled():
        if ERRORS == 1_000:
            sys.stdout.write(f"\nof {ERRORS} errors of typing passed: {dict(passed)}\n")
    assert passed["second entry"] <= 5 * ERRORS / 1_000
    assert passed["sums"] < passed["limits"] / 3
    assert passed["limits"] <= passed["yaml"]
