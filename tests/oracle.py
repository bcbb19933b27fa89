"""The count by hand: what the notice says, on the files as read, standard library only.

Written from 连科协〔2018〕32号, the design and the formats, without sight of what counts, decides and
announces; the names of faults and of the rules' choices are the package's own. What becomes of equal
totals under trimming, of grades given to some and of a ballot never handed in was agreed on afterwards.
The notice's own words are beside what rests on them. Where they end, an open rule of
``rubric.yaml`` decides; where that ends too, the reading taken is marked "Reading".
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, permutations
from typing import Any

from told_scores import Sum, follows, told

Tree = Mapping[str, Any]
"""A file of YAML as read; every scalar is a string."""


class Refused(Exception):
    """No total may be made; the word says which fault came first."""


Parts = Mapping[tuple[str, Fraction], Sum]
"""What a figure is made of: by group, and by what the mean of the group counts for in it."""


@dataclass(frozen=True)
class Mean:
    """A group's mean in one cell, how many ballots it rests on, and each judge's share in it."""

    mean: Fraction
    ballots: int
    shares: Mapping[str, Fraction]


@dataclass(frozen=True)
class Count:
    """One county: its points by item, section and in all, its groups' means by item."""

    items: Mapping[str, Fraction]
    groups: Mapping[str, Mapping[str, Mean]]
    sections: Mapping[str, Fraction]
    base: Fraction
    bonus: Fraction
    total: Fraction
    rank: int


def count(rubric: Tree, roster: Tree, ballots: Sequence[Tree]) -> dict[str, Count]:
    """Every county's count, or Refused."""
    refuse_faults(rubric, roster, ballots)
    judges = {one["id"]: one for one in roster["judges"]}
    papers = [(judges[one["judge"]], one["scores"]) for one in ballots]
    by_county = {one["id"]: _county(rubric, one["id"], papers) for one in rubric["counties"]}
    totals = {county: _total(rubric, parts) for county, (parts, _) in by_county.items()}
    return {
        county: Count(
            items=points,
            groups=groups,
            sections=_sections(rubric, points),
            base=_base(rubric, points),
            bonus=_bonus(rubric, points),
            total=totals[county],
            rank=place(totals[county], totals.values()),
        )
        for county, (points, groups) in by_county.items()
    }


def place(own: Fraction, totals: Iterable[Fraction]) -> int:
    """One more than how many stand above; Reading: equals share a place, the next are left out."""
    return 1 + sum(one > own for one in totals)


# Adding up.


def _county(
    rubric: Tree, county: str, papers: Sequence[tuple[Tree, Tree]]
) -> tuple[dict[str, Fraction], dict[str, dict[str, Mean]]]:
    """Points and groups' means by item."""
    points: dict[str, Fraction] = {}
    means: dict[str, dict[str, Mean]] = {}
    read = [
        (judge, _row(rubric, county, judge, scores))
        for judge, scores in papers
        if _may_score(rubric, judge, county)
    ]
    names = {id(row): judge["id"] for judge, row in read}
    rows = {
        group["id"]: [row for judge, row in read if judge["group"] == group["id"]]
        for group in rubric["judge-groups"]
    }
    for item, most in _items(rubric).items():
        if not _asked(rubric, county, item):
            # Reading: what nobody asked of a county is neither scored nor lost.
            if _unasked(rubric) == "full-points":
                points[item], means[item] = most, {}
            continue
        groups = _scoring(rubric, item)
        means[item] = {}
        for group in groups:
            ways = [
                scores
                for kept in _trimmed(rubric, rows[group], item)
                if (scores := [row[item] for row in kept if item in row])
            ]
            if ways:
                mean = _mean([_mean(scores) for scores in ways])
                if _choice(rubric, "rounding-place") == "group-mean":
                    mean = _rounded(rubric, mean)
                shares = _shares(rubric, rows[group], item, names)
                means[item][group] = Mean(mean, len(ways[0]), shares)
            elif _choice(rubric, "absent-group") == "refused":
                raise Refused("absent-group")
        if not means[item]:
            raise Refused("absent-group")  # Reading: no weight is left to go to anyone.
        # 市科协领导评分占40%，机关各部门评分占30%，县区科协评分占30%; where a group is
        # absent its weight goes to the others in proportion.
        whole = sum((groups[group] for group in means[item]), Fraction(0))
        points[item] = (
            sum((groups[group] * one.mean for group, one in means[item].items()), Fraction(0))
            / whole
        )
    return points, means


def _shares(
    rubric: Tree, rows: Sequence[dict[str, Fraction]], item: str, names: Mapping[int, str]
) -> dict[str, Fraction]:
    """Each judge's share in the group's mean, over all the ways to trim."""
    ways = [[row for row in kept if item in row] for kept in _trimmed(rubric, rows, item)]
    shares: dict[str, Fraction] = {}
    for way in ways:
        for row in way:
            name = names[id(row)]
            shares[name] = shares.get(name, Fraction(0)) + Fraction(1, len(way) * len(ways))
    return shares


def _may_score(rubric: Tree, judge: Tree, county: str) -> bool:
    """Whether the judge counts for the county; a recusal holds whatever is said of own counties."""
    if county in judge.get("recusals", ()):
        return False
    return judge.get("county") != county or _choice(rubric, "own-county-judge") == "counted"


def _row(rubric: Tree, county: str, judge: Tree, scores: Tree) -> dict[str, Fraction]:
    """What one judge gave one county, by item, as far as it counts."""
    given = scores.get(county, {})
    row = {}
    for item in _items(rubric):
        if judge["group"] not in _scoring(rubric, item) or not _asked(rubric, county, item):
            continue
        if item in given:
            row[item] = Fraction(given[item])
        elif _choice(rubric, "missing-score") == "zero":
            row[item] = Fraction(0)
    return row


def _trimmed(
    rubric: Tree, rows: Sequence[dict[str, Fraction]], item: str
) -> Iterator[list[dict[str, Fraction]]]:
    """The rows that stay for an item when one highest and one lowest go, in each way there is.

    Reading: in each group by itself, and only of three at least, so that something stays. A
    ballot's total is what stands on it for the county, bonus included; of equal totals neither
    the file's name nor the judge's decides which goes, so the mean is that over all the ways.
    """
    rule = _choice(rubric, "trimming")
    if rule == "items":
        there = [row for row in rows if item in row]
        sizes = [row[item] for row in there]
    else:
        there = [row for row in rows if row]
        sizes = [sum(row.values(), Fraction(0)) for row in there]
    if rule == "none" or len(there) < 3:
        yield there
        return
    for one, other in permutations(range(len(there)), 2):
        if sizes[one] == max(sizes) and sizes[other] == min(sizes):
            yield [row for nth, row in enumerate(there) if nth not in (one, other)]


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers)


def _base(rubric: Tree, points: Mapping[str, Fraction]) -> Fraction:
    """考核基础分为100分."""
    return sum(_sections(rubric, points).values(), Fraction(0))


def _sections(rubric: Tree, points: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """Each section's points; Reading: of one that lacks items, as many of all as of those there."""
    sections = {}
    for one in rubric["sections"]:
        most = {item["id"]: Fraction(item["points"]) for item in one["indicators"]}
        there = [item for item in most if item in points]
        share = sum(points[item] for item in there) / sum(most[item] for item in there)
        sections[one["id"]] = Fraction(share * sum(most.values()))
    return sections


def _bonus(rubric: Tree, points: Mapping[str, Fraction]) -> Fraction:
    """另设加分项目10分: no more than that in all."""
    given = sum((points[item["id"]] for item in rubric["bonus"]), Fraction(0))
    return min(given, Fraction(rubric["points"]["bonus"]))


def _total(rubric: Tree, points: Mapping[str, Fraction]) -> Fraction:
    """What ranks rest on: rounded only where the rubric says so."""
    total = _base(rubric, points) + _bonus(rubric, points)
    return _rounded(rubric, total) if _choice(rubric, "rounding-place") == "total" else total


def _rounded(rubric: Tree, number: Fraction) -> Fraction:
    rule = _choice(rubric, "rounding")
    if rule == "none":
        return number
    unit = Fraction(1, 10 ** int(_choice(rubric, "rounding-digits")))
    return rounded(number, unit, even=rule == "half-even")


def rounded(number: Fraction, unit: Fraction, *, even: bool) -> Fraction:
    """The nearest multiple of the unit; of two as near the upper, or the even one."""
    whole, rest = divmod(number, unit)
    if rest * 2 > unit or (rest * 2 == unit and (not even or whole % 2 == 1)):
        whole += 1
    return whole * unit


# What must be refused.


def refuse_faults(rubric: Tree, roster: Tree, ballots: Sequence[Tree]) -> None:
    """Raise Refused at the first fault; a fault counts wherever it stands, own county included."""
    judges = {one["id"]: one for one in roster["judges"]}
    counties = {one["id"] for one in rubric["counties"]}
    _must(roster["cycle"] == rubric["cycle"], "other-cycle")
    _must(len(judges) == len(roster["judges"]), "duplicate-ballot")
    for judge in judges.values():
        named = {judge.get("county"), *judge.get("recusals", ())} - {None}
        groups = {one["id"] for one in rubric["judge-groups"]}
        _must(judge["group"] in groups and named <= counties, "unreadable-ballot")
    _must(bool(ballots), "no-ballots")
    for ballot in ballots:
        _must(ballot["judge"] in judges, "unknown-judge")
        _must(ballot["cycle"] == rubric["cycle"], "other-cycle")
        _must(set(ballot["scores"]) <= counties, "unknown-in-ballot")
        for county in counties:
            _refuse_scores(rubric, judges[ballot["judge"]], county, ballot["scores"])
    handed_in = [one["judge"] for one in ballots]
    if _choice(rubric, "missing-score") == "refused":
        groups = {judges[one]["group"] for one in handed_in}
        for judge in roster["judges"]:
            asked = any(_may_score(rubric, judge, county) for county in counties)
            there = judge["id"] in handed_in or judge["group"] not in groups
            _must(there or not asked, "missing-ballot")
    _must(len(set(handed_in)) == len(handed_in), "duplicate-ballot")
    _must(len({one["rehearsal"] for one in ballots}) == 1, "rehearsal-among-ballots")


def _refuse_scores(rubric: Tree, judge: Tree, county: str, scores: Tree) -> None:
    items, given = _items(rubric), scores.get(county, {})
    step = Fraction(_choice(rubric, "score-step"))
    for item, text in given.items():
        _must(item in items, "unknown-in-ballot")
        _must(_asked(rubric, county, item), "score-not-asked")
        _must(re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) is not None, "unreadable-ballot")
        _must(Fraction(text) <= items[item], "score-over-maximum")
        _must(step == 0 or Fraction(text) % step == 0, "score-off-step")
    if _choice(rubric, "missing-score") == "refused" and _may_score(rubric, judge, county):
        asked = {
            item
            for item in items
            if judge["group"] in _scoring(rubric, item) and _asked(rubric, county, item)
        }
        _must(asked <= set(given), "missing-score")


def _must(holds: object, fault: str) -> None:
    if not holds:
        raise Refused(fault)


# Reading the rubric.


def _choice(rubric: Tree, rule: str) -> str:
    choice: str = rubric["open-rules"][rule]["choice"]
    return choice


def _items(rubric: Tree) -> dict[str, Fraction]:
    """Indicators and bonus items with the most that each can bring (分值, 最高4分)."""
    indicators = [item for one in rubric["sections"] for item in one["indicators"]]
    return {one["id"]: Fraction(one["points"]) for one in [*indicators, *rubric["bonus"]]}


def _unasked(rubric: Tree) -> str:
    """What becomes of an item that asks nothing of a county; judged where the rubric says nothing."""
    choice: str = rubric["open-rules"].get("not-applicable", {"choice": "judged"})["choice"]
    return choice


def _asked(rubric: Tree, county: str, item: str) -> bool:
    """Whether the county is scored for the item: some clause of it asks something of the county."""
    (there,) = (one for one in rubric["counties"] if one["id"] == county)
    indicators = {one["id"]: one for part in rubric["sections"] for one in part["indicators"]}
    if _unasked(rubric) == "judged" or item not in indicators:
        return True
    for clause in indicators[item].get("clauses", [{}]):
        needed = clause.get("only-if")
        if needed is not None and there["attributes"][needed] in ("no", "0"):
            continue
        named = clause.get("target", {}).get("counties")
        if named is None or county in named or _choice(rubric, "not-named") == "judged":
            return True
    return False


def _scoring(rubric: Tree, item: str) -> dict[str, Fraction]:
    """The groups that score the item, with their weights: percents, or parts such as 1/3."""
    bonus = item in {one["id"] for one in rubric["bonus"]}
    return {
        one["id"]: Fraction(one["weight"])
        for one in rubric["judge-groups"]
        if not bonus
        or _choice(rubric, "bonus-judges") == "all-groups"
        or one["id"] == _choice(rubric, "bonus-judges")
    }


# 综合评议: the decision, and where each county then stands.


def standing(rubric: Tree, counts: Mapping[str, Count], decision: Tree) -> dict[str, int | None]:
    """Each county's rank as resolved, None where a veto takes it; or Refused."""
    vetoed = {one["county"] for one in decision.get("vetoes", ())}
    commended, counties = list(decision["commended"]), set(counts)
    lists = [
        commended,
        [one["county"] for one in decision.get("vetoes", ())],
        [one["county"] for one in decision.get("everyday-work", ())],
        list(decision.get("ranks", {})),
        list(decision.get("grades", {})),
    ]
    _must(decision["cycle"] == rubric["cycle"], "other-cycle")
    _must(all(set(one) <= counties for one in lists), "unknown-in-decision")
    grounds = {one["id"] for one in rubric["veto"]["grounds"]}
    _must(
        all(one["ground"] in grounds for one in decision.get("vetoes", ())), "unknown-in-decision"
    )
    _must(all(len(set(one)) == len(one) for one in lists), "county-twice-in-decision")
    _must(not vetoed & set(commended), "vetoed-yet-commended")
    number = _choice(rubric, "commended-number")
    _must(number in ("decided", str(len(commended))), "wrong-commended-number")
    kept = _choice(rubric, "vetoed-rank") == "kept"
    running = {one: counts[one].total for one in counts if kept or one not in vetoed}
    ranks = _resolved(rubric, running, decision)
    # 根据得分情况，评选出先进单位: nobody who could be commended stands above one who is.
    for one in set(commended) & set(ranks):
        above = {other for other in ranks if ranks[other] < ranks[one]} - vetoed
        _must(above <= set(commended), "commended-below-others")
        equal = {other for other in ranks if ranks[other] == ranks[one]} - vetoed - set(commended)
        moved = {standing["county"] for standing in decision.get("everyday-work", ())}
        _must(not equal or one in moved or equal <= moved, "commended-below-others")
    # Reading: a grade is given to all or to none.
    if rubric["disclosure"] == "grades" or decision.get("grades"):
        _must(set(decision.get("grades", {})) == counties, "missing-grade")
        _must(_grades_follow(ranks, decision["grades"], vetoed), "grade-against-rank")
        _must(_vetoes_lower(ranks, decision["grades"], vetoed), "grade-against-rank")
    return {one: ranks.get(one) for one in counts}


GRADES = ("优秀良好合格不合格", "一等二等三等")


def _grades_follow(ranks: Mapping[str, int], grades: Tree, vetoed: set[str]) -> bool:
    """Whether nobody has a better grade than one above, and equals the same; a veto aside."""
    rows = sorted((ranks[one], one) for one in ranks if one not in vetoed)
    given = [grades[one] for _, one in rows]
    order = next((usual for usual in GRADES if all(one in usual for one in given)), None)
    # Reading: of grades in no usual order, the first that stands in the ranking is the best.
    steps = [order.index(one) if order else given.index(one) for one in given]
    return all(
        lower >= upper and (rows[at][0] != rows[at - 1][0] or lower == upper)
        for at, (upper, lower) in enumerate(pairwise(steps), 1)
    )


def _vetoes_lower(ranks: Mapping[str, int], grades: Tree, vetoed: set[str]) -> bool:
    """Whether no vetoed county has the best grade, or a better one than a county without a veto."""
    rows = sorted(grades, key=lambda one: (one in vetoed, ranks.get(one, 0)))
    given = [grades[one] for one in rows]
    order = next((usual for usual in GRADES if all(one in usual for one in given)), None)
    steps = {one: (order or given).index(grades[one]) for one in rows}
    worst = max((steps[one] for one in rows if one not in vetoed), default=0)
    return all(steps[one] > 0 and steps[one] >= worst for one in vetoed & set(grades))


def _resolved(rubric: Tree, totals: Mapping[str, Fraction], decision: Tree) -> dict[str, int]:
    """The ranks of those who get one: by points, or as the decision says with a reason."""
    by_points = {one: place(totals[one], totals.values()) for one in totals}
    decided = _choice(rubric, "ties") == "decided"
    moved = {one["county"] for one in decision.get("everyday-work", ())}
    if not decision.get("ranks"):
        _must(not moved, "missing-ranks")
        _must(not decided or len(set(by_points.values())) == len(totals), "undecided-tie")
        return by_points
    ranks = {one: int(rank) for one, rank in decision["ranks"].items()}
    _must(set(ranks) == set(totals), "unusable-ranks")
    _must(
        all(rank == 1 + sum(other < rank for other in ranks.values()) for rank in ranks.values()),
        "unusable-ranks",
    )
    for one in totals:
        for other in totals:
            if one == other or {one, other} & moved:
                continue
            if totals[one] > totals[other]:
                _must(ranks[one] < ranks[other], "unexplained-rank")
            elif totals[one] == totals[other] and decided:
                _must(ranks[one] != ranks[other], "undecided-tie")
            elif totals[one] == totals[other]:
                _must(ranks[one] == ranks[other], "unexplained-rank")
    return ranks


# What is published of it.

LEVELS = ("commended", "grades", "totals", "sections", "indicators")


def announced(
    rubric: Tree, counts: Mapping[str, Count], decision: Tree
) -> dict[str, dict[str, Any]]:
    """The counties of the announcement's JSON, by id, as the disclosure allows."""
    ranks = standing(rubric, counts, decision)
    level = LEVELS.index(rubric["disclosure"])
    figures = {county: _figures(rubric, one, level) for county, one in counts.items()}
    if None in figures.values():
        level = 1 if set(decision.get("grades", {})) >= set(counts) else 0
    shown: dict[str, dict[str, Any]] = {}
    for county, one in counts.items() if level else ():
        row: dict[str, Any] = {"county": county}
        shown[county] = row
        if county in decision.get("grades", {}):
            row["grade"] = decision["grades"][county]
        if level >= 2:
            row |= {"rank": ranks[county], "total": _shown(rubric, one.total)}
        kept = figures[county] or set()
        if level >= 3:
            sections = {**one.sections, "bonus": one.bonus}
            row["sections"] = {
                key: _shown(rubric, points)
                for key, points in sections.items()
                if ("section", key) in kept
            }
        if level >= 4:
            row["indicators"] = {
                item: ({"points": _shown(rubric, points)} if ("item", item) in kept else {})
                | (
                    {
                        "groups": {
                            group: _shown(rubric, mean.mean)
                            for group, mean in one.groups[item].items()
                        }
                    }
                    if ("groups", item) in kept
                    else {}
                )
                for item, points in one.items.items()
            }
    return shown


def _figures(rubric: Tree, one: Count, level: int) -> set[tuple[str, str]] | None:
    """What can be shown of a county when nothing was before, None where not even the total can."""
    if level < 2:
        return set()
    blocks = {
        part["id"]: [item["id"] for item in part["indicators"]] for part in rubric["sections"]
    }
    blocks["bonus"] = [item["id"] for item in rubric["bonus"]]
    kept = {("total", "")}
    kept |= {("section", block) for block in blocks} if level >= 3 else set()
    for item, means in one.groups.items() if level >= 4 else ():
        weighed = [means[group].ballots for group in _scoring(rubric, item) if group in means]
        if not means or (sum(weighed) >= 4 and min(weighed) >= 3):
            kept.add(("item", item))
            scoring = _scoring(rubric, item)
            if all(group in means and means[group].ballots >= 4 for group in scoring):
                kept.add(("groups", item))
    few = list(_closed(rubric, one))
    while exposed := _exposed(_sums(rubric, one, blocks, kept), few):
        touched = {block for block, items in blocks.items() if exposed & set(items)}
        for kind, ids in (("groups", exposed), ("item", exposed), ("section", touched)):
            lost = {(kind, id_) for id_ in ids} & kept
            if lost:
                kept -= lost
                break
        else:
            if kept == {("total", "")}:
                return None
            kept = {("total", "")}
    return kept


def _exposed(sums: list[Parts], few: list[tuple[str, Sum]]) -> set[str]:
    """The items of scores that are told, or of figures that rest on few ballots and follow.

    Reading: a sum of few scores of a scale tells the part of each group by its fractions.
    """
    whole = [_joined(parts.values()) for parts in sums]
    parts = [part for one in sums for part in one.values()]
    return {name[1] for name in told(parts)} | {item for item, row in few if follows(row, whole)}


def _closed(rubric: Tree, one: Count) -> Iterator[tuple[str, Sum]]:
    """The items and sums of figures that rest on too few ballots."""
    for item, means in one.groups.items():
        ballots = [mean.ballots for mean in means.values()]
        if means and (sum(ballots) < 4 or min(ballots) < 3):
            yield item, _joined(_item_parts(rubric, item, means).values())
        for mean in means.values():
            if mean.ballots < 4:
                yield item, {(judge, item): share for judge, share in mean.shares.items()}


def _item_parts(rubric: Tree, item: str, means: Mapping[str, Mean]) -> Parts:
    weights = {group: weight for group, weight in _scoring(rubric, item).items() if group in means}
    parts = {group: Fraction(weight) / sum(weights.values()) for group, weight in weights.items()}
    return {
        (group, parts[group]): {
            (judge, item): share * parts[group] for judge, share in mean.shares.items()
        }
        for group, mean in means.items()
    }


def _joined(sums: Iterable[Sum]) -> Sum:
    """Several sums of different scores as one."""
    return {score: share for one in sums for score, share in one.items()}


def _sums(
    rubric: Tree, one: Count, blocks: Mapping[str, list[str]], kept: set[tuple[str, str]]
) -> list[Parts]:
    """The shares of single scores in each figure that is kept, group by group."""
    most = _items(rubric)
    items: dict[str, Parts] = {}
    sections: dict[str, Parts] = {}
    sums: list[Parts] = []
    for item, means in one.groups.items():
        items[item] = _item_parts(rubric, item, means)
        if ("groups", item) in kept:
            sums.extend({group: part} for group, part in items[item].items())
        if ("item", item) in kept:
            sums.append(items[item])
    for block, ids in blocks.items():
        there = [item for item in ids if item in items]
        factor = Fraction(1)
        if block != "bonus":
            factor = Fraction(sum(most[item] for item in ids)) / sum(most[item] for item in there)
        capped = block == "bonus" and sum(one.items[item] for item in there) > one.bonus
        merged: dict[tuple[str, Fraction], Sum] = {}
        for item in [] if capped else there:
            for (group, part), sum_ in items[item].items():
                key = (group, part * factor)
                scaled = {score: share * factor for score, share in sum_.items()}
                merged[key] = {**merged.get(key, {}), **scaled}
        sections[block] = merged
        if ("section", block) in kept:
            sums.append(sections[block])
    keys = {key for parts in sections.values() for key in parts}
    total = {key: _joined(parts.get(key, {}) for parts in sections.values()) for key in keys}
    return [*sums, total]


def _shown(rubric: Tree, number: Fraction) -> str:
    """Each figure from its own value. Reading: to the rubric's digits, half up if it names no way."""
    digits = int(_choice(rubric, "rounding-digits"))
    even = _choice(rubric, "rounding") == "half-even"
    units = rounded(number, Fraction(1, 10**digits), even=even) * 10**digits
    text = f"{int(units):0{digits + 1}d}"
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text
