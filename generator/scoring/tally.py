"""Add ballots up to exact totals, by the rules that the rubric chose."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from types import MappingProxyType

from generator.model.announcement import BONUS
from generator.model.ballot import Ballot, Contest
from generator.model.codes import Code
from generator.model.finding import Fault
from generator.model.organiser import JudgeGroup
from generator.model.rubric import Block, County, Indicator, Rubric
from generator.model.tally import CountyTally, GroupFigure, ItemTally, Tally


class IncompleteContest(Exception):
    """The rules chosen allow no total from these ballots; carries the faults."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A score that enters a mean with a weight from 0 to 1."""

    judge: str
    points: Fraction
    weight: Fraction


def tally_contest(contest: Contest, rubric: Rubric) -> Tally:
    """Return the tally. Raises IncompleteContest where a rule refuses a total."""
    counter = _Counter(contest, rubric)
    unranked = [counter.county(county) for county in rubric.counties]
    if counter.faults:
        raise IncompleteContest(tuple(counter.faults))
    totals = [total for _, total in unranked]
    ranked = tuple(make(1 + sum(higher > total for higher in totals)) for make, total in unranked)
    return Tally(counties=ranked, rehearsal=contest.rehearsal)


class _Counter:
    """Adds up one contest; ``faults`` gathers what a rule refuses."""

    def __init__(self, contest: Contest, rubric: Rubric) -> None:
        self.contest = contest
        self.rubric = rubric
        # The notice leaves these open: the organiser chose each, so none has a default here.
        self.rules = {name: rule.choice for name, rule in rubric.open_rules.items()}
        self.faults: list[Fault] = []
        digits = int(self.rules["rounding-digits"])
        rounding = rounder(self.rules["rounding"], digits)
        # Rounded in one place alone: rounding a rounded number moves ranks.
        at_total = self.rules["rounding-place"] == "total"
        self.round_total = rounding if at_total else _unchanged
        self.round_mean = _unchanged if at_total else rounding

    def county(self, county: County) -> tuple[Callable[[int], CountyTally], Fraction]:
        """Return a function from rank to the county's tally, and the total that ranks it.

        A rank is known when every county has a total, and a tally never lacks its rank.
        """
        weights = {
            group.id: self._ballot_weights(county, group) for group in self.rubric.judge_groups
        }
        items = {
            item.id: self._item(county, item, weights)
            for item in self.rubric.items.values()
            if self._counts(county, item)
        }
        sections = {block.id: self._spread(block, items) for block in self.rubric.blocks}
        # The notice caps the bonus items together, beside the cap that each of them has.
        bonus = min(sections.pop(BONUS), self.rubric.bonus)
        base = sum(sections.values(), Fraction(0))
        # Ranks follow from this number: where totals are rounded, so are ties.
        total = self.round_total(base + bonus)

        def make(rank: int) -> CountyTally:
            return CountyTally(
                county=county.id,
                items=tuple(items.values()),
                sections=MappingProxyType(sections),
                base=base,
                bonus=bonus,
                total=total,
                rank=rank,
            )

        return make, total

    def _counts(self, county: County, item: Indicator) -> bool:
        """Whether the item is part of the county's points."""
        excluded = self.rubric.not_applicable == "excluded"
        return not excluded or self.rubric.applies(item, county)

    def _spread(self, block: Block, items: Mapping[str, ItemTally]) -> Fraction:
        """The points of a section; what its excluded items could bring is spread over the others."""
        counting = [item for item in block.items if item.id in items]
        points = sum((items[item.id].points for item in counting), Fraction(0))
        return points * section_share(block, {item.id for item in counting})

    def _ballot_weights(
        self, county: County, group: JudgeGroup
    ) -> tuple[tuple[Ballot, Fraction], ...]:
        """The group's ballots that may score the county, with their weight after trimming."""
        ballots = [
            ballot
            for ballot in self.contest.ballots
            if ballot.judge.group == group.id and ballot.judge.may_score(county.id, self.rubric)
        ]
        if self.rules["trimming"] != "ballot-totals":
            return tuple((ballot, Fraction(1)) for ballot in ballots)
        # Trimmed county by county: a judge can be the strictest of one and the mildest of another.
        totals = [self._ballot_total(ballot, county) for ballot in ballots]
        return tuple(zip(ballots, trimmed_weights(totals), strict=True))

    def _ballot_total(self, ballot: Ballot, county: County) -> Fraction:
        scored = (
            item.id for item in self.rubric.items.values() if self.rubric.is_scored(item, county)
        )
        # An empty cell adds nothing, so that a ballot with gaps is likely to be trimmed.
        scores = (ballot.scores.get((county.id, item)) for item in scored)
        return sum((score.points for score in scores if score is not None), Fraction(0))

    def _item(
        self,
        county: County,
        item: Indicator,
        weights: Mapping[str, tuple[tuple[Ballot, Fraction], ...]],
    ) -> ItemTally:
        if not self.rubric.is_scored(item, county):
            return ItemTally(item=item.id, points=item.points, groups=MappingProxyType({}))
        groups = self.rubric.scoring_groups(item)
        figures: dict[str, GroupFigure] = {}
        for group in groups:
            scores = list(self._scores(county, item, weights[group.id]))
            # Trimming can take all weight from the few who scored: then the group has no mean.
            if sum(score.weight for score in scores) > 0:
                figures[group.id] = self._figure(scores)
        absent = [group for group in groups if group.id not in figures]
        if absent and (self.rules["absent-group"] == "refused" or not figures):
            self._refuse("absent-group", county, item)
        present = [group for group in groups if group.id in figures]
        # Divided by the weights present: those of an absent group go to the others in proportion.
        whole = sum((group.weight for group in present), Fraction(0))
        points = sum((group.weight * figures[group.id].mean for group in present), Fraction(0))
        return ItemTally(
            item=item.id,
            points=points / whole if whole else Fraction(0),
            groups=MappingProxyType(figures),
        )

    def _scores(
        self, county: County, item: Indicator, ballots: Sequence[tuple[Ballot, Fraction]]
    ) -> Iterator[_Weighed]:
        scores: list[_Weighed] = []
        for ballot, weight in ballots:
            score = ballot.scores.get((county.id, item.id))
            if score is not None:
                scores.append(_Weighed(ballot.judge.id, score.points, weight))
            elif self.rules["missing-score"] == "zero":
                scores.append(_Weighed(ballot.judge.id, Fraction(0), weight))
            elif self.rules["missing-score"] == "refused":
                self._refuse("missing-score", county, item, ballot)
        # A missing score that counts as zero is trimmed like any other lowest score.
        if self.rules["trimming"] != "items":
            yield from scores
            return
        trimmed = trimmed_weights([score.points for score in scores])
        yield from (
            replace(score, weight=weight) for score, weight in zip(scores, trimmed, strict=True)
        )

    def _figure(self, scores: Sequence[_Weighed]) -> GroupFigure:
        weight = sum((score.weight for score in scores), Fraction(0))
        points = sum((score.points * score.weight for score in scores), Fraction(0))
        return GroupFigure(
            mean=self.round_mean(points / weight),
            # Shares of a ballot are cut off: the number must never hide that single judges show.
            ballots=int(weight),
            scores=MappingProxyType(
                {
                    score.judge: (score.points, score.weight / weight)
                    for score in scores
                    if score.weight
                }
            ),
        )

    def _refuse(
        self, code: Code, county: County, item: Indicator, ballot: Ballot | None = None
    ) -> None:
        values, place = {"county": county.name, "item": item.id}, self.contest.place
        if ballot is not None:
            values["judge"] = ballot.judge.id
            place = ballot.blanks.get((county.id, item.id), ballot.place)
        self.faults.append(Fault(code, place, values))


def section_share(block: Block, counting: Collection[str]) -> Fraction:
    """What a point of the items that count brings: more than 1 where others are excluded."""
    counted = sum((item.points for item in block.items if item.id in counting), Fraction(0))
    if block.is_bonus or not counted:
        return Fraction(1)
    return sum((item.points for item in block.items), Fraction(0)) / counted


def trimmed_weights(figures: Sequence[Fraction]) -> list[Fraction]:
    """What is left of each figure when one highest and one lowest are taken away.

    Fewer than three stay whole. Equal extremes share the loss, so that no judge's
    name decides which of them goes.
    """
    # Taking two of two away would leave nothing.
    if len(figures) < 3:
        return [Fraction(1)] * len(figures)
    weights = [Fraction(1)] * len(figures)
    for extreme in (max(figures), min(figures)):
        share = Fraction(1, figures.count(extreme))
        weights = [
            weight - share if figure == extreme else weight
            for figure, weight in zip(figures, weights, strict=True)
        ]
    return weights


def _unchanged(number: Fraction) -> Fraction:
    return number


def rounder(method: str, digits: int) -> Callable[[Fraction], Fraction]:
    """Return the rubric's rounding: "none", "half-up" or "half-even", to ``digits`` places."""
    if method == "none":
        return lambda number: number
    scale = 10**digits
    if method == "half-even":
        return lambda number: Fraction(round(number * scale), scale)
    # Half up for exact fractions; round() would go to the even neighbour.
    return lambda number: Fraction(floor(number * scale + Fraction(1, 2)), scale)
