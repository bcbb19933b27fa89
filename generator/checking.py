"""The stages of a check in their order: county by county, then what is about all of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.checks.all_rules import check_assessment, compare_counties
from generator.checks.edition import under
from generator.intake.fixing import settled
from generator.keeping.coding import UnreadableLine
from generator.keeping.county import (
    CountyLines,
    findings_in,
    findings_line,
    trace_in,
    traces_in,
    traces_line,
)
from generator.keeping.digest import digest_of, folder_digest, program_digest
from generator.keeping.store import Store
from generator.load.log import results_folder
from generator.load.rubric import RUBRIC
from generator.model.account import Account
from generator.model.checklist import Checklist
from generator.model.finding import Finding
from generator.model.place import ARCHIVE, COUNTIES
from generator.model.portfolio import Portfolio
from generator.model.rubric import County, Rubric
from generator.past import assess_archive, open_archive
from generator.reading import county_findings, read_county, read_frame
from generator.workers import share_out, worth_sharing

# No id of a county begins so.
_ACROSS, _PAST = "_across", "_past"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Rubric and log, the counties' accounts by id in the notice's order, every finding.

    ``checklists`` are the counties' whole ones; there are none where they were not asked for.
    """

    frame: Portfolio
    accounts: Mapping[str, Account]
    checklists: tuple[Checklist, ...]
    findings: tuple[Finding, ...]


def check(root: Path, *, keep: bool, listed: bool = False) -> Checked:
    """Check the project folder; with ``listed`` every entry comes along. Raises UnusableRubric.

    With ``keep``, what was found in a county's folder is taken from an earlier run where
    nothing differs, and kept for the next.
    """
    try:
        return _check(root, Store(root) if keep else None, listed=listed)
    except UnreadableLine:
        # Something else has written there: then nothing kept is believed.
        return _check(root, None, listed=listed)


def _check(root: Path, store: Store | None, *, listed: bool) -> Checked:
    frame, told = read_frame(root)
    rubric = frame.rubric
    work = _CountyWork(root, frame, store, listed=listed)
    findings = [*with_exact_edits(root, (*told, *check_assessment(frame)))]
    accounts: dict[str, Account] = {}
    checklists: list[Checklist] = []
    traces: list[_Trace] = []
    for county, done in zip(rubric.counties, _each_county(work, rubric.counties), strict=True):
        findings += findings_in(done.lines.findings)
        accounts[county.id] = done.lines.account(county, rubric)
        checklists += done.lines.checklists(county, rubric) if listed else ()
        traces.append(_Trace(done.key, done.lines.trace))
    past = work.past()
    findings += work.compared(past, traces)
    archived = findings_in(past.findings)
    return Checked(
        frame=frame,
        accounts=accounts,
        checklists=tuple(checklists),
        findings=in_order((*as_judged(rubric, findings), *archived)),
    )


def with_exact_edits(root: Path, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, an edit at its exact column or left out where it does not fit its line."""
    exact = settled(root, (one.edit for one in findings if one.edit is not None))
    return tuple(
        one if one.edit is None else replace(one, edit=exact.get(one.edit)) for one in findings
    )


def as_judged(rubric: Rubric, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as the cycle has them, in the order of their places."""
    return in_order(under(rubric.check_edition, findings))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings in the order of their places."""
    return tuple(sorted(findings, key=lambda one: (one.place, one.code)))


@dataclass(frozen=True, slots=True)
class _Done:
    """One county's check; the key is None where its folder cannot be told from another."""

    key: bytes | None
    lines: CountyLines


@dataclass(frozen=True, slots=True)
class _Past:
    """The past cycles' check, as one county's: traces to compare with, and findings."""

    key: bytes | None
    traces: bytes
    findings: bytes


@dataclass(frozen=True, slots=True)
class _Trace:
    """What is left of a county until all have been read."""

    key: bytes | None
    line: bytes


class _CountyWork:
    """The check of one county alone, in whichever process, and what to know it again by."""

    def __init__(self, root: Path, frame: Portfolio, store: Store | None, *, listed: bool) -> None:
        self.root = root
        self.frame = frame
        self.store = store
        self.listed = listed
        self.base = None if store is None else self._base()

    def __call__(self, county: County) -> _Done:
        key = self._key(county)
        kept = self._find(county.id, key)
        if kept is not None:
            lines = CountyLines.of(kept)
        else:
            lines = self._checked(county)
            # What was changed while it was read is not what the key stands for.
            key = key if key == self._key(county) else None
            self._keep(county.id, key, lines.all())
        return _Done(key, lines if self.listed else lines.without_entries())

    def past(self) -> _Past:
        """The check of the archive."""
        key = self._folder_key(ARCHIVE, "")
        kept = self._find(_PAST, key)
        if kept is None:
            cycle = self.frame.rubric.cycle
            traces, findings = assess_archive(open_archive(self.root, cycle))
            kept = [traces_line(traces), findings_line(findings)]
            self._keep(_PAST, key, kept)
        try:
            traces_kept, findings_kept = kept
        except ValueError as error:
            raise UnreadableLine from error
        return _Past(key, traces_kept, findings_kept)

    def compared(self, past: _Past, counties: Sequence[_Trace]) -> tuple[Finding, ...]:
        """What the counties have in common that they should not, with one another and the past."""
        told = [past.key, *(one.key for one in counties)]
        keys = [one for one in told if one is not None]
        key = digest_of(*keys) if keys == told else None
        kept = self._find(_ACROSS, key)
        if kept is not None:
            return findings_in(kept[0])
        traces = (*traces_in(past.traces), *(trace_in(one.line) for one in counties))
        found = compare_counties(traces)
        self._keep(_ACROSS, key, [findings_line(found)])
        return found

    def _checked(self, county: County) -> CountyLines:
        read = read_county(self.root, county, self.frame, shown=False)
        findings = with_exact_edits(self.root, county_findings(read))
        return CountyLines.written(read.folder, read.checklists, findings)

    def _find(self, name: str, key: bytes | None) -> list[bytes] | None:
        return None if self.store is None or key is None else self.store.find(name, key)

    def _keep(self, name: str, key: bytes | None, lines: list[bytes]) -> None:
        if self.store is not None and key is not None:
            self.store.keep(name, key, lines)

    def _base(self) -> bytes | None:
        """What every county rests on: our program, the rubric and the log."""
        log = self._digest(results_folder(self.frame.rubric.cycle))
        if log is None:
            return None
        return digest_of(program_digest(), (self.root / RUBRIC).read_bytes(), log)

    def _key(self, county: County) -> bytes | None:
        return self._folder_key(f"{COUNTIES}/{county.id}", county.id)

    def _folder_key(self, path: str, name: str) -> bytes | None:
        """What the check of a folder rests on; None where that cannot be told."""
        folder = None if self.base is None else self._digest(path)
        if self.base is None or folder is None:
            return None
        return digest_of(self.base, name.encode(), folder)

    def _digest(self, folder: str) -> bytes | None:
        try:
            return folder_digest(self.root / folder)
        except (OSError, RecursionError):
            return None


def _each_county(work: _CountyWork, counties: tuple[County, ...]) -> Iterable[_Done]:
    if not worth_sharing(counties):
        return map(work, counties)
    return share_out(work, counties, lambda: None)
