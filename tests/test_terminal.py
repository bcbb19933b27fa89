"""The text report on a terminal: the line with its mark, colour, and what is never shown."""

import random
import re
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from on_folder import rehearse
from personal_numbers import citizen_id, mobile
from project_copy import replace_text
from year import write_private

from generator.chinese.unseen import name_unseen
from generator.cli import main, reporting
from generator.load.excerpts import excerpts
from generator.model.finding import Severity
from generator.model.place import Place
from generator.report.terminal import TerminalStyle

Printed = pytest.CaptureFixture[str]
EVIDENCE = "content/counties/jia/01.md"
CODES = re.compile("\033\\[[0-9;]*m")


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def test_line_is_shown_with_a_mark_under_the_place(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """The mark begins under the fault and is as wide as it, in columns of Chinese type."""
    monkeypatch.chdir(project)
    replace_text(project, EVIDENCE, "| 春季活动 | 活动 | 1 场 |", "| 春季活动 | 活动 | 若干 |")
    replace_text(project, EVIDENCE, "| 2018-06-01 至", "| 2018年6月1日 至")
    assert main(["check", "--quiet"]) == 1
    lines = capsys.readouterr().out.splitlines()
    quoted = next(nth for nth, line in enumerate(lines) if line.startswith("    24 | "))
    source, mark = lines[quoted], lines[quoted + 1]
    assert columns(source[: source.index("2018年")]) == mark.index("^")
    assert mark.count("^") == columns("2018年6月1日 至 2018-06-02")
    quoted = next(nth for nth, line in enumerate(lines) if line.startswith("    23 | "))
    source, mark = lines[quoted], lines[quoted + 1]
    assert columns(source[: source.index("若干")]) == mark.index("^")


@pytest.mark.parametrize(("most", "lines"), [(1, 1), (0, 0)])
def test_lines_of_too_many_findings_are_not_looked_up(
    most: int, lines: int, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Up to a number of findings each is shown with its line, above it none is."""
    monkeypatch.chdir(project)
    monkeypatch.setattr(reporting, "_MOST_EXCERPTS", most)
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 三月 |")
    assert main(["check", "--quiet"]) == 1
    printed = capsys.readouterr().out
    assert "[unreadable-date]" in printed
    assert printed.count("    23 | ") == lines


@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=200),
    st.integers(1, 220),
    st.integers(0, 220),
)
def test_any_line_fits_and_its_mark_is_under_it(line: str, column: int, marked: int) -> None:
    """Whatever stands in the line: two lines of at most 80 columns, the mark not beyond them."""
    place = Place(EVIDENCE, 7, column)
    shown = list(TerminalStyle({place: line}).excerpt(place, marked, Severity.ERROR))
    assert len(shown) == (2 if line.strip() else 0)
    for row in shown:
        plain = "".join(sign for sign in row if not unicodedata.combining(sign))
        assert columns(plain) <= 80
        assert name_unseen(row) == row
    if shown:
        assert shown[1].count("^") >= 1


def test_what_identifies_a_person_is_not_shown(project: Path) -> None:
    """No line that a number touches, not even half of one, or that names a child; no private one."""
    number, identity = mobile(random.Random(1)), citizen_id(random.Random(2))
    text = f"电话 {number}\n身份证 {identity[:8]}\n{identity[8:]}\n没有号码\n小学学生王小明\n"
    (project / EVIDENCE).write_text(text, encoding="utf-8")
    (project / "private").mkdir()
    (project / "private/roster.yaml").write_text("judges: []\n", encoding="utf-8")
    places = [Place(EVIDENCE, line) for line in range(1, 8)]
    private = Place("private/roster.yaml")
    contents = {path: (project / path).read_bytes() for path in (EVIDENCE, private.path)}
    assert set(excerpts(contents, [*places, private]).values()) == {"没有号码", ""}


def test_no_line_of_a_ballot_is_quoted(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """A fault of a ballot names its line and never shows it."""
    monkeypatch.chdir(project)
    write_private(project, dict(rehearse(project, 1)))
    ballot = project / "private/ballots/L01.yaml"
    text = ballot.read_text(encoding="utf-8")
    ballot.write_text(text.replace('"01": "4.5"', '"01": "6.54321"'), encoding="utf-8")
    assert main(["tally"]) == 1
    printed = capsys.readouterr()
    assert "L01.yaml:7" in printed.err
    assert "6.54321" not in printed.out + printed.err


# What was asked for, NO_COLOR, TERM, where the output goes, and whether it is coloured.
COLOURS = {
    "a terminal": ("auto", "", "xterm", "terminal", "coloured"),
    "NO_COLOR": ("auto", "1", "xterm", "terminal", "plain"),
    "a dumb terminal": ("auto", "", "dumb", "terminal", "plain"),
    "a file": ("auto", "", "xterm", "file", "plain"),
    "always": ("always", "1", "dumb", "file", "coloured"),
    "never": ("never", "", "xterm", "terminal", "plain"),
}


@pytest.mark.parametrize("case", COLOURS)
def test_colour_is_for_terminals_that_want_it(
    case: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """As asked; else on a terminal unless something says no. The words are the same."""
    monkeypatch.chdir(project)
    option, no_color, term, goes, look = COLOURS[case]
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setenv("TERM", term)
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 三月 |")
    main(["check", "--quiet", "--color", "never"])
    plain = capsys.readouterr().out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: goes == "terminal", raising=False)
    assert main(["check", "--quiet", "--color", option]) == 1
    printed = capsys.readouterr().out
    assert (CODES.search(printed) is not None) == (look == "coloured")
    assert CODES.sub("", printed) == plain


def test_terminal_obeys_nothing_a_county_wrote(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Escape codes and turns of direction in evidence are shown as dots."""
    monkeypatch.chdir(project)
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| \033[2J\u202e三月 |")
    assert main(["check", "--quiet"]) == 1
    printed = capsys.readouterr().out
    assert "\033" not in printed
    assert "\u202e" not in printed
    assert "·[2J·三月" in printed
