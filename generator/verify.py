"""核对公布的考核结果，只用 Python 3.10 以上的标准库。

Check a published result; only the standard library of Python 3.10 or later.

    python verify.py [FOLDER] [--digest SHA256] [--signers FILE]

FOLDER 是整个网站的文件夹（有 manifest.json）。FOLDER is that of the whole site.
--digest 公告上印的 SHA-256，从纸上或别处得来。The digest printed on the notice.
--signers 签名人的公钥（ssh 的 allowed_signers），绝不取自网站。Keys, never from the site.
退出码：0 相符，1 不符。Exit code: 0 where all agrees, 1 where something differs.
"""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from math import floor
from typing import Any, NamedTuple

MANIFEST = "manifest.json"
NAMESPACE = "taizhang"
Range = tuple[Fraction, Fraction]
Document = Mapping[str, Any]


class Difference(NamedTuple):
    """A figure of a county that is not what the rest of the announcement says."""

    kind: str
    county: str
    figure: str
    written: str
    expected: str


# Points: each exact value lies in a range, which its text and its parts make narrower. A figure
# is wrong where its text leaves nothing of the range.


class Sums:
    """Adds one county's published points up by the rules; ``found`` is what differs."""

    def __init__(self, county: Document, rules: Document) -> None:
        self.county, self.rules = county, rules
        self.half = Fraction(1, 2 * 10 ** rules["digits"])
        self.own = rules["counties"].get(county["county"], {"full": [], "excluded": []})
        self.found: list[Difference] = []

    def check(self) -> list[Difference]:
        """Add up items to sections and those to the total."""
        low = high = Fraction(0)
        for section in self.rules["sections"]:
            one = self.section(section)
            low, high = low + one[0], high + one[1]
        self.narrow("total", self.county.get("total", ""), (low, high))
        return self.found

    def section(self, section: Document) -> Range:
        """The points of a section: of its items, those of excluded ones spread over the others."""
        items = [item for item in section["items"] if item["id"] not in self.own["excluded"]]
        ranges = [self.item(item) for item in items]
        low, high = (sum((one[end] for one in ranges), Fraction(0)) for end in (0, 1))
        counted = sum(Fraction(item["points"]) for item in items)
        whole = sum(Fraction(item["points"]) for item in section["items"])
        if section["id"] == "bonus":
            most = Fraction(section["points"])
            low, high = min(low, most), min(high, most)
        elif counted:
            low, high = low * whole / counted, high * whole / counted
        text = self.county.get("sections", {}).get(section["id"], "")
        return self.narrow(f"sections.{section['id']}", text, (low, high))

    def item(self, item: Document) -> Range:
        """The points of an item: of its groups' means by their weights, where those are shown."""
        figure, most = f"indicators.{item['id']}", Fraction(item["points"])
        cell = self.county.get("indicators", {}).get(item["id"], {})
        means = cell.get("groups", {})
        if item["id"] in self.own["full"]:
            return self.narrow(figure, cell.get("points", ""), (most, most))
        by_parts = (Fraction(0), most)
        if means:
            if set(means) != set(item["groups"]):
                known = "、".join(sorted(item["groups"]))
                self.differ("points", figure, "、".join(sorted(means)), known)
                return by_parts
            weights = {group: Fraction(self.rules["groups"][group]) for group in means}
            ranges = {group: self.mean(figure, group, means[group], most) for group in means}
            low, high = (
                sum(weights[group] * ranges[group][end] for group in means) for end in (0, 1)
            )
            by_parts = (low / sum(weights.values()), high / sum(weights.values()))
        return self.narrow(figure, cell.get("points", ""), by_parts)

    def mean(self, figure: str, group: str, text: str, most: Fraction) -> Range:
        """The mean of a group: exactly its text where means are rounded before they are added."""
        one = self.narrow(f"{figure}.{group}", text, (Fraction(0), most))
        exact = self.rules["place"] == "group-mean" and self.rules["rounding"] != "none"
        return (Fraction(text), Fraction(text)) if exact and is_number(text, self.rules) else one

    def narrow(self, figure: str, text: str, by_parts: Range) -> Range:
        """The range that text and parts leave; where they leave none, the text's."""
        low, high = by_parts
        if not text:
            return by_parts
        if not is_number(text, self.rules):
            self.differ("points", figure, text, f"0.{'0' * self.rules['digits']}")
            return by_parts
        of_text = (Fraction(text) - self.half, Fraction(text) + self.half)
        if low == high:
            fits = text == rounded(low, self.rules)
        else:
            fits = of_text[0] <= high and low <= of_text[1]
        if not fits:
            ends = [rounded(low, self.rules), rounded(high, self.rules)]
            self.differ("points", figure, text, "–".join(dict.fromkeys(ends)))
            return of_text
        return (low, high) if low == high else (max(low, of_text[0]), min(high, of_text[1]))

    def differ(self, kind: str, figure: str, written: str, expected: str) -> None:
        self.found.append(Difference(kind, self.county["county"], figure, written, expected))


def is_number(text: str, rules: Document) -> bool:
    """Whether the text has exactly the places that are published."""
    places = rf"\.[0-9]{{{rules['digits']}}}" if rules["digits"] else ""
    return re.fullmatch(rf"(0|[1-9][0-9]*){places}", text) is not None


def rounded(number: Fraction, rules: Document) -> str:
    """The number as it is published."""
    digits = rules["digits"]
    scaled = number * 10**digits
    even = rules["rounding"] == "half-even"
    whole = round(scaled) if even else floor(scaled + Fraction(1, 2))
    text = f"{whole:0{digits + 1}d}"
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


def rank_differences(document: Document, rules: Document) -> Iterator[Difference]:
    """Ranks follow totals; a county with a published reason may stand anywhere, a veto has none."""
    vetoed = {veto["county"] for veto in document.get("vetoes", ())}
    moved = {standing["county"] for standing in document.get("standing", ())}
    ranked: dict[str, Document] = {}
    for county in document.get("counties", ()):
        without = county["county"] in vetoed and rules["vetoed-rank"] == "none"
        if without == ("rank" in county):
            written = str(county.get("rank", ""))
            yield Difference("rank", county["county"], "rank", written, "")
        elif not without:
            ranked[county["county"]] = county
    ranks = {name: int(county["rank"]) for name, county in ranked.items()}
    for name, rank in ranks.items():
        place = 1 + sum(better < rank for better in ranks.values())
        if rank != place:
            yield Difference("rank", name, "rank", str(rank), str(place))
    rounds = rules["place"] == "total" and rules["rounding"] != "none"
    for first, second in combinations(ranked, 2):
        totals = [ranked[name].get("total", "") for name in (first, second)]
        if {first, second} & moved or not all(is_number(text, rules) for text in totals):
            continue
        ahead, behind = Fraction(totals[0]), Fraction(totals[1])
        apart = ranks[second] - ranks[first]
        shared = apart == 0
        # Equal texts are equal totals only where the total itself is rounded.
        wrong = (
            rounds and shared == (rules["ties"] == "decided")
            if ahead == behind
            else shared or (ahead > behind) != (apart > 0)
        )
        if wrong:
            yield Difference("rank", first, "rank", str(ranks[first]), second)


def commended_differences(document: Document, rules: Document) -> Iterator[Difference]:
    """As many as the rules say, none with a veto, none below one that is not commended."""
    commended = document["commended"]
    vetoed = {veto["county"] for veto in document.get("vetoes", ())}
    ranks = {one["county"]: one["rank"] for one in document.get("counties", ()) if "rank" in one}
    number = rules["commended-number"]
    if number not in ("decided", str(len(commended))):
        yield Difference("commended", "", "commended", str(len(commended)), number)
    passed = [rank for name, rank in ranks.items() if name not in {*commended, *vetoed}]
    for name in commended:
        below = name in ranks and any(rank < ranks[name] for rank in passed)
        if name in vetoed or below or commended.count(name) > 1:
            yield Difference("commended", name, "commended", name, "")


def values_of(document: Document) -> dict[tuple[str, str], str]:
    """Every value that an announcement holds, by county and field."""
    values = {(name, "commended"): "yes" for name in document["commended"]}
    for veto in document.get("vetoes", ()):
        values[veto["county"], "veto"] = veto["ground"]
        values[veto["county"], "veto.reason"] = veto["reason"]
    for standing in document.get("standing", ()):
        values[standing["county"], "standing"] = standing["reason"]
    for county in document.get("counties", ()):
        for key in ("rank", "grade", "total"):
            values[county["county"], key] = str(county.get(key, ""))
        for section, points in county.get("sections", {}).items():
            values[county["county"], f"sections.{section}"] = points
        for item, cell in county.get("indicators", {}).items():
            values[county["county"], f"indicators.{item}"] = cell.get("points", "")
            for group, mean in cell.get("groups", {}).items():
                values[county["county"], f"indicators.{item}.{group}"] = mean
    return values


def change_differences(document: Document, before: Document | None) -> Iterator[Difference]:
    """What is said to have changed is what differs from the announcement before."""
    told = {(one["county"], one["field"]): one for one in document["changes"]["what"]}
    old = values_of(document if before is None else before)
    new = values_of(document)
    for key in sorted(old.keys() | new.keys() | told.keys()):
        was, now = old.get(key, ""), new.get(key, "")
        one = told.get(key, {"before": now, "after": now})
        if (one["before"], one["after"]) != (was, now) or (key in told and was == now):
            written = f"{one['before']}→{one['after']}"
            yield Difference("changes", *key, written, f"{was}→{now}")


def differences(
    document: Document, rules: Document, before: Document | None
) -> Iterator[Difference]:
    """All in which an announcement contradicts itself, the rules or the announcement before."""
    if rules["demonstration"] and not document["demonstration"]:
        yield Difference("demonstration", "", "demonstration", "false", "true")
    for county in document.get("counties", ()):
        yield from Sums(county, rules).check()
    yield from rank_differences(document, rules)
    yield from commended_differences(document, rules)
    yield from change_differences(document, before)
