"""All pages and files of one audience's site, in parts: each county, then the rest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from generator.model.announcement import Announcement
from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind
from generator.model.finding import RuleGroup
from generator.model.log import Log
from generator.model.message import N_, Language, Translator
from generator.model.open_data import FEED as FEED_FILE
from generator.model.open_data import DataFile
from generator.model.page import Address, Asset, Facet, Link, Page, SiteContext, SitePart
from generator.model.portfolio import CountyFolder, Portfolio
from generator.model.rubric import County, Rubric
from generator.model.site_language import SiteLanguage
from generator.model.state import Audience, Field, shown
from generator.pages.addresses import FEED, Addresses
from generator.pages.burden import burden_pages
from generator.pages.calendar import calendar_pages
from generator.pages.compare import compare_pages
from generator.pages.counties import counties_page
from generator.pages.county import county_page
from generator.pages.county_files import linked_attachments
from generator.pages.data import data_page
from generator.pages.evidence import evidence_pages, withheld_evidence
from generator.pages.evidence_view import county_views, shown_evidence
from generator.pages.home import home_page, overview_page
from generator.pages.indicators import indicator_pages
from generator.pages.matrix import matrix_pages
from generator.pages.method import method_page, rules_page
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import (
    COUNTIES_TAB,
    HOME_TAB,
    INDICATORS_TAB,
    METHOD_TAB,
    OVERVIEW_TAB,
    RESULTS_TAB,
    YEARS_TAB,
    all_shells,
)
from generator.pages.past import made_up, past_page, year_name, year_word
from generator.pages.ranges import CountiesFigure
from generator.pages.received import received_pages
from generator.pages.regions import is_in_parts
from generator.pages.results import results_pages
from generator.pages.score import score_assets, score_pages
from generator.pages.session import session_pages
from generator.pages.volume import volume_page, withheld_volume
from generator.pages.words import PALETTE, THEME_WORDS, YEAR_FACET
from generator.pages.years import years_page


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteInput:
    """The input of ``site_context``: known before any county is read; ``past`` is oldest first."""

    rubric: Rubric
    log: Log
    audience: Audience
    past: Sequence[Portfolio] = ()


def site_context(content: SiteInput, translator: Translator, language: SiteLanguage) -> SiteContext:
    """Return what all pages of one language share, as far as the audience may see it."""
    rubric, log, audience = content.rubric, content.log, content.audience
    addresses = Addresses(rubric.cycle, language.root)
    announcement = log.announcement if shown(Field.RESULTS, audience, log.state) else None
    places = _tabs(content, announcement, addresses)
    states = [log.state, *(cycle.log.state for cycle in content.past)]
    return SiteContext(
        language=language.language,
        name=language.name,
        title=language.title,
        description=language.description,
        copyright=language.copyright,
        public_url=language.public_url,
        root=language.root,
        cycle=rubric.cycle,
        tabs=tuple(Link(title=translator.text(tab), address=at) for tab, at in places.items()),
        shells=all_shells(translator, addresses.depth, places, in_parts=_is_in_parts(content)),
        # The reviewers' site shows drafts and findings, which no search engine may list.
        indexed=audience is Audience.PUBLIC,
        notice=_demonstration(content, announcement, translator),
        words={key: translator.text(word) for key, word in THEME_WORDS.items()},
        palette=_palette(translator),
        exempted=_exempted(content),
        # A past cycle has announcements before the current one has any.
        feed=FEED if any(shown(Field.RESULTS, audience, state) for state in states) else "",
    )


def _tabs(
    content: SiteInput, announcement: Announcement | None, addresses: Addresses
) -> Mapping[str, Address]:
    # Before there is a result not even its tab exists, so that nothing hints at it.
    return {
        HOME_TAB: addresses.home,
        OVERVIEW_TAB: addresses.overview,
        **({} if announcement is None else {RESULTS_TAB: addresses.results}),
        COUNTIES_TAB: addresses.counties,
        INDICATORS_TAB: addresses.indicators,
        METHOD_TAB: addresses.method,
        **({YEARS_TAB: addresses.years} if content.past else {}),
    }


def _is_in_parts(content: SiteInput) -> bool:
    return any(
        is_in_parts(one) for one in (content.rubric, *(cycle.rubric for cycle in content.past))
    )


def _exempted(content: SiteInput) -> frozenset[str]:
    """The numbers that the last gate lets pass: the organiser has given a reason for each."""
    past = (cycle.rubric.exemptions for cycle in content.past)
    exemptions = chain(content.rubric.exemptions, *past)
    return frozenset(exemption.masked for exemption in exemptions)


def county_part(context: PageContext, folder: CountyFolder, checklists: Checklists) -> SitePart:
    """The pages and files that rest on one county's evidence alone."""
    pages: tuple[Page, ...] = ()
    if context.shows(Field.EVIDENCE):
        views = tuple(county_views(context, folder, checklists))
        pages = (*evidence_pages(context, views), volume_page(context, folder, views))
    return SitePart(
        language=context.language,
        pages=_with_year(context, pages),
        # Files are the same in every language and are written once.
        assets=tuple(_attachments(context, folder)) if context.addresses.hold_files else (),
    )


def withheld_part(context: PageContext, county: County) -> SitePart:
    """The pages of ``county_part`` without any text, where that cannot be made; no files."""
    pages: tuple[Page, ...] = ()
    if context.shows(Field.EVIDENCE):
        pages = (*withheld_evidence(context, county), withheld_volume(context, county))
    return SitePart(language=context.language, pages=_with_year(context, pages), assets=())


def county_page_part(
    context: PageContext, county: County, figures: tuple[CountiesFigure, ...]
) -> SitePart:
    """The county's own page, which shows it among all; ``figures`` are those of all counties."""
    pages = _with_year(context, [county_page(context, county, figures)])
    return SitePart(language=context.language, pages=pages, assets=())


def shared_part(
    context: PageContext, data: tuple[DataFile, ...], rules: Sequence[RuleGroup]
) -> SitePart:
    """All other pages, and the files of open data; ``rules`` explain the check, by subject."""
    return SitePart(
        language=context.language,
        pages=_shared_pages(context, data, rules),
        assets=(*_data_assets(context, data), *score_assets(context)),
    )


def _shared_pages(
    context: PageContext, data: tuple[DataFile, ...], rules: Sequence[RuleGroup]
) -> Iterator[Page]:
    yield home_page(context)
    yield from _with_year(context, _cycle_pages(context, data))
    yield rules_page(context, rules)
    yield years_page(context)


def past_part(context: PageContext, data: tuple[DataFile, ...]) -> SitePart:
    """The pages of a past cycle that no part of a county makes, and its open data.

    The feed is the current cycle's to write: it holds the announcements of all.
    """
    own_files = tuple(file for file in data if file.name != FEED_FILE)
    return SitePart(
        language=context.language,
        pages=_with_year(context, _cycle_pages(context, data)),
        assets=_data_assets(context, own_files),
    )


def _cycle_pages(context: PageContext, data: tuple[DataFile, ...]) -> Iterator[Page]:
    """The pages about one cycle as a whole."""
    yield overview_page(context)
    yield from matrix_pages(context)
    yield from compare_pages(context)
    yield from calendar_pages(context)
    yield from burden_pages(context)
    yield from received_pages(context)
    yield from session_pages(context)
    yield from score_pages(context)
    yield from results_pages(context)
    yield counties_page(context)
    yield from indicator_pages(context)
    yield method_page(context)
    yield data_page(context, data)


def _with_year(context: PageContext, pages: Iterable[Page]) -> Iterator[Page]:
    """The pages with the facet of their year; those of a past cycle marked as such."""
    year = Facet(context.text(YEAR_FACET), year_word(context))
    for page in pages:
        dated = replace(page, facets=(*page.facets, year))
        yield past_page(context, dated) if context.folder else dated


def _data_assets(context: PageContext, data: tuple[DataFile, ...]) -> tuple[Asset, ...]:
    if not context.addresses.hold_files:
        return ()
    return tuple(
        Asset(address=context.addresses.data(file.name), content=file.content) for file in data
    )


def _palette(translator: Translator) -> Mapping[str, str]:
    # mkdocs.yml has the Chinese words.
    if translator.language is Language.CHINESE:
        return {}
    return {media: translator.text(word) for media, word in PALETTE.items()}


def _demonstration(
    content: SiteInput, announcement: Announcement | None, translator: Translator
) -> str:
    """The notice above every page where anything shown is made up, "" for none."""
    current = made_up(translator, content.rubric, announcement)
    names = (
        year_name(translator, cycle.rubric.cycle) for cycle in content.past if cycle.rubric.invented
    )
    invented = translator.text(N_(", ")).join(names)
    if not invented:
        return current
    if not current:
        return translator.text(N_("Everything of the {years} is invented.")).format(years=invented)
    return translator.text(
        N_("Of the {cycle}: {current} Everything of the {years} is invented.")
    ).format(cycle=year_name(translator, content.rubric.cycle), current=current, years=invented)


def _attachments(context: PageContext, folder: CountyFolder) -> Iterator[Asset]:
    if not context.shows(Field.ATTACHMENTS):
        return
    linked = _linked(context, folder)
    for path, file in folder.attachments.items():
        if path in linked:
            yield Asset(address=context.addresses.attachment(folder.county, path), content=file)


def _linked(context: PageContext, folder: CountyFolder) -> frozenset[str]:
    """Paths that a text links which the audience sees; no other attachment is published."""
    linked: frozenset[str] = frozenset()
    for item in folder.evidence:
        evidence = shown_evidence(context, folder, item)
        if evidence is not None:
            linked |= frozenset(linked_attachments(evidence))
    if folder.statement is not None:
        linked |= {
            link.target for link in folder.statement.links if link.kind is LinkKind.ATTACHMENT
        }
    return linked
