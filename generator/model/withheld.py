"""Figures that an announcement leaves out, since they would tell what a judge gave."""

from generator.model.announcement import Announcement
from generator.model.disclosure import Disclosure
from generator.model.message import N_
from generator.model.rubric import Rubric


def withheld_figures(announcement: Announcement, rubric: Rubric) -> int:
    """How many figures the announcement's level covers and it does not have."""
    number = 0
    for county in announcement.counties:
        if announcement.disclosure.covers(Disclosure.SECTIONS):
            number += len(rubric.blocks) - len(county.sections)
        for item in county.items:
            of_county = rubric.county_by_id[county.county]
            if rubric.is_scored(rubric.items[item.item], of_county):
                groups = rubric.scoring_groups(rubric.items[item.item])
                number += (not item.points) + len(groups) - len(item.groups)
    return number


def withheld_text(announcement: Announcement) -> str:
    """What is said of their ``number``; before a first announcement nothing is published."""
    return _BESIDE_EARLIER if announcement.previous else _OF_FEW


_OF_FEW = N_("{number} figures are withheld: of so few judges they would tell what a judge gave.")
_BESIDE_EARLIER = N_(
    "{number} figures are withheld: with what is published they would tell what a judge gave."
)
