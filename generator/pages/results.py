"""The results page, and a page a notice: proposal, announcement, amendment."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.chinese.workdays import publicity
from generator.model.announcement import Announcement, Change
from generator.model.log import Notice, Transition
from generator.model.message import N_
from generator.model.page import Address, Link, Neighbour, Page
from generator.model.rubric import County, Rubric
from generator.model.state import State
from generator.pages.addresses import FEED
from generator.pages.in_parts import PartLine, part_link, part_list, part_pages
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import RESULTS_TAB, PageKind
from generator.pages.regions import numbered_parts
from generator.pages.result import ResultView, part_of_result, result_view
from generator.pages.words import CHANGED_FIELDS, NOTICES


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One value that a notice changed."""

    county: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One notice in the list of all; ``changes`` are those of one county, where it is about one."""

    link: Link
    day: str
    kind: str
    changes: tuple[ChangeRow, ...] = ()


def results_pages(context: PageContext) -> Iterator[Page]:
    """Yield the results, then the notices, oldest first; nothing before the first."""
    announced = context.announced
    if not announced:
        return
    yield from _results_pages(context, announced[-1][1].announcement)
    for transition, notice in announced:
        yield from _notice_pages(context, transition, notice)


def _results_pages(context: PageContext, announcement: Announcement) -> Iterator[Page]:
    address = context.addresses.results
    whole = result_view(context, announcement)
    page = Page(
        address=address,
        title=context.text(RESULTS_TAB),
        description=context.say(
            N_("The result of the {title} ({state})."),
            title=context.rubric.title,
            state=context.state_name(announcement.state),
        ),
        shell=context.shell(PageKind.RESULTS),
        body=context.templates.render(
            "results.html",
            address,
            context=context,
            announcement=announcement,
            result=_without_parts(whole),
            whole=whole,
            parts=part_list(context, address, _lines(context, address, whole)),
            state_word=context.state_name(announcement.state),
            day=_day(context, announcement),
            notices=tuple(notice_lines(context)),
            data=context.addresses.data("results.json"),
            feed=FEED,
        ),
        path=context.path(),
        neighbours=_neighbours(context),
    )
    yield page
    yield from _parts(context, page, whole, PageKind.NOTICE)


def _notice_pages(context: PageContext, transition: Transition, notice: Notice) -> Iterator[Page]:
    address = context.addresses.notice(transition.number)
    announcement = notice.announcement
    newest = context.announced[-1][0]
    whole = result_view(context, announcement)
    page = Page(
        address=address,
        title=_title(context, transition),
        description=context.say(
            N_("{organiser}, {day}."),
            organiser=context.rubric.organiser,
            day=_day(context, announcement),
        ),
        shell=context.shell(PageKind.NOTICE),
        body=context.templates.render(
            "notice.html",
            address,
            rubric=context.rubric,
            kind=context.text(NOTICES[announcement.state]),
            announcement=announcement,
            result=_without_parts(whole),
            whole=whole,
            parts=part_list(context, address, _lines(context, address, whole)),
            by=transition.by,
            day=_day(context, announcement),
            publicity=_publicity(context, announcement),
            changes=tuple(_change_rows(context, announcement.changes)),
            # A notice keeps its page when a newer one replaces it, and says so.
            newer=None if newest is transition else _notice_link(context, newest),
            data=context.addresses.data(notice.name),
            # By it anyone can prove that the file was not changed afterwards.
            digest=notice.digest,
            signatures=tuple(context.addresses.data(name) for name in notice.signatures),
            program=context.addresses.data("verify.py"),
        ),
        path=context.path(context.named_link(RESULTS_TAB, context.addresses.results)),
        neighbours=_neighbours(context),
    )
    yield page
    yield from _parts(context, page, whole, PageKind.NOTICE_PART)


def _without_parts(result: ResultView) -> ResultView:
    """The result without the counties that have pages of their own."""
    return replace(result, counties=(), blocks=()) if numbered_parts(result.counties) else result


def _lines(context: PageContext, address: Address, result: ResultView) -> list[PartLine]:
    """The parts of the counties in the order of the result, none where one page holds all."""
    return [
        PartLine(part_link(context, address, part), tuple(one.link for one in part.rows))
        for part in numbered_parts(result.counties)
    ]


def _parts(context: PageContext, whole: Page, result: ResultView, kind: PageKind) -> Iterator[Page]:
    """Yield a page a part of the result below the page of the whole."""
    lines = _lines(context, whole.address, result)
    pages = (
        replace(
            whole,
            body=context.templates.render(
                "result_part.html",
                line.link.address,
                rubric=context.rubric,
                result=part_of_result(result, part.first - 1, part.last),
            ),
            address=line.link.address,
            shell=context.shell(kind),
        )
        for part, line in zip(numbered_parts(result.counties), lines, strict=True)
    )
    yield from part_pages(context, whole, pages, lines)


@dataclass(frozen=True, slots=True)
class PublicityView:
    """For how many working days a result is open to objections, and which are the first and last."""

    number: str
    first: str
    last: str


def _publicity(context: PageContext, announcement: Announcement) -> PublicityView | None:
    if announcement.state is not State.PROPOSED:
        return None
    # As it was promised then, whatever was changed since.
    rubric = context.under(announcement).rubric
    days = publicity(rubric, announcement.issued)
    number = rubric.open_rules["publicity-days"].choice
    return PublicityView(number, _written(context, days.first), _written(context, days.last))


def _title(context: PageContext, transition: Transition) -> str:
    kind = context.text(NOTICES[transition.state])
    return context.say(N_("{title}: {kind}"), title=context.rubric.title, kind=kind)


def _notice_link(context: PageContext, transition: Transition) -> Link:
    title = f"{transition.number} {context.text(NOTICES[transition.state])}"
    return Link(title=title, address=context.addresses.notice(transition.number))


def notice_lines(context: PageContext, county: County | None = None) -> Iterator[NoticeLine]:
    """Yield the notices that the audience may see, the newest first, for all or for one county."""
    for transition, notice in reversed(context.announced):
        address = context.addresses.notice(transition.number)
        yield NoticeLine(
            link=Link(title=_title(context, transition), address=address),
            day=_day(context, notice.announcement),
            kind=context.text(NOTICES[transition.state]),
            changes=tuple(
                _change_rows(
                    context,
                    (
                        change
                        for change in notice.announcement.changes
                        if county is not None and change.county == county.id
                    ),
                )
            ),
        )


def _neighbours(context: PageContext) -> tuple[Neighbour, ...]:
    links = [_notice_link(context, transition) for transition, _ in context.announced]
    return tuple(Neighbour(link=link) for link in links)


def _change_rows(context: PageContext, changes: Iterable[Change]) -> Iterator[ChangeRow]:
    # What was renamed since has the name that it had.
    rubrics = (context.rubric, *context.counted.values())
    names = {county.id: county.name for rubric in reversed(rubrics) for county in rubric.counties}
    for change in changes:
        yield ChangeRow(
            county=names[change.county],
            field=_field_name(context, change.field, rubrics),
            before=_value(context, change.field, change.before, rubrics),
            after=_value(context, change.field, change.after, rubrics),
        )


def _field_name(context: PageContext, field: str, rubrics: Sequence[Rubric]) -> str:
    """The name of a key of the announcement, such as sections.s1."""
    key, *rest = field.split(".")
    if field in CHANGED_FIELDS:
        return context.text(CHANGED_FIELDS[field])
    if key == "sections":
        blocks = (block for rubric in rubrics for block in rubric.blocks)
        return next(block.name for block in blocks if block.id == rest[0])
    item = next(rubric.items[rest[0]] for rubric in rubrics if rest[0] in rubric.items)
    groups = {group.id: group.name for rubric in rubrics for group in rubric.judge_groups}
    return " ".join([item.id, item.name, *(groups[group] for group in rest[1:])])


def _value(context: PageContext, field: str, text: str, rubrics: Sequence[Rubric]) -> str:
    if field == "commended":
        return context.text(N_("yes") if text else N_("no"))
    grounds = {ground.id: ground.name for rubric in rubrics for ground in rubric.veto_grounds}
    return (grounds.get(text, text) if field == "veto" else text) or "—"


def _day(context: PageContext, announcement: Announcement) -> str:
    return _written(context, announcement.issued)


def _written(context: PageContext, day: date) -> str:
    # In parts: each language writes them in its own order.
    text = N_("{year}-{month:02}-{day:02}")
    return context.say(text, year=day.year, month=day.month, day=day.day)
