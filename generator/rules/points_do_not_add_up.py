"""Points or weights in rubric.yaml do not add up to what stands above them.

Indicators add up to their section, sections to the base, bonus items to the bonus,
judge groups to 100, or to 1 where their weights are fractions such as 1/3. One of the numbers is
wrong: a wrong winner could follow. Where the notice itself does not add up, rubric.yaml can say so
under "accepted".

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

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.organiser import JudgeGroup
from generator.model.place import Place
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem

_FIX = N_("Compare the numbers with the notice and correct the wrong one.")


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
    yield from _compare_weights(rubric.judge_groups)


def _compare_weights(groups: Sequence[JudgeGroup]) -> Iterator[Problem]:
    """Yield a problem for weights that do not add up to exactly 100 percent, or 1."""
    whole = Fraction(1 if any("/" in group.share for group in groups) else 100)
    weights = [group.weight * whole / 100 for group in groups]
    fix = N_(
        "Compare the weights with the notice. Parts that do not come out even are fractions: 1/3."
    )
    yield from _compare("judge-groups", groups[0].place, whole, weights, fix)


def _compare(
    name: str, place: Place, stated: Fraction, parts: Iterable[Fraction], fix: str = _FIX
) -> Iterator[Problem]:
    total = sum(parts, Fraction(0))
    if total != stated:
        values = {"name": name, "stated": _shown(stated), "total": _shown(total)}
        yield Problem(
            Severity.ERROR,
            place,
            Message(N_("{name}: {stated} is stated, its parts add up to {total}"), values),
            Message(fix),
        )


def _shown(number: Fraction) -> str:
    """The number in decimals where they end, else as a fraction."""
    if (number * 10**6).denominator != 1:
        return str(number)
    return f"{float(number):.6f}".rstrip("0").rstrip(".")
