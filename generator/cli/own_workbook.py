"""What ``taizhang intake`` changes in a county's files, and the workbook that comes back."""

from pathlib import Path

from generator.model.message import N_, Message
from generator.model.rubric import County
from generator.report.catalogue import Catalogue
from generator.usecases.evidence_files import PlannedFile


def answer_file(root: Path, county: County, source: Path) -> Path:
    """The workbook that comes back, never the officer's own file."""
    out = root / "workbooks" / f"{county.name}-核对.xlsx"
    same = out.exists() and out.samefile(source)
    return out.with_stem(f"{out.stem}-2") if same else out


def planned_line(file: PlannedFile, catalogue: Catalogue) -> str:
    """What a file gains and loses, or why nothing of it is written."""
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
