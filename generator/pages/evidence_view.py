"""One county's evidence for one item, as its page and the bound volume show it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.checklist import Checklist, Checklists, ClauseResult
from generator.model.english import NOT_COUNTED, Forms
from generator.model.evidence import LEDGER, STATUS_NAMES, Evidence, Return
from generator.model.finding import TranslatedFinding
from generator.model.html import Html
from generator.model.message import N_
from generator.model.page import Link, relative_link
from generator.model.portfolio import CountyFolder
from generator.model.rubric import County, Indicator, Target
from generator.model.state import Audience
from generator.pages.county_files import (
    AttachmentCard,
    CountyFiles,
    attachment_cards,
    evidence_path,
)
from generator.pages.ledger import LedgerRow, ReasonGroup, ledger_rows, reason_groups
from generator.pages.page_context import PageContext
from generator.pages.row_findings import SortedFindings, sort_findings
from generator.pages.target_rows import shown_figure, target_number
from generator.pages.words import CLAUSE_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One line of the checklist; numbers are "" where there is no target."""

    id: str
    name: str
    text: str
    target: str
    unit: Forms
    reading: str
    counted: str
    proven: str
    missing: str
    above: str
    state: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMean:
    """What the judges of one group gave on average; the weight is in percent."""

    id: str
    name: str
    weight: str
    mean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One part of the evidence under its heading."""

    title: str
    html: Html
    empty: bool
    holds_ledger: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """All that is shown of an item of a county.

    ``evidence`` is None where no file may be seen; ``absence`` then says why. ``given`` are the
    points announced and ``means`` those of the groups, as far as they may be shown.
    ``preface`` and ``parts`` are the text of the evidence. ``findings`` are those that stand
    beside no row of the ledger.
    """

    county: County
    item: Indicator
    given: str
    means: tuple[GroupMean, ...]
    indicator: Link
    evidence: Evidence | None
    absence: str
    status: str
    check: tuple[CheckRow, ...]
    preface: Html
    parts: tuple[PartView, ...]
    ledger: tuple[LedgerRow, ...]
    reasons: tuple[ReasonGroup, ...]
    attachments: tuple[AttachmentCard, ...]
    findings: tuple[TranslatedFinding, ...]
    path: str
    returns: tuple[Return, ...] = ()


def evidence_view(context: PageContext, folder: CountyFolder, checklist: Checklist) -> EvidenceView:
    """Return what is shown of the checklist's item."""
    county, item = context.rubric.county_by_id[folder.county], context.rubric.items[checklist.item]
    evidence = shown_evidence(context, folder, item.id)
    path = context.source(evidence_path(county.id, item.id))
    # The bound volume shows the same HTML: it stands in the same folder as this page,
    # so that relative links hold on both.
    files = CountyFiles(context, county.id, context.addresses.evidence(county.id, item.id))
    findings = sort_findings(evidence, context.findings_in(path))
    ledger = () if evidence is None else _ledger(files, folder, evidence, checklist, findings)
    return EvidenceView(
        county=county,
        item=item,
        given=context.points(county, item),
        means=tuple(_means(context, county, item)),
        indicator=_indicator_link(context, item),
        evidence=evidence,
        absence=_absence(context, folder, item, path),
        status="" if evidence is None else context.text(STATUS_NAMES[evidence.status]),
        check=tuple(check_row(context, result) for result in checklist.clauses),
        preface=Html("") if evidence is None else files.text(evidence.preface),
        parts=() if evidence is None else tuple(_parts(context, files, evidence)),
        ledger=ledger,
        reasons=reason_groups(ledger),
        attachments=() if evidence is None else tuple(attachment_cards(files, folder, evidence)),
        findings=findings.rest,
        path=path,
        # Between the office and the county: never for the public.
        returns=evidence.returns
        if evidence is not None and context.audience is Audience.REVIEWERS
        else (),
    )


def _indicator_link(context: PageContext, item: Indicator) -> Link:
    several = N_("All counties side by side")
    return Link(
        title=context.text(several if context.several else N_("This indicator")),
        address=context.addresses.indicator(item.id),
    )


def county_views(
    context: PageContext, folder: CountyFolder, checklists: Checklists
) -> Iterator[EvidenceView]:
    """Yield what is shown of every item of the county, in the notice's order."""
    for item in context.rubric.items:
        yield evidence_view(context, folder, checklists[folder.county, item])


def shown_evidence(context: PageContext, folder: CountyFolder, item: str) -> Evidence | None:
    """The evidence file as far as the context's audience may see one."""
    return None if context.status(folder.county, item) is None else folder.evidence[item]


def _ledger(
    files: CountyFiles,
    folder: CountyFolder,
    evidence: Evidence,
    checklist: Checklist,
    findings: SortedFindings,
) -> tuple[LedgerRow, ...]:
    links = _entry_links(files, folder, evidence)
    return tuple(ledger_rows(files, folder, evidence, checklist, links, findings))


def _entry_links(files: CountyFiles, folder: CountyFolder, citing: Evidence) -> Mapping[str, str]:
    """The way from the page to each entry that the file cites and the audience may see."""
    context, links = files.context, dict[str, str]()
    cited = {entry.cites for entry in citing.entries if entry.cites is not None}
    for item in folder.evidence if cited else ():
        evidence = shown_evidence(context, folder, item)
        page = context.addresses.evidence(folder.county, item)
        for entry in () if evidence is None else evidence.entries:
            # A citation with a number of its own is no fact to lead to.
            if entry.number in cited and entry.cites is None:
                way = "" if page == files.page else relative_link(files.page, page)
                links.setdefault(entry.number, f"{way}#{entry.anchor}")
    return links


def _parts(context: PageContext, files: CountyFiles, evidence: Evidence) -> Iterator[PartView]:
    for part in evidence.parts:
        yield PartView(
            title=context.part_name(part.name),
            html=files.text(part.html),
            empty=part.empty,
            holds_ledger=part.holds_ledger,
        )
    # Rows count wherever they stand: where their part has no heading they get one here.
    if evidence.part(LEDGER) is None and (evidence.entries or evidence.unread):
        yield PartView(
            title=context.part_name(LEDGER), html=Html(""), empty=False, holds_ledger=True
        )


def _means(context: PageContext, county: County, item: Indicator) -> Iterator[GroupMean]:
    announced = context.announced_item(county, item)
    if context.announcement is not None:
        context = context.under(context.announcement)
    for group in context.rubric.judge_groups:
        # A mean that rests on too few judges is not announced, as it would give away their scores.
        if announced is not None and group.id in announced.groups:
            mean = announced.groups[group.id]
            yield GroupMean(id=group.id, name=group.name, weight=group.share, mean=mean)


def _absence(context: PageContext, folder: CountyFolder, item: Indicator, path: str) -> str:
    """What stands in place of evidence that is not shown."""
    # One sentence for all: the public does not learn of a draft or a returned file.
    if context.audience is Audience.PUBLIC:
        return context.text(N_("Does not count: no evidence was submitted for this item."))
    if item.id in folder.unread:
        return context.text(N_("This file cannot be read; see the findings below."))
    return context.say(N_("No evidence has been submitted. It belongs into {path}."), path=path)


def check_row(context: PageContext, result: ClauseResult) -> CheckRow:
    """The line of a clause."""
    target = result.asked if isinstance(result.asked, Target) else None
    return CheckRow(
        id=result.clause.id,
        # Results quote the Chinese rubric; the name has to be in the language of the page.
        name=context.rubric.clause(result.clause.id).name,
        text=result.clause.text,
        target=target_number(context, result.asked),
        unit=NOT_COUNTED if target is None else context.unit(target.unit),
        reading="" if target is None else context.reading(result.clause.id),
        counted=shown_figure(context, result, result.counted),
        proven=shown_figure(context, result, result.proven),
        missing=context.number(result.missing, up=True) if result.missing else "",
        above=context.number(result.above) if result.above else "",
        state=result.state.value,
        word=context.text(CLAUSE_STATES[result.state]),
    )
