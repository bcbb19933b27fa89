"""Check a decision against the tally: an outcome, or the faults that forbid one."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

from generator.model.decision import Decision, Outcome
from generator.model.finding import Fault
from generator.model.rubric import Rubric
from generator.model.tally import Tally

Ranks = Mapping[str, int]


class UnusableDecision(Exception):
    """The decision does not fit the tally or the rubric; carries the faults."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def decide(tally: Tally, decision: Decision, rubric: Rubric) -> Outcome:
    """Return the outcome. Raises UnusableDecision.

    Everyday work and ties change ranks, and only as the decision gives them; a rank that
    no reason explains is refused. Points never change.
    """
    ranked = _ranked(decision, rubric)
    by_points = rank_by_points(tally, ranked)
    ranks = decision.ranks or by_points
    faults = [
        *_rank_faults(decision, by_points, rubric),
        *_commended_faults(decision, ranks, rubric),
        *_grade_faults(decision, ranks, rubric),
    ]
    if faults:
        raise UnusableDecision(tuple(faults))
    return Outcome(
        counties=tally.counties,
        ranks=MappingProxyType({county: ranks.get(county) for county in rubric.county_by_id}),
        decision=decision,
        rehearsal=tally.rehearsal,
    )


def rank_by_points(tally: Tally, counties: frozenset[str]) -> Ranks:
    """The ranks among the counties by totals alone; equal totals share one."""
    # Counted anew: the tally ranks counties too that a veto leaves without a rank.
    totals = {county.county: county.total for county in tally.counties if county.county in counties}
    return {
        county: 1 + sum(higher > total for higher in totals.values())
        for county, total in totals.items()
    }


def _ranked(decision: Decision, rubric: Rubric) -> frozenset[str]:
    """The counties that get a rank."""
    everyone = frozenset(rubric.county_by_id)
    if rubric.open_rules["vetoed-rank"].choice == "kept":
        return everyone
    return everyone - {veto.county for veto in decision.vetoes}


def _rank_faults(decision: Decision, by_points: Ranks, rubric: Rubric) -> Iterator[Fault]:
    place = decision.places["ranks"]
    given = decision.ranks
    if not given:
        tied = len(set(by_points.values())) < len(by_points)
        if tied and rubric.open_rules["ties"].choice == "decided":
            yield Fault("undecided-tie", place)
        # A reason without ranks would be published and change nothing.
        if decision.everyday_work:
            yield Fault("missing-ranks", decision.places["everyday-work"])
        return
    if given.keys() != by_points.keys() or not _is_ranking(given):
        yield Fault("unusable-ranks", place)
        return
    moved = {standing.county for standing in decision.everyday_work}
    decided = rubric.open_rules["ties"].choice == "decided"
    for first, second in combinations(by_points, 2):
        # A county with a published reason may stand anywhere; the rest keep the order by points.
        if {first, second} & moved:
            continue
        before, after = by_points[first] - by_points[second], given[first] - given[second]
        if not _explained(before, after, decided=decided):
            counties = rubric.county_by_id
            names = {"one": counties[first].name, "other": counties[second].name}
            yield Fault("unexplained-rank", place, names)


def _is_ranking(ranks: Ranks) -> bool:
    """Whether each rank is one more than the number of counties before it: 1, 2, 2, 4."""
    values = list(ranks.values())
    return all(rank == 1 + sum(better < rank for better in values) for rank in values)


def _explained(before: int, after: int, *, decided: bool) -> bool:
    """Whether two counties may be that many ranks apart: by points ``before``, as given ``after``.

    ``decided`` is whether the leadership decides ties.
    """
    # Who decides ties leaves none: a rank that is still shared was overlooked.
    if before == 0 and decided:
        return after != 0
    return (before > 0) == (after > 0) and (before < 0) == (after < 0)


def _commended_faults(decision: Decision, ranks: Ranks, rubric: Rubric) -> Iterator[Fault]:
    place = decision.places["commended"]
    vetoed = {veto.county for veto in decision.vetoes}
    for county in decision.commended:
        if county in vetoed:
            yield Fault("vetoed-yet-commended", place, {"county": rubric.county_by_id[county].name})
    number = rubric.open_rules["commended-number"].choice
    # The rubric fixed the number before anybody knew the totals, unless it left it to the decision.
    if number not in ("decided", str(len(decision.commended))):
        yield Fault(
            "wrong-commended-number",
            place,
            {"expected": number, "found": str(len(decision.commended))},
        )
    # A county with a veto may stand before a commended one: the veto itself says why.
    exempt = {*decision.commended, *vetoed}
    passed = {county: rank for county, rank in ranks.items() if county not in exempt}
    reasoned = {standing.county for standing in decision.everyday_work}
    for county in decision.commended:
        # Of equal counties only a published reason can commend one and not the other.
        equal = [
            other
            for other, rank in passed.items()
            if rank == ranks.get(county) and not {county, other} & reasoned
        ]
        if equal:
            names = {"county": rubric.county_by_id[county].name, "equal": _names(equal, rubric)}
            yield Fault("commended-below-others", place, names)
        before = [better for better, rank in passed.items() if rank < ranks.get(county, 0)]
        if before:
            names = {
                "county": rubric.county_by_id[county].name,
                "before": _names(before, rubric),
            }
            yield Fault("commended-below-others", place, names)


def _grade_faults(decision: Decision, ranks: Ranks, rubric: Rubric) -> Iterator[Fault]:
    # Either every county has a grade or none: a gap would read as the lowest.
    needed = bool(decision.grades) or rubric.disclosure.requires("grade")
    missing = [county.name for county in rubric.counties if county.id not in decision.grades]
    if needed and missing:
        yield Fault("missing-grade", decision.places["grades"], {"counties": "、".join(missing)})
    else:
        yield from _grades_against_ranks(decision, ranks, rubric)
        yield from _grades_beside_vetoes(decision, ranks, rubric)


def _grades_against_ranks(decision: Decision, ranks: Ranks, rubric: Rubric) -> Iterator[Fault]:
    """Yield a fault a county that has a better grade than one above it, or another at its rank.

    A veto may lower a grade whatever the rank.
    """
    vetoed = {veto.county for veto in decision.vetoes}
    graded = {
        county: ranks[county]
        for county in decision.grades
        if county in ranks and county not in vetoed
    }
    steps = _grade_steps(decision.grades, sorted(graded, key=lambda county: graded[county]))
    for county, rank in graded.items():
        grade = decision.grades[county]
        above = [
            better
            for better in graded
            if graded[better] < rank and steps[decision.grades[better]] > steps[grade]
        ]
        equal = [
            other
            for other in graded
            if graded[other] == rank and steps[decision.grades[other]] > steps[grade]
        ]
        values = {"county": rubric.county_by_id[county].name, "grade": grade, "rank": str(rank)}
        place = decision.places["grades"]
        if above:
            yield Fault("grade-against-rank", place, values | {"above": _names(above, rubric)})
        if equal:
            values |= {"others": _names(equal, rubric), "other": decision.grades[equal[0]]}
            yield Fault("grade-against-rank", place, values)


def _grades_beside_vetoes(decision: Decision, ranks: Ranks, rubric: Rubric) -> Iterator[Fault]:
    """Yield a fault a vetoed county whose grade is the best there is, or better than another's."""
    vetoed = {veto.county for veto in decision.vetoes}
    others = sorted(decision.grades.keys() - vetoed, key=lambda county: ranks.get(county, 0))
    steps = _grade_steps(decision.grades, [*others, *sorted(vetoed & decision.grades.keys())])
    for county in decision.grades:
        step = steps[decision.grades[county]]
        if county in vetoed and (
            step == 0 or any(step < steps[decision.grades[other]] for other in others)
        ):
            values = {
                "county": rubric.county_by_id[county].name,
                "vetoed": decision.grades[county],
            }
            yield Fault("grade-against-rank", decision.places["grades"], values)


def _grade_steps(grades: Mapping[str, str], best_first: Sequence[str]) -> Mapping[str, int]:
    """How far down each grade is: by a usual order of grades, else by who has it first."""
    given = list(dict.fromkeys(grades[county] for county in best_first))
    order = next((usual for usual in _USUAL_GRADES if set(given) <= usual.keys()), None)
    return order or {grade: step for step, grade in enumerate(given)}


def _names(counties: Sequence[str], rubric: Rubric) -> str:
    return "、".join(rubric.county_by_id[county].name for county in counties)


# Grades as notices name them, the best first; those on one step are names of the same.
_USUAL_GRADES: tuple[Mapping[str, int], ...] = tuple(
    {grade: step for step, names in enumerate(steps) for grade in names.split("/")}
    for steps in (
        (
            "优秀/优",
            "良好/良",
            "较好",
            "合格/达标/称职/中",
            "基本合格/基本达标/基本称职",
            "不合格/不达标/不称职/差",
        ),
        (
            "特等/特等奖",
            "一等/一等奖/一等次",
            "二等/二等奖/二等次",
            "三等/三等奖/三等次",
            "四等/四等次",
        ),
        ("一类/第一等次", "二类/第二等次", "三类/第三等次", "四类/第四等次"),
        ("甲/甲等", "乙/乙等", "丙/丙等", "丁/丁等"),
        ("好", "较好", "一般", "较差", "差"),
        ("A+", "A", "B+", "B", "C", "D", "E"),
        ("先进", "达标/合格", "不达标/不合格"),
    )
)
