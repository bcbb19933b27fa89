"""What of a rubric decides points and ranks, as data: a stranger adds a result up by it."""

from collections.abc import Mapping
from typing import Any

from generator.model.rubric import Block, Rubric


def counting_rules(rubric: Rubric) -> Mapping[str, Any]:
    """The rules by which published figures rest on each other; numbers are exact texts."""
    choice = {name: rule.choice for name, rule in rubric.open_rules.items()}
    return {
        "version": 1,
        "cycle": rubric.cycle,
        "demonstration": rubric.demonstration,
        "digits": int(choice["rounding-digits"]),
        "rounding": choice["rounding"],
        "place": choice["rounding-place"],
        "ties": choice["ties"],
        "vetoed-rank": choice["vetoed-rank"],
        "commended-number": choice["commended-number"],
        "groups": {group.id: str(group.weight) for group in rubric.judge_groups},
        "sections": [_section(block, rubric) for block in rubric.blocks],
        "counties": _counties(rubric),
    }


def _section(block: Block, rubric: Rubric) -> Mapping[str, Any]:
    items = [
        {
            "id": item.id,
            "points": str(item.points),
            "groups": [group.id for group in rubric.scoring_groups(item)],
        }
        for item in block.items
    ]
    return {"id": block.id, "points": str(block.points), "items": items}


def _counties(rubric: Rubric) -> Mapping[str, Mapping[str, list[str]]]:
    """For each county the items given in full, and those left out, since nothing of them applies."""
    counties: dict[str, Mapping[str, list[str]]] = {}
    for county in rubric.counties:
        items = rubric.items.values()
        unscored = [item.id for item in items if not rubric.is_scored(item, county)]
        excluded = rubric.not_applicable == "excluded"
        counties[county.id] = {
            "full": [] if excluded else unscored,
            "excluded": unscored if excluded else [],
        }
    return counties
