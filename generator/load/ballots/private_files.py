"""Roster and ballots of the private folder. Faults of its files never quote them."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from generator.load import schema
from generator.load.ballots import shapes as private_shapes
from generator.load.ballots.folder import PrivateFiles
from generator.load.file_copies import original_of
from generator.load.files import UnreadableFile
from generator.load.shaping import Located, read_shape, split_names
from generator.load.yaml_events import UnreadableYaml
from generator.model.ballot import Ballot, Cell, Judge, Score
from generator.model.codes import Code
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import Place
from generator.model.rubric import Rubric

ROSTER = "roster.yaml"
BALLOTS = "ballots"
# What the folder begins with where it is packed as one encrypted file.
SAFE_MARK = b"taizhang-safe 1\n"


def read_roster(
    private: PrivateFiles, rubric: Rubric
) -> tuple[tuple[Judge, ...], tuple[Fault, ...]]:
    """Return the judges of ``roster.yaml`` and its faults."""
    path = f"{private.folder.name}/{ROSTER}"
    faults: list[Fault] = []
    located = read_private(private_shapes.RosterShape, private, path, rubric, faults)
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
        located = read_private(private_shapes.BallotShape, private, path, rubric, faults)
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


def read_private(
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


def county_ids(rubric: Rubric) -> Mapping[str, str]:
    """Map ids and names of the counties to their ids."""
    return {name: county.id for county in rubric.counties for name in (county.id, county.name)}


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
    if "meant" in fault.values and names <= county_ids(rubric).keys():
        values["meant"] = fault.values["meant"]
    if (fault.values.get("key"), fault.values.get("written")) == ("commended", "待填"):
        # As the program's own form has it.
        values["unfilled"] = "commended"
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
