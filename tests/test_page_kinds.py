"""The kinds of pages and the shells that are made for them."""

import pytest

from generator.model.html import Html
from generator.model.message import Language
from generator.model.page import Address, Heading, Page
from generator.pages.page_kinds import YEARS_TAB, PageKind, all_shells, past_shell
from generator.report.catalogue import Catalogue
from generator.site.theme import stamper_of

ENGLISH = Catalogue(Language.ENGLISH)


def page(kind: PageKind, address: str, *contents: Heading) -> Page:
    return Page(
        address=Address(address),
        title="",
        description="",
        shell=kind.shell(ENGLISH, 0),
        body=Html(""),
        contents=contents,
    )


def test_page_of_another_shape_than_its_kind_is_refused() -> None:
    """Another depth, or a column that the kind does not declare, is told with the address."""
    heading = Heading(title="Basis", anchor="basis")
    assert page(PageKind.METHOD, "/2018/method/", heading).contents == (heading,)
    with pytest.raises(ValueError, match=r"/2018/method/ needs .*contents=False"):
        page(PageKind.METHOD, "/2018/method/")
    with pytest.raises(ValueError, match=r"/method/ needs .*depth=1"):
        page(PageKind.METHOD, "/method/", heading)
    with pytest.raises(ValueError, match=r"/2018/counties/ needs .*contents=True"):
        page(PageKind.COUNTIES, "/2018/counties/", heading)


def test_page_under_a_tab_that_is_not_shown_is_refused() -> None:
    """Without a shell of its tab, a page is told with its address and what it needs."""
    heading = Heading(title="Basis", anchor="basis")
    with pytest.raises(
        ValueError, match=r"/2018/method/ needs .*'Method'.* not rendered: site_con"
    ):
        stamper_of(page(PageKind.METHOD, "/2018/method/", heading), {})


@pytest.mark.parametrize("kind", PageKind)
def test_each_kind_has_its_shells(kind: PageKind) -> None:
    """Under its own tab, and under that of the years where past cycles have such a page."""
    shell = kind.shell(ENGLISH, 1)
    assert shell in all_shells(ENGLISH, 1, {kind.value.tab}, in_parts=kind.value.in_parts)
    assert shell.depth == kind.value.depth + 1
    past = past_shell(ENGLISH, shell) in all_shells(ENGLISH, 1, {YEARS_TAB}, in_parts=True)
    assert past or not kind.value.of_cycle
