"""The view of an assessment of very many counties, each with what one county handed in."""

import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from project_copy import REPOSITORY

from generator.model.announcement import AnnouncedCounty, AnnouncedItem, Announcement
from generator.model.log import Log, Notice, Transition
from generator.model.rubric import Rubric
from generator.model.site_language import CHINESE_ALONE, SiteLanguage
from generator.model.state import Audience, State
from generator.pages.page_context import PageContext
from generator.usecases.cycle_pages import CyclePages, current_pages
from generator.usecases.open_project import open_project
from generator.usecases.site_language_pages import SiteLanguagePages
from generator.usecases.site_parts import write_nothing

sys.path.insert(0, str(REPOSITORY / "benchmarks"))
from made_evidence import evidence_text, items_of, rubric_of

REGIONS = 12


def made_rubric(counties: int, *, regions: bool) -> dict[str, Any]:
    """This repository's rubric for so many counties, of names as long as they are anywhere."""
    rubric = {**rubric_of(counties), "regions": []}
    for at, county in enumerate(rubric["counties"]):
        county["name"] = f"第{at + 1}大凉山彝族自治州峨边彝族自治县"
        county.pop("region", None)
        if regions:
            # The first region is too large for a page.
            county["region"] = f"city-{0 if at < 130 else at % REGIONS}"
    if regions:
        rubric["regions"] = [
            {"id": f"city-{nth}", "name": f"第{nth + 1}市"} for nth in range(REGIONS)
        ]
    rubric["disclosure"] = "indicators"
    return rubric


def write_many(folder: Path, counties: int, *, regions: bool) -> Path:
    """Write a project of so many counties, of which the first has handed in something."""
    rubric = made_rubric(counties, regions=regions)
    folder.mkdir(parents=True)
    (folder / "site_templates").symlink_to(REPOSITORY / "site_templates")
    (folder / "mkdocs.yml").write_bytes((REPOSITORY / "mkdocs.yml").read_bytes())
    (folder / "rubric.yaml").write_text(json.dumps(rubric, ensure_ascii=False), encoding="utf-8")
    first = rubric["counties"][0]
    own = folder / "content/counties" / first["id"]
    own.mkdir(parents=True)
    for item in items_of(rubric):
        (own / f"{item['id']}.md").write_text(evidence_text(first, item), encoding="utf-8")
    return folder


def announcement(rubric: Rubric) -> Announcement:
    """All points, where every seventh county shares its rank with the one before."""
    counties = tuple(
        AnnouncedCounty(
            county=county.id,
            # In reverse, so that the order of ranks is not the notice's.
            rank=len(rubric.counties) - at + (at % 7 == 6),
            grade="",
            total=f"{40 + at / 10:.2f}",
            sections={block.id: "7.25" for block in rubric.blocks},
            items=tuple(
                AnnouncedItem(item=item, points="3.25", groups={}) for item in rubric.items
            ),
        )
        for at, county in enumerate(rubric.counties)
    )
    return Announcement(
        cycle=rubric.cycle,
        state=State.FINAL,
        demonstration=True,
        disclosure=rubric.disclosure,
        issued=date(2019, 1, 30),
        commended=tuple(county.id for county in rubric.counties[:5]),
        vetoes=(),
        standing=(),
        counties=counties,
        changes=(),
        why="",
    )


def in_state(rubric: Rubric, state: State) -> Log:
    """A log that stands in the state, and where that is final with an announcement."""
    notice = None
    if state is State.FINAL:
        made = announcement(rubric)
        notice = Notice(announcement=made, name="06-final.json", content=b"{}", digest="0" * 64)
    step = Transition(
        number="06", state=state, day=date(2019, 1, 30), by="试", notice=notice, evidence={}
    )
    return Log((step,))


def view(
    root: Path, audience: Audience, state: State, language: SiteLanguage = CHINESE_ALONE[0]
) -> PageContext:
    """What pages about all counties are made from, as if each had handed in what the first has."""
    project = open_project(root)
    project = replace(project, log=in_state(project.rubric, state))
    cycle: CyclePages = current_pages(project, audience, [SiteLanguagePages(project, language)])
    rubric = project.rubric
    first = cycle.write_county(rubric.counties[0], write_nothing)
    results = [
        replace(
            first,
            submission=replace(first.submission, county=county.id),
            receipts=tuple(replace(row, county=county.id) for row in first.receipts),
            digest=first.digest,
            findings=(),
        )
        for county in rubric.counties
    ]
    return cycle.contexts(results)[0]
