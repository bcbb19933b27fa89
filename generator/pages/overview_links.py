"""Links to the overview pages (matrix, comparison, calendar, burden, received, session) that an audience sees."""

from collections.abc import Iterator

from generator.model.message import N_
from generator.model.page import Link, Neighbour
from generator.model.state import Audience, Field
from generator.pages.page_context import PageContext

MATRIX = N_("Matrix")
COMPARE = N_("Compare counties")
CALENDAR = N_("Calendar")
BURDEN = N_("Burden")
RECEIVED = N_("Received")
SESSION = N_("Presentations")
SCORING = N_("Score")


def overview_links(context: PageContext) -> tuple[Link, ...]:
    """Return the links, none where the audience sees no checklists."""
    return tuple(_overview_links(context))


def compares(context: PageContext) -> bool:
    """Whether there are several counties and the audience may compare them."""
    return context.shows(Field.CHECKLIST) and context.several


def has_session(context: PageContext) -> bool:
    """Whether the audience has the page of the session: of the current cycle, for reviewers."""
    return context.audience is Audience.REVIEWERS and not context.folder


def scores(context: PageContext) -> bool:
    """Whether judges give their scores here: of the current cycle alone."""
    return context.shows(Field.SCORING) and not context.folder


def overview_neighbours(context: PageContext) -> tuple[Neighbour, ...]:
    """The same links as lines of the local navigation."""
    return tuple(Neighbour(link=link) for link in overview_links(context))


def _overview_links(context: PageContext) -> Iterator[Link]:
    if context.shows(Field.CHECKLIST):
        yield context.named_link(MATRIX, context.addresses.matrix)
        if compares(context):
            yield context.named_link(COMPARE, context.addresses.compare)
        yield context.named_link(CALENDAR, context.addresses.calendar)
    # The burden is about what was handed in, whether or not it counts.
    if context.shows(Field.EVIDENCE):
        yield context.named_link(BURDEN, context.addresses.burden)
    if context.receipts:
        yield context.named_link(RECEIVED, context.addresses.received)
    if has_session(context):
        yield context.named_link(SESSION, context.addresses.session)
    if scores(context):
        yield context.named_link(SCORING, context.addresses.score)
