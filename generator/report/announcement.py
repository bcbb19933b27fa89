"""An announcement as its canonical JSON: strings, whole numbers and one flag, keys sorted."""

import json
from typing import Any

from generator.model.announcement import AnnouncedCounty, AnnouncedItem, Announcement
from generator.model.disclosure import WHOLE_KEYS


def announcement_json(announcement: Announcement) -> str:
    """Return the text of the file; the keys are those that the disclosure covers."""
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
                {
                    "county": change.county,
                    "field": change.field,
                    "before": change.before,
                    "after": change.after,
                }
                for change in announcement.changes
            ],
            "why": announcement.why,
        },
        "vetoes": [
            {"county": veto.county, "ground": veto.ground, "reason": veto.reason}
            for veto in announcement.vetoes
        ],
        "counties": [_county(county) for county in announcement.counties],
        "standing": [
            {"county": standing.county, "reason": standing.reason}
            for standing in announcement.standing
        ],
    }
    for key in WHOLE_KEYS:
        if not announcement.disclosure.shows(key):
            del document[key]
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _county(county: AnnouncedCounty) -> dict[str, Any]:
    document: dict[str, Any] = {
        "county": county.county,
        "rank": county.rank,
        "grade": county.grade,
        "total": county.total,
        "sections": dict(county.sections),
        "indicators": {item.item: _item(item) for item in county.items},
    }
    return {key: value for key, value in document.items() if value}


def _item(item: AnnouncedItem) -> dict[str, Any]:
    groups = {"groups": dict(item.groups)} if item.groups else {}
    return {"points": item.points, **groups}
