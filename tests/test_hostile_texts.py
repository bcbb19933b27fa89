"""Texts made to be slow: each reader of a county's text takes time in proportion to its length."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from math import inf
from pathlib import Path

import pytest
from documents import xlsx
from on_folder import assess
from processor_time import seconds, takes_less
from project_copy import INVENTED, REPOSITORY
from slow_families import HEAD, TABLE, Reader, families, read, readers

from generator.chinese.anchors import heading_anchor
from generator.chinese.dates import suggest_date
from generator.chinese.marking import mark_chinese
from generator.chinese.numbers import read_quantity, suggest_quantity
from generator.chinese.prompts import is_prompt
from generator.chinese.unseen import unseen_signs
from generator.chinese.widths import fold_widths
from generator.load.attachments.scan import personal_in
from generator.load.evidence.front_matter import split_front_matter
from generator.load.evidence.ledger import HEADERS
from generator.load.evidence.links import classify_target, line_links, paragraph_links
from generator.load.evidence.markdown import inline_tokens
from generator.load.evidence.stray_rows import take_stray_rows
from generator.load.evidence.suggestions import office_heading, suggest_heading, suggest_links
from generator.load.evidence.unseen import replace_unseen
from generator.load.handwritten.page_text import read_page
from generator.load.personal_data import mask_personal_data
from generator.model import limits
from generator.model.message import Language
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.report.catalogue import Catalogue
from generator.usecases.open_project import open_project

PERIOD = (date(2018, 1, 1), date(2018, 12, 31))
LENGTH = 200_000
SPACES = " " * LENGTH
LINKS = "[a](b.pdf)" * 20_000
DEFINITIONS = "".join(f"[a{number}]: b\n" for number in range(5_000))
TABLES = (TABLE + "\n") * 2_000
EVIDENCE = "content/counties/jia/01.md"


def front_matter(text: str) -> object:
    """The keys of a front matter that holds the text."""
    return split_front_matter(f"---\n{text}\n---\n", "x", [])


def mask(text: str) -> str:
    """The text without its personal numbers."""
    return mask_personal_data(text, "x", open_project(INVENTED).rubric, [])


READERS: dict[str, Callable[[], object]] = {
    "quantity": lambda: read_quantity(f"1{SPACES}1", {}),
    "quantity to suggest": lambda: suggest_quantity(f"1{SPACES}1", {}),
    "date to suggest": lambda: suggest_date(f"1{SPACES}1", PERIOD),
    "heading to suggest": lambda: suggest_heading(f"a{SPACES}b", ("目标",)),
    "links to mend": lambda: suggest_links("[a]（attachments/" * 20_000 + "（b" * 100_000),
    "unseen signs": lambda: replace_unseen("](\u200b(" * 100_000 + "()" * 100_000, "x", []),
    "prompt": lambda: is_prompt(f"X{'-' * LENGTH}b"),
    "digits on an English page": lambda: mark_chinese(f"{'1' * LENGTH}b"),
    "brackets behind an address": lambda: line_links(f"https://a.cn{')' * LENGTH}", Place("x")),
    "equal links": lambda: list(
        paragraph_links(inline_tokens(LINKS), LINKS.split("\n"), Place("x"), 0)
    ),
    "marks of bold text": lambda: line_links("**a" * 60_000, Place("x")),
    "cells that never end": lambda: list(
        personal_in(xlsx(xl__worksheets__sheet1_xml="<c r='A1'>" * 100_000), ".xlsx")
    ),
    "beginnings of links": lambda: line_links("[](" * 20_000, Place("x")),
    "dashes that never come": lambda: take_stray_rows(f"a|b\n{SPACES}|\n", Place("x"), HEADERS),
    "name of an office's heading": lambda: office_heading(f"一、目标{SPACES}x", ("目标",)),
    "crosses for a number": lambda: is_prompt("X" * LENGTH),
    "signs that are not seen": lambda: unseen_signs("\u200b" * LENGTH, "a" * LENGTH),
    "marks without a letter": lambda: fold_widths("\u0301\u0316" * 100_000),
    "marks of two kinds": lambda: fold_widths("\uff9e\u0316" * 100_000),
    "anchor of marks": lambda: heading_anchor("e" + "\u0301\u0316" * 100_000),
    "target of marks": lambda: classify_target("attachments/" + "%CC%81%CC%96" * 20_000),
    "brackets in YAML": lambda: front_matter("[" * LENGTH),
    "signs in YAML": lambda: front_matter("a：" + "{" * LENGTH),
    "numbers, a line each": lambda: mask("13812345678\n" * 20_000),
    "equal headings": lambda: read_page("# a\n" * 20_000, "x", []),
    "definitions without use": lambda: read_page(DEFINITIONS, "x", []),
    "attributes of a heading": lambda: read_page(f"# a {{{SPACES}b", "x", []),
    "beginnings of footnotes": lambda: read_page("[^" * 20_000, "x", []),
    "full-width link": lambda: read_page(f"[a]（{'#' * LENGTH}", "x", []),
    "link with spaces": lambda: read_page(f"[a](b{' .' * 50_000}", "x", []),
    "many tables": lambda: readers(open_project(INVENTED).rubric)["evidence"](TABLES),
}


@pytest.mark.parametrize("name", READERS)
def test_hostile_text_takes_no_time(name: str) -> None:
    """Seconds at most, where going back over the text would take minutes or hours."""
    assert takes_less(lambda: read(lambda _: READERS[name](), ""), 20)


_LENGTH = 1_000
# Of a text twice as long; what is faster than this does no harm at the longest line either.
_MEASURABLE = 0.005
_ATTEMPTS = 12
_MOST_TIMES = 2.6


@pytest.fixture(scope="module")
def rubric() -> Rubric:
    return open_project(INVENTED).rubric


@pytest.mark.parametrize("name", readers(open_project(INVENTED).rubric))
def test_twice_the_text_takes_twice_the_time(name: str, rubric: Rubric) -> None:
    """A reader that goes back over the text takes four times as long for twice of it."""
    reader = readers(rubric)[name]
    texts = zip(families(_LENGTH), families(2 * _LENGTH), families(4 * _LENGTH), strict=True)
    slow = [
        unit
        for (unit, text), (_, twice), (_, four_times) in texts
        # What does so shows it again; what another process has disturbed does not.
        if _grows(reader, text, twice) and _grows(reader, twice, four_times)
    ]
    assert slow == []


def _grows(reader: Reader, text: str, twice: str) -> bool:
    """Whether the time grows more than the text, in each of several attempts."""
    shortest, longest = inf, _seconds(reader, twice)
    for _ in range(_ATTEMPTS):
        # The least of several times: other processes make one longer, never shorter.
        shortest = min(shortest, _seconds(reader, text))
        if longest < _MEASURABLE or longest <= _MOST_TIMES * shortest:
            return False
        longest = min(longest, _seconds(reader, twice))
    return True


def _seconds(reader: Reader, text: str) -> float:
    return seconds(lambda: read(reader, text))


def test_limits_stand_in_their_sentences() -> None:
    """The sentences name the numbers that the limits are."""
    numbers = {
        limits.LETTERS: limits.MOST_LETTERS,
        limits.LINES: limits.MOST_LINES,
        limits.LINE: limits.LONGEST_LINE,
        limits.PARAGRAPH: limits.LONGEST_PARAGRAPH,
        limits.FRONT_MATTER: limits.LONGEST_FRONT_MATTER,
        limits.ROWS: limits.MOST_ROWS,
        limits.CELLS: limits.MOST_CELLS,
        limits.LINKS: limits.MOST_LINKS,
        limits.HEADINGS: limits.MOST_HEADINGS,
        limits.MARKUP: limits.MOST_SIGNS,
    }
    assert numbers.keys() == limits.MENDS.keys()
    formats = (REPOSITORY / "docs/formats.md").read_text(encoding="utf-8")
    for sentence, number in numbers.items():
        assert f"{number:,}" in sentence
        assert f"{number:,}" in formats


ROW = "|2018-03-12|活动|科普活动|1 场|会场|[照片](attachments/b.pdf)|a-1|\n"
TOO_MUCH = {
    "letters": (HEAD + ("中" * 9_000 + "\n\n") * 34, 1, "全文超过 30 万字", "作为附件"),
    "lines": (HEAD + "\n" * 10_000, 10_001, "全文超过 1 万行", "作为附件"),
    "line": (HEAD + "中" * 10_001, 8, "有一行超过 1 万字", "空一行"),
    "paragraph": (HEAD + ("中" * 99 + "\n") * 101, 8, "有一段超过 1 万字", "空一行"),
    "front matter": (f"---\n指标: 01\n说明: {'中' * 5_000}\n---\n", 2, "超过 5000 字", "只留"),
    "rows": (HEAD + TABLE + ROW * 2_001, 2_008, "超过 2000 行", "一行合计"),
    "cells": (HEAD + "|a" * 101 + "|\n", 8, "超过 100 格", "去掉一些列"),
    "links": (HEAD + "http://a.cn/ " * 101 + "http://a.cn/\n\n" * 4_900, 9_806, "5000 个", "列成"),
    "headings": (HEAD + "### a\n\n" * 501, 1_002, "标题超过 500 个", "删掉重复"),
    "signs": (HEAD + ("*a " * 3_000 + "\n\n") * 11, 28, "超过 3 万个", "删掉重复"),
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_text_over_a_limit_says_so(name: str, project: Path) -> None:
    """One finding with the line, what was passed and the mend; the other files are read."""
    text, line, said, mend = TOO_MUCH[name]
    (project / EVIDENCE).write_text(text, encoding="utf-8")
    assessed = assess(project)
    (finding,) = (one for one in assessed.findings if one.code == "unreadable-file")
    translated = Catalogue(Language.CHINESE).translate_finding(finding)
    assert (finding.place.path, finding.place.line) == (EVIDENCE, line)
    assert said in translated.message
    assert mend in translated.fix
    assert ("jia", "02") in assessed.checklists


@pytest.mark.parametrize("text", ["中" * 10_001, ("中" * 99 + "\n") * 101, "a|b\n" * 10_001])
def test_handwritten_page_has_limits(text: str, project: Path) -> None:
    """A page that is too long is named, and the others are read."""
    pages = project / "content/pages"
    pages.mkdir(exist_ok=True)
    (pages / "long.md").write_text(f"# a\n\n{text}", encoding="utf-8")
    (finding,) = (one for one in assess(project).findings if one.code == "unreadable-file")
    assert finding.place.path == "content/pages/long.md"


def test_large_honest_ledger_meets_no_limit(project: Path) -> None:
    """A ledger of a thousand rows with long names and three proofs each."""
    proof = "，".join(["[签到表和现场照片](attachments/2018年科普活动签到表.pdf)"] * 3)
    row = ROW.replace("[照片](attachments/b.pdf)", proof)
    (project / EVIDENCE).write_text(HEAD + TABLE + row * 1_000, encoding="utf-8")
    assert not [one for one in assess(project).findings if one.code == "unreadable-file"]


def test_findings_beyond_a_hundred_are_counted(project: Path) -> None:
    """The first hundred numbers are listed, then one finding says how many more there are."""
    numbers = "".join(f"1381234{number:04}\n\n" for number in range(1_000))
    (project / EVIDENCE).write_text(HEAD + numbers, encoding="utf-8")
    found = [one for one in assess(project).findings if one.code == "personal-data"]
    assert len(found) == limits.MOST_FINDINGS + 1
    last = Catalogue(Language.CHINESE).translate_finding(found[-1])
    assert "还有 900 处" in last.message
    assert last.place.line == 208


MEASURED = """
import re, sys, time
from generator.cli import main
code = main(sys.argv[1:])
peak = re.findall(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[0]
print(peak, time.process_time(), file=sys.stderr)
sys.exit(code)
"""
LARGEST = {
    "quotations": HEAD + ("> " * 20 + "\n\n") * 4_900,
    "emphasis": HEAD + ("*a " * 2_900 + "\n\n") * 10,
    "titles of links": HEAD + ('[a](b "' * 1_400 + "\n\n") * 10,
    "numbers": HEAD + ("13812345678 " * 800 + "\n\n") * 31,
    "rows": HEAD + TABLE + ROW * 1_999,
    "lists": HEAD + "- a\n" * 9_900,
}


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for a process's memory")
@pytest.mark.parametrize("name", LARGEST)
def test_largest_text_takes_little(name: str, project: Path) -> None:
    """Just below the limits: 300 MB, and two seconds besides those that any check takes."""
    (project / EVIDENCE).write_text(LARGEST[name], encoding="utf-8")
    # Not by wait4, which counts what the process was forked from as well.
    command = [sys.executable, "-c", MEASURED, "check", "--quiet"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(
        command, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, 1)
    kilobytes, spent = done.stderr.split()[-2:]
    assert int(kilobytes) < 300_000
    # Several times the target, since the machines of a CI are slow; who goes back takes minutes.
    assert float(spent) < 20
