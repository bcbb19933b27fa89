"""A county's text made safe for one page: the only module that knows nh3."""

import nh3

from generator.chinese.unseen import encode_directions
from generator.model.html import Html, RawHtml

ATTACHMENTS = "attachments/"
"""The prefix of links to a county's files in raw HTML."""

OUTSIDE = "noopener noreferrer nofollow ugc"
"""The ``rel`` of a county's links: the site does not vouch for where they lead."""

# Without h1 and h2, which are the headings of the page itself.
_TAGS = {
    "p", "br", "hr", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code",
    "em", "strong", "s", "a", "img", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
# Without class, id and style, by which a text could pass for a part of the site.
_ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"loading", "src", "alt", "title", "width", "height"},
    "ol": {"start"},
}


def sanitise(raw: RawHtml, attachments: str) -> Html:
    """Return the text without scripts, styles, ids and sources on other sites.

    ``attachments`` is the way from the page to the folder of the county's attachments.
    """

    def filter_attribute(tag: str, name: str, value: str) -> str | None:
        if name in ("href", "src"):
            value = encode_directions(value)
        if name in ("href", "src") and value.startswith(ATTACHMENTS):
            # A text does not know how deep the page stands that shows it.
            return attachments + value.removeprefix(ATTACHMENTS)
        # Pictures are the county's own attachments: a source elsewhere would be a request.
        return None if (tag, name) == ("img", "src") else value

    if not raw:
        return Html("")
    # Made anew for each text, 15 microseconds: the filter knows the page's way to the files.
    cleaner = nh3.Cleaner(
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        # Keeps javascript: and data: out; relative links pass.
        url_schemes={"http", "https"},
        link_rel=OUTSIDE,
        strip_comments=True,
        attribute_filter=filter_attribute,
    )
    return Html(cleaner.clean(raw.source))
