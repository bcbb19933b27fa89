"""The page of the session, for reviewers alone: who presents when, what they show, and a clock."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.model.evidence import SLIDES, LinkKind, LinkUse
from generator.model.html import Html
from generator.model.message import N_
from generator.model.page import Link, Page
from generator.model.rubric import County, Rubric
from generator.pages.county_files import CountyFiles
from generator.pages.overview_links import SESSION, has_session, overview_neighbours
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import OVERVIEW_TAB, PageKind
from generator.pages.regions import is_in_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Slides:
    """A county's own slides; only a PDF can be opened within the page."""

    href: str
    name: str
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A county's turn; its statement is empty where none was handed in.

    Of many counties it stands on the county's page alone, ``elsewhere``.
    """

    county: Link
    statement: Html
    elsewhere: bool
    slides: Slides | None


def session_pages(context: PageContext) -> Iterator[Page]:
    """Yield the page where the audience is to have one."""
    if not has_session(context):
        return
    rubric, address = context.rubric, context.addresses.session
    yield Page(
        address=address,
        title=context.text(SESSION),
        description=context.say(
            N_("{title}: the order of the counties, their statements, and a clock."),
            title=rubric.title,
        ),
        shell=context.shell(PageKind.OVERVIEW_TABLE),
        body=context.templates.render(
            "session.html",
            address,
            turns=tuple(_turn(context, county) for county in _in_order(rubric)),
            rubric=rubric,
        ),
        path=context.path(context.named_link(OVERVIEW_TAB, context.addresses.overview)),
        neighbours=overview_neighbours(context),
        frames=True,
    )


def _in_order(rubric: Rubric) -> Iterator[County]:
    """Of a site of one county, that one alone: its rubric knows no other."""
    known = rubric.county_by_id
    return (known[county] for county in rubric.order if county in known)


def _turn(context: PageContext, county: County) -> Turn:
    statement, many = context.submissions[county.id].statement, is_in_parts(context.rubric)
    files = CountyFiles(context, county.id, context.addresses.session)
    return Turn(
        county=context.county_link(county),
        statement=Html("") if statement is None or many else files.text(statement.html),
        elsewhere=statement is not None and many,
        slides=None if statement is None else _slides(files, statement.links),
    )


def _slides(files: CountyFiles, links: tuple[LinkUse, ...]) -> Slides | None:
    """The first PDF among the attachments that are marked, else the first of any type."""
    paths = [
        link.target
        for link in links
        if link.kind is LinkKind.ATTACHMENT and link.text.strip().startswith(SLIDES)
    ]
    opening = [path for path in paths if path.lower().endswith(".pdf")]
    for path in (*opening, *paths):
        return Slides(href=files.link(path), name=PurePosixPath(path).name, opens=path in opening)
    return None
