"""A row as it is meant: the mends that --fix would make, before it is written."""

from generator.chinese.dates import read_span, suggest_date
from generator.chinese.numbers import suggest_quantity
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
    return date, matter, clause, suggest_quantity(quantity, rubric.units) or quantity, *rest
