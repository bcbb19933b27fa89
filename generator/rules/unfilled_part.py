"""A part or an entry still holds the prompt of a template, not what the county has to say.

Told are lines such as "请在此填写", "待填写", "XX 场" and "TODO", once a part at the first of them.
Filled in or deleted, the line is no longer told. An error once submitted, a warning while a
draft and in a statement.

Wrong::

    ## 目标

    （请在此填写：全年要达到什么。）

Right::

    ## 目标

    办好活动。
"""

from collections.abc import Iterator

from generator.chinese.prompts import is_prompt
from generator.model.checklist import Checklists
from generator.model.evidence import Evidence, Prompt, Status
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem

_LONGEST = 40


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each part or entry that is not filled in."""
    for folder in portfolio.counties.values():
        for evidence in folder.evidence.values():
            submitted = evidence.status is Status.SUBMITTED
            severity = Severity.ERROR if submitted else Severity.WARNING
            for prompt in _prompts(evidence):
                yield _problem(severity, prompt)
        # A statement has no status that would say that it is finished.
        for prompt in () if folder.statement is None else folder.statement.prompts:
            yield _problem(Severity.WARNING, prompt)


def _problem(severity: Severity, prompt: Prompt) -> Problem:
    return Problem(
        severity,
        prompt.place,
        Message(N_('"{text}" is not filled in'), {"text": _shortened(prompt.text)}),
        Message(N_("Write what is asked for in its place, or delete the line.")),
    )


def _prompts(evidence: Evidence) -> Iterator[Prompt]:
    for part in evidence.parts:
        if part.prompt is not None:
            yield part.prompt
    for entry in evidence.entries:
        unfilled = next(filter(is_prompt, (entry.title, entry.location)), None)
        if unfilled is not None:
            yield Prompt(entry.place, unfilled)


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
