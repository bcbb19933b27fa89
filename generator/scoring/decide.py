"""A tally and what was decided on it, held against each other: an outcome, or why not."""

from collections.abc import Iterator, Mapping
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
        *_grade_faults(decision, rubric),
    ]
    if faults:
        raise UnusableDecision(tuple(faults))
    return Outcome(
        counties=tally.counties,
        ranks=MappingProxyType({one: ranks.get(one) for one in rubric.county_by_id}),
        decision=decision,
        rehearsal=tally.rehearsal,
    )


def rank_by_points(tally: Tally, counties: frozenset[str]) -> Ranks:
    """The ranks among the counties by totals alone; equal totals share one."""
    totals = {one.county: one.total for one in tally.counties if one.county in counties}
    return {
        county: 1 + sum(other > total for other in totals.values())
        for county, total in totals.items()
    }


def _ranked(decision: Decision, rubric: Rubric) -> frozenset[str]:
    """The counties that get a rank."""
    everyone = frozenset(rubric.county_by_id)
    if rubric.open_rules["vetoed-rank"].choice == "kept":
        return everyone
    return everyone - {one.county for one in decision.vetoes}


def _rank_faults(decision: Decision, by_points: Ranks, rubric: Rubric) -> Iterator[Fault]:
    place = decision.places["ranks"]
    given = decision.ranks
    if not given:
        tied = len(set(by_points.values())) < len(by_points)
        if tied and rubric.open_rules["ties"].choice == "decided":
            yield Fault("undecided-tie", place)
        if decision.everyday_work:
            yield Fault("missing-ranks", decision.places["everyday-work"])
        return
    if given.keys() != by_points.keys() or not _is_ranking(given):
        yield Fault("unusable-ranks", place)
        return
    moved = {one.county for one in decision.everyday_work}
    decided = rubric.open_rules["ties"].choice == "decided"
    for one, other in combinations(by_points, 2):
        if not {one, other} & moved and not _explained(one, other, given, by_points, decided):
            names = {"one": rubric.county_by_id[one].name, "other": rubric.county_by_id[other].name}
            yield Fault("unexplained-rank", place, names)


def _is_ranking(ranks: Ranks) -> bool:
    """Whether each rank is one more than the number of counties before it: 1, 2, 2, 4."""
    values = list(ranks.values())
    return all(rank == 1 + sum(other < rank for other in values) for rank in values)


def _explained(one: str, other: str, given: Ranks, by_points: Ranks, decided: bool) -> bool:  # noqa: FBT001
    """Whether the points, or a tie to be decided, explain the order of the two."""
    before, after = by_points[one] - by_points[other], given[one] - given[other]
    if before == 0 and decided:
        return after != 0
    return (before > 0) == (after > 0) and (before < 0) == (after < 0)


def _commended_faults(decision: Decision, ranks: Ranks, rubric: Rubric) -> Iterator[Fault]:
    place = decision.places["commended"]
    vetoed = {one.county for one in decision.vetoes}
    for county in decision.commended:
        if county in vetoed:
            yield Fault("vetoed-yet-commended", place, {"county": rubric.county_by_id[county].name})
    number = rubric.open_rules["commended-number"].choice
    if number not in ("decided", str(len(decision.commended))):
        yield Fault(
            "wrong-commended-number",
            place,
            {"expected": number, "found": str(len(decision.commended))},
        )
    passed = {one: rank for one, rank in ranks.items() if one not in (*decision.commended, *vetoed)}
    for county in decision.commended:
        before = [one for one, rank in passed.items() if rank < ranks.get(county, 0)]
        if before:
            names = {
                "county": rubric.county_by_id[county].name,
                "before": "、".join(rubric.county_by_id[one].name for one in before),
            }
            yield Fault("commended-below-others", place, names)


def _grade_faults(decision: Decision, rubric: Rubric) -> Iterator[Fault]:
    needed = bool(decision.grades) or rubric.disclosure.requires("grade")
    missing = [one.name for one in rubric.counties if one.id not in decision.grades]
    if needed and missing:
        yield Fault("missing-grade", decision.places["grades"], {"counties": "、".join(missing)})
