"""Decisions against a tally of a few counties: the ranks that follow, or each fault by its code."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from test_tally import as_decision, small_rubric

from generator.model.announcement import BONUS
from generator.model.decision import Outcome
from generator.model.disclosure import Disclosure
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.model.state import State
from generator.model.tally import CountyTally, GroupFigure, ItemTally, Tally
from generator.report.announcement import announcement_json
from generator.scoring.announce import make_announcement
from generator.scoring.decide import UnusableDecision, decide

RULES = {"ties": "decided", "vetoed-rank": "none", "commended-number": "decided"}
ONE, TWO, THREE, FOUR, FIVE = (county.id for county in small_rubric(RULES, 5).counties)
NAMES = {county.id: county.name for county in small_rubric(RULES, 4).counties}


def tally(*totals: int) -> Tally:
    """The totals of the counties in their order."""
    return Tally(
        counties=tuple(
            CountyTally(
                county=county,
                items=(),
                sections={BONUS: Fraction(0)},
                base=Fraction(total),
                bonus=Fraction(0),
                total=Fraction(total),
                rank=1 + sum(other > total for other in totals),
            )
            for county, total in zip((ONE, TWO, THREE, FOUR, FIVE), totals, strict=False)
        ),
        rehearsal=True,
    )


def decided(
    totals: tuple[int, ...],
    file: Mapping[str, Any],
    rules: Mapping[str, str] | None = None,
    level: Disclosure = Disclosure.INDICATORS,
) -> Outcome:
    """The outcome of a decision of which the other keys are empty."""
    rubric: Rubric = replace(
        small_rubric({**RULES, **(rules or {})}, len(totals)), disclosure=level
    )
    whole = {"commended": [], "vetoes": [], "everyday-work": [], **file}
    decision = as_decision(whole)
    decision = replace(decision, places={key: Place(key) for key in decision.places})
    return decide(tally(*totals), decision, rubric)


def veto(county: str) -> dict[str, str]:
    """A veto on one ground."""
    return {"county": county, "ground": "1"}


def ranks(*given: int | None) -> dict[str, int | None]:
    """The ranks of the counties in their order, without those of None."""
    return {
        county: rank
        for county, rank in zip((ONE, TWO, THREE, FOUR), given, strict=True)
        if rank is not None
    }


DESCENDING = (40, 30, 20, 10)
ASCENDING = DESCENDING[::-1]
TIED = (40, 30, 30, 10)
GOOD: dict[str, tuple[tuple[int, ...], dict[str, Any], dict[str, str], tuple[int | None, ...]]] = {
    "by points": (DESCENDING, {}, {}, (1, 2, 3, 4)),
    "shared": (TIED, {}, {"ties": "shared"}, (1, 2, 2, 4)),
    "ranks of the last first": (
        ASCENDING,
        {"ranks": ranks(4, 3, 2, 1)},
        {},
        (4, 3, 2, 1),
    ),
    "veto with the lowest grade that there is": (
        DESCENDING,
        {
            "vetoes": [veto(ONE)],
            "grades": {ONE: "合格", TWO: "优秀", THREE: "良好", FOUR: "合格"},
        },
        {"vetoed-rank": "kept"},
        (1, 2, 3, 4),
    ),
    "tie decided": (TIED, {"ranks": ranks(1, 3, 2, 4)}, {}, (1, 3, 2, 4)),
    "vetoed without a rank": (DESCENDING, {"vetoes": [veto(TWO)]}, {}, (1, None, 2, 3)),
    "vetoed with its rank": (
        DESCENDING,
        {"vetoes": [veto(TWO)]},
        {"vetoed-rank": "kept"},
        (1, 2, 3, 4),
    ),
    "moved by everyday work": (
        DESCENDING,
        {"everyday-work": [{"county": FOUR}], "ranks": ranks(2, 3, 4, 1)},
        {},
        (2, 3, 4, 1),
    ),
    "tied by everyday work": (
        DESCENDING,
        {"everyday-work": [{"county": FOUR}], "ranks": ranks(1, 2, 3, 3)},
        {},
        (1, 2, 3, 3),
    ),
    "ranks as by points": (DESCENDING, {"ranks": ranks(1, 2, 3, 4)}, {}, (1, 2, 3, 4)),
    "ranks of a tie that is shared": (
        TIED,
        {"ranks": ranks(1, 2, 2, 4)},
        {"ties": "shared"},
        (1, 2, 2, 4),
    ),
    "veto before a commended one": (
        DESCENDING,
        {"vetoes": [veto(ONE)], "commended": [TWO]},
        {"vetoed-rank": "kept"},
        (1, 2, 3, 4),
    ),
    "two of the first": (
        DESCENDING,
        {"commended": [TWO, ONE]},
        {"commended-number": "2"},
        (1, 2, 3, 4),
    ),
    "one of two equal ones with a reason": (
        TIED,
        {
            "commended": [ONE, TWO],
            "everyday-work": [{"county": TWO}],
            "ranks": ranks(1, 2, 2, 4),
        },
        {"ties": "shared"},
        (1, 2, 2, 4),
    ),
    "the other of two equal ones with a reason": (
        TIED,
        {
            "commended": [ONE, THREE],
            "everyday-work": [{"county": TWO}],
            "ranks": ranks(1, 2, 2, 4),
        },
        {"ties": "shared"},
        (1, 2, 2, 4),
    ),
    "grades down the ranks": (
        DESCENDING,
        {"grades": {ONE: "优秀", TWO: "优", THREE: "良好", FOUR: "不合格"}},
        {},
        (1, 2, 3, 4),
    ),
    "grades of no usual order": (
        DESCENDING,
        {"grades": {ONE: "红", TWO: "红", THREE: "黄", FOUR: "蓝"}},
        {},
        (1, 2, 3, 4),
    ),
    "veto lowers a grade": (
        DESCENDING,
        {
            "vetoes": [veto(ONE)],
            "grades": {ONE: "不合格", TWO: "优秀", THREE: "良好", FOUR: "合格"},
        },
        {"vetoed-rank": "kept"},
        (1, 2, 3, 4),
    ),
}


@pytest.mark.parametrize("case", GOOD)
def test_good_decision(case: str) -> None:
    """The ranks that it gives; the counties and their points stay."""
    totals, file, rules, expected = GOOD[case]
    outcome = decided(totals, file, rules)
    assert tuple(outcome.ranks.values()) == expected
    assert tuple(outcome.ranks) == (ONE, TWO, THREE, FOUR)
    assert outcome.counties == tally(*totals).counties
    assert outcome.rehearsal
    assert outcome.decision.commended == tuple(file.get("commended", ()))


Told = tuple[str, str, dict[str, str]]
GRADES = {ONE: "优秀", TWO: "良好", THREE: "合格", FOUR: "不合格"}


def below(county: str, **others: str) -> Told:
    """The fault of a commended county."""
    return "commended-below-others", "commended", {"county": NAMES[county], **others}


def against(county: str, **others: str) -> Told:
    """The fault of a grade."""
    return "grade-against-rank", "grades", {"county": NAMES[county], **others}


def unexplained(one: str, other: str) -> Told:
    """The fault of two counties' ranks."""
    return "unexplained-rank", "ranks", {"one": NAMES[one], "other": NAMES[other]}


BAD: dict[str, tuple[tuple[int, ...], dict[str, Any], dict[str, str], list[Told]]] = {
    "tie left open": (TIED, {}, {}, [("undecided-tie", "ranks", {})]),
    "reason without ranks": (
        DESCENDING,
        {"everyday-work": [{"county": FOUR}]},
        {},
        [("missing-ranks", "everyday-work", {})],
    ),
    "a county without a rank": (
        DESCENDING,
        {"ranks": ranks(1, 2, 3, None)},
        {},
        [("unusable-ranks", "ranks", {})],
    ),
    "a county without a rank that has a grade": (
        DESCENDING,
        {"ranks": ranks(1, 2, 3, None), "grades": GRADES},
        {},
        [("unusable-ranks", "ranks", {})],
    ),
    "exchanged from the last": (
        ASCENDING,
        {"ranks": ranks(3, 4, 2, 1)},
        {},
        [unexplained(ONE, TWO)],
    ),
    "made equal from the last": (
        ASCENDING,
        {"ranks": ranks(3, 3, 2, 1)},
        {},
        [unexplained(ONE, TWO)],
    ),
    "a rank left out": (
        DESCENDING,
        {"ranks": ranks(1, 2, 3, 5)},
        {},
        [("unusable-ranks", "ranks", {})],
    ),
    "a rank of a vetoed county": (
        DESCENDING,
        {"vetoes": [veto(FOUR)], "ranks": ranks(1, 2, 3, 4)},
        {},
        [("unusable-ranks", "ranks", {})],
    ),
    "exchanged": (DESCENDING, {"ranks": ranks(2, 1, 3, 4)}, {}, [unexplained(ONE, TWO)]),
    "exchanged beside a reason": (
        DESCENDING,
        {"everyday-work": [{"county": FOUR}], "ranks": ranks(2, 1, 3, 4)},
        {},
        [unexplained(ONE, TWO)],
    ),
    "made equal": (DESCENDING, {"ranks": ranks(1, 1, 3, 4)}, {}, [unexplained(ONE, TWO)]),
    "still equal": (TIED, {"ranks": ranks(1, 2, 2, 4)}, {}, [unexplained(TWO, THREE)]),
    "parted though ties are shared": (
        TIED,
        {"ranks": ranks(1, 2, 3, 4)},
        {"ties": "shared"},
        [unexplained(TWO, THREE)],
    ),
    "vetoed yet commended": (
        DESCENDING,
        {"vetoes": [veto(ONE)], "commended": [ONE]},
        {},
        [("vetoed-yet-commended", "commended", {"county": NAMES[ONE]})],
    ),
    "another number": (
        DESCENDING,
        {"commended": [ONE]},
        {"commended-number": "2"},
        [("wrong-commended-number", "commended", {"expected": "2", "found": "1"})],
    ),
    "two passed over": (
        DESCENDING,
        {"commended": [THREE]},
        {},
        [below(THREE, before=f"{NAMES[ONE]}、{NAMES[TWO]}")],
    ),
    "one of two equal ones": (
        TIED,
        {"commended": [ONE, TWO]},
        {"ties": "shared"},
        [below(TWO, equal=NAMES[THREE])],
    ),
    "equal and passed over": (
        TIED,
        {"commended": [TWO]},
        {"ties": "shared"},
        [below(TWO, equal=NAMES[THREE]), below(TWO, before=NAMES[ONE])],
    ),
    "grades with gaps": (
        DESCENDING,
        {"grades": {ONE: "优秀", THREE: "良好"}},
        {},
        [("missing-grade", "grades", {"counties": f"{NAMES[TWO]}、{NAMES[FOUR]}"})],
    ),
    "grade against rank": (
        DESCENDING,
        {"grades": GRADES | {TWO: "不合格"}},
        {},
        [against(THREE, grade="合格", rank="3", above=NAMES[TWO])],
    ),
    "grade against two": (
        DESCENDING,
        {"grades": GRADES | {ONE: "良好", THREE: "优"}},
        {},
        [against(THREE, grade="优", rank="3", above=f"{NAMES[ONE]}、{NAMES[TWO]}")],
    ),
    "another grade at one rank": (
        TIED,
        {"grades": GRADES},
        {"ties": "shared"},
        [against(TWO, grade="良好", rank="2", others=NAMES[THREE], other="合格")],
    ),
    "colours against ranks": (
        DESCENDING,
        {"grades": {ONE: "红", TWO: "黄", THREE: "红", FOUR: "蓝"}},
        {},
        [against(THREE, grade="红", rank="3", above=NAMES[TWO])],
    ),
    "best grade beside a veto": (
        DESCENDING,
        {"vetoes": [veto(FOUR)], "grades": dict.fromkeys(GRADES, "优秀")},
        {},
        [against(FOUR, vetoed="优秀")],
    ),
    "better grade beside a veto": (
        DESCENDING,
        {"vetoes": [veto(ONE)], "grades": GRADES | {ONE: "合格", TWO: "优秀", THREE: "良好"}},
        {},
        [against(ONE, vetoed="合格")],
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_decision(case: str) -> None:
    """Each fault, where it stands, and what it names."""
    totals, file, rules, expected = BAD[case]
    with pytest.raises(UnusableDecision) as refused:
        decided(totals, file, rules)
    found = [(fault.code, fault.place.path, dict(fault.values)) for fault in refused.value.faults]
    assert found == expected
    assert str(len(expected)) in str(refused.value)


def test_grades_are_needed_where_they_are_all() -> None:
    """Where the level is grades, none at all is a gap too."""
    with pytest.raises(UnusableDecision) as refused:
        decided(DESCENDING, {}, level=Disclosure.GRADES)
    assert [fault.code for fault in refused.value.faults] == ["missing-grade"]
    decided(DESCENDING, {"grades": GRADES}, level=Disclosure.GRADES)
    decided(DESCENDING, {}, level=Disclosure.COMMENDED)


@pytest.mark.parametrize(
    "best_first",
    [
        "优秀 良好 较好 合格 基本合格 不合格",
        "优 良 较好 达标 基本达标 不达标",
        "优 良 较好 称职 基本称职 不称职",
        "优 良 较好 中 基本合格 差",
        "特等 一等 二等 三等 四等",
        "特等奖 一等奖 二等奖 三等奖 四等",
        "特等 一等次 二等次 三等次 四等次",
        "一类 二类 三类 四类",
        "第一等次 第二等次 第三等次 第四等次",
        "甲 乙 丙 丁",
        "甲等 乙等 丙等 丁等",
        "好 较好 一般 较差 差",
        "A+ A B+ B C D E",
        "先进 达标 不达标",
        "先进 合格 不合格",
    ],
)
def test_usual_grades_have_their_order(best_first: str) -> None:
    """Each neighbour the wrong way round is found; the same the right way is none."""
    grades = best_first.split()
    for better, worse in pairwise(grades):
        assert decided(DESCENDING, {"grades": dict.fromkeys(GRADES, better) | {FOUR: worse}})
        # By who has it first alone nothing would be found.
        with pytest.raises(UnusableDecision):
            decided(DESCENDING, {"grades": dict.fromkeys(GRADES, better) | {ONE: worse}})
        if better is not grades[0]:
            mixed = {ONE: grades[0], TWO: worse, THREE: better, FOUR: better}
            with pytest.raises(UnusableDecision):
                decided(DESCENDING, {"grades": mixed})


def test_all_grades_of_an_order_at_once() -> None:
    """Five counties with the five of one order, two of them the wrong way round."""
    right = dict(
        zip((ONE, TWO, THREE, FOUR, FIVE), ["好", "较好", "一般", "较差", "差"], strict=True)
    )
    totals = (*DESCENDING, 5)
    assert decided(totals, {"grades": right})
    with pytest.raises(UnusableDecision):
        decided(totals, {"grades": right | {TWO: "一般", THREE: "较好"}})


ITEM = ItemTally(
    item="01",
    points=Fraction(25, 8),
    groups={
        group: GroupFigure(
            mean=Fraction(25, 8),
            ballots=4,
            scores={f"{group}{nth}": (Fraction(25, 8), Fraction(1, 4)) for nth in range(4)},
        )
        for group in ("leaders", "departments", "counties")
    },
)


def with_item(whole: Tally) -> Tally:
    """The tally with one item of each county, and a bonus."""
    return replace(
        whole,
        counties=tuple(
            replace(
                county,
                items=(ITEM,),
                bonus=Fraction(1, 200),
                sections={"1": Fraction(25, 8)},
            )
            for county in whole.counties
        ),
    )


LEVELS: dict[Disclosure, dict[str, Any]] = {
    # What each level adds, as the file of the announcement has it.
    Disclosure.GRADES: {"grade": "优秀"},
    Disclosure.TOTALS: {"rank": 1, "total": "40.00"},
    Disclosure.SECTIONS: {"sections": {"1": "3.13", "bonus": "0.01"}},
    Disclosure.INDICATORS: {
        "indicators": {
            "01": {
                "points": "3.13",
                "groups": {"leaders": "3.13", "departments": "3.13", "counties": "3.13"},
            }
        }
    },
}


@pytest.mark.parametrize("level", Disclosure)
@pytest.mark.parametrize("state", [State.PROPOSED, State.FINAL])
def test_announcement_of_each_level(level: Disclosure, state: State) -> None:
    """The keys of the level and of those before it; figures rounded half up where none are."""
    rules = {**RULES, "rounding": "none", "rounding-digits": "2", "bonus-judges": "all-groups"}
    rubric = replace(small_rubric(rules, 4), disclosure=level, demonstration=False)
    section = replace(rubric.sections[0], id="1")
    rubric = replace(rubric, sections=(section,))
    file = {
        "commended": [ONE],
        "vetoes": [veto(FOUR)],
        "everyday-work": [{"county": TWO}],
        "ranks": ranks(1, 2, 3, None),
        "grades": GRADES,
    }
    outcome = decide(with_item(tally(*DESCENDING)), as_decision(file), rubric)
    made = make_announcement(outcome, rubric, state, date(2019, 1, 30))
    # What the level does not show is nowhere, whoever writes the announcement.
    assert bool(made.vetoes) == bool(made.counties) == level.covers(Disclosure.GRADES)
    assert bool(made.standing) == level.covers(Disclosure.TOTALS)
    document = json.loads(announcement_json(made))
    assert (document["state"], document["issued"]) == (state.value, "2019-01-30")
    assert document["demonstration"] is True
    assert document["cycle"] == rubric.cycle
    assert document["disclosure"] == level.value
    assert document["commended"] == [ONE]
    assert document["changes"] == {"what": [], "why": ""}
    assert ("vetoes" in document) == ("counties" in document) == level.covers(Disclosure.GRADES)
    assert ("standing" in document) == level.covers(Disclosure.TOTALS)
    expected: dict[str, Any] = {"county": ONE}
    for each, added in LEVELS.items():
        expected |= added if level.covers(each) else {}
    if level is not Disclosure.COMMENDED:
        counties = document["counties"]
        assert counties[0] == expected
        assert [one["county"] for one in counties] == [ONE, TWO, THREE, FOUR]
        # A veto leaves a county without a rank.
        assert "rank" not in counties[3]
    real = replace(outcome, rehearsal=False)
    assert not make_announcement(real, rubric, state, date(2019, 1, 30)).demonstration
    invented = replace(rubric, demonstration=True)
    assert make_announcement(real, invented, state, date(2019, 1, 30)).demonstration


@pytest.mark.parametrize(
    ("digits", "rounding", "total"),
    [
        ("0", "none", "3"),
        ("0", "half-even", "2"),
        ("1", "half-up", "2.5"),
        ("3", "half-even", "2.500"),
    ],
)
def test_figures_have_their_places(digits: str, rounding: str, total: str) -> None:
    """Every place is written; without a rounding, figures are cut for show half up."""
    rules = {**RULES, "rounding": rounding, "rounding-digits": digits}
    rubric = replace(small_rubric(rules, 4), disclosure=Disclosure.TOTALS)
    whole = tally(*DESCENDING)
    first, *others = whole.counties
    halves = replace(whole, counties=(replace(first, total=Fraction(5, 2)), *others))
    outcome = decide(
        halves, as_decision({"commended": [], "vetoes": [], "everyday-work": []}), rubric
    )
    made = make_announcement(outcome, rubric, State.FINAL, date(2019, 1, 30))
    assert made.counties[0].total == total
    assert made.counties[0].grade == ""


def test_where_no_total_may_be_shown() -> None:
    """One judge in all: the level falls to grades where every county has one, else to none."""
    alone = GroupFigure(mean=Fraction(3), ballots=1, scores={"L": (Fraction(3), Fraction(1))})
    item = ItemTally(item="01", points=Fraction(3), groups={"leaders": alone})
    rubric = small_rubric(RULES, 4)
    block = replace(rubric.sections[0], indicators=rubric.sections[0].indicators[:1])
    rubric = replace(rubric, sections=(block,), bonus_items=())
    whole = tally(*DESCENDING)
    whole = replace(
        whole, counties=tuple(replace(county, items=(item,)) for county in whole.counties)
    )
    for grades, level in ((GRADES, Disclosure.GRADES), ({}, Disclosure.COMMENDED)):
        file = {"commended": [], "vetoes": [], "everyday-work": [], "grades": grades}
        outcome = decide(whole, as_decision(file), rubric)
        made = make_announcement(outcome, rubric, State.FINAL, date(2019, 1, 30))
        assert made.disclosure is level
        assert [one.grade for one in made.counties] == list(grades.values())
        assert not any(one.total or one.sections or one.items for one in made.counties)
