"""The comment on a pull request: verdict, what was touched, the rows that change, what to mend.

Errors stand open, grouped by cause; all else is folded. What a county wrote is data here as well.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

from generator.chinese.numbers import shown_number
from generator.model.change import RowChange
from generator.model.checklist import CLAUSE_STATE_NAMES, ClauseResult, ClauseState
from generator.model.finding import Severity, TranslatedFinding
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.model.rubric import Target
from generator.model.submission import Submission
from generator.report.catalogue import Catalogue
from generator.report.finding_markdown import MARKS, Fold, fitted, plain
from generator.report.finding_text import row_numbers, unsubmitted_line
from generator.report.returns import return_line

_MOST_ROWS = 24
_MOST_CAUSES = 12
_MOST_LINES = 200
# A cause at many places names the first of them; the report has all.
_MOST_PLACES = 8


def change_comment(
    whose: str,
    findings: Sequence[TranslatedFinding],
    submission: Submission | None,
    rows: Mapping[str, RowChange],
    catalogue: Catalogue,
    since: Iterable[str] = (),
) -> str:
    """Return the comment on a change of ``whose``; ``submission`` is the county's after it.

    ``rows`` are what changes in the ledger of each file touched, by path; ``since`` are lines on
    what changed since an earlier report.
    """
    head = [f"### {_verdict(findings, whose, catalogue)}", *since]
    folds: list[Fold] = []
    if submission is not None and rows:
        shown, folded = _checklist(submission, rows, catalogue)
        head += ["", *shown]
        folds += folded
    head += _row_lines(rows, catalogue)
    causes = [_cause(group) for group in _causes(findings, Severity.ERROR)]
    if causes:
        title = N_("To mend before it can be accepted")
        head += ["", f"#### {catalogue.text(title)}", ""]
        head += causes[:_MOST_CAUSES]
    if causes[_MOST_CAUSES:]:
        folds.append(_folded(N_("{number} more to mend"), causes[_MOST_CAUSES:], catalogue))
    for severity, title in (
        (Severity.WARNING, N_("{number} kinds of warnings: look at them, they stop nothing")),
        (Severity.NOTE, N_("{number} kinds of notes")),
    ):
        lines = [_cause(group) for group in _causes(findings, severity)]
        if lines:
            folds.append(_folded(title, lines, catalogue))
    return fitted("\n".join(head) + "\n", folds, catalogue)


def _verdict(findings: Sequence[TranslatedFinding], whose: str, catalogue: Catalogue) -> str:
    counts = Counter(finding.severity for finding in findings)
    values = {severity.value: str(counts[severity]) for severity in Severity}
    if counts[Severity.ERROR]:
        causes = len(list(_causes(findings, Severity.ERROR)))
        values |= {"causes": str(causes)}
        text = N_(
            "❌ {county}: not to be accepted yet, {error} errors of {causes} kinds have to be mended"
        )
    elif counts[Severity.WARNING]:
        text = N_("✅ {county}: can be accepted, no errors; {warning} warnings to look at")
    else:
        text = N_("✅ {county}: can be accepted, nothing to mend was found")
    return catalogue.say(Message(text, {"county": plain(whose), **values}))


def _checklist(
    submission: Submission, rows: Mapping[str, RowChange], catalogue: Catalogue
) -> tuple[list[str], list[Fold]]:
    """The clauses with a number of the items touched: those not met first, the rest folded."""
    touched = [Place(path).item or "" for path in rows]
    items = [item for item in touched if item in submission.clauses]
    words = (N_("Clause"), N_("Asked"), N_("Counting"), N_("Missing"), N_("State"))
    table = ["| " + " | ".join(map(catalogue.text, words)) + " |", "|---|---|---|---|---|"]
    results = [
        (item, result)
        for item in items
        if item in submission.statuses and item not in submission.unsubmitted
        for result in submission.clauses[item]
        if isinstance(result.asked, Target)
    ]
    results.sort(key=lambda pair: pair[1].state is ClauseState.MET)
    lines = [_clause(item, result, catalogue) for item, result in results]
    shown = [*table, *lines[:_MOST_ROWS]] if lines else []
    for item in items:
        if item in submission.unsubmitted:
            line = unsubmitted_line(item, submission.unsubmitted[item], catalogue)
            shown += ["", plain(line)]
        if item in submission.returns:
            shown += ["", f"↩ {plain(return_line(item, submission.returns[item], catalogue))}"]
    rest = lines[_MOST_ROWS:]
    title = Message(N_("{number} more clauses"), {"number": str(len(rest))})
    folds = [Fold.of(catalogue.say(title), {"\n".join(table): rest}, tabled=True)] if rest else []
    return shown, folds


def _clause(item: str, result: ClauseResult, catalogue: Catalogue) -> str:
    asked = result.asked
    number = asked.number if isinstance(asked, Target) else Fraction(0)
    unit = asked.unit if isinstance(asked, Target) else ""
    # What counts is what has proof: without it a judge gives nothing.
    missing = max(number - result.proven, Fraction(0))
    if result.state is ClauseState.MET:
        missing = Fraction(0)
    cells = (
        f"{item} {result.clause.name}",
        f"{shown_number(number)} {unit}",
        f"{shown_number(result.proven)} {unit}",
        f"{shown_number(missing, up=True)} {unit}" if missing else "—",
        catalogue.text(CLAUSE_STATE_NAMES[result.state]),
    )
    return "| " + " | ".join(map(plain, cells)) + " |"


def _row_lines(rows: Mapping[str, RowChange], catalogue: Catalogue) -> Iterator[str]:
    changed = {path: change for path, change in rows.items() if change.added or change.removed}
    if not changed:
        return
    title = N_("Rows of the ledger since the base")
    yield from ("", f"#### {catalogue.text(title)}", "")
    for path, change in changed.items():
        values = {
            "file": path.rpartition("/")[2],
            "added": str(len(change.added)),
            "removed": str(change.removed),
            "lines": _shortened(row_numbers(change.added)),
        }
        text = (
            N_("{file}: {added} new or changed (lines {lines}), {removed} gone or changed")
            if change.added
            else N_("{file}: {removed} gone")
        )
        yield f"- {plain(catalogue.say(Message(text, values)))}"


def _causes(
    findings: Iterable[TranslatedFinding], severity: Severity
) -> Iterator[list[TranslatedFinding]]:
    """The findings of a severity, those of one rule and mend together."""
    groups: defaultdict[tuple[str, str], list[TranslatedFinding]] = defaultdict(list)
    for finding in findings:
        if finding.severity is severity:
            groups[finding.code, finding.fix].append(finding)
    yield from sorted(groups.values(), key=len, reverse=True)


def _cause(group: Sequence[TranslatedFinding]) -> str:
    """One line a cause: what, how to mend it, and where."""
    first = group[0]
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for finding in group:
        lines[finding.place.path].append(finding.place.line)
    places = [
        f"{path.removeprefix('content/counties/')} L{_shortened(row_numbers(numbers))}"
        for path, numbers in lines.items()
    ]
    more = "…" if len(places) > _MOST_PLACES else ""
    where = "；".join(places[:_MOST_PLACES]) + more
    times = f"×{len(group)} " if len(group) > 1 else ""
    text = f"- {MARKS[first.severity]} {times}{plain(first.message)}<br>{plain(first.fix)}"
    return f"{text}<br>{plain(where)} <sub>{first.code}</sub>"


def _shortened(lines: str) -> str:
    """The first of many lines: the report has them all."""
    return lines if len(lines) <= _MOST_LINES else lines[:_MOST_LINES].rpartition("、")[0] + "…"


def _folded(title: str, lines: list[str], catalogue: Catalogue) -> Fold:
    return Fold.of(catalogue.say(Message(title, {"number": str(len(lines))})), {"": lines})
