"""Links between a page and its translations: for readers in the header, for search engines."""

from collections.abc import Iterable
from html import escape

from generator.model.page import Address, SiteContext, relative_link

# The space is meant: for a rel of exactly "alternate" Material's script requests a sitemap.
_ALTERNATE = "alternate "


def twin(page: Address, own: SiteContext, target: SiteContext) -> Address:
    """Where the page stands in the other language."""
    return Address(target.root + page.removeprefix(own.root))


def switch_links(page: Address, own: SiteContext, contexts: Iterable[SiteContext]) -> str:
    """The header's links to the page in each other language."""
    others = (context for context in contexts if context.language is not own.language)
    return "".join(
        _switch(relative_link(page, twin(page, own, target)), target) for target in others
    )


def alternate_meta(
    page: Address, own: SiteContext, contexts: tuple[SiteContext, ...], base: str
) -> str:
    """A link element for each language of the page, its own included; none in a site of one.

    ``base`` is the site's public address without a last "/", "" where none is set.
    """
    if len(contexts) == 1:
        return ""
    places = ((context.language, twin(page, own, context)) for context in contexts)
    return "".join(
        f'<link rel="{_ALTERNATE}" hreflang="{language}"'
        f' href="{escape(base + place if base else relative_link(page, place))}">'
        for language, place in places
    )


def _switch(link: str, target: SiteContext) -> str:
    return (
        f'<a class="md-header__button tz-language" href="{escape(link)}"'
        f' lang="{target.language}" hreflang="{target.language}">{escape(target.name)}</a>'
    )
