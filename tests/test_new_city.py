"""Another city begins with a copy of this repository, as the guide says."""

import re
import shutil
from pathlib import Path

import pytest
from project_copy import REPOSITORY

from generator.cli import main

CHANGES = {
    r'(?m)^cycle: "2018"': 'cycle: "2031"',
    r'"2018-(01-01|12-31)"': r'"2031-\1"',
    r'(?m)^demonstration: "yes".*': 'demonstration: "no"',
    r"演示数据，不受理异议。": "市科协办公室，电话见官网。",
    r"source: 演示数据": "source: 市科协统计",
}


@pytest.fixture
def city(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The copy without what is invented, for another year."""
    root = tmp_path / "city"
    for folder in ("content/pages", "site_templates"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    for file in ("rubric.yaml", "mkdocs.yml"):
        shutil.copy(REPOSITORY / file, root / file)
    rubric = (root / "rubric.yaml").read_text(encoding="utf-8")
    for old, new in CHANGES.items():
        rubric, number = re.subn(old, new, rubric)
        assert number
    (root / "rubric.yaml").write_text(rubric, encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def test_new_city_begins(city: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Check, state and both sites work at once, and nothing leads to this repository's year."""
    assert main(["check", "--strict"]) == 0
    assert main(["state"]) == 0
    assert "taizhang state open" in capsys.readouterr().out
    assert main(["template", "东海县", "05"]) == 0
    for audience, folder in (("public", "site"), ("reviewers", "review")):
        assert main(["build", "--quiet", "--without-search", "--for", audience]) == 0
        pages = {
            one.relative_to(city / folder).as_posix(): one.read_text(encoding="utf-8")
            for one in (city / folder).rglob("*.html")
        }
        assert "2031/counties/donghai/index.html" in pages
        for path, html in pages.items():
            assert "2018" not in path
            assert not re.search(r'(href|src)="[^"]*2018', html), path
            assert "guide/" in path or "<strong>演示数据</strong>" not in html, path
