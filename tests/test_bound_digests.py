"""What is bound of ballots and decision: all that can count, and no form of writing it."""

import hashlib
import json
from dataclasses import replace
from fractions import Fraction

from test_tally import NOWHERE

from generator.model.announcement import Standing, Veto
from generator.model.ballot import Ballot, Contest, Judge, Score
from generator.model.decision import Decision
from generator.scoring.canonical import bound_ballots, bound_decision

SALT = bytes(range(32))


def digest(document: str, salt: bytes = SALT) -> str:
    """The SHA-256 over the salt and the document."""
    return hashlib.sha256(salt + document.encode()).hexdigest()


def judge(name: str, group: str, recusals: set[str]) -> Judge:
    """A judge of 甲县."""
    return Judge(id=name, group=group, county="jia", recusals=frozenset(recusals), place=NOWHERE)


def contest() -> Contest:
    """Two judges, of whom one has handed in."""
    first, second = judge("L01", "leaders", {"yi", "bing"}), judge("C01", "counties", set())
    points = {("yi", "02"): Fraction(5, 2), ("jia", "01"): Fraction(4), ("yi", "01"): Fraction(3)}
    ballot = Ballot(
        judge=first,
        rehearsal=False,
        scores={cell: Score(points=given, place=NOWHERE) for cell, given in points.items()},
        evidence={"jia": "00"},
        place=NOWHERE,
    )
    return Contest(judges=(first, second), ballots=(ballot,), rehearsal=False, place=NOWHERE)


def decision() -> Decision:
    """One of everything."""
    return Decision(
        by="主席办公会",
        commended=("jia", "yi"),
        vetoes=(Veto(county="bing", ground="1", reason="一"),),
        everyday_work=(Standing(county="yi", reason="二"),),
        ranks={"yi": 2, "jia": 1},
        grades={"jia": "优秀"},
        places={},
    )


def test_ballots_are_bound_as_the_formats_say() -> None:
    """The salt, and JSON with sorted keys of roster and ballots."""
    written = (
        '{"ballots": {"L01": {"evidence": {"jia": "00"}, "rehearsal": false, "scores": '
        '[["jia", "01", "4"], ["yi", "01", "3"], ["yi", "02", "5/2"]]}}, "roster": '
        '{"C01": {"county": "jia", "group": "counties", "recusals": []}, '
        '"L01": {"county": "jia", "group": "leaders", "recusals": ["bing", "yi"]}}}'
    )
    assert bound_ballots(contest(), SALT) == digest(written)
    assert bound_ballots(contest(), SALT[::-1]) == digest(written, SALT[::-1])


def test_order_binds_nothing() -> None:
    """The same roster and scores in another order."""
    whole = contest()
    (ballot,) = whole.ballots
    turned = replace(ballot, scores=dict([*ballot.scores.items()][::-1]))
    other = replace(whole, judges=whole.judges[::-1], ballots=(turned,))
    assert bound_ballots(other, SALT) == bound_ballots(whole, SALT)
    turned_ranks = replace(decision(), ranks=dict([*decision().ranks.items()][::-1]))
    assert bound_decision(turned_ranks, SALT) == bound_decision(decision(), SALT)


def test_decision_is_bound_whole() -> None:
    """Each of its keys, as it was decided."""
    document = {
        "by": "主席办公会",
        "commended": ["jia", "yi"],
        "everyday-work": [["yi", "二"]],
        "grades": {"jia": "优秀"},
        "ranks": {"jia": 1, "yi": 2},
        "vetoes": [["bing", "1", "一"]],
    }
    assert bound_decision(decision(), SALT) == digest(json.dumps(document, ensure_ascii=False))
