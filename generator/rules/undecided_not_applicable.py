"""An item of rubric.yaml does not apply to a county, and it is not said what becomes of its points.

Where all clauses of an item ask nothing of a county, a judge has nothing to score. An empty cell
may stop the total, a 0 costs the county points for what it was never asked. The notice leaves it
open, so the organiser chooses: "judged" (scored like any other item), "full-points" (the county
gets the full points without a score), or "excluded" (the item is left out, and the other items of
its section are scaled up to the points of the section). Bonus items are always judged.

Wrong::

    {id: "02.1", name: 会议, text: 召开会议1-2场, only-if: science-van}

Right::

    not-applicable: {choice: full-points, why: 试}
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem

_LINE = "not-applicable: {choice: full-points, why: …}"


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem an item that does not apply to every county, where no choice is made."""
    rubric = portfolio.rubric
    if "not-applicable" in rubric.open_rules:
        return
    for item in rubric.items.values():
        spared = [county.name for county in rubric.counties if not rubric.applies(item, county)]
        if spared:
            values = {"item": item.id, "counties": "、".join(spared), "line": _LINE}
            text = N_(
                "item {item} does not apply to {counties}, and it is not said what becomes of its points"
            )
            fix = N_(
                "Add a line under open-rules: {line} Instead of full-points also judged or excluded."
            )
            yield Problem(Severity.ERROR, item.place, Message(text, values), Message(fix, values))
