"""The rubric says what the notice says: every word of it and every number."""

import csv
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest
from on_folder import portfolio_in

from generator.model.rubric import Clause, County, Indicator, NoTarget, Rubric, Target

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"
NOTICE = (DATA / "notice-2018-32.txt").read_text(encoding="utf-8")
ANNEX = NOTICE[NOTICE.index("附件\n\n2018年度") :]
COUNTIES = ("donghai", "guanyun", "guannan", "ganyu", "haizhou", "lianyun")
ITEMS = (*(f"{n:02}" for n in range(1, 24)), "B1", "B2", "B3")
Row = dict[str, str]

with (DATA / "notice-targets.csv").open(encoding="utf-8", newline="") as table:
    ROWS: tuple[Row, ...] = tuple(csv.DictReader(table))


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    portfolio = portfolio_in(ROOT)
    assert portfolio is not None
    return portfolio.rubric


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def asked(rubric: Rubric, item: Indicator, county: County) -> list[tuple[Clause, Target]]:
    found = [(clause, rubric.target(clause, county)) for clause in item.clauses]
    return [(clause, target) for clause, target in found if isinstance(target, Target)]


def test_table_has_every_item() -> None:
    """The table written from the notice leaves out none of its 26 items."""
    assert set(ITEMS) == {row["item"] for row in ROWS}
    assert all(row["words"] in ANNEX for row in ROWS)


@pytest.mark.parametrize("county_id", COUNTIES)
@pytest.mark.parametrize("item_id", ITEMS)
def test_targets_are_those_of_the_notice(rubric: Rubric, item_id: str, county_id: str) -> None:
    """Each of (23 + 3) × 6 cells asks the notice's numbers, units and limits, no other."""
    county = rubric.county_by_id[county_id]
    expected = []
    for row in ROWS:
        number = row[county_id]
        if row["item"] == item_id and number not in ("", "not-named"):
            having, _, lacking = number.partition(" or ")
            value = lacking if lacking and not county.has("science-van") else having
            expected.append((Fraction(value), row["max"], row["unit"]))
    actual = [
        (target.number, "" if target.maximum is None else str(target.maximum), target.unit)
        for _, target in asked(rubric, rubric.items[item_id], county)
    ]
    assert sorted(expected) == sorted(actual)


def test_numbers_belong_to_their_words(rubric: Rubric) -> None:
    """A clause that asks a number quotes the very words of the table's row."""
    for item in rubric.items.values():
        rows = [row for row in ROWS if row["item"] == item.id and row["words"]]
        clauses = [clause for clause in item.clauses if clause.demand is not None]
        assert len(rows) == len(clauses)
        for row, clause in zip(rows, clauses, strict=True):
            assert row["words"].removeprefix("其中") in clause.text


def test_unnamed_county_is_not_named(rubric: Rubric) -> None:
    """连云区, which the notice gives no family farms to ask, is 'not named' there alone."""
    unnamed = [
        (clause.name, county.id)
        for item in rubric.items.values()
        for clause in item.clauses
        for county in rubric.counties
        if rubric.target(clause, county) is NoTarget.NOT_NAMED
    ]
    assert [("特色家庭农场", "lianyun")] == unnamed


def test_award_applies_only_where_it_exists(rubric: Rubric) -> None:
    """县（区）长奖 is judged where the county has one, and does not apply elsewhere."""
    clause = next(one for one in rubric.items["16"].clauses if one.name == "县（区）长奖")
    for county in rubric.counties:
        has = county.attributes["county-mayor-award"] == "yes"
        expected = NoTarget.JUDGED if has else NoTarget.NOT_APPLICABLE
        assert expected is rubric.target(clause, county)


@pytest.mark.parametrize("item_id", ITEMS)
def test_official_text_is_exact(rubric: Rubric, item_id: str) -> None:
    """Each item's text stands letter for letter as one line of the notice."""
    lines = [line.strip() for line in ANNEX.splitlines()]
    assert rubric.items[item_id].text in lines
    start = lines.index(rubric.items[item_id].text)
    assert str(int(item_id.removeprefix("B"))) == lines[start - 1]


@pytest.mark.parametrize("item_id", ITEMS)
def test_clauses_cover_the_text(rubric: Rubric, item_id: str) -> None:
    """Nothing of the official text is outside every clause but punctuation and '其中'."""
    item = rubric.items[item_id]
    covered = [False] * len(item.text)
    for clause in item.clauses:
        start = item.text.index(clause.text)
        covered[start : start + len(clause.text)] = [True] * len(clause.text)
    rest = "".join(one for one, inside in zip(item.text, covered, strict=True) if not inside)
    assert not re.sub(r"其中|[，。；、,\s]", "", rest)


def test_points_and_sections(rubric: Rubric) -> None:
    """Five sections of 13 + 28 + 26 + 7 + 26 points, bonus caps of 4 + 4 + 2."""
    expected = {
        "为科技工作者服务": (13, 4),
        "为创新驱动发展服务": (28, 6),
        "为提高全民科学素质服务": (26, 6),
        "为党和政府科学决策服务": (7, 2),
        "加强自身建设": (26, 5),
    }
    actual = {one.name: (int(one.points), len(one.indicators)) for one in rubric.sections}
    assert expected == actual
    assert [4, 4, 2] == [one.points for one in rubric.bonus_items]
    for name, (points, _) in expected.items():
        heading = re.compile("".join(f"{re.escape(char)}\\s*" for char in name) + f"{points}分")
        assert heading.search(ANNEX), name


@pytest.mark.parametrize("item_id", ITEMS)
def test_points_are_those_beside_the_text(rubric: Rubric, item_id: str) -> None:
    """An item's points are what the annex prints after its text."""
    item = rubric.items[item_id]
    after = squeezed(ANNEX[ANNEX.index(item.text) + len(item.text) :])
    match = re.match(r"(?:最高)?(\d+)分", after)
    assert match is not None
    assert Fraction(match[1]) == item.points


def test_frame_of_the_assessment(rubric: Rubric) -> None:
    """Weights, minutes, parts, points and veto grounds are the notice's."""
    text = squeezed(NOTICE)
    weights = [(one.name, int(one.weight)) for one in rubric.judge_groups]
    assert [("市科协领导", 40), ("机关各部门", 30), ("县区科协", 30)] == weights
    assert "市科协领导评分占40%，机关各部门评分占30%，县区科协评分占30%" in text
    assert (15, 5) == (rubric.presentation_minutes, rubric.question_minutes)
    assert "控制在15分钟以内" in text
    assert "控制在5分钟左右" in text
    assert (100, 10) == (int(rubric.base), int(rubric.bonus))
    assert "有目标、有方案、有措施、有台账" in text
    assert ("目标", "方案", "措施", "台账") == rubric.parts
    assert rubric.veto_text in NOTICE
    assert all(ground.name in rubric.veto_text for ground in rubric.veto_grounds)
    assert all(principle in NOTICE for principle in rubric.principles)
    assert rubric.notice_number in NOTICE
    assert rubric.notice_title in squeezed(NOTICE)


def test_counties_stand_in_the_notices_order(rubric: Rubric) -> None:
    """The order of counties hints at nothing: it is the notice's own."""
    assert COUNTIES == tuple(one.id for one in rubric.counties)
    names = ["东海县", "灌云县", "灌南县", "赣榆区", "海州区", "连云区"]
    assert names == [one.name for one in rubric.counties]
    assert "东海县、灌云县、灌南县、赣榆区组织开展" in NOTICE


def test_readings_are_marked(rubric: Rubric) -> None:
    """Where the notice gives a bare number, 'at least' is marked as this site's reading."""
    marked = {
        clause.name
        for item in rubric.items.values()
        for clause in item.clauses
        if clause.demand is not None and clause.demand.reading
    }
    assert {"科技信息推送", "特色家庭农场", "专家库", "成果库", "需求库", "3A级学会"} == marked
    for item in rubric.items.values():
        for clause in item.clauses:
            if clause.demand is not None and not clause.demand.reading:
                assert re.search(r"不少于|以上|\d-\d", clause.text), clause.name


def test_parts_of_a_whole(rubric: Rubric) -> None:
    """10 + 30 + 20 stand within 60, and 5 within 90."""
    parents = {
        clause.name: rubric.clause(clause.parent).name
        for item in rubric.items.values()
        for clause in item.clauses
        if clause.parent is not None
    }
    assert {
        "专家库": "三库入库项目",
        "成果库": "三库入库项目",
        "需求库": "三库入库项目",
        "省科协要闻": "发稿",
    } == parents


def with_choice(rubric: Rubric, rule: str, choice: str) -> Rubric:
    rules = {**rubric.open_rules, rule: replace(rubric.open_rules[rule], choice=choice)}
    return replace(rubric, open_rules=rules)


def test_open_rule_says_what_not_named_does(rubric: Rubric) -> None:
    """A county the notice does not name is judged, or not asked, as the rubric chooses."""
    clause = next(one for one in rubric.items["08"].clauses if one.name == "特色家庭农场")
    county = rubric.county_by_id["lianyun"]
    other = with_choice(rubric, "not-named", "not-applicable")
    assert rubric.target(clause, county) is NoTarget.NOT_NAMED
    assert other.target(clause, county) is NoTarget.NOT_APPLICABLE


def test_open_rule_says_how_townships_are_read(rubric: Rubric) -> None:
    """Read as a total the number is held against the sum; read per township it is judged."""
    clause = next(one for one in rubric.items["20"].clauses if one.name == "农技协组织")
    county = rubric.county_by_id["donghai"]
    target = rubric.target(clause, county)
    assert isinstance(target, Target)
    assert target.number == 4
    other = with_choice(rubric, "township-target", "per-township")
    assert other.target(clause, county) is NoTarget.JUDGED
