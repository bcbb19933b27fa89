"""The lines that findings stand in, as they are in their files, to be shown on a terminal."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

from generator.load.files import UnreadableFile, read_text
from generator.model.place import Place
from generator.privacy.personal_numbers import find_personal
from generator.privacy.pupil_names import find_pupils

_SHOWN = ("content/", "rubric.yaml")
_TEXTS = (".md", ".yaml")


def read_excerpts(root: Path, places: Iterable[Place]) -> Mapping[Place, str]:
    """The line of each place that may be shown.

    Lines that a personal number touches or that name a child, exempted or not, are left out,
    and all that is private.
    """
    excerpts: dict[Place, str] = {}
    ordered = sorted({one for one in places if _may_be_shown(one)})
    for path, group in groupby(ordered, lambda one: one.path):
        try:
            text = read_text(root, path)
        except UnreadableFile:
            continue
        lines, withheld = text.split("\n"), _personal_lines(text)
        for place in group:
            if place.line <= len(lines) and place.line not in withheld:
                excerpts[place] = lines[place.line - 1]
    return excerpts


def _may_be_shown(place: Place) -> bool:
    return place.path.startswith(_SHOWN) and place.path.endswith(_TEXTS)


def _personal_lines(text: str) -> frozenset[int]:
    """The numbers of the lines that hold a personal number or a part of one, or a child's name."""
    spans = [(one.start, one.end) for one in find_personal(text)]
    spans += [(one.start, one.end) for one in find_pupils(text)]
    return frozenset(
        line
        for start, end in spans
        for line in range(text.count("\n", 0, start) + 1, text.count("\n", 0, end) + 2)
    )
