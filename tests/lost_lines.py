"""What becomes of each line of a county's evidence: syntax, counted, shown or reported; else lost."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from checked_samples import Outcome
from evidence_line import KEYS, PARTS, SYNTAX, Line, Sort, part_of
from inline_reader import Inline, Link, squeezed
from value_reader import read_amount, read_days

from generator.model.checklist import EntryResult, Uncounted
from generator.model.evidence import Entry


@dataclass(frozen=True, slots=True)
class Loss:
    """A line that was lost or read as something else, and all that may be why."""

    kinds: tuple[str, ...]
    line: int
    source: str


def losses(outcome: Outcome) -> Iterator[Loss]:
    """Every line of the sample that is not accounted for."""
    for line in outcome.lines:
        for kinds in _lost(outcome, line):
            yield Loss(kinds, line.number, line.source)


# What becomes of a line.


def _lost(outcome: Outcome, line: Line) -> Iterator[tuple[str, ...]]:
    if any(
        squeezed(comment).lstrip("#") not in {"", *PARTS}
        and not squeezed(comment).startswith(("<", "|"))
        and squeezed(comment) in squeezed(outcome.page)
        for comment in line.seen.comments
    ):
        yield ("comment published",)
    if line.sort in SYNTAX:
        return
    if line.sort in {Sort.ROW, Sort.SUM} and line.number in outcome.entries:
        for kind in _miscounted(outcome, line, outcome.entries[line.number]):
            yield (kind,)
    elif outcome.reported(line) or outcome.is_refused:
        return
    elif line.sort is Sort.ROW:
        # A table that cannot be read at all is reported once, at or below its header.
        above = chain.from_iterable(
            outcome.findings.get(number, ()) for number in range(line.table, line.number)
        )
        if not any(finding.code == "unreadable-ledger" for finding in above):
            yield _row_kinds(outcome, line)
    else:
        for kind in _unseen(outcome, line):
            yield (kind,)


def _unseen(outcome: Outcome, line: Line) -> Iterator[str]:
    """A line that is no entry, and of which no finding speaks."""
    if line.sort is Sort.KEY:
        if (
            line.source[:1].strip()
            and re.split("[:：]", line.source)[0] not in KEYS
            and not outcome.has_unreadable_head
        ):
            yield "key"
    elif line.sort in {Sort.COMMENT, Sort.CONFLICT}:
        yield line.sort.value
    elif line.sort is Sort.HTML:
        # In a block of code it is shown as it stands.
        if outcome.view.shows(line.seen):
            return
        yield "HTML table" if "<t" in line.source or "</t" in line.source else "HTML"
    else:
        yield from _not_shown(outcome, line)


def _row_kinds(outcome: Outcome, line: Line) -> tuple[str, ...]:
    """All that is odd about a row, or about where it stands."""
    close = line.table > 1 and outcome.lines[line.table - 2].sort is not Sort.BLANK
    torn = line.above is Sort.HEADER
    kinds = {
        "row outside the ledger's part": line.part != PARTS[-1],
        "row under a heading as offices write it": not line.plain_heading,
        "row with full-width bars": line.wide_bars,
        f"row behind {line.marker[:1]}": bool(line.marker),
        "row below a torn header": torn,
        f"row below {line.above.value}": line.above is not Sort.RULE,
        "row behind a space": line.source[:1].isspace(),
        "row of a table that something stands close above": close,
        "row without its first bar": not line.source.startswith("|"),
    }
    return tuple(kind for kind, is_so in kinds.items() if is_so) or ("row",)


def _not_shown(outcome: Outcome, line: Line) -> Iterator[str]:
    for link in line.links:
        if not outcome.view.leads_to(link):
            yield f"link {_target_kind(link)}"
    if line.seen.comments:
        yield "comment in a line"
    elif line.seen.tags:
        yield "tag in a line"
    elif not all(outcome.view.shows(cell) for cell in line.cells or (line.seen,)):
        yield f"{line.sort.value} {_markup(line)}".strip()


def _markup(line: Line) -> str:
    """What is written in a line that is not shown as it is meant."""
    if line.sort is Sort.HEADING:
        part = part_of(line.seen.text)
        return (
            ("with the name of a part" if part else "")
            if squeezed(line.seen.text) != part
            else "of a part"
        )
    marks = {
        "**": "with bold",
        "~~": "with a struck word",
        "`": "with code",
        "[^": "with a footnote",
        "](": "with a link",
    }
    return next((name for mark, name in marks.items() if mark in line.source), "")


def _target_kind(link: Link) -> str:
    target = link.target
    if target.startswith("http"):
        return "to the web"
    if target.startswith("attachments/"):
        return "to an attachment, as a picture" if link.picture else "to an attachment"
    if not target:
        return "to nowhere"
    return f"to {target.split(':')[0]}:" if ":" in target else "elsewhere"


# An entry that says something else than its row.


def _miscounted(outcome: Outcome, line: Line, result: EntryResult) -> Iterator[str]:
    if line.sort is Sort.SUM:
        if result.uncounted in {None, Uncounted.NOT_SUBMITTED} and not outcome.reported(line):
            yield "sum row counted"
        return
    yield from _misread(outcome, line, result)
    if outcome.reported(line):
        return
    if line.seen.comments:
        yield "comment in a cell"
    else:
        yield from _other_cells(outcome, line, result.entry)
    for link in line.links:
        if not outcome.view.leads_to(link):
            yield f"proof {_target_kind(link)}"


def _other_cells(outcome: Outcome, line: Line, entry: Entry) -> Iterator[str]:
    """Cells whose text is not that of the entry, or does not stand on the page."""
    written = {
        "日期": entry.when_text,
        "事项": entry.title,
        "条款": entry.clause_text,
        "数量": entry.quantity_text,
        "地点": entry.location,
        "编号": entry.number,
    }
    for name, text in written.items():
        if not _same_text(line.cell(name), text):
            yield f"cell of {name}"
    if any(squeezed(cell.text) for cell in line.cells[7:]):
        yield "cell too many"
    for cell in line.cells:
        if cell.text.strip("-—") and not outcome.view.shows(cell):
            yield "cell not on the page"


def _same_text(cell: Inline, text: str) -> bool:
    plain = squeezed(cell.text)
    return squeezed(text) == plain or (not squeezed(text) and not plain.strip("-—–"))


def _misread(outcome: Outcome, line: Line, result: EntryResult) -> Iterator[str]:
    """A date or a quantity read as another, or not read, or read though it is open, in silence."""
    entry, reported = result.entry, outcome.reported(line)
    days = (entry.when.first, entry.when.last) if entry.when else None
    written = line.cell("日期").text
    if squeezed(written) and entry.cites is None:
        yield from _compared("date", days, read_days(written), reported=reported)
    written = line.cell("数量").text
    if squeezed(written).strip("-—"):
        read, meant = entry.quantity, read_amount(written)
        yield from _compared(
            "quantity",
            read and (read.value, read.precision.value),
            meant and (meant.value, meant.precision),
            reported=reported,
        )


def _compared(name: str, read: object, meant: object, *, reported: bool) -> Iterator[str]:
    if read is not None and meant is not None and read != meant:
        yield f"{name} read as another"
    elif read is not None and meant is None and not reported:
        yield f"{name} read that is open"
    elif read is None and not reported:
        yield f"{name} unread"
