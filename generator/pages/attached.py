"""Links to a county's attachments: one set of files for the pages of every language."""

import re

from generator.model.html import Html
from generator.model.page import Address, relative_link
from generator.pages.page_context import PageContext

# As a county's texts have them, wherever they are shown.
_LINK = re.compile(r'(?<=(?:href|.src)=")(?:\.\./)?attachments/')


def attachment_link(context: PageContext, here: Address, county: str, path: str) -> str:
    """The way from a page to a county's file; ``path`` begins with ``attachments/``."""
    return relative_link(here, context.addresses.attachment(county, path))


def with_attachments(context: PageContext, here: Address, county: str, html: Html) -> Html:
    """A county's text, its links to attachments as they lead from the page ``here``."""
    folder = attachment_link(context, here, county, "attachments/")
    return Html(_LINK.sub(folder, html))
