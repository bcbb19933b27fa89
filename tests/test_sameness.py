"""What of two cycles is comparable: only what is the same in all that decides a figure."""

from pathlib import Path

import pytest
from project_copy import copy_invented

from generator.load.files import ProjectFiles
from generator.load.rubric.rubric_file import read_rubric
from generator.model.rubric import Rubric
from generator.pages.comparability import Difference, clause_difference, item_difference

RUBRIC = "rubric.yaml"
Edits = tuple[tuple[str, str], ...]


def rubric_with(folder: Path, edits: Edits) -> Rubric:
    """The invented rubric with passages replaced, each wherever it stands."""
    folder.mkdir()
    root = copy_invented(folder)
    text = (root / RUBRIC).read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    (root / RUBRIC).write_text(text, encoding="utf-8")
    rubric, faults = read_rubric(ProjectFiles(root))
    assert rubric is not None, faults
    return rubric


@pytest.fixture
def old(tmp_path: Path) -> Rubric:
    """The invented rubric as it is."""
    return rubric_with(tmp_path / "old", ())


# What the new rubric has instead of the old one, the clause looked at, and why it differs.
CLAUSES: dict[str, tuple[Edits, str, Difference | None]] = {
    "nothing": ((), "01.1", None),
    "number": (
        (("举办活动不少于3场", "举办活动不少于5场"), ('{all: "3"}', '{all: "5"}')),
        "01.1",
        None,
    ),
    "id": (
        (('id: "01.1", name: 活动', 'id: "01.9", name: 活动'),),
        "01.9",
        None,
    ),
    "text": (
        (("举办活动不少于3场", "举办大型活动不少于3场"),),
        "01.1",
        Difference.REWORDED,
    ),
    "name": ((('"01.1", name: 活动', '"01.1", name: 大型活动'),), "01.1", Difference.ABSENT),
    "item": (
        (("name: 活动\n        points", "name: 群众活动\n        points"),),
        "01.1",
        Difference.ABSENT,
    ),
    "unit": (
        (('{all: "3"}, unit: 场', '{all: "3"}, unit: 篇'),),
        "01.1",
        Difference.UNIT,
    ),
    "comparison": (
        (('unit: 场, comparison: between, max: "2"', "unit: 场, comparison: at-least"),),
        "02.1",
        Difference.COMPARISON,
    ),
    "for whom": (
        (('target: {all: "3"}', 'target: {counties: {jia: "3", yi: "3"}}'),),
        "01.1",
        Difference.TARGET,
    ),
    "number gone": (
        ((', target: {all: "3"}, unit: 场, comparison: at-least', ""),),
        "01.1",
        Difference.TARGET,
    ),
    "condition": (
        (("text: 举办活动不少于3场,", "text: 举办活动不少于3场, only-if: science-van,"),),
        "01.1",
        Difference.CONDITION,
    ),
    "part": (
        (('comparison: at-least, part-of: "01.5"}', "comparison: at-least}"),),
        "01.6",
        Difference.PART,
    ),
    "whole": (
        (('comparison: at-least, part-of: "01.5"}', "comparison: at-least}"),),
        "01.5",
        Difference.PART,
    ),
    "period": (
        (('period-to: {choice: "2018-12-31"', 'period-to: {choice: "2018-06-30"'),),
        "01.1",
        Difference.PERIOD,
    ),
    "another year": (
        (
            ('cycle: "2018"', 'cycle: "2019"'),
            ('choice: "2018-01-01"', 'choice: "2019-01-01"'),
            ('choice: "2018-12-31"', 'choice: "2019-12-31"'),
        ),
        "01.1",
        None,
    ),
    "counting": (
        (("not-named: {choice: judged", "not-named: {choice: not-applicable"),),
        "02.2",
        Difference.COUNTING,
    ),
}


@pytest.mark.parametrize("case", CLAUSES)
def test_clause_is_comparable_only_where_it_is_the_same(
    case: str, old: Rubric, tmp_path: Path
) -> None:
    """Names, wording, unit, comparison, way of setting, condition, parts, period and rules."""
    edits, clause, expected = CLAUSES[case]
    new = rubric_with(tmp_path / "new", edits)
    item = new.items[clause.split(".")[0]]
    assert expected == clause_difference(old, new, item, new.clause(clause))


ITEMS: dict[str, tuple[Edits, Difference | None]] = {
    "nothing": ((), None),
    "another item": ((("召开会议1-2场", "开好会议1-2场"),), None),
    "text": ((("12场。活动有成效", "12场。并且活动有成效"),), Difference.REWORDED),
    "clause gone": (
        (('          - {id: "01.4", name: 成效, text: 活动有成效}\n', ""),),
        Difference.CLAUSES,
    ),
    "clause differs": ((("活动有成效", "活动有实效"),), Difference.REWORDED),
    "points": (
        (('points: "6"', 'points: "5"'), ('points: "4"', 'points: "5"')),
        Difference.POINTS,
    ),
    "weights": (
        (
            ('leaders, name: 领导, weight: "40"', 'leaders, name: 领导, weight: "50"'),
            ('departments, name: 部门, weight: "30"', 'departments, name: 部门, weight: "20"'),
        ),
        Difference.SCORING,
    ),
    "trimming": ((("trimming: {choice: none", "trimming: {choice: items"),), Difference.SCORING),
    "commended": ((("vetoed-rank: {choice: none", "vetoed-rank: {choice: kept"),), None),
}


@pytest.mark.parametrize("case", ITEMS)
def test_points_are_comparable_only_where_all_is_the_same(
    case: str, old: Rubric, tmp_path: Path
) -> None:
    """Wording, every clause, the points and the way of scoring."""
    edits, expected = ITEMS[case]
    new = rubric_with(tmp_path / "new", edits)
    assert expected == item_difference(old, new, new.items["01"])
