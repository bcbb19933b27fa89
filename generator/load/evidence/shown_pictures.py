"""Pictures in a rendered text: their size, so that nothing moves when they arrive, and words."""

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import unquote

from generator.model.picture import UNDESCRIBED, Size

# As the Markdown renderer writes them; it lets no HTML of a county's own through.
_PICTURE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"')


def show_pictures(html: str, prefix: str, sizes: Mapping[str, Size]) -> str:
    """The text with each picture's size, loaded when it comes into sight, and never wordless.

    ``prefix`` stands before the paths of attachments; ``sizes`` are by ``attachments/name``.
    """

    def shown(match: re.Match[str]) -> str:
        source, words = match.groups()
        size = sizes.get(unquote(unescape(source)).removeprefix(prefix))
        measured = "" if size is None else f' width="{size.width}" height="{size.height}"'
        return f'<img loading="lazy" src="{source}" alt="{words.strip() or UNDESCRIBED}"{measured}'

    return _PICTURE.sub(shown, html)
