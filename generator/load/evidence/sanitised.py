"""HTML that a county's text may become: the only module that knows nh3."""

import nh3

from generator.model.html import Html

_TAGS = {
    "p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code",
    "em", "strong", "s", "a", "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"loading", "src", "alt", "title", "width", "height"},
    "ol": {"start"},
}


def clean_html(html: str) -> Html:
    """The same text with nothing left that could run, style or reach out on its own."""
    return Html(_CLEANER.clean(html) if html else "")


def _filter(tag: str, name: str, value: str) -> str | None:
    # Pictures are the county's own attachments: a source elsewhere would be a request.
    if tag == "img" and name == "src" and not value.startswith(("attachments/", "../attachments/")):
        return None
    return value


_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes=_ATTRIBUTES,
    url_schemes={"http", "https"},
    link_rel="noopener nofollow",
    strip_comments=True,
    attribute_filter=_filter,
)
