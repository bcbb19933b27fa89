"""What the ledgers count against what is asked, drawn on one scale a clause."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.model.checklist import ClauseResult
from generator.model.rubric import Clause, County, Target
from generator.pages.page_context import PageContext
from generator.pages.target_rows import shown_figure, target_number


@dataclass(frozen=True, slots=True, kw_only=True)
class DotLine:
    """One county on a clause's scale; places are in percent of its width.

    ``at`` is "" where nothing is known of a rate. ``counted`` and ``asked`` are the numbers.
    """

    county: str
    at: str
    target: str
    counted: str
    asked: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DotPlot:
    """One clause: a line for each county that a number is asked of."""

    clause: Clause
    unit: str
    lines: tuple[DotLine, ...]


def dot_plot(
    context: PageContext, clause: Clause, results: Iterable[ClauseResult]
) -> DotPlot | None:
    """Return the plot of a clause, None where no county is asked for a number."""
    asked = [
        (county, result, result.asked)
        for county, result in zip(context.rubric.counties, results, strict=True)
        if isinstance(result.asked, Target)
    ]
    if not asked:
        return None
    most = max(max(result.counted, target.number) for _, result, target in asked)
    return DotPlot(
        clause=clause,
        unit=context.unit(asked[0][2].unit).many,
        lines=tuple(_lines(context, asked, most or Fraction(1))),
    )


def percent(share: Fraction) -> str:
    """A share of one as a place in a drawing, cut to two decimals."""
    hundredths = share.numerator * 10_000 // share.denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _lines(
    context: PageContext, asked: Iterable[tuple[County, ClauseResult, Target]], most: Fraction
) -> Iterator[DotLine]:
    for county, result, target in asked:
        counted = shown_figure(context, result, result.counted)
        yield DotLine(
            county=county.name,
            at="" if counted == "—" else percent(result.counted / most),
            target=percent(target.number / most),
            counted=counted,
            asked=target_number(target),
            state=result.state.value,
        )
