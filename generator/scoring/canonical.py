"""What is bound of ballots and decision, as bytes: the same content always gives the same."""

import hashlib
import json
from typing import Any

from generator.model.ballot import Contest
from generator.model.decision import Decision


def bound_ballots(contest: Contest, salt: bytes) -> str:
    """The SHA-256 over the salt and all of roster and ballots that can count."""
    judges = {
        judge.id: {
            "group": judge.group,
            "county": judge.county,
            "recusals": sorted(judge.recusals),
        }
        for judge in contest.judges
    }
    ballots = {
        ballot.judge.id: {
            "rehearsal": ballot.rehearsal,
            "evidence": dict(ballot.evidence),
            "scores": [
                [county, item, str(score.points)]
                for (county, item), score in sorted(ballot.scores.items())
            ],
        }
        for ballot in contest.ballots
    }
    return _salted({"roster": judges, "ballots": ballots}, salt)


def bound_decision(decision: Decision, salt: bytes) -> str:
    """The SHA-256 over the salt and what was decided, whatever it rests on."""
    document = {
        "by": decision.by,
        "commended": list(decision.commended),
        "vetoes": [[veto.county, veto.ground, veto.reason] for veto in decision.vetoes],
        "everyday-work": [
            [standing.county, standing.reason] for standing in decision.everyday_work
        ],
        "ranks": dict(decision.ranks),
        "grades": dict(decision.grades),
    }
    return _salted(document, salt)


def _salted(document: dict[str, Any], salt: bytes) -> str:
    # Without the salt anyone could try out ballots until one fits the published digest.
    text = json.dumps(document, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(salt + text.encode()).hexdigest()
