"""A second count, written from the notice and the words of the open rules alone.

Standard library only, plain dictionaries, no code of the package: 市科协领导评分占40%，机关各部门
评分占30%，县区科协评分占30%; base 100, bonus 10.
"""

from fractions import Fraction
from typing import Any

Contest = dict[str, Any]
"""weights, items {id: (points, is bonus)}, bonus (cap of all), counties, rules, judges [(id, group, county, recusals)],
scores {(judge, county, item): "decimal"}."""


class NoTotalError(Exception):
    """The rules refuse a total."""


def count(contest: Contest) -> dict[str, dict[str, Any]]:
    """County to points by item, base, bonus, total and rank."""
    results = {county: one_county(contest, county) for county in contest["counties"]}
    for result in results.values():
        better = [one for one in results.values() if one["total"] > result["total"]]
        result["rank"] = len(better) + 1
    return results


def one_county(contest: Contest, county: str) -> dict[str, Any]:
    rules = contest["rules"]
    points = {item: cell(contest, county, item) for item in contest["items"]}
    base = sum((points[i] for i, (_, bonus) in contest["items"].items() if not bonus), Fraction(0))
    extra = sum((points[i] for i, (_, bonus) in contest["items"].items() if bonus), Fraction(0))
    cap = Fraction(contest["bonus"])
    total = base + min(extra, cap)
    if rules["rounding-place"] == "total":
        total = rounded(total, rules)
    return {"points": points, "base": base, "bonus": min(extra, cap), "total": total}


def cell(contest: Contest, county: str, item: str) -> Fraction:
    """The weighted mean of the groups' means for one item of one county."""
    rules = contest["rules"]
    groups = dict(contest["weights"])
    if contest["items"][item][1] and rules["bonus-judges"] == "leaders":
        groups = {"leaders": Fraction(1)}
    means = {group: group_mean(contest, group, county, item) for group in groups}
    there = [group for group in groups if means[group] is not None]
    if not there or (len(there) < len(groups) and rules["absent-group"] == "refused"):
        raise NoTotalError
    weight = sum((groups[group] for group in there), Fraction(0))
    total = Fraction(0)
    for group in there:
        mean = means[group]
        assert mean is not None
        total += groups[group] * mean
    return total / weight


def group_mean(contest: Contest, group: str, county: str, item: str) -> Fraction | None:
    rules = contest["rules"]
    voters = [
        judge
        for judge, own_group, own_county, recusals in contest["judges"]
        if own_group == group
        and county not in recusals
        and (rules["own-county-judge"] == "counted" or own_county != county)
    ]
    shares = dict.fromkeys(voters, Fraction(1))
    if rules["trimming"] == "ballot-totals":
        sums = {
            judge: sum(
                (Fraction(contest["scores"].get((judge, county, i), 0)) for i in contest["items"]),
                Fraction(0),
            )
            for judge in voters
        }
        shares = without_extremes(sums)
    given: dict[str, Fraction] = {}
    for judge in voters:
        text = contest["scores"].get((judge, county, item))
        if text is not None:
            given[judge] = Fraction(text)
        elif rules["missing-score"] == "refused":
            raise NoTotalError
        elif rules["missing-score"] == "zero":
            given[judge] = Fraction(0)
    if rules["trimming"] == "items":
        kept = sorted(given.values())
        kept = kept[1:-1] if len(kept) >= 3 else kept
        mean = sum(kept, Fraction(0)) / len(kept) if kept else None
    else:
        weight = sum((shares[judge] for judge in given), Fraction(0))
        points = sum((given[judge] * shares[judge] for judge in given), Fraction(0))
        mean = points / weight if weight else None
    if mean is not None and rules["rounding-place"] == "group-mean":
        mean = rounded(mean, rules)
    return mean


def without_extremes(sums: dict[str, Fraction]) -> dict[str, Fraction]:
    """One highest and one lowest are dropped; of several equal ones each loses its share."""
    shares = dict.fromkeys(sums, Fraction(1))
    if len(sums) < 3:
        return shares
    for extreme in (max(sums.values()), min(sums.values())):
        equal = [judge for judge, one in sums.items() if one == extreme]
        for judge in equal:
            shares[judge] -= Fraction(1) / len(equal)
    return shares


def rounded(number: Fraction, rules: dict[str, str]) -> Fraction:
    """School rounding, or to the even neighbour, by whole numbers alone."""
    if rules["rounding"] == "none":
        return number
    scale = 10 ** int(rules["rounding-digits"])
    whole, rest = divmod(number.numerator * scale, number.denominator)
    twice = rest * 2
    if twice > number.denominator:
        up = True
    elif twice < number.denominator:
        up = False
    else:
        up = rules["rounding"] == "half-up" or whole % 2 == 1
    return Fraction(whole + up, scale)
