"""An assessment of one county alone: all there, and nothing that compares it with itself."""

from pathlib import Path

import pytest
from project_copy import replace_text
from year import run_year

from generator.cli import main
from generator.model.state import State


@pytest.mark.parametrize("state", [State.OPEN, State.REVIEWING, State.FINAL])
def test_one_county_alone(
    state: State, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rehearsal of it counts, its sites are built, and no page ranks it among others."""
    monkeypatch.chdir(project)
    other = '  - {id: yi, name: 乙区, attributes: {science-van: "no"}}\n'
    replace_text(project, "rubric.yaml", other, "")
    run_year(project, state)
    if state is State.REVIEWING:
        assert main(["tally"]) == 0
        assert "甲县：总分" in capsys.readouterr().out
    for audience, out in (("public", "site"), ("reviewers", "review")):
        assert main(["build", "--quiet", "--without-search", "--for", audience]) == 0
        pages = {
            one.relative_to(project / out).as_posix(): one.read_text(encoding="utf-8")
            for one in (project / out).rglob("index.html")
        }
        assert "2018/counties/jia/index.html" in pages
        assert not [one for one in pages if "compare" in one]
        for told in ('id="range"', "中位数", 'data-view="ranking"'):
            assert not [path for path, html in pages.items() if told in html], told
    announced = "第 1 名" in (project / "site/2018/counties/jia/index.html").read_text("utf-8")
    assert announced == (state is State.FINAL)
