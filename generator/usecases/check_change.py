"""A change of one county (a pull request): whose it is, and what it may not touch."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.load.arrivals import arrivals_at
from generator.load.git import GitError, Repository, open_repository
from generator.load.git_change import read_change
from generator.load.people import read_people
from generator.load.project import Project, UnreadableProject, open_cycle
from generator.model.change import OFFICE, Change, RowChange
from generator.model.cross_check import Arrivals
from generator.model.errors import Refused, UnusableChange, UnusableRubric
from generator.model.finding import Fault, Finding
from generator.model.message import N_, Message
from generator.model.place import PEOPLE
from generator.rules.all_rules import explain_faults
from generator.rules.change import (
    change_faults,
    counties_touched,
    late_faults,
    whole_faults,
)
from generator.rules.office_change import office_faults, return_faults

_MOST_OF_OVERSIZED = 100


@dataclass(frozen=True, slots=True)
class CheckedChange:
    """The county whose change it is, None for the office's, and what it may not do.

    ``root`` is the folder that holds what merging it would make; ``arrivals`` are those of files
    in it, by the log of the base; ``rows`` what changes in the ledgers of the files touched.
    """

    county: str | None
    findings: tuple[Finding, ...]
    root: Path
    arrivals: Arrivals
    rows: Mapping[str, RowChange] = field(default_factory=dict)


@contextmanager
def check_change(
    root: Path,
    base: str,
    head: str | None,
    county: str | None,
    reported: str | None = None,
    account: str | None = None,
) -> Iterator[CheckedChange]:
    """What merging ``head``, None for what is checked out, would change at the revision ``base``.

    ``county`` is an id or a name, or OFFICE, None to take the one county that is touched, unless
    people.yml of the base knows the ``account``; ``reported`` is the one whose report is asked for, if any, and must be the same. The counties and the log
    are those of the base, never the change's own. Raises Refused, UnusableRubric, UnusableChange.
    """
    try:
        with open_repository(root) as repository:
            change = read_change(repository, base, head)
            if account is not None:
                county = _of_account(change, account) or county
            own, findings = _judge(change, county, reported)
            merged = _merged_files(root, repository, change, findings)
            if own is None:
                findings += _people_findings(change, merged)
            arrivals = partial(arrivals_at, repository, base, merged)
            yield CheckedChange(own, findings, merged, arrivals, _rows(change))
    except GitError as error:
        raise Refused(error.message) from error


def _rows(change: Change) -> Mapping[str, RowChange]:
    """What changes in the ledgers, by the path of the file."""
    return {path: evidence.rows for path, evidence in sorted(change.evidence.items())}


def _of_account(change: Change, account: str) -> str | None:
    """The county or OFFICE whose account it is at the base, None where nothing says so."""
    people, _ = read_people(change.base.get(PEOPLE, b""))
    return people.get(account.casefold())


def _judge(
    change: Change, county: str | None, reported: str | None
) -> tuple[str | None, tuple[Finding, ...]]:
    """Whose change it is, and what it may not do."""
    if county is not None and county.casefold() in _OFFICE:
        return None, explain_faults(_office_faults(change))
    # A change that also edits the log or the rubric must not widen what it may do.
    at_base = _open_base(change.base)
    names = {known.name: known.id for known in at_base.rubric.counties}
    touched = counties_touched(change.paths, names.values())
    if change.merge_bases > 1:
        only = next(iter(touched)) if len(touched) == 1 else ""
        raise UnusableChange(explain_faults(tuple(whole_faults(change, only))))
    own = _own_county(change, county, names, touched)
    if reported is not None:
        _refuse_other_county(reported, own, names)
    whole = whole_faults(change, own)
    late = late_faults(change.paths, own, at_base.portfolio())
    returns = return_faults(change, own)
    faults = chain(change_faults(change.paths, own), late, returns)
    # Nobody reads more of a change that is refused for its size.
    told = islice(faults, _MOST_OF_OVERSIZED) if change.is_oversized else faults
    return own, explain_faults((*whole, *told))


_OFFICE = (OFFICE, "办公室", "市科协")


def _office_faults(change: Change) -> tuple[Fault, ...]:
    if change.merge_bases > 1:
        raise UnusableChange(explain_faults(tuple(whole_faults(change, ""))))
    faults = office_faults(change)
    told = islice(faults, _MOST_OF_OVERSIZED) if change.is_oversized else faults
    return (*whole_faults(change, ""), *told)


def _people_findings(change: Change, merged: Path) -> tuple[Finding, ...]:
    """What is wrong with people.yml as it will be: by it the office's next change is known."""
    file = merged / PEOPLE
    if PEOPLE not in {one.path for one in change.paths} or not file.is_file():
        return ()
    _, faults = read_people(file.read_bytes())
    return explain_faults(faults)


def _merged_files(
    root: Path, repository: Repository, change: Change, findings: tuple[Finding, ...]
) -> Path:
    """The folder that holds what the merge makes. Raises UnusableChange where there is none."""
    if change.is_oversized or any(finding.code == "conflicting-change" for finding in findings):
        raise UnusableChange(findings)
    if change.is_present:
        return root
    try:
        return repository.write_files(change.tree)
    except GitError:
        # Git writes no name that some system takes for .git; its finding says so.
        if findings:
            raise UnusableChange(findings) from None
        raise


def _open_base(contents: Mapping[str, bytes]) -> Project:
    """The rubric and the log as they are at the base. Raises UnusableRubric."""
    # The bytes come from git, never by a checkout, which could run filters of the repository.
    with TemporaryDirectory(prefix="taizhang-") as folder:
        for path, content in contents.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        try:
            return open_cycle(Path(folder))
        except UnreadableProject as error:
            raise UnusableRubric(explain_faults(error.faults)) from error


def _own_county(
    change: Change, county: str | None, names: Mapping[str, str], touched: frozenset[str]
) -> str:
    """The id of the county whose change it is. Raises Refused where nothing says so."""
    if county is None and len(touched) == 1:
        return next(iter(touched))
    own = names.get(county or "", county or "")
    if own in names.values():
        return own
    values = {
        "written": county or "",
        "known": "、".join(names),
        "touched": "、".join(name for name, county_id in names.items() if county_id in touched),
        "first": next(iter(names)),
    }
    if county is not None:
        text = N_('"{written}" after --as is no county; choose from {known}.')
    elif touched:
        text = N_(
            "The change reaches into the folders of {touched}. Hand in each county's by itself, or "
            "say with --as whose it is."
        )
    elif not change.paths:
        text = N_("Merging this changes nothing: the base holds all of it already.")
    else:
        text = N_(
            "The change is in no county's folder. To judge it as a county's, say whose: "
            "--as {first}; the counties are {known}."
        )
    raise Refused(Message(text, values))


def _refuse_other_county(reported: str, own: str, names: Mapping[str, str]) -> None:
    """Raises Refused where the report of another county is asked for than whose change it is."""
    county_id = names.get(reported, reported)
    if county_id == own:
        return
    by_id = {known: name for name, known in names.items()}
    if county_id not in by_id:
        text = N_('There is no county "{county}". It is one of: {known}.')
        known = "、".join(f"{known}（{name}）" for known, name in by_id.items())
        raise Refused(Message(text, {"county": reported, "known": known}))
    text = N_(
        "The change is one of {own}, but --county says {county}. Leave --county out, "
        "or name the same county."
    )
    raise Refused(Message(text, {"own": by_id[own], "county": by_id[county_id]}))
