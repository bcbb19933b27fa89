"""The private folder: roster, ballots, decision. Its faults never quote the files."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from generator.load import schema
from generator.load.ballots import shapes as private_shapes
from generator.load.ballots.folder import PrivateFiles
from generator.load.file_copies import original_of
from generator.load.files import UnreadableFile
from generator.load.shaping import Located, read_shape, split_names
from generator.load.yaml_events import UnreadableYaml
from generator.model.announcement import Standing, Veto
from generator.model.ballot import Ballot, Cell, Judge, Score
from generator.model.codes import Code
from generator.model.decision import Basis, Decision
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import Place
from generator.model.rubric import Rubric

ROSTER = "roster.yaml"
BALLOTS = "ballots"
DECISION = "decision.yaml"
# What the folder begins with where it is packed as one encrypted file.
SAFE_MARK = b"taizhang-safe 1\n"


def read_roster(
    private: PrivateFiles, rubric: Rubric
) -> tuple[tuple[Judge, ...], tuple[Fault, ...]]:
    """Return the judges of ``roster.yaml`` and its faults."""
    path = f"{private.folder.name}/{ROSTER}"
    faults: list[Fault] = []
    located = _read(private_shapes.RosterShape, private, path, rubric, faults)
    if located is None:
        return (), tuple(faults)
    faults.extend(_roster_faults(located, rubric))
    judges = tuple(
        Judge(
            id=judge.id,
            group=judge.group,
            county=judge.county or "",
            recusals=frozenset(judge.recusals),
            place=located.place("judges", at),
        )
        for at, judge in enumerate(located.value.judges)
    )
    return judges, tuple(faults)


def read_ballots(
    private: PrivateFiles, judges: tuple[Judge, ...], rubric: Rubric
) -> tuple[tuple[Ballot, ...], tuple[Fault, ...]]:
    """Return the ballots of ``ballots/`` in the order of their names, and their faults."""
    folder = private.folder
    by_id = {judge.id: judge for judge in judges}
    ballots: list[Ballot] = []
    faults: list[Fault] = []
    ballot_files = sorted((folder / BALLOTS).glob("[!.]*"))
    names = {file.name for file in ballot_files}
    for file in ballot_files:
        path = f"{folder.name}/{BALLOTS}/{file.name}"
        original = original_of(file.name, names)
        if original is not None:
            faults.append(Fault("duplicate-ballot", Place(path), {"original": original}))
            continue
        located = _read(private_shapes.BallotShape, private, path, rubric, faults)
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


def read_decision(
    private: PrivateFiles, rubric: Rubric
) -> tuple[Decision | None, tuple[Fault, ...]]:
    """Return the decision in ``decision.yaml``, None where it has any fault.

    The file names counties by id or by name.
    """
    path = f"{private.folder.name}/{DECISION}"
    faults: list[Fault] = []
    located = _read(
        private_shapes.DecisionShape, private, path, rubric, faults, "unreadable-decision"
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
    grounds = [name for ground in rubric.veto_grounds for name in (ground.id, ground.name)]
    for at, veto in enumerate(shape.vetoes):
        if veto.ground not in grounds:
            yield _unknown(located.place("vetoes", at, "ground"), grounds)
    lists = {
        "commended": shape.commended,
        "vetoes": [veto.county for veto in shape.vetoes],
        "everyday-work": [standing.county for standing in shape.everyday_work],
    }
    maps = {"ranks": list(shape.ranks), "grades": list(shape.grades)}
    named = [
        *(
            (located.place(key, at), name)
            for key, names in lists.items()
            for at, name in enumerate(names)
        ),
        *((located.key_place(key, name), name) for key, names in maps.items() for name in names),
    ]
    rests_on = {} if shape.rests_on is None else shape.rests_on.ranks
    named += [(located.key_place("rests-on", "ranks", name), name) for name in rests_on]
    for place, name in named:
        if name not in known:
            yield _unknown_county(place, name, shape.commended, rubric)
    for key, names in (lists | maps).items():
        # Compared by id: a county can stand in one list by its id and by its name.
        ids = [known.get(name, name) for name in names]
        if len(set(ids)) != len(ids):
            yield Fault("county-twice-in-decision", located.place(key))


def _unknown(place: Place, known: Iterable[str]) -> Fault:
    return Fault("unknown-in-decision", place, {"known": "、".join(known)})


def _unknown_county(place: Place, name: str, commended: Iterable[str], rubric: Rubric) -> Fault:
    """The fault of a name that no county has; where it is several names, how they are written.

    Only names that rubric.yaml has itself are quoted.
    """
    values = {"known": "、".join(county.name for county in rubric.counties)}
    if len(split_names(name)) > 1:
        names = [part for entry in commended for part in split_names(entry)]
        fits = name in commended and set(names) <= _county_ids(rubric).keys()
        values["meant"] = f"[{', '.join(names)}]" if fits else ""
    return Fault("unknown-in-decision", place, values)


def _county_ids(rubric: Rubric) -> Mapping[str, str]:
    """Map ids and names of the counties to their ids."""
    return {name: county.id for county in rubric.counties for name in (county.id, county.name)}


def _decision(located: Located[private_shapes.DecisionShape], rubric: Rubric) -> Decision:
    shape, ids = located.value, _county_ids(rubric)
    grounds = {
        name: ground.id for ground in rubric.veto_grounds for name in (ground.id, ground.name)
    }
    keys = ("commended", "vetoes", "everyday-work", "ranks", "grades")
    commended = {ids[county] for county in shape.commended}
    return Decision(
        by=shape.by,
        # In the notice's order, so that the order of the list hints at no rank.
        commended=tuple(county for county in rubric.county_by_id if county in commended),
        vetoes=tuple(
            Veto(county=ids[veto.county], ground=grounds[veto.ground], reason=veto.reason)
            for veto in shape.vetoes
        ),
        everyday_work=tuple(
            Standing(county=ids[standing.county], reason=standing.reason)
            for standing in shape.everyday_work
        ),
        ranks=MappingProxyType({ids[key]: int(rank) for key, rank in shape.ranks.items()}),
        grades=MappingProxyType({ids[key]: grade for key, grade in shape.grades.items()}),
        basis=None if shape.rests_on is None else _basis(shape.rests_on, ids),
        places=MappingProxyType({key: located.key_place(key) for key in keys}),
    )


def _basis(shape: private_shapes.BasisShape, ids: Mapping[str, str]) -> Basis:
    ranks = {ids[name]: int(rank) for name, rank in shape.ranks.items()}
    return Basis(shape.ballots, shape.rules, MappingProxyType(ranks))


def _read(
    shape: type[schema.Shape],
    private: PrivateFiles,
    path: str,
    rubric: Rubric,
    faults: list[Fault],
    code: Code = "unreadable-ballot",
) -> Located[schema.Shape] | None:
    """Return the file as the shape, None with faults.

    Unlike other faults, these quote nothing but names that rubric.yaml has itself.
    """
    files = private.files
    if not (files.root / path).exists():
        faults.append(Fault(code, Place(path), {"absent": path}))
        return None
    try:
        located, shape_faults = read_shape(shape, files, path)
    except (UnreadableFile, UnreadableYaml) as error:
        located, shape_faults = None, (error.fault,)
    faults.extend(_unquoted(code, fault, rubric) for fault in shape_faults)
    return located


def _unquoted(code: Code, fault: Fault, rubric: Rubric) -> Fault:
    """Return the fault without any text of the file: only what the program expects there stays."""
    # Any other value may be a score or a judge's name, and reports end up in logs and mails.
    named: dict[Code, set[str]] = {
        "unreadable-value": {"expected"},
        "missing-key": {"key"},
        "unreadable-yaml": {"reason"},
    }
    of_program = named.get(fault.code, set())
    values = {name: text for name, text in fault.values.items() if name in of_program}
    names = set(split_names(fault.values.get("meant", "")))
    if "meant" in fault.values and names <= _county_ids(rubric).keys():
        values["meant"] = fault.values["meant"]
    return Fault(code, fault.place, values, fault.terms & of_program)


def _roster_faults(located: Located[private_shapes.RosterShape], rubric: Rubric) -> Iterator[Fault]:
    groups = [group.id for group in rubric.judge_groups]
    ids: set[str] = set()
    if located.value.cycle != rubric.cycle:
        yield Fault("other-cycle", located.place("cycle"))
    for at, judge in enumerate(located.value.judges):
        named = {judge.county, *judge.recusals} - {None}
        for names, known in (({judge.group}, groups), (named, rubric.county_by_id)):
            if not names <= set(known):
                values = {"known": "、".join(known)}
                yield Fault("unreadable-ballot", located.place("judges", at), values)
        if judge.id in ids:
            yield Fault("duplicate-ballot", located.place("judges", at))
        ids.add(judge.id)


def _ballot(
    located: Located[private_shapes.BallotShape],
    judge: Judge,
    path: str,
    rubric: Rubric,
    faults: list[Fault],
) -> Ballot:
    evidence = located.value.evidence
    faults.extend(
        Fault("unknown-in-ballot", located.key_place("evidence", county))
        for county in evidence
        if county not in rubric.county_by_id
    )
    scores = _scores(located, rubric, faults)
    return Ballot(
        judge=judge,
        rehearsal=located.value.rehearsal == "true",
        scores=scores,
        blanks=_blanks(located, scores, rubric),
        evidence=MappingProxyType(dict(evidence)),
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
            elif _POINTS.fullmatch(points):
                scores[county, item] = Score(points=Fraction(points), place=place)
            # A field left empty is a missing score, for which the rubric has a rule; it is no zero.
            elif points.strip() not in _NOTHING:
                # The other scores are read all the same: all that is wrong is told in one run.
                values = {"expected": _NUMBER}
                faults.append(Fault("unreadable-ballot", place, values, frozenset(values)))
    return MappingProxyType(scores)


def _blanks(
    located: Located[private_shapes.BallotShape], scores: Mapping[Cell, Score], rubric: Rubric
) -> Mapping[Cell, Place]:
    return MappingProxyType(
        {
            (county, item): located.place("scores", county, item)
            for county in rubric.county_by_id
            for item in rubric.items
            if (county, item) not in scores
        }
    )


_POINTS = re.compile(r"(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?")
_NUMBER = N_("a number, or nothing")
# As YAML and those who fill in forms write that there is none.
_NOTHING = ("", "~", "null", "-", "—", "/", "无")
