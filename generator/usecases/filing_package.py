"""The package that an officer hands in: the workbook and the new files, as intake takes them."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from generator.forms.county_book import county_book
from generator.forms.filing_form import draft_of, read_of
from generator.load.county import STATEMENT
from generator.model.book import fits_cell
from generator.model.errors import Refused
from generator.model.intake import ReadItem
from generator.model.message import N_, Message
from generator.report.intake_text import misread_lines, refused_lines, unmatched_lines
from generator.report.office_book import draw_book
from generator.usecases.evidence_files import PlannedFile, changed_boxes, row_counts
from generator.usecases.filing import Filing
from generator.usecases.filing_params import handed_over
from generator.usecases.intake import read_intake
from generator.usecases.write_intake import plan_intake

_WORKBOOK = "填报表.xlsx"


def make_package(filing: Filing, params: Mapping[str, Any]) -> dict[str, Any]:
    """The package over the drafts, what is wrong with it, a summary, and what differs."""
    with handed_over():
        drafts = dict(params.get("drafts", {}))
    for item, draft in drafts.items():
        if item in (*filing.project.rubric.items, STATEMENT):
            filing.write(item, draft)
    changed = {
        item: planned for item, planned in filing.planned.items() if planned.content is not None
    }
    used = _used(filing, changed)
    if not changed:
        raise Refused(Message(_NOTHING))
    judged = filing.judged()
    told = [one for one in judged["findings"] if one["personal"] and one["item"] in changed]
    if told:
        # Before anything leaves the machine.
        raise Refused(
            Message(_PERSONAL, {"item": _called(told[0]["item"]), "text": told[0]["message"]})
        )
    content = _zipped(filing, changed, used)
    state = {item: draft_of(planned.read, filing.item(item)) for item, planned in changed.items()}
    last = params.get("last")
    return {
        "name": f"{filing.county.name}-报送包.zip",
        "bytes": content,
        "troubles": [*_troubles(filing, changed, used, content)],
        "summary": _summary(filing, changed, used, judged, content),
        "differs": [*_differs(filing, changed, last if isinstance(last, dict) else None)],
        "state": state,
    }


def _used(filing: Filing, changed: Mapping[str, PlannedFile]) -> list[str]:
    """The new files that what is handed in speaks of."""
    texts = [
        text
        for planned in changed.values()
        for text in (
            *(row.proof for row in planned.read.rows or ()),
            *(planned.read.parts or {}).values(),
        )
    ]
    whole = "\n".join(texts)
    return [name for name in sorted(filing.handed) if f"({name})" in whole]


def _zipped(filing: Filing, changed: Mapping[str, PlannedFile], used: list[str]) -> bytes:
    rubric = filing.project.rubric
    items = [item for item in rubric.items.values() if item.id in changed]
    reads = {item: planned.read for item, planned in changed.items()}
    book = draw_book(county_book(rubric, filing.county, items, reads))
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        _add(archive, _WORKBOOK, book)
        for name in used:
            _add(archive, name, (filing.folder / name).read_bytes())
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    # Without the time: the same drafts make the same package.
    part = zipfile.ZipInfo(name)
    part.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(part, content)


def _troubles(
    filing: Filing, changed: Mapping[str, PlannedFile], used: list[str], content: bytes
) -> Iterator[str]:
    catalogue = filing.catalogue
    for item, reason in filing.troubles.items():
        yield catalogue.say(Message(_NOT_WRITTEN, {"item": _called(item), "reason": reason}))
    for name in filing.handed.keys() - {*used}:
        yield catalogue.say(Message(_UNUSED, {"file": filing.handed[name]}))
    for item, planned in changed.items():
        cells = [cell for row in planned.read.rows or () for cell in row.cells]
        if not all(map(fits_cell, (*cells, *(planned.read.parts or {}).values()))):
            yield catalogue.say(Message(_TOO_LONG, {"item": _called(item)}))
    yield from _tried(filing, changed, content)


def _tried(filing: Filing, changed: Mapping[str, PlannedFile], content: bytes) -> Iterator[str]:
    """What intake would ask or refuse, and whether it would write what stands here."""
    reads = dict(filing.drafts)
    handed = {name: (filing.folder / name).read_bytes() for name in filing.handed}
    try:
        for item in reads:
            filing.take_back(item)
        with tempfile.TemporaryDirectory() as folder:
            package = Path(folder, "package.zip")
            package.write_bytes(content)
            intake = read_intake(filing.project, filing.county, package, {})
        plan = plan_intake(filing.project, filing.county, intake, whole=False)
    finally:
        for name, source in [*filing.handed.items()]:
            filing.place_file(name, handed[name], source)
        for read in reads.values():
            filing.put(read)
    catalogue = filing.catalogue
    yield from refused_lines(intake.refused, catalogue)
    yield from unmatched_lines(intake.unmatched)
    asked = [one for one in intake.misread if one.where.file == _WORKBOOK]
    yield from misread_lines(asked, catalogue)
    written = {one.path: one.content for one in plan.planned if one.content is not None}
    for item, planned in changed.items():
        if written.get(planned.path) != planned.content:
            yield catalogue.say(Message(_OTHERWISE, {"item": _called(item)}))


def _summary(
    filing: Filing,
    changed: Mapping[str, PlannedFile],
    used: list[str],
    judged: Mapping[str, Any],
    content: bytes,
) -> dict[str, Any]:
    rubric = filing.project.rubric
    files = [
        {
            "name": name,
            "source": filing.handed[name],
            "size": (filing.folder / name).stat().st_size,
            "digest": _digest((filing.folder / name).read_bytes()),
        }
        for name in used
    ]
    return {
        "county": filing.county.name,
        "cycle": rubric.cycle,
        "title": rubric.title,
        "digest": _digest(content),
        "size": len(content),
        "items": [*_summary_items(filing, changed, judged)],
        "statement": STATEMENT in changed,
        "files": files,
    }


def _summary_items(
    filing: Filing, changed: Mapping[str, PlannedFile], judged: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    named = filing.rows_by_attachment().values()
    for item in filing.project.rubric.items.values():
        if item.id not in changed:
            continue
        counts, read = judged["counts"].get(item.id, {}), changed[item.id].read
        yield {
            "id": item.id,
            "name": item.name,
            "status": read.status or "",
            "rows": len(read.rows or ()),
            "files": sum(any(of == item.id for of, _ in rows) for rows in named),
            "checklist": judged["checklists"].get(item.id, []),
            "errors": counts.get("error", 0),
            "warnings": counts.get("warning", 0),
        }


def _differs(
    filing: Filing, changed: Mapping[str, PlannedFile], last: Mapping[str, Any] | None
) -> Iterator[dict[str, Any]]:
    """What each item says otherwise than the last package, or the county's folder without one."""
    for item, planned in changed.items():
        known = filing.item(item)
        with handed_over():
            old = read_of(known or STATEMENT, last[item]) if last and item in last else None
        counts, boxes = (planned.added, planned.changed, planned.removed), list(planned.boxes)
        if old is not None:
            new = read_of(known or STATEMENT, draft_of(planned.read, known)) or ReadItem(item=item)
            counts, boxes = row_counts(old, new), [*changed_boxes(old, new)]
        if any(counts) or boxes:
            added, mended, removed = counts
            name = known.name if known is not None else "自述"
            yield {
                "item": item,
                "name": name,
                "added": added,
                "changed": mended,
                "removed": removed,
                "boxes": boxes,
            }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _called(item: str) -> str:
    return "自述" if item == STATEMENT else item


_NOTHING = N_("Nothing was filled in yet that the county's files do not say already.")
_PERSONAL = N_("No package is made while {item} holds what must not leave this machine: {text}")
_NOT_WRITTEN = N_("{item} is not in the package: {reason}")
_UNUSED = N_("{file} is not in the package: no row names it")
_TOO_LONG = N_("{item}: a text is too long for a cell of a workbook; shorten it")
_OTHERWISE = N_(
    "{item}: taken in, the file would not say exactly what stands here; tell the office"
)
