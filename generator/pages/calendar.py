"""The calendar: the counted entries of each county by month."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.message import N_
from generator.model.page import Address, Page
from generator.model.state import Field
from generator.pages.in_parts import TABLE_KINDS, pages_in_parts
from generator.pages.overview_links import CALENDAR, overview_neighbours
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import OVERVIEW_TAB, PageKind
from generator.pages.timeline import month_word


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One county in one month: its entries, and their share of the fullest cell in percent."""

    county: str
    entries: int
    percent: int


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month across the counties; ``month`` is such as 2018-03."""

    month: str
    word: str
    cells: tuple[MonthCell, ...]
    total: int


def calendar_pages(context: PageContext) -> Iterator[Page]:
    """Yield the page where the audience sees checklists."""
    if not context.shows(Field.CHECKLIST):
        return
    yield from pages_in_parts(
        context, context.addresses.calendar, TABLE_KINDS, _page, figure=_events
    )


def _events(context: PageContext) -> str:
    months = (context.submissions[county.id].months for county in context.rubric.counties)
    number = sum(sum(by_month.values()) for by_month in months)
    return context.say(N_("{number} events that count"), number=number)


def _page(context: PageContext, address: Address, kind: PageKind) -> Page:
    rows = tuple(_rows(context))
    return Page(
        address=address,
        title=context.text(CALENDAR),
        description=context.say(
            N_("{title}: in which months the counties did what counts."), title=context.rubric.title
        ),
        shell=context.shell(kind),
        body=context.templates.render(
            "calendar.html",
            address,
            heads=[context.county_link(county) for county in context.rubric.counties],
            rows=rows,
            totals=[
                sum(row.cells[at].entries for row in rows)
                for at, _ in enumerate(context.rubric.counties)
            ],
            total=sum(row.total for row in rows),
            entries=context.addresses.data("entries.csv"),
        ),
        path=context.path(context.named_link(OVERVIEW_TAB, context.addresses.overview)),
        neighbours=overview_neighbours(context),
    )


def _rows(context: PageContext) -> Iterator[MonthRow]:
    counties = context.rubric.counties
    months = {county.id: context.submissions[county.id].months for county in counties}
    counts = (count for by_month in months.values() for count in by_month.values())
    # One scale for the whole table, so that its bars compare across counties and months.
    most = max(counts, default=0)
    for month in _months(context):
        cells = tuple(
            _cell(county.name, months[county.id].get(month, 0), most) for county in counties
        )
        total = sum(cell.entries for cell in cells)
        yield MonthRow(month, month_word(context, month), cells, total)


def _cell(county: str, entries: int, most: int) -> MonthCell:
    return MonthCell(county, entries, round(100 * entries / most) if most else 0)


def _months(context: PageContext) -> Iterator[str]:
    """The months of the assessed period, from the first to the last."""
    first, last = context.rubric.period
    # Every month, so that one in which nothing happened shows too.
    for at in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{at // 12}-{at % 12 + 1:02}"
