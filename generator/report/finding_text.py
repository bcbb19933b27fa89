"""Findings, checklists and explanations of rules as text for a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from textwrap import indent

from generator.chinese.numbers import shown_number
from generator.chinese.unseen import name_unseen
from generator.model.attachment import REFUSAL_REASONS
from generator.model.checklist import (
    CLAUSE_STATE_NAMES,
    ClauseResult,
    ClauseState,
    RefusedProof,
    UnprovenEntry,
    Unsubmitted,
)
from generator.model.evidence import STATUS_NAMES
from generator.model.finding import ChangedLine, Explanation, Finding, LeftOut, Severity
from generator.model.message import N_, Message
from generator.model.rubric import Rubric, Target
from generator.model.submission import Submission
from generator.report.catalogue import Catalogue
from generator.report.returns import return_line
from generator.report.terminal import PLAIN, TerminalStyle

SEVERITY_WORDS = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}
# If a file has more findings that say the same, only the first is printed, with their lines.
_FEW = 3


def findings_lines(
    findings: Sequence[Finding],
    catalogue: Catalogue,
    style: TerminalStyle = PLAIN,
    left_out: Sequence[LeftOut] = (),
) -> Iterator[str]:
    """Yield the findings with their mends, errors first, and their number.

    A finding that recurs in a file with the same words is shown once, with the lines of the rest.
    """
    for group in _grouped(findings):
        yield from _group_lines(group, catalogue, style)
    counts = Counter(finding.severity for finding in findings)
    if counts:
        values = {severity.value: str(counts[severity]) for severity in Severity}
        message = N_("{error} errors, {warning} warnings, {note} notes")
        yield catalogue.say(Message(message, values))
    else:
        yield catalogue.text(N_("Nothing to mend was found."))
    yield from left_out_lines(left_out, catalogue)


def left_out_lines(left_out: Iterable[LeftOut], catalogue: Catalogue) -> Iterator[str]:
    """Yield a line for each rule whose findings the run was asked to leave out."""
    for rule in left_out:
        values = {"code": rule.code, "number": str(rule.number), "reason": name_unseen(rule.reason)}
        text = N_("Left out as asked: {number} findings of {code}. Reason: {reason}")
        yield catalogue.say(Message(text, values))


FindingCounts = Counter[tuple[str | None, Severity]]
"""How many findings there are, by county and severity."""


def count_findings(findings: Iterable[Finding]) -> FindingCounts:
    """Count the findings of each county, and of each severity in it."""
    return Counter((finding.place.county, finding.severity) for finding in findings)


def county_line(
    rubric: Rubric, submission: Submission, counts: FindingCounts, catalogue: Catalogue
) -> str:
    """Return what is to mend in a county, and how far its clauses are."""
    states = Counter(result.state for results in submission.clauses.values() for result in results)
    values = {
        "county": rubric.county_by_id[submission.county].name,
        "errors": str(counts[submission.county, Severity.ERROR]),
        "warnings": str(counts[submission.county, Severity.WARNING]),
        "met": str(states[ClauseState.MET]),
        "unproven": str(states[ClauseState.UNPROVEN]),
        "short": str(states[ClauseState.SHORT]),
        "unsubmitted": str(len(submission.unsubmitted)),
    }
    text = N_(
        "{county}: {errors} errors, {warnings} warnings; of the clauses with a number {met} are "
        "met, {unproven} unproven, {short} short"
    )
    line = catalogue.say(Message(text, values))
    if submission.unsubmitted:
        line += catalogue.say(Message(N_("; {unsubmitted} files not submitted"), values))
    return line


def checklist_lines(rubric: Rubric, submission: Submission, catalogue: Catalogue) -> Iterator[str]:
    """Yield a line a clause that asks for a number, and an empty one at the end."""
    yield rubric.county_by_id[submission.county].name
    for item in rubric.items:
        if item in submission.unsubmitted:
            yield "  " + unsubmitted_line(item, submission.unsubmitted[item], catalogue)
        if item in submission.returns and item in submission.statuses:
            yield "  " + return_line(item, submission.returns[item], catalogue)
        if item in submission.statuses:
            yield from _clause_lines(item, submission.clauses[item], catalogue)
    if not submission.statuses:
        yield "  " + catalogue.text(N_("no evidence has been handed in yet"))
    yield ""


def unsubmitted_line(item: str, unsubmitted: Unsubmitted, catalogue: Catalogue) -> str:
    """Return what a draft or returned file would count for once it is submitted."""
    values = {
        "item": item,
        "status": STATUS_NAMES[unsubmitted.status],
        "written": str(unsubmitted.written),
        "counting": str(unsubmitted.counting),
    }
    text = N_("{item}: {status}, {written} entries written, {counting} count once submitted")
    line = catalogue.say(Message(text, values, frozenset({"status"})))
    counts = "；".join(_counts(unsubmitted.clauses, catalogue))
    return line + (catalogue.say(Message(N_(" ({counts})"), {"counts": counts})) if counts else "")


def _counts(results: Iterable[ClauseResult], catalogue: Catalogue) -> Iterator[str]:
    for result in results:
        if result.reported and isinstance(result.asked, Target):
            values = {
                "clause": result.clause.name,
                "counted": shown_number(result.counted),
                "proven": shown_number(result.proven),
                "unit": result.asked.unit,
            }
            text = N_("{clause} {counted} {unit}, {proven} proven")
            yield catalogue.say(Message(text, values))


def _grouped(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    """Groups of findings, errors first: many in a file that say the same together, others alone."""
    order = list(Severity)
    ranked = sorted(
        findings, key=lambda finding: (order.index(finding.severity), finding.place.path)
    )
    for _, in_file in groupby(ranked, key=lambda finding: (finding.severity, finding.place.path)):
        yield from _grouped_in_file(list(in_file))


def _grouped_in_file(findings: Sequence[Finding]) -> Iterator[list[Finding]]:
    numbers = Counter(map(_said, findings))
    groups: dict[object, list[Finding]] = {}
    for nth, finding in enumerate(findings):
        # What is said is the key of a group, a position that of a finding alone.
        said = _said(finding)
        groups.setdefault(said if numbers[said] > _FEW else nth, []).append(finding)
    yield from groups.values()


def _said(finding: Finding) -> tuple[object, ...]:
    """What a finding says apart from its place: equal where message and mend are the same."""
    edit = finding.edit and (finding.edit.old, finding.edit.new)
    sentences = (
        (message.text, *sorted(_beside_line(message))) for message in (finding.message, finding.fix)
    )
    return (finding.code, finding.coming, finding.accepted, edit, *sentences)


def _beside_line(message: Message) -> Iterator[tuple[str, str]]:
    """The values that say more than the line does, which names a ledger's entry by itself."""
    return ((name, value) for name, value in message.values.items() if name != "title")


def _group_lines(
    group: Sequence[Finding], catalogue: Catalogue, style: TerminalStyle
) -> Iterator[str]:
    first, *rest = group
    yield from _finding_lines(first, catalogue, style)
    if rest:
        values = {
            "number": str(len(rest)),
            "lines": row_numbers([finding.place.line for finding in rest]),
        }
        text = N_("The same in {number} more places of the file: lines {lines}")
        yield "    " + catalogue.say(Message(text, values))


def row_numbers(numbers: Sequence[int]) -> str:
    """Return the numbers with runs as ranges: 12、13、15–40."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _finding_lines(finding: Finding, catalogue: Catalogue, style: TerminalStyle) -> Iterator[str]:
    translated = catalogue.translate_finding(finding)
    # Through name_unseen, as what a county wrote may hold codes that a terminal obeys.
    place, edit = finding.place, finding.edit
    severity = style.severity(finding.severity, catalogue.text(SEVERITY_WORDS[finding.severity]))
    where = style.bold(name_unseen(f"{place.path}:{place.line}:{place.column}"))
    yield f"{where}: {severity}[{finding.code}] {name_unseen(translated.message)}"
    yield from style.excerpt(place, 1 if edit is None else len(edit.old), finding.severity)
    fix = catalogue.say(Message(N_("Mend: {fix}"), {"fix": name_unseen(translated.fix)}))
    yield f"    {fix}"
    if edit is not None:
        values = {"old": name_unseen(edit.old.strip()), "new": name_unseen(edit.new.strip())}
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
    bare = [entry.line for entry in result.unproven if not entry.refused]
    text = N_("; without proof: lines {lines}")
    said = catalogue.say(Message(text, {"lines": row_numbers(bare)})) if bare else ""
    return said + "".join(_refused(result.unproven, catalogue))


def _refused(unproven: Iterable[UnprovenEntry], catalogue: Catalogue) -> Iterator[str]:
    """Which proofs were refused and why, one file in several rows once."""
    lines: dict[RefusedProof, list[int]] = {}
    for entry in unproven:
        for proof in entry.refused:
            lines.setdefault(proof, []).append(entry.line)
    for proof, numbers in lines.items():
        values = {
            "lines": row_numbers(numbers),
            "name": name_unseen(proof.name),
            "reason": REFUSAL_REASONS[proof.reason],
        }
        text = N_('; the proof "{name}" of lines {lines} proves nothing: {reason}')
        yield catalogue.say(Message(text, values, frozenset({"reason"})))


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
        name_unseen(
            f"{change.path}:{change.line}\n  - {change.before.rstrip()}\n  + {change.after.rstrip()}\n"
        )
        for change in changes
    )


def savings_text(files: Iterable[str], catalogue: Catalogue) -> str:
    """Return a line a file that is saved as UTF-8."""
    text = N_("{file}: as UTF-8, its text stays as it is")
    return "".join(f"{catalogue.say(Message(text, {'file': file}))}\n" for file in files)


def explanation_text(code: str, explanation: Explanation, catalogue: Catalogue) -> str:
    """Return the code, the paragraphs, and the lines that are wrong and right."""
    translated = catalogue.translate_explanation(explanation)
    examples = ((N_("Wrong:"), translated.wrong), (N_("Right:"), translated.right))
    shown = (
        f"{catalogue.text(word)}\n\n{indent(lines, '    ')}" for word, lines in examples if lines
    )
    return "\n\n".join([code, *translated.paragraphs, *shown]) + "\n"
