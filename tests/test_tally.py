"""The tally against a second count, by hand, and by what must hold of any count."""

import json
import os
import random
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Any

import oracle
import pytest
from plain_yaml import load_yaml
from project_copy import REPOSITORY

from generator.model.announcement import Standing, Veto
from generator.model.ballot import Ballot, Contest, Judge, Score
from generator.model.decision import Decision
from generator.model.disclosure import Disclosure
from generator.model.organiser import OpenRule
from generator.model.place import Place
from generator.model.rubric import Indicator, Rubric
from generator.model.state import State
from generator.model.tally import Tally
from generator.report.announcement import announcement_json
from generator.scoring.announce import make_announcement
from generator.scoring.decide import UnusableDecision, decide
from generator.scoring.tally import (
    IncompleteContest,
    rounder,
    section_share,
    tally_contest,
    trimmed_weights,
)
from generator.usecases.open_project import open_project

NOWHERE = Place("private")
LONG = bool(os.environ.get("TAIZHANG_LONG"))
SEEDS = range(20_000 if LONG else 400)
# Nine in ten of the random decisions are refused.
DECIDED = range(0, 20_000 if LONG else 1_000, 4)
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


PlainContest = dict[str, Any]
"""files, as the second count reads them; judges [(id, group, county, recusals)]; scores
{(judge, county, item): "decimal"}."""


def load_rubric() -> Rubric:
    return open_project(REPOSITORY).rubric


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


def random_contest(seed: int) -> tuple[PlainContest, Rubric]:
    """A contest with ties, gaps, recusals and absent groups more often than life has them."""
    chance = random.Random(seed)
    rules = {name: chance.choice(choices) for name, choices in CHOICES.items()}
    if rules["trimming"] == "ballot-totals":  # the rubric refuses any other company for it
        rules |= {"bonus-judges": "all-groups", "rounding-place": "total"}
        rules["missing-score"] = chance.choice(("refused", "zero"))
    rubric = small_rubric(rules, chance.randint(1, 4))
    rubric = replace(rubric, bonus=Fraction(chance.choice((3, 5, 8))))
    counties = [county.id for county in rubric.counties]
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
    return plain(rubric, judges, scores), rubric


def plain(rubric: Rubric, judges: list[Any], scores: dict[Any, str]) -> PlainContest:
    """The contest as files hold it, for the second count, beside its judges and scores."""
    roster = [
        {"id": judge, "group": group, "recusals": recusals} | ({"county": own} if own else {})
        for judge, group, own, recusals in judges
    ]
    ballots = []
    for judge, *_ in judges:
        counties: dict[str, dict[str, str]] = {}
        for (name, county, item), text in scores.items():
            if name == judge:
                counties.setdefault(county, {})[item] = text
        ballots.append({"judge": judge, "cycle": "2018", "rehearsal": True, "scores": counties})
    files = (as_file(rubric), {"cycle": "2018", "judges": roster}, ballots)
    return {"files": files, "judges": judges, "scores": scores}


def as_file(rubric: Rubric) -> dict[str, Any]:
    """The rubric as rubric.yaml has it, as much of it as a count rests on."""

    def items(ours: Iterable[Indicator]) -> list[dict[str, Any]]:
        return [
            {
                "id": item.id,
                "points": str(item.points),
                "clauses": [
                    {"only-if": clause.condition} if clause.condition else {}
                    for clause in item.clauses
                ],
            }
            for item in ours
        ]

    rules = {name: {"choice": rule.choice} for name, rule in rubric.open_rules.items()}
    return {
        "cycle": "2018",
        "counties": [
            {"id": county.id, "attributes": county.attributes} for county in rubric.counties
        ],
        "sections": [
            {"id": section.id, "indicators": items(section.indicators)}
            for section in rubric.sections
        ],
        "bonus": items(rubric.bonus_items),
        "points": {"bonus": str(rubric.bonus)},
        "judge-groups": [
            {"id": group.id, "weight": group.share.removesuffix("%")}
            for group in rubric.judge_groups
        ],
        "veto": {"grounds": [{"id": ground.id} for ground in rubric.veto_grounds]},
        "disclosure": str(rubric.disclosure),
        # Scores of any step are counted; that they are refused is a matter of reading them.
        "open-rules": rules | {"score-step": {"choice": "0"}},
    }


def recounted(contest: PlainContest) -> dict[str, dict[str, Any]]:
    """The second count's figures."""
    return {
        county: {
            "points": one.items,
            "base": one.base,
            "bonus": one.bonus,
            "total": one.total,
            "rank": one.rank,
        }
        for county, one in oracle.count(*contest["files"]).items()
    }


def as_contest(contest: PlainContest) -> Contest:
    judges = tuple(
        Judge(id=name, group=group, county=county, recusals=frozenset(recusals), place=NOWHERE)
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
            evidence={},
            place=NOWHERE,
        )
        for judge in judges
    )
    return Contest(judges=judges, ballots=ballots, rehearsal=True, place=NOWHERE)


def figures(tally: Tally) -> dict[str, dict[str, Any]]:
    return {
        county.county: {
            "points": {item.item: item.points for item in county.items},
            "base": county.base,
            "bonus": county.bonus,
            "total": county.total,
            "rank": county.rank,
        }
        for county in tally.counties
    }


def counted(contest: PlainContest, rubric: Rubric) -> dict[str, dict[str, Any]]:
    return figures(tally_contest(as_contest(contest), rubric))


def either(act: Callable[[], Any]) -> Any:
    """What the count gives, or "refused"."""
    try:
        return act()
    except (oracle.Refused, IncompleteContest, UnusableDecision):
        return "refused"


def test_random_contests_agree_with_the_second_count() -> None:
    """Every figure of every random contest is the second count's, refusals included."""
    refused = 0
    for seed in SEEDS:
        contest, rubric = random_contest(seed)
        expected = either(partial(recounted, contest))
        actual = either(partial(counted, contest, rubric))
        assert expected == actual, f"seed {seed}"
        refused += expected == "refused"
    assert 0 < refused < len(SEEDS) * 0.9


def with_items_that_do_not_apply(seed: int) -> tuple[PlainContest, Rubric]:
    """A random contest in which items ask nothing of some counties, and groups weigh the same."""
    chance = random.Random(f"not applicable {seed}")
    contest, rubric = random_contest(seed)
    (section,) = rubric.sections
    spared = chance.sample(section.indicators, chance.randint(1, 2))
    attribute = chance.choice(("science-van", "county-mayor-award"))
    indicators = tuple(
        replace(
            item, clauses=tuple(replace(clause, condition=attribute) for clause in item.clauses)
        )
        if item in spared
        else item
        for item in section.indicators
    )
    choice = chance.choice(("judged", "full-points", "excluded"))
    rule = OpenRule("not-applicable", choice, "", NOWHERE)
    thirds = chance.random() < 0.5
    rubric = replace(
        rubric,
        sections=(replace(section, indicators=indicators),),
        open_rules={**rubric.open_rules, "not-applicable": rule},
        judge_groups=tuple(
            replace(group, weight=Fraction(100, 3)) if thirds else group
            for group in rubric.judge_groups
        ),
    )
    scores = {
        (judge, county, item): text
        for (judge, county, item), text in contest["scores"].items()
        if rubric.is_scored(rubric.items[item], rubric.county_by_id[county])
    }
    return plain(rubric, contest["judges"], scores), rubric


def test_items_that_do_not_apply_agree_with_the_second_count() -> None:
    """Full points, left out or judged; thirds as weights: every figure is the second count's."""
    refused = 0
    for seed in SEEDS:
        contest, rubric = with_items_that_do_not_apply(seed)
        expected = either(partial(recounted, contest))
        actual = either(partial(counted, contest, rubric))
        assert expected == actual, f"seed {seed}"
        refused += expected == "refused"
    assert 0 < refused < len(SEEDS) * 0.9


@pytest.mark.parametrize(
    ("choice", "points", "section"),
    # Of items of 4, 5 and 2 points the last asks nothing of the third county; all others give 2.
    [("full-points", "2", "6"), ("excluded", None, "44/9"), ("judged", "2", "6")],
)
def test_item_that_does_not_apply(choice: str, points: str | None, section: str) -> None:
    """It is given in full, or the section is scaled up from the other items."""
    rubric = small_rubric({}, 3)
    (whole,) = rubric.sections
    *others, spared = whole.indicators
    clauses = tuple(replace(clause, condition="science-van") for clause in spared.clauses)
    rubric = replace(
        rubric,
        sections=(replace(whole, indicators=(*others, replace(spared, clauses=clauses))),),
        open_rules={
            **rubric.open_rules,
            "not-applicable": OpenRule("not-applicable", choice, "", NOWHERE),
        },
    )
    judges: list[Any] = [(group.id, group.id, "", set()) for group in rubric.judge_groups]
    scores = {
        (group.id, county.id, item.id): "2"
        for group in rubric.judge_groups
        for county in rubric.counties
        for item in rubric.items.values()
        if rubric.is_scored(item, county)
    }
    contest = plain(rubric, judges, scores)
    tally = tally_contest(as_contest(contest), rubric)
    third = tally.counties[2]
    given = {item.item: item.points for item in third.items}
    assert given.get(spared.id) == (None if points is None else Fraction(points))
    assert third.sections == {whole.id: Fraction(section)}
    assert counted(contest, rubric) == recounted(contest)


def test_share_of_a_section() -> None:
    """What is excluded is spread over the others; never over bonus items, nor over none."""
    for block in small_rubric({}, 1).blocks:
        first, *others = block.items
        rest = {item.id for item in others}
        whole, counted = sum(i.points for i in block.items), sum(i.points for i in others)
        assert section_share(block, rest) == (1 if block.is_bonus else whole / counted)
        assert section_share(block, {first.id, *rest}) == 1
        assert section_share(block, set()) == 1


@pytest.mark.parametrize("seed", range(30))
def test_shares_of_single_scores_make_the_mean(seed: int) -> None:
    """What withholding goes by: each score that entered a mean, with its share in it."""
    contest, rubric = complete_contest(seed)
    unrounded = replace(rubric.open_rules["rounding-place"], choice="total")
    rubric = replace(rubric, open_rules={**rubric.open_rules, "rounding-place": unrounded})
    given = contest["scores"]
    for county in tally_contest(as_contest(contest), rubric).counties:
        for item in county.items:
            for figure in item.groups.values():
                shares = [share for _, share in figure.scores.values()]
                assert sum(shares) == 1
                assert min(shares) > 0
                assert (
                    sum(points * share for points, share in figure.scores.values()) == figure.mean
                )
                for judge, (points, _) in figure.scores.items():
                    assert points == Fraction(given.get((judge, county.county, item.item), "0"))


def complete_contest(seed: int) -> tuple[PlainContest, Rubric]:
    """The next random contest from the seed on that has a total."""
    while True:
        contest, rubric = random_contest(seed)
        if contest["scores"] and either(partial(recounted, contest)) != "refused":
            return contest, rubric
        seed += 1_000_003


def contest_of_many(seed: int) -> tuple[PlainContest, Rubric]:
    """The next from the seed on that has a total and more than one county."""
    contest, rubric = complete_contest(seed)
    while len(rubric.counties) < 2:
        seed += 7_000_003
        contest, rubric = complete_contest(seed)
    return contest, rubric


@pytest.mark.parametrize("seed", range(60))
def test_order_of_ballots_changes_nothing(seed: int) -> None:
    """Files read in another order, judges with other names: the same figures."""
    contest, rubric = complete_contest(seed)
    chance = random.Random(seed)
    shuffled = dict(contest)
    names = {judge: f"x{chance.random()}" for judge, *_ in contest["judges"]}
    shuffled["judges"] = [(names[judge[0]], *judge[1:]) for judge in contest["judges"]]
    chance.shuffle(shuffled["judges"])
    shuffled["scores"] = {
        (names[judge], county, item): text
        for (judge, county, item), text in contest["scores"].items()
    }
    assert counted(contest, rubric) == counted(shuffled, rubric)


@pytest.mark.parametrize("seed", range(400 if LONG else 100))
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


@pytest.mark.parametrize("seed", range(400 if LONG else 100))
def test_dominated_county_never_overtakes(seed: int) -> None:
    """Of two counties scored by the same judges, one that is never better is never ahead."""
    contest, rubric = contest_of_many(seed)
    better, worse = (county.id for county in rubric.counties[:2])
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
    weights = trimmed_weights([Fraction(value) for value in given])
    assert [Fraction(value) for value in expected] == weights


def by_hand(case: dict[str, Any]) -> tuple[PlainContest, Rubric]:
    """A contest of the data file, for both counts."""
    rubric = small_rubric(case.get("rules", {}), 4)
    scores = case["scores"]
    used = {item for items in scores.values() for item in items}
    rubric = replace(
        rubric,
        bonus=Fraction(case.get("bonus", 8)),
        counties=tuple(county for county in rubric.counties if county.id in scores),
        bonus_items=tuple(item for item in rubric.bonus_items if item.id in used),
        sections=tuple(
            replace(
                section, indicators=tuple(item for item in section.indicators if item.id in used)
            )
            for section in rubric.sections
        ),
    )
    groups = [group.id for group in rubric.judge_groups]
    given = {
        (f"{group}{nth}", county, item): str(score)
        for county, items in scores.items()
        for item, lists in items.items()
        for group, points in zip(groups, lists, strict=True)
        for nth, score in enumerate(points)
    }
    judges = [
        (
            judge,
            judge.rstrip("0123456789"),
            case.get("own", {}).get(judge, ""),
            {case["recused"][judge]} if judge in case.get("recused", {}) else set(),
        )
        for judge in dict.fromkeys(judge for judge, _, _ in given)
    ]
    written = {key: score for key, score in given.items() if score}
    return plain(rubric, judges, written), rubric


CASES = load_yaml((Path(__file__).parent / "data/contests.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[each["what"] for each in CASES])
def test_contest_by_hand(case: dict[str, Any]) -> None:
    """Total and rank of a contest counted by hand; the second count agrees."""
    contest, rubric = by_hand(case)
    ours = either(lambda: counted(contest, rubric))
    assert either(lambda: recounted(contest)) == ours
    if ours == "refused":
        assert case["gives"] == "refused"
        return
    assert {county: (Fraction(total), rank) for county, (total, rank) in case["gives"].items()} == {
        county: (row["total"], row["rank"]) for county, row in ours.items()
    }


def test_there_are_enough_contests_by_hand() -> None:
    """Thirty at least, each with a name of its own."""
    assert len({case["what"] for case in CASES}) == len(CASES) >= 30


def random_decision(seed: int, rubric: Rubric) -> dict[str, Any]:
    """What a leadership may resolve, and often what it may not."""
    chance = random.Random(seed)
    counties = [county.id for county in rubric.counties]

    def some(most: int) -> list[str]:
        return chance.sample(counties, chance.randint(0, min(most, len(counties))))

    decision: dict[str, Any] = {
        "cycle": "2018",
        "commended": some(2),
        "vetoes": [{"county": county, "ground": "misconduct"} for county in some(1)],
        "everyday-work": [{"county": county} for county in some(1)]
        if chance.random() < 0.3
        else [],
    }
    if chance.random() < 0.5:
        vetoed = {veto["county"] for veto in decision["vetoes"]}
        kept = rubric.open_rules["vetoed-rank"].choice == "kept"
        running = [county for county in counties if kept or county not in vetoed]
        chance.shuffle(running)
        places = list(range(1, len(running) + 1))
        if len(places) > 1 and chance.random() < 0.3:
            places[1] = 1
        decision["ranks"] = dict(zip(running, places, strict=True))
    if chance.random() < 0.4:
        decision["grades"] = {county: chance.choice(("一等", "二等")) for county in counties}
        if chance.random() < 0.2:
            decision["grades"].popitem()
    return decision


def as_decision(file: dict[str, Any]) -> Decision:
    keys = ("commended", "vetoes", "everyday-work", "ranks", "grades")
    return Decision(
        by="",
        commended=tuple(file["commended"]),
        vetoes=tuple(
            Veto(county=veto["county"], ground=veto["ground"], reason="") for veto in file["vetoes"]
        ),
        everyday_work=tuple(
            Standing(county=standing["county"], reason="") for standing in file["everyday-work"]
        ),
        ranks=file.get("ranks", {}),
        grades=file.get("grades", {}),
        places=dict.fromkeys(keys, NOWHERE),
    )


def announced(contest: PlainContest, rubric: Rubric, file: dict[str, Any]) -> dict[str, Any]:
    """What our announcement says of each county."""
    outcome = decide(tally_contest(as_contest(contest), rubric), as_decision(file), rubric)
    made = make_announcement(outcome, rubric, State.FINAL, date(2019, 1, 30))
    counties = json.loads(announcement_json(made)).get("counties", [])
    return {county["county"]: county for county in counties}


def written(tree: Any) -> Any:
    """What is left of it in the announcement's file, which leaves out what is empty."""
    if not isinstance(tree, dict):
        return tree
    kept = {key: written(value) for key, value in tree.items()}
    return {key: value for key, value in kept.items() if value not in (None, {})}


def test_random_decisions_agree_with_the_second_count() -> None:
    """Ranks, ties, vetoes, everyday work, and each figure at each level, refusals included."""
    refused = 0
    for seed in DECIDED:
        contest, rubric = contest_of_many(seed)
        chance = random.Random(seed)
        rules = {
            "ties": chance.choice(("shared", "decided")),
            "vetoed-rank": chance.choice(("kept", "none")),
            "commended-number": chance.choice(("decided", "decided", "1", "2")),
        }
        chosen = {
            name: replace(rule, choice=rules.get(name, rule.choice))
            for name, rule in rubric.open_rules.items()
        }
        level = chance.choice(list(Disclosure))
        rubric = replace(rubric, open_rules=chosen, disclosure=level)
        decision = random_decision(seed, rubric)
        counts = oracle.count(*contest["files"])
        expected = written(either(partial(oracle.announced, as_file(rubric), counts, decision)))
        actual = either(partial(announced, contest, rubric, decision))
        assert expected == written(actual), f"seed {seed}"
        refused += expected == "refused"
    assert len(DECIDED) * 0.1 < refused < len(DECIDED) * 0.9
