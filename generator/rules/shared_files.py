"""Files that two counties have: both are named, with who had it first where git says so."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.cross_check import Comparison
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.rules.rule import Problem


@dataclass(frozen=True, slots=True)
class SharedWords:
    """What is said of a file of which nobody knows who had it first, of the first, of a later one."""

    unknown: str
    first: str
    later: str


def shared_files(
    comparison: Comparison, others: Mapping[str, Mapping[str, str]], words: SharedWords
) -> Iterator[Problem]:
    """Yield a problem for each file; ``others`` are by its path those of other counties by folder."""
    paths = {*others, *(path for same in others.values() for path in same.values())}
    arrivals = comparison.arrivals(sorted(paths))
    for path, same in sorted(others.items()):
        first = _first([path, *same.values()], arrivals)
        values = {
            "others": "、".join(_shown(other, comparison) for other in same.values()),
            "first": _shown(first, comparison) if first else "",
        }
        text = words.later if first else words.unknown
        message = Message(words.first if first == path else text, values)
        yield Problem(Severity.WARNING, Place(path), message, Message(_FIX))


def _first(paths: list[str], arrivals: Mapping[str, int]) -> str:
    """The path that came before all others, "" where that is not known."""
    known = sorted((arrivals[path], path) for path in paths if path in arrivals)
    # What came together has no order; what is in no log yet came later.
    alone = len(known) == 1 or (len(known) > 1 and known[0][0] < known[1][0])
    return known[0][1] if alone else ""


def _shown(path: str, comparison: Comparison) -> str:
    """The county's name, and its file where the report may name it."""
    name = comparison.names["/".join(path.split("/")[:3])]
    return name if comparison.named_only else f"{name}（{path}）"


_FIX = N_("Keep it if it is this county's own; of a joint activity both should say so in 事项.")
