"""How the assessment is made, all of it from the rubric; below it the rules of the check."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.model.finding import RuleGroup
from generator.model.log import RECORD_NAMES
from generator.model.message import N_
from generator.model.page import Heading, Page
from generator.model.rubric import Clause
from generator.model.rules import RuleChange
from generator.pages.example import worked_example
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import METHOD_TAB, PageKind
from generator.pages.words import (
    CLAUSE_STATE_NOTES,
    CLAUSE_STATES,
    DISCLOSURES,
    OPEN_RULES,
)


@dataclass(frozen=True, slots=True)
class RuleRow:
    """An open rule: the question, the choice and its reason."""

    question: str
    choice: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """An entry of the log that changed no state."""

    title: str
    day: str
    by: str
    reason: str
    changes: tuple[RuleChange, ...]


_HEADINGS = {
    "basis": N_("Basis"),
    "judges": N_("Who scores"),
    "example": N_("How a total is made"),
    "checking": N_("How evidence is checked"),
    "veto": N_("Veto"),
    "choices": N_("Choices of this site"),
    "records": N_("What was changed, and why"),
    "data": N_("Data to take away"),
}


def method_page(context: PageContext) -> Page:
    """Return the method page."""
    address = context.addresses.method
    # A result is explained by the rules that counted it, whatever rubric.yaml says by now.
    if context.announcement is not None:
        context = context.under(context.announcement)
    example = worked_example(context)
    return Page(
        address=address,
        title=context.text(METHOD_TAB),
        description=context.say(
            N_("{title}: how it is scored, by whom, and what this site chose."),
            title=context.rubric.title,
        ),
        shell=context.shell(PageKind.METHOD),
        body=context.templates.render(
            "method.html",
            address,
            rubric=context.rubric,
            accepted=context.accepted,
            rules=tuple(_rules(context)),
            bonus_items=tuple(_bonus_items(context)),
            example=example,
            section_points=tuple(f"{name} {points}" for name, points in example.sections),
            rules_page=context.addresses.rules,
            data_page=context.addresses.data_page,
            disclosure=context.text(DISCLOSURES[context.rubric.disclosure]),
            states=tuple(_states(context)),
            readings=_readings(context),
            weights_sum=_weights_sum(context),
            records=tuple(_records(context)),
            digest="" if context.announcement is None else context.announcement.rules,
        ),
        contents=tuple(
            Heading(title=context.text(title), anchor=anchor)
            for anchor, title in _HEADINGS.items()
            if anchor != "records" or context.log.public_records
        ),
        path=context.path(),
    )


def rules_page(context: PageContext, groups: Sequence[RuleGroup]) -> Page:
    """Return the page of what each finding of the check is about, by subject."""
    contents = tuple(
        Heading(title=group.title, anchor=f"subject-{nth}") for nth, group in enumerate(groups, 1)
    )
    return Page(
        address=context.addresses.rules,
        title=context.text(N_("Rules of the check")),
        description=context.text(
            N_("Every fault that the check can tell: what it is, why, and how to mend it.")
        ),
        shell=context.shell(PageKind.RULES),
        body=context.templates.render(
            "rules.html", context.addresses.rules, groups=tuple(zip(contents, groups, strict=True))
        ),
        contents=contents,
        path=context.path(),
    )


def _records(context: PageContext) -> Iterator[RecordRow]:
    for record in context.log.public_records:
        title = context.text(RECORD_NAMES[record.kind])
        yield RecordRow(
            title=title[:1].upper() + title[1:],
            day=str(record.day),
            by=record.by,
            reason=record.reason,
            changes=record.changes,
        )


def _states(context: PageContext) -> Iterator[tuple[str, str, str]]:
    """Each state of a clause: its id, its name and a note."""
    for state, word in CLAUSE_STATES.items():
        yield state.value, context.text(word), context.text(CLAUSE_STATE_NOTES[state])


def _weights_sum(context: PageContext) -> str:
    """What the groups' weights add up to where it is not the whole, "" where it is."""
    total = sum((group.weight for group in context.rubric.judge_groups), Fraction(0))
    return "" if total == 100 else f"{context.number(total)}%"


def _readings(context: PageContext) -> Mapping[str, list[Clause]]:
    """The clauses by how this site reads their number, where the notice does not say it."""
    readings: dict[str, list[Clause]] = {}
    for item in context.rubric.items.values():
        for clause in item.clauses:
            if clause.demand is not None and clause.demand.reading:
                readings.setdefault(clause.demand.reading, []).append(clause)
    return readings


def _rules(context: PageContext) -> Iterator[RuleRow]:
    for rule in context.rubric.open_rules.values():
        question, choices = OPEN_RULES[rule.id]
        # Only one rule names a group of judges.
        if rule.id == "bonus-judges":
            choices = choices | {group.id: group.name for group in context.rubric.judge_groups}
        # Days and numbers stand as they are: only named choices have a sentence.
        choice = context.text(choices[rule.choice]) if rule.choice in choices else rule.choice
        yield RuleRow(context.text(question), choice, rule.why)


def _bonus_items(context: PageContext) -> Iterator[str]:
    """Each bonus item with its cap."""
    for item in context.rubric.bonus_items:
        yield context.say(N_("{id} at most {points} points"), id=item.id, points=item.points)
