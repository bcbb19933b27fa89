"""The invented assessment, announced for a hundred counties: built once a session."""

from pathlib import Path

import pytest
from filelock import FileLock
from project_copy import copy_invented
from year import run_year

from generator.cli import main
from generator.model.state import State

NAME = "虚构的特别长名少数民族自治州自治旗自治县"
TITLE = "面向基层群众的科学普及活动" * 15 + "（春季）"
COUNTIES = 100


def name_of(nth: int) -> str:
    """The name of one of the counties beside the two of the invented assessment."""
    return f"第{nth}区"


def hundred_counties(folder: Path) -> Path:
    """The public's site below the folder: one county of a very long name, an entry of a long title."""
    folder.mkdir(parents=True, exist_ok=True)
    site = folder / "project/site"
    with FileLock(folder / "lock"):
        if not site.exists():
            build(copy_invented(folder))
    return site


def build(root: Path) -> None:
    """Change the project, announce the result and build."""
    rubric = root / "rubric.yaml"
    last = '  - {id: yi, name: 乙区, attributes: {science-van: "no"}}\n'
    more = "".join(
        last.replace("yi", f"c{n}").replace("乙区", name_of(n)) for n in range(COUNTIES - 2)
    )
    text = rubric.read_text(encoding="utf-8").replace(last, last + more).replace("甲县", NAME)
    rubric.write_text(text, encoding="utf-8")
    evidence = root / "content/counties/jia/01.md"
    text = evidence.read_text(encoding="utf-8").replace("春季活动", TITLE)
    text = text.replace("| 2018-03-12 |", "| 2018-03-12 至 2018-03-13 |", 1)
    evidence.write_text(text.replace("按季度办。", "按*季度*办。"), encoding="utf-8")
    run_year(root, State.FINAL)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["build", "--quiet", "--without-search"]) == 0
