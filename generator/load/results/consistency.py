"""Announcements held against the rubric, against themselves and against the one before."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.model.codes import Code
from generator.model.counting import counting_rules
from generator.model.finding import Fault
from generator.model.log import Notice
from generator.model.message import N_
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.verify import Difference, differences

_Document = Mapping[str, Any]


def contradictions(counted: Iterable[tuple[Notice, Rubric]], folder: str) -> Iterator[Fault]:
    """Yield what no announcement that was made of ballots can say; the oldest comes first.

    Beside each is the rubric that it was counted by.
    """
    before: _Document | None = None
    digest = ""
    rubrics: tuple[Rubric, ...] = ()
    for notice, rubric in counted:
        rules = counting_rules(rubric)
        # Its own first: what changed may have a name that only the one before knows.
        rubrics = (rubric, *rubrics[:1])
        place, document = Place(f"{folder}/{notice.name}"), json.loads(notice.content)
        # The digest of a file that is no longer there still stands in the one after it.
        if notice.announcement.previous != digest:
            yield Fault("broken-chain", place, {"expected": digest})
        found = (
            *differences(document, rules),
            *_commended_differences(document, rules),
            *_change_differences(document, before),
        )
        for difference in found:
            yield _fault(difference, place, rubrics)
        before, digest = document, notice.digest


def _commended_differences(document: _Document, rules: _Document) -> Iterator[Difference]:
    """As many as the rules say, none with a veto, none below one that is not commended."""
    commended = document["commended"]
    vetoed = {veto["county"] for veto in document.get("vetoes", ())}
    ranks = {one["county"]: one["rank"] for one in document.get("counties", ()) if "rank" in one}
    number = rules["commended-number"]
    if number not in ("decided", str(len(commended))):
        yield Difference("commended", "", "commended", str(len(commended)), number)
    passed = [rank for name, rank in ranks.items() if name not in {*commended, *vetoed}]
    for name in commended:
        below = name in ranks and any(rank < ranks[name] for rank in passed)
        if name in vetoed or below or commended.count(name) > 1:
            yield Difference("commended", name, "commended", name, "")


def _values(document: _Document) -> dict[tuple[str, str], str]:
    """Every value that an announcement holds, by county and field."""
    values = {(name, "commended"): "yes" for name in document["commended"]}
    for veto in document.get("vetoes", ()):
        values[veto["county"], "veto"] = veto["ground"]
        values[veto["county"], "veto.reason"] = veto["reason"]
    for standing in document.get("standing", ()):
        values[standing["county"], "standing"] = standing["reason"]
    for county in document.get("counties", ()):
        for key in ("rank", "grade", "total"):
            values[county["county"], key] = str(county.get(key, ""))
        for section, points in county.get("sections", {}).items():
            values[county["county"], f"sections.{section}"] = points
        for item, cell in county.get("indicators", {}).items():
            values[county["county"], f"indicators.{item}"] = cell.get("points", "")
            for group, mean in cell.get("groups", {}).items():
                values[county["county"], f"indicators.{item}.{group}"] = mean
    return values


def _change_differences(document: _Document, before: _Document | None) -> Iterator[Difference]:
    """What is said to have changed is what differs from the announcement before."""
    told = {(one["county"], one["field"]): one for one in document["changes"]["what"]}
    old = _values(document if before is None else before)
    new = _values(document)
    for key in sorted(old.keys() | new.keys() | told.keys()):
        was, now = old.get(key, ""), new.get(key, "")
        one = told.get(key, {"before": now, "after": now})
        if (one["before"], one["after"]) != (was, now) or (key in told and was == now):
            written = f"{one['before']}→{one['after']}"
            yield Difference("changes", key[0], key[1], written, f"{was}→{now}")


def _fault(difference: Difference, place: Place, rubrics: Sequence[Rubric]) -> Fault:
    written, expected = difference.written, difference.expected
    values = {
        "county": _county(difference.county, rubrics),
        "figure": _figure(difference.figure, rubrics),
        "written": _county(written, rubrics) or "—",
        "expected": _county(expected, rubrics) or "—",
    }
    return Fault(_CODES[difference.kind], place, values, frozenset({"figure"}))


def _county(text: str, rubrics: Sequence[Rubric]) -> str:
    """The county's name where the text is its id, else the text."""
    known = (rubric.county_by_id[text].name for rubric in rubrics if text in rubric.county_by_id)
    return next(known, text)


def _figure(figure: str, rubrics: Sequence[Rubric]) -> str:
    """What a figure is called: a sentence of the catalogue, or the rubric's name."""
    head, _, rest = figure.partition(".")
    if head == "sections":
        blocks = (block for rubric in rubrics for block in rubric.blocks)
        return next((block.name for block in blocks if block.id == rest), rest)
    if head != "indicators":
        return _NAMES[head]
    item, _, group = rest.partition(".")
    groups = (one for rubric in rubrics for one in rubric.judge_groups)
    name = next((one.name for one in groups if one.id == group), group)
    return f"{item} {name}" if group else item


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
