"""Findings as a comment on a pull request: short, folded by county, safe to show.

What a county wrote is data here as well: nothing of it becomes a link, a mention or HTML.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.chinese.unseen import name_unseen
from generator.model.finding import LeftOut, Severity, TranslatedFinding
from generator.model.message import N_, Message
from generator.model.submission import Submission
from generator.report.catalogue import Catalogue
from generator.report.finding_text import left_out_lines, unsubmitted_line
from generator.report.returns import return_line

# GitHub refuses a comment of more than 65,536 characters, and the workflow hands it on in an
# environment variable, for which Linux has 131,072 bytes.
LONGEST = 60_000
LARGEST = 2 * LONGEST
MARKS = {Severity.ERROR: "❌", Severity.WARNING: "⚠️", Severity.NOTE: "ℹ️"}
_ORDER = list(Severity)
# A fold without its end would swallow all that follows.
_CLOSING = ["</details>", ""]
# What Markdown, and GitHub's formulas, give a meaning to.
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+.!|~$-])")
BaseFindings = Counter[tuple[str, str, str]]
"""How often each finding stands in an earlier report: by code, path and message."""


def findings_markdown(
    findings: Sequence[TranslatedFinding],
    names: Mapping[str, str],
    base: BaseFindings | None,
    catalogue: Catalogue,
    left_out: Sequence[LeftOut] = (),
    submissions: Iterable[Submission] = (),
) -> str:
    """Return the comment; ``names`` are the counties' names by id.

    ``base`` are the findings of an earlier report, None where there is none to compare with;
    ``submissions`` are those of the counties reported on, for their drafts and returned files.
    """
    head = [*_summary(findings, catalogue), *since_base(findings, base, catalogue)]
    for line in left_out_lines(left_out, catalogue):
        head += ["", plain(line)]
    folds = [
        _fold(names.get(county, ""), list(group), catalogue)
        for county, group in groupby(sorted(findings, key=_county), _county)
    ]
    folds += [
        _unsubmitted_fold(names[submission.county], submission, catalogue)
        for submission in submissions
        if submission.unsubmitted
    ]
    return fitted("\n".join(head) + "\n", folds, catalogue)


def count_base_findings(findings: Sequence[Mapping[str, str]]) -> BaseFindings:
    """Count the findings of a report in JSON."""
    return Counter((finding["code"], finding["path"], finding["message"]) for finding in findings)


def _county(finding: TranslatedFinding) -> str:
    return finding.place.county or ""


def _summary(findings: Sequence[TranslatedFinding], catalogue: Catalogue) -> Iterator[str]:
    counts = Counter(finding.severity for finding in findings)
    values = {severity.value: str(counts[severity]) for severity in Severity}
    title = N_("Nothing to mend was found.") if not findings else N_("Result of the check")
    yield f"### {catalogue.text(title)}"
    yield ""
    message = N_("{error} errors, {warning} warnings, {note} notes")
    yield catalogue.say(Message(message, values))


def since_base(
    findings: Sequence[TranslatedFinding], base: BaseFindings | None, catalogue: Catalogue
) -> Iterator[str]:
    """Yield how many findings are new, mended and unchanged since the earlier report."""
    if base is None:
        return
    now: BaseFindings = Counter(
        (finding.code, finding.place.path, finding.message) for finding in findings
    )
    values = {
        "new": str((now - base).total()),
        "mended": str((base - now).total()),
        "still": str((now & base).total()),
    }
    text = N_("Since the base: {new} new, {mended} mended, {still} still there")
    yield ""
    yield catalogue.say(Message(text, values))


@dataclass(frozen=True, slots=True)
class Fold:
    """One county's findings: the lines that open the fold, and by file a line a finding."""

    opening: list[str]
    files: Mapping[str, list[str]]
    tabled: bool = False

    @classmethod
    def of(cls, title: str, files: Mapping[str, list[str]], *, tabled: bool = False) -> "Fold":
        """The fold of that title; where it is tabled its headings stand right above their lines."""
        return cls(["", f"<details><summary>{plain(title)}</summary>", ""], files, tabled)


def _fold(name: str, findings: list[TranslatedFinding], catalogue: Catalogue) -> Fold:
    counts = Counter(finding.severity for finding in findings)
    marks = " ".join(f"{MARKS[level]} {counts[level]}" for level in _ORDER if counts[level])
    title = plain(name) or catalogue.text(N_("the assessment"))
    files: dict[str, list[str]] = {}
    # Errors first: what is left out for want of room is then what matters least.
    for finding in sorted(findings, key=lambda each: (_ORDER.index(each.severity), each.place)):
        files.setdefault(f"**{plain(finding.place.path)}**", []).append(_line(finding))
    return Fold(["", f"<details><summary>{title}　{marks}</summary>", ""], files)


def _unsubmitted_fold(name: str, submission: Submission, catalogue: Catalogue) -> Fold:
    """One county's drafts and returned files."""
    number = str(len(submission.unsubmitted))
    title = Message(
        N_("{county}: {number} files not submitted"), {"county": name, "number": number}
    )
    lines = [
        f"- {plain(unsubmitted_line(item, unsubmitted, catalogue))}"
        for item, unsubmitted in submission.unsubmitted.items()
    ]
    lines += [
        f"- ↩ {plain(return_line(item, last, catalogue))}"
        for item, last in submission.returns.items()
    ]
    return Fold(["", f"<details><summary>{plain(catalogue.say(title))}</summary>", ""], {"": lines})


def _line(finding: TranslatedFinding) -> str:
    mark = MARKS[finding.severity]
    message, fix = plain(finding.message), plain(finding.fix)
    return f"- {mark} L{finding.place.line} {message}<br>{fix} <sub>{finding.code}</sub>"


def plain(text: str) -> str:
    """Return the text as text: no markup, no HTML, no mention, no link."""
    # On one line: a line break could begin a block of its own.
    text = name_unseen(" ".join(text.split()))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    # As entities: a backslash does not keep the host from making mentions and links.
    text = _SIGNS.sub(r"\\\1", text).replace("@", "&#64;")
    return text.replace("://", "&#58;//").replace("www\\.", "www&#46;")


def fitted(head: str, folds: list[Fold], catalogue: Catalogue) -> str:
    """Return as much as a comment may hold; what is left out is counted."""
    frames = sum(_size(line) + 2 for fold in folds for line in [*fold.opening, *_CLOSING])
    # 500 for the line that counts what is left out.
    room = LARGEST - _size(head) - frames - 1000
    fitting: list[str] = []
    left = 0
    for fold in folds:
        fitting += fold.opening
        for heading, lines in fold.files.items():
            kept: list[str] = []
            for line in lines:
                # A file is named with its first finding, between two empty lines.
                cost = _size(line) + 2 + (0 if kept else _size(heading) + 6)
                if cost > room:
                    left += 1
                    continue
                room -= cost
                kept.append(line)
            if kept:
                fitting += [heading, *([] if fold.tabled else [""]), *kept, ""]
        fitting += _CLOSING
    if left:
        text = N_("{number} lines are left out here. The report has them all.")
        fitting += ["", catalogue.say(Message(text, {"number": str(left)}))]
    return head + "\n".join(fitting) + "\n"


def _size(text: str) -> int:
    """The text's share of LARGEST: its bytes, but at least two a character, as LONGEST is half of it."""
    return max(2 * len(text), len(text.encode("utf-8", "backslashreplace")))
