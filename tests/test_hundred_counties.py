"""A hundred counties, one of a long name: the pages that show all of them stay light."""

import re
from pathlib import Path

from hundred_counties import COUNTIES, NAME, hundred_counties, name_of

# Bytes of HTML that one county adds to each row of a page's table, its name in the head apart.
CELLS = {"matrix": 120, "results": 70, "calendar": 110}


def test_a_cell_repeats_nothing_of_its_heads(session_folder: Path) -> None:
    """What a county adds to a row is little, so that 2,600 cells stay below 300 KB."""
    site = hundred_counties(session_folder / "hundred") / "2018"
    names = {NAME, "乙区", *map(name_of, range(COUNTIES - 2))}
    for page, most in CELLS.items():
        html = (site / page / "index.html").read_text(encoding="utf-8")
        assert all(name in html for name in names), page
        rows = re.findall(r"<tr data-(?:item|month).*?</tr>", html)
        assert rows, page
        for row in rows:
            cells = re.findall(r"<td.*?</td>", row)
            assert len(cells) >= COUNTIES
            assert max(len(cell.encode()) for cell in cells) <= most, page
            assert not any(name in row for name in names)
