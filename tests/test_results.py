"""Every figure on every page is the announcement's, and that is the tally's, at each level."""

import io
import json
import re
import shutil
from collections import defaultdict
from contextlib import redirect_stdout
from dataclasses import dataclass
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from on_folder import rehearse
from project_copy import REPOSITORY, replace_text
from serving import served
from walking import browser
from year import go_on, write_private

from generator.cli import main
from generator.model.disclosure import Disclosure
from generator.model.state import State

DECISION = """cycle: "2018"
by: 演示
commended: [ganyu, 东海县]
grades: {donghai: 一等, guanyun: 二等, guannan: 三等, ganyu: 一等, haizhou: 二等, lianyun: 三等}
"""
VOID = {"img", "meta", "link", "input", "br", "hr", "rect", "path", "use"}
Figures = dict[tuple[str, str], str]
"""(county, key) to text: rank, grade, total, sections.<id>, indicators.<id>, groups.<id>.<group>."""


@dataclass
class Year:
    """A finished assessment: what was counted, announced and built."""

    level: Disclosure
    tally: dict[str, Any]
    announcement: dict[str, Any]
    site: Path


# A worker makes the site of a level, which no other then needs.
LEVELS = [
    pytest.param(level, marks=pytest.mark.xdist_group(f"results-{level}")) for level in Disclosure
]


@pytest.fixture(scope="module", params=LEVELS)
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The repository's six counties, announced anew at one level of disclosure."""
    root = tmp_path_factory.mktemp(request.param)
    for name in ("content", "site_templates"):
        shutil.copytree(REPOSITORY / name, root / name)
    for name in ("rubric.yaml", "mkdocs.yml"):
        shutil.copyfile(REPOSITORY / name, root / name)
    # What past years announced is another matter, see test_years.
    shutil.rmtree(root / "content/archive")
    results = root / "content/results/2018"
    shutil.rmtree(results)
    replace_text(root, "rubric.yaml", "disclosure: indicators", f"disclosure: {request.param}")
    write_private(root, {**rehearse(root, 7), "decision.yaml": DECISION})
    tally = run(root, ["tally", "--format", "json"])
    for state in list(State)[State.OPEN.rank : State.AMENDED.rank]:
        go_on(root, state)
    shutil.rmtree(root / "private")
    assert run(root, ["build", "--quiet", "--without-search"]) == ""
    announcement = json.loads((results / "06-final.json").read_text(encoding="utf-8"))
    return Year(Disclosure(request.param), json.loads(tally), announcement, root / "site")


def run(root: Path, arguments: list[str]) -> str:
    """What the command prints in the folder."""
    written = io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(written):
        patch.chdir(root)
        assert main(arguments) == 0
    return written.getvalue()


class Crawl(HTMLParser):
    """Collects the elements that carry a figure: their mark, its value, the county, the text."""

    MARKS = ("rank", "grade", "total", "section", "points", "group")
    UNMARKED = ("tz-matrix", "tz-points-by-item")
    """Tables of thousands of cells: those below the head of a county end in the points."""

    def __init__(self) -> None:
        super().__init__()
        self.table = ""
        self.column = -1
        self.columns: dict[int, str] = {}
        self.stack: list[dict[str, str]] = []
        self.found: list[tuple[str, str, str, str, list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        self.stack.append({name: value or "" for name, value in attrs})
        own = self.stack[-1]
        self.place(tag, own)
        for mark in self.MARKS:
            if f"data-{mark}" in own:
                county, item = self.above("data-county"), self.above("data-item")
                self.found.append((mark, own[f"data-{mark}"], county, item, []))
                own["open"] = str(len(self.found) - 1)

    def place(self, tag: str, own: dict[str, str]) -> None:
        """Keep table and column; a cell without a mark of its own is found by them."""
        if tag == "table":
            self.table, self.columns = own.get("class", ""), {}
        elif tag == "tr":
            self.column = -1
        elif tag in ("td", "th"):
            self.column += 1
        item = self.above("data-item")
        if tag == "a" and "scope" in self.stack[-2]:
            for county in re.findall(r"counties/([^/]+)/$", own["href"]):
                self.columns[self.column] = county
        elif tag == "td" and self.table in self.UNMARKED and item and self.column in self.columns:
            self.found.append(("cell", self.columns[self.column], "", item, []))
            own["open"] = str(len(self.found) - 1)

    def above(self, name: str) -> str:
        return next((element[name] for element in reversed(self.stack) if name in element), "")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.stack:
            self.stack.pop()

    def handle_data(self, data: str) -> None:
        for element in self.stack:
            if "open" in element:
                self.found[int(element["open"])][4].append(data)


def figures_on(file: Path, site: Path, counties: list[str]) -> list[tuple[tuple[str, str], str]]:
    """The figures of one page with the county and key that each belongs to."""
    crawl = Crawl()
    crawl.feed(file.read_text(encoding="utf-8"))
    steps = tuple(part for part in file.relative_to(site).parts if part != "en")
    here = steps[2] if steps[1:2] == ("counties",) and len(steps) > 3 else ""
    found: list[tuple[tuple[str, str], str]] = []
    across = 0
    for mark, value, above, row, texts in crawl.found:
        county, text = above or here, "".join(texts).strip()
        if mark in ("rank", "grade", "total"):
            key = mark
        elif mark == "section":
            key = f"sections.{value}"
        elif mark == "group":
            key = f"groups.{steps[3].upper()}.{value}"
        elif mark == "cell":
            county, key, text = value, f"indicators.{row}", points_in(text)
        elif row and value:
            county, key = value, f"indicators.{row}"
        elif row:
            county, key = counties[across], f"indicators.{row}"
            across += 1
        else:
            key = f"indicators.{value}"
        if text:
            found.append(((county, key), text))
    return found


def points_in(cell: str) -> str:
    """The points that end the cell, "" where there are none."""
    ending = re.search(r"(?:^|，得分|, points )([\d.]+)$", cell)
    return "" if ending is None else ending[1]


def announced_figures(document: dict[str, Any]) -> Figures:
    """The announcement's figures as pages write them."""
    figures: Figures = {}
    ranks = [one["rank"] for one in document.get("counties", ()) if "rank" in one]
    for one in document.get("counties", ()):
        county = one["county"]
        if "rank" in one:
            shared = "并列" if ranks.count(one["rank"]) > 1 else ""
            figures[county, "rank"] = f"{shared}第 {one['rank']} 名"
        for key in ("grade", "total"):
            if key in one:
                figures[county, key] = one[key]
        for section, points in one.get("sections", {}).items():
            figures[county, f"sections.{section}"] = points
        for item, cell in one.get("indicators", {}).items():
            figures[county, f"indicators.{item}"] = cell["points"]
            for group, mean in cell.get("groups", {}).items():
                figures[county, f"groups.{item}.{group}"] = mean
    return figures


def in_chinese(figure: str) -> str:
    """The figure of an English page as a Chinese one writes it: ranks are all that differs."""
    ranked = re.fullmatch(r"(Rank|Joint rank) (\d+)", figure)
    if ranked is None:
        return figure
    return f"{'第' if ranked[1] == 'Rank' else '并列第'} {ranked[2]} 名"


def half_up(text: str) -> str:
    """Two places, a half goes up: by whole numbers alone."""
    number = Fraction(text)
    hundredths, rest = divmod(number.numerator * 100, number.denominator)
    hundredths += rest * 2 >= number.denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def tallied_figures(tally: dict[str, Any], level: Disclosure) -> Figures:
    """What the tally gives at the level, rounded here."""
    figures: Figures = {}
    rubric_sections = list(tally["counties"][0]["sections"])
    for one in tally["counties"]:
        county = one["county"]
        if level.covers(Disclosure.TOTALS):
            figures[county, "rank"] = f"第 {one['rank']} 名"
            figures[county, "total"] = half_up(one["total"])
        if level.covers(Disclosure.SECTIONS):
            for section in rubric_sections:
                figures[county, f"sections.{section}"] = half_up(one["sections"][section])
            figures[county, "sections.bonus"] = half_up(one["bonus"])
        if level.covers(Disclosure.INDICATORS):
            for item, cell in one["items"].items():
                figures[county, f"indicators.{item}"] = half_up(cell["points"])
                if min(group["ballots"] for group in cell["groups"].values()) >= 3:
                    for group, figure in cell["groups"].items():
                        figures[county, f"groups.{item}.{group}"] = half_up(figure["mean"])
    return figures


def test_announcement_equals_the_tally(year: Year) -> None:
    """The announcement holds the tally's figures that its level covers, and no other."""
    told = announced_figures(year.announcement)
    grades = {key: told.pop(key) for key in [*told] if key[1] == "grade"}
    assert tallied_figures(year.tally, year.level) == told
    assert len(grades) == (6 if year.level is not Disclosure.COMMENDED else 0)


def test_pages_equal_the_announcement(year: Year) -> None:
    """Each figure on each page is the announcement's, and each of them is somewhere."""
    told = announced_figures(year.announcement)
    counties = [county["county"] for county in year.tally["counties"]]
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for file in sorted(year.site.rglob("*.html")):
        for key, text in figures_on(file, year.site, counties):
            assert told.get(key) == in_chinese(text), (file, key)
            seen[key] += 1
    assert seen.keys() == told.keys()
    # In each language two lists, two cards, five pairs, …; an item in the matrix as well.
    if year.level.covers(Disclosure.TOTALS):
        assert {seen[county, "total"] for county in counties} == {28}
    if year.level.covers(Disclosure.INDICATORS):
        assert {seen[county, "indicators.05"] for county in counties} == {26}


def test_announcement_holds_only_its_level(year: Year) -> None:
    """The file's keys are those of its level; its values strings, whole numbers, one flag."""
    document = year.announcement
    always = {"version", "cycle", "state", "demonstration", "disclosure", "issued"}
    always |= {"commended", "changes", "rules", "previous"}
    level = year.level
    more = {"vetoes", "counties"} if level.covers(Disclosure.GRADES) else set()
    more |= {"standing"} if level.covers(Disclosure.TOTALS) else set()
    assert always | more == document.keys()
    assert document["demonstration"] is True
    assert document["commended"] == ["donghai", "ganyu"]
    text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    root = year.site.parent
    assert (root / "content/results/2018/06-final.json").read_text(encoding="utf-8") == text

    def scalars(value: Any) -> list[Any]:
        if isinstance(value, dict):
            return [scalar for inner in value.values() for scalar in scalars(inner)]
        return (
            [scalar for inner in value for scalar in scalars(inner)]
            if isinstance(value, list)
            else [value]
        )

    kinds = {type(scalar) for scalar in scalars(document)}
    assert kinds <= {str, int, bool}


def test_results_data_is_the_announcement(year: Year) -> None:
    """results.json is the newest announcement, byte for byte; the older one stays beside it."""
    data, results = year.site / "2018/data", year.site.parent / "content/results/2018"
    assert (results / "06-final.json").read_bytes() == (data / "results.json").read_bytes()
    for name in ("05-proposed.json", "06-final.json"):
        assert (results / name).read_bytes() == (data / name).read_bytes()


def test_results_data_keeps_its_schema(year: Year) -> None:
    """Every announcement fits the schema served beside it, and no other level's demands."""
    data = year.site / "2018/data"
    schema = json.loads((data / "results.schema.json").read_text(encoding="utf-8"))
    assert schema == json.loads((REPOSITORY / "schemas/results.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    judge = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for name in ("results.json", "05-proposed.json", "06-final.json"):
        judge.validate(json.loads((data / name).read_text(encoding="utf-8")))
    others = [level for level in Disclosure if level is not year.level]
    assert not any(judge.is_valid(year.announcement | {"disclosure": level}) for level in others)
    wrong: list[dict[str, Any]] = [
        {"total": "1"},
        {"demonstration": "yes"},
        {"issued": "2019-13-01"},
        {"state": "open"},
        {"commended": [1]},
    ]
    assert not any(judge.is_valid(year.announcement | change) for change in wrong)
    # The first announcement has none before it, and those made before rules were frozen name none.
    for key in year.announcement.keys() - {"rules", "previous"}:
        assert not judge.is_valid({k: v for k, v in year.announcement.items() if k != key}), key


def test_undisclosed_figures_are_nowhere(year: Year) -> None:
    """No total, section's points or bar of a higher level is in any byte of the site."""
    text = "".join(
        file.read_text(encoding="utf-8")
        for file in year.site.rglob("*")
        if file.suffix in (".html", ".json", ".csv") and file.name != "manifest.json"
    )
    covers = year.level.covers
    for county in year.tally["counties"]:
        if not covers(Disclosure.TOTALS):
            assert half_up(county["total"]) not in text
        if not covers(Disclosure.SECTIONS):
            hidden = [half_up(points) for points in county["sections"].values()]
            assert not [points for points in hidden if Fraction(points) > 15 and points in text]
    assert ("tz-strip" in text) == covers(Disclosure.TOTALS)
    assert ('data-range="total"' in text) == covers(Disclosure.TOTALS)
    assert ('data-range="bonus"' in text) == covers(Disclosure.SECTIONS)
    assert ("第 1 名" in text) == covers(Disclosure.TOTALS)
    assert ("一等" in text) == covers(Disclosure.GRADES)


def test_every_level_names_who_is_commended(year: Year) -> None:
    """Home, results and notices say it at every level, and what the level publishes."""
    for page in ("", "2018/results/", "2018/notices/05/", "2018/notices/06/"):
        text = (year.site / page / "index.html").read_text(encoding="utf-8")
        part = text.split('id="commended"')[1].split("</ul>")[0]
        assert part.index("东海县") < part.index("赣榆区")
        assert "海州区" not in part
    notes = {
        Disclosure.COMMENDED: "只公布先进单位",
        Disclosure.GRADES: "公布等次",
        Disclosure.TOTALS: "公布总分和名次",
        Disclosure.SECTIONS: "各项目得分",
        Disclosure.INDICATORS: "各项考核内容的得分",
    }
    results = (year.site / "2018/results/index.html").read_text(encoding="utf-8")
    assert notes[year.level] in results


def test_strips_say_which_colour_is_which(year: Year) -> None:
    """Where the home page draws points by section, a legend names all of them."""
    text = (year.site / "index.html").read_text(encoding="utf-8")
    legend = re.findall(r'<i class="tz-slice-[^"]+"></i>([^<]+)</li>', text)
    if not year.level.covers(Disclosure.SECTIONS):
        assert legend == []
        return
    drawn = year.tally["counties"][0]["sections"]
    assert len(legend) == len([*drawn, "bonus"])
    assert legend[0] == "为科技工作者服务"
    assert legend[-1] == "加分项目"


@pytest.mark.browser
def test_grades_sort_together(year: Year) -> None:
    """Equal grades stand together, in the order in which the table first has them, or the other."""
    if year.level is Disclosure.COMMENDED:
        assert "data-grade" not in (year.site / "2018/results/index.html").read_text("utf-8")
        return
    with served(year.site) as home, browser() as context:
        page = context.new_page()
        page.goto(f"{home}2018/results/")
        grades = page.locator("#ranking-table [data-grade]").all_inner_texts()
        assert len(set(grades)) == 3
        for order, sign in (("grade", 1), ("-grade", -1)):
            page.select_option("[name=sort]", order)
            told = page.locator("#ranking-table [data-grade]").all_inner_texts()
            assert told == sorted(grades, key=lambda grade: sign * grades.index(grade))
        assert page.locator("th[data-sort=grade]").get_attribute("aria-sort") == "descending"
