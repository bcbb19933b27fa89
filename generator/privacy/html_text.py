"""Numbers of persons in HTML, as a reader of the page sees them.

The check of a county's texts and the last gate of the site both ask here: what the one passes,
the other does.
"""

import re
from collections.abc import Iterator

from generator.privacy.personal_numbers import Personal, find_personal
from generator.privacy.shown_text import with_references_read

_ATTRIBUTES = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
# What a county's text can set inside a line: a number goes on through it. Every other tag begins
# a line, a cell or something that stands apart.
_INLINE = re.compile(rf"</?(?:a|code|del|em|s|strong|wbr)(?=[\s/>]){_ATTRIBUTES}")
_TAG = re.compile(rf"</?[a-zA-Z!]{_ATTRIBUTES}")
# A comment, and what a browser takes for one; to the end of the text where it is not closed. Tags
# are looked for as well, since in their attributes it is none.
_COMMENT = r"<!--(?:-?>|.*?--!?>|.*+)|<(?:[!?]|/(?![a-zA-Z]))[^>]*+>?"
_COMMENT_OR_TAG = re.compile(rf"{_COMMENT}|(</?[a-zA-Z]{_ATTRIBUTES})", re.DOTALL)
_COMMENT_SIGN = re.compile("<(?:!(?!doctype html>)|[?]|/[^a-zA-Z])")
# As many as one likes may lead the number of a character.
_ZEROS = re.compile("(&#[xX]?)0++(?=[0-9a-fA-F])")
_PREFORMATTED = re.compile(r"(<pre[\s>].*?</pre>)", re.DOTALL)


def shown_lines(html: str) -> str:
    """The text of the HTML line by line: a block, a cell and a line break each end a line."""
    # A line end of the source is a space to the reader, but in preformatted text.
    pieces = _PREFORMATTED.split(html) if "<pre" in html else [html]
    pieces[::2] = [piece.replace("\n", " ") for piece in pieces[::2]]
    text = _TAG.sub("\n", _INLINE.sub("", "".join(pieces)))
    return with_references_read(text)


def find_shown(html: str) -> Iterator[Personal]:
    """Yield what identifies a person in the HTML: in its source with its attributes, then as shown."""
    yield from _find_in(html)
    # A number goes on through a comment. What only looks like one could hide a number, so both are read.
    if _COMMENT_SIGN.search(html) or _ZEROS.search(html):
        yield from _find_in(_ZEROS.sub(r"\1", _COMMENT_OR_TAG.sub(r"\1", html)))


def _find_in(html: str) -> Iterator[Personal]:
    yield from find_personal(html)
    # A title or another text without tags is shown as it stands.
    if (shown := shown_lines(html)) != html:
        yield from find_personal(shown)
