"""The leadership's decision in the private folder. Its faults never quote the file."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from generator.load.ballots import shapes as private_shapes
from generator.load.ballots.folder import PrivateFiles
from generator.load.ballots.private_files import county_ids, read_private
from generator.load.shaping import Located, split_names
from generator.model.announcement import Standing, Veto
from generator.model.decision import Basis, Decision
from generator.model.finding import Fault
from generator.model.place import Place
from generator.model.rubric import Rubric

DECISION = "decision.yaml"


def read_decision(
    private: PrivateFiles, rubric: Rubric
) -> tuple[Decision | None, tuple[Fault, ...]]:
    """Return the decision in ``decision.yaml``, None where it has any fault.

    The file names counties by id or by name.
    """
    path = f"{private.folder.name}/{DECISION}"
    faults: list[Fault] = []
    located = read_private(
        private_shapes.DecisionShape, private, path, rubric, faults, "unreadable-decision"
    )
    if located is None:
        return None, tuple(faults)
    faults.extend(_decision_faults(located, rubric))
    return (None if faults else _decision(located, rubric)), tuple(faults)


def _decision_faults(
    located: Located[private_shapes.DecisionShape], rubric: Rubric
) -> Iterator[Fault]:
    shape, known = located.value, county_ids(rubric)
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
        fits = name in commended and set(names) <= county_ids(rubric).keys()
        values["meant"] = f"[{', '.join(names)}]" if fits else ""
    return Fault("unknown-in-decision", place, values)


def _decision(located: Located[private_shapes.DecisionShape], rubric: Rubric) -> Decision:
    shape, ids = located.value, county_ids(rubric)
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
