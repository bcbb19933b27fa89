"""Pictures of two counties look the same, though their files differ.

One was made from the other: scaled, or saved in another quality or format. Both are named, with
who had it first by git's log of the main branch. A picture of a
joint activity may be in both counties: then both should say so in 事项. A picture of a past cycle
shows nothing of this year. Pictures that are cut, turned or painted over are not found, nor are
those that show next to nothing.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.model.cross_check import Comparison, CrossCheck
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.picture import Fingerprint
from generator.model.place import Place
from generator.rules.rule import Problem
from generator.rules.shared_files import SharedWords, shared_files


@dataclass(frozen=True, slots=True)
class _Picture:
    """One picture; ``order`` is its county's in the notice, after those of past cycles."""

    order: int
    path: str
    fingerprint: Fingerprint


def compare(comparison: Comparison) -> Iterator[Problem]:
    """Yield a problem for each picture that looks like one of another county or of a past cycle."""
    past: dict[str, _Picture] = {}
    others: dict[str, dict[str, str]] = {}
    for pair in _alike(list(_pictures(comparison.cross_checks))):
        first, later = sorted(pair, key=lambda picture: (picture.order, picture.path))
        if Place(first.path).past_cycle is None:
            _note(others, first.path, later.path)
            _note(others, later.path, first.path)
            continue
        # Pairs come by brightness; of several that look alike the earliest is named.
        known = past.setdefault(later.path, first)
        if (first.order, first.path) < (known.order, known.path):
            past[later.path] = first
    for path, first in sorted(past.items()):
        if Place(path).past_cycle is None:
            yield _past_picture(path, Place(first.path))
    current = {path: same for path, same in sorted(others.items()) if path not in past}
    yield from shared_files(comparison, current, _WORDS)


def _note(others: dict[str, dict[str, str]], path: str, other: str) -> None:
    """Of several of one county's the first by name is named."""
    same, folder = others.setdefault(path, {}), other.partition("/attachments/")[0]
    same[folder] = min(other, same.get(folder, other))


def _past_picture(path: str, earlier: Place) -> Problem:
    values = {"earlier": earlier.path, "cycle": earlier.past_cycle or ""}
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


_WORDS = SharedWords(
    unknown=N_("this picture looks the same as one of {others}"),
    first=N_(
        "this picture looks the same as one of {others}; by git's log of the main branch it was "
        "here first"
    ),
    later=N_(
        "this picture looks the same as one of {others}; by git's log of the main branch {first} "
        "had it first"
    ),
)
