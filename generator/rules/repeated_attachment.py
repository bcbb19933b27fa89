"""The same file, byte for byte, stands among the attachments twice.

Under two names in one county it is sent twice for nothing, or proves two things with one
paper; in two counties one of them has taken the other's. A paper of a joint activity may be
in both: then both should say so in 事项. A file that was handed in for a past cycle proves
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

from collections.abc import Iterator, Sequence

from generator.model.cross_check import CrossCheck
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.rules.rule import Problem


def compare(cross_checks: Sequence[CrossCheck]) -> Iterator[Problem]:
    """Yield a problem for each file that was there already, on the later; past cycles are earlier."""
    first: dict[str, str] = {}
    for cross_check in cross_checks:
        for digest, names in cross_check.attachments.items():
            for name in names:
                path = f"{cross_check.folder}/{name}"
                earlier = Place(first.setdefault(digest, path))
                if cross_check.cycle is None and earlier.path != path:
                    yield _repeated_file(path, earlier)


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
