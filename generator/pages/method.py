"""How the assessment is made: all of it from the rubric."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.message import N_
from generator.model.open_data import DataFile, Dataset, Distribution, dataset_description
from generator.model.page import Heading, Page
from generator.model.rubric import Clause
from generator.pages.example import worked_example
from generator.pages.scene import METHOD_TAB, Scene
from generator.pages.words import (
    CLAUSE_STATE_NOTES,
    CLAUSE_STATES,
    DATA_FILES,
    DISCLOSURES,
    OPEN_RULES,
)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """An open rule: what is asked, what was chosen, why."""

    question: str
    choice: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of open data: what it holds, and how to know it again."""

    name: str
    address: str
    title: str
    size: str
    digest: str


def method_page(scene: Scene, data: Sequence[DataFile]) -> Page:
    """Return the method page; ``data`` are the files that can be taken away."""
    address = scene.addresses.method
    example = worked_example(scene)
    states = [
        (state.value, scene.text(word), scene.text(CLAUSE_STATE_NOTES[state]))
        for state, word in CLAUSE_STATES.items()
    ]
    readings: dict[str, list[Clause]] = {}
    for item in scene.rubric.items.values():
        for clause in item.clauses:
            if clause.demand is not None and clause.demand.reading:
                readings.setdefault(clause.demand.reading, []).append(clause)
    return Page(
        address=address,
        title=scene.text(METHOD_TAB),
        description=scene.say(
            N_("{title}: how it is scored, by whom, and what this site chose."),
            title=scene.rubric.title,
        ),
        tab=scene.text(METHOD_TAB),
        body=scene.templates.render(
            "method.html",
            address,
            rubric=scene.rubric,
            rules=tuple(_rules(scene)),
            bonus_items=tuple(_bonus_items(scene)),
            example=example,
            section_points=tuple(f"{name} {points}" for name, points in example.sections),
            rules_page=scene.addresses.rules,
            data=tuple(_downloads(scene, data)),
            disclosure=scene.text(DISCLOSURES[scene.rubric.disclosure]),
            states=states,
            readings=readings,
        ),
        contents=(
            Heading(title=scene.text(N_("Basis")), anchor="basis"),
            Heading(title=scene.text(N_("Who scores")), anchor="judges"),
            Heading(title=scene.text(N_("How a total is made")), anchor="example"),
            Heading(title=scene.text(N_("How evidence is checked")), anchor="checking"),
            Heading(title=scene.text(N_("Veto")), anchor="veto"),
            Heading(title=scene.text(N_("Choices of this site")), anchor="choices"),
            Heading(title=scene.text(N_("Data to take away")), anchor="data"),
        ),
        path=scene.path(),
        dataset=_dataset(scene, data),
    )


def _dataset(scene: Scene, data: Sequence[DataFile]) -> Dataset:
    titles = dict.fromkeys(one.title for one in data if one.name.endswith((".csv", ".yaml")))
    announced = (one.announcement for _, one in scene.announced)
    made_up = scene.rubric.demonstration or any(one.demonstration for one in announced)
    return Dataset(
        name=scene.official.title,
        description=dataset_description(scene.official.title, titles, made_up=made_up),
        creator=scene.official.organiser,
        period=scene.rubric.period,
        modified=scene.since,
        files=tuple(
            Distribution(file=one, address=scene.addresses.data(one.name))
            for one in data
            if not one.name.endswith(".schema.json")
        ),
    )


def _downloads(scene: Scene, data: Iterable[DataFile]) -> Iterator[Download]:
    for one in data:
        yield Download(
            name=one.name,
            address=scene.addresses.data(one.name),
            title=_content(scene, one),
            size=f"{max(1, round(one.size / 1024))} KB",
            digest=one.digest,
        )


def _content(scene: Scene, file: DataFile) -> str:
    """What the file holds, in the pages' language."""
    if file.name.endswith(".schema.json"):
        described = file.name.replace(".schema", "")
        return scene.say(N_("The format of {file}"), file=described)
    for _, notice in scene.announced:
        if notice.name == file.name:
            return scene.say(N_("The announcement of {day}"), day=notice.announcement.issued)
    return scene.text(DATA_FILES[file.name])


def _rules(scene: Scene) -> Iterator[RuleRow]:
    for rule in scene.rubric.open_rules.values():
        question, choices = OPEN_RULES[rule.id]
        choice = scene.text(choices[rule.choice]) if rule.choice in choices else rule.choice
        yield RuleRow(scene.text(question), choice, rule.why)


def _bonus_items(scene: Scene) -> Iterator[str]:
    """Each bonus item with the most it can bring."""
    for item in scene.rubric.bonus_items:
        yield scene.say(N_("{id} at most {points} points"), id=item.id, points=item.points)
