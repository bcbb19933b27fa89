"""A score sheet held against what was issued: its scores, or cell by cell what is wrong."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from generator.load.ballots.sheet_file import UnreadableSheet, Value, WrittenSheet
from generator.model.ballot import Cell, Judge
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.model.score_sheet import (
    CLOSED,
    VERSION,
    ReadSheet,
    SheetFault,
    SheetLayout,
    decimal_text,
    described,
    rules_digest,
    sheet_layout,
)

# Of a sheet whose lines have moved nearly every cell is another one.
_MOST_ALTERED = 5
_EVIDENCE = "evidence "
_DIGEST = re.compile("[0-9a-f]{64}")


def check_sheet(sheet: WrittenSheet, judges: tuple[Judge, ...], rubric: Rubric) -> ReadSheet:
    """The scores and the faults of a sheet. Raises UnreadableSheet where it is not one of ours."""
    identity = sheet.identity
    judge = issued_to(identity, judges, rubric)
    rehearsal = identity.get("rehearsal") == "true"
    layout = sheet_layout(rubric, judge, rehearsal=rehearsal)
    scores: dict[Cell, Fraction] = {}
    faults = [
        *_altered(sheet.written, layout),
        *_closed(sheet.written, layout),
        *_scores(sheet.written, layout, rubric, scores),
    ]
    if not faults:
        faults.extend(_wrong_sums(sheet, layout, scores))
    evidence = {
        key.removeprefix(_EVIDENCE): digest
        for key, digest in identity.items()
        if key.startswith(_EVIDENCE)
    }
    return ReadSheet(
        judge=judge,
        rehearsal=rehearsal,
        evidence=known_evidence(evidence, rubric),
        scores=scores,
        faults=tuple(faults),
    )


def known_evidence(evidence: Mapping[str, str], rubric: Rubric) -> Mapping[str, str]:
    """Of what a ballot says of evidence, the digests of counties that there are."""
    return {
        county: digest
        for county, digest in evidence.items()
        if county in rubric.county_by_id and _DIGEST.fullmatch(digest)
    }


def issued_to(identity: Mapping[str, str], judges: tuple[Judge, ...], rubric: Rubric) -> Judge:
    """The judge whose sheet or card it was. Raises UnreadableSheet for another cycle or rules."""
    if identity.get("version") != VERSION:
        raise UnreadableSheet(Message(N_("another version of the program made this sheet")))
    cycle = identity.get("cycle", "")
    if cycle != rubric.cycle:
        values = {"cycle": cycle, "now": rubric.cycle}
        raise UnreadableSheet(
            Message(N_("this sheet is of {cycle}, the assessment of {now}"), values)
        )
    found = [judge for judge in judges if judge.id == identity.get("judge")]
    if not found:
        values = {"judge": identity.get("judge", "")}
        text = N_("this is the sheet of {judge}, who is not in roster.yaml")
        raise UnreadableSheet(Message(text, values))
    if identity.get("rules") != rules_digest(rubric):
        raise UnreadableSheet(Message(_OTHER_RULES))
    return found[0]


def _altered(written: Mapping[str, Value], layout: SheetLayout) -> Iterator[SheetFault]:
    """Cells that are not as they were issued; lines or columns that have moved among them."""
    free = layout.open.keys() | layout.closed
    names = list({**layout.texts, **layout.points, **layout.sums})
    names += [name for name in written if name not in names and name not in free]
    altered = [name for name in names if not _is_as_issued(name, written.get(name), layout)]
    for name in altered[:_MOST_ALTERED]:
        issued = layout.texts.get(name) or (
            decimal_text(layout.points[name])
            if name in layout.points
            else layout.sums[name].formula
            if name in layout.sums
            else ""
        )
        text = (
            N_("nothing stood here in the sheet as it was issued") if not issued else _NOT_AS_ISSUED
        )
        yield SheetFault(name, Message(text, {"issued": issued}))
    if len(altered) > _MOST_ALTERED:
        values = {"number": str(len(altered) - _MOST_ALTERED)}
        yield SheetFault("", Message(_MORE_ALTERED, values))


def _is_as_issued(name: str, value: Value | None, layout: SheetLayout) -> bool:
    if name in layout.texts:
        return value == layout.texts[name]
    if name in layout.points:
        return isinstance(value, int | float) and _number(value) == layout.points[name]
    if name in layout.sums:
        formula = layout.sums[name].formula
        return isinstance(value, str) and re.sub(r"[\s$]", "", value).upper() == formula
    return value is None or (isinstance(value, str) and not value.strip())


def _closed(written: Mapping[str, Value], layout: SheetLayout) -> Iterator[SheetFault]:
    for name in sorted(layout.closed, key=_order):
        if written.get(name, CLOSED) != CLOSED:
            yield SheetFault(name, Message(_NOT_TO_SCORE))


def _scores(
    written: Mapping[str, Value], layout: SheetLayout, rubric: Rubric, scores: dict[Cell, Fraction]
) -> Iterator[SheetFault]:
    blank: dict[str, list[str]] = {}
    for name, cell in layout.open.items():
        value = written.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            blank.setdefault(cell[0], []).append(f"{cell[1]}（{name}）")
            continue
        score = _score(value, cell, rubric)
        if isinstance(score, Message):
            yield SheetFault(name, Message(score.text, {**score.values, **described(cell, rubric)}))
        else:
            scores[cell] = score
    # Where a total may lack scores, an empty cell is what the judge wanted.
    if rubric.open_rules["missing-score"].choice == "refused":
        for county, items in blank.items():
            name = rubric.county_by_id[county].name
            values = {"county": name, "number": str(len(items)), "items": "、".join(items)}
            yield SheetFault("", Message(_BLANKS, values))


def _score(value: Value, cell: Cell, rubric: Rubric) -> Fraction | Message:
    """The score of a cell, or what is wrong with it: what stands there is quoted nowhere."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Message(_not_a_number(value))
    return checked_score(_number(value), cell, rubric)


def checked_score(score: Fraction | None, cell: Cell, rubric: Rubric) -> Fraction | Message:
    """The score, or in what it is none of the item's."""
    most, step = rubric.items[cell[1]].points, rubric.score_step
    values = {"most": decimal_text(most), "step": decimal_text(step)}
    if score is None or score < 0:
        return Message(N_("{county}, {item}: below 0"), values)
    if score > most:
        return Message(N_("{county}, {item}: above the {most} points of the item"), values)
    if step and (score / step).denominator != 1:
        return Message(N_("{county}, {item}: no multiple of {step}"), values)
    if (score * 1_000_000).denominator != 1:
        return Message(N_("{county}, {item}: more than six decimals"), values)
    return score


def _not_a_number(value: Value) -> str:
    if isinstance(value, str) and value.startswith("="):
        return N_("{county}, {item}: a formula; write the number itself")
    if isinstance(value, str):
        return N_("{county}, {item}: a text; write a number alone, such as 3.5")
    return N_(
        "{county}, {item}: no number but a day, or true or false; write it again, such as 3.5"
    )


def _wrong_sums(
    sheet: WrittenSheet, layout: SheetLayout, scores: Mapping[Cell, Fraction]
) -> Iterator[SheetFault]:
    """Sums as the judge's program calculated them: other ones would stand on the signed paper."""
    for name, one in layout.sums.items():
        value = sheet.calculated.get(name)
        ours = sum((scores.get(layout.open[cell], Fraction(0)) for cell in one.of), Fraction(0))
        # A program that cannot calculate saves none.
        if value is not None and (not isinstance(value, int | float) or _number(value) != ours):
            yield SheetFault(name, Message(_OTHER_SUM))


def _number(value: float) -> Fraction | None:
    try:
        # Programs keep 15 digits: 0.1 + 0.2 is meant to be 0.3.
        return Fraction(Decimal(f"{value:.15g}"))
    except (ValueError, ArithmeticError):
        return None


def _order(name: str) -> tuple[int, int, str]:
    letters = name.rstrip("0123456789")
    return int(name[len(letters) :]), len(letters), letters


_OTHER_RULES = N_(
    "the rules have changed since this sheet was issued (items, points, counties, step or who scores "
    'what); issue a new one with "taizhang sheets"'
)
_NOT_AS_ISSUED = N_("this is not as it was issued: {issued}")
_MORE_ALTERED = N_(
    "{number} more cells are not as they were issued: lines or columns were moved, deleted or put "
    "in. Fill in a sheet as it was issued"
)
_NOT_TO_SCORE = N_("this grey cell is not the judge's to score; empty it")
_BLANKS = N_("{county}: {number} scores are missing: {items}")
_OTHER_SUM = N_(
    "this sum is not that of the scores, and the printed sheet has it too; open the file, calculate "
    "again (F9), save, print and sign it again"
)
