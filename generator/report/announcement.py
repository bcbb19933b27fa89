"""An announcement as its canonical JSON: strings, whole numbers and one flag, keys sorted."""

import json
from typing import Any

from generator.model.announcement import AnnouncedCounty, AnnouncedItem, Announcement
from generator.model.disclosure import Disclosure


def announcement_json(announcement: Announcement) -> str:
    """Return the text of the file; the keys are those that the disclosure covers."""
    covers = announcement.disclosure.covers
    document: dict[str, Any] = {
        "version": 1,
        "cycle": announcement.cycle,
        "state": announcement.state.value,
        "demonstration": announcement.demonstration,
        "disclosure": announcement.disclosure.value,
        "issued": str(announcement.issued),
        "commended": list(announcement.commended),
        "changes": {
            "what": [
                {"county": one.county, "field": one.field, "before": one.before, "after": one.after}
                for one in announcement.changes
            ],
            "why": announcement.why,
        },
    }
    if covers(Disclosure.GRADES):
        document["vetoes"] = [
            {"county": one.county, "ground": one.ground, "reason": one.reason}
            for one in announcement.vetoes
        ]
        document["counties"] = [_county(one) for one in announcement.counties]
    if covers(Disclosure.TOTALS):
        document["standing"] = [
            {"county": one.county, "reason": one.reason} for one in announcement.standing
        ]
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _county(county: AnnouncedCounty) -> dict[str, Any]:
    document: dict[str, Any] = {
        "county": county.county,
        "rank": county.rank,
        "grade": county.grade,
        "total": county.total,
        "sections": dict(county.sections),
        "indicators": {one.item: _item(one) for one in county.items},
    }
    return {key: value for key, value in document.items() if value}


def _item(item: AnnouncedItem) -> dict[str, Any]:
    groups = {"groups": dict(item.groups)} if item.groups else {}
    return {"points": item.points, **groups}
