"""The ledger of one evidence file, as its page and the bound volume show it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.chinese.dates import split_span
from generator.chinese.unseen import encode_directions
from generator.model.attachment import REFUSAL_REASONS
from generator.model.checklist import Checklist, EntryResult, Uncounted
from generator.model.evidence import Entry, Evidence, LinkKind, LinkUse, Precision, UnreadRow
from generator.model.finding import TranslatedFinding
from generator.model.message import N_
from generator.model.place import COUNTIES
from generator.model.portfolio import CountyFolder
from generator.model.state import Field
from generator.pages.county_files import CountyFiles
from generator.pages.page_context import PageContext
from generator.pages.row_findings import SortedFindings, doubts, proof_findings, refuses_a_proof
from generator.pages.sanitise import ATTACHMENTS, OUTSIDE
from generator.pages.words import UNCOUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLink:
    """One proof in a ledger row; ``href`` is "" where it leads nowhere, ``rel`` for our own files."""

    text: str
    href: str
    rel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row of the ledger as shown; ``raw`` alone tells of a row not read.

    ``proof_text`` is what the cell says beside its links. ``cites`` is the way to the entry that
    the row cites, "" where there is none to see. ``reasons`` are why the row does not count in
    full, or may not, empty for a row without any; ``findings`` say so of this row, and ``repeats``
    is the anchor of the one which counts in its stead. The public sees none of them, but
    ``verdict``.
    """

    line: int
    anchor: str = ""
    days: tuple[str, ...] = ()
    title: str = ""
    cites: str = ""
    clause: str = ""
    quantity: str = ""
    location: str = ""
    people: str = ""
    proofs: tuple[ProofLink, ...] = ()
    proof_text: str = ""
    number: str = ""
    counts: bool = False
    verdict: str = ""
    raw: str = ""
    reasons: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    repeats: str = ""


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """The rows of a ledger that share a reason."""

    reason: str
    rows: tuple[LedgerRow, ...]


def ledger_rows(
    files: CountyFiles,
    folder: CountyFolder,
    evidence: Evidence,
    checklist: Checklist,
    entry_links: Mapping[str, str],
    findings: SortedFindings,
) -> list[LedgerRow]:
    """Return the rows in the order of the file, those that could not be read among them.

    ``entry_links`` lead to the county's entries that may be seen, by their numbers.
    """
    # Written from what was counted, not from the county's table: what is shown is what counts.
    rows = [_row(files, folder, result, entry_links) for result in checklist.entries]
    if files.context.shows(Field.FINDINGS):
        rows = [
            _with_reasons(files, row, result, checklist, findings)
            for row, result in zip(rows, checklist.entries, strict=True)
        ]
    rows += [_unread(files.context, row, findings) for row in evidence.unread]
    return sorted(rows, key=lambda row: row.line)


def reason_groups(rows: Iterable[LedgerRow]) -> tuple[ReasonGroup, ...]:
    """The rows by their reasons; first those for which they do not count."""
    groups: dict[str, list[LedgerRow]] = {}
    for row in sorted(rows, key=lambda row: row.counts):
        for reason in row.reasons:
            groups.setdefault(reason, []).append(row)
    return tuple(ReasonGroup(reason, tuple(group)) for reason, group in groups.items())


def _unread(context: PageContext, row: UnreadRow, findings: SortedFindings) -> LedgerRow:
    line = row.place.line
    verdict = context.text(N_("cannot be read, does not count"))
    return LedgerRow(
        line=line,
        anchor=f"unread-{line}",
        verdict=verdict,
        raw=row.text,
        reasons=(verdict,) if context.shows(Field.FINDINGS) else (),
        findings=_messages(findings.beside.get(line, ())),
    )


def _row(
    files: CountyFiles, folder: CountyFolder, result: EntryResult, entry_links: Mapping[str, str]
) -> LedgerRow:
    entry = result.entry
    return LedgerRow(
        line=entry.place.line,
        anchor=entry.anchor,
        days=split_span(entry.when_text),
        title=entry.title,
        cites=entry_links.get(entry.cites or "", ""),
        clause=entry.clause_text,
        quantity=entry.quantity_text,
        location=entry.location,
        people=entry.people,
        proofs=tuple(_proof(files, folder, link) for link in entry.proofs),
        proof_text=entry.proof_text,
        number=entry.number,
        counts=result.uncounted is None,
        verdict=_verdict(files.context, result),
    )


def _with_reasons(
    files: CountyFiles,
    row: LedgerRow,
    result: EntryResult,
    checklist: Checklist,
    findings: SortedFindings,
) -> LedgerRow:
    context, beside = files.context, findings.beside.get(row.line, ())
    of_proofs = tuple(_findings_of_proofs(files, result.entry))
    messages = [*_messages(beside), *of_proofs]
    if row.counts and result.proven:
        reasons = []
    elif row.counts and result.refused:
        # Without names, so that rows share the reason; what is said below the row has them.
        reasons = [context.text(N_("counts, but its proof does not"))]
        messages = messages or [row.verdict]
    else:
        reasons = [row.verdict]
    if row.counts:
        reasons += [context.text(doubt) for doubt in doubts(beside)]
        if result.proven and (of_proofs or refuses_a_proof(beside)):
            reasons.append(context.text(N_("counts, but one of its proofs does not")))
        if least := _least(context, result.entry, checklist):
            reasons.append(context.text(N_("counts in part: as the least that it says")))
            messages.append(least)
    return replace(
        row,
        reasons=tuple(reasons),
        findings=tuple(dict.fromkeys(messages)),
        repeats=_counted_instead(result, checklist),
    )


def _counted_instead(result: EntryResult, checklist: Checklist) -> str:
    """The anchor of the same row that counts, "" where there is none."""
    if result.uncounted is not Uncounted.DUPLICATE:
        return ""
    same = (
        other.entry.anchor
        for other in checklist.entries
        if other.uncounted is None and other.entry.row_key == result.entry.row_key
    )
    return next(same, "")


def _least(context: PageContext, entry: Entry, checklist: Checklist) -> str:
    """What of "more than 300" counts, "" for another quantity."""
    quantity, demand = entry.quantity, checklist.clause(entry.clause or "").clause.demand
    if quantity is None or demand is None or quantity.precision is not Precision.AT_LEAST:
        return ""
    number = context.number(quantity.value)
    return context.say(
        N_('"{text}" counts as {number} {unit}'),
        text=entry.quantity_text,
        number=number,
        unit=context.unit(quantity.unit).of(number),
    )


def _findings_of_proofs(files: CountyFiles, entry: Entry) -> Iterator[str]:
    """Why attachments that the entry links are withheld."""
    for link in entry.proofs:
        path = files.context.source(f"{COUNTIES}/{files.county}/{link.target}")
        for message in _messages(proof_findings(files.context.findings_in(path))):
            # The message of a file need not name it: elsewhere it stands at the file's path.
            name = link.target.removeprefix(ATTACHMENTS)
            yield (
                message
                if name in message
                else files.context.say(N_("{name}: {message}"), name=name, message=message)
            )


def _messages(findings: Iterable[TranslatedFinding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.message for finding in findings))


def _verdict(context: PageContext, result: EntryResult) -> str:
    if result.uncounted is not None:
        reason = context.text(UNCOUNTED[result.uncounted])
        return context.say(N_("does not count: {reason}"), reason=reason)
    if not result.refused:
        return context.text(N_("counts") if result.proven else N_("counts, without proof"))
    proofs = "；".join(
        context.say(
            N_('"{name}" proves nothing: {reason}'),
            name=proof.name,
            reason=context.text(REFUSAL_REASONS[proof.reason]),
        )
        for proof in result.refused
    )
    return context.say(N_("counts; the proof {proofs}"), proofs=proofs)


def _proof(files: CountyFiles, folder: CountyFolder, link: LinkUse) -> ProofLink:
    text = link.text or link.target.rsplit("/", 1)[-1]
    if link.kind is LinkKind.WEB:
        return ProofLink(text=text, href=encode_directions(link.target), rel=OUTSIDE)
    # A link to a missing file keeps its text alone: a dead link is never published.
    found = link.kind is LinkKind.ATTACHMENT and link.target in folder.attachments
    return ProofLink(text=text, href=files.link(link.target) if found else "")
