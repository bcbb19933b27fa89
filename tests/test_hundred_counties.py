"""A hundred counties of long names: the pages that show all of them stay light."""

import re
from pathlib import Path

import pytest
from project_copy import replace_text
from year import run_year

from generator.cli import main
from generator.model.state import State

COUNTIES = 100
OTHER = '  - {id: yi, name: 乙区, attributes: {science-van: "no"}}\n'
# Bytes of HTML that one county adds to each row of a page's table, its name in the head apart.
CELLS = {"matrix": 120, "results": 70, "calendar": 110}


@pytest.fixture
def site(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The public's site of the invented assessment, announced for a hundred counties."""
    monkeypatch.chdir(project)
    names = (f"第{nth}大凉山彝族自治州峨边彝族自治县" for nth in range(1, COUNTIES))
    lines = (
        OTHER.replace("id: yi", f"id: xian-{nth}").replace("乙区", name)
        for nth, name in enumerate(names, 1)
    )
    replace_text(project, "rubric.yaml", OTHER, "".join(lines))
    run_year(project, State.FINAL)
    assert main(["build", "--quiet", "--without-search"]) == 0
    return project / "site" / "2018"


def test_a_cell_repeats_nothing_of_its_heads(site: Path) -> None:
    """What a county adds to a row is little, so that 2,600 cells stay below 300 KB."""
    for page, most in CELLS.items():
        html = (site / page / "index.html").read_text(encoding="utf-8")
        rows = re.findall(r"<tr data-(?:item|month).*?</tr>", html)
        assert rows, page
        for row in rows:
            cells = re.findall(r"<td.*?</td>", row)
            assert len(cells) >= COUNTIES
            assert max(len(cell.encode()) for cell in cells) <= most, page
            assert "大凉山" not in row
