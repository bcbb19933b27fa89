"""Findings and checklists as text for a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from generator.chinese.numbers import shown_number
from generator.model.checklist import CLAUSE_STATE_NAMES, ClauseResult, ClauseState
from generator.model.finding import ChangedLine, Finding, LeftOut, Severity
from generator.model.message import N_, Message
from generator.model.rubric import Rubric, Target
from generator.model.submission import Submission
from generator.report.catalogue import Catalogue
from generator.report.terminal import PLAIN, Look, plain_text

_SEVERITIES = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}
# More than these of one kind in one file are told once.
_FEW = 3


def findings_lines(
    findings: Sequence[Finding],
    catalogue: Catalogue,
    look: Look = PLAIN,
    left_out: Sequence[LeftOut] = (),
) -> Iterator[str]:
    """Yield the findings with their mends, errors first, and their number.

    What recurs in a file is told once, with the lines of the rest.
    """
    for group in _grouped(findings):
        yield from _group_lines(group, catalogue, look)
    counts = Counter(one.severity for one in findings)
    if counts:
        values = {one.value: str(counts[one]) for one in Severity}
        message = N_("{error} errors, {warning} warnings, {note} notes")
        yield catalogue.say(Message(message, values))
    else:
        yield catalogue.text(N_("Nothing to mend was found."))
    yield from left_out_lines(left_out, catalogue)


def left_out_lines(left_out: Iterable[LeftOut], catalogue: Catalogue) -> Iterator[str]:
    """A line a rule that the run was told to leave out."""
    for one in left_out:
        values = {"code": one.code, "number": str(one.number), "reason": plain_text(one.reason)}
        text = N_("Left out as asked: {number} findings of {code}. Reason: {reason}")
        yield catalogue.say(Message(text, values))


Told = Counter[tuple[str | None, Severity]]
"""How many findings there are, by county and severity."""


def count_findings(findings: Iterable[Finding]) -> Told:
    """Count them."""
    return Counter((one.place.county, one.severity) for one in findings)


def county_line(rubric: Rubric, submission: Submission, told: Told, catalogue: Catalogue) -> str:
    """Return what is to mend in a county, and how far its clauses are."""
    states = Counter(one.state for clauses in submission.clauses.values() for one in clauses)
    values = {
        "county": rubric.county_by_id[submission.county].name,
        "errors": str(told[submission.county, Severity.ERROR]),
        "warnings": str(told[submission.county, Severity.WARNING]),
        "met": str(states[ClauseState.MET]),
        "unproven": str(states[ClauseState.UNPROVEN]),
        "short": str(states[ClauseState.SHORT]),
    }
    text = N_(
        "{county}: {errors} errors, {warnings} warnings; of the clauses with a number {met} are "
        "met, {unproven} unproven, {short} short"
    )
    return catalogue.say(Message(text, values))


def checklist_lines(rubric: Rubric, submission: Submission, catalogue: Catalogue) -> Iterator[str]:
    """Yield a line a clause that asks for a number, and an empty one at the end."""
    yield rubric.county_by_id[submission.county].name
    for item in rubric.items:
        if item in submission.statuses:
            yield from _clause_lines(item, submission.clauses[item], catalogue)
    if not submission.statuses:
        yield "  " + catalogue.text(N_("no evidence has been handed in yet"))
    yield ""


def _grouped(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """The findings by file and code where a file has many of one, errors first."""
    order = list(Severity)
    ranked = sorted(findings, key=lambda one: (order.index(one.severity), one.place.path))
    for _, one_file in groupby(ranked, key=lambda one: (one.severity, one.place.path)):
        yield from _grouped_in_file(list(one_file))


def _grouped_in_file(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    many = Counter(one.code for one in findings)
    groups: dict[object, list[Finding]] = {}
    for nth, one in enumerate(findings):
        groups.setdefault(one.code if many[one.code] > _FEW else nth, []).append(one)
    yield from groups.values()


def _group_lines(group: Sequence[Finding], catalogue: Catalogue, look: Look) -> Iterator[str]:
    first, *rest = group
    yield from _finding_lines(first, catalogue, look)
    if rest:
        values = {"number": str(len(rest)), "lines": _lines([one.place.line for one in rest])}
        text = N_("The same in {number} more places of the file: lines {lines}")
        yield "    " + catalogue.say(Message(text, values))


def _lines(numbers: Sequence[int]) -> str:
    """The numbers with runs as ranges: 12、13、15–40."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _finding_lines(finding: Finding, catalogue: Catalogue, look: Look) -> Iterator[str]:
    told = catalogue.tell(finding)
    place, edit = told.place, told.edit
    severity = look.severity(told.severity, catalogue.text(_SEVERITIES[told.severity]))
    where = look.bold(plain_text(f"{place.path}:{place.line}:{place.column}"))
    yield f"{where}: {severity}[{told.code}] {plain_text(told.message)}"
    yield from look.excerpt(place, 1 if edit is None else len(edit.old), told.severity)
    fix = catalogue.say(Message(N_("Mend: {fix}"), {"fix": plain_text(told.fix)}))
    yield f"    {fix}"
    if edit is not None:
        values = {"old": plain_text(edit.old.strip()), "new": plain_text(edit.new.strip())}
        message = Message(N_('"{old}" → "{new}" ("taizhang check --fix" writes it)'), values)
        yield "    " + catalogue.say(message)


def _clause_lines(
    item: str, results: Iterable[ClauseResult], catalogue: Catalogue
) -> Iterator[str]:
    for result in results:
        if isinstance(result.asked, Target):
            line = _clause_line(item, result, result.asked, catalogue)
            yield "  " + line + _unproven(result, catalogue)


def _unproven(result: ClauseResult, catalogue: Catalogue) -> str:
    """Which rows lack the proof that the clause needs, "" for none."""
    if not result.unproven or result.state not in {ClauseState.SHORT, ClauseState.UNPROVEN}:
        return ""
    values = {"lines": _lines(result.unproven)}
    return catalogue.say(Message(N_("; without proof: lines {lines}"), values))


def _clause_line(item: str, result: ClauseResult, asked: Target, catalogue: Catalogue) -> str:
    values = {
        "item": item,
        "clause": result.clause.name,
        "target": shown_number(asked.number),
        "counted": shown_number(result.counted),
        "proven": shown_number(result.proven),
        "missing": shown_number(result.missing, up=True),
        "unit": asked.unit,
        "state": CLAUSE_STATE_NAMES[result.state],
    }
    terms = frozenset({"state"})
    if result.state is ClauseState.SHORT:
        text = N_(
            "{item} {clause}: {state}. {target} {unit} asked, {counted} counted, {missing} missing"
        )
    else:
        text = N_(
            "{item} {clause}: {state}. {target} {unit} asked, {counted} counted, {proven} proven"
        )
    return catalogue.say(Message(text, values, terms))


def changes_text(changes: Iterable[ChangedLine]) -> str:
    """Return each line as it was and as it is now."""
    return "".join(
        f"{one.path}:{one.line}\n  - {one.before.rstrip()}\n  + {one.after.rstrip()}\n"
        for one in changes
    )


def savings_text(files: Iterable[str], catalogue: Catalogue) -> str:
    """Return a line a file that is saved as UTF-8."""
    text = N_("{file}: as UTF-8, its text stays as it is")
    return "".join(f"{catalogue.say(Message(text, {'file': one}))}\n" for one in files)
