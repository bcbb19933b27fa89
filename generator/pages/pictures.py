"""A county's pictures in a page: which is loaded first, and where they stand from it."""

import re

from generator.model.html import Html

# As templates and texts write them; in a text that is not an element, "<" is always escaped.
_LATER = '<img loading="lazy" '
_OWN = re.compile(r'(<a href="|<img loading="lazy" src=")attachments/')


def first_at_once(body: Html) -> Html:
    """The body with its first picture loaded at once."""
    return Html(body.replace(_LATER, "<img ", 1))


def one_level_down(body: Html) -> Html:
    """A text of the county's own page, as it stands in a page below that."""
    return Html(_OWN.sub(r"\1../attachments/", body))
