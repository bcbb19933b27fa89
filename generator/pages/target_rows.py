"""The targets of one item for one county, clause by clause, ready to show."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.model.checklist import ClauseResult, ClauseState
from generator.model.english import NOT_COUNTED, Forms
from generator.model.rubric import County, Indicator, NoTarget, Target
from generator.pages.page_context import PageContext
from generator.pages.words import CLAUSE_STATES

UNKNOWN_RATE = "—"
"""What is shown for a rate that no entry reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One clause for one county.

    Where no number is asked of this county though of others, ``number`` is "" and
    ``instead`` says why. A clause that asks no county for a number has both "".
    """

    clause: str
    name: str
    number: str
    unit: Forms
    instead: str
    reading: str


def target_rows(context: PageContext, county: County, item: Indicator) -> Iterator[TargetRow]:
    """Yield a row a clause."""
    for clause in item.clauses:
        demanded = context.rubric.target(clause, county)
        target = demanded if isinstance(demanded, Target) else None
        untargeted = target is None and demanded is not NoTarget.JUDGED
        yield TargetRow(
            clause=clause.id,
            name=clause.name,
            number=target_number(context, demanded),
            unit=context.unit(target.unit) if target else NOT_COUNTED,
            # The reasons for having no target have the ids of the states that follow from them.
            instead=context.text(CLAUSE_STATES[ClauseState(str(demanded))]) if untargeted else "",
            reading=target.reading if target else "",
        )


def target_number(context: PageContext, target: Target | NoTarget) -> str:
    """The number with its comparison; "" where there is no target."""
    if isinstance(target, NoTarget):
        return ""
    if target.maximum is not None:
        return f"{context.number(target.number)}–{context.number(target.maximum)}"
    # ``Forms.of`` looks behind this sign for the form of the unit.
    return f"≥ {context.number(target.number)}"


def shown_figure(context: PageContext, result: ClauseResult, figure: Fraction) -> str:
    """What the ledger shows for a clause; "" where there is no target."""
    if isinstance(result.asked, NoTarget):
        return ""
    # A sum without entries is 0; a rate without entries is not 0 % but unknown.
    unknown = result.asked.unit == "%" and not result.reported
    return UNKNOWN_RATE if unknown else context.number(figure)
