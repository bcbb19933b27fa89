"""The ledger of one evidence file, as its page and the bound volume show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.chinese.dates import split_span
from generator.model.attachment import REFUSAL_REASONS
from generator.model.checklist import Checklist, EntryResult
from generator.model.evidence import Evidence, LinkKind, LinkUse
from generator.model.message import N_
from generator.model.portfolio import CountyFolder
from generator.pages.county_files import CountyFiles
from generator.pages.page_context import PageContext
from generator.pages.words import UNCOUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLink:
    """One proof in a ledger row; ``href`` is "" where it leads nowhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row of the ledger as shown; ``raw`` alone is set for a row not read.

    ``proof_text`` is what the cell says beside its links. ``cites`` is the way to the entry that the row cites, "" where there is none to see.
    """

    line: int
    anchor: str = ""
    days: tuple[str, ...] = ()
    title: str = ""
    cites: str = ""
    clause: str = ""
    quantity: str = ""
    location: str = ""
    proofs: tuple[ProofLink, ...] = ()
    proof_text: str = ""
    number: str = ""
    counts: bool = False
    verdict: str = ""
    raw: str = ""


def ledger_rows(
    files: CountyFiles,
    folder: CountyFolder,
    evidence: Evidence,
    checklist: Checklist,
    entry_links: Mapping[str, str],
) -> list[LedgerRow]:
    """Return the rows in the order of the file, those that could not be read among them.

    ``entry_links`` lead to the county's entries that may be seen, by their numbers.
    """
    # Written from what was counted, not from the county's table: what is shown is what counts.
    rows = [_row(files, folder, result, entry_links) for result in checklist.entries]
    rows += [LedgerRow(line=row.place.line, raw=row.text) for row in evidence.unread]
    return sorted(rows, key=lambda row: row.line)


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
        proofs=tuple(_proof(files, folder, link) for link in entry.proofs),
        proof_text=entry.proof_text,
        number=entry.number,
        counts=result.uncounted is None,
        verdict=_verdict(files.context, result),
    )


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
        return ProofLink(text=text, href=link.target)
    # A link to a missing file keeps its text alone: a dead link is never published.
    found = link.kind is LinkKind.ATTACHMENT and link.target in folder.attachments
    return ProofLink(text=text, href=files.link(link.target) if found else "")
