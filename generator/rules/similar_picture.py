"""Pictures of two counties look the same, though their files differ.

One was made from the other: scaled, or saved in another quality or format. A picture of a
joint activity may be in both counties: then both should say so in 事项. A picture of a past cycle
shows nothing of this year. Pictures that are cut, turned or painted over are not found, nor are
those that show next to nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.cross_check import CrossCheck
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.picture import Fingerprint
from generator.model.place import Place
from generator.rules.rule import Problem


@dataclass(frozen=True, slots=True)
class _Picture:
    """One picture; ``order`` is its county's in the notice, after those of past cycles."""

    order: int
    path: str
    fingerprint: Fingerprint


def compare(cross_checks: Sequence[CrossCheck]) -> Iterator[Problem]:
    """Yield a problem for each picture that looks like an earlier one, on the later county's."""
    earliest: dict[str, _Picture] = {}
    for pair in _alike(list(_pictures(cross_checks))):
        first, later = sorted(pair, key=lambda picture: (picture.order, picture.path))
        # Pairs come by brightness; of several that look alike the earliest is named.
        known = earliest.setdefault(later.path, first)
        if (first.order, first.path) < (known.order, known.path):
            earliest[later.path] = first
    for path, first in sorted(earliest.items()):
        if Place(path).past_cycle is None:
            yield _copied_picture(path, Place(first.path))


def _copied_picture(path: str, earlier: Place) -> Problem:
    values = {"earlier": earlier.path, "cycle": earlier.past_cycle or ""}
    message = N_("this picture looks the same as {earlier}")
    fix = N_("Put your own picture here; of a joint activity both should say so in 事项.")
    if earlier.past_cycle is not None:
        message = N_("this picture looks the same as one handed in for {cycle}: {earlier}")
        fix = N_("Put a picture of this year here.")
    return Problem(Severity.WARNING, Place(path), Message(message, values), Message(fix))


def _pictures(cross_checks: Sequence[CrossCheck]) -> Iterator[_Picture]:
    """Yield each content once: equal files are another rule's."""
    yielded: set[str] = set()
    for order, cross_check in enumerate(cross_checks):
        for digest, names in cross_check.attachments.items():
            text = cross_check.pictures.get(names[0], "")
            if text and digest not in yielded:
                path = f"{cross_check.folder}/{names[0]}"
                yield _Picture(order, path, Fingerprint.of(text))
            yielded.add(digest)


def _alike(pictures: list[_Picture]) -> Iterator[tuple[_Picture, _Picture]]:
    """The pairs of different counties that look the same.

    Sorted by brightness, a picture is compared only with the next ones that are about as bright.
    """
    pictures.sort(key=lambda picture: (picture.fingerprint.total, picture.path))
    for at, darker in enumerate(pictures):
        for nth in range(at + 1, len(pictures)):
            brighter = pictures[nth]
            if not darker.fingerprint.may_be_near(brighter.fingerprint):
                break
            different_counties = darker.order != brighter.order
            if different_counties and darker.fingerprint.looks_like(brighter.fingerprint):
                yield darker, brighter
