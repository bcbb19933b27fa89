"""Every line that a county writes is syntax, counted, shown or reported; no mend changes a meaning.

The lines are sorted by the tests' own reader (``line_reader.py``), over files made by chance.
"""

import ast
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from changed_meanings import changed_meanings
from checked_samples import Outcome, Sample, outcomes, samples_of
from evidence_line import part_of
from lost_kinds import SMALLEST
from lost_lines import Loss, losses
from value_reader import Amount, read_amount, read_days

# A file for each of three items; 201 of them, or 5,001 in the long battery.
SEEDS = range(1_667 if os.environ.get("TAIZHANG_LONG") else 67)
_CHUNK = 20
CHUNKS = [SEEDS[first : first + _CHUNK] for first in range(0, len(SEEDS), _CHUNK)]


@pytest.mark.parametrize("seeds", CHUNKS, ids=str)
def test_no_line_is_lost_or_changed(seeds: range) -> None:
    """Of generated files every line is accounted for, and means the same after ``--fix``."""
    found: dict[str, list[tuple[Sample, Loss]]] = defaultdict(list)
    for outcome in outcomes(samples_of(seeds)):
        for loss in _all_losses(outcome):
            found[loss.kinds[0]].append((outcome.sample, loss))
    assert not found, "\n\n".join(
        _described(kind, lost) for kind, lost in sorted(found.items())[:3]
    )


def test_what_was_once_lost_is_not() -> None:
    """No kind loses a line of its smallest file any more."""
    samples = {kind: Sample("01", content) for kind, content in SMALLEST.items()}
    kinds = {
        outcome.sample: {kind for loss in _all_losses(outcome) for kind in loss.kinds}
        for outcome in outcomes(list(samples.values()))
    }
    assert not {kind for kind, sample in samples.items() if kind in kinds[sample]}


def test_reader_shares_no_code_with_the_product() -> None:
    """What sorts lines and reads values knows the standard library and nothing of the package."""
    for name in (
        "line_reader.py",
        "evidence_line.py",
        "inline_reader.py",
        "value_reader.py",
        "evidence_files.py",
    ):
        tree = ast.parse((Path(__file__).parent / name).read_text(encoding="utf-8"))
        modules = {
            module
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for module in (
                [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else [alias.name for alias in node.names]
            )
        }
        assert not {module for module in modules if module.startswith("generator")}, name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("一百场", Amount(Fraction(100), "exact", "场")),
        ("3百余人", Amount(Fraction(300), "at-least", "人")),
        ("1.2万人", Amount(Fraction(12_000), "exact", "人")),
        ("６场", Amount(Fraction(6), "exact", "场")),
        ("共6场", Amount(Fraction(6), "exact", "场")),
        ("10多万人", Amount(Fraction(100_000), "at-least", "人")),
        ("一千零五十人", Amount(Fraction(1_050), "exact", "人")),
        ("100人左右", Amount(Fraction(100), "about", "人")),
        ("1 场（300余人次）", Amount(Fraction(1), "exact", "场", "(300余人次)")),
        ("九成", Amount(Fraction(90), "exact", "%")),
        ("46/40", Amount(Fraction(115), "exact", "%")),
        ("几十场", None),
        ("三五场", None),
        ("一千二", None),
        ("6-8场", None),
    ],
)
def test_reader_of_quantities(written: str, meant: Amount | None) -> None:
    """Quantities are read as an office means them; what is open is not read."""
    assert meant == read_amount(written)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2018年3月12日至14日", (12, 14)),
        ("3月12日-14日", (12, 14)),
        ("2018.3.12-14", (12, 14)),
        ("20180312", (12, 12)),
        ("二〇一八年三月十二日", (12, 12)),
        ("2018-03-12（周一）", (12, 12)),
        ("2018-03-12（周二）", None),
        ("2018-03-12 09:00", (12, 12)),
        ("18.3.12", (12, 12)),
        ("3.12", (12, 12)),
        ("3.1", None),
        ("2018年9月", None),
    ],
)
def test_reader_of_dates(written: str, days: tuple[int, int] | None) -> None:
    """Dates of March 2018 are read as an office means them; what is open is not read."""
    meant = days and (date(2018, 3, days[0]), date(2018, 3, days[1]))
    assert meant == read_days(written)


def test_reader_of_headings() -> None:
    """A part is known by its name however an office writes it."""
    written = ("四、台账", "（四）台账", "台 账", "工作台账", "台账（2018年）", "台账。")
    assert {"台账"} == set(map(part_of, written))
    assert part_of("附注") == ""


def _all_losses(outcome: Outcome) -> Iterator[Loss]:
    yield from losses(outcome)
    yield from changed_meanings(outcome)


def _described(kind: str, lost: list[tuple[Sample, Loss]]) -> str:
    sample, loss = min(lost, key=lambda found: len(found[0].content))
    content = _smallest(sample, kind).content
    return f"{kind} ({len(lost)} times), such as {loss.source!r}; the smallest file:\n{content}"


def _smallest(sample: Sample, kind: str) -> Sample:
    """The sample with every line taken out that the loss does not need."""
    size = max(1, sample.content.count("\n") // 2)
    while True:
        lines = sample.content.split("\n")
        tries = [
            replace(sample, content="\n".join(lines[:at] + lines[at + size :]))
            for at in range(0, len(lines), size)
            if len(lines) > size
        ]
        loses = (
            outcome.sample
            for outcome in outcomes(tries)
            if any(kind in loss.kinds for loss in _all_losses(outcome))
        )
        found = next(loses, None)
        if found is not None:
            sample = found
        elif size == 1:
            return sample
        else:
            size //= 2
