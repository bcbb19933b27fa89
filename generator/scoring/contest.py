"""Check ballots against the rubric, each other and the evidence: a contest, or the faults."""

from collections.abc import Iterator, Mapping

from generator.model.ballot import Ballot, Contest, Judge
from generator.model.finding import Fault
from generator.model.place import Place
from generator.model.rubric import Rubric


def make_contest(
    judges: tuple[Judge, ...], ballots: tuple[Ballot, ...], rubric: Rubric, place: Place
) -> tuple[Contest, tuple[Fault, ...]]:
    """Return the contest and the faults that forbid adding it up.

    ``place`` is the private folder.
    """
    faults = (
        *_empty(ballots, place),
        *_not_handed_in(judges, ballots, rubric),
        *_duplicates(ballots),
        *_mixed(ballots),
        *(fault for ballot in ballots for fault in _off_scale(ballot, rubric)),
    )
    contest = Contest(
        judges=judges,
        ballots=ballots,
        rehearsal=any(ballot.rehearsal for ballot in ballots),
        place=place,
    )
    return contest, faults


def _empty(ballots: tuple[Ballot, ...], place: Place) -> Iterator[Fault]:
    if not ballots:
        yield Fault("no-ballots", place)


def _not_handed_in(
    judges: tuple[Judge, ...], ballots: tuple[Ballot, ...], rubric: Rubric
) -> Iterator[Fault]:
    """Judges whose scores are all missing, where no score may be.

    Of a group that has handed in nothing the rule for an absent group speaks.
    """
    # Where scores may be missing, a whole ballot may be as well.
    if rubric.open_rules["missing-score"].choice != "refused":
        return
    handed_in = {ballot.judge.id for ballot in ballots}
    groups = {ballot.judge.group for ballot in ballots}
    for judge in judges:
        if (
            judge.id not in handed_in
            and judge.group in groups
            # Who may score no county at all, by recusals, owes no ballot.
            and any(judge.may_score(county, rubric) for county in rubric.county_by_id)
        ):
            yield Fault("missing-ballot", judge.place, {"judge": judge.id})


def _duplicates(ballots: tuple[Ballot, ...]) -> Iterator[Fault]:
    # Two files of one judge would count twice, and no program can tell which is meant.
    seen: set[str] = set()
    for ballot in ballots:
        if ballot.judge.id in seen:
            yield Fault("duplicate-ballot", ballot.place)
        seen.add(ballot.judge.id)


def _mixed(ballots: tuple[Ballot, ...]) -> Iterator[Fault]:
    # One invented ballot among real ones would decide a result without anybody seeing it.
    rehearsals = [ballot for ballot in ballots if ballot.rehearsal]
    if len(rehearsals) not in (0, len(ballots)):
        for ballot in rehearsals:
            yield Fault("rehearsal-among-ballots", ballot.place)


def _off_scale(ballot: Ballot, rubric: Rubric) -> Iterator[Fault]:
    """Scores over their item's points, between two steps of the scale, or not asked for."""
    step = rubric.score_step
    for (county, item), score in ballot.scores.items():
        values = {"county": rubric.county_by_id[county].name, "item": item}
        if not rubric.is_scored(rubric.items[item], rubric.county_by_id[county]):
            yield Fault("score-not-asked", score.place, values)
        # The points of an indicator in the notice are the most that it can bring.
        elif score.points > rubric.items[item].points:
            yield Fault("score-over-maximum", score.place, values)
        elif step and (score.points / step).denominator != 1:
            yield Fault("score-off-step", score.place, values)


def remarks(contest: Contest, rubric: Rubric) -> Iterator[Fault]:
    """Yield what stops no total: blanks that the rubric takes, and scores that it drops."""
    rule = rubric.open_rules["missing-score"].choice
    for ballot in contest.ballots:
        for county, item, place in ballot.missing(rubric) if rule != "refused" else ():
            values = {"judge": ballot.judge.id, "county": county.name, "item": item.id}
            yield Fault("missing-score", place, values | {"counted": rule})
        for county in rubric.counties:
            dropped = [
                (item.id, ballot.scores[county.id, item.id].place)
                for item in rubric.items.values()
                if (county.id, item.id) in ballot.scores and not ballot.owes(county, item, rubric)
            ]
            if dropped:
                # One for a county: a judge who scored the own one has filled in all of it.
                items = "、".join(item for item, _ in dropped)
                values = {"judge": ballot.judge.id, "county": county.name, "dropped": items}
                yield Fault("score-not-asked", dropped[0][1], values)


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
        stale = [ballot for ballot in ballots if is_stale(ballot, county.id, recorded, now)]
        if stale:
            # One fault for a county: a fault for each score would bury the reason.
            values = {
                "county": county.name,
                "ballots": "、".join(sorted(_file_name(ballot) for ballot in stale)),
                "judges": " ".join(ballot.judge.id for ballot in stale),
            }
            first = min(
                score.place
                for ballot in stale
                for (scored, _), score in ballot.scores.items()
                if scored == county.id
            )
            yield Fault("stale-ballot", first, values)


def is_stale(
    ballot: Ballot, county: str, recorded: Mapping[str, str], now: Mapping[str, str]
) -> bool:
    """Whether the ballot scores the county, by other evidence than there is now."""
    # A ballot without a record was written for what lay there when judging began.
    seen = ballot.evidence.get(county, recorded[county])
    return seen != now[county] and any(scored == county for scored, _ in ballot.scores)


def _file_name(ballot: Ballot) -> str:
    return ballot.place.path.rpartition("/")[2]
