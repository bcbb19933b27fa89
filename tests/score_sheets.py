"""Decks of scores with totals known beforehand, and sheets filled in as judges and offices do."""

import io
import random
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import oracle
from openpyxl import load_workbook
from plain_yaml import load_texts
from project_copy import REPOSITORY

from generator.model.ballot import Judge
from generator.model.rubric import Rubric
from generator.model.score_sheet import SHEET, SheetLayout, sheet_layout
from generator.usecases.issue_sheets import roster_of
from generator.usecases.open_project import open_project
from generator.usecases.tally_ballots import tally_ballots

Scores = Mapping[tuple[str, str], Fraction]
HALF = Fraction(1, 2)


def hall(folder: Path) -> Path:
    """A project of this repository's rubric alone, at its beginning."""
    folder.mkdir(parents=True)
    shutil.copyfile(REPOSITORY / "rubric.yaml", folder / "rubric.yaml")
    return folder


@dataclass(frozen=True)
class Deck:
    """A contest: its roster as YAML, each judge's scores, and the totals these must come to."""

    roster: str
    scores: Mapping[str, Scores]
    totals: Mapping[str, Fraction]

    def trees(self, rubric: Path) -> tuple[Any, Any, list[Any]]:
        """The deck as the second count reads files."""
        ballots = []
        for judge, scores in self.scores.items():
            counties: dict[str, dict[str, str]] = {}
            for (county, item), points in scores.items():
                counties.setdefault(county, {})[item] = str(float(points))
            ballots.append(
                {"judge": judge, "cycle": "2018", "rehearsal": False, "scores": counties}
            )
        trees = (load_texts(text) for text in (rubric.read_text(encoding="utf-8"), self.roster))
        rubric_tree, roster_tree = trees
        return rubric_tree, roster_tree, ballots


def make_deck(seed: int, rubric: Rubric) -> Deck:
    """Judges in pairs that stray from one score to both sides, so that the totals are that score's."""
    chance = random.Random(f"deck {seed}")
    counties = list(rubric.county_by_id)
    score = {
        # All zeros, all maxima, then decks as halls give them.
        (county, item.id): HALF
        * round((seed if seed < 2 else chance.uniform(0.3, 1)) * int(item.points * 2))
        for county in counties
        for item in rubric.items.values()
    }
    if seed % 4 == 2:  # two counties alike in everything: a tie
        for item in rubric.items:
            score[counties[1], item] = score[counties[0], item]
    recused = counties[seed % len(counties)]
    lines = ['cycle: "2018"', "judges:"]
    scores: dict[str, Scores] = {}
    for group, prefix in (("leaders", "L"), ("departments", "D")):
        lines += [f"  - {{id: {prefix}0{nth}, group: {group}}}" for nth in (1, 2)]
        scores[f"{prefix}01"], scores[f"{prefix}02"] = _strayed(score, rubric, chance)
    lines.append(f"  - {{id: C01, group: counties, county: {recused}}}")
    others = [one for one in counties if one != recused]
    lines.append(f"  - {{id: C02, group: counties, county: {others[0]}, recusals: [{others[1]}]}}")
    for judge, closed in (("C01", [recused]), ("C02", others[:2])):
        scores[judge] = {cell: points for cell, points in score.items() if cell[0] not in closed}
    totals = {
        county: sum((score[county, item] for item in rubric.items), Fraction(0))
        for county in counties
    }
    return Deck("\n".join(lines) + "\n", scores, totals)


def _strayed(score: Scores, rubric: Rubric, chance: random.Random) -> tuple[Scores, Scores]:
    first, second = dict(score), dict(score)
    for cell, points in score.items():
        room = min(points, rubric.items[cell[1]].points - points)
        by = HALF * chance.randint(0, int(room * 2))
        first[cell], second[cell] = points + by, points - by
    return first, second


def judges_of(root: Path, private: Path) -> Mapping[str, Judge]:
    return {judge.id: judge for judge in roster_of(open_project(root), private)}


def layout_of(rubric: Rubric, judge: Judge) -> SheetLayout:
    return sheet_layout(rubric, judge, rehearsal=False)


def filled(sheet: bytes, cells: Mapping[str, object]) -> bytes:
    """The workbook with those cells typed in, by a program that calculates nothing."""
    book = load_workbook(io.BytesIO(sheet))
    for name, value in cells.items():
        book[SHEET][name] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed(layout: SheetLayout, scores: Scores) -> dict[str, object]:
    """What a judge types, by cell."""
    return {name: float(scores[cell]) for name, cell in layout.open.items() if cell in scores}


def saved_by_libreoffice(files: Sequence[Path], out: Path) -> None:
    """Open each workbook in the real LibreOffice, calculate, and save it as .xlsx."""
    profile = (out / "profile").as_uri()
    out.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile}", "--headless"),
            *("--convert-to", "xlsx", "--outdir", str(out), *map(str, files)),
        ],
        check=True,
        capture_output=True,
        timeout=900,
    )


def check_totals(root: Path, private: Path, deck: Deck) -> None:
    """The tally is what the deck was made for, and what the second count makes of it."""
    tally = tally_ballots(open_project(root), private)
    totals = {county.county: county.total for county in tally.counties}
    assert totals == deck.totals
    second = oracle.count(*deck.trees(root / "rubric.yaml"))
    assert totals == {county: one.total for county, one in second.items()}
    assert {one.county: one.rank for one in tally.counties} == {
        county: one.rank for county, one in second.items()
    }
