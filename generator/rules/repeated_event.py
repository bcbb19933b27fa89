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

from array import array
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from generator.model.checklist import Checklists
from generator.model.cross_check import Comparison, CrossCheck
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.model.portfolio import Portfolio
from generator.rules.cross_check import events_of
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each entry that stands already in its county's files."""
    for folder in portfolio.counties.values():
        for entry, earlier in events_of(folder, checklists):
            if earlier is not None:
                yield _within(entry.place, entry.title, earlier)


def compare(comparison: Comparison) -> Iterator[Problem]:
    """Yield a problem for each page of a past cycle or an earlier county, on the later entry."""
    cross_checks = comparison.cross_checks
    shared = _shared_pages(cross_checks)
    first: dict[str, Place] = {}
    # A page that every county links gets one message object, not one for each county.
    in_the_past, elsewhere = cache(_in_the_past), cache(_elsewhere)
    for cross_check in cross_checks:
        for event in cross_check.events:
            for page in event.pages:
                if hash(page) in shared:
                    earlier = first.setdefault(page, event.place)
                    if cross_check.cycle is not None:
                        continue
                    if earlier.past_cycle is not None:
                        yield Problem(Severity.WARNING, event.place, *in_the_past(page, earlier))
                    elif earlier.county not in (None, event.place.county):
                        yield Problem(Severity.WARNING, event.place, *elsewhere(page, earlier))


def _shared_pages(cross_checks: Sequence[CrossCheck]) -> set[int]:
    """The hashes of pages that may stand in two cross-checks: most stand in one."""
    # An array of hashes takes less memory than a dictionary of all addresses would.
    hashes = array("q")
    for cross_check in cross_checks:
        hashes.extend({hash(page) for event in cross_check.events for page in event.pages})
    return {first for first, second in pairwise(sorted(hashes)) if first == second}


def _in_the_past(page: str, earlier: Place) -> tuple[Message, Message]:
    values = {"page": page, "earlier": _where(earlier), "cycle": earlier.past_cycle or ""}
    return (
        Message(N_("the page {page} proved an entry of {cycle}: {earlier}"), values),
        Message(N_("Link a page about this year's event.")),
    )


def _elsewhere(page: str, earlier: Place) -> tuple[Message, Message]:
    values = {"page": page, "earlier": _where(earlier)}
    return (
        Message(N_("the page {page} proves an entry of another county: {earlier}"), values),
        Message(N_("If it was a joint event, say in 事项 what was this county's part.")),
    )


def _within(place: Place, title: str, earlier: Place) -> Problem:
    values = {"title": title, "earlier": _where(earlier)}
    return Problem(
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
