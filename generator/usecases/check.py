"""The stages of a check in their order: county by county, then what is about all of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path

from generator.keeping.coding import UnreadableLine
from generator.keeping.county import (
    Accounts,
    CountyLines,
    account_in,
    cross_checks_in,
    cross_checks_line,
    findings_in,
    findings_line,
)
from generator.keeping.keys import PAST, Keys
from generator.keeping.store import Store
from generator.model.account import Account
from generator.model.checklist import Checklist
from generator.model.cross_check import CrossCheck
from generator.model.finding import Finding
from generator.model.portfolio import Portfolio
from generator.model.rubric import County, Rubric
from generator.rules.all_rules import check_assessment, compare_counties
from generator.rules.cross_check import cross_check_of
from generator.rules.edition import apply_edition
from generator.rules.edits import locate_edits
from generator.usecases.past import assess_archive, open_archive
from generator.usecases.reading import county_findings, read_county, read_frame
from generator.usecases.workers import share_out, worth_sharing

# No id of a county begins so.
_ACROSS = "_across"


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Rubric and log, the counties' accounts by id in the notice's order, every finding.

    ``checklists`` are the counties' whole ones; there are none where they were not asked for.
    ``key`` is that of all the check rests on, None where it cannot be told.
    """

    frame: Portfolio
    accounts: Mapping[str, Account]
    checklists: tuple[Checklist, ...]
    findings: tuple[Finding, ...]
    key: bytes | None = field(default=None, compare=False)


def check(root: Path, *, keep: bool, listed: bool = False, keys: Keys | None = None) -> Checked:
    """Check the project folder; with ``listed`` every entry comes along. Raises UnusableRubric.

    With ``keep``, what was found in a county's folder is taken from an earlier run where
    nothing differs, and kept for the next. ``keys`` are those that are known already.
    """
    try:
        return _check(root, _Kept(Store(root), keys or Keys(root)) if keep else None, listed=listed)
    except (UnreadableLine, _FrameChanged):
        # Something else has written there: then nothing kept is believed.
        return _check(root, None, listed=listed)


class _FrameChanged(Exception):
    """The rubric or what else all rests on was written while it was read."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was kept, and by what it is known again."""

    store: Store
    keys: Keys


def _check(root: Path, kept: _Kept | None, *, listed: bool) -> Checked:
    if kept is not None:
        # Before anything is read: what the log holds counties to is read with the frame.
        kept.keys.whole()
    frame, told = read_frame(root)
    rubric = frame.rubric
    findings = [*with_exact_edits(root, (*told, *check_assessment(frame)))]
    if kept is not None and not kept.keys.frame_stands:
        raise _FrameChanged
    work = _CountyWork(root, frame, kept, listed=listed)
    counts: dict[str, bytes] = {}
    checklists: list[Checklist] = []
    cross_checks: list[CrossCheck] = []
    for county, done in zip(rubric.counties, _each_county(work, rubric.counties), strict=True):
        work.learn(county, done)
        findings += findings_in(done.lines.findings)
        counts[county.id] = done.lines.counts
        checklists += done.lines.checklists(county, rubric) if listed else ()
        cross_checks.append(done.lines.compared())
    past = work.past()
    findings += work.compared(past, cross_checks)
    archived = findings_in(past.findings)
    return Checked(
        frame=frame,
        accounts=Accounts(rubric, counts),
        checklists=tuple(checklists),
        findings=in_order((*as_judged(rubric, findings), *archived)),
        key=None if kept is None else kept.keys.whole(),
    )


def with_exact_edits(root: Path, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, an edit at its exact column or left out where it does not fit its line."""
    exact = locate_edits(root, (one.edit for one in findings if one.edit is not None))
    return tuple(
        one if one.edit is None else replace(one, edit=exact.get(one.edit)) for one in findings
    )


def as_judged(rubric: Rubric, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings as the cycle has them, in the order of their places."""
    return in_order(apply_edition(rubric.check_edition, findings))


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

    cross_checks: bytes
    findings: bytes


class _CountyWork:
    """The check of one county alone, in whichever process, and what to know it again by."""

    def __init__(self, root: Path, frame: Portfolio, kept: _Kept | None, *, listed: bool) -> None:
        self.root = root
        self.frame = frame
        self.kept = kept
        self.listed = listed

    def __call__(self, county: County) -> _Done:
        """The check of the county, looked at anew."""
        # Before it is read: what is changed meanwhile is not what the key stands for.
        self._key(county.id)
        lines = self._checked(county)
        self._keep(county.id, self._settled(county.id), lines.all())
        return self._done(county, lines)

    def found(self, county: County) -> _Done | None:
        """The check of the county as it was kept, None where it is to be looked at."""
        # Nothing is read for a key where nothing stands under it.
        if self.kept is None or not self.kept.store.has(county.id):
            return None
        kept = self._find(county.id, self._key(county.id))
        if kept is None:
            return None
        lines = CountyLines.of(kept)
        if self.listed and not lines.entries:
            return None
        # Before anything rests on it: the account is read from its line whenever it is told.
        account_in(lines.counts, county, self.frame.rubric)
        return self._done(county, lines)

    def learn(self, county: County, done: _Done) -> None:
        """Take the key that the county's check was found under, in whichever process."""
        if self.kept is not None:
            self.kept.keys.learn(county.id, done.key)

    def past(self) -> _Past:
        """The check of the archive."""
        kept = self._find(PAST, self._key(PAST))
        if kept is None:
            cycle = self.frame.rubric.cycle
            cross_checks, findings = assess_archive(open_archive(self.root, cycle))
            kept = [cross_checks_line(cross_checks), findings_line(findings)]
            self._keep(PAST, self._settled(PAST), kept)
        try:
            traces_kept, findings_kept = kept
        except ValueError as error:
            raise UnreadableLine from error
        return _Past(traces_kept, findings_kept)

    def compared(self, past: _Past, cross_checks: Sequence[CrossCheck]) -> tuple[Finding, ...]:
        """What the counties have in common that they should not, with one another and the past."""
        counties = [one.id for one in self.frame.rubric.counties]
        key = None if self.kept is None else self.kept.keys.compared(counties)
        kept = self._find(_ACROSS, key)
        if kept is not None:
            return tuple(chain.from_iterable(map(findings_in, kept)))
        found = compare_counties((*cross_checks_in(past.cross_checks), *cross_checks))
        # There may be one for each file: never all of them in one more piece.
        self._keep(_ACROSS, key, (findings_line((one,)) for one in found))
        return found

    def _key(self, part: str) -> bytes | None:
        return None if self.kept is None else self.kept.keys.of(part)

    def _settled(self, part: str) -> bytes | None:
        return None if self.kept is None else self.kept.keys.settled(part)

    def _done(self, county: County, lines: CountyLines) -> _Done:
        return _Done(self._key(county.id), lines if self.listed else lines.without_entries())

    def _checked(self, county: County) -> CountyLines:
        read = read_county(self.root, county, self.frame, shown=False)
        findings = with_exact_edits(self.root, county_findings(read))
        cross_check = cross_check_of(read.folder, read.checklists)
        return CountyLines.written(
            read.folder, read.checklists, findings, cross_check, listed=self.listed
        )

    def _find(self, name: str, key: bytes | None) -> list[bytes] | None:
        return None if self.kept is None or key is None else self.kept.store.find(name, key)

    def _keep(self, name: str, key: bytes | None, lines: Iterable[bytes]) -> None:
        if self.kept is not None and key is not None:
            self.kept.store.keep(name, key, lines)


def _each_county(work: _CountyWork, counties: tuple[County, ...]) -> Iterator[_Done]:
    """The counties' checks in their order; those to look at shared out where they are many."""
    found = {one.id: work.found(one) for one in counties}
    anew = iter(_each_anew(work, [one for one in counties if found[one.id] is None]))
    for county in counties:
        yield found.pop(county.id) or next(anew)


def _each_anew(work: _CountyWork, counties: Sequence[County]) -> Iterable[_Done]:
    if worth_sharing(counties):
        return share_out(work, counties, lambda: None)
    return map(work, counties)
