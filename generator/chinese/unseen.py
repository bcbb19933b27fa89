"""Characters that nobody sees, or takes for others: what Word, WeChat and input methods leave."""

import re

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
_ANY = re.compile("|".join(kind.pattern for kind in (_NOTHING, _ENDS, _SPACES, _HYPHENS)))


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
