"""The same file, byte for byte, stands among the attachments twice.

Under two names in one county it is sent twice for nothing, or proves two things with one
paper; in two counties one of them has taken the other's. A paper of a joint activity may be
in both: then both should say so in 事项.

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

from generator.checks.rule import Found
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.model.trace import Trace


def compare(traces: Sequence[Trace]) -> Iterator[Found]:
    """Yield a finding a file that was there already, on the later one."""
    first: dict[str, str] = {}
    for trace in traces:
        for digest, names in trace.attachments.items():
            for name in names:
                path = f"content/counties/{trace.county}/{name}"
                earlier = first.setdefault(digest, path)
                if earlier != path:
                    yield Found(
                        Severity.WARNING,
                        Place(path),
                        Message(N_("this file is the same as {earlier}"), {"earlier": earlier}),
                        Message(
                            N_(
                                "Keep one file and link it twice; put the right file here if the "
                                "wrong one was copied."
                            )
                        ),
                    )
