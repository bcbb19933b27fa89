"""Numbers of persons in HTML, as a reader of the page sees them.

The check of a county's texts and the last gate of the site both ask here: what the one passes,
the other does.
"""

import re
from collections.abc import Iterator

from generator.privacy.personal_numbers import Personal, find_personal
from generator.privacy.shown_text import BLOCKS, with_references_read
from generator.privacy.spelled_addresses import ADDRESS_STARTS
from generator.privacy.written_digits import BEGINS, DIGITS, HIDDEN, LIKE_DIGITS

# Names of elements are read in small letters.
_CAPITALS = re.compile("</?[a-z]*+[A-Z][a-zA-Z]*")
_NAME_ENDS = "(?![a-zA-Z0-9])"
_ATTRIBUTES = r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>"""
# Every other tag than that of a block a number goes on through.
_TAG = re.compile(rf"<(?:(!|/?(?:{BLOCKS}){_NAME_ENDS})|/?[a-zA-Z]){_ATTRIBUTES}")
_PREFORMATTED = re.compile(r"(<pre[\s>].*?</pre>)", re.DOTALL)
# As many as one likes may lead the number of a character.
_ZEROS = re.compile("(&#[xX]?)0++(?=[0-9a-fA-F])")
# The words of a picture, which stand where it does if it is not there.
_WORDS = r"""\s(?i:alt)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s<>"']++))"""
_PICTURE = re.compile(rf"<img(?=[\s/])(?=[^<>]*?{_WORDS}){_ATTRIBUTES}")
_WORDS_OF_NUMBER = re.compile(
    rf"""{_WORDS}(?<=[{DIGITS}{HIDDEN}]["']|.[{DIGITS}{HIDDEN}])""", re.DOTALL
)

# What a page does not show, to the end of the text where it is not closed: a comment and what a
# browser takes for one; code. Tags are looked for as well, since in their attributes it is none.
_COMMENT = r"<!--(?:-?>|.*?--!?>|.*+)|<(?:[!?]|/(?![a-zA-Z]))[^>]*+>?"
_COMMENT_OR_TAG = re.compile(rf"{_COMMENT}|(</?[a-zA-Z]{_ATTRIBUTES})", re.DOTALL)
_CODE = "script|style|noscript|title"
_TOKEN = re.compile(
    rf"{_COMMENT}|<(?P<code>{_CODE}){_NAME_ENDS}{_ATTRIBUTES}(?:.*?</(?P=code){_NAME_ENDS}[^>]*+>|.*+)"
    rf"|<(?P<end>/?)(?P<name>[a-z][^\s<>/]*+)(?P<attributes>{_ATTRIBUTES})",
    re.DOTALL,
)
_UNSEEN = "audio|datalist|dialog|noembed|noframes|rp|template"
_IS_UNSEEN = re.compile(_UNSEEN)
_HIDING = re.compile(r"[\s/\"'](?:hidden|popover)(?=[\s/=>])|display\s*+:\s*+none", re.IGNORECASE)
# Without an end tag.
_EMPTY = re.compile("area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr")


def _sign(digit: str, gap: str) -> re.Pattern[str]:
    """All that begins a number or an address, in one pass over HTML.

    A group is there where only ``_seen_first`` can judge what stands within it.
    """
    # Tags that are what they look like, and hide nothing.
    plain = r"""(?![^<>]*(?i:[^-]hidden|popover|:\s*none))(?:[^<>"']++|"[^"<>]*+"|'[^'<>]*+')*+>"""
    block = rf"/?(?:{BLOCKS}){_NAME_ENDS}{plain}"
    inline = rf"<(?!(?:/?(?:{BLOCKS})|{_CODE}|{_UNSEEN}|img){_NAME_ENDS})/?[a-z]{plain}"
    gap = rf"(?:[{HIDDEN}\s]|{inline}|{gap})*+"
    hides = f"<(?!{block})"
    return re.compile(
        f"[{LIKE_DIGITS}{ADDRESS_STARTS}](?:{BEGINS}(?:{gap}{digit}){{0,8}}+{gap}"
        f"(?:{digit}(?:{gap}{digit})*+(?:{gap}(?P<behind>{hides}))?+|(?P<within>{hides}))"
        f"|(?<=[@\uff20\ufe6b])|(?<=&)(?:#[xX]?(?:0|40|64)|commat)"
        f"|(?<=[{ADDRESS_STARTS}])(?<!&)(?:\\s|{inline}){{0,9}}+"
        f"(?:[aA](?:[tT][^a-z]|<)|[&\u827e]|(?P<beside>{hides})))"
    )


_PLAIN_SIGN = _sign(f"[{DIGITS}]", "(?!)")
_ANY_SIGN = _sign(
    f"(?:[{DIGITS}]|&#(?:[xX][0-9a-fA-F]{{1,7}}+|[0-9]{{1,8}}+))", "&[a-zA-Z]{2,31}+|;"
)


def shown_lines(html: str) -> str:
    """The text of the HTML line by line: a block, a cell and a line break each end a line."""
    return _shown_lines(_with_small_names(html))


def find_shown(html: str) -> Iterator[Personal]:
    """Yield what identifies a person in the HTML: in its source with its attributes, then as shown.

    What hides something could itself be read wrongly: what a page shows is read with and without it.
    """
    # Most pages end here: the rest is exact, and takes longer.
    small = _with_small_names(html)
    signs = list((_ANY_SIGN if "&" in html else _PLAIN_SIGN).finditer(small))
    worded = "<img" in small and _WORDS_OF_NUMBER.search(small)
    if not (signs or worded or "](" in html or "][" in html):
        return
    readings = [html, _shown_lines(small)]
    short = _ZEROS.sub(r"\1", small)
    if short != small or worded or any(sign.lastgroup for sign in signs):
        for text in (_COMMENT_OR_TAG.sub(r"\1", short), _seen_first(short)):
            readings += [text, _shown_lines(text), _shown_lines(_PICTURE.sub(_words, text))]
    # A title or another text without tags is shown as it stands.
    for text in dict.fromkeys(readings):
        yield from find_personal(text)


def _with_small_names(html: str) -> str:
    return _CAPITALS.sub(lambda name: name[0].lower(), html)


def _shown_lines(html: str) -> str:
    # A line end of the source is a space to the reader, but in preformatted text.
    pieces = _PREFORMATTED.split(html) if "<pre" in html else [html]
    for sign in "\n\t\r\f":
        pieces[::2] = [piece.replace(sign, " ") for piece in pieces[::2]]
    text = _TAG.sub(lambda tag: "\n" if tag[1] else "", "".join(pieces))
    return with_references_read(text)


def _seen_first(html: str) -> str:
    """The HTML with what no page shows behind all else, each on a line of its own."""
    seen, unseen, last = [], [], 0
    # The hidden element that a token stands in, and how many of its name are open.
    within, depth = "", 0
    for token in _TOKEN.finditer(html):
        name, is_end = token["name"], bool(token["end"])
        if within:
            depth += (name == within) * (-1 if is_end else 1)
            if not depth:
                unseen.append(html[last : token.end()])
                last, within = token.end(), ""
        elif not name or (_EMPTY.fullmatch(name) and _HIDING.search(token["attributes"])):
            seen.append(html[last : token.start()])
            unseen.append(token[0])
            last = token.end()
        elif not is_end and not _EMPTY.fullmatch(name) and _hides(name, token["attributes"]):
            seen.append(html[last : token.start()])
            last, within, depth = token.start(), name, 1
    (unseen if within else seen).append(html[last:])
    return "<br>".join(["".join(seen), *unseen])


def _hides(name: str, attributes: str) -> bool:
    return _IS_UNSEEN.fullmatch(name) is not None or _HIDING.search(attributes) is not None


def _words(picture: re.Match[str]) -> str:
    return picture[1] or picture[2] or picture[3] or ""
