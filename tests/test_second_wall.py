"""What stands if a script, a sign or an id gets onto a page all the same."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from project_copy import copy_invented, replace_text
from serving import served
from walking import browser

from generator.chinese.unseen import escape_unseen, name_unseen
from generator.cli import main
from generator.report.table import csv_lines
from generator.site.head import policy_meta

EVIDENCE = "content/counties/jia/01.md"
BUILD = ["build", "--quiet", "--without-search", "--for", "reviewers"]


def test_policy_takes_no_inline_script() -> None:
    """Whatever a page holds."""
    assert "sha256" not in policy_meta("<script>alert(1)</script>")
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy_meta()


@pytest.mark.parametrize(
    "markup",
    [
        "<script>x()</script>",
        "<img src=x onerror=x()>",
        "<a href='javascript:x()'>y</a>",
        "<b onclick=x()>",
    ],
)
def test_copyright_takes_links_alone(
    markup: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Anything that acts is refused with its line."""
    replace_text(project, "mkdocs.yml", "copyright: 网站", f"copyright: {markup}网站")
    monkeypatch.chdir(project)
    assert main(BUILD) == 1
    assert "mkdocs.yml:" in capsys.readouterr().err


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_script_in_the_name_does_not_run(tmp_path: Path) -> None:
    """In a real browser, on a page of data, a handwritten one and the home page."""
    root = copy_invented(tmp_path)
    name = "'台账<script>document.title=\"ran\"</script>'"
    replace_text(root, "mkdocs.yml", "site_name: 台账", f"site_name: {name}")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(BUILD) == 0
    with served(root / "review") as home, browser() as context:
        page = context.new_page()
        for path in ("", "2018/counties/jia/01/", "guide/"):
            page.goto(home + path)
            assert page.title() != "ran"
            assert (
                page.evaluate("document.querySelectorAll('script:not([src]):not([type])').length")
                == 0
            )


@pytest.mark.parametrize("number", ["part-1", "part-4", "unread-23", "j-2", "top-1"])
def test_ids_are_unique(number: str, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever number an entry has."""
    replace_text(project, EVIDENCE, "| j-1 |", f"| {number} |")
    monkeypatch.chdir(project)
    assert main(BUILD) == 0
    for file in (project / "review").rglob("*.html"):
        ids = Counter(re.findall(r'\sid="([^"]+)"', file.read_text(encoding="utf-8")))
        assert [name for name, times in ids.items() if times > 1] == [], file


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200b", "\u061c", "\ufeff", "\u3164"])
def test_unseen_signs_are_named(sign: str) -> None:
    """In text by their number, in JSON by its own escape."""
    assert name_unseen(f"甲{sign}乙") == f"甲⟨U+{ord(sign):04X}⟩乙"
    text = json.dumps(f"甲{sign}乙", ensure_ascii=False)
    assert sign not in escape_unseen(text)
    assert json.loads(escape_unseen(text)) == f"甲{sign}乙"


@pytest.mark.parametrize("start", ["＝", "＋", "－", "＠", "=", "﹦", "\t=", "\r"])
def test_no_cell_begins_a_formula(start: str) -> None:
    """Neither in full width."""
    assert csv_lines([[f"{start}HYPERLINK(1)"]]).lstrip('"').startswith("'")
