"""Templates, styles and scripts can be read by people, and are published without what only people need."""

from pathlib import Path

import pytest
from project_copy import REPOSITORY

from generator.site.theme import strip_indentation

TEMPLATES = REPOSITORY / "site_templates"
LONGEST = 160
SCRIPTS = sorted((TEMPLATES / "overrides/assets").glob("*.js"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_text_of_several_lines_in_a_script(script: Path) -> None:
    """A text that is begun on a line ends there: its indentation would be taken out of it."""
    for line in script.read_text(encoding="utf-8").splitlines():
        assert line.count("`") % 2 == 0, line


def test_published_without_indentation(tmp_path: Path) -> None:
    """Lines stay lines, so that nothing in a script runs into what follows it."""
    (tmp_path / "a.js").write_text("go(() => {\n  one()\n\n  two()\n})\n", encoding="utf-8")
    strip_indentation(tmp_path)
    assert (tmp_path / "a.js").read_text(encoding="utf-8") == "go(() => {\none()\ntwo()\n})\n"


@pytest.mark.parametrize(
    "template",
    sorted(TEMPLATES.rglob("*.html")),
    ids=lambda path: path.relative_to(TEMPLATES).as_posix(),
)
def test_template_lines_are_short(template: Path) -> None:
    """No line of a template is longer than a window is wide."""
    text = template.read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if len(line) > LONGEST] == []
