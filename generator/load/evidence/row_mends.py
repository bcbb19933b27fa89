"""A row as it is meant: the mends that --fix would make, before it is written."""

import re

from generator.chinese.dates import read_span, suggest_date
from generator.chinese.numbers import PERCENT, suggest_quantity
from generator.load.evidence.suggestions import suggest_clause
from generator.model.rubric import Indicator, Rubric


def mended_row(cells: tuple[str, ...], item: Indicator, rubric: Rubric) -> tuple[str, ...]:
    """The row, in the order of all columns, its date, clause and quantity in their proper form."""
    date, matter, clause, quantity, *rest = cells
    if date and read_span(date) is None:
        date = suggest_date(date, rubric.period) or date
    names = [one.name for one in item.clauses]
    if clause not in names:
        clause = suggest_clause(clause, names) or clause
    demand = next((one.demand for one in item.clauses if one.name == clause), None)
    if demand is not None and _NUMBER.fullmatch(quantity):
        # The column is that of the clause's quantity, which has one unit.
        unit = "" if demand.unit == PERCENT else " "
        quantity = f"{quantity}{unit}{demand.unit}"
    return date, matter, clause, suggest_quantity(quantity, rubric.units) or quantity, *rest


_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")
