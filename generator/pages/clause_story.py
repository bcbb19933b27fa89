"""How a county did, clause by clause: short, without proof, or met."""

from dataclasses import dataclass
from fractions import Fraction

from generator.model.checklist import ClauseResult, ClauseState
from generator.model.page import Address
from generator.model.rubric import County, Indicator, Target
from generator.pages.page_context import PageContext
from generator.pages.words import CLAUSE_STATES


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseLine:
    """One clause with a number, in parts of a sentence; all numbers with their unit.

    ``absent`` says why nothing of the file counts, "" where it does. ``short`` is how far the
    count is below the target, ``unproven`` how far the proven count is; ``over`` is how far the
    count exceeds the target, ``above`` how far a maximum. Each is "" where it does not apply.
    """

    clause: str
    name: str
    address: Address
    target: str
    absent: str
    entries: int
    rate: bool
    counted: str
    proven: str
    short: str
    unproven: str
    over: str
    above: str


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """The clauses in one state; ``state`` is its id, ``word`` its name."""

    state: str
    word: str
    lines: tuple[ClauseLine, ...]


@dataclass(frozen=True, slots=True)
class ClauseStory:
    """A county's clauses: those with a target by state, the worst first.

    ``not_asked`` are the names of clauses without a target for this county, ``judged`` is the
    number of those that have none for any.
    """

    groups: tuple[ClauseGroup, ...]
    not_asked: tuple[str, ...]
    judged: int


def clause_story(context: PageContext, county: County) -> ClauseStory:
    """Return the story of a county whose checklists the audience may see."""
    results = [
        (item, result)
        for item in context.rubric.items.values()
        for result in context.clauses(county.id, item.id)
    ]
    # A clause with a target is in one of these states; the others are for clauses without.
    lines: dict[ClauseState, list[ClauseLine]] = {
        state: [] for state in (ClauseState.SHORT, ClauseState.UNPROVEN, ClauseState.MET)
    }
    for item, result in results:
        if isinstance(result.asked, Target):
            lines[result.state].append(_line(context, county, item, result, result.asked))
    groups = [
        ClauseGroup(
            state.value, context.text(CLAUSE_STATES[state]), tuple(sorted(own, key=_just_reached))
        )
        for state, own in lines.items()
    ]
    untargeted = (ClauseState.NOT_NAMED, ClauseState.NOT_APPLICABLE)
    return ClauseStory(
        groups=tuple(group for group in groups if group.lines),
        not_asked=tuple(
            context.rubric.clause(result.clause.id).name
            for _, result in results
            if result.state in untargeted
        ),
        judged=sum(result.state is ClauseState.JUDGED for _, result in results),
    )


def _just_reached(line: ClauseLine) -> bool:
    """Sort key: clauses that exceed their target before those that just reach it."""
    return not line.over


def _line(
    context: PageContext, county: County, item: Indicator, result: ClauseResult, target: Target
) -> ClauseLine:
    """The parts of the sentence; rates differ by percentage points, not by percent."""
    rate, unit = target.unit == "%", context.unit(target.unit)
    difference = context.percentage_points if rate else unit

    def amount(number: Fraction) -> str:
        figure = context.number(number)
        return f"{figure}%" if rate else f"{figure} {unit.of(figure)}"

    def apart(number: Fraction, *, up: bool = False) -> str:
        figure = context.number(number, up=up)
        return f"{figure} {difference.of(figure)}" if number > 0 else ""

    # A rubric gives a maximum exactly where the comparison is "between".
    between = target.maximum is not None
    upper = amount(target.number if target.maximum is None else target.maximum)
    return ClauseLine(
        clause=result.clause.id,
        # Results quote the Chinese rubric; the name has to be in the language of the page.
        name=context.rubric.clause(result.clause.id).name,
        address=context.addresses.evidence(county.id, item.id),
        target=f"{context.number(target.number)}–{upper}" if between else upper,
        absent=context.status_word(county, item),
        entries=result.entries,
        rate=rate,
        counted=amount(result.counted),
        proven=amount(result.proven),
        short=apart(result.missing, up=True),
        unproven=apart(target.number - result.proven, up=True),
        # Between two numbers nothing is exceeded but the maximum, which ``above`` is for.
        over="" if between else apart(result.counted - target.number),
        above=apart(result.above),
    )
