"""The announcements as an Atom feed (RFC 4287)."""

from collections.abc import Sequence
from datetime import date
from html import escape
from uuid import NAMESPACE_URL, uuid5

from generator.model.log import Log, Notice, Transition
from generator.model.open_data import FEED
from generator.model.rubric import Rubric
from generator.model.state import State

_KINDS = {
    State.PROPOSED: "考核结果公示",
    State.FINAL: "考核结果通报",
    State.AMENDED: "考核结果更正",
}


def announcement_feed(cycles: Sequence[tuple[Rubric, Log]]) -> bytes:
    """Return the feed, the newest first; every date is one of the log, at midnight in China.

    ``cycles`` are those whose announcements may be seen, the current one last; at least one
    cycle has an announcement. Links are relative to the site's root, where the feed stands.
    """
    rubric = cycles[-1][0]
    announced = [(rubric, *step) for rubric, log in cycles for step in log.announced]
    announced.sort(key=_order, reverse=True)
    latest, newest, _ = announced[0]
    entries = "".join(_entry(*step) for step in announced)
    feed = uuid5(NAMESPACE_URL, f"taizhang:{rubric.organiser}/feed")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh">\n'
        f"<title>{escape(rubric.organiser, quote=False)}：考核公告</title>\n"
        f"<id>urn:uuid:{feed}</id>\n"
        f"<updated>{_moment(newest)}</updated>\n"
        f"<author><name>{escape(rubric.organiser, quote=False)}</name></author>\n"
        f'<link rel="self" type="application/atom+xml" href="{escape(FEED)}"/>\n'
        f'<link rel="alternate" type="text/html" href="{latest.cycle}/results/"/>\n'
        f"{entries}</feed>\n"
    ).encode()


def _order(step: tuple[Rubric, Transition, Notice]) -> tuple[date, str, str]:
    rubric, transition, _ = step
    # Several steps can be taken on one day: the number in the log decides.
    return transition.day, rubric.cycle, transition.number


def _entry(rubric: Rubric, transition: Transition, notice: Notice) -> str:
    title = f"{rubric.title}：{_KINDS[transition.state]}"
    data = f"{rubric.cycle}/data/{notice.name}"
    made_up = "（演示数据）" if notice.announcement.demonstration else ""
    return (
        "<entry>\n"
        f"<title>{escape(title + made_up, quote=False)}</title>\n"
        f"<id>{_id(rubric, notice.name)}</id>\n"
        f"<updated>{_moment(transition)}</updated>\n"
        f'<link rel="alternate" type="text/html" href="{rubric.cycle}/notices/{transition.number}/"/>\n'
        f'<link rel="related" type="application/json" href="{escape(data)}"/>\n'
        f"<summary>{escape(transition.by, quote=False)}，{transition.day}</summary>\n"
        "</entry>\n"
    )


def _id(rubric: Rubric, name: str) -> str:
    """An id that never changes, so that readers know the entry after the site has moved."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'taizhang:{rubric.organiser}/{rubric.cycle}/{name}')}"


def _moment(transition: Transition) -> str:
    # The log knows days; Atom requires a time with its zone.
    return f"{transition.day}T00:00:00+08:00"
