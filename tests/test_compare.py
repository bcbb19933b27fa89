"""Counties compared: every figure and difference is what is counted and announced; pages by size."""

import json
import re
from fractions import Fraction
from html import unescape
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from plain_yaml import load_yaml
from project_copy import REPOSITORY, replace_text

from generator.cli import main

Checklists = list[dict[str, Any]]
ANNOUNCED: dict[str, dict[str, Any]] = {
    one["county"]: one
    for one in json.loads(
        (REPOSITORY / "content/results/2018/06-final.json").read_text(encoding="utf-8")
    )["counties"]
}
RUBRIC: dict[str, Any] = load_yaml((REPOSITORY / "rubric.yaml").read_text(encoding="utf-8"))
NAMES = {one["id"]: one["name"] for one in RUBRIC["counties"]}
WORDS = {
    "met": "达标",
    "unproven": "待证",
    "short": "未达",
    "judged": "评议",
    "not-named": "未下达",
    "not-applicable": "不适用",
}


@pytest.fixture(scope="module")
def compare(public_site: Path) -> Path:
    """The compare pages of the public site of this repository."""
    return public_site / "2018/compare"


@pytest.fixture
def checklists(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Checklists:
    """What ``check --format json`` prints."""
    monkeypatch.chdir(REPOSITORY)
    assert main(["check", "--quiet", "--format", "json"]) == 0
    told: Checklists = json.loads(capsys.readouterr().out)["checklists"]
    return told


def rows(folder: Path, kind: str) -> list[list[str]]:
    """The texts of the rows of a kind: what heads it, then cell by cell."""
    html = (folder / "index.html").read_text(encoding="utf-8")
    found = re.findall(rf'<tr class="tz-row-{kind}"[^>]*>(.*?)</tr>', html, re.DOTALL)
    return [
        [
            " ".join(unescape(re.sub(r"<[^>]+>", "", cell)).split())
            for cell in re.split(r"</t[hd]>", row)[:-1]
        ]
        for row in found
    ]


def clauses_with_a_number(checklists: Checklists) -> list[dict[str, dict[str, Any]]]:
    """Each clause that asks some county for a number, by county, in the notice's order."""
    by_clause: dict[str, dict[str, dict[str, Any]]] = {}
    for checklist in checklists:
        for clause in checklist["clauses"]:
            by_clause.setdefault(clause["clause"], {})[checklist["county"]] = clause
    items = list(dict.fromkeys(one["indicator"] for one in checklists))
    ordered = sorted(by_clause, key=lambda one: (items.index(one[:2]), int(one[3:])))
    return [
        by_clause[one]
        for one in ordered
        if any(clause["target"] is not None for clause in by_clause[one].values())
    ]


def shown(clause: dict[str, Any]) -> str:
    """The count as a page writes it, "" where no number is asked."""
    if clause["target"] is None:
        return ""
    if clause["unit"] == "%" and clause["counted"] == "0":
        return "—"
    value = Fraction(clause["counted"])
    if value.denominator in (1, 2, 4, 5, 10):
        return str(int(value)) if value.denominator == 1 else str(float(value))
    return f"约{int(value * 100) / 100:.2f}"


def test_counts_and_states_are_those_of_the_check(compare: Path, checklists: Checklists) -> None:
    """Clause by clause: the count, what is asked and the state of every county."""
    expected = clauses_with_a_number(checklists)
    found = rows(compare, "clause")
    assert len(expected) == len(found)
    for clauses, (head, *cells) in zip(expected, found, strict=True):
        assert head.startswith(clauses["donghai"]["name"])
        told: list[str] = []
        for county in NAMES:
            one = clauses[county]
            target = "" if one["target"] is None else f"≥ {one['target']}"
            if one["name"] == "推进会" and one["target"]:
                target = re.findall(r"\d–\d", cells[len(told)])[0]
            told.append(" ".join([*filter(None, (shown(one), target)), WORDS[one["state"]]]))
        assert told == cells
        assert head.endswith("相同" if len(set(told)) == 1 else "不同")


def test_points_are_those_of_the_announcement(compare: Path) -> None:
    """Totals, points by section and by item stand in every county's column."""
    assert [[ANNOUNCED[one]["total"] for one in NAMES]] == [
        cells for _, *cells in rows(compare, "total")
    ]
    order = [*(one["id"] for one in RUBRIC["sections"]), "bonus"]
    assert [[ANNOUNCED[one]["sections"][key] for one in NAMES] for key in order] == [
        cells for _, *cells in rows(compare, "section")
    ]
    for head, *cells in rows(compare, "item"):
        item = head.split()[0]
        assert [ANNOUNCED[one]["indicators"][item]["points"] for one in NAMES] == [
            cell.split()[0] for cell in cells
        ]


@pytest.mark.parametrize(("left", "right"), [*combinations(NAMES, 2)])
def test_pair_tells_how_far_it_is_apart(
    compare: Path, checklists: Checklists, left: str, right: str
) -> None:
    """Who has more and how much, in points and in counts, exactly; else the same or different."""
    folder = compare / f"{left}--{right}"
    totals = [Fraction(ANNOUNCED[one]["total"]) for one in (left, right)]
    ahead = left if totals[0] > totals[1] else right
    assert (
        f"{NAMES[ahead]}高 {float(abs(totals[0] - totals[1])):.2f} 分"
        == rows(folder, "total")[0][3]
    )
    found = rows(folder, "clause")
    for clauses, (_, one, other, apart) in zip(
        clauses_with_a_number(checklists), found, strict=True
    ):
        unit = clauses[left]["unit"] or clauses[right]["unit"]
        numbers = [
            None if shown(clauses[county]) in ("", "—") else Fraction(clauses[county]["counted"])
            for county in (left, right)
        ]
        if one == other:
            assert apart in ("相同", "")
        elif None in numbers or numbers[0] == numbers[1]:
            assert apart == "不同"
        else:
            assert numbers[0] is not None
            assert numbers[1] is not None
            name = NAMES[left if numbers[0] > numbers[1] else right]
            far = abs(numbers[0] - numbers[1])
            words = re.fullmatch(r"(.+)(?:多|高) (约?)([\d.]+) (\S+)", apart)
            assert words is not None, apart
            assert (name, "个百分点" if unit == "%" else unit) == (words[1], words[4])
            cut = far if not words[2] else Fraction(int(far * 100), 100)
            assert cut == Fraction(words[3])


def test_few_counties_have_a_page_a_pair(compare: Path) -> None:
    """Six counties: fifteen pairs beside the page to choose from, and no other page."""
    pairs = {f"{left}--{right}" for left, right in combinations(NAMES, 2)}
    assert pairs == {one.name for one in compare.iterdir() if one.is_dir()}


def with_counties(project: Path, count: int) -> Path:
    """The compare pages the reviewers have of an assessment of so many counties."""
    more = "".join(
        f'  - {{id: c{nth}, name: 第{nth}县, attributes: {{science-van: "no"}}}}\n'
        for nth in range(count - 2)
    )
    replace_text(project, "rubric.yaml", "sections:\n", f"{more}sections:\n")
    out = project / "review"
    command = ["build", "--quiet", "--without-search", "--for", "reviewers", "--out", str(out)]
    assert main(command) == 0
    return out / "2018/compare"


def test_many_counties_have_a_page_a_section(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From nine on no pairs: an overview, and each section's rows on a page of their own."""
    monkeypatch.chdir(project)
    folder = with_counties(project, 9)
    assert {"first", "bonus"} == {one.name for one in folder.iterdir() if one.is_dir()}
    assert rows(folder, "clause") == []
    assert len(rows(folder / "first", "item")) == 2
    assert len(rows(folder / "bonus", "item")) == 1
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert 'href="first/index.html"' in html
    assert html.count('name="county"') == 9


def test_one_county_alone_is_compared_with_none(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page and no way to one."""
    monkeypatch.chdir(project)
    other = '  - {id: yi, name: 乙区, attributes: {science-van: "no"}}\n'
    replace_text(project, "rubric.yaml", other, "")
    out = project / "review"
    command = ["build", "--quiet", "--without-search", "--for", "reviewers", "--out", str(out)]
    assert main(command) == 0
    assert not (out / "2018/compare").exists()
    assert not any("compare/" in one.read_text("utf-8") for one in out.rglob("*.html"))
