"""A county's bound volume: all its evidence in one document, for paper."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.model.checklist import Checklists
from generator.model.html import Html
from generator.model.message import N_
from generator.model.page import Heading, Page
from generator.model.place import COUNTIES
from generator.model.portfolio import CountyFolder
from generator.model.rubric import County, Indicator
from generator.model.state import Field
from generator.pages.county_files import CountyFiles
from generator.pages.evidence_view import EvidenceView, county_views
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import COUNTIES_TAB, PageKind

# A link into the site, or into the folder that the document is printed from. Attributes are
# escaped, so that no quote stands within a target.
_LOCAL_LINK = re.compile(r'<a href="(?!https?://|#)[^"]*"')


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumePart:
    """The evidence for one item; ``page`` is where it begins on paper, "" where unknown."""

    anchor: str
    title: str
    page: str
    view: EvidenceView


def volume_page(
    context: PageContext, folder: CountyFolder, views: tuple[EvidenceView, ...]
) -> Page:
    """The volume as a page of the site, which a browser prints."""
    page = withheld_volume(context, context.rubric.county_by_id[folder.county])
    body = _body(context, folder, _parts(views, {}), "volume.html")
    return replace(page, body=body, withheld=False)


def withheld_volume(context: PageContext, county: County) -> Page:
    """The same page without any text, for a county whose text cannot be shown."""
    return Page(
        address=context.addresses.volume(county.id),
        title=context.say(N_("Bound volume of {county}"), county=county.name),
        description=context.say(
            N_("All evidence of {county} in the order of the indicators, to print."),
            county=county.name,
        ),
        shell=context.shell(PageKind.COUNTY_PART),
        body=Html(""),
        contents=tuple(
            Heading(title=_title(item), anchor=_anchor(item))
            for item in context.rubric.items.values()
        ),
        path=context.path(
            context.named_link(COUNTIES_TAB, context.addresses.counties),
            context.county_link(county),
        ),
        neighbours=context.county_neighbours(county),
        source=context.source(f"{COUNTIES}/{county.id}"),
        withheld=True,
    )


def volume_paper(
    context: PageContext, folder: CountyFolder, checklists: Checklists, pages: Mapping[str, int]
) -> Html:
    """The volume as a document by itself.

    ``pages`` are the page numbers of its anchors on paper, empty before the first print. Its
    pictures are in ``../attachments``; links that lead nowhere on paper are left out.
    """
    parts = _parts(tuple(county_views(context, folder, checklists)), pages)
    whole = _body(context, folder, parts, "documents/volume.html")
    # On paper such a link leads nowhere; its text stays.
    return Html(_LOCAL_LINK.sub("<a", whole))


def _body(
    context: PageContext, folder: CountyFolder, parts: tuple[VolumePart, ...], template: str
) -> Html:
    county = context.rubric.county_by_id[folder.county]
    return context.templates.render(
        template,
        context.addresses.volume(county.id),
        county=county,
        rubric=context.rubric,
        state=context.state_name(context.state),
        day=context.since,
        statement=_statement(context, folder),
        submitted=context.submissions[county.id].submitted,
        parts=parts,
    )


def _statement(context: PageContext, folder: CountyFolder) -> Html:
    statement = folder.statement if context.shows(Field.STATEMENT) else None
    if statement is None:
        return Html("")
    here = context.addresses.volume(folder.county)
    return CountyFiles(context, folder.county, here).text(statement.html)


def _parts(views: tuple[EvidenceView, ...], pages: Mapping[str, int]) -> tuple[VolumePart, ...]:
    return tuple(_part(view, pages) for view in views)


def _part(view: EvidenceView, pages: Mapping[str, int]) -> VolumePart:
    anchor = _anchor(view.item)
    page = str(pages.get(anchor, ""))
    return VolumePart(anchor=anchor, title=_title(view.item), page=page, view=view)


def _anchor(item: Indicator) -> str:
    return f"item-{item.id.lower()}"


def _title(item: Indicator) -> str:
    return f"{item.id} {item.name}"
