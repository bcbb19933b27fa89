"""Texts made to be slow: each reader of a county's text takes time in proportion to its length."""

import time
from collections.abc import Callable
from datetime import date

import pytest
from documents import xlsx

from generator.chinese.dates import suggest_date
from generator.chinese.marking import mark_chinese
from generator.chinese.numbers import read_quantity, suggest_quantity
from generator.chinese.prompts import is_prompt
from generator.load.attachments.scan import personal_in
from generator.load.evidence.links import line_links, paragraph_links
from generator.load.evidence.markdown import inline_tokens
from generator.load.evidence.suggestions import suggest_heading, suggest_links
from generator.load.evidence.unseen import replace_unseen
from generator.model.place import Place

PERIOD = (date(2018, 1, 1), date(2018, 12, 31))
LENGTH = 200_000
SPACES = " " * LENGTH
LINKS = "[a](b.pdf)" * 20_000


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
}


@pytest.mark.parametrize("name", READERS)
def test_hostile_text_takes_no_time(name: str) -> None:
    """Seconds at most, where going back over the text would take minutes or hours."""
    began = time.process_time()
    READERS[name]()
    assert time.process_time() - began < 5
