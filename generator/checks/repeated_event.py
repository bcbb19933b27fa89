"""One event seems to be entered twice: the same day and the same words, or the same web page.

Within a county an event is entered once and cited where it counts again ("见 dh-012"). In two
counties the same page may tell of a joint event; then each says in 事项 what was its own. A page
that proved an entry of a past cycle tells of that year.

Wrong::

    | 2018-03-12 | 春季活动 | 活动 | 1 场 |
    …
    | 2018-03-12 | 春季 活动 | 会议 | 1 场 |

Right::

    | 2018-03-12 | 春季活动 | 活动 | 1 场 |
    …
    | | 见 j-1 | 会议 | 1 场 |
"""

import unicodedata
from collections.abc import Iterator, Sequence

from generator.checks.rule import Found
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.model.trace import EventTrace, Trace


def compare(traces: Sequence[Trace]) -> Iterator[Found]:
    """Yield a finding an entry that was there already, on the later one; past cycles are earlier."""
    pages: dict[str, Place] = {}
    for trace in traces:
        if trace.cycle is not None:
            for event in trace.events:
                pages |= {page: event.place for page in event.pages if page not in pages}
            continue
        days: dict[tuple[object, str], Place] = {}
        for event in trace.events:
            earlier = days.setdefault((event.when, _bare(event.title)), event.place)
            # Twice in one file is the rule duplicate-entry's.
            if event.when is not None and earlier.path != event.place.path:
                yield _within(event, earlier)
            else:
                yield from _by_page(event, pages)


def _by_page(event: EventTrace, pages: dict[str, Place]) -> Iterator[Found]:
    for page in event.pages:
        earlier = pages.setdefault(page, event.place)
        values = {
            "page": page,
            "earlier": _where(earlier),
            "cycle": earlier.past_cycle or "",
        }
        if earlier.past_cycle is not None:
            yield Found(
                Severity.WARNING,
                event.place,
                Message(N_("the page {page} proved an entry of {cycle}: {earlier}"), values),
                Message(N_("Link a page about this year's event.")),
            )
        elif earlier.county not in (None, event.place.county):
            yield Found(
                Severity.WARNING,
                event.place,
                Message(N_("the page {page} proves an entry of another county: {earlier}"), values),
                Message(N_("If it was a joint event, say in 事项 what was this county's part.")),
            )


def _within(event: EventTrace, earlier: Place) -> Found:
    values = {"title": event.title, "earlier": _where(earlier)}
    return Found(
        Severity.WARNING,
        event.place,
        Message(N_('"{title}" on the same day stands already: {earlier}'), values),
        Message(
            N_(
                "Cite it: give the first entry a number and write 见 and the number here. If it "
                "was another event, say in 事项 what tells it apart."
            )
        ),
    )


def _where(place: Place) -> str:
    return f"{place.path}:{place.line}"


def _bare(title: str) -> str:
    plain = unicodedata.normalize("NFKC", title).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
