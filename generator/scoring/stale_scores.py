"""Ballots held against the evidence as it is now: which scores were given for another."""

from collections.abc import Iterator, Mapping

from generator.model.ballot import Ballot
from generator.model.finding import Fault
from generator.model.rubric import Rubric


def stale_scores(
    ballots: tuple[Ballot, ...],
    rubric: Rubric,
    recorded: Mapping[str, str],
    now: Mapping[str, str],
) -> Iterator[Fault]:
    """Yield a fault a county whose evidence is not what ballots were written for.

    ``recorded`` is what judging began with, ``now`` what stands there, both by county id; a
    ballot that names what it saw was written for that. Nothing where the rubric keeps such scores.
    """
    if rubric.open_rules["stale-ballot"].choice == "kept":
        return
    for county in rubric.counties:
        stale = {
            score.place
            for ballot in ballots
            for (scored, _), score in ballot.scores.items()
            if scored == county.id
            and ballot.evidence.get(county.id, recorded[county.id]) != now[county.id]
        }
        if stale:
            files = sorted({place.path.rpartition("/")[2] for place in stale})
            values = {
                "county": county.name,
                "ballots": "、".join(files),
                "line": f"evidence: {{{county.id}: {now[county.id]}}}",
            }
            yield Fault("stale-ballot", min(stale), values)
