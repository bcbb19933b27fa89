"""A tally for the organiser's eyes: text and JSON."""

import json
from fractions import Fraction
from typing import Any

from generator.chinese.numbers import shown_number
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.model.tally import CountyTally, Tally
from generator.report.catalogue import Catalogue


def tally_text(tally: Tally, rubric: Rubric, catalogue: Catalogue) -> str:
    """Return a block a county in the notice's order: total and rank, sections, groups."""
    lines: list[str] = []
    if tally.rehearsal:
        lines += [catalogue.text(N_("Rehearsal: these ballots are not real.")), ""]
    for county in tally.counties:
        lines += [*_county_lines(county, rubric, catalogue), ""]
    return "\n".join(lines)


def tally_json(tally: Tally) -> str:
    """Return the tally with exact numbers as strings ("87.5", "263/3")."""
    document = {
        "version": 1,
        "rehearsal": tally.rehearsal,
        "counties": [_county(county) for county in tally.counties],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _county_lines(county: CountyTally, rubric: Rubric, catalogue: Catalogue) -> list[str]:
    values = {
        "county": rubric.county_by_id[county.county].name,
        "total": shown_number(county.total),
        "rank": str(county.rank),
        "base": shown_number(county.base),
        "bonus": shown_number(county.bonus),
    }
    text = N_("{county}: total {total}, rank {rank} (base {base}, bonus {bonus})")
    lines = [catalogue.say(Message(text, values))]
    for section in rubric.sections:
        points = shown_number(county.sections[section.id])
        lines.append(f"  {section.name} {points}/{shown_number(section.points)}")
    for group in rubric.judge_groups:
        figures = [item.groups[group.id] for item in county.items if group.id in item.groups]
        if figures:
            # Over all items, what the group gave of the points of the whole assessment.
            points = shown_number(sum((figure.mean for figure in figures), Fraction(0)))
            lines.append(f"  {group.name}（{group.share}） {points}")
    return lines


def _county(county: CountyTally) -> dict[str, Any]:
    return {
        "county": county.county,
        "rank": county.rank,
        "total": str(county.total),
        "base": str(county.base),
        "bonus": str(county.bonus),
        "sections": {key: str(points) for key, points in county.sections.items()},
        "items": {
            item.item: {
                "points": str(item.points),
                "groups": {
                    key: {"mean": str(group.mean), "ballots": group.ballots}
                    for key, group in item.groups.items()
                },
            }
            for item in county.items
        },
    }
