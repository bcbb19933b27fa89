"""The calendar: in which month the counties did what counts."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.message import N_
from generator.model.page import Page
from generator.model.state import Field
from generator.pages.scene import OVERVIEW_TAB, Scene
from generator.pages.surveys import CALENDAR, survey_neighbours
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


def calendar_pages(scene: Scene) -> Iterator[Page]:
    """Yield the page where the audience sees checklists."""
    if not scene.shows(Field.CHECKLIST):
        return
    address = scene.addresses.calendar
    rows = tuple(_rows(scene))
    yield Page(
        address=address,
        title=scene.text(CALENDAR),
        description=scene.say(
            N_("{title}: in which months the counties did what counts."), title=scene.rubric.title
        ),
        tab=scene.text(OVERVIEW_TAB),
        body=scene.templates.render(
            "calendar.html",
            address,
            heads=[scene.county_link(one) for one in scene.rubric.counties],
            rows=rows,
            totals=[
                sum(row.cells[at].entries for row in rows)
                for at, _ in enumerate(scene.rubric.counties)
            ],
            total=sum(row.total for row in rows),
            entries=scene.addresses.data("entries.csv"),
        ),
        path=scene.path(scene.tab_link(OVERVIEW_TAB, scene.addresses.overview)),
        neighbours=survey_neighbours(scene),
    )


def _rows(scene: Scene) -> Iterator[MonthRow]:
    counties = scene.rubric.counties
    months = {one.id: scene.submissions[one.id].months for one in counties}
    most = max((count for one in months.values() for count in one.values()), default=0)
    for month in _months(scene):
        cells = tuple(_cell(one.name, months[one.id].get(month, 0), most) for one in counties)
        total = sum(one.entries for one in cells)
        yield MonthRow(month, month_word(scene, month), cells, total)


def _cell(county: str, entries: int, most: int) -> MonthCell:
    return MonthCell(county, entries, round(100 * entries / most) if most else 0)


def _months(scene: Scene) -> Iterator[str]:
    """The months of the assessed period, from the first to the last."""
    first, last = scene.rubric.period
    for at in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield f"{at // 12}-{at % 12 + 1:02}"
