"""The model as plain text, a line a fact, so that a change of it can be read as a difference."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from generator.model.checklist import Checklist, ClauseResult, EntryResult
from generator.model.evidence import Entry, Quantity
from generator.model.finding import Finding
from generator.model.message import Language
from generator.model.rubric import Clause, NoTarget, Rubric, Target
from generator.report.catalogue import Catalogue


def rubric_lines(rubric: Rubric) -> Iterator[str]:
    """The rubric from its cycle down to what each clause asks of each county."""
    yield f"cycle {rubric.cycle} of {rubric.organiser}: {rubric.title}"
    yield f"notice {rubric.notice_number} {rubric.notice_title}"
    yield f"points {rubric.base} bonus {rubric.bonus}, period {' to '.join(map(str, rubric.period))}"
    yield f"disclosure {rubric.disclosure}, edition {rubric.check_edition}"
    yield f"demonstration {rubric.demonstration}, invented {rubric.invented}"
    for group in rubric.judge_groups:
        yield f"judges {group.id} {group.name} weight {group.weight}"
    for rule in rubric.open_rules:
        yield f"open rule {rule}: {rubric.open_rules[rule].choice}"
    for county in rubric.counties:
        attributes = ", ".join(f"{key} {value}" for key, value in county.attributes.items())
        yield f"county {county.id} {county.name}: {attributes}"
    for block in rubric.blocks:
        yield f"block {block.id} {block.name} points {block.points}"
        for item in block.items:
            yield f"  item {item.id} {item.name} points {item.points}: {item.text}"
            for clause in item.clauses:
                parent = f" part of {clause.parent}" if clause.parent else ""
                yield f"    clause {clause.id} {clause.name}{parent}: {clause.text}"
                yield f"      {_asked_by_county(rubric, clause)}"


def _asked_by_county(rubric: Rubric, clause: Clause) -> str:
    return "; ".join(
        f"{county.id} {_asked(rubric.target(clause, county))}" for county in rubric.counties
    )


def _asked(target: Target | NoTarget) -> str:
    if isinstance(target, NoTarget):
        return target.value
    most = "" if target.maximum is None else f" to {target.maximum}"
    reading = f" ({target.reading})" if target.reading else ""
    return f"{target.comparison} {target.number}{most} {target.unit}{reading}"


def checklist_lines(checklists: Iterable[Checklist]) -> Iterator[str]:
    """Each county's clauses with what counts for them."""
    for checklist in checklists:
        yield f"{checklist.county} {checklist.item}"
        for result in checklist.clauses:
            yield f"  {_clause(result)}"


def _clause(result: ClauseResult) -> str:
    numbers = {
        "counted": result.counted,
        "proven": result.proven,
        "missing": result.missing,
        "above": result.above,
        "entries": Fraction(result.entries),
    }
    shown = " ".join(f"{name} {number}" for name, number in numbers.items() if number)
    lines = (
        f" unproven lines {', '.join(str(row.line) for row in result.unproven)}"
        if result.unproven
        else ""
    )
    return f"{result.clause.id} {result.state}: {shown or 'nothing'}{lines}"


def entry_lines(checklists: Iterable[Checklist]) -> Iterator[str]:
    """Each row of the ledgers as it was read, and whether it counts."""
    for checklist in checklists:
        for result in checklist.entries:
            yield _entry(result)


def _entry(result: EntryResult) -> str:
    entry = result.entry
    counts = "counts" if result.uncounted is None else f"does not count: {result.uncounted}"
    parts = {
        "when": f"{entry.when.first} to {entry.when.last}" if entry.when else "",
        "title": entry.title,
        "cites": entry.cites or "",
        "clause": entry.clause or "",
        "quantity": _quantity(entry.quantity),
        "location": entry.location,
        "number": entry.number,
        "proofs": _proofs(entry),
    }
    written = "\n".join(f"  {name} {text}" for name, text in parts.items() if text)
    proven = "proven" if result.proven else "not proven"
    return f"{entry.place.path}:{entry.place.line} #{entry.anchor} {counts}, {proven}\n{written}"


def _quantity(quantity: Quantity | None) -> str:
    return f"{quantity.precision} {quantity.value} {quantity.unit}" if quantity else ""


def _proofs(entry: Entry) -> str:
    return ", ".join(f"{proof.kind} {proof.target} ({proof.text})" for proof in entry.proofs)


def finding_lines(findings: Iterable[Finding], language: Language) -> Iterator[str]:
    """Each finding with its place, its words and its mend."""
    catalogue = Catalogue(language)
    for finding in map(catalogue.translate_finding, findings):
        place = f"{finding.place.path}:{finding.place.line}:{finding.place.column}"
        yield f"{place} {finding.severity} {finding.code}\n  {finding.message}\n  {finding.fix}"
        if finding.edit is not None:
            yield f"  edit {finding.edit.old!r} to {finding.edit.new!r}"
