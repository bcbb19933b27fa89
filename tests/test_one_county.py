"""An assessment of one county alone: all there, and nothing that compares it with itself."""

import re
from pathlib import Path

import pytest
from project_copy import replace_text
from year import run_year

from generator.cli import main
from generator.model.state import State

# What ranks a county among others, or lays it beside them; the guide tells of that as well.
AMONG_OTHERS = (
    'id="range"',
    "中位数",
    'data-view="ranking"',
    'id="ranking-empty"',
    "并列",
    "逐条对照各县",
    "次序不表示名次",
    "县（区）一起看",
    "side by side",
    "All counties",
    "The counties clause by clause",
    "In the order of the notice",
    '<th scope="col" class="tz-n">合计',
    "<b>1</b> counties",
    "<b>1</b> assessed counties",
)
EMPTY = re.compile(r"<(p|ul|ol|dl|nav|tbody|section|h[1-6])\b[^>]*>\s*</\1>")


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
        for path, html in pages.items():
            if not re.match(r"(en/)?(guide|rules)/", path):
                article = html.partition("<article")[2].partition("</article>")[0]
                # The method names every rule, whether two counties can be equal or not.
                told = [one for one in AMONG_OTHERS if one in article and "method" not in path]
                assert told == [], path
                assert not EMPTY.search(article), (path, EMPTY.search(article))
    announced = "第 1 名" in (project / "site/2018/counties/jia/index.html").read_text("utf-8")
    assert announced == (state is State.FINAL)
