"""The filing tool's engine: one county's folder, changed by drafts, judged as the check does.

The same code runs in Python and in the officer's browser. What the page may ask stands in
``filing_methods``; a draft is described in ``forms/filing_form``.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.atomic_write import write_atomically
from generator.forms.filing_form import KEYS, Draft, draft_of, read_of
from generator.intake.matching import split_proof
from generator.load.attachments.listed import digest_of_file, size_of_file, unlist
from generator.load.county import STATEMENT
from generator.load.evidence.cells import split_row
from generator.load.files import files_below, is_plain_file
from generator.load.project import Project
from generator.model.cross_check import Comparison
from generator.model.intake import CellPlace, ReadItem, row_of
from generator.model.place import COUNTIES, Place
from generator.model.rubric import County, Indicator
from generator.model.source import LineKind, Source
from generator.report.catalogue import Catalogue
from generator.report.filing_json import FormPlaces, checklist_json, counts_json, finding_json
from generator.rules.reported import apply_edition
from generator.usecases.assess_county import AssessedCounty, assess_county, compare_assessed
from generator.usecases.evidence_files import PlannedFile, plan_files, read_sources, write_planned
from generator.usecases.filing_params import handed_over
from generator.usecases.intake import RowKey

_PEOPLE_AT = KEYS.index("participants")


@dataclass(slots=True)
class Filing:
    """A county's folder with drafts in it.

    ``originals`` are the bytes of its files before any draft, ``planned`` what each draft makes
    of one, ``troubles`` why a draft could not be written; ``handed`` are new attachments by name
    with what the officer calls them. ``pending`` are files that no row speaks of yet, ``sought``
    names of files that rows spoke of as they were taken.
    """

    project: Project
    county: County
    catalogue: Catalogue
    originals: dict[str, bytes] = field(default_factory=dict)
    drafts: dict[str, ReadItem] = field(default_factory=dict)
    planned: dict[str, PlannedFile] = field(default_factory=dict)
    troubles: dict[str, str] = field(default_factory=dict)
    handed: dict[str, str] = field(default_factory=dict)
    pending: dict[str, bytes] = field(default_factory=dict)
    sought: dict[RowKey, tuple[str, ...]] = field(default_factory=dict)
    _places: dict[str, FormPlaces] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for item in (*self.project.rubric.items, STATEMENT):
            file = self.folder / f"{item}.md"
            if is_plain_file(file):
                self.originals[item] = file.read_bytes()

    @property
    def folder(self) -> Path:
        """The county's folder."""
        return self.project.root / COUNTIES / self.county.id

    def item(self, name: str) -> Indicator | None:
        """The item of that id, None for the statement."""
        return self.project.rubric.items.get(name)

    def path(self, item: str) -> str:
        """The file of an item, from the project folder."""
        return f"{COUNTIES}/{self.county.id}/{item}.md"

    def write(self, item: str, draft: Draft) -> None:
        """Put a draft in place of the file; one that says nothing leaves the file as it was."""
        self.take_back(item)
        with handed_over():
            read = read_of(self.item(item) or STATEMENT, draft)
        if read is not None:
            self.put(read)

    def put(self, read: ReadItem) -> None:
        """Put what was read in place of the file as it was before any draft."""
        self.take_back(read.item)
        self.drafts[read.item] = read
        # Always over the file as it was: so does whoever takes the package in.
        (planned,) = plan_files(self.project, self.county, [read])
        self.planned[read.item] = planned
        if planned.trouble is not None:
            self.troubles[read.item] = self.catalogue.say(planned.trouble)
        write_planned(self.project, [planned])

    def take_back(self, item: str) -> None:
        """The file as it was before any draft."""
        for known in (self.drafts, self.planned, self.troubles, self._places):
            known.pop(item, None)
        file, original = self.folder / f"{item}.md", self.originals.get(item)
        if original is not None:
            write_atomically(file, original)
        else:
            file.unlink(missing_ok=True)

    def source(self, item: str) -> Source | None:
        """The file of an item line by line, None where there is none that can be read."""
        return read_sources(self.project, self.county, [item]).sources.get(item)

    def standing(self, item: str) -> ReadItem | None:
        """What the form says of an item now: its draft, else its file."""
        if item in self.drafts:
            return self.drafts[item]
        source = self.source(item)
        return None if source is None else source.read

    def draft(self, item: str) -> dict[str, Any]:
        """What stands in the form for an item."""
        return draft_of(self.standing(item), self.item(item))

    def judged(self) -> dict[str, Any]:
        """What the check says of the county as it stands with its drafts."""
        assessed = assess_county(self.project, self.county)
        places = {self.path(item): self._form_places(item) for item in self._present()}
        findings = [finding_json(one, places, self.catalogue) for one in _findings(assessed)]
        return {
            "findings": findings,
            "checklists": {
                item: checklist_json(checklist, self.catalogue)
                for (_, item), checklist in assessed.checklists.items()
            },
            "counts": counts_json(findings),
            "troubles": self.troubles,
        }

    def attachments(self) -> Iterator[dict[str, Any]]:
        """The county's attachments, wherever they lie, with the rows that name them."""
        rows = self.rows_by_attachment()
        top = self.folder / "attachments"
        for file in sorted(file for file in files_below(top, lambda _: None) if file.is_file()):
            name = file.relative_to(self.folder).as_posix()
            yield {
                "name": name,
                "size": size_of_file(file),
                "digest": digest_of_file(file),
                "rows": rows.get(name, []),
            }

    def rows_by_attachment(self) -> Mapping[str, Sequence[tuple[str, int]]]:
        """Which rows of the form link to each attachment."""
        found: dict[str, list[tuple[str, int]]] = {}
        for item in self.project.rubric.items:
            for nth, row in enumerate(self._rows(item)):
                links, _ = split_proof(row)
                for name in {part.partition(")")[0] for part in links.split("](")[1:]}:
                    found.setdefault(name, []).append((item, nth))
        return found

    def _rows(self, item: str) -> Iterator[str]:
        planned = self.planned.get(item)
        read = planned.read if planned is not None else self.standing(item)
        yield from (row.proof for row in (() if read is None else read.rows or ()))

    def place_file(self, name: str, content: bytes, source: str) -> None:
        """Put a new attachment into the folder."""
        unlist(self.folder / name)
        write_atomically(self.folder / name, content)
        self.handed[name] = source

    def _present(self) -> Iterator[str]:
        names = (*self.project.rubric.items, STATEMENT)
        yield from (item for item in names if (self.folder / f"{item}.md").is_file())

    def _form_places(self, item: str) -> FormPlaces:
        if item not in self._places:
            self._places[item] = self._found_places(item)
        return self._places[item]

    def _found_places(self, item: str) -> FormPlaces:
        source = self.source(item)
        # Where a draft could not be written, the lines are those of another text.
        if source is None or item in self.troubles:
            return FormPlaces()
        planned = self.planned.get(item)
        drafted = planned.read.rows if planned is not None else None
        rows, parts, cells = dict[int, int](), dict[int, str](), dict[int, Any]()
        for at, line in enumerate(source.lines, 1):
            if line.part:
                parts[at] = line.part
            if line.kind is LineKind.ROW:
                nth = len(rows)
                rows[at] = nth if drafted is None else int(drafted[nth].where.cell)
                cells[at] = tuple(_cell_keys(line.seen, people=line.people))
        return FormPlaces(rows, parts, cells)


def _cell_keys(line: str, *, people: bool) -> Iterator[tuple[int, str]]:
    keys = KEYS if people else (*KEYS[:_PEOPLE_AT], *KEYS[_PEOPLE_AT + 1 :])
    pairs = zip(split_row(line, Place("")), keys, strict=False)
    yield from ((cell.column, key) for cell, key in pairs)


def _findings(assessed: AssessedCounty) -> Any:
    """What the check says of one county that it does not hold against others."""
    comparison = Comparison(
        cross_checks=[assessed.cross_check],
        names={},
        arrivals=lambda _: {},
        named_only=True,
    )
    compared = compare_assessed(comparison, assessed.project.cache)
    edition = assessed.project.rubric.check_edition
    findings = apply_edition(edition, (*compared, *assessed.findings()))
    return sorted(findings, key=lambda finding: (finding.place, finding.code))


def numbered(read: ReadItem) -> ReadItem:
    """The item with its rows placed by their number alone, as the form counts them."""
    rows = [
        row_of(row.cells, CellPlace("", "", str(nth))) for nth, row in enumerate(read.rows or ())
    ]
    return ReadItem(
        item=read.item,
        rows=None if read.rows is None else tuple(rows),
        parts=read.parts,
        claims=read.claims,
        status=read.status,
    )
