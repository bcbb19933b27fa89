"""An announcement as its file of canonical JSON, and as text for whoever is about to publish it."""

import json
from collections.abc import Iterator
from typing import Any

from generator.model.announcement import AnnouncedCounty, AnnouncedItem, Announcement
from generator.model.disclosure import WHOLE_KEYS
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.model.withheld import withheld_figures, withheld_text
from generator.report.catalogue import Catalogue


def announcement_json(announcement: Announcement) -> str:
    """Return the text of the file: strings, whole numbers and one flag, keys sorted.

    The keys are those that the disclosure shows, so that the same result gives the same bytes.
    """
    document: dict[str, Any] = {
        "version": 1,
        "cycle": announcement.cycle,
        "state": announcement.state.value,
        "demonstration": announcement.demonstration,
        "disclosure": announcement.disclosure.value,
        "issued": str(announcement.issued),
        "commended": list(announcement.commended),
        "changes": {"what": list(_changes(announcement)), "why": announcement.why},
        "vetoes": [
            {"county": veto.county, "ground": veto.ground, "reason": veto.reason}
            for veto in announcement.vetoes
        ],
        "counties": [_county(county, announcement) for county in announcement.counties],
        "standing": [
            {"county": standing.county, "reason": standing.reason}
            for standing in announcement.standing
        ],
    }
    if announcement.rules:
        document["rules"] = announcement.rules
    if announcement.previous:
        document["previous"] = announcement.previous
    for key in WHOLE_KEYS:
        if not announcement.disclosure.shows(key):
            del document[key]
    # The log holds the SHA-256 of these bytes: the same announcement must always give them.
    return json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _changes(announcement: Announcement) -> Iterator[dict[str, str]]:
    for change in announcement.changes:
        yield {
            "county": change.county,
            "field": change.field,
            "before": change.before,
            "after": change.after,
        }


def _county(county: AnnouncedCounty, announcement: Announcement) -> dict[str, Any]:
    document: dict[str, Any] = {
        "county": county.county,
        "rank": county.rank,
        "grade": county.grade,
        "total": county.total,
        "sections": dict(county.sections),
        "indicators": {item.item: _item(item) for item in county.items},
    }
    # None, "" and {} stand for what is not announced: no key rather than an empty value.
    withheld = {"sections"} if announcement.disclosure.shows("sections") else set()
    return {key: value for key, value in document.items() if value or key in withheld}


def _item(item: AnnouncedItem) -> dict[str, Any]:
    document = {"points": item.points, "groups": dict(item.groups)}
    # A figure that would tell a judge's score has no key.
    return {key: value for key, value in document.items() if value}


def announcement_text(announcement: Announcement, rubric: Rubric, catalogue: Catalogue) -> str:
    """Return everything that a reader of the site will see of the result, figures by total."""
    return "\n".join([*_lines(announcement, rubric, catalogue), ""])


def _lines(announcement: Announcement, rubric: Rubric, catalogue: Catalogue) -> Iterator[str]:
    say, names = catalogue.say, {county.id: county.name for county in rubric.counties}
    if rubric.demonstration:
        yield catalogue.text(N_("This year is demonstration data: no real result."))
    elif announcement.demonstration:
        yield catalogue.text(N_("Rehearsal: these ballots are not real."))
    commended = "、".join(names[county] for county in announcement.commended)
    yield say(Message(N_("Commended: {counties}"), {"counties": commended or "—"}))
    # Stable: without ranks counties stay in the order of the notice.
    ranked = sorted(
        announcement.counties, key=lambda county: (county.rank is None, county.rank or 0)
    )
    for county in ranked:
        rank = "—" if county.rank is None else str(county.rank)
        yield "  ".join(
            text for text in (rank, names[county.county], county.grade, county.total) if text
        )
    grounds = {ground.id: ground.name for ground in rubric.veto_grounds}
    for veto in announcement.vetoes:
        values = {
            "county": names[veto.county],
            "ground": grounds[veto.ground],
            "reason": veto.reason,
        }
        yield say(Message(N_("Vetoed: {county}, {ground}. {reason}"), values))
    for standing in announcement.standing:
        values = {"county": names[standing.county], "reason": standing.reason}
        yield say(Message(N_("Everyday work: {county}. {reason}"), values))
    if announcement.disclosure is not rubric.disclosure:
        yield catalogue.text(
            N_("No points are published: the totals would tell what a judge gave.")
        )
    if withheld := withheld_figures(announcement, rubric):
        yield say(Message(withheld_text(announcement), {"number": str(withheld)}))
    if announcement.changes:
        values = {"number": str(len(announcement.changes)), "why": announcement.why}
        yield say(Message(N_("{number} values changed: {why}"), values))
