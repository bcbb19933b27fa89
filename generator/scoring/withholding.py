"""Which figures of a county can be announced so that none tells what a judge gave.

Each figure is a sum over single scores with shares that everybody knows: a row, with a column for
each score. Earlier announcements stay public, so their rows stand beside the new ones. A score is
told where some combination of the rows rests on it alone, or on it and one score of another judge,
who knows their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.model.announcement import BONUS, AnnouncedCounty
from generator.model.disclosure import Disclosure
from generator.model.rubric import Block, Indicator, Rubric
from generator.model.tally import CountyTally, ItemTally
from generator.scoring.tally import section_share
from generator.scoring.told_scores import Parts, Row, added, follows, reduced, told

# Fewer counted ballots than this behind a group's mean, behind the points of an item, and
# behind the part of one group in them, would come too near to single judges.
FEWEST_OF_GROUP = 4
FEWEST_OF_ITEM = 4
FEWEST_IN_ITEM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Which figures of a county stand in an announcement, by the ids of items and sections.

    ``groups`` are the items of which the groups' means are shown.
    """

    groups: frozenset[str] = frozenset()
    items: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()
    total: bool = False


def figures_in(county: AnnouncedCounty) -> Figures:
    """The figures that an announcement has of a county."""
    return Figures(
        groups=frozenset(item.item for item in county.items if item.groups),
        items=frozenset(item.item for item in county.items if item.points),
        sections=frozenset(county.sections),
        total=bool(county.total),
    )


def figures_to_announce(
    county: CountyTally,
    before: Sequence[tuple[CountyTally, Figures, Rubric]],
    disclosure: Disclosure,
    rubric: Rubric,
) -> Figures | None:
    """The figures of the county that may be shown at that level, None where no total may.

    ``before`` are the county's tallies and figures of the announcements before, each with the
    rubric whose weights are its shares.
    """
    earlier = [
        parts for tally, shown, then in before for parts in _figure_parts(tally, shown, then)
    ]
    known = told(earlier)
    # What earlier announcements tell cannot be taken back.
    basis = reduced(added(parts.values()) for parts in earlier)
    closed = [
        (item, row)
        for tally, then in ((county, rubric), *((tally, then) for tally, _, then in before))
        for item, row in _figures_on_few(tally, then)
        if not follows(row, basis)
    ]
    figures: Figures | None = _enough_ballots(county, before, disclosure, rubric)
    while figures is not None:
        public = [*earlier, *_figure_parts(county, figures, rubric)]
        basis = reduced(added(parts.values()) for parts in public)
        items = {item for _, item, _ in told(public) - known}
        items |= {item for item, row in closed if follows(row, basis)}
        if not items:
            return figures
        figures = _without(figures, items, rubric)
    return None


def _enough_ballots(
    county: CountyTally,
    before: Sequence[tuple[CountyTally, Figures, Rubric]],
    disclosure: Disclosure,
    rubric: Rubric,
) -> Figures:
    """The figures of that level that rest on enough ballots."""
    items = {item.item: item for item in county.items}
    shown = {
        id_ for id_, item in items.items() if _rests_on_enough(item, rubric.items[id_], rubric)
    }
    corrected = {item for tally, *_ in before for item in _corrected(tally, county)}
    scored = {id_ for id_, item in items.items() if _groups_rest_on_enough(item, rubric)}
    return Figures(
        groups=frozenset(scored & shown - corrected)
        if disclosure.shows("indicators")
        else frozenset(),
        items=frozenset(shown) if disclosure.shows("indicators") else frozenset(),
        sections=frozenset((*county.sections, BONUS))
        if disclosure.shows("sections")
        else frozenset(),
        total=disclosure.shows("total"),
    )


def _groups_rest_on_enough(item: ItemTally, rubric: Rubric) -> bool:
    """One group's mean follows from the points and the others': all are shown, or none."""
    scoring = rubric.scoring_groups(rubric.items[item.item])
    return all(
        group.id in item.groups and item.groups[group.id].ballots >= FEWEST_OF_GROUP
        for group in scoring
    )


def _rests_on_enough(item: ItemTally, indicator: Indicator, rubric: Rubric) -> bool:
    ballots = [
        item.groups[group.id].ballots
        for group in rubric.scoring_groups(indicator)
        if group.weight and group.id in item.groups
    ]
    # Points that are given to all alike rest on no ballot.
    return not ballots or (sum(ballots) >= FEWEST_OF_ITEM and min(ballots) >= FEWEST_IN_ITEM)


def _figures_on_few(county: CountyTally, rubric: Rubric) -> Iterator[tuple[str, Row]]:
    """The items and rows of figures that rest on too few ballots: not to be worked out either."""
    for item in county.items:
        if not _rests_on_enough(item, rubric.items[item.item], rubric):
            yield item.item, added(_item_parts(item, rubric).values())
        for group, row in _group_rows(item).items():
            if item.groups[group].ballots < FEWEST_OF_GROUP:
                yield item.item, row


def _corrected(before: CountyTally, after: CountyTally) -> Iterator[str]:
    """The items of which a judge's score is another than it was."""
    was = _scores(before)
    for (judge, item), points in _scores(after).items():
        if was.get((judge, item), points) != points:
            yield item


def _scores(county: CountyTally) -> Mapping[tuple[str, str], Fraction]:
    return {
        (judge, item.item): points
        for item in county.items
        for group in item.groups.values()
        for judge, (points, _) in group.scores.items()
    }


def _without(figures: Figures, items: set[str], rubric: Rubric) -> Figures | None:
    """The figures without the next ones that can go for scores of these items to stay untold."""
    if lost := figures.groups & items:
        return replace(figures, groups=figures.groups - lost)
    if lost := figures.items & items:
        return replace(figures, items=figures.items - lost)
    blocks = {block.id for block in rubric.blocks if items & {item.id for item in block.items}}
    if lost := figures.sections & blocks:
        return replace(figures, sections=figures.sections - lost)
    # What was left out follows from the total less the others: then the total alone, or nothing.
    alone = Figures(total=figures.total)
    return alone if alone != figures else None


def _figure_parts(county: CountyTally, figures: Figures, rubric: Rubric) -> Iterator[Parts]:
    """Each figure in its parts."""
    items = {item.item: _item_parts(item, rubric) for item in county.items}
    for item in county.items:
        if item.item in figures.groups:
            yield from ({(group, Fraction(1)): row} for group, row in _group_rows(item).items())
        if item.item in figures.items:
            yield items[item.item]
    sections = {block.id: _section_parts(block, items, county) for block in rubric.blocks}
    yield from (parts for section, parts in sections.items() if section in figures.sections)
    if figures.total:
        yield _joined(sections.values())


def _group_rows(item: ItemTally) -> Mapping[str, Row]:
    return {
        group: {
            (judge, item.item, points): share for judge, (points, share) in figure.scores.items()
        }
        for group, figure in item.groups.items()
    }


def _item_parts(item: ItemTally, rubric: Rubric) -> Parts:
    rows = _group_rows(item)
    weights = {group.id: group.weight for group in rubric.judge_groups if group.id in rows}
    whole = sum(weights.values(), Fraction(0))
    shares = {group: weight / whole for group, weight in weights.items() if whole}
    return {(group, share): _times(rows[group], share) for group, share in shares.items()}


def _section_parts(block: Block, items: Mapping[str, Parts], county: CountyTally) -> Parts:
    counting = {item.id for item in block.items if item.id in items}
    points = (item.points for item in county.items if item.item in counting)
    if block.is_bonus and sum(points, Fraction(0)) > county.bonus:
        # The cap says the same of many scores.
        return {}
    share = section_share(block, counting)
    whole = _joined(items[item] for item in counting)
    return {(group, part * share): _times(row, share) for (group, part), row in whole.items()}


def _joined(figures: Iterable[Parts]) -> Parts:
    """The parts of the sum of the figures."""
    rows: defaultdict[tuple[str, Fraction], list[Row]] = defaultdict(list)
    for parts in figures:
        for key, row in parts.items():
            rows[key].append(row)
    return {key: added(own) for key, own in rows.items()}


def _times(row: Row, factor: Fraction) -> Row:
    return {score: share * factor for score, share in row.items()}
