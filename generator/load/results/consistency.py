"""Announcements held against the rubric, against themselves and against the one before."""

import json
from collections.abc import Iterator, Mapping, Sequence

from generator.model.codes import Code
from generator.model.counting import counting_rules
from generator.model.finding import Fault
from generator.model.log import Notice
from generator.model.message import N_
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.verify import Difference, differences


def contradictions(notices: Sequence[Notice], folder: str, rubric: Rubric) -> Iterator[Fault]:
    """Yield what no announcement that was made of ballots can say; the oldest comes first."""
    rules, before = counting_rules(rubric), None
    digest = ""
    for notice in notices:
        place, document = Place(f"{folder}/{notice.name}"), json.loads(notice.content)
        # The digest of a file that is no longer there still stands in the one after it.
        if notice.announcement.previous != digest:
            yield Fault("broken-chain", place, {"expected": digest})
        for difference in differences(document, rules, before):
            yield _fault(difference, place, rubric)
        before, digest = document, notice.digest


def _fault(difference: Difference, place: Place, rubric: Rubric) -> Fault:
    counties = rubric.county_by_id
    county = counties[difference.county].name if difference.county else ""
    expected = difference.expected
    values = {
        "county": county,
        "figure": _figure(difference.figure, rubric),
        "written": difference.written,
        "expected": counties[expected].name if expected in counties else expected,
    }
    return Fault(_CODES[difference.kind], place, values, frozenset({"figure"}))


def _figure(figure: str, rubric: Rubric) -> str:
    """What a figure is called: a sentence of the catalogue, or the rubric's name."""
    head, _, rest = figure.partition(".")
    if head == "sections":
        return next(block.name for block in rubric.blocks if block.id == rest)
    if head != "indicators":
        return _NAMES[head]
    item, _, group = rest.partition(".")
    names = {group.id: group.name for group in rubric.judge_groups}
    return f"{item} {names[group]}" if group else item


_CODES: Mapping[str, Code] = {
    "points": "points-against-parts",
    "rank": "rank-against-total",
    "commended": "commended-against-rules",
    "changes": "changes-against-before",
    "demonstration": "demonstration-unmarked",
}
_NAMES: Mapping[str, str] = {
    "total": N_("total points"),
    "rank": N_("rank"),
    "grade": N_("grade"),
    "commended": N_("commended"),
    "veto": N_("veto"),
    "standing": N_("everyday work"),
    "demonstration": N_("demonstration"),
}
