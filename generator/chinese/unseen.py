"""Characters that nobody sees, or takes for others: what Word, WeChat and input methods leave."""

import json
import re
from urllib.parse import quote

# Members of a character class: zero widths, soft hyphens, marks of direction. Joiners are taken
# apart, since scripts and emoji other than Chinese and Latin ones need them.
NO_WIDTH = "\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
_JOINERS = "(?<=[\\x00-\u02ff\u3000-\ud7ff\uff00-\uffef])[\u200c\u200d]+"
_NOTHING = re.compile(f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f{NO_WIDTH}]+|{_JOINERS}")
# Ends of a line that are none in a text file.
_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]+")
# Word's space and hyphen that do not break, and spaces of other widths.
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")
_HYPHENS = re.compile("[\u2010\u2011]")
# One class, which is quicker to look for than several patterns.
_ANY = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0{NO_WIDTH}\u2000-\u200d\u2010\u2011\u2028\u2029\u202f\u205f]"
)


# Marks that turn the direction of what stands behind them: a name then looks like another.
_DIRECTIONS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# All that shows nothing, or acts where it is shown: controls, halves of characters, signs that
# count as letters and are blank.
_HIDDEN = re.compile(
    f"[\x00-\x09\x0b-\x1f\x7f-\x9f{NO_WIDTH}\u200c\u200d\u2028\u2029\u115f\u1160\u17b4\u17b5\u2800"
    "\u3164\ud800-\udfff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def seen_text(text: str, *, strict: bool) -> str:
    """Return the text as a reader sees it.

    ``strict`` where a program reads it: there spaces and hyphens are those of a keyboard.
    """
    # Fast path: nearly every text has none.
    if not _ANY.search(text):
        return text
    seen = _ENDS.sub(" ", _NOTHING.sub("", text))
    return _HYPHENS.sub("-", _SPACES.sub(" ", seen)) if strict else seen


def unseen_signs(written: str, seen: str) -> str:
    """The characters that ``written`` has and ``seen`` has not, as U+200B、U+2011."""
    shown = frozenset(seen)
    signs = dict.fromkeys(letter for letter in written if letter not in shown)
    return "、".join(f"U+{ord(letter):04X}" for letter in signs)


def name_unseen(text: str) -> str:
    """Return the text with ⟨U+202E⟩ for each character that nobody sees, line ends aside."""
    return _HIDDEN.sub(lambda sign: f"⟨U+{ord(sign[0]):04X}⟩", text)


def escape_unseen(json_text: str) -> str:
    """Return JSON with its own escape for each such character: it says the same, and shows it."""
    return _HIDDEN.sub(lambda sign: json.dumps(sign[0])[1:-1], json_text)


def without_directions(text: str) -> str:
    """Return the text without marks of direction."""
    return _DIRECTIONS.sub("", text)


def encode_directions(address: str) -> str:
    """Return the address, which leads where it led, with marks of direction percent-encoded."""
    return _DIRECTIONS.sub(lambda sign: quote(sign[0]), address)
