"""The matrix says what the checklists and the announcement say, cell by cell."""

import re
from pathlib import Path

import pytest
from project_copy import REPOSITORY

from generator.cli import main
from generator.model.checklist import ClauseState
from generator.model.evidence import Status
from generator.model.state import Audience
from generator.pipeline import Assessed, assess

CELL = re.compile(
    r'<td class="tz-cell tz-([a-z-]+)"><a href="\.\./counties/([a-z]+)/([0-9a-z]+)/"[^>]*>'
    r'<span class="tz-unseen">[^<]+：</span><b>([^<]+)</b>(?:<small [^>]*>([^<]+)</small>)?'
)
MEASURED = {ClauseState.MET, ClauseState.UNPROVEN, ClauseState.SHORT}


@pytest.fixture(scope="module")
def assessed() -> Assessed:
    return assess(REPOSITORY)


@pytest.mark.parametrize("audience", Audience)
def test_cells_equal_checklists_and_announcement(
    assessed: Assessed, audience: Audience, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every county has every item once, with its own numbers, worst state and points."""
    monkeypatch.chdir(REPOSITORY)
    out = tmp_path / "site"
    command = ["build", "--quiet", "--without-search", "--for", audience.value, "--out", str(out)]
    assert main(command) == 0
    html = (out / "2018/matrix/index.html").read_text(encoding="utf-8")
    cells = {
        (county, item.upper()): rest for *rest, county, item in map(_turned, CELL.findall(html))
    }
    assert cells.keys() == set(assessed.checklists)
    announced = assessed.portfolio.log.announcement
    assert announced is not None
    for (county, item), (state, figure, points) in cells.items():
        checklist = assessed.checklists[county, item]
        states = [one.state for one in checklist.clauses]
        evidence = assessed.portfolio.counties[county].evidence[item]
        if evidence.status is Status.SUBMITTED:
            measured = [one for one in states if one in MEASURED]
            met = sum(one is ClauseState.MET for one in measured)
            assert figure == (f"{met}/{len(measured)}" if measured else figure)
            if ClauseState.SHORT in states:
                assert state == "short"
            elif ClauseState.UNPROVEN in states:
                assert state == "unproven"
            elif measured:
                assert (state, met) == ("met", len(measured))
            else:
                assert figure in ("评议", "未下达", "不适用")
        else:
            assert state == "absent"
            words = {"未计入"} if audience is Audience.PUBLIC else {"草稿", "退回"}
            assert figure in words
        assert points == announced.county_by_id[county].points_by_item[item].points
    totals = re.findall("<b data-total>([^<]+)</b>", html)
    rubric = assessed.portfolio.rubric
    assert totals == [announced.county_by_id[one.id].total for one in rubric.counties]


def _turned(found: tuple[str, str, str, str, str]) -> tuple[str, str, str, str, str]:
    state, county, item, figure, points = found
    return state, figure, points, county, item
