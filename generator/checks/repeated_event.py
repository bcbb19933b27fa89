"""One event seems to be entered twice: the same day and the same words, or the same web page.

Within a county an event is entered once and cited where it counts again ("见 dh-012"). In two
counties the same page may tell of a joint event; then each says in 事项 what was its own.
"""

from collections.abc import Iterator, Sequence

from generator.checks.rule import Found
from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.model.portfolio import Portfolio
from generator.model.trace import Trace, events_of


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Found]:
    """Yield a finding an entry that stands already in another file of its county.

    Twice in one file is the rule duplicate-entry's.
    """
    for folder in portfolio.counties.values():
        for entry, earlier in events_of(folder, checklists):
            if earlier is not None:
                yield _within(entry.place, entry.title, earlier)


def compare(traces: Sequence[Trace]) -> Iterator[Found]:
    """Yield a finding a page that stands in an earlier county, on the later one's entry."""
    shared = _shared_pages(traces)
    first: dict[str, Place] = {}
    for trace in traces:
        for event in trace.events:
            for page in event.pages:
                if hash(page) in shared:
                    earlier = first.setdefault(page, event.place)
                    if earlier.county not in (None, event.place.county):
                        yield _elsewhere(event.place, page, earlier)


def _shared_pages(traces: Sequence[Trace]) -> set[int]:
    """The hashes of what may stand in two counties: most pages stand in one."""
    seen: set[int] = set()
    shared: set[int] = set()
    for trace in traces:
        own = {hash(page) for event in trace.events for page in event.pages}
        shared |= seen & own
        seen |= own
    return shared


def _elsewhere(place: Place, page: str, earlier: Place) -> Found:
    values = {"page": page, "earlier": _where(earlier)}
    return Found(
        Severity.WARNING,
        place,
        Message(N_("the page {page} proves an entry of another county: {earlier}"), values),
        Message(N_("If it was a joint event, say in 事项 what was this county's part.")),
    )


def _within(place: Place, title: str, earlier: Place) -> Found:
    values = {"title": title, "earlier": _where(earlier)}
    return Found(
        Severity.WARNING,
        place,
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
