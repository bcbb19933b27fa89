"""What in a line of text asks to be filled in: a template's prompt that nobody replaced."""

import re
import unicodedata
from dataclasses import dataclass

from generator.model.place import Place

ASKING = "请在此填写"

# A name such as 张XX hides a person rightly; signs alone or before a unit wait for a number.
_PROMPT = re.compile(
    r"(?:在此处?|此处|在这里)填[写入]|(?:^|(?<=\W))待(?:填写?|补充?|完善|定)(?=\W|$)|_{3,}"
    r"|\b(?:TODO|TBD|FIXME)\b|(?:X{2,}|×{2,})(?=[年月日场项次家个篇%])"
)
# One of these is in every prompt; few lines have any.
_SIGNS = re.compile("[填待_＿XＸ×TＴFＦ]")
_MARKS = re.compile(r"^[\W_]+|[\W_]+$")
_ALONE = re.compile(r"X{2,}|×{2,}")


@dataclass(frozen=True, slots=True)
class Prompt:
    """A line that is still a prompt, and where it stands."""

    place: Place
    text: str


def is_prompt(line: str) -> bool:
    """Whether the line still asks for something to be filled in."""
    if not _SIGNS.search(line):
        return False
    text = unicodedata.normalize("NFKC", line)
    bare = _MARKS.sub("", text.replace("×", "X"))
    return _PROMPT.search(text) is not None or _ALONE.fullmatch(bare) is not None
