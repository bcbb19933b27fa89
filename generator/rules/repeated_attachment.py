"""The same file, byte for byte, stands among the attachments twice.

Under two names in one county it is sent twice for nothing, or proves two things with one
paper; in two counties one of them has taken the other's: both are named, with who had it first by
git's log of the main branch. A paper of a joint activity may be in both: then both should say so
in 事项. A file that was handed in for a past cycle proves
nothing of this year.

Wrong::

    content/counties/jia/attachments/a.txt
    同一份说明
    …
    content/counties/yi/attachments/c.txt
    同一份说明

Right::

    content/counties/jia/attachments/a.txt
    说明一
    …
    content/counties/yi/attachments/a.txt
    说明二
"""

from collections.abc import Iterator

from generator.model.cross_check import Comparison
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.rules.rule import Problem
from generator.rules.shared_files import SharedWords, shared_files


def compare(comparison: Comparison) -> Iterator[Problem]:
    """Yield a problem for each file that was there already; of two counties' files for both."""
    first: dict[str, dict[str, str]] = {}
    others: dict[str, dict[str, str]] = {}
    for cross_check in comparison.cross_checks:
        for digest, names in cross_check.attachments.items():
            paths = [f"{cross_check.folder}/{name}" for name in names]
            known = first.setdefault(digest, {cross_check.folder: paths[0]})
            earlier = Place(next(iter(known.values())))
            if cross_check.cycle is not None:
                continue
            if earlier.past_cycle is not None:
                yield from (_repeated_file(path, earlier) for path in paths)
                continue
            yield from (_repeated_file(path, Place(paths[0])) for path in paths[1:])
            known[cross_check.folder] = paths[0]
    for known in first.values():
        if len(known) > 1:
            others |= {path: _without(known, path) for path in known.values()}
    yield from shared_files(comparison, others, _WORDS)


def _without(known: dict[str, str], path: str) -> dict[str, str]:
    return {folder: other for folder, other in known.items() if other != path}


def _repeated_file(path: str, earlier: Place) -> Problem:
    values = {"earlier": earlier.path, "cycle": earlier.past_cycle or ""}
    message = N_("this file is the same as {earlier}")
    fix = N_(
        "Keep one file and link it twice; put the right file here if the wrong one was copied."
    )
    if earlier.past_cycle is not None:
        message = N_("this file was handed in for {cycle} already: {earlier}")
        fix = N_("Put this year's own file here; one that holds for both years may stay.")
    return Problem(Severity.WARNING, Place(path), Message(message, values), Message(fix))


_WORDS = SharedWords(
    unknown=N_("this file is the same as one of {others}"),
    first=N_(
        "this file is the same as one of {others}; by git's log of the main branch it was here first"
    ),
    later=N_(
        "this file is the same as one of {others}; by git's log of the main branch {first} had it "
        "first"
    ),
)
