"""The tally against a second count, by hand, and by what must hold of any count."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

import oracle
import pytest
from project_copy import REPOSITORY

from generator.load.portfolio import load_portfolio
from generator.model.ballot import Ballot, Contest, Judge, Score
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.model.tally import Tally
from generator.scoring.rounding import rounder
from generator.scoring.tally import IncompleteContest, tally_contest, trimmed_weights

NOWHERE = Place("private")
SEEDS = range(20_000 if os.environ.get("TAIZHANG_LONG") else 1_000)
CHOICES = {
    "own-county-judge": ("excluded", "counted"),
    "missing-score": ("refused", "skipped", "zero"),
    "absent-group": ("refused", "reweighted"),
    "trimming": ("none", "items", "ballot-totals"),
    "rounding": ("none", "half-up", "half-even"),
    "rounding-place": ("total", "group-mean"),
    "rounding-digits": ("0", "1", "2"),
    "bonus-judges": ("all-groups", "leaders"),
}


def load_rubric() -> Rubric:
    portfolio = load_portfolio(REPOSITORY).portfolio
    assert portfolio is not None
    return portfolio.rubric


RUBRIC = load_rubric()


def small_rubric(rules: dict[str, str], counties: int) -> Rubric:
    """The 2018 rubric cut to a few items and counties, its weights kept, with other rules."""
    chosen = {
        name: replace(rule, choice=rules.get(name, rule.choice))
        for name, rule in RUBRIC.open_rules.items()
    }
    section = replace(RUBRIC.sections[0], indicators=RUBRIC.sections[0].indicators[:3])
    return replace(
        RUBRIC,
        open_rules=chosen,
        sections=(section,),
        bonus_items=RUBRIC.bonus_items[:2],
        bonus=Fraction(8),
        counties=RUBRIC.counties[:counties],
    )


def random_contest(seed: int) -> tuple[oracle.Contest, Rubric]:
    """A contest with ties, gaps, recusals and absent groups more often than life has them."""
    chance = random.Random(seed)
    rules = {name: chance.choice(choices) for name, choices in CHOICES.items()}
    if rules["trimming"] == "ballot-totals":  # the rubric refuses any other company for it
        rules |= {"bonus-judges": "all-groups", "rounding-place": "total"}
        rules["missing-score"] = chance.choice(("refused", "zero"))
    rubric = small_rubric(rules, chance.randint(1, 4))
    counties = [one.id for one in rubric.counties]
    judges = []
    for group in rubric.judge_groups:
        for nth in range(chance.choice((0, 1, 1, 2, 3, 4, 5))):
            own = chance.choice(counties) if group.id == "counties" else ""
            recusals = {chance.choice(counties)} if chance.random() < 0.1 else set()
            judges.append((f"{group.id}{nth}", group.id, own, recusals))
    steps = chance.choice((2, 4, 8))
    scores = {}
    gaps = chance.choice((0, 0, 0, 0.05, 0.3))
    for judge, *_ in judges:
        for county in counties:
            for item in rubric.items.values():
                if chance.random() >= gaps:
                    most = int(item.points * steps)
                    points = chance.choice((0, most, chance.randint(0, most)))
                    scores[judge, county, item.id] = str(points / steps)
    contest = {
        "weights": {one.id: one.weight / 100 for one in rubric.judge_groups},
        "items": {one.id: (one.points, one.bonus) for one in rubric.items.values()},
        "counties": counties,
        "rules": {name: rule.choice for name, rule in rubric.open_rules.items()},
        "judges": judges,
        "scores": scores,
    }
    return contest, rubric


def as_contest(contest: oracle.Contest) -> Contest:
    judges = tuple(
        Judge(id=name, group=group, county=county, recusals=frozenset(recusals))
        for name, group, county, recusals in contest["judges"]
    )
    ballots = tuple(
        Ballot(
            judge=judge,
            rehearsal=True,
            scores={
                (county, item): Score(points=Fraction(text), place=NOWHERE)
                for (name, county, item), text in contest["scores"].items()
                if name == judge.id
            },
            place=NOWHERE,
        )
        for judge in judges
    )
    return Contest(judges=judges, ballots=ballots, rehearsal=True, place=NOWHERE)


def figures(tally: Tally) -> dict[str, dict[str, Any]]:
    return {
        one.county: {
            "points": {item.item: item.points for item in one.items},
            "base": one.base,
            "bonus": one.bonus,
            "total": one.total,
            "rank": one.rank,
        }
        for one in tally.counties
    }


def counted(contest: oracle.Contest, rubric: Rubric) -> dict[str, dict[str, Any]]:
    return figures(tally_contest(as_contest(contest), rubric))


def either(act: Callable[[], Any]) -> Any:
    """What the count gives, or "refused"."""
    try:
        return act()
    except (oracle.NoTotalError, IncompleteContest):
        return "refused"


def test_random_contests_agree_with_the_second_count() -> None:
    """Every figure of every random contest is the second count's, refusals included."""
    refused = 0
    for seed in SEEDS:
        contest, rubric = random_contest(seed)
        expected = either(partial(oracle.count, contest))
        actual = either(partial(counted, contest, rubric))
        assert expected == actual, f"seed {seed}"
        refused += expected == "refused"
    assert 0 < refused < len(SEEDS) * 0.9


def complete_contest(seed: int) -> tuple[oracle.Contest, Rubric]:
    """The next random contest from the seed on that has a total."""
    while True:
        contest, rubric = random_contest(seed)
        if contest["scores"] and either(partial(oracle.count, contest)) != "refused":
            return contest, rubric
        seed += 1_000_003


@pytest.mark.parametrize("seed", range(60))
def test_order_of_ballots_changes_nothing(seed: int) -> None:
    """Files read in another order, judges with other names: the same figures."""
    contest, rubric = complete_contest(seed)
    chance = random.Random(seed)
    shuffled = dict(contest)
    names = {judge: f"x{chance.random()}" for judge, *_ in contest["judges"]}
    shuffled["judges"] = [(names[one[0]], *one[1:]) for one in contest["judges"]]
    chance.shuffle(shuffled["judges"])
    shuffled["scores"] = {
        (names[judge], county, item): text
        for (judge, county, item), text in contest["scores"].items()
    }
    assert counted(contest, rubric) == counted(shuffled, rubric)


@pytest.mark.parametrize("seed", range(400))
def test_lowering_a_score_never_raises_its_county(seed: int) -> None:
    """One score lowered: that county's total does not rise, no other's changes."""
    contest, rubric = complete_contest(seed)
    chance = random.Random(seed)
    cell = chance.choice(sorted(contest["scores"]))
    lowered = dict(contest)
    lowered["scores"] = contest["scores"] | {cell: "0"}
    before = counted(contest, rubric)
    after = counted(lowered, rubric)
    for county, result in before.items():
        if county == cell[1]:
            assert after[county]["total"] <= result["total"]
        else:
            assert after[county]["total"] == result["total"]


@pytest.mark.parametrize("seed", range(400))
def test_dominated_county_never_overtakes(seed: int) -> None:
    """Of two counties scored by the same judges, one that is never better is never ahead."""
    contest, rubric = complete_contest(seed)
    if len(contest["counties"]) < 2:
        contest, rubric = complete_contest(seed + 500)
    better, worse = (contest["counties"] * 2)[:2]
    chance = random.Random(seed)
    same = dict(contest)
    same["judges"] = [(judge, group, "", set()) for judge, group, *_ in contest["judges"]]
    same["scores"] = dict(contest["scores"])
    for (judge, county, item), text in contest["scores"].items():
        if county == better:
            lower = Fraction(text) * chance.choice((0, Fraction(1, 2), 1))
            same["scores"][judge, worse, item] = str(lower)
    for judge, county, item in contest["scores"]:
        if county == worse and (judge, better, item) not in contest["scores"]:
            del same["scores"][judge, worse, item]
    result = either(partial(counted, same, rubric))
    if result != "refused":
        assert result[worse]["total"] <= result[better]["total"]
        assert result[better]["rank"] <= result[worse]["rank"]


@pytest.mark.parametrize(
    ("method", "digits", "number", "expected"),
    [
        ("half-up", 2, "0.005", "0.01"),
        ("half-even", 2, "0.005", "0"),
        ("half-even", 2, "0.015", "0.02"),
        ("half-up", 0, "2.5", "3"),
        ("half-even", 0, "2.5", "2"),
        ("half-up", 1, "0.0499999", "0"),
        ("none", 0, "1/3", "1/3"),
        ("half-up", 2, "2/3", "0.67"),
    ],
)
def test_rounding_edges(method: str, digits: int, number: str, expected: str) -> None:
    """A half goes up, or to the even neighbour; nothing else moves."""
    assert Fraction(expected) == rounder(method, digits)(Fraction(number))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([5], [1]),
        ([5, 3], [1, 1]),
        ([5, 3, 1], [0, 1, 0]),
        ([5, 5, 1], ["1/2", "1/2", 0]),
        ([4, 4, 4], ["1/3", "1/3", "1/3"]),
        ([4, 4, 4, 4], ["1/2", "1/2", "1/2", "1/2"]),
        ([9, 5, 5, 1], [0, 1, 1, 0]),
    ],
)
def test_trimming_edges(given: list[int], expected: list[int | str]) -> None:
    """One highest and one lowest go; equal extremes share the loss; fewer than three stay."""
    weights = trimmed_weights([Fraction(one) for one in given])
    assert [Fraction(one) for one in expected] == weights


Given = dict[str, tuple[str, ...]]


def by_hand(scores: dict[str, Given], **rules: str) -> dict[str, tuple[Fraction, int]]:
    """Totals and ranks of a contest of one item (01, four points), scores by group."""
    rubric = small_rubric({name.replace("_", "-"): choice for name, choice in rules.items()}, 4)
    section = replace(rubric.sections[0], indicators=rubric.sections[0].indicators[:1])
    counties = tuple(one for one in rubric.counties if one.id in scores)
    rubric = replace(rubric, sections=(section,), bonus_items=(), counties=counties)
    contest: oracle.Contest = {"judges": [], "scores": {}}
    sizes = {"leaders": 0, "departments": 0, "counties": 0}
    for groups in scores.values():
        sizes = {group: max(sizes[group], len(groups.get(group, ()))) for group in sizes}
    for group, size in sizes.items():
        contest["judges"] += [(f"{group}{nth}", group, "", set()) for nth in range(size)]
    for county, groups in scores.items():
        for group, given in groups.items():
            for nth, text in enumerate(given):
                if text:
                    contest["scores"][f"{group}{nth}", county, "01"] = text
    tally = tally_contest(as_contest(contest), rubric)
    return {one.county: (one.total, one.rank) for one in tally.counties}


ONE: Given = {"leaders": ("4",), "departments": ("3",), "counties": ("2",)}


def test_weights_by_hand() -> None:
    """4 × 40 % + 3 × 30 % + 2 × 30 % is 3.1."""
    assert by_hand({"donghai": ONE}) == {"donghai": (Fraction("3.1"), 1)}


def test_group_means_and_not_pooled_judges_by_hand() -> None:
    """Two leaders at 4 and 2 are one group at 3, however many others there are."""
    scores = {"leaders": ("4", "2"), "departments": ("3", "3", "3"), "counties": ("2",)}
    assert by_hand({"donghai": scores}) == {"donghai": (Fraction("2.7"), 1)}


def test_ties_share_a_rank_by_hand() -> None:
    """1, 1, 3: after two firsts comes a third."""
    less = {**ONE, "leaders": ("1",)}
    result = by_hand({"donghai": ONE, "guanyun": less, "guannan": ONE})
    assert [1, 3, 1] == [rank for _, rank in result.values()]


def test_rounding_makes_a_tie_by_hand() -> None:
    """3.104 and 3.1 are both 3.10 after rounding, and ranks use what results."""
    near = {**ONE, "leaders": ("4", "4", "4", "4", "3.95")}
    result = by_hand(
        {"donghai": {**ONE, "leaders": ("4",) * 5}, "guanyun": near}, rounding_digits="1"
    )
    assert [1, 1] == [rank for _, rank in result.values()]


def test_missing_by_hand() -> None:
    """A gap refuses, or is skipped (4), or is a zero (2)."""
    gap = {"donghai": {**ONE, "leaders": ("4", "")}, "guanyun": {**ONE, "leaders": ("4", "4")}}
    with pytest.raises(IncompleteContest) as caught:
        by_hand(gap)
    assert [fault.code for fault in caught.value.faults] == ["missing-score"]
    assert by_hand(gap, missing_score="skipped")["donghai"][0] == Fraction("3.1")
    assert by_hand(gap, missing_score="zero")["donghai"][0] == Fraction("2.3")


def test_absent_group_by_hand() -> None:
    """Without county judges: refused, or (4 × 40 + 3 × 30) / 70."""
    two: dict[str, Given] = {"donghai": {"leaders": ("4",), "departments": ("3",)}}
    with pytest.raises(IncompleteContest):
        by_hand(two)
    result = by_hand(two, absent_group="reweighted", rounding="none")
    assert result["donghai"][0] == Fraction(25, 7)


def test_trimming_by_hand() -> None:
    """4, 3, 3, 1 becomes 3, 3."""
    scores = {"donghai": {**ONE, "leaders": ("4", "3", "3", "1")}}
    assert by_hand(scores)["donghai"][0] == Fraction("2.6")
    assert by_hand(scores, rounding="none")["donghai"][0] == Fraction("2.6")
    assert by_hand(scores, trimming="items")["donghai"][0] == Fraction("2.7")
    assert by_hand(scores, trimming="ballot-totals")["donghai"][0] == Fraction("2.7")
