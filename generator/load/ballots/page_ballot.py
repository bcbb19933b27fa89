"""A ballot file of the scoring page held against who was to score what, cell by cell."""

import json
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from generator.load.ballots.sheet_check import checked_score, issued_to, known_evidence
from generator.load.ballots.sheet_file import UnreadableSheet
from generator.model.ballot import Cell, Judge
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.model.score_sheet import ReadSheet, SheetFault, described

MARK = "taizhang-ballot"
_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
_IDENTITY = ("version", "cycle", "judge", "rules")


def check_page_ballot(content: bytes, judges: tuple[Judge, ...], rubric: Rubric) -> ReadSheet:
    """The scores and the faults of a ballot file. Raises UnreadableSheet where it is none."""
    document = _document(content)
    identity = {key: document[key] for key in _IDENTITY if isinstance(document.get(key), str)}
    judge = issued_to(identity, judges, rubric)
    evidence = _texts(document, "evidence")
    given = {
        (county, item): text
        for county, items in _parts(document, "scores")
        for item, text in items.items()
    }
    scores: dict[Cell, Fraction] = {}
    faults = [*_scores(given, judge, rubric, scores), *_blanks(given, judge, rubric)]
    if not document.get("signed"):
        faults.append(SheetFault("", Message(_NOT_HANDED_IN)))
    if not faults and _sums(scores) != dict(_texts(document, "sums")):
        faults.append(SheetFault("", Message(_ALTERED)))
    return ReadSheet(
        judge=judge,
        rehearsal=document.get("rehearsal") is True,
        evidence=known_evidence(evidence, rubric),
        scores=scores,
        faults=tuple(faults),
    )


def _document(content: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    # RecursionError: a file may nest as deep as it likes.
    except (ValueError, RecursionError) as error:
        raise UnreadableSheet(Message(_DAMAGED)) from error
    if not isinstance(document, dict) or MARK not in document:
        raise UnreadableSheet(Message(_OTHER_FILE))
    return document


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _parts(document: Mapping[str, Any], key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    value = document.get(key)
    for name, part in value.items() if isinstance(value, dict) else ():
        if isinstance(part, dict):
            yield name, part


def _texts(document: Mapping[str, Any], key: str) -> dict[str, str]:
    value = document.get(key)
    pairs = value.items() if isinstance(value, dict) else ()
    return {name: text for name, text in pairs if isinstance(text, str)}


def _scores(
    given: Mapping[Cell, Any], judge: Judge, rubric: Rubric, scores: dict[Cell, Fraction]
) -> Iterator[SheetFault]:
    for cell, text in given.items():
        county, item = rubric.county_by_id.get(cell[0]), rubric.items.get(cell[1])
        if county is None or item is None:
            yield SheetFault("", Message(_ALTERED))
            continue
        values = described(cell, rubric)
        if not judge.owes(county, item, rubric):
            yield SheetFault("", Message(_NOT_TO_SCORE, values))
        elif not isinstance(text, str) or not _NUMBER.fullmatch(text):
            yield SheetFault("", Message(_NO_NUMBER, values))
        else:
            score = checked_score(Fraction(text), cell, rubric)
            if isinstance(score, Message):
                yield SheetFault("", Message(score.text, {**score.values, **values}))
            else:
                scores[cell] = score


def _blanks(given: Mapping[Cell, Any], judge: Judge, rubric: Rubric) -> Iterator[SheetFault]:
    if rubric.open_rules["missing-score"].choice != "refused":
        return
    for county in rubric.counties:
        blank = [
            item.id
            for item in rubric.items.values()
            if judge.owes(county, item, rubric) and (county.id, item.id) not in given
        ]
        if blank:
            values = {"county": county.name, "number": str(len(blank)), "items": "、".join(blank)}
            text = N_("{county}: {number} scores are missing: {items}")
            yield SheetFault("", Message(text, values))


def _sums(scores: Mapping[Cell, Fraction]) -> dict[str, str]:
    """The control sums as the page writes them: in millionths, a county each."""
    sums: dict[str, Fraction] = {}
    for (county, _), score in scores.items():
        sums[county] = sums.get(county, Fraction(0)) + score
    return {county: str(total * 1_000_000) for county, total in sums.items()}


_OTHER_FILE = N_("this is no ballot file of the scoring page")
_DAMAGED = N_(
    "the ballot file is damaged or was changed; take the one that the page wrote, or ask the judge for "
    "it once more"
)
_ALTERED = N_(
    "this is not what the page wrote: its sums are not those of its scores. Ask the judge for the file "
    "once more"
)
_NOT_HANDED_IN = N_(
    "these are scores saved before the end; the judge has to save the ballot file under “Hand in”"
)
_NO_NUMBER = N_("{county}, {item}: no number")
_NOT_TO_SCORE = N_("{county}, {item}: this is not the judge's to score")
