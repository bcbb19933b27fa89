"""The lines that findings stand in, as they are in their files, to be shown on a terminal."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

from generator.load.files import with_plain_line_ends
from generator.load.line_places import LinePlaces
from generator.model.place import Place
from generator.privacy.personal_numbers import find_personal
from generator.privacy.pupil_names import find_pupils

# Nothing of the private folder: what a terminal shows stands in the log of a CI as well.
_SHOWN = ("content/", "rubric.yaml")
_TEXTS = (".md", ".yaml")
_LINE_END = re.compile("\n[> ]{0,4}")


def excerpts(contents: Mapping[str, bytes], places: Iterable[Place]) -> Mapping[Place, str]:
    """The line of each place that may be shown; ``contents`` are files' bytes by path.

    Lines that a personal number touches or that name a child, exempted or not, are left out,
    and all that is private.
    """
    shown: dict[Place, str] = {}
    # Sorted, so that each file is searched for personal data once.
    ordered = sorted({place for place in places if _may_be_shown(place)})
    for path, group in groupby(ordered, lambda place: place.path):
        text = _text(contents.get(path, b""))
        lines, withheld = text.split("\n"), _personal_lines(text)
        for place in group:
            if place.line <= len(lines) and place.line not in withheld:
                shown[place] = lines[place.line - 1]
    return shown


def _text(content: bytes) -> str:
    """The text of a file, "" for one that is no text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    return "" if "\0" in text else with_plain_line_ends(text)


def _may_be_shown(place: Place) -> bool:
    return place.path.startswith(_SHOWN) and place.path.endswith(_TEXTS)


def _personal_lines(text: str) -> frozenset[int]:
    """The numbers of the lines that hold a personal number or a part of one, or a child's name."""
    # A page shows a line end within a paragraph as a space.
    joined = _LINE_END.sub(lambda end: " " * len(end[0]), text)
    spans = [(found.start, found.end) for one in (text, joined) for found in find_personal(one)]
    spans += [(found.start, found.end) for found in find_pupils(text)]
    places = LinePlaces(text, "")
    return frozenset(
        line for start, end in spans for line in range(places.line(start), places.line(end) + 1)
    )
