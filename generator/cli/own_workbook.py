"""``taizhang intake`` with a workbook of ours: what it changes, said before it is written."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.cli.console import Console
from generator.load.project import Project
from generator.model.message import N_, Message
from generator.model.rubric import County
from generator.model.sheet import Sheet
from generator.report.catalogue import Catalogue
from generator.usecases.county_workbook import TakenWorkbook, answered_workbook, take_workbook
from generator.usecases.evidence_files import PlannedFile, write_planned


def take_own(
    options: argparse.Namespace,
    project: Project,
    county: County,
    sheets: Sequence[Sheet],
    console: Console,
) -> int:
    """Say what the workbook changes, then write it; 1 where something was not taken."""
    taken = take_workbook(project, county, sheets)
    console.out("".join(f"{line}\n" for line in _understood(taken, console.catalogue)))
    refused = any(file.trouble is not None for file in taken.planned)
    if options.dry_run:
        console.trouble(Message(N_("Nothing was written (--dry-run).")))
        return 1 if refused else 0
    write_planned(project, taken.planned)
    out = _answer_file(project.root, county, options.source)
    write_atomically(out, answered_workbook(project, county, taken.planned, console.catalogue))
    text = N_("What the check says of it stands in the column 问题 of {out}.")
    console.trouble(Message(text, {"out": str(out)}))
    return 1 if refused else 0


def _answer_file(root: Path, county: County, source: Path) -> Path:
    """The workbook that comes back, never the officer's own file."""
    out = root / "workbooks" / f"{county.name}-核对.xlsx"
    same = out.exists() and out.samefile(source)
    return out.with_stem(f"{out.stem}-2") if same else out


def _understood(taken: TakenWorkbook, catalogue: Catalogue) -> Iterator[str]:
    for file in taken.planned:
        yield _line(file, catalogue)
    if taken.empty:
        text = N_("Empty, so that their files stay as they are: {sheets}.")
        yield catalogue.say(Message(text, {"sheets": "、".join(taken.empty)}))


def _line(file: PlannedFile, catalogue: Catalogue) -> str:
    item = "自述" if file.item == "index" else file.item
    if file.trouble is not None:
        values = {"item": item, "reason": catalogue.say(file.trouble)}
        return catalogue.say(Message(N_("{item}: not taken: {reason}"), values))
    rows = str(len(file.read.rows or ()))
    if file.content is None:
        text = N_("{item}: {rows} entries read; nothing differs")
        return catalogue.say(Message(text, {"item": item, "rows": rows}))
    counts = (
        (N_("{number} new"), file.added),
        (N_("{number} changed"), file.changed),
        (N_("{number} deleted"), file.removed),
    )
    said = [
        catalogue.say(Message(text, {"number": str(number)})) for text, number in counts if number
    ]
    changes = [*said, *file.boxes]
    values = {"item": item, "rows": rows, "changes": "、".join(changes), "file": file.path}
    text = N_("{item}: {rows} entries read; {changes} → {file}")
    return catalogue.say(Message(text, values))
