"""Findings and checklists as text for a terminal."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from generator.model.checklist import Checklist, Checklists, ClauseResult, ClauseState
from generator.model.finding import ChangedLine, Severity, ToldFinding
from generator.model.message import N_, Message
from generator.model.numbers import shown_number
from generator.model.portfolio import Portfolio
from generator.model.rubric import Target
from generator.report.catalogue import Catalogue

_SEVERITIES = {
    Severity.ERROR: N_("error"),
    Severity.WARNING: N_("warning"),
    Severity.NOTE: N_("note"),
}
_STATES = {
    ClauseState.MET: N_("met"),
    ClauseState.UNPROVEN: N_("unproven"),
    ClauseState.SHORT: N_("short"),
    ClauseState.JUDGED: N_("judged"),
    ClauseState.NOT_NAMED: N_("not named"),
    ClauseState.NOT_APPLICABLE: N_("not applicable"),
}


def findings_text(findings: Sequence[ToldFinding], catalogue: Catalogue) -> str:
    """Return the findings, one with its mend after the other, and their number."""
    lines = [line for finding in findings for line in _finding_lines(finding, catalogue)]
    counts = Counter(one.severity for one in findings)
    if counts:
        values = {one.value: str(counts[one]) for one in Severity}
        message = N_("{error} errors, {warning} warnings, {note} notes")
        lines.append(catalogue.say(Message(message, values)))
    else:
        lines.append(catalogue.text(N_("Nothing to mend was found.")))
    return "\n".join(lines) + "\n"


def checklists_text(
    portfolio: Portfolio, checklists: Checklists, counties: Iterable[str], catalogue: Catalogue
) -> str:
    """Return a line a clause that asks for a number, county by county."""
    lines: list[str] = []
    for county in counties:
        folder = portfolio.counties[county]
        lines += ["", portfolio.rubric.county_by_id[county].name]
        for item in portfolio.rubric.items:
            if item in folder.evidence:
                lines += _clause_lines(checklists[county, item], catalogue)
        if not folder.evidence:
            lines.append("  " + catalogue.text(N_("no evidence has been handed in yet")))
    return "\n".join(lines) + "\n"


def _finding_lines(finding: ToldFinding, catalogue: Catalogue) -> Iterator[str]:
    place = finding.place
    severity = catalogue.text(_SEVERITIES[finding.severity])
    where = f"{place.path}:{place.line}:{place.column}"
    yield f"{where}: {severity}[{finding.code}] {finding.message}"
    yield "    " + catalogue.say(Message(N_("Mend: {fix}"), {"fix": finding.fix}))
    if finding.edit is not None:
        values = {"old": finding.edit.old.strip(), "new": finding.edit.new.strip()}
        message = Message(N_('"{old}" → "{new}" ("taizhang check --fix" writes it)'), values)
        yield "    " + catalogue.say(message)


def _clause_lines(checklist: Checklist, catalogue: Catalogue) -> Iterator[str]:
    for result in checklist.clauses:
        if isinstance(result.asked, Target):
            yield "  " + _clause_line(checklist.item, result, result.asked, catalogue)


def _clause_line(item: str, result: ClauseResult, asked: Target, catalogue: Catalogue) -> str:
    values = {
        "item": item,
        "clause": result.clause.name,
        "target": shown_number(asked.number),
        "counted": shown_number(result.counted),
        "proven": shown_number(result.proven),
        "missing": shown_number(result.missing, up=True),
        "unit": asked.unit,
        "state": _STATES[result.state],
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
