"""An announcement ready to show: commendations, ranking and points."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.model.announcement import AnnouncedCounty, Announcement
from generator.model.disclosure import Disclosure
from generator.model.message import N_
from generator.model.page import Link
from generator.model.rubric import Indicator, Rubric
from generator.model.state import Field
from generator.model.withheld import withheld_figures, withheld_text
from generator.pages.page_context import PageContext
from generator.pages.words import DISCLOSURE_NOTES, WITHHELD


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPoints:
    """A county's points in one section, and its piece of a bar in hundredths of a point."""

    id: str
    name: str
    points: str
    most: str
    start: int
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyResult:
    """One county's result; what is not announced is "" or empty.

    ``order`` is its place in the notice, ``place`` the rank as a number alone;
    ``width`` is the total in hundredths of a point, for a bar.
    """

    county: str
    order: int
    link: Link
    rank: str
    place: str
    grade: str
    total: str
    width: int
    commended: bool
    vetoed: bool
    standing: str
    sections: tuple[SectionPoints, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item's points across the counties; ``links`` is empty where no page has more."""

    item: Indicator
    most: str
    points: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemBlock:
    """The items of one section."""

    name: str
    rows: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VetoLine:
    """The veto of one county."""

    county: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultView:
    """Everything an announcement says. Counties stand by rank, without ranks as in the notice.

    ``scale`` is that of ``points_scale``.
    """

    commended: tuple[Link, ...]
    counties: tuple[CountyResult, ...]
    blocks: tuple[ItemBlock, ...]
    vetoes: tuple[VetoLine, ...]
    notes: tuple[str, ...]
    scale: int


def result_view(context: PageContext, announcement: Announcement) -> ResultView:
    """Return the announcement, ready to show under the rules that counted it."""
    context = context.under(announcement)
    rubric = context.rubric
    # Stable: without ranks counties stay in the order of the notice, which hints at nothing.
    ranked = sorted(
        announcement.counties, key=lambda county: (county.rank is None, county.rank or 0)
    )
    grounds = {ground.id: ground.name for ground in rubric.veto_grounds}
    return ResultView(
        commended=tuple(
            context.county_link(rubric.county_by_id[county]) for county in announcement.commended
        ),
        counties=tuple(county_result(context, announcement, county) for county in ranked),
        blocks=tuple(_blocks(context, ranked)) if _covers_items(announcement) else (),
        vetoes=tuple(
            VetoLine(
                county=rubric.county_by_id[veto.county].name,
                ground=grounds[veto.ground],
                reason=veto.reason,
            )
            for veto in announcement.vetoes
        ),
        notes=tuple(_notes(context, announcement)),
        scale=points_scale(rubric),
    )


def part_of_result(result: ResultView, first: int, last: int) -> ResultView:
    """The counties from the one place to before the other, with their points."""
    return replace(
        result,
        counties=result.counties[first:last],
        blocks=tuple(
            replace(block, rows=tuple(_part_of_row(row, first, last) for row in block.rows))
            for block in result.blocks
        ),
    )


def _part_of_row(row: ItemRow, first: int, last: int) -> ItemRow:
    return replace(row, points=row.points[first:last], links=row.links[first:last])


def points_scale(rubric: Rubric) -> int:
    """The width of a full bar, in hundredths of a point."""
    return int((rubric.base + rubric.bonus) * 100)


def county_result(
    context: PageContext, announcement: Announcement, county: AnnouncedCounty
) -> CountyResult:
    """Return one county's part of the announcement, under the rules that counted it."""
    context = context.under(announcement)
    standing = {change.county: change.reason for change in announcement.standing}
    return CountyResult(
        county=county.county,
        order=announcement.county_order[county.county],
        link=context.county_link(context.rubric.county_by_id[county.county]),
        rank=_rank(context, announcement, county),
        place="" if county.rank is None else str(county.rank),
        grade=county.grade,
        total=county.total,
        width=int(Fraction(county.total or 0) * 100),
        commended=county.county in announcement.commended,
        vetoed=county.county in {veto.county for veto in announcement.vetoes},
        standing=standing.get(county.county, ""),
        sections=tuple(_sections(context, county)),
    )


def _covers_items(announcement: Announcement) -> bool:
    return announcement.disclosure.covers(Disclosure.INDICATORS)


def _rank(context: PageContext, announcement: Announcement, county: AnnouncedCounty) -> str:
    if county.rank is None:
        return ""
    shared = county.rank in announcement.shared_ranks
    sentence = N_("Joint rank {rank}") if shared else N_("Rank {rank}")
    return context.say(sentence, rank=county.rank)


def _sections(context: PageContext, county: AnnouncedCounty) -> Iterator[SectionPoints]:
    rubric, start = context.rubric, Fraction(0)
    for block in rubric.blocks:
        if county.sections:
            # Each piece begins where the one before ends, so that rounding leaves no gaps.
            points = Fraction(county.sections.get(block.id, 0))
            yield SectionPoints(
                id=block.id,
                name=block.name,
                points=county.sections.get(block.id) or context.text(WITHHELD),
                most=context.number(block.points),
                start=int(start * 100),
                width=int((start + points) * 100) - int(start * 100),
            )
            start += points


def _blocks(context: PageContext, ranked: list[AnnouncedCounty]) -> Iterator[ItemBlock]:
    for block in context.rubric.blocks:
        rows = tuple(_row(context, ranked, item) for item in block.items)
        yield ItemBlock(name=block.name, rows=rows)


def _row(context: PageContext, ranked: list[AnnouncedCounty], item: Indicator) -> ItemRow:
    counties = [context.rubric.county_by_id[county.county] for county in ranked]
    links = tuple(context.evidence_link(county, item) for county in counties)
    # No page has more of what today's rules no longer name.
    official = context.official
    known = (
        item.id in official.items and {one.id for one in counties} <= official.county_by_id.keys()
    )
    return ItemRow(
        item=item,
        most=context.number(item.points),
        points=tuple(_item_points(context, county, item) for county in ranked),
        links=links if known and context.shows(Field.EVIDENCE) else (),
    )


def _item_points(context: PageContext, county: AnnouncedCounty, item: Indicator) -> str:
    """The points for the item, or why there are none: it does not apply, or they are withheld."""
    announced = county.points_by_item.get(item.id)
    if announced is None:
        return context.text(N_("not applicable"))
    return announced.points or context.text(WITHHELD)


def _notes(context: PageContext, announcement: Announcement) -> Iterator[str]:
    """Notes on rounding, ranks and disclosure under the figures."""
    rubric = context.rubric
    yield context.text(DISCLOSURE_NOTES[announcement.disclosure])
    if withheld := withheld_figures(announcement, rubric):
        yield context.say(withheld_text(announcement), number=withheld)
    if not announcement.disclosure.covers(Disclosure.TOTALS):
        return
    if announcement.shared_ranks:
        yield context.text(N_("After a shared rank as many ranks are left out as share it."))
    if rubric.open_rules["rounding"].choice == "none":
        yield context.text(N_("Ranks go by points that are not rounded; those shown are."))
    whole = (one for one in announcement.counties if len(one.sections) == len(rubric.blocks))
    if not all(county.adds_up for county in whole):
        yield context.text(
            N_("Points are rounded one by one; where they do not add up, the total is right.")
        )
    if _covers_items(announcement) and any(
        len(county.items) < len(rubric.items) for county in announcement.counties
    ):
        yield context.text(
            N_(
                "Items that do not apply to a county are left out there; "
                "the other items of the section are scaled up to its points."
            )
        )
    if _covers_items(announcement) and not _items_add_up(context, announcement):
        yield context.text(
            N_(
                "The points of indicators are rounded one by one; "
                "where they do not add up, those of the section are right."
            )
        )
    if announcement.standing:
        yield context.text(
            N_(
                "Deliberation may change ranks for everyday work, never points; the reasons are below."
            )
        )


def _items_add_up(context: PageContext, announcement: Announcement) -> bool:
    for county in announcement.counties:
        # Not the bonus items: the cap on their sum may cut them, which is no rounding.
        for section in context.rubric.sections:
            announced = [county.points_by_item.get(item.id) for item in section.indicators]
            if not all(item is not None and item.points for item in announced) or (
                section.id not in county.sections
            ):
                continue  # Scaled up or withheld, which other notes say.
            shown = (county.points_by_item[item.id].points for item in section.indicators)
            if sum(map(Fraction, shown), Fraction(0)) != Fraction(county.sections[section.id]):
                return False
    return True
