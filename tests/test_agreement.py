"""The ledger on a page, the checklist, the JSON and an independent count say the same."""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from plain_yaml import load_yaml
from project_copy import REPOSITORY

from generator.cli import main

Document = dict[str, list[Any]]
RUBRIC = load_yaml((REPOSITORY / "rubric.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Tongue:
    """How the pages of one language put what the JSON has in Chinese."""

    folder: str
    about: str
    counts: str
    units: dict[str, dict[str, str]]

    def unit(self, clause: dict[str, Any]) -> str:
        """The word beside the clause's target."""
        forms = self.units.get(clause["unit"])
        return (
            clause["unit"] if forms is None else forms["one" if clause["target"] == "1" else "many"]
        )


TONGUES = {
    "Chinese": Tongue("", "约", "计入", {}),
    "English": Tongue("en", "≈", "counts", RUBRIC["english"]["units"]),
}


@pytest.fixture(params=TONGUES)
def tongue(request: pytest.FixtureRequest) -> Tongue:
    """Each language of the site in turn."""
    return TONGUES[request.param]


COUNTIES = REPOSITORY / "content" / "counties"
FILES = sorted(COUNTIES.glob("*/[0-9B][0-9].md")) + sorted(COUNTIES.glob("*/B[0-9].md"))
FILES = sorted(set(FILES))


class Tables(HTMLParser):
    """The rows of a page's tables by their class, each a list of the cells' text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[str, list[list[str]]] = defaultdict(list)
        self.table = ""
        self.small = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.table = dict(attrs).get("class") or ""
        elif tag == "tr":
            self.rows[self.table].append([dict(attrs).get("id") or ""])
        elif tag in ("td", "th") and self.rows[self.table]:
            self.rows[self.table][-1].append("")
        self.small = tag == "small"

    def handle_endtag(self, tag: str) -> None:
        self.small = False
        if tag == "table":
            self.table = ""

    def handle_data(self, data: str) -> None:
        rows = self.rows[self.table]
        if self.table and rows and len(rows[-1]) > 1 and not self.small:
            rows[-1][-1] += data


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Document:
    """What ``check --format json`` prints."""
    monkeypatch.chdir(REPOSITORY)
    assert main(["check", "--quiet", "--format", "json"]) == 0
    document: Document = json.loads(capsys.readouterr().out)
    return document


def ledger_of(file: Path) -> list[list[str]]:
    """The cells of each row, read by nothing but splitting at bars."""
    text = file.read_text(encoding="utf-8")
    lines = text.split("## 台账", 1)[1].splitlines()
    at = next(i for i, line in enumerate(lines) if line.startswith("| 日期"))
    rows = []
    for line in lines[at + 2 :]:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        rows.append(cells + [""] * (7 - len(cells)))
    return rows


def number_of(text: str) -> Fraction | None:
    """An exact or at-least number; None for what does not count."""
    if match := re.fullmatch(r"(\d+)/(\d+)", text):
        return Fraction(int(match[1]) * 100, int(match[2]))
    if match := re.fullmatch(r"([\d.]+)\s*(?:余|多)?\D*", text):
        return Fraction(match[1])
    return None


def independent_counts() -> dict[tuple[str, str, str], tuple[Fraction, Fraction]]:
    """(county, item, clause name) to what counts and what is proven, from the Markdown alone."""
    numbered: dict[tuple[str, str], list[str]] = {}
    submitted = [one for one in FILES if "状态: submitted" in one.read_text(encoding="utf-8")]
    for file in submitted:
        for row in ledger_of(file):
            if row[6]:
                numbered[file.parent.name, row[6]] = row
    counts: dict[tuple[str, str, str], tuple[Fraction, Fraction]] = {}
    for file in submitted:
        for row in ledger_of(file):
            key = (file.parent.name, file.stem, row[2])
            source = row
            if cited := re.fullmatch(r"见 (\S+)", row[1]):
                source = numbered[file.parent.name, cited[1]]
            assert source[0].startswith("2018-")
            number = number_of(row[3])
            if number is None:
                continue
            proof = number if source[5] else Fraction(0)
            old = counts.get(key, (Fraction(0), Fraction(0)))
            is_rate = "/" in row[3] or row[3].endswith("%")
            counts[key] = (number, proof) if is_rate else (old[0] + number, old[1] + proof)
    return counts


def expected_of(
    counts: dict[tuple[str, str, str], tuple[Fraction, Fraction]],
    checklist: dict[str, Any],
    clause: dict[str, Any],
) -> tuple[Fraction, Fraction]:
    """The independent count of a clause with its parts."""
    items = [item for section in RUBRIC["sections"] for item in section["indicators"]]
    item = next(i for i in items + RUBRIC["bonus"] if i["id"] == checklist["indicator"])
    parts = [c["name"] for c in item["clauses"] if c.get("part-of") == clause["clause"]]
    found = [
        counts.get((checklist["county"], checklist["indicator"], name), (Fraction(0), Fraction(0)))
        for name in (clause["name"], *parts)
    ]
    return sum((one[0] for one in found), Fraction(0)), sum((one[1] for one in found), Fraction(0))


def test_json_equals_the_independent_count(told: Document) -> None:
    """For every clause and county the JSON holds what splitting the Markdown at bars gives."""
    counts = independent_counts()
    assert counts
    compared = 0
    for checklist in told["checklists"]:
        for clause in checklist["clauses"]:
            if clause["target"] is None:
                continue
            expected = expected_of(counts, checklist, clause)
            assert expected == (Fraction(clause["counted"]), Fraction(clause["proven"])), clause
            target = Fraction(clause["target"])
            state = "short" if expected[0] < target else "unproven"
            assert clause["state"] == ("met" if expected[1] >= target else state)
            compared += 1
    assert compared == 233


def shown(clause: dict[str, Any], number: str, about: str) -> str:
    if clause["unit"] == "%" and clause["counted"] == "0":
        return "—"
    value = Fraction(number)
    if value.denominator in (1, 2, 4, 5, 10):
        return str(int(value)) if value.denominator == 1 else str(float(value))
    return f"{about}{int(value * 100) / 100:.2f}"


def test_pages_equal_the_json(told: Document, reviewers_site: Path, tongue: Tongue) -> None:
    """Each evidence page's checklist and ledger hold the JSON's numbers and the file's rows."""
    for checklist in told["checklists"]:
        county, item = checklist["county"], checklist["indicator"]
        page = (
            reviewers_site
            / tongue.folder
            / "2018"
            / "counties"
            / county
            / item.lower()
            / "index.html"
        )
        tables = Tables()
        tables.feed(page.read_text(encoding="utf-8"))
        rows = tables.rows["tz-check"][1:]
        assert [one["clause"] for one in checklist["clauses"]] == [row[0] for row in rows]
        for clause, row in zip(checklist["clauses"], rows, strict=True):
            if clause["target"] is None:
                assert row[3:5] == ["", ""]
            else:
                asked = f"≥ {clause['target']} {tongue.unit(clause)}"
                assert row[2] == asked or clause["name"] == "推进会"
                assert row[3:5] == [
                    shown(clause, clause["counted"], tongue.about),
                    shown(clause, clause["proven"], tongue.about),
                ]
        file = COUNTIES / county / f"{item}.md"
        expected = ledger_of(file) if file.exists() else []
        # What reviewers read below a row has no anchor.
        ledger = [row for row in tables.rows["tz-ledger"][1:] if row[0]]
        assert [(c[0], c[1], c[2], c[3], c[4], c[6]) for c in expected] == [
            (r[1], r[2], r[3], r[4], r[5], r[7]) for r in ledger
        ]
        assert [one["anchor"] for one in checklist["entries"]] == [row[0] for row in ledger]
        counts = [tongue.counts in row[8] for row in ledger]
        assert [one["counts"] for one in checklist["entries"]] == counts


def test_indicator_pages_equal_the_json(
    told: Document, reviewers_site: Path, tongue: Tongue
) -> None:
    """An indicator's page shows each county's count beside its own target."""
    for item in {one["indicator"] for one in told["checklists"]}:
        page = reviewers_site / tongue.folder / "2018" / "indicators" / item.lower() / "index.html"
        tables = Tables()
        tables.feed(page.read_text(encoding="utf-8"))
        columns = [one for one in told["checklists"] if one["indicator"] == item]
        rows = [row for row in tables.rows["tz-across"][1:] if row[0]]
        for at, row in enumerate(rows):
            for checklist, text in zip(columns, row[2:], strict=True):
                clause = checklist["clauses"][at]
                if clause["target"] is not None:
                    assert text.startswith(shown(clause, clause["counted"], tongue.about)), (
                        item,
                        clause,
                    )


class Cells(HTMLParser):
    """The text of every element that carries a mark, in the page's order."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark = mark
        self.texts: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.mark in dict(attrs):
            self.inside = tag
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data


def marked(page: Path, mark: str) -> list[str]:
    """What stands in the page's elements with the mark."""
    cells = Cells(mark)
    cells.feed(page.read_text(encoding="utf-8"))
    return cells.texts


def share_of(clauses: list[dict[str, Any]]) -> str:
    """Reached of asked, "" where nothing is asked."""
    states = [one["state"] for one in clauses if one["target"] is not None]
    return f"{states.count('met')}/{len(states)}" if states else ""


def test_matrix_equals_the_json(told: Document, reviewers_site: Path, tongue: Tongue) -> None:
    """Each cell is the clauses met of those with a target; the foot is all of a county's."""
    checklists = told["checklists"]
    items = list(dict.fromkeys(one["indicator"] for one in checklists))
    counties = list(dict.fromkeys(one["county"] for one in checklists))
    clauses = {(one["county"], one["indicator"]): one["clauses"] for one in checklists}
    expected = [share_of(clauses[county, item]) for item in items for county in counties]
    for county in counties:
        every = [clause for item in items for clause in clauses[county, item]]
        expected.append(share_of(every))
    page = reviewers_site / tongue.folder / "2018" / "matrix" / "index.html"
    table = page.read_text(encoding="utf-8").partition('<table class="tz-matrix">')[2]
    assert expected == re.findall(r"<b>([^<]*)</b>", table.partition("</table>")[0])


def test_dot_plots_equal_the_json(told: Document, reviewers_site: Path, tongue: Tongue) -> None:
    """An indicator's drawing holds the count of each county that is asked for a number."""
    for item in {one["indicator"] for one in told["checklists"]}:
        columns = [one["clauses"] for one in told["checklists"] if one["indicator"] == item]
        expected = [
            shown(clause, clause["counted"], tongue.about)
            for row in zip(*columns, strict=True)
            for clause in row
            if clause["target"] is not None
        ]
        page = reviewers_site / tongue.folder / "2018" / "indicators" / item.lower() / "index.html"
        assert expected == marked(page, "data-counted"), item


def test_burden_equals_the_json(told: Document, reviewers_site: Path, tongue: Tongue) -> None:
    """The entries of each county and each item are as many as submitted checklists hold."""
    checklists = told["checklists"]
    expected = [
        str(
            sum(
                len(one["entries"])
                for one in checklists
                if one[key] == value and one["unsubmitted"] is None
            )
        )
        for key in ("county", "indicator")
        for value in dict.fromkeys(one[key] for one in checklists)
    ]
    assert expected == marked(
        reviewers_site / tongue.folder / "2018" / "burden" / "index.html", "data-entries"
    )
