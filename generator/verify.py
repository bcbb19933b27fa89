"""核对公布的考核结果。 Check a published result.

只用 Python 3.10 以上的标准库。Only the standard library of Python 3.10 or later is needed.

    python verify.py [FOLDER] [--digest SHA256] [--signers FILE]

FOLDER 是整个网站的文件夹（有 manifest.json）。FOLDER is that of the whole site.
--digest 公告上印的 SHA-256，从纸上或别处得来。The digest printed on the notice.
--signers 签名人的公钥（ssh 的 allowed_signers），绝不取自网站。Keys, never from the site.
"""

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from math import floor
from pathlib import Path
from typing import Any, NamedTuple

MANIFEST = "manifest.json"
_ALONE = "Without --digest or --signers a site that was changed as a whole cannot be told."
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
        parts = [self.section(section) for section in self.rules["sections"]]
        self.narrow("total", self.county.get("total", ""), added(parts))
        return self.found

    def section(self, section: Document) -> Range:
        """The points of a section: of its items, those of excluded ones spread over the others."""
        items = [item for item in section["items"] if item["id"] not in self.own["excluded"]]
        low, high = added([self.item(item) for item in items])
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
                self.differ(figure, "、".join(sorted(means)), known)
                return by_parts
            weights = {group: Fraction(self.rules["groups"][group]) for group in means}
            whole = sum(weights.values(), Fraction(0)) or Fraction(1)
            parts = [
                (weight / whole, self.mean(figure, group, means[group], most))
                for group, weight in weights.items()
            ]
            by_parts = added([(share * low, share * high) for share, (low, high) in parts])
        return self.narrow(figure, cell.get("points", ""), by_parts)

    def mean(self, figure: str, group: str, text: str, most: Fraction) -> Range:
        """The mean of a group: exactly its text where means are rounded before they are added."""
        one = self.narrow(f"{figure}.{group}", text, (Fraction(0), most))
        exact = self.rules["place"] == "group-mean" and self.rules["rounding"] != "none"
        return (Fraction(text),) * 2 if exact and is_number(text, self.rules) else one

    def narrow(self, figure: str, text: str, by_parts: Range) -> Range:
        """The range that text and parts leave; where they leave none, the text's."""
        low, high = by_parts
        if not text:
            return by_parts
        if not is_number(text, self.rules):
            self.differ(figure, text, f"0.{'0' * self.rules['digits']}")
            return by_parts
        of_text = (Fraction(text) - self.half, Fraction(text) + self.half)
        exact = low == high
        fits = of_text[0] <= high and low <= of_text[1]
        if text != rounded(low, self.rules) if exact else not fits:
            ends = dict.fromkeys((rounded(low, self.rules), rounded(high, self.rules)))
            self.differ(figure, text, "–".join(ends))
            return of_text
        return by_parts if exact else (max(low, of_text[0]), min(high, of_text[1]))

    def differ(self, figure: str, written: str, expected: str) -> None:
        self.found.append(Difference("points", self.county["county"], figure, written, expected))


def added(parts: list[Range]) -> Range:
    """The range of a sum."""
    return Fraction(sum(low for low, _ in parts)), Fraction(sum(high for _, high in parts))


def is_number(text: str, rules: Document) -> bool:
    """Whether the text has exactly the places that are published."""
    places = rf"\.[0-9]{{{rules['digits']}}}" if rules["digits"] else ""
    return re.fullmatch(rf"(0|[1-9][0-9]*){places}", text) is not None


def rounded(number: Fraction, rules: Document) -> str:
    """The number as it is published."""
    digits = rules["digits"]
    scaled, even = number * 10**digits, rules["rounding"] == "half-even"
    text = f"{round(scaled) if even else floor(scaled + Fraction(1, 2)):0{digits + 1}d}"
    return f"{text[:-digits]}.{text[-digits:]}" if digits else text


def compared(one: Fraction | int, other: Fraction | int) -> int:
    """1 where the first is more, -1 where it is less, else 0."""
    return (one > other) - (one < other)


def rank_differences(document: Document, rules: Document) -> Iterator[Difference]:
    """Ranks follow totals; a county with a published reason may stand anywhere, a veto has none."""
    vetoed = {veto["county"] for veto in document.get("vetoes", ())}
    moved = {standing["county"] for standing in document.get("standing", ())}
    ranked: dict[str, Document] = {}
    for county in document.get("counties", ()):
        without = county["county"] in vetoed and rules["vetoed-rank"] == "none"
        without = without or document["disclosure"] == "grades"
        if without == ("rank" in county):
            yield Difference("rank", county["county"], "rank", str(county.get("rank", "")), "")
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
        ahead = compared(Fraction(totals[0]), Fraction(totals[1]))
        above = compared(ranks[second], ranks[first])
        # Equal texts are equal totals only where the total itself is rounded.
        tie = rounds and (above == 0) == (rules["ties"] == "decided")
        if above != ahead if ahead else tie:
            yield Difference("rank", first, "rank", str(ranks[first]), second)


def differences(document: Document, rules: Document) -> Iterator[Difference]:
    """All in which an announcement contradicts itself or the rules."""
    if rules["demonstration"] and not document["demonstration"]:
        yield Difference("demonstration", "", "demonstration", "false", "true")
    for county in document.get("counties", ()):
        yield from Sums(county, rules).check()
    yield from rank_differences(document, rules)


class Report:
    """What is said while a site is checked; ``failed`` once something differs."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self.say, self.failed = say, False

    def wrong(self, file: str, chinese: str, english: str) -> None:
        self.failed = True
        self.say(f"不符 DIFFERS  {file}：{chinese} {english}")


def digest_of(file: Path) -> str:
    """The SHA-256 of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def check_manifest(site: Path, report: Report) -> None:
    """Every file of the site is listed with its digest, and no other is listed."""
    listed = json.loads((site / MANIFEST).read_text("utf-8"))["files"]
    found = {file.relative_to(site).as_posix() for file in site.rglob("*") if not file.is_dir()}
    for name in sorted(listed.keys() | found - {MANIFEST}):
        if name not in listed:
            report.wrong(name, "清单里没有这个文件。", "The manifest does not list it.")
        elif name not in found:
            report.wrong(name, "清单里有，网站里没有。", "It is listed, and not there.")
        elif digest_of(site / name) != listed[name]:
            report.wrong(name, "内容与清单不一致。", "It is not what the manifest lists.")


def check_cycle(data: Path, report: Report) -> list[Path]:
    """The announcements of a cycle in their order, each held against the one before."""
    counting = json.loads((data / "counting.json").read_text("utf-8"))
    files, folder = sorted(data.glob("[0-9]*-*.json")), f"{data.parent.name}/data"
    digest, counted_by = "", ""
    for file in files:
        name = f"{folder}/{file.name}"
        document = json.loads(file.read_text("utf-8"))
        if document.get("previous", "") != digest:
            report.wrong(name, "没有接上前一份公告。", "It does not name the one before it.")
        for one in differences(document, counting[document.get("rules", "")]):
            chinese = f"{one.county} {one.figure} 写的是“{one.written}”，应为“{one.expected}”。"
            report.wrong(name, chinese, f"It says {one.written}; by the rest it is {one.expected}.")
        digest, counted_by = digest_of(file), document.get("rules", "")
    # The newest announcement names its rules: who proves it by --digest proves them too.
    for newest, expected in (("results.json", digest), ("rules.json", counted_by)):
        if expected != (digest_of(data / newest) if (data / newest).exists() else ""):
            report.wrong(f"{folder}/{newest}", "不是最新公告的。", "Not the newest one's.")
    return files


def check_signatures(file: Path, signers: Path, report: Report, *, needed: bool) -> None:
    """Each signature beside an announcement is one of the signers'; the newest has one."""
    name = f"{file.parent.parent.name}/data/{file.name}"
    program = shutil.which("ssh-keygen")
    if program is None:
        report.say(f"签名没有核对：没有 ssh-keygen。Signatures not checked: no ssh-keygen.  {name}")
        return
    signatures = sorted(file.parent.glob(f"{file.name}.*sig"))
    if needed and not signatures:
        report.wrong(name, "没有签名。", "It has no signature.")
    for signature in signatures:
        options = ["-f", str(signers), "-s", str(signature)]
        find = [program, "-Y", "find-principals", *options]
        found = subprocess.run(find, capture_output=True, text=True, check=False)
        signer = found.stdout.partition("\n")[0].strip()
        command = [program, "-Y", "verify", *options, "-I", signer, "-n", "taizhang"]
        done = subprocess.run(command, input=file.read_bytes(), capture_output=True, check=False)
        if not signer or done.returncode:
            report.wrong(name, f"签名 {signature.name} 不对。", f"Bad signature {signature.name}.")
        else:
            report.say(f"签名相符 Signed by {signer}：{name}")


def verify(site: Path, digest: str, signers: Path | None, say: Callable[[str], object]) -> bool:
    """Check the site in the folder; whether all agrees."""
    report = Report(say)
    try:
        check_manifest(site, report)
        cycles = [file.parent for file in sorted(site.glob("[0-9]*/data/counting.json"))]
        files = [file for data in cycles for file in check_cycle(data, report)]
        for file in files if signers else ():
            check_signatures(file, Path(signers or ""), report, needed=file == files[-1])
        whole, *digests = (digest_of(file) for file in (site / MANIFEST, *files))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        report.wrong(str(site), f"读不懂：{error!r}", "It cannot be read.")
        return False
    given = digest.strip().lower()
    if given and given not in {whole, *digests}:
        report.wrong("--digest", "没有哪份公告是这个 SHA-256。", "No announcement has it.")
    elif given in digests[:-1]:
        say("这是较早一份公告的，其后的公告没有核到。It is an older announcement's.")
    elif not given and signers is None:
        say("没有给出 --digest 或 --signers：整个网站若被一并换过，看不出来。\n" + _ALONE)
    if not report.failed:
        say(f"全部相符 All agrees（网页以清单为准）  {MANIFEST} SHA-256: {whole}")
    return not report.failed


def main() -> int:
    """Check the folder that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.formatter_class = argparse.RawTextHelpFormatter
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parents[2])
    parser.add_argument("--digest", default="", help="公告上印的 SHA-256 printed on the notice")
    parser.add_argument("--signers", type=Path, help="allowed_signers")
    options = parser.parse_args()
    # A console of another code page must not stop the check.
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    return 0 if verify(options.folder, options.digest, options.signers, print) else 1


if __name__ == "__main__":
    sys.exit(main())
