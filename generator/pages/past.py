"""A page turned into one of a past cycle, with a bar that names the year and what is made up."""

from collections.abc import Iterator
from dataclasses import replace

from generator.model.announcement import Announcement
from generator.model.html import Html
from generator.model.message import N_, Translator
from generator.model.page import Link, Neighbour, Page
from generator.model.rubric import Rubric
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import (
    COUNTIES_TAB,
    INDICATORS_TAB,
    METHOD_TAB,
    OVERVIEW_TAB,
    RESULTS_TAB,
    YEARS_TAB,
    past_shell,
)


def past_page(context: PageContext, page: Page) -> Page:
    """Return the page with the tab, title, breadcrumb and bar of a past cycle."""
    year = year_word(context)
    links = cycle_links(context)
    bar = context.templates.render(
        "past.html",
        page.address,
        year=year,
        links=links,
        here=page.address,
        invented=context.rubric.invented,
        made_up=made_up(context.templates.translator, context.rubric, context.announcement),
    )
    steps: tuple[Link, ...] = (context.named_link(YEARS_TAB, context.addresses.years),)
    if page.address != context.addresses.overview:
        steps += (Link(title=year, address=context.addresses.overview),)
    return replace(
        page,
        # Titles are what searches and bookmarks show: each names its year.
        title=page.title
        if context.rubric.cycle in page.title
        else context.say(N_("{title} ({year})"), title=page.title, year=year),
        shell=past_shell(context.templates.translator, page.shell),
        body=Html(bar + page.body),
        # The first step is the home page, which is the current cycle's.
        path=(page.path[0], *steps, *page.path[1:]),
        # The tabs lead to the current cycle: these are the way to other pages of the past one.
        neighbours=page.neighbours or tuple(Neighbour(link=link) for link in links),
    )


def made_up(translator: Translator, rubric: Rubric, announcement: Announcement | None) -> str:
    """A sentence on what of a cycle was made up for demonstration, "" for nothing."""
    if rubric.invented:
        return translator.text(_ALL_MADE_UP).format(cycle=rubric.cycle)
    by_announcement = announcement is not None and announcement.demonstration
    sentence = _MADE_UP.get((rubric.demonstration, by_announcement))
    return "" if sentence is None else translator.text(sentence)


_ALL_MADE_UP = N_(
    "Method, texts, evidence and results were all written for demonstration; "
    "this site has nothing of the real assessment of {cycle}."
)
_MADE_UP = {
    (True, True): N_(
        "Evidence, attributes of counties, scores and results were written for demonstration "
        "and are not the real work of any body; the method and the indicators are those of a "
        "public notice."
    ),
    (True, False): N_(
        "Evidence and attributes of counties were written for demonstration and are not the "
        "real work of any body; the method and the indicators are those of a public notice."
    ),
    (False, True): N_(
        "Scores and results were written for demonstration and are not the real work of any "
        "body; the method and the indicators are those of a public notice."
    ),
}
"""By whether the rubric is for demonstration, and whether the announcement is."""


def year_word(context: PageContext) -> str:
    """What a cycle is called."""
    return year_name(context.templates.translator, context.rubric.cycle)


def year_name(translator: Translator, cycle: str) -> str:
    """What the cycle of a year is called."""
    return translator.text(N_("year {cycle}")).format(cycle=cycle)


def cycle_links(context: PageContext) -> tuple[Link, ...]:
    """Links to the main pages of one cycle that this audience sees."""
    return tuple(_cycle_links(context))


def _cycle_links(context: PageContext) -> Iterator[Link]:
    addresses = context.addresses
    yield context.named_link(OVERVIEW_TAB, addresses.overview)
    if context.announcement is not None:
        yield context.named_link(RESULTS_TAB, addresses.results)
    yield context.named_link(COUNTIES_TAB, addresses.counties)
    yield context.named_link(INDICATORS_TAB, addresses.indicators)
    yield context.named_link(METHOD_TAB, addresses.method)
