"""What the ledgers count and the targets, drawn on one scale a clause."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from generator.model.checklist import ClauseResult
from generator.model.rubric import Clause, County, Target
from generator.pages.page_context import PageContext
from generator.pages.target_rows import UNKNOWN_RATE, shown_figure, target_number


@dataclass(frozen=True, slots=True, kw_only=True)
class DotLine:
    """One county on a clause's scale; places are in percent of its width.

    ``counted_place`` is "" where nothing is known of a rate.
    """

    county: str
    counted_place: str
    target_place: str
    counted: str
    target: str
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
    targets = [
        (county, result, result.asked)
        for county, result in zip(context.rubric.counties, results, strict=True)
        if isinstance(result.asked, Target)
    ]
    if not targets:
        return None
    most = max(max(result.counted, target.number) for _, result, target in targets)
    return DotPlot(
        clause=clause,
        # A clause asks every county in the same unit.
        unit=context.unit(targets[0][2].unit).many,
        # Where all are zero any scale will do, but it must not divide by zero.
        lines=tuple(_lines(context, targets, most or Fraction(1))),
    )


def percent(share: Fraction) -> str:
    """A fraction as a percentage for a drawing, cut to two decimals."""
    # Cut, not rounded: what is just below the target is not drawn on it.
    hundredths = share.numerator * 10_000 // share.denominator
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def _lines(
    context: PageContext, targets: Iterable[tuple[County, ClauseResult, Target]], most: Fraction
) -> Iterator[DotLine]:
    for county, result, target in targets:
        counted = shown_figure(context, result, result.counted)
        yield DotLine(
            county=county.name,
            counted_place="" if counted == UNKNOWN_RATE else percent(result.counted / most),
            target_place=percent(target.number / most),
            counted=counted,
            target=target_number(context, target),
            state=result.state.value,
        )
