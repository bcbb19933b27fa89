"""Evidence files put into invented projects, checked, shown and mended as users do it."""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

from drawn_pictures import drawn
from evidence_files import ITEMS, evidence_file
from evidence_line import Line
from line_reader import read_lines
from page_view import PageView
from project_copy import copy_invented, replace_text

from generator.model.checklist import Checklist, EntryResult
from generator.model.codes import Code
from generator.model.finding import Finding
from generator.model.site_language import CHINESE_ALONE
from generator.model.state import Audience
from generator.usecases.check import CheckResult, check
from generator.usecases.fix_evidence import apply_edits, planned_edits
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

COUNTIES = 20
"""As many as are checked in one process."""

_ROUNDS = 3

# What these say of a line is not that part of it was not understood.
_ADVICE: frozenset[Code] = frozenset(
    {
        "duplicate-entry",
        "entry-after-close",
        "entry-outside-period",
        "entry-without-proof",
        "inexact-quantity",
        "ledger-short-of-claim",
        "plan-as-result",
        "repeated-attachment",
        "repeated-event",
        "undescribed-picture",
    }
)


@dataclass(frozen=True)
class Sample:
    """An evidence file: the item it is for, and its text."""

    item: str
    content: str


@dataclass(frozen=True)
class Outcome:
    """What became of a sample: its lines, the entries and findings by line, and its page."""

    sample: Sample
    entries: Mapping[int, EntryResult]
    findings: Mapping[int, tuple[Finding, ...]]
    page: str
    fixed: str

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The lines by the tests' own reader."""
        return read_lines(self.sample.content.replace("\r\n", "\n"))

    @cached_property
    def fixed_lines(self) -> tuple[Line, ...]:
        """The lines after ``check --fix``."""
        return read_lines(self.fixed.replace("\r\n", "\n"))

    @cached_property
    def view(self) -> PageView:
        """What is to be seen on the page."""
        return PageView.of(self.page)

    def reported(self, line: Line) -> bool:
        """Whether a finding stands at the line, or where what it belongs to begins."""
        found = (*self.findings.get(line.number, ()), *self.findings.get(line.start, ()))
        return any(finding.code not in _ADVICE for finding in found)

    @property
    def is_refused(self) -> bool:
        """Whether the file as a whole is reported as unreadable, and nothing of it is read."""
        return not self.entries and self._has("unreadable-file")

    @property
    def has_unreadable_head(self) -> bool:
        """Whether the head is reported as a whole."""
        return self._has("unreadable-yaml")

    def _has(self, code: Code) -> bool:
        return any(found.code == code for at_line in self.findings.values() for found in at_line)


def outcomes(samples: Sequence[Sample]) -> Iterator[Outcome]:
    """Check the samples, as many as fit at a time in one project."""
    waiting = list(samples)
    while waiting:
        batch: dict[str, Sample] = {}
        rest: list[Sample] = []
        for sample in waiting:
            nth = sum(other.item == sample.item for other in batch.values())
            if nth < COUNTIES:
                batch[f"content/counties/c{nth:02}/{sample.item}.md"] = sample
            else:
                rest.append(sample)
        waiting = rest
        with tempfile.TemporaryDirectory() as folder:
            yield from _check_batch(Path(folder), batch)


def samples_of(seeds: range) -> list[Sample]:
    """The generated files of these numbers, one an item each."""
    return [Sample(item, evidence_file(seed, item)) for seed in seeds for item in ITEMS]


# The project.


def _check_batch(folder: Path, batch: Mapping[str, Sample]) -> Iterator[Outcome]:
    root = _project_of(folder, batch)
    project = open_project(root, cached=False)
    checked = check(project, listed=True)
    checklists = {
        f"content/counties/{checklist.county}/{checklist.item}.md": checklist
        for county in checked.counties.values()
        for checklist in county.checklists
    }
    addresses = {_address(path): path for path in batch}
    pages = {
        addresses[page.address]: str(page.body)
        for page in pages_of(project, Audience.REVIEWERS, CHINESE_ALONE[0])
        if page.address in addresses
    }
    _fix(root, checked)
    for path, sample in batch.items():
        yield Outcome(
            sample=sample,
            entries=_entries(checklists[path]),
            findings=_by_line(path, checked.findings),
            page=pages[path],
            fixed=(root / path).read_bytes().decode(),
        )


def _fix(root: Path, checked: CheckResult) -> None:
    """Apply edits as ``check --fix`` does: until none is left, within a few rounds."""
    for _ in range(_ROUNDS):
        plan = planned_edits(checked, checked.findings)
        if not plan:
            return
        apply_edits(root, plan)
        checked = check(open_project(root, cached=False))


def _project_of(folder: Path, batch: Mapping[str, Sample]) -> Path:
    """The invented project on edition 2, with a county for each folder of the batch."""
    root = copy_invented(folder)
    names = sorted({path.split("/")[2] for path in batch})
    counties = "".join(
        f'  - {{id: {name}, name: 虚{name[1:]}县, attributes: {{science-van: "yes"}}}}\n'
        for name in names
    )
    replace_text(root, "rubric.yaml", "sections:\n", f"{counties}sections:\n")
    replace_text(root, "rubric.yaml", 'version: "1"\n', 'version: "1"\ncheck-edition: "2"\n')
    source = root / "content/counties/jia/attachments/list.pdf"
    for name in names:
        attachments = root / "content/counties" / name / "attachments"
        attachments.mkdir(parents=True)
        # One file in several counties is a finding, which would stand on the lines that link it.
        for nth, file in enumerate(("list.pdf", "plan.pdf", "成立 批复.pdf")):
            (attachments / file).write_bytes(source.read_bytes() + f"% {name} {nth}\n".encode())
        (attachments / "photo.png").write_bytes(_photo(int(name[1:])))
    shutil.rmtree(root / "content/counties/jia")
    for path, sample in batch.items():
        (root / path).write_bytes(sample.content.encode())
    return root


@cache
def _photo(seed: int) -> bytes:
    picture = BytesIO()
    drawn(seed + 1, 32).save(picture, "PNG")
    return picture.getvalue()


def _address(path: str) -> str:
    county, item = path.removesuffix(".md").split("/")[2:]
    return f"/2018/counties/{county}/{item.lower()}/"


def _entries(checklist: Checklist) -> dict[int, EntryResult]:
    return {result.entry.place.line: result for result in checklist.entries}


def _by_line(path: str, findings: Sequence[Finding]) -> dict[int, tuple[Finding, ...]]:
    lines: dict[int, tuple[Finding, ...]] = {}
    for finding in findings:
        if finding.place.path == path:
            lines[finding.place.line] = (*lines.get(finding.place.line, ()), finding)
    return lines
