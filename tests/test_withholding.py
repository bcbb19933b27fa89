"""No score of a judge follows from what is published, now and before."""

import os
import random
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import lcm
from pathlib import Path

import pytest
from on_folder import previewed
from project_copy import replace_text
from test_tally import RUBRIC, PlainContest, as_contest, as_decision, plain, small_rubric
from year import RESULTS, go_on, record, run_year

from generator.model.announcement import Announcement
from generator.model.disclosure import Disclosure
from generator.model.errors import Refused
from generator.model.log import RecordKind
from generator.model.rubric import Rubric
from generator.model.state import State
from generator.model.tally import CountyTally, Tally
from generator.scoring.announce import make_announcement
from generator.scoring.decide import decide
from generator.scoring.tally import IncompleteContest, tally_contest

HISTORIES = range(500 if os.environ.get("TAIZHANG_LONG") else 20)
Judges = list[tuple[str, str, str, set[str]]]
Scores = dict[tuple[str, str, str], str]


def exact(rubric: Rubric) -> Rubric:
    """The rubric with figures to six places, so that rounding hides nothing."""
    digits = replace(rubric.open_rules["rounding-digits"], choice="6")
    return replace(
        rubric,
        open_rules={**rubric.open_rules, "rounding-digits": digits},
        disclosure=Disclosure.INDICATORS,
    )


def announce(
    contest: PlainContest, rubric: Rubric, before: Sequence[tuple[Tally, Announcement]] = ()
) -> tuple[Tally, Announcement]:
    tally = tally_contest(as_contest(contest), rubric)
    decision: dict[str, list[str]] = {"commended": [], "vetoes": [], "everyday-work": []}
    outcome = decide(tally, as_decision(decision), rubric)
    earlier = [(tally, announced, rubric) for tally, announced in before]
    made = make_announcement(outcome, rubric, State.FINAL, date(2019, 1, 30), earlier)
    return tally, made


def test_earlier_figures_have_the_weights_that_they_were_made_by() -> None:
    """The same ballots under other weights: two sums of two groups' means tell each of the two."""
    rubric = replace(exact(RUBRIC), counties=RUBRIC.counties[:1])
    first, second, *_ = rubric.judge_groups
    then = replace(
        rubric,
        judge_groups=(replace(first, weight=Fraction(60)), replace(second, weight=Fraction(40))),
    )
    now = replace(
        rubric,
        judge_groups=(replace(first, weight=Fraction(50)), replace(second, weight=Fraction(50))),
    )
    contest = panel(then, {first.id: 3, second.id: 3}, 4)
    tally, made = announce(contest, then)
    assert all(item.points and not item.groups for one in made.counties for item in one.items)
    outcome = decide(
        tally_contest(as_contest(contest), now),
        as_decision({"commended": [], "vetoes": [], "everyday-work": []}),
        now,
    )
    day = date(2019, 1, 30)
    again = make_announcement(outcome, now, State.AMENDED, day, [(tally, made, then)])
    assert not any(item.points for one in again.counties for item in one.items)
    # By the weights of today alone both would seem one figure, told twice.
    wrong = make_announcement(outcome, now, State.AMENDED, day, [(tally, made, now)])
    assert all(item.points for one in wrong.counties for item in one.items)


def without(contest: PlainContest, rubric: Rubric, judge: str) -> PlainContest:
    """The contest without one judge."""
    judges = [one for one in contest["judges"] if one[0] != judge]
    scores = {key: text for key, text in contest["scores"].items() if key[0] != judge}
    return plain(rubric, judges, scores)


def panel(rubric: Rubric, sizes: Mapping[str, int], seed: int) -> PlainContest:
    """Ballots of as many judges in each group, half points, never at an end of the scale."""
    chance = random.Random(seed)
    judges: Judges = [
        (f"{group}{nth}", group, "", set()) for group, size in sizes.items() for nth in range(size)
    ]
    scores = {
        (judge, county.id, item.id): str(Fraction(chance.randint(1, int(item.points * 2) - 1), 2))
        for judge, *_ in judges
        for county in rubric.counties
        for item in rubric.items.values()
    }
    texts = {key: str(float(Fraction(text))) for key, text in scores.items()}
    return plain(rubric, judges, texts)


def attack(announcements: Iterable[Announcement], county: str, item: str) -> list[Fraction]:
    """What six times the old mean less five times the new one gives, from whatever is shown."""
    means: list[Fraction] = []
    unchanged: dict[str, Fraction] = {}
    for announced in announcements:
        row = announced.county_by_id[county].points_by_item[item]
        groups = {group: Fraction(text) for group, text in row.groups.items()}
        if not groups and row.points and unchanged:
            # The points less the means that did not change, by their weights.
            rest = sum(
                (
                    Fraction(w, 100) * unchanged[g]
                    for g, w in (("counties", 30), ("departments", 30))
                ),
                Fraction(0),
            )
            groups = {"leaders": (Fraction(row.points) - rest) * Fraction(100, 40)}
        unchanged = unchanged or groups
        if "leaders" in groups:
            means.append(groups["leaders"])
    return [6 * means[0] - 5 * means[1]] if len(means) == 2 else []


def test_a_leader_taken_off_cannot_be_worked_out() -> None:
    """Six leaders, then five: all scores of the sixth follow on the old way, none on the new."""
    rubric = exact(RUBRIC)
    sizes = {group.id: size for group, size in zip(rubric.judge_groups, (6, 7, 6), strict=True)}
    (leaders,) = (group.id for group in rubric.judge_groups if group.weight == 40)
    others = [group for group in sizes if group != leaders]
    assert (leaders, sorted(others)) == ("leaders", ["counties", "departments"])
    contest = panel(rubric, sizes, 1)
    later = without(contest, rubric, "leaders5")
    tally, first = announce(contest, rubric)
    _, careless = announce(later, rubric)
    _, second = announce(later, rubric, [(tally, first)])
    found = {"careless": 0, "careful": 0}
    for name, amended in (("careless", careless), ("careful", second)):
        for county in rubric.county_by_id:
            for item in rubric.items:
                truth = Fraction(contest["scores"]["leaders5", county, item])
                given = attack([first, amended], county, item)
                found[name] += any(abs(guess - truth) < Fraction(1, 1000) for guess in given)
    assert found == {"careless": 156, "careful": 0}
    # No more is left out than must be.
    assert all(county.total and county.sections for county in second.counties)


def test_the_same_ballots_again_show_the_same() -> None:
    """公示 and 通报 of one tally: every figure of the one stands in the other."""
    rubric = exact(RUBRIC)
    contest = panel(rubric, dict.fromkeys((group.id for group in rubric.judge_groups), 5), 2)
    tally, first = announce(contest, rubric)
    _, second = announce(contest, rubric, [(tally, first)])
    assert first.counties == second.counties
    assert all(item.points and item.groups for county in first.counties for item in county.items)


def test_a_correction_is_shown_without_its_groups() -> None:
    """One judge's score mended: the cell has its points, no group figures; nothing else falls."""
    rubric = exact(RUBRIC)
    contest = panel(rubric, dict.fromkeys((group.id for group in rubric.judge_groups), 5), 3)
    county, item = rubric.counties[0].id, "05"
    cell = ("leaders0", county, item)
    mended = dict(contest["scores"])
    mended[cell] = "0.5" if mended[cell] != "0.5" else "1.0"
    tally, first = announce(contest, rubric)
    _, second = announce(plain(rubric, contest["judges"], mended), rubric, [(tally, first)])
    lost = [
        (one.county, row.item, bool(row.points))
        for one in second.counties
        for row in one.items
        if not row.groups
    ]
    assert [(county, item, True)] == lost
    assert len(second.county_by_id[county].sections) == len(rubric.blocks)


@pytest.mark.parametrize(
    ("leaders", "others", "groups", "points"),
    [(4, 4, True, True), (3, 4, False, True), (2, 5, False, False), (1, 6, False, False)],
)
def test_few_ballots(leaders: int, others: int, *, groups: bool, points: bool) -> None:
    """Four ballots for a group's mean; three of each group, and four in all, for an item's points."""
    rubric = exact(RUBRIC)
    sizes = {group.id: others for group in rubric.judge_groups} | {"leaders": leaders}
    _, made = announce(panel(rubric, sizes, 4), rubric)
    shown = {
        (bool(row.groups), bool(row.points)) for county in made.counties for row in county.items
    }
    assert {(groups, points)} == shown


def test_one_who_alone_scores_everything() -> None:
    """Of one judge in all no points are shown: the total of a single item would be the score."""
    rubric = exact(small_rubric({"bonus-judges": "all-groups", "absent-group": "reweighted"}, 2))
    (section,) = rubric.sections
    rubric = replace(
        rubric, sections=(replace(section, indicators=section.indicators[:1]),), bonus_items=()
    )
    _, made = announce(panel(rubric, {"leaders": 1}, 5), rubric)
    assert (Disclosure.COMMENDED, ()) == (made.disclosure, made.counties)


# Small histories, with every ballot that agrees with all that is public.


def history(seed: int) -> tuple[Rubric, list[PlainContest]]:
    """Two or three announcements of few judges; between them some come, go, or change a score."""
    chance = random.Random(f"history {seed}")
    rules = {
        "trimming": chance.choice(("none", "none", "items")),
        "bonus-judges": chance.choice(("all-groups", "leaders")),
        "absent-group": "reweighted",
        "missing-score": "skipped",
        "rounding-place": "total",
        "rounding": "none",
    }
    rubric = exact(small_rubric(rules, 1))
    (section,) = rubric.sections
    most = chance.randint(3, 5) - 1
    cut = [replace(item, points=Fraction(most)) for item in section.indicators[:2]]
    bonus = [replace(item, points=Fraction(most)) for item in rubric.bonus_items[:1]]
    rubric = replace(
        rubric,
        sections=(replace(section, indicators=tuple(cut)),),
        bonus_items=tuple(bonus),
        bonus=Fraction(most),
    )
    (county,) = rubric.county_by_id
    groups = [group.id for group in rubric.judge_groups]
    absent = chance.choice((None, None, None, *groups[1:]))
    judges: Judges = [
        (f"{group}{nth}", group, "", set())
        for group in groups
        if group != absent
        for nth in range(chance.randint(2, 5))
    ]
    inner = range(1, most)
    scores: Scores = {
        (judge, county, item): str(chance.choice(inner))
        for judge, *_ in judges
        for item in rubric.items
    }
    contests = [plain(rubric, judges, scores)]
    for _ in range(chance.randint(1, 2)):
        judges, scores = list(judges), dict(scores)
        for _ in range(chance.randint(1, 2)):
            _change(chance, judges, scores, county, list(rubric.items), inner)
        contests.append(plain(rubric, judges, scores))
    return rubric, contests


def _change(
    chance: random.Random,
    judges: Judges,
    scores: Scores,
    county: str,
    items: list[str],
    inner: range,
) -> None:
    way = chance.choice(("gone", "new", "score", "recused"))
    judge = chance.choice(judges)
    if way == "score" and judge[3] == set():
        scores[judge[0], county, chance.choice(items)] = str(chance.choice(inner))
    elif way == "recused" and len(judges) > 3:
        judges[judges.index(judge)] = (*judge[:3], {county})
        for item in items:
            scores.pop((judge[0], county, item), None)
    elif way == "gone" and len(judges) > 3:
        judges.remove(judge)
        for item in items:
            scores.pop((judge[0], county, item), None)
    elif way == "new":
        name = f"{judge[1]}n{chance.randrange(10**6)}"
        judges.append((name, judge[1], "", set()))
        scores |= {(name, county, item): str(chance.choice(inner)) for item in items}


Column = tuple[str, str, Fraction]


def public_sums(
    county: CountyTally, announcement: Announcement, rubric: Rubric
) -> list[dict[Column, Fraction]]:
    """The shares of single scores in each figure shown, from the ballots and the notice's weights."""
    if not announcement.counties:
        return []
    shown = announcement.county_by_id[county.county]
    items: dict[str, dict[Column, Fraction]] = {}
    sums: list[dict[Column, Fraction]] = []
    for item in county.items:
        groups = {
            group: {
                (judge, item.item, points): share for judge, (points, share) in one.scores.items()
            }
            for group, one in item.groups.items()
        }
        weights = {group.id: group.weight for group in rubric.judge_groups if group.id in groups}
        whole = sum(weights.values())
        items[item.item] = {
            score: share * weights[group] / whole
            for group, row in groups.items()
            for score, share in row.items()
        }
        row = shown.points_by_item.get(item.item)
        if row is not None and row.groups:
            sums += groups.values()
        if row is not None and row.points:
            sums.append(items[item.item])
    blocks = {
        block.id: {
            s: x for item in block.items if item.id in items for s, x in items[item.id].items()
        }
        for block in rubric.blocks
    }
    sums += [row for block, row in blocks.items() if block in shown.sections]
    if shown.total:
        sums.append({score: share for row in blocks.values() for score, share in row.items()})
    return sums


def possible(sums: list[dict[Column, Fraction]], most: int) -> Mapping[Column, set[int]]:
    """For each score that stands alone in its kind, what it may have been.

    Scores with the same share in every sum are of one kind: only what they add up to is told.
    """
    kinds: dict[tuple[Fraction, ...], list[Column]] = {}
    for column in sorted({column for row in sums for column in row}, key=lambda one: one[1::-1]):
        kinds.setdefault(tuple(row.get(column, Fraction(0)) for row in sums), []).append(column)
    scale = lcm(*(share.denominator for shares in kinds for share in shares))
    steps = [
        ([int(share * scale) for share in shares], len(alike) * most, alike)
        for shares, alike in kinds.items()
    ]
    target = [sum(int(share * scale * column[2]) for column, share in row.items()) for row in sums]
    rest = [sum(shares[at] * top for shares, top, _ in steps) for at in range(len(sums))]
    layers = [{tuple(0 for _ in sums)}]
    for shares, top, _ in steps:
        rest = [left - share * top for left, share in zip(rest, shares, strict=True)]
        layers.append(
            {
                after
                for state in layers[-1]
                for value in range(top + 1)
                if _can_end(after := _with(state, shares, value), target, rest)
            }
        )
    found: dict[Column, set[int]] = {}
    for nth in reversed(range(len(steps))):
        shares, top, alike = steps[nth]
        ways = [
            (state, value)
            for state in layers[nth]
            for value in range(top + 1)
            if _with(state, shares, value) in layers[nth + 1]
        ]
        layers[nth] = {state for state, _ in ways}
        if len(alike) == 1:
            found[alike[0]] = {value for _, value in ways}
    return found


def _with(state: tuple[int, ...], shares: list[int], value: int) -> tuple[int, ...]:
    return tuple(part + share * value for part, share in zip(state, shares, strict=True))


def _can_end(state: tuple[int, ...], target: list[int], rest: list[int]) -> bool:
    """Whether no sum is over its target, or under it by more than what follows can bring."""
    return all(
        part <= end <= part + left for part, end, left in zip(state, target, rest, strict=True)
    )


def test_no_score_is_the_same_in_all_ballots_that_agree() -> None:
    """Of every ballot that agrees with all that is public, each score has two values at least."""
    withheld = shown = 0
    for seed in HISTORIES:
        rubric, contests = history(seed)
        most = int(rubric.bonus)
        before: list[tuple[Tally, Announcement]] = []
        with suppress(IncompleteContest):  # nobody is left who scores an item
            for contest in contests:
                before.append(announce(contest, rubric, before))
        sums = [
            row
            for tally, announcement in before
            for row in public_sums(tally.counties[0], announcement, rubric)
        ]
        told = [column for column, values in possible(sums, most).items() if len(values) < 2]
        assert not told, f"history {seed}: {told}"
        for _, announcement in before:
            for county in announcement.counties:
                shown += sum(bool(item.points) for item in county.items)
                withheld += sum(not item.points for item in county.items)
    assert min(shown, withheld) > len(HISTORIES) / 2


def test_an_announcement_is_held_against_the_one_before(project: Path) -> None:
    """The ballots behind each are kept in the private folder; without them nothing is announced."""
    run_year(project, State.FINAL)
    kept = sorted((project / "private/announced").iterdir())
    assert len(kept) == 2
    assert all(
        (folder / "roster.yaml").exists() and (folder / "ballots").is_dir() for folder in kept
    )
    replace_text(project, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
    record(project, RecordKind.BALLOTS, "一处登记错误。")
    kept[0].rename(project / "private/moved")
    with pytest.raises(Refused, match="held against"):
        go_on(project, State.AMENDED, "复核时发现一处登记错误。")
    with pytest.raises(Refused, match="held against"):
        previewed(project, project / "private")
    (project / "private/moved").rename(kept[0])
    replace_text(kept[0], "ballots/L02.yaml", '"01": "', '"01": "0')
    with pytest.raises(Refused, match="rests on"):
        go_on(project, State.AMENDED, "复核时发现一处登记错误。")
    replace_text(kept[0], "ballots/L02.yaml", '"01": "0', '"01": "')
    go_on(project, State.AMENDED, "复核时发现一处登记错误。")
    assert any("amended" in file.name for file in (project / RESULTS).iterdir())
