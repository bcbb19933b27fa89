"""How the assessment is made: all of it from the rubric."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.open_data import MADE_UP, DataFile, Dataset, Distribution
from generator.model.page import Heading, Page
from generator.pages.example import worked_example
from generator.pages.scene import METHOD_TAB, Scene
from generator.pages.words import CLAUSE_STATE_NOTES, CLAUSE_STATES, DISCLOSURES, OPEN_RULES


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
    states = [
        (state.value, word, CLAUSE_STATE_NOTES[state]) for state, word in CLAUSE_STATES.items()
    ]
    readings = [
        (clause.id, clause.name, clause.demand.reading)
        for item in scene.rubric.items.values()
        for clause in item.clauses
        if clause.demand is not None and clause.demand.reading
    ]
    return Page(
        address=address,
        title="考核办法",
        description=f"{scene.rubric.title}：怎么评、谁来评、哪些是本站的选择。",
        tab=METHOD_TAB,
        body=scene.templates.render(
            "method.html",
            address,
            rubric=scene.rubric,
            rules=tuple(_rules(scene)),
            example=worked_example(scene),
            data=tuple(_downloads(scene, data)),
            disclosure=DISCLOSURES[scene.rubric.disclosure],
            states=states,
            readings=readings,
        ),
        contents=(
            Heading(title="依据", anchor="basis"),
            Heading(title="谁来评", anchor="judges"),
            Heading(title="怎样算出一个总分", anchor="example"),
            Heading(title="怎么对照", anchor="checking"),
            Heading(title="一票否决", anchor="veto"),
            Heading(title="本站的选择", anchor="choices"),
            Heading(title="数据下载", anchor="data"),
        ),
        path=scene.path(),
        dataset=_dataset(scene, data),
    )


def _dataset(scene: Scene, data: Sequence[DataFile]) -> Dataset:
    titles = dict.fromkeys(one.title for one in data if one.name.endswith((".csv", ".yaml")))
    announced = (one.announcement for _, one in scene.announced)
    made_up = scene.rubric.demonstration or any(one.demonstration for one in announced)
    return Dataset(
        name=scene.rubric.title,
        description=f"{scene.rubric.title}的公开数据。{'；'.join(titles)}。{MADE_UP if made_up else ''}",
        creator=scene.rubric.organiser,
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
            title=one.title,
            size=f"{max(1, round(one.size / 1024))} KB",
            digest=one.digest,
        )


def _rules(scene: Scene) -> Iterator[RuleRow]:
    for rule in scene.rubric.open_rules.values():
        question, choices = OPEN_RULES[rule.id]
        yield RuleRow(question, choices.get(rule.choice, rule.choice), rule.why)
