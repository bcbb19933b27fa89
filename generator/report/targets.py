"""What is asked of each county (下达考核指标), as text, JSON and CSV."""

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.chinese.numbers import shown_number
from generator.model.message import N_, Message
from generator.model.rubric import County, Rubric, Target
from generator.report.catalogue import Catalogue
from generator.report.table import Rows
from generator.report.tables import TARGETS


class AskedNumber(NamedTuple):
    """One number asked of one county; the fields are the keys of the JSON.

    ``demonstration`` is True where the number was made up, or an attribute that it rests on.
    """

    county: str
    indicator: str
    clause: str
    name: str
    target: str
    max: str | None
    comparison: str
    unit: str
    text: str
    demonstration: bool


def asked_numbers(rubric: Rubric, counties: Iterable[County]) -> Iterator[AskedNumber]:
    """Yield what each clause with a number asks, county by county in the notice's order."""
    for county in counties:
        for item in rubric.items.values():
            for clause in item.clauses:
                asked = rubric.target(clause, county)
                if isinstance(asked, Target):
                    yield AskedNumber(
                        county=county.id,
                        indicator=item.id,
                        clause=clause.id,
                        name=clause.name,
                        target=str(asked.number),
                        max=None if asked.maximum is None else str(asked.maximum),
                        comparison=asked.comparison.value,
                        unit=asked.unit,
                        text=clause.text,
                        demonstration=rubric.invented
                        or (rubric.demonstration and clause.rests_on_attribute),
                    )


def targets_json(rows: Iterable[AskedNumber]) -> str:
    """Return the rows as a JSON list."""
    return json.dumps([row._asdict() for row in rows], ensure_ascii=False, indent=2) + "\n"


def targets_csv(rows: Iterable[AskedNumber]) -> str:
    """Return the rows as CSV."""
    return b"".join(TARGETS.csv([targets_table(rows)])).decode()


def targets_table(rows: Iterable[AskedNumber]) -> Rows:
    """The rows as those of the table of open data."""
    return TARGETS.rows(tuple("" if value is None else value for value in row) for row in rows)


def targets_text(rubric: Rubric, counties: Iterable[County], catalogue: Catalogue) -> str:
    """Return a heading a county and a line a number, in the notice's order."""
    lines = [f"{rubric.title}　{rubric.notice_number}"]
    for county in counties:
        lines += ["", county.name]
        lines += [f"  {line}" for line in _lines(rubric, county, catalogue)]
    return "\n".join(lines) + "\n"


def _lines(rubric: Rubric, county: County, catalogue: Catalogue) -> Iterator[str]:
    for item in rubric.items.values():
        for clause in item.clauses:
            asked = rubric.target(clause, county)
            if isinstance(asked, Target):
                yield f"{item.id} {clause.name}{catalogue.say(_amount(asked))}"


def _amount(asked: Target) -> Message:
    values = {"number": shown_number(asked.number), "unit": asked.unit}
    if asked.maximum is not None:
        values["maximum"] = shown_number(asked.maximum)
        return Message(N_(": {number} to {maximum} {unit}"), values)
    return Message(N_(": at least {number} {unit}"), values)
