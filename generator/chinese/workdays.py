"""Working days in China, and the period of a 公示; alone knows chinesecalendar."""

from datetime import date, timedelta

from generator.model.evidence import Span
from generator.model.rubric import Rubric


class UnknownYear(Exception):
    """Neither rubric.yaml nor the library knows the working days of the year."""

    def __init__(self, year: int) -> None:
        super().__init__(str(year))
        self.year = year


def publicity(rubric: Rubric, published: date) -> Span:
    """The first and the last day of the 公示 of a result that is published then.

    They are working days, of which the last is the one that open rule ``publicity-days`` counts
    to. Raises UnknownYear.
    """
    # The day of publication is not counted (Civil Code, article 201).
    days = [published]
    for _ in range(int(rubric.open_rules["publicity-days"].choice)):
        days.append(_next_workday(rubric, days[-1]))
    return Span(days[1] if len(days) > 1 else published, days[-1])


def unknown_year(rubric: Rubric, judging: date) -> int | None:
    """The first year of which nobody knows the workdays, where a 公示 after judging may need it."""
    if not rubric.proposes:
        return None
    try:
        last = publicity(rubric, judging).last
    except UnknownYear as unknown:
        return unknown.year
    # The days of the next year are announced in autumn: who judges in December needs them.
    needed = max(last.year, judging.year + (judging.month == _DECEMBER))
    return None if knows(rubric, needed) else needed


def knows(rubric: Rubric, year: int) -> bool:
    """Whether the workdays of the year stand in rubric.yaml, or in the library."""
    try:
        _is_workday(rubric, date(year, 6, 1))
    except UnknownYear:
        return False
    return True


def _next_workday(rubric: Rubric, day: date) -> date:
    while True:
        if day == date.max:
            raise UnknownYear(day.year)
        day += timedelta(days=1)
        if _is_workday(rubric, day):
            return day


def _is_workday(rubric: Rubric, day: date) -> bool:
    import chinese_calendar  # noqa: PLC0415 - most commands count no days

    # The notice of a year may name days around New Year that lie in the year before or after.
    years = rubric.workdays
    if any(day in year.make_up for year in years.values()):
        return True
    if any(day in year.holidays for year in years.values()):
        return False
    if str(day.year) in years:
        return day.weekday() < _SATURDAY
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError as error:
        raise UnknownYear(day.year) from error


_SATURDAY = 5
_DECEMBER = 12
