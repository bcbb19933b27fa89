"""Ballots that cannot be added up, or only with a remark: each fault by its code and words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

import pytest
from test_tally import small_rubric

from generator.model.ballot import Ballot, Contest, Judge, Score
from generator.model.finding import Fault
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.scoring.contest import is_stale, make_contest, remarks, stale_scores

PRIVATE = Place("private")
RULES = {"missing-score": "refused", "bonus-judges": "leaders", "stale-ballot": "scored-again"}
RUBRIC = small_rubric(RULES, 2)
ONE, TWO = RUBRIC.counties
FIRST, *_ = RUBRIC.sections[0].indicators
BONUS = RUBRIC.bonus_items[0]
LEADER, COUNTY = "leaders", "counties"


def judge(name: str, group: str = COUNTY, county: str = "", recusals: Iterable[str] = ()) -> Judge:
    """A judge, whose place is that of the name."""
    return Judge(
        id=name, group=group, county=county, recusals=frozenset(recusals), place=Place(f"at/{name}")
    )


def place(county: str, item: str) -> Place:
    """Where a score stands."""
    return Place(f"{county}/{item}")


def ballot(
    of: Judge, scores: Mapping[tuple[str, str], str] | None = None, *, rehearsal: bool = False
) -> Ballot:
    """A ballot; without scores given, it has 1 wherever one is owed."""
    if scores is None:
        scores = {
            (county.id, item.id): "1"
            for county in RUBRIC.counties
            for item in RUBRIC.items.values()
            if of.owes(county, item, RUBRIC)
        }
    return Ballot(
        judge=of,
        rehearsal=rehearsal,
        scores={
            cell: Score(points=Fraction(points), place=place(*cell))
            for cell, points in scores.items()
        },
        evidence={},
        place=Place(f"ballots/{of.id}.yaml"),
    )


def told(faults: Iterable[Fault]) -> list[tuple[str, str, dict[str, str]]]:
    """Code, place and words of each."""
    return [(fault.code, fault.place.path, dict(fault.values)) for fault in faults]


def faults_of(
    judges: Iterable[Judge], ballots: Iterable[Ballot], rubric: Rubric = RUBRIC
) -> list[tuple[str, str, dict[str, str]]]:
    """The faults of a contest of those."""
    contest, faults = make_contest(tuple(judges), tuple(ballots), rubric, PRIVATE)
    assert contest.judges == tuple(judges)
    assert contest.ballots == tuple(ballots)
    assert contest.place == PRIVATE
    assert contest.rehearsal == any(one.rehearsal for one in ballots)
    return told(faults)


A, B, C = judge("a"), judge("b"), judge("c", LEADER)


def test_whole_contest() -> None:
    """All that is owed and nothing else."""
    assert faults_of([A, B, C], [ballot(A), ballot(B), ballot(C)]) == []
    rehearsed = [ballot(one, rehearsal=True) for one in (A, B, C)]
    assert faults_of([A, B, C], rehearsed) == []


def test_no_ballots() -> None:
    """Of groups that have handed in nothing another rule speaks."""
    assert faults_of([A, B], []) == [("no-ballots", "private", {})]
    assert faults_of([A, B, C], [ballot(C)]) == []


def test_ballot_that_is_missing() -> None:
    """Of a group of which another has come; not of who may score no county, nor where blanks do."""
    assert faults_of([A, B], [ballot(A)]) == [("missing-ballot", "at/b", {"judge": "b"})]
    recused = judge("b", recusals=(ONE.id, TWO.id))
    assert faults_of([A, recused], [ballot(A)]) == []
    half = judge("b", recusals=(ONE.id,))
    assert faults_of([A, half], [ballot(A)]) == [("missing-ballot", "at/b", {"judge": "b"})]
    for choice in ("skipped", "zero"):
        rubric = small_rubric({**RULES, "missing-score": choice}, 2)
        assert faults_of([A, B], [ballot(A)], rubric) == []


def test_two_ballots_of_one_judge() -> None:
    """The second is named, and the third."""
    twice: tuple[str, str, dict[str, str]] = ("duplicate-ballot", "ballots/a.yaml", {})
    assert faults_of([A], [ballot(A), ballot(A)]) == [twice]
    assert faults_of([A], [ballot(A)] * 3) == [twice, twice]


def test_rehearsal_among_ballots() -> None:
    """Each that is invented among real ones is named."""
    one = [ballot(A, rehearsal=True), ballot(B), ballot(C)]
    assert faults_of([A, B, C], one) == [("rehearsal-among-ballots", "ballots/a.yaml", {})]
    mixed = [ballot(A, rehearsal=True), ballot(B), ballot(C, rehearsal=True)]
    assert faults_of([A, B, C], mixed) == [
        ("rehearsal-among-ballots", "ballots/a.yaml", {}),
        ("rehearsal-among-ballots", "ballots/c.yaml", {}),
    ]


def test_scores_off_the_scale() -> None:
    """Over the points, between two steps, or of what is not asked."""
    most = FIRST.points
    rubric = small_rubric({**RULES, "score-step": "0.5"}, 2)
    cell = (ONE.id, FIRST.id)
    words = {"county": ONE.name, "item": FIRST.id}
    where = str(place(*cell).path)
    for points, code in (
        (str(most), ""),
        (str(most + Fraction(1, 2)), "score-over-maximum"),
        ("0.5", ""),
        ("0.25", "score-off-step"),
        ("0", ""),
    ):
        expected = [(code, where, words)] if code else []
        assert faults_of([A], [ballot(A, {cell: points})], rubric) == expected
    # Without a step every score is on it.
    smooth = small_rubric({**RULES, "score-step": "0"}, 2)
    assert faults_of([A], [ballot(A, {cell: "0.25"})], smooth) == []
    clauses = tuple(replace(clause, condition="science-van") for clause in FIRST.clauses)
    (section,) = RUBRIC.sections
    others = tuple(item for item in section.indicators if item is not FIRST)
    section = replace(section, indicators=(replace(FIRST, clauses=clauses), *others))
    rule = replace(RUBRIC.open_rules["missing-score"], choice="excluded")
    spares = replace(
        RUBRIC,
        sections=(section,),
        counties=tuple(
            replace(county, attributes={"science-van": "no"}) for county in RUBRIC.counties
        ),
        open_rules={**RUBRIC.open_rules, "not-applicable": rule},
    )
    over = [ballot(A, {cell: str(most + 1)})]
    assert faults_of([A], over, spares) == [("score-not-asked", where, words)]


def of(*ballots: Ballot) -> Contest:
    """A contest of the ballots."""
    return Contest(
        judges=tuple(one.judge for one in ballots),
        ballots=ballots,
        rehearsal=False,
        place=PRIVATE,
    )


def test_blanks_that_count_are_told() -> None:
    """Each blank, and what it counts for; none where blanks refuse a total."""
    whole = ballot(A)
    cell = (TWO.id, FIRST.id)
    blank = replace(
        whole,
        scores={one: score for one, score in whole.scores.items() if one != cell},
        blanks={cell: Place("blank")},
    )
    for choice in ("skipped", "zero"):
        rubric = small_rubric({**RULES, "missing-score": choice}, 2)
        words = {"judge": "a", "county": TWO.name, "item": FIRST.id, "counted": choice}
        assert told(remarks(of(blank, ballot(C)), rubric)) == [("missing-score", "blank", words)]
    assert told(remarks(of(blank), RUBRIC)) == []


def test_scores_that_are_dropped_are_told() -> None:
    """Of the own county, and of an item that the group does not score: one line a county."""
    own = judge("a", county=ONE.id)
    every = {(county.id, item): "1" for county in RUBRIC.counties for item in RUBRIC.items}
    dropped = "、".join(RUBRIC.items)
    bonus = "、".join(item.id for item in RUBRIC.bonus_items)
    rule = replace(RUBRIC.open_rules["own-county-judge"], choice="excluded")
    rubric = replace(RUBRIC, open_rules={**RUBRIC.open_rules, "own-county-judge": rule})
    first = next(iter(RUBRIC.items))
    assert told(remarks(of(ballot(own, every)), rubric)) == [
        (
            "score-not-asked",
            str(place(ONE.id, first).path),
            {"judge": "a", "county": ONE.name, "dropped": dropped},
        ),
        (
            "score-not-asked",
            str(place(TWO.id, BONUS.id).path),
            {"judge": "a", "county": TWO.name, "dropped": bonus},
        ),
    ]
    assert told(remarks(of(ballot(own)), rubric)) == []


SEEN, LATER = {ONE.id: "1", TWO.id: "2"}, {ONE.id: "1", TWO.id: "3"}


@pytest.mark.parametrize(
    ("evidence", "stale"), [({}, True), ({TWO.id: "3"}, False), ({TWO.id: "4"}, True)]
)
def test_scores_of_other_evidence_are_stale(evidence: dict[str, str], *, stale: bool) -> None:
    """By what the ballot says that the judge saw, else by what judging began with."""
    given = replace(ballot(B), evidence=evidence)
    assert is_stale(given, TWO.id, SEEN, LATER) is stale
    assert not is_stale(given, ONE.id, SEEN, LATER)
    of_one = ballot(B, {(ONE.id, FIRST.id): "1"})
    assert not is_stale(of_one, TWO.id, SEEN, LATER)
    words = {"county": TWO.name, "ballots": "b.yaml、c.yaml", "judges": "c b"}
    first = min(place(county, item).path for county, item in ballot(C).scores if county == TWO.id)
    found = told(stale_scores((ballot(C), given, of_one), RUBRIC, SEEN, LATER))
    if not stale:
        words |= {"ballots": "c.yaml", "judges": "c"}
    assert found == [("stale-ballot", first, words)]
    assert told(stale_scores((ballot(C),), RUBRIC, SEEN, SEEN)) == []
    kept = small_rubric({**RULES, "stale-ballot": "kept"}, 2)
    assert told(stale_scores((ballot(C), given), kept, SEEN, LATER)) == []
