"""What makes reading quick reads the same as what it stands for."""

import re
import sys
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.rules_core import StateCore, inline
from markdown_it.token import Token

from generator.chinese import unseen
from generator.chinese.sum_rows import sum_word
from generator.load.evidence import markdown
from generator.load.evidence.cells import Cell, cell_links, cell_text
from generator.load.evidence.links import line_links
from generator.load.evidence.markdown import inline_tokens, plain_text
from generator.load.evidence.markdown_rules import inline_rule
from generator.model.place import Place

PIECES = (
    *(
        "[报道]",
        "[a b]",
        "[https://a.example/x]",
        "(https://a.example/b-1)",
        "(attachments/签到.pdf)",
    ),
    *(
        "(https://a.example)",
        "(#x)",
        "(x.pdf)",
        "(https://a.example/a_b)",
        "(http://",
        ")",
        "(",
        "[",
    ),
    *(
        "]",
        "!",
        "*",
        "**",
        "`",
        "\\",
        "~~",
        "<",
        ">",
        "&amp;",
        "&",
        "_",
        "://",
        "https://b.example/",
    ),
    *("讲座", " ", "  ", "、", "。", "第 3 场", "x", "1", "\u3000", "http://c.example。"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_cell_is_read_as_the_parser_reads_it(text: str) -> None:
    """Its text and its links, whether it takes the short way or the parser's."""
    cell = Cell(Place("a.md", 3), 5, text)
    assert cell_text(cell) == " ".join(plain_text(inline_tokens(text)).split())
    shown = [(link.text, link.target, link.kind) for link in line_links(text, cell.place)]
    # A bare address that fills the cell is one link, whatever brackets it has.
    assert (
        markdown.ADDRESS.fullmatch(text)
        or [(link.text, link.target, link.kind) for link in cell_links(cell)] == shown
    )


def test_class_of_unseen_signs_has_all() -> None:
    """The class that is quick to look for has every sign that a text is rid of."""
    letters = [chr(code) for code in range(sys.maxunicode + 1)]
    kinds = (unseen._NOTHING, unseen._ENDS, unseen._SPACES, unseen._HYPHENS)  # noqa: SLF001
    every = {letter for kind in kinds for letter in re.findall(kind, "中".join(letters))}
    assert every
    assert all(
        unseen.seen_text(letter, strict=True) != letter for letter in every - set("\u200c\u200d")
    )
    assert every <= set(re.findall(unseen._ANY, "".join(letters)))  # noqa: SLF001


def test_sum_row_has_one_of_two_letters() -> None:
    """No other letter is 计 or 总 in another form, so that a cell without them is no sum."""
    folded = (unicodedata.normalize("NFKC", chr(code)) for code in range(sys.maxunicode + 1))
    assert sum(1 for text in folded if "计" in text or "总" in text) == 2
    assert sum_word("合 计：") == "合计"
    assert sum_word("总和") == "总和"


@settings(max_examples=500, deadline=None)
@given(TEXTS | TEXTS.map(lambda text: re.sub(r"[\\`*_\[\]<>&!~]", "", text)))
def test_text_without_marks_is_as_the_parser_reads_it(text: str) -> None:
    """The rule that leaves it to itself makes the tokens that the parser's own makes."""
    tokens = [Token("inline", "", 0, content=text), Token("paragraph_close", "p", -1)]
    copies = [token.copy() for token in tokens]
    inline_rule(StateCore("", markdown._PARSER, {}, tokens))  # noqa: SLF001
    inline(StateCore("", markdown._PARSER, {}, copies))  # noqa: SLF001
    assert tokens == copies
