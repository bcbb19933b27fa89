"""One county's evidence for one item as it is shown, on its page and in the bound volume."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from generator.model.checklist import Checklist, Checklists, ClauseResult, EntryResult
from generator.model.evidence import Evidence, LinkKind, LinkUse
from generator.model.finding import ToldFinding
from generator.model.numbers import shown_number
from generator.model.page import Address
from generator.model.picture import UNDESCRIBED, Size, is_picture
from generator.model.portfolio import CountyFolder
from generator.model.rubric import County, Indicator, Target
from generator.model.state import Audience
from generator.pages.asked import asked_number, shown_figure
from generator.pages.findings import evidence_path, findings_in
from generator.pages.scene import Scene
from generator.pages.words import CLAUSE_STATES, STATUSES, UNCOUNTED


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckRow:
    """One line of the checklist; numbers are "" where none is asked."""

    id: str
    name: str
    text: str
    asked: str
    unit: str
    reading: str
    counted: str
    proven: str
    missing: str
    above: str
    state: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofLink:
    """One proof in a ledger row; ``href`` is "" where it leads nowhere."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row of the ledger as shown; ``raw`` alone is set for a row not read."""

    line: int
    anchor: str = ""
    when: str = ""
    title: str = ""
    cites: str = ""
    clause: str = ""
    quantity: str = ""
    location: str = ""
    proofs: tuple[ProofLink, ...] = ()
    number: str = ""
    counts: bool = False
    verdict: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupMean:
    """What the judges of one group gave on average; the weight is in percent."""

    id: str
    name: str
    weight: str
    mean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentCard:
    """One linked attachment; ``digest`` is its SHA-256.

    ``picture`` says what it shows, "" for what is no picture; ``pixels`` is None where unknown.
    """

    href: str
    name: str
    text: str
    size: str
    digest: str
    picture: str
    pixels: Size | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceView:
    """All that is shown of an item of a county.

    ``evidence`` is None where none may be seen; ``absence`` then says why. ``given`` are the
    points announced and ``means`` those of the groups, as far as they may be shown.
    """

    county: County
    item: Indicator
    given: str
    means: tuple[GroupMean, ...]
    indicator_link: Address
    evidence: Evidence | None
    absence: str
    status: str
    check: tuple[CheckRow, ...]
    ledger: tuple[LedgerRow, ...]
    attachments: tuple[AttachmentCard, ...]
    findings: tuple[ToldFinding, ...]
    path: str


def evidence_view(scene: Scene, folder: CountyFolder, checklist: Checklist) -> EvidenceView:
    """Return what is shown of the item whose checklist it is."""
    county, item = scene.rubric.county_by_id[folder.county], scene.rubric.items[checklist.item]
    evidence = shown_evidence(scene, folder, item.id)
    path = scene.source(evidence_path(county.id, item.id))
    return EvidenceView(
        county=county,
        item=item,
        given=scene.points(county, item),
        means=tuple(_means(scene, county, item)),
        indicator_link=scene.addresses.indicator(item.id),
        evidence=evidence,
        absence=_absence(scene, folder, item, path),
        status="" if evidence is None else STATUSES[evidence.status],
        check=tuple(_check_row(one) for one in checklist.clauses),
        ledger=() if evidence is None else tuple(_ledger_rows(folder, evidence, checklist)),
        attachments=() if evidence is None else tuple(_attachments(folder, evidence)),
        findings=findings_in(scene, path),
        path=path,
    )


def county_views(
    scene: Scene, folder: CountyFolder, checklists: Checklists
) -> Iterator[EvidenceView]:
    """Yield what is shown of every item of the county, in the notice's order."""
    for item in scene.rubric.items:
        yield evidence_view(scene, folder, checklists[folder.county, item])


def shown_evidence(scene: Scene, folder: CountyFolder, item: str) -> Evidence | None:
    """The evidence file as far as the scene's audience may see one."""
    return None if scene.status(folder.county, item) is None else folder.evidence[item]


def linked_attachments(evidence: Evidence) -> frozenset[str]:
    """The paths of the attachments that the file links."""
    return frozenset(link.target for link in evidence.links if link.kind is LinkKind.ATTACHMENT)


def _means(scene: Scene, county: County, item: Indicator) -> Iterator[GroupMean]:
    announced = scene.announced_item(county, item)
    for group in scene.rubric.judge_groups:
        if announced is not None and group.id in announced.groups:
            weight = shown_number(group.weight)
            mean = announced.groups[group.id]
            yield GroupMean(id=group.id, name=group.name, weight=weight, mean=mean)


def _absence(scene: Scene, folder: CountyFolder, item: Indicator, path: str) -> str:
    """What stands in place of evidence that is not shown."""
    if scene.audience is Audience.PUBLIC:
        return "未计入：这一项没有提交材料。"
    if item.id in folder.unread:
        return "这份材料读不出来，见上面的检查发现。"
    return f"还没有提交材料。应放在 {path}。"


def _check_row(result: ClauseResult) -> CheckRow:
    asked = result.asked
    return CheckRow(
        id=result.clause.id,
        name=result.clause.name,
        text=result.clause.text,
        asked=asked_number(asked),
        unit=asked.unit if isinstance(asked, Target) else "",
        reading=asked.reading if isinstance(asked, Target) else "",
        counted=shown_figure(result, result.counted),
        proven=shown_figure(result, result.proven),
        missing=shown_number(result.missing, up=True) if result.missing else "",
        above=shown_number(result.above) if result.above else "",
        state=result.state.value,
        word=CLAUSE_STATES[result.state],
    )


def _ledger_rows(folder: CountyFolder, evidence: Evidence, checklist: Checklist) -> list[LedgerRow]:
    rows = [_row(folder, result) for result in checklist.entries]
    rows += [LedgerRow(line=one.place.line, raw=one.text) for one in evidence.unread]
    return sorted(rows, key=lambda row: row.line)


def _row(folder: CountyFolder, result: EntryResult) -> LedgerRow:
    entry = result.entry
    return LedgerRow(
        line=entry.place.line,
        anchor=entry.anchor,
        when=entry.when_text,
        title=entry.title,
        clause=entry.clause_text,
        quantity=entry.quantity_text,
        location=entry.location,
        proofs=tuple(_proof(folder, link) for link in entry.proofs),
        number=entry.number,
        counts=result.uncounted is None,
        verdict=_verdict(result),
    )


def _verdict(result: EntryResult) -> str:
    if result.uncounted is not None:
        return f"不计：{UNCOUNTED[result.uncounted]}"
    return "计入" if result.proven else "计入，缺佐证"


def _proof(folder: CountyFolder, link: LinkUse) -> ProofLink:
    text = link.text or link.target.rsplit("/", 1)[-1]
    if link.kind is LinkKind.WEB:
        return ProofLink(text=text, href=link.target)
    there = link.target in folder.attachments
    href = f"../{quote(link.target)}" if link.kind is LinkKind.ATTACHMENT and there else ""
    return ProofLink(text=text, href=href)


def _attachments(folder: CountyFolder, evidence: Evidence) -> Iterator[AttachmentCard]:
    files = folder.attachments
    texts = {link.target: link.text for link in reversed(evidence.links) if link.text.strip()}
    entries = [one for one in reversed(evidence.entries) if one.cites is None]
    facts = {link.target: one.title for one in entries for link in one.proofs}
    linked = dict.fromkeys(
        link.target for link in evidence.links if link.kind is LinkKind.ATTACHMENT
    )
    for target in linked:
        if target in files:
            yield _card(folder, target, texts.get(target, ""), facts.get(target, ""))


def _card(folder: CountyFolder, target: str, text: str, fact: str) -> AttachmentCard:
    """``fact`` is the entry that the file proves, "" for none."""
    file = folder.attachments[target]
    kibibytes = max(1, round(file.stat().st_size / 1024))
    words = "：".join(one for one in (fact, text) if one) or UNDESCRIBED
    return AttachmentCard(
        href=f"../{quote(target)}",
        name=target.removeprefix("attachments/"),
        text=text,
        size=f"{kibibytes} KB",
        digest=folder.digests[target],
        picture=words if is_picture(target) else "",
        pixels=folder.sizes.get(target),
    )
