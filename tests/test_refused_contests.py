"""Contests of which there must be no total: the files refused by the tally and by the second count."""

import re
from collections.abc import Callable
from pathlib import Path

import oracle
import pytest
from on_folder import rehearse
from plain_yaml import load_texts
from project_copy import replace_text
from year import write_private

from generator.cli import main

Break = Callable[[Path], None]


def in_file(path: str, old: str, new: str) -> Break:
    """A slip of the pen in one of the private files."""
    return lambda root: replace_text(root, f"private/{path}", old, new)


def without(path: str) -> Break:
    return lambda root: (root / "private" / path).unlink()


def nothing_handed_in(root: Path) -> None:
    for file in (root / "private/ballots").iterdir():
        file.unlink()


def whole_group_away(root: Path) -> None:
    for file in (root / "private/ballots").glob("L*"):
        file.unlink()


def two_of_one_judge(root: Path) -> None:
    text = (root / "private/ballots/L01.yaml").read_text(encoding="utf-8")
    write_private(root, {"ballots/L99.yaml": text})


def item_for_one_county(root: Path) -> None:
    """The second item asks nothing of 乙区, which the ballots score for it."""
    for old, new in (
        ('target: {all: "1"}, unit: 场, comparison: between, max: "2"}', "only-if: science-van}"),
        (
            'target: {counties: {jia: "3"}}, unit: 场, comparison: at-least}',
            "only-if: science-van}",
        ),
        ("  township-target:", "  not-applicable: {choice: excluded, why: 试}\n  township-target:"),
    ):
        replace_text(root, "rubric.yaml", old, new)


BREAKS: dict[str, tuple[str, Break]] = {
    "a score missing": ("missing-score", in_file("ballots/L01.yaml", '    "02": "3.5"\n', "")),
    "over the maximum": ("score-over-maximum", in_file("ballots/L01.yaml", '"3.5"', '"99"')),
    "off its step": ("score-off-step", in_file("ballots/L01.yaml", '"3.5"', '"3.3"')),
    "another county": ("unknown-in-ballot", in_file("ballots/L01.yaml", "  jia:", "  bing:")),
    "another item": (
        "unknown-in-ballot",
        in_file("ballots/L01.yaml", '"02": "3.5"', '"77": "3.5"'),
    ),
    "no judge": ("unknown-judge", in_file("ballots/L01.yaml", "judge: L01", "judge: Z01")),
    "another cycle": ("other-cycle", in_file("ballots/L01.yaml", '"2018"', '"2017"')),
    "a roster of another cycle": ("other-cycle", in_file("roster.yaml", '"2018"', '"2017"')),
    "a rehearsal among them": (
        "rehearsal-among-ballots",
        in_file("ballots/L01.yaml", "rehearsal: true", "rehearsal: false"),
    ),
    "a number in words": ("unreadable-ballot", in_file("ballots/L01.yaml", '"3.5"', '"三分"')),
    "one judge twice": ("duplicate-ballot", two_of_one_judge),
    "one ballot lost": ("missing-ballot", without("ballots/L01.yaml")),
    "a score not asked for": ("score-not-asked", item_for_one_county),
    "a group absent": ("absent-group", whole_group_away),
    "nothing handed in": ("no-ballots", nothing_handed_in),
}


def second_count(root: Path) -> str:
    """What the second count refuses the files with, "" where it makes a total."""

    def read(file: Path) -> object:
        return load_texts(file.read_text(encoding="utf-8"))

    ballots = [read(file) for file in sorted((root / "private/ballots").iterdir())]
    try:
        oracle.count(read(root / "rubric.yaml"), read(root / "private/roster.yaml"), ballots)  # type: ignore[arg-type]
    except oracle.Refused as refused:
        return str(refused)
    return ""


@pytest.fixture
def handed_in(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The invented project with a rehearsal in its private folder, one score of which is known."""
    monkeypatch.chdir(project)
    write_private(project, dict(rehearse(project, 1)))
    file = project / "private/ballots/L01.yaml"
    first = r'(jia:\n    "01": "[^"]+"\n    "02": )"[^"]+"'
    text, found = re.subn(first, r'\1"3.5"', file.read_text(encoding="utf-8"))
    assert found == 1
    file.write_text(text, encoding="utf-8")
    return project


def test_nothing_broken_is_counted(handed_in: Path) -> None:
    """What the others break gives a total as long as it is whole."""
    assert second_count(handed_in) == ""
    assert main(["tally", "--quiet"]) == 0


@pytest.mark.parametrize("what", BREAKS)
def test_no_total_is_made(what: str, handed_in: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Both refuse with the same fault, and nothing is printed of a total."""
    code, breaks = BREAKS[what]
    breaks(handed_in)
    assert second_count(handed_in) == code
    assert main(["tally", "--quiet"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert f"[{code}]" in printed.err
