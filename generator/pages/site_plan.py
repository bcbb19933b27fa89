"""All pages and files of one audience's site, county by county and all together."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.model.announcement import Announcement
from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind
from generator.model.log import Log
from generator.model.message import N_, Language, Translator
from generator.model.open_data import DataFile
from generator.model.page import Asset, Link, Page, ShellKey, SiteFrame, SitePart
from generator.model.portfolio import CountyFolder
from generator.model.rubric import Rubric
from generator.model.site_language import SiteLanguage
from generator.model.state import Audience, Field, shown
from generator.pages.addresses import Addresses
from generator.pages.burden import burden_pages
from generator.pages.calendar import calendar_pages
from generator.pages.counties import county_pages
from generator.pages.evidence import evidence_pages
from generator.pages.evidence_view import county_views, linked_attachments, shown_evidence
from generator.pages.home import home_pages
from generator.pages.indicators import indicator_pages
from generator.pages.matrix import matrix_pages
from generator.pages.method import method_page
from generator.pages.results import results_pages
from generator.pages.rules import rules_page
from generator.pages.scene import (
    COUNTIES_TAB,
    HOME_TAB,
    INDICATORS_TAB,
    METHOD_TAB,
    OVERVIEW_TAB,
    RESULTS_TAB,
    Scene,
)
from generator.pages.volume import volume_page


def site_frame(
    rubric: Rubric,
    log: Log,
    audience: Audience,
    translator: Translator,
    language: SiteLanguage,
) -> SiteFrame:
    """Return what all pages of one language share that the audience may see."""
    addresses = Addresses(rubric.cycle, language.root)
    announcement = log.announcement if shown(Field.RESULTS, audience, log.state) else None
    places = {
        HOME_TAB: addresses.home,
        OVERVIEW_TAB: addresses.overview,
        **({} if announcement is None else {RESULTS_TAB: addresses.results}),
        COUNTIES_TAB: addresses.counties,
        INDICATORS_TAB: addresses.indicators,
        METHOD_TAB: addresses.method,
    }
    return SiteFrame(
        language=language.language,
        name=language.name,
        title=language.title,
        copyright=language.copyright,
        root=language.root,
        tabs=tuple(Link(title=translator.text(tab), address=at) for tab, at in places.items()),
        shells=tuple(
            replace(one, tab=translator.text(one.tab), depth=one.depth + addresses.depth)
            for one in _SHELLS
            if one.tab in places
        ),
        indexed=audience is Audience.PUBLIC,
        notice=_demonstration(rubric, announcement, translator),
        words={key: translator.text(word) for key, word in _THEME_WORDS.items()},
        palette=_palette(translator),
        exempted=frozenset(one.masked for one in rubric.exemptions),
    )


def county_part(scene: Scene, folder: CountyFolder, checklists: Checklists) -> SitePart:
    """The pages and files that rest on one county's evidence alone."""
    pages: tuple[Page, ...] = ()
    if scene.shows(Field.EVIDENCE):
        views = tuple(county_views(scene, folder, checklists))
        pages = (*evidence_pages(scene, views), volume_page(scene, folder, views))
    return SitePart(
        language=scene.language,
        pages=pages,
        assets=tuple(_attachments(scene, folder)) if scene.addresses.hold_files else (),
    )


def shared_part(
    scene: Scene, data: tuple[DataFile, ...], rules: Mapping[str, tuple[str, ...]]
) -> SitePart:
    """All other pages, and the files of open data; ``rules`` explain the check, by code."""
    return SitePart(
        language=scene.language,
        pages=(
            *home_pages(scene),
            *matrix_pages(scene),
            *calendar_pages(scene),
            *burden_pages(scene),
            *results_pages(scene),
            *county_pages(scene),
            *indicator_pages(scene),
            method_page(scene, data),
            rules_page(scene, rules),
        ),
        assets=tuple(
            Asset(address=scene.addresses.data(one.name), content=one.content)
            for one in data
            if scene.addresses.hold_files
        ),
    )


_SHELLS = (
    ShellKey(HOME_TAB, 0, navigation=False, contents=False),
    ShellKey(OVERVIEW_TAB, 1, navigation=False, contents=True),
    ShellKey(OVERVIEW_TAB, 1, navigation=True, contents=True),
    ShellKey(OVERVIEW_TAB, 2, navigation=True, contents=False),
    ShellKey(RESULTS_TAB, 2, navigation=True, contents=False),
    ShellKey(RESULTS_TAB, 3, navigation=True, contents=False),
    ShellKey(COUNTIES_TAB, 2, navigation=False, contents=False),
    ShellKey(COUNTIES_TAB, 3, navigation=True, contents=True),
    ShellKey(COUNTIES_TAB, 4, navigation=True, contents=True),
    ShellKey(INDICATORS_TAB, 2, navigation=False, contents=False),
    ShellKey(INDICATORS_TAB, 3, navigation=True, contents=False),
    ShellKey(METHOD_TAB, 1, navigation=False, contents=False),
    ShellKey(METHOD_TAB, 2, navigation=False, contents=True),
)
"""One a kind of page."""


_THEME_WORDS = {
    "search": N_("Search"),
    "search_key": N_("Search (key /)"),
    "here": N_("You are here"),
    "all": N_("All: {tab}"),
    "demonstration": N_("Demonstration data"),
    "previous": N_("Previous page"),
    "next": N_("Next page"),
    "turn": N_("Previous and next page"),
}
"""What stands on every page round its content, by its name in the theme's templates."""


_PALETTE = {
    "(prefers-color-scheme)": N_("Switch to light"),
    "(prefers-color-scheme: light)": N_("Switch to dark"),
    "(prefers-color-scheme: dark)": N_("Follow the system"),
}
"""What the switch of the palette says for each scheme, where the configuration does not."""


def _palette(translator: Translator) -> Mapping[str, str]:
    if translator.language is Language.CHINESE:
        return {}
    return {media: translator.text(word) for media, word in _PALETTE.items()}


def _demonstration(
    rubric: Rubric, announcement: Announcement | None, translator: Translator
) -> str:
    """What stands on every page where anything shown is made up."""
    by_announcement = announcement is not None and announcement.demonstration
    if rubric.demonstration and by_announcement:
        return translator.text(
            N_(
                "Evidence, attributes of counties, scores and results were written for "
                "demonstration and are not the real work of any body; the method and the "
                "indicators are those of a public notice."
            )
        )
    if rubric.demonstration:
        return translator.text(
            N_(
                "Evidence and attributes of counties were written for demonstration and are "
                "not the real work of any body; the method and the indicators are those of a "
                "public notice."
            )
        )
    if by_announcement:
        return translator.text(
            N_(
                "Scores and results were written for demonstration and are not the real work "
                "of any body; the method and the indicators are those of a public notice."
            )
        )
    return ""


def _attachments(scene: Scene, folder: CountyFolder) -> Iterator[Asset]:
    if not scene.shows(Field.ATTACHMENTS):
        return
    linked = _linked(scene, folder)
    for path, file in folder.attachments.items():
        if path in linked:
            yield Asset(address=scene.addresses.attachment(folder.county, path), content=file)


def _linked(scene: Scene, folder: CountyFolder) -> frozenset[str]:
    """What the audience may open: only files that a text it sees links."""
    linked: frozenset[str] = frozenset()
    for item in folder.evidence:
        evidence = shown_evidence(scene, folder, item)
        if evidence is not None:
            linked |= linked_attachments(evidence)
    if folder.statement is not None:
        linked |= {one.target for one in folder.statement.links if one.kind is LinkKind.ATTACHMENT}
    return linked
