"""Score sheets received from the judges, or typed twice from paper and compared."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from generator.forms.ballot import filled_ballot
from generator.forms.score_sheet import score_sheet
from generator.load.ballots.folder import open_private
from generator.load.ballots.page_ballot import check_page_ballot
from generator.load.ballots.private_files import BALLOTS, read_ballots
from generator.load.ballots.received import Version, received_versions, version_path
from generator.load.ballots.sheet_check import check_sheet
from generator.load.ballots.sheet_file import UnreadableSheet, read_bytes, read_sheet
from generator.load.project import Project
from generator.model.ballot import Cell, Judge
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.rubric import Rubric
from generator.model.score_sheet import (
    ReadSheet,
    SheetFault,
    decimal_text,
    sheet_identity,
)
from generator.usecases.issue_sheets import SHEETS, roster_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A ballot that is received when its ``files`` are written, in their order.

    ``changed`` is how many scores differ from the version before, None where there is none.
    """

    sheet: ReadSheet
    number: int
    time: datetime
    files: Mapping[str, bytes]
    changed: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A score that two people typed differently, None where one left it empty."""

    cell: Cell
    first: Fraction | None
    second: Fraction | None


class UnlikeEntries(Exception):
    """The two entries differ; carries where, and the sheet for a third look at the paper."""

    def __init__(
        self, judge: Judge, differences: tuple[Difference, ...], third: Mapping[str, bytes]
    ) -> None:
        super().__init__(f"{len(differences)} differences")
        self.judge = judge
        self.differences = differences
        self.third = third


class FaultySheet(Exception):
    """A sheet has faults and is not received."""

    def __init__(self, file: str, faults: tuple[SheetFault, ...]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.file = file
        self.faults = faults


def receive_sheet(project: Project, private: Path, file: Path, now: datetime) -> Received:
    """The ballot of a sheet that was handed in. Raises FaultySheet, UnusableBallots."""
    judges = roster_of(project, private)
    of_page = file.suffix.lower() == ".json"
    content, sheet = _read(file, judges, project.rubric, of_page=of_page)
    # A browser calls the second file of one name L03(1).json.
    named = re.sub(r" ?\(\d+\)$", "", file.stem).upper() if of_page else file.stem.upper()
    # A sheet under another judge's name was copied, or the wrong one was filled in.
    if named != sheet.judge.id.upper() and named in {judge.id.upper() for judge in judges}:
        values = {"judge": sheet.judge.id, "named": file.stem}
        text = N_(
            "the file is called {named} and is the sheet of {judge}: whose scores are these? Give it "
            "its right name, or fill in the other sheet"
        )
        raise FaultySheet(file.name, (SheetFault("", Message(text, values)),))
    _refuse_superseded(file, received_versions(private, sheet.judge.id), content)
    suffix = ".json" if of_page else ".xlsx"
    return _received(project, private, sheet, {suffix: content}, (), now)


def _refuse_superseded(file: Path, versions: tuple[Version, ...], content: bytes) -> None:
    """An earlier file that still lies in the folder must not replace the newer one."""
    whole = [version for version in versions if version.ballot is not None]
    kept = [[sheet.read_bytes() for sheet in version.sheets] for version in whole]
    if [content] in kept[:-1] and [content] != kept[-1]:
        first, last = whole[kept.index([content])], whole[-1]
        values = {"number": str(first.number), "last": str(last.number)}
        raise FaultySheet(file.name, (SheetFault("", Message(_SUPERSEDED, values)),))


def compare_entries(
    project: Project, private: Path, files: Sequence[Path], now: datetime
) -> Received:
    """The ballot on paper that two people typed, ``files``, perhaps with a third look.

    Raises FaultySheet, UnlikeEntries, Refused, UnusableBallots.
    """
    judges, rubric = roster_of(project, private), project.rubric
    read = [_read(file, judges, rubric) for file in files]
    contents, sheets = [content for content, _ in read], [sheet for _, sheet in read]
    _refuse_one_entry(contents, sheets)
    first, second, *third = sheets
    differences = tuple(
        Difference(cell, first.scores.get(cell), second.scores.get(cell))
        for cell in _cells(rubric)
        if first.scores.get(cell) != second.scores.get(cell)
    )
    if differences and not third:
        raise UnlikeEntries(first.judge, differences, _third(first, differences, rubric))
    settled = third[0] if third else first
    _refuse_other_changes(files[-1], settled, first, differences, rubric)
    suffixes = ("-first.xlsx", "-second.xlsx", "-third.xlsx")
    sources = dict(zip(suffixes, contents, strict=False))
    remarks = tuple(_remarks(differences, settled, rubric))
    return _received(project, private, settled, sources, remarks, now)


def _refuse_one_entry(contents: Sequence[bytes], sheets: Sequence[ReadSheet]) -> None:
    judges = list(dict.fromkeys(sheet.judge.id for sheet in sheets))
    if len(judges) > 1:
        values = {"judges": "、".join(judges)}
        raise Refused(Message(N_("These are the sheets of several judges: {judges}."), values))
    if len(set(contents)) < len(contents):
        raise Refused(Message(N_("Two of the files are one and the same: type the paper twice.")))


def _cells(rubric: Rubric) -> Sequence[Cell]:
    return [(county, item) for item in rubric.items for county in rubric.county_by_id]


def _third(
    first: ReadSheet, differences: tuple[Difference, ...], rubric: Rubric
) -> Mapping[str, bytes]:
    asked = {one.cell for one in differences}
    agreed = {cell: score for cell, score in first.scores.items() if cell not in asked}
    rehearsal = first.rehearsal
    identity = sheet_identity(rubric, first.judge, first.evidence, rehearsal=rehearsal)
    content = score_sheet(rubric, first.judge, identity, agreed)
    return {f"{SHEETS}/{first.judge.id}-third.xlsx": content}


def _refuse_other_changes(
    file: Path,
    settled: ReadSheet,
    first: ReadSheet,
    differences: tuple[Difference, ...],
    rubric: Rubric,
) -> None:
    asked = {one.cell for one in differences}
    faults = tuple(
        SheetFault(
            "", Message(_AGREED, {"county": rubric.county_by_id[cell[0]].name, "item": cell[1]})
        )
        for cell in _cells(rubric)
        if cell not in asked and settled.scores.get(cell) != first.scores.get(cell)
    )
    if faults:
        raise FaultySheet(file.name, faults)


def _remarks(
    differences: tuple[Difference, ...], settled: ReadSheet, rubric: Rubric
) -> Sequence[str]:
    lines = [f"由纸质评分表录入两遍，{len(differences)} 处不同，对照原件核定。"]
    for one in differences:
        county, item = one.cell
        scores = (one.first, one.second, settled.scores.get(one.cell))
        shown = ["空" if score is None else decimal_text(score) for score in scores]
        name = rubric.county_by_id[county].name
        lines.append(f"{name} {item}：第一遍 {shown[0]}，第二遍 {shown[1]}，核定 {shown[2]}")
    return lines


def _read(
    file: Path, judges: tuple[Judge, ...], rubric: Rubric, *, of_page: bool = False
) -> tuple[bytes, ReadSheet]:
    try:
        content = read_bytes(file)
        if of_page:
            sheet = check_page_ballot(content, judges, rubric)
        else:
            sheet = check_sheet(read_sheet(content), judges, rubric)
    except UnreadableSheet as error:
        raise FaultySheet(file.name, (SheetFault("", error.message),)) from error
    if sheet.faults:
        raise FaultySheet(file.name, sheet.faults)
    return content, sheet


def _received(
    project: Project,
    private: Path,
    sheet: ReadSheet,
    sources: Mapping[str, bytes],
    remarks: Sequence[str],
    now: datetime,
) -> Received:
    judge, rubric = sheet.judge, project.rubric
    versions = received_versions(private, judge.id)
    ballots, faults = read_ballots(open_private(private), roster_of(project, private), rubric)
    before = next((one for one in ballots if one.judge.id == judge.id), None)
    name = f"{judge.id}.yaml" if before is None else before.place.path.rpartition("/")[2]
    path = f"{BALLOTS}/{name}"
    present = (private / path).read_bytes() if (private / path).exists() else None
    known = {one.ballot.read_bytes(): one for one in versions if one.ballot is not None}
    again = _received_before(versions, sources)
    if again is not None and (present is None or present in known):
        ballot = again.ballot.read_bytes() if again.ballot else b""
        files = {} if present == ballot else {path: ballot}
        return Received(
            sheet=sheet, number=again.number, time=again.time, files=files, changed=None
        )
    number = 1 + max((one.number for one in versions), default=0)
    files = {}
    is_form = (
        before is not None
        and not before.scores
        and before.place.path not in {fault.place.path for fault in faults}
    )
    if present is not None and present not in known and not is_form:
        # Typed by hand, or confirmed since: a version like any other.
        files[version_path(judge.id, number, now, "-found.yaml")] = present
        number += 1
    for suffix, content in sources.items():
        files[version_path(judge.id, number, now, suffix)] = content
    lines = (f"{judge.id} 第 {number} 次交来的评分表，{now:%Y-%m-%d %H:%M:%S} 收到。", *remarks)
    written = filled_ballot(rubric, sheet, lines).encode()
    files[version_path(judge.id, number, now, ".yaml")] = written
    files[path] = written
    changed = None
    if before is not None and before.scores:
        earlier = {cell: score.points for cell, score in before.scores.items()}
        changed = sum(earlier.get(cell) != sheet.scores.get(cell) for cell in _cells(rubric))
    return Received(sheet=sheet, number=number, time=now, files=files, changed=changed)


def _received_before(versions: tuple[Version, ...], sources: Mapping[str, bytes]) -> Version | None:
    """The newest version where it is of these very files: importing once more makes no other."""
    if not versions or versions[-1].ballot is None:
        return None
    kept = [sheet.read_bytes() for sheet in versions[-1].sheets]
    return versions[-1] if sorted(kept) == sorted(sources.values()) else None


_SUPERSEDED = N_(
    "this very file was received as version {number}; version {last} has come since and counts. To go "
    "back to it open it and save it under its name once more"
)
_AGREED = N_("{county}, {item}: both entries agree here, the third look is only for what differs")
