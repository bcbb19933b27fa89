"""Line ends between Chinese letters, which stand for nothing: Chinese parts words by no spaces."""

import re
import unicodedata

# They are wide in a Chinese font, which Unicode leaves open.
_AMBIGUOUS = frozenset("“”‘’—…·")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
# A line end in HTML between two texts, whatever marks the text; what keeps its lines is skipped.
_BREAK = re.compile(
    r"<(?P<kept>pre|script|style|textarea)\b.*?</(?P=kept)>"
    r"|(?P<before>[^\x00-\x7f])(?P<close>(?:</(?:a|code|del|em|s|span|strong)>)*)"
    r"\n[ \t]*(?P<open>(?:<(?:a|code|del|em|s|span|strong)\b[^>]*>)*)(?=(?P<after>[^\x00-\x7f]))",
    re.DOTALL,
)


def joins_lines(before: str, after: str) -> bool:
    """Whether the line that ends in one character goes on with the other without a space."""
    sides = [side for side in (before, after) if side]
    wide = [_is_wide(side) for side in sides]
    return (
        len(sides) == 2
        and any(wide)
        and all(one or side in _AMBIGUOUS for one, side in zip(wide, sides, strict=True))
    )


def join_html_lines(html: str) -> str:
    """The HTML without the line ends that a browser would show as spaces within Chinese."""
    return _BREAK.sub(_joined, html)


def _joined(found: re.Match[str]) -> str:
    if found["kept"] or not joins_lines(found["before"], found["after"]):
        return found[0]
    return found["before"] + found["close"] + found["open"]


def _is_wide(character: str) -> bool:
    wide = unicodedata.east_asian_width(character) in "WF"
    # Korean parts its words by spaces.
    return wide and not _HANGUL.match(character)
