"""An announcement as text, for those who are about to publish it."""

from collections.abc import Iterator

from generator.model.announcement import Announcement
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.report.catalogue import Catalogue


def announcement_text(announcement: Announcement, rubric: Rubric, catalogue: Catalogue) -> str:
    """Return everything that a reader of the site will see of the result, figures by total."""
    return "\n".join([*_lines(announcement, rubric, catalogue), ""])


def _lines(announcement: Announcement, rubric: Rubric, catalogue: Catalogue) -> Iterator[str]:
    say, names = catalogue.say, {county.id: county.name for county in rubric.counties}
    if announcement.demonstration:
        yield catalogue.text(N_("Rehearsal: these ballots are not real."))
    commended = "、".join(names[county] for county in announcement.commended)
    yield say(Message(N_("Commended: {counties}"), {"counties": commended or "—"}))
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
    if announcement.changes:
        values = {"number": str(len(announcement.changes)), "why": announcement.why}
        yield say(Message(N_("{number} values changed: {why}"), values))
