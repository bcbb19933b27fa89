"""Chinese in Markdown: bold text that ends in punctuation, lines that end within a sentence."""

from pathlib import Path

import pytest
from project_copy import copy_invented, replace_text

from generator.chinese.line_ends import join_html_lines
from generator.cli import main
from generator.load.evidence.markdown import (
    inline_tokens,
    parse_blocks,
    parse_inlines,
    plain_text,
    render_tokens,
)


def rendered(text: str) -> str:
    tokens, references = parse_blocks(text)
    parse_inlines(tokens, references)
    return render_tokens(tokens, lambda target: target, lambda _: None).source.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**全年共办6场，**其中4场", "<strong>全年共办6场，</strong>其中4场"),
        ("看过**《科普读本》**的人", "看过<strong>《科普读本》</strong>的人"),
        ("甲**“三下乡”**6场", "甲<strong>“三下乡”</strong>6场"),
        ("**甲（乙）**丙", "<strong>甲（乙）</strong>丙"),
        ("**措施:**2018年", "<strong>措施:</strong>2018年"),
        ("**甲：**乙**丙。**丁", "<strong>甲：</strong>乙<strong>丙。</strong>丁"),
        ("~~甲，~~乙", "<s>甲，</s>乙"),
        ("***甲，***乙", "<em><strong>甲，</strong></em>乙"),
        # What is no bold text stays as it is.
        ("3*（4+5）*6", "3*（4+5）*6"),
        ("2 ** 3 ** 4", "2 ** 3 ** 4"),
        ("`**甲，**乙`", "<code>**甲，**乙</code>"),
        (r"\*\*甲，**乙", "**甲，**乙"),
        ("a__b，__c", "a__b，__c"),
    ],
)
def test_bold_beside_punctuation(text: str, expected: str) -> None:
    """Marks between a punctuation mark and a letter begin and end bold text."""
    assert rendered(text) == f"<p>{expected}</p>"


def test_bold_in_a_cell() -> None:
    """What a ledger's cell shows has no asterisks left."""
    assert plain_text(inline_tokens("**甲，**乙**《丙》**丁")) == "甲，乙《丙》丁"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年组织学术活动\n不少于六场次。", "全年组织学术活动不少于六场次。"),
        ("甲，\n“乙”\n丙……\n丁", "甲，“乙”丙……丁"),
        ("**甲**\n乙", "<strong>甲</strong>乙"),
        ("甲\n**乙**", "甲<strong>乙</strong>"),
        ("甲\n[乙](https://a.cn)", '甲<a href="https://a.cn">乙</a>'),
        ("甲\n乙\n丙", "甲乙丙"),
        # A space is right here, or a new line is meant.
        ("共办\n6 场", "共办\n6 场"),
        ("in\nEnglish", "in\nEnglish"),
        ("“in”\n“English”", "“in”\n“English”"),
        ("한국\n말", "한국\n말"),
        ("甲  \n乙", "甲<br />\n乙"),
        ("甲\\\n乙", "甲<br />\n乙"),
    ],
)
def test_line_end_within_chinese(text: str, expected: str) -> None:
    """A line that ends within Chinese goes on without a space."""
    assert rendered(text) == f"<p>{expected}</p>"


def test_code_keeps_its_lines() -> None:
    """What is written as code is shown line by line."""
    assert rendered("```\n甲\n乙\n```") == "<pre><code>甲\n乙\n</code></pre>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>甲\n乙\n丙</p>", "<p>甲乙丙</p>"),
        ("<p><strong>甲，</strong>\n乙</p>", "<p><strong>甲，</strong>乙</p>"),
        ('<p>甲\n<a href="x">乙</a></p>', '<p>甲<a href="x">乙</a></p>'),
        ("<p>甲\nA\n乙</p>", "<p>甲\nA\n乙</p>"),
        ("<pre>甲\n乙</pre>丙\n丁", "<pre>甲\n乙</pre>丙丁"),
        ("<p>甲</p>\n<p>乙</p>", "<p>甲</p>\n<p>乙</p>"),
    ],
)
def test_line_end_in_html(html: str, expected: str) -> None:
    """The same in a page that another program has rendered."""
    assert join_html_lines(html) == expected


def test_pages_show_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Evidence, statement and handwritten page show bold text and lines as they are meant."""
    root = copy_invented(tmp_path)
    monkeypatch.chdir(root)
    text = "**全年共办6场，**其中县级4场。看过**《科普读本》**的人\n不少于六人。"
    shown = "<strong>全年共办6场，</strong>其中县级4场。看过<strong>《科普读本》</strong>的人不少于六人。"
    replace_text(root, "content/counties/jia/01.md", "办好活动。", text)
    (root / "content/counties/jia/index.md").write_text(f"# 甲县\n\n{text}\n", encoding="utf-8")
    page = root / "content/pages/notes.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"# 说明\n\n{text}\n", encoding="utf-8")
    assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
    for address in ("2018/counties/jia/01", "2018/counties/jia", "notes"):
        assert shown in Path(f"review/{address}/index.html").read_text(encoding="utf-8"), address
