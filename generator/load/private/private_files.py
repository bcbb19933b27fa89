"""The private folder: roster, ballots, decision. Its faults never quote what stands there."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from generator.model.codes import Code
from generator.load import schema

from generator.load.private import shapes as private_shapes
from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.shaping import Located, read_shape
from generator.load.yaml_events import UnreadableYaml
from generator.model.announcement import Standing, Veto
from generator.model.ballot import Ballot, Cell, Judge, Score
from generator.model.decision import Decision
from generator.model.finding import Fault
from generator.model.place import Place
from generator.model.rubric import Rubric

ROSTER = "roster.yaml"
BALLOTS = "ballots"
DECISION = "decision.yaml"


def read_roster(folder: Path, rubric: Rubric) -> tuple[tuple[Judge, ...], tuple[Fault, ...]]:
    """Return the judges of ``folder/roster.yaml`` and its faults."""
    path = f"{folder.name}/{ROSTER}"
    faults: list[Fault] = []
    located = _read(private_shapes.RosterShape, ProjectFiles(folder.parent), path, faults)
    if located is None:
        return (), tuple(faults)
    faults.extend(_roster_faults(located, rubric))
    judges = tuple(
        Judge(
            id=one.id,
            group=one.group,
            county=one.county or "",
            recusals=frozenset(one.recusals),
            place=located.place("judges", at),
        )
        for at, one in enumerate(located.value.judges)
    )
    return judges, tuple(faults)


def read_ballots(
    folder: Path, judges: tuple[Judge, ...], rubric: Rubric
) -> tuple[tuple[Ballot, ...], tuple[Fault, ...]]:
    """Return the ballots of ``folder/ballots`` in the order of their names, and their faults."""
    by_id = {judge.id: judge for judge in judges}
    ballots: list[Ballot] = []
    faults: list[Fault] = []
    for file in sorted((folder / BALLOTS).glob("*")):
        if file.name.startswith("."):
            continue
        path = f"{folder.name}/{BALLOTS}/{file.name}"
        located = _read(private_shapes.BallotShape, ProjectFiles(folder.parent), path, faults)
        if located is None:
            continue
        judge = by_id.get(located.value.judge)
        if judge is None:
            faults.append(Fault("unknown-judge", located.place("judge")))
        elif located.value.cycle != rubric.cycle:
            faults.append(Fault("other-cycle", located.place("cycle")))
        else:
            ballots.append(_ballot(located, judge, path, rubric, faults))
    return tuple(ballots), tuple(faults)


def read_decision(folder: Path, rubric: Rubric) -> tuple[Decision | None, tuple[Fault, ...]]:
    """Return what ``folder/decision.yaml`` holds, None with any fault.

    Counties may stand there by their ids or by their names.
    """
    path = f"{folder.name}/{DECISION}"
    faults: list[Fault] = []
    located = _read(
        private_shapes.DecisionShape, ProjectFiles(folder.parent), path, faults, "unreadable-decision"
    )
    if located is None:
        return None, tuple(faults)
    faults.extend(_decision_faults(located, rubric))
    return (None if faults else _decision(located, rubric)), tuple(faults)


def _decision_faults(
    located: Located[private_shapes.DecisionShape], rubric: Rubric
) -> Iterator[Fault]:
    shape, known = located.value, _county_ids(rubric)
    if shape.cycle != rubric.cycle:
        yield Fault("other-cycle", located.place("cycle"))
    grounds = [name for one in rubric.veto_grounds for name in (one.id, one.name)]
    for at, veto in enumerate(shape.vetoes):
        if veto.ground not in grounds:
            yield _unknown(located.place("vetoes", at, "ground"), grounds)
    named = [
        *((located.place("commended", at), one) for at, one in enumerate(shape.commended)),
        *((located.place("vetoes", at), one.county) for at, one in enumerate(shape.vetoes)),
        *(
            (located.place("everyday-work", at), one.county)
            for at, one in enumerate(shape.everyday_work)
        ),
        *((located.key_place("ranks", one), one) for one in shape.ranks),
        *((located.key_place("grades", one), one) for one in shape.grades),
    ]
    for place, county in named:
        if county not in known:
            yield _unknown(place, (one.name for one in rubric.counties))
    lists = {
        "commended": shape.commended,
        "vetoes": [one.county for one in shape.vetoes],
        "everyday-work": [one.county for one in shape.everyday_work],
        "ranks": list(shape.ranks),
        "grades": list(shape.grades),
    }
    for key, counties in lists.items():
        ids = [known.get(one, one) for one in counties]
        if len(set(ids)) != len(ids):
            yield Fault("county-twice-in-decision", located.place(key))


def _unknown(place: Place, known: Iterable[str]) -> Fault:
    return Fault("unknown-in-decision", place, {"known": "、".join(known)})


def _county_ids(rubric: Rubric) -> Mapping[str, str]:
    """Ids and names of the counties, to their ids."""
    return {name: one.id for one in rubric.counties for name in (one.id, one.name)}


def _decision(located: Located[private_shapes.DecisionShape], rubric: Rubric) -> Decision:
    shape, ids = located.value, _county_ids(rubric)
    grounds = {name: one.id for one in rubric.veto_grounds for name in (one.id, one.name)}
    keys = ("commended", "vetoes", "everyday-work", "ranks", "grades")
    commended = {ids[one] for one in shape.commended}
    return Decision(
        by=shape.by,
        # In the notice's order: the order of a list must hint at nothing.
        commended=tuple(one for one in rubric.county_by_id if one in commended),
        vetoes=tuple(
            Veto(county=ids[one.county], ground=grounds[one.ground], reason=one.reason)
            for one in shape.vetoes
        ),
        everyday_work=tuple(
            Standing(county=ids[one.county], reason=one.reason) for one in shape.everyday_work
        ),
        ranks=MappingProxyType({ids[key]: int(rank) for key, rank in shape.ranks.items()}),
        grades=MappingProxyType({ids[key]: grade for key, grade in shape.grades.items()}),
        places=MappingProxyType({key: located.key_place(key) for key in keys}),
    )


def _read(
    shape: type[schema.Shape],
    files: ProjectFiles,
    path: str,
    faults: list[Fault],
    code: Code = "unreadable-ballot",
) -> Located[schema.Shape] | None:
    """The file as the shape. What loading says of other files quotes them; here it does not."""
    if not (files.root / path).exists():
        faults.append(Fault(code, Place(path), {"absent": path}))
        return None
    try:
        located, found = read_shape(shape, files, path)
    except (UnreadableFile, UnreadableYaml) as error:
        located, found = None, (error.fault,)
    faults.extend(_unquoted(code, one) for one in found)
    return located


def _unquoted(code: Code, fault: Fault) -> Fault:
    """The fault with what is asked at its place, which is the schema's, and nothing of the file."""
    named: dict[Code, set[str]] = {"unreadable-value": {"expected"}, "missing-key": {"key"}}
    asked = named.get(fault.code, set())
    values = {name: text for name, text in fault.values.items() if name in asked}
    return Fault(code, fault.place, values, fault.terms & asked)


def _roster_faults(located: Located[private_shapes.RosterShape], rubric: Rubric) -> Iterator[Fault]:
    groups = [one.id for one in rubric.judge_groups]
    seen: set[str] = set()
    if located.value.cycle != rubric.cycle:
        yield Fault("other-cycle", located.place("cycle"))
    for at, judge in enumerate(located.value.judges):
        named = {judge.county, *judge.recusals} - {None}
        for names, known in (({judge.group}, groups), (named, rubric.county_by_id)):
            if not names <= set(known):
                values = {"known": "、".join(known)}
                yield Fault("unreadable-ballot", located.place("judges", at), values)
        if judge.id in seen:
            yield Fault("duplicate-ballot", located.place("judges", at))
        seen.add(judge.id)


def _ballot(
    located: Located[private_shapes.BallotShape],
    judge: Judge,
    path: str,
    rubric: Rubric,
    faults: list[Fault],
) -> Ballot:
    seen = located.value.evidence
    faults.extend(
        Fault("unknown-in-ballot", located.key_place("evidence", county))
        for county in seen
        if county not in rubric.county_by_id
    )
    return Ballot(
        judge=judge,
        rehearsal=located.value.rehearsal == "true",
        scores=_scores(located, rubric, faults),
        evidence=MappingProxyType(dict(seen)),
        place=Place(path),
    )


def _scores(
    located: Located[private_shapes.BallotShape], rubric: Rubric, faults: list[Fault]
) -> Mapping[Cell, Score]:
    scores: dict[Cell, Score] = {}
    for county, items in located.value.scores.items():
        if county not in rubric.county_by_id:
            faults.append(Fault("unknown-in-ballot", located.key_place("scores", county)))
            continue
        for item, points in items.items():
            place = located.place("scores", county, item)
            if item not in rubric.items:
                faults.append(Fault("unknown-in-ballot", place))
            elif points:
                scores[county, item] = Score(points=Fraction(points), place=place)
    return MappingProxyType(scores)
