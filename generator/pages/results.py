"""The results page, and a page a notice: proposal, announcement, amendment."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.announcement import Announcement, Change
from generator.model.log import Notice, Transition
from generator.model.message import N_
from generator.model.page import Link, Neighbour, Page
from generator.model.rubric import County
from generator.pages.addresses import FEED
from generator.pages.result import result_view
from generator.pages.scene import BONUS_ITEMS, RESULTS_TAB, Scene
from generator.pages.words import CHANGED_FIELDS, NOTICES, STATES


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


def results_pages(scene: Scene) -> Iterator[Page]:
    """Yield the results, then the notices, oldest first; nothing before the first."""
    announced = scene.announced
    if not announced:
        return
    yield _results_page(scene, announced[-1][1].announcement)
    for transition, notice in announced:
        yield _notice_page(scene, transition, notice)


def _results_page(scene: Scene, announcement: Announcement) -> Page:
    address = scene.addresses.results
    return Page(
        address=address,
        title=scene.text(RESULTS_TAB),
        description=scene.say(
            N_("The result of the {title} ({state})."),
            title=scene.rubric.title,
            state=scene.text(STATES[announcement.state]),
        ),
        tab=scene.text(RESULTS_TAB),
        body=scene.templates.render(
            "results.html",
            address,
            scene=scene,
            announcement=announcement,
            result=result_view(scene, announcement),
            state_word=scene.text(STATES[announcement.state]),
            day=_day(scene, announcement),
            notices=tuple(notice_lines(scene)),
            data=scene.addresses.data("results.json"),
            feed=FEED,
        ),
        path=scene.path(),
        neighbours=_neighbours(scene),
    )


def _notice_page(scene: Scene, transition: Transition, notice: Notice) -> Page:
    address = scene.addresses.notice(transition.number)
    announcement = notice.announcement
    newest = scene.announced[-1][0]
    return Page(
        address=address,
        title=_title(scene, transition),
        description=scene.say(
            N_("{organiser}, {day}."),
            organiser=scene.rubric.organiser,
            day=_day(scene, announcement),
        ),
        tab=scene.text(RESULTS_TAB),
        body=scene.templates.render(
            "notice.html",
            address,
            rubric=scene.rubric,
            kind=scene.text(NOTICES[announcement.state]),
            announcement=announcement,
            result=result_view(scene, announcement),
            by=transition.by,
            day=_day(scene, announcement),
            publicity=scene.rubric.open_rules["publicity-days"].choice,
            changes=tuple(_change_row(scene, one) for one in announcement.changes),
            newer=None if newest is transition else _notice_link(scene, newest),
            data=scene.addresses.data(notice.name),
            digest=notice.digest,
        ),
        path=scene.path(scene.tab_link(RESULTS_TAB, scene.addresses.results)),
        neighbours=_neighbours(scene),
    )


def _title(scene: Scene, transition: Transition) -> str:
    kind = scene.text(NOTICES[transition.state])
    return scene.say(N_("{title}: {kind}"), title=scene.rubric.title, kind=kind)


def _notice_link(scene: Scene, transition: Transition) -> Link:
    title = f"{transition.number} {scene.text(NOTICES[transition.state])}"
    return Link(title=title, address=scene.addresses.notice(transition.number))


def notice_lines(scene: Scene, county: County | None = None) -> Iterator[NoticeLine]:
    """Yield the notices that the audience may see, the newest first, for all or for one county."""
    for transition, notice in reversed(scene.announced):
        address = scene.addresses.notice(transition.number)
        yield NoticeLine(
            link=Link(title=_title(scene, transition), address=address),
            day=_day(scene, notice.announcement),
            kind=scene.text(NOTICES[transition.state]),
            changes=tuple(
                _change_row(scene, one)
                for one in notice.announcement.changes
                if county is not None and one.county == county.id
            ),
        )


def _neighbours(scene: Scene) -> tuple[Neighbour, ...]:
    links = [_notice_link(scene, one) for one, _ in scene.announced]
    return tuple(Neighbour(link=one) for one in links)


def _change_row(scene: Scene, change: Change) -> ChangeRow:
    return ChangeRow(
        county=scene.rubric.county_by_id[change.county].name,
        field=_field_name(scene, change.field),
        before=_value(scene, change.field, change.before),
        after=_value(scene, change.field, change.after),
    )


def _field_name(scene: Scene, field: str) -> str:
    """What a key of the announcement is called."""
    key, *rest = field.split(".")
    if field in CHANGED_FIELDS:
        return scene.text(CHANGED_FIELDS[field])
    if key == "sections":
        names = {one.id: one.name for one in scene.rubric.sections}
        return names.get(rest[0], scene.text(BONUS_ITEMS))
    item = scene.rubric.items[rest[0]]
    groups = {one.id: one.name for one in scene.rubric.judge_groups}
    return " ".join([item.id, item.name, *(groups[one] for one in rest[1:])])


def _value(scene: Scene, field: str, text: str) -> str:
    if field == "commended":
        return scene.text(N_("yes") if text else N_("no"))
    grounds = {one.id: one.name for one in scene.rubric.veto_grounds}
    return (grounds.get(text, text) if field == "veto" else text) or "—"


def _day(scene: Scene, announcement: Announcement) -> str:
    day = announcement.issued
    text = N_("{year}-{month:02}-{day:02}")
    return scene.say(text, year=day.year, month=day.month, day=day.day)
