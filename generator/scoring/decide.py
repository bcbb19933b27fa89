"""Check a decision against the tally: an outcome, or the faults that forbid one."""

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
    for county in decision.commended:
        before = [better for better, rank in passed.items() if rank < ranks.get(county, 0)]
        if before:
            names = {
                "county": rubric.county_by_id[county].name,
                "before": "、".join(rubric.county_by_id[better].name for better in before),
            }
            yield Fault("commended-below-others", place, names)


def _grade_faults(decision: Decision, rubric: Rubric) -> Iterator[Fault]:
    # Either every county has a grade or none: a gap would read as the lowest.
    needed = bool(decision.grades) or rubric.disclosure.requires("grade")
    missing = [county.name for county in rubric.counties if county.id not in decision.grades]
    if needed and missing:
        yield Fault("missing-grade", decision.places["grades"], {"counties": "、".join(missing)})
