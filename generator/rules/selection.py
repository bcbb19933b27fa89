"""Which findings a run tells: those of some rules alone, or all but those of some, for a reason."""

from collections import Counter
from collections.abc import Sequence

from generator.model.finding import ALWAYS_TOLD, Choice, Finding, LeftOut


def choose(
    findings: Sequence[Finding], choice: Choice
) -> tuple[tuple[Finding, ...], tuple[LeftOut, ...]]:
    """The findings that are told, in their order, and how many of each ignored rule are not."""
    ignored = choice.ignored.keys() - ALWAYS_TOLD
    asked = tuple(
        one for one in findings if not choice.selected or one.code in choice.selected | ALWAYS_TOLD
    )
    counts = Counter(one.code for one in asked if one.code in ignored)
    left_out = tuple(LeftOut(code, choice.ignored[code], counts[code]) for code in sorted(ignored))
    return tuple(one for one in asked if one.code not in ignored), left_out
