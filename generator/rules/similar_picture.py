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
    """Yield a finding a picture, on the later county's."""
    earliest: dict[str, _Picture] = {}
    for one, other in _alike(list(_pictures(cross_checks))):
        first, later = sorted((one, other), key=lambda picture: (picture.order, picture.path))
        known = earliest.setdefault(later.path, first)
        if (first.order, first.path) < (known.order, known.path):
            earliest[later.path] = first
    for path, first in sorted(earliest.items()):
        if Place(path).past_cycle is None:
            yield _found(path, Place(first.path))


def _found(path: str, earlier: Place) -> Problem:
    values = {"earlier": earlier.path, "cycle": earlier.past_cycle or ""}
    message = N_("this picture looks the same as {earlier}")
    fix = N_("Put your own picture here; of a joint activity both should say so in 事项.")
    if earlier.past_cycle is not None:
        message = N_("this picture looks the same as one handed in for {cycle}: {earlier}")
        fix = N_("Put a picture of this year here.")
    return Problem(Severity.WARNING, Place(path), Message(message, values), Message(fix))


def _pictures(cross_checks: Sequence[CrossCheck]) -> Iterator[_Picture]:
    """One picture a content: equal files are another rule's."""
    seen: set[str] = set()
    for order, cross_check in enumerate(cross_checks):
        for digest, names in cross_check.attachments.items():
            text = cross_check.pictures.get(names[0], "")
            if text and digest not in seen:
                path = f"{cross_check.folder}/{names[0]}"
                yield _Picture(order, path, Fingerprint.of(text))
            seen.add(digest)


def _alike(pictures: list[_Picture]) -> Iterator[tuple[_Picture, _Picture]]:
    """The pairs of different counties that look the same: each is held against the as bright."""
    pictures.sort(key=lambda one: (one.fingerprint.total, one.path))
    for at, one in enumerate(pictures):
        for nth in range(at + 1, len(pictures)):
            other = pictures[nth]
            if not one.fingerprint.may_be_near(other.fingerprint):
                break
            if one.order != other.order and one.fingerprint.looks_like(other.fingerprint):
                yield one, other
