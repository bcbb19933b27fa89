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
import told_scores as second_count
from on_folder import previewed
from project_copy import replace_text
from test_tally import NOWHERE, RUBRIC, PlainContest, as_contest, as_decision, plain, small_rubric
from year import RESULTS, go_on, record, run_year

from generator.model.announcement import Announcement
from generator.model.disclosure import Disclosure
from generator.model.errors import Refused
from generator.model.log import RecordKind
from generator.model.organiser import OpenRule
from generator.model.rubric import Rubric
from generator.model.state import State
from generator.model.tally import CountyTally, Tally
from generator.model.withheld import withheld_figures
from generator.scoring.announce import make_announcement
from generator.scoring.decide import decide
from generator.scoring.tally import IncompleteContest, section_share, tally_contest
from generator.scoring.told_scores import added, follows, reduced, told

LONG = bool(os.environ.get("TAIZHANG_LONG"))
HISTORIES = range(500 if LONG else 20)
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


def test_figures_go_cell_by_cell() -> None:
    """A fourth leader: each cell's figures would tell the new score beside the earlier ones."""
    rubric = exact(small_rubric({"bonus-judges": "all-groups"}, 2))
    sizes = dict.fromkeys((group.id for group in rubric.judge_groups), 4)
    whole = panel(rubric, sizes, 10)
    before = announce(without(whole, rubric, "leaders3"), rubric)
    assert all(row.points and not row.groups for one in before[1].counties for row in one.items)
    _, after = announce(whole, rubric, [before])
    assert after.disclosure is Disclosure.INDICATORS
    for county in after.counties:
        assert not any(row.points or row.groups for row in county.items)
        assert county.total
        assert len(county.sections) == len(rubric.blocks)


@pytest.mark.parametrize(("score", "shown"), [("2.5", True), ("2", False), ("1.5", False)])
def test_capped_bonus_tells_no_score(score: str, *, shown: bool) -> None:
    """The bonus of one judge's one item is that ballot, but where the cap has cut it."""
    rubric = exact(small_rubric({"bonus-judges": "leaders"}, 1))
    rubric = replace(rubric, bonus_items=rubric.bonus_items[:1], bonus=Fraction(2))
    (bonus,) = rubric.bonus_items
    (county,) = rubric.county_by_id
    whole = panel(rubric, {"leaders": 1, "counties": 4, "departments": 4}, 13)
    scores = {**whole["scores"], ("leaders0", county, bonus.id): score}
    _, made = announce(plain(rubric, whole["judges"], scores), rubric)
    # With the section goes the total, which would give it: then nothing is announced of points.
    both = {block.id for block in rubric.blocks}
    assert [set(one.sections) for one in made.counties] == ([both] if shown else [])


def test_trimmed_ballots_are_none() -> None:
    """Four leaders of whom equal extremes go count as two: no points, though four scores enter."""
    rules = {"trimming": "items", "bonus-judges": "all-groups"}
    rubric = exact(small_rubric(rules, 1))
    (county,) = rubric.county_by_id
    whole = panel(rubric, {"leaders": 4, "counties": 7, "departments": 7}, 12)
    scores = dict(whole["scores"])
    for item in rubric.items:
        scores |= {
            (f"leaders{nth}", county, item): text
            for nth, text in enumerate(("0.5", "0.5", "1", "1"))
        }
    tally, made = announce(plain(rubric, whole["judges"], scores), rubric)
    assert {row.groups["leaders"].ballots for row in tally.counties[0].items} == {2}
    assert {len(row.groups["leaders"].scores) for row in tally.counties[0].items} == {4}
    assert not any(row.points or row.groups for row in made.counties[0].items)


def test_points_given_to_all_are_shown() -> None:
    """An item of which a county is asked nothing rests on no ballot."""
    spared_ids, rubric = sparing(exact(small_rubric({"bonus-judges": "all-groups"}, 3)))
    sizes = dict.fromkeys((group.id for group in rubric.judge_groups), 4)
    _, made = announce(panel(rubric, sizes, 11), rubric)
    for county in made.counties:
        of_county = rubric.county_by_id[county.county]
        for row in county.items:
            given = row.item in spared_ids and not of_county.has("science-van")
            assert row.points
            assert bool(row.groups) is not given
    assert any(not county.has("science-van") for county in rubric.counties)


def test_an_excluded_item_has_no_part_in_its_section() -> None:
    """Where nothing of it applies it has no figure; the section's points are the others', spread."""
    (spared,), rubric = sparing(
        exact(small_rubric({"bonus-judges": "all-groups"}, 3)), choice="excluded"
    )
    (section,) = rubric.sections
    (county,) = (one for one in rubric.counties if not one.has("science-van"))
    sizes = dict.fromkeys((group.id for group in rubric.judge_groups), 4)
    shown = announce(panel(rubric, sizes, 11), rubric)[1].county_by_id[county.id]
    assert spared not in shown.points_by_item
    factor = section_share(rubric.blocks[0], shown.points_by_item.keys())
    assert factor > 1
    points = [Fraction(shown.points_by_item[one.id].points) for one in section.indicators[1:]]
    assert abs(sum(points) * factor - Fraction(shown.sections[section.id])) < Fraction(1, 10**4)


def sparing(rubric: Rubric, choice: str = "full-points") -> tuple[set[str], Rubric]:
    """The rubric with the first item asking nothing, giving all points, without a science van."""
    rule = OpenRule("not-applicable", choice, "", NOWHERE)
    block, *rest = rubric.sections
    spared, *asked = block.indicators
    clauses = tuple(replace(clause, condition="science-van") for clause in spared.clauses)
    block = replace(block, indicators=(replace(spared, clauses=clauses), *asked))
    rules = {**rubric.open_rules, "not-applicable": rule}
    return {spared.id}, replace(rubric, sections=(block, *rest), open_rules=rules)


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


def test_number_of_withheld_figures() -> None:
    """Each figure that the level covers and the announcement lacks, but where nobody scores."""
    rubric = exact(replace(RUBRIC, counties=RUBRIC.counties[:3]))
    groups = [group.id for group in rubric.judge_groups]
    _, whole = announce(panel(rubric, dict.fromkeys(groups, 4), 9), rubric)
    assert withheld_figures(whole, rubric) == 0
    scoring = {item.id: len(rubric.scoring_groups(item)) for item in rubric.items.values()}
    _, few = announce(panel(rubric, dict.fromkeys(groups, 4) | {"leaders": 3}, 9), rubric)
    by_cells = sum(scoring[row.item] for county in few.counties for row in county.items)
    assert sum(scoring.values()) * len(rubric.counties) == by_cells
    assert withheld_figures(few, rubric) == by_cells
    _, fewer = announce(panel(rubric, dict.fromkeys(groups, 4) | {"leaders": 2}, 9), rubric)
    cells = len(rubric.counties) * len(scoring)
    assert withheld_figures(fewer, rubric) == by_cells + cells
    first, *others = whole.counties
    kept = dict(list(first.sections.items())[1:])
    less = replace(whole, counties=(replace(first, sections=kept), *others))
    assert withheld_figures(less, rubric) == 1
    for level, number in ((Disclosure.SECTIONS, 1), (Disclosure.TOTALS, 0)):
        assert withheld_figures(replace(less, disclosure=level), rubric) == number
    # An item of which nothing is asked has no points of anybody.
    (spared,), spares = sparing(rubric)
    without_van = sum(not county.has("science-van") for county in rubric.counties)
    assert without_van
    assert withheld_figures(few, spares) == by_cells - without_van * scoring[spared]


@pytest.mark.parametrize(("leaders", "shown"), [(4, True), (3, False)])
def test_few_ballots_of_the_only_group(leaders: int, *, shown: bool) -> None:
    """Of an item that one group scores, the points need four ballots as well."""
    rules = {"bonus-judges": "leaders", "absent-group": "refused"}
    rubric = exact(small_rubric(rules, 2))
    sizes = {group.id: 4 for group in rubric.judge_groups} | {"leaders": leaders}
    _, made = announce(panel(rubric, sizes, 8), rubric)
    for county in made.counties:
        for item in rubric.bonus_items:
            assert bool(county.points_by_item[item.id].points) is shown
            assert bool(county.points_by_item[item.id].groups) is shown
        assert county.points_by_item["01"].points


def test_one_who_alone_scores_everything() -> None:
    """Of one judge in all no points are shown: the total of a single item would be the score."""
    rubric = exact(small_rubric({"bonus-judges": "all-groups", "absent-group": "reweighted"}, 2))
    (section,) = rubric.sections
    rubric = replace(
        rubric, sections=(replace(section, indicators=section.indicators[:1]),), bonus_items=()
    )
    contest = panel(rubric, {"leaders": 1}, 5)
    tally, made = announce(contest, rubric)
    assert (Disclosure.COMMENDED, ()) == (made.disclosure, made.counties)
    # An announcement without counties is no ground to show more, nor to fail.
    assert announce(contest, rubric, [(tally, made)])[1] == made


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
    """For each score that stands alone in its kind, what it may have been: all, or two at least.

    Scores with the same share in every sum are of one kind: only what they add up to is told.
    """
    kinds: dict[tuple[Fraction, ...], list[Column]] = {}
    for column in sorted({column for row in sums for column in row}, key=lambda one: one[1::-1]):
        kinds.setdefault(tuple(row.get(column, Fraction(0)) for row in sums), []).append(column)
    scale = lcm(*(share.denominator for shares in kinds for share in shares))
    steps = [
        (
            [int(share * scale) for share in shares],
            int(sum(points for *_, points in alike)),
            len(alike) * most,
        )
        for shares, alike in kinds.items()
    ]
    found: list[set[int]] = [set() for _ in steps]
    alone = [nth for nth, alike in enumerate(kinds.values()) if len(alike) == 1]
    # Ballots near the true ones are few, and mostly enough of them agree; else all are tried.
    for reach in (1, 2, 3, 4, 6, max((top for *_, top in steps), default=0)):
        if any(len(found[nth]) < 2 for nth in alone):
            found = _values_within(reach, steps)
    columns = [alike[0] for alike in kinds.values()]
    return {columns[nth]: found[nth] for nth in alone}


def _values_within(reach: int, steps: Sequence[tuple[list[int], int, int]]) -> list[set[int]]:
    """What each kind can add up to, no farther than that from what it does, with no sum changed."""
    moves = [
        {
            change: tuple(share * change for share in shares)
            for change in range(-min(reach, value), min(reach, top - value) + 1)
        }
        for shares, value, top in steps
    ]
    # Half of the kinds from the front, half from the back, where no sum is changed either.
    half = len(steps) // 2
    start = tuple(0 for _ in steps[0][0]) if steps else ()
    front, back = [{start}], [{start}]
    for own in moves[:half]:
        front.append({_plus(state, move) for state in front[-1] for move in own.values()})
    for own in reversed(moves[half:]):
        back.append({_plus(state, move, -1) for state in back[-1] for move in own.values()})
    layers = [*front[:-1], front[-1] & back[-1], *back[-2::-1]]
    found: list[set[int]] = [set() for _ in steps]
    for nth in [*reversed(range(half)), *range(half, len(steps))]:
        ways = [
            (state, after, change)
            for state in layers[nth]
            for change, move in moves[nth].items()
            if (after := _plus(state, move)) in layers[nth + 1]
        ]
        layers[nth] = {state for state, *_ in ways}
        layers[nth + 1] = {after for _, after, _ in ways}
        found[nth] = {steps[nth][1] + change for *_, change in ways}
    return found


def _plus(state: tuple[int, ...], move: tuple[int, ...], sign: int = 1) -> tuple[int, ...]:
    return tuple(part + sign * change for part, change in zip(state, move, strict=True))


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


def random_sums(chance: random.Random) -> list[dict[Column, Fraction]]:
    """Sums over few scores; some scores were changed, and some sums are shares of each other."""
    scores = [
        (judge, item, Fraction(version))
        for judge, item in (("A", "01"), ("A", "02"), ("B", "01"), ("B", "02"), ("C", "01"))
        for version in range(chance.choice((1, 1, 2)))
    ]
    sums = [
        {
            score: Fraction(chance.randint(1, 3), chance.randint(1, 3))
            for score in chance.sample(scores, chance.randint(1, len(scores)))
        }
        for _ in range(chance.randint(0, 4))
    ]
    return [*sums, *({score: share / 2 for score, share in row.items()} for row in sums[:1])]


def named(row: Mapping[Column, Fraction]) -> dict[tuple[str, ...], Fraction]:
    """The row as the second count of what is told takes it."""
    return {(judge, item, str(points)): share for (judge, item, points), share in row.items()}


@pytest.mark.parametrize("seed", range(300 if LONG else 100))
def test_what_sums_tell_agrees_with_the_second_count(seed: int) -> None:
    """Each score told, alone, to one other judge, or to one who changed theirs; and what follows."""
    chance = random.Random(f"sums {seed}")
    sums = random_sums(chance)
    second = [named(row) for row in sums]
    expected = second_count.told(second)
    every = {column for row in sums for column in row}
    for cell in {column[:2] for column in every}:
        own: list[dict[Column, Fraction]] = [{one: Fraction(1)} for one in every if one[:2] == cell]
        known = [*second, *map(named, own)]
        others = [named({one: Fraction(1)}) for one in every if one[:2] != cell]
        if len(own) > 1:
            expected |= {name for one in others if second_count.follows(one, known) for name in one}
    found = told({("", Fraction(1)): row} for row in sums)
    assert {name for column in found for name in named({column: Fraction(1)})} == expected
    total = {one: sum((row.get(one, Fraction(0)) for row in sums), Fraction(0)) for one in every}
    assert added(sums) == total
    assert added([*sums, {one: -share for one, share in total.items()}]) == {}
    basis = reduced(sums)
    for row in (*random_sums(chance), added(sums), {}):
        assert follows(row, basis) == second_count.follows(named(row), second)


def new_leaders(first: PlainContest, rubric: Rubric, number: int) -> PlainContest:
    """The contest with so many leaders, all of them new; the others stay."""
    judges: Judges = [one for one in first["judges"] if one[1] != "leaders"]
    new = panel(rubric, {"leaders": number}, 7)
    judges += [(f"n{one[0]}", *one[1:]) for one in new["judges"]]
    scores = {key: text for key, text in first["scores"].items() if key[0][:7] != "leaders"}
    scores |= {(f"n{judge}", *cell): text for (judge, *cell), text in new["scores"].items()}
    return plain(rubric, judges, scores)


def test_a_mean_of_three_does_not_follow() -> None:
    """The points are left out where they would give, with earlier means, a mean of three ballots."""
    rubric = exact(replace(RUBRIC, counties=RUBRIC.counties[:3]))
    sizes = dict.fromkeys((group.id for group in rubric.judge_groups), 4)
    first = panel(rubric, sizes, 6)
    before, later = announce(first, rubric), new_leaders(first, rubric, 3)
    _, after = announce(later, rubric, [before])
    shared = {
        item.id for item in rubric.items.values() if len(rubric.scoring_groups(item)) == len(sizes)
    }
    cells = [item for county in after.counties for item in county.items if item.item in shared]
    assert cells
    assert not any(item.points or item.groups for item in cells)
    # What is told already cannot be taken back, and takes nothing else away.
    careless = announce(later, rubric)
    _, again = announce(later, rubric, [before, careless])
    assert again.counties == careless[1].counties
    assert all(item.points for county in again.counties for item in county.items)


def test_an_earlier_mean_of_three_does_not_follow() -> None:
    """Four new leaders: the others' means would give, with earlier points, what three gave then."""
    rubric = exact(small_rubric({"bonus-judges": "all-groups"}, 2))
    sizes = dict.fromkeys((group.id for group in rubric.judge_groups), 4)
    first = panel(rubric, sizes | {"leaders": 3}, 6)
    before = announce(first, rubric)
    _, after = announce(new_leaders(first, rubric, 4), rubric, [before])
    cells = [item for county in after.counties for item in county.items]
    assert cells
    assert all(item.points and not item.groups for item in cells)


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
