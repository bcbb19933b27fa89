"""Points or weights in rubric.yaml do not add up to what stands above them.

Indicators add up to their section, sections to the base, bonus items to the bonus,
judge groups to 100. One of the numbers is wrong: a wrong winner could follow.

Wrong::

    {id: leaders, name: 领导, weight: "40"}
    …
    {id: departments, name: 部门, weight: "30"}
    …
    {id: counties, name: 县区, weight: "20"}

Right::

    {id: leaders, name: 领导, weight: "40"}
    …
    {id: departments, name: 部门, weight: "30"}
    …
    {id: counties, name: 县区, weight: "30"}
"""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each sum that differs."""
    rubric = portfolio.rubric
    for section in rubric.sections:
        points = (indicator.points for indicator in section.indicators)
        yield from _compare(section.name, section.place, section.points, points)
    sections = (section.points for section in rubric.sections)
    yield from _compare("points.base", rubric.place, rubric.base, sections)
    bonus = (item.points for item in rubric.bonus_items)
    yield from _compare("points.bonus", rubric.place, rubric.bonus, bonus)
    weights = (group.weight for group in rubric.judge_groups)
    yield from _compare("judge-groups", rubric.judge_groups[0].place, Fraction(100), weights)


def _compare(
    name: str, place: Place, stated: Fraction, parts: Iterable[Fraction]
) -> Iterator[Problem]:
    total = sum(parts, Fraction(0))
    if total != stated:
        values = {"name": name, "stated": str(stated), "total": str(total)}
        yield Problem(
            Severity.ERROR,
            place,
            Message(N_("{name}: {stated} is stated, its parts add up to {total}"), values),
            Message(N_("Compare the numbers with the notice and correct the wrong one.")),
        )
