"""The model and our own page fragments as they were last agreed to.

Where a difference is meant, ``make snapshots`` writes it, and the commit shows it. The page of
the rules is left out: it is the text of the rules themselves.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from model_text import checklist_lines, entry_lines, finding_lines, rubric_lines
from on_folder import Assessed, assess
from project_copy import copy_invented, replace_text
from year import run_year

from generator.model.message import Language
from generator.model.page import Page
from generator.model.state import Audience, State
from generator.usecases.build_site import site_languages
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

SNAPSHOTS = Path(__file__).parent / "snapshots"
EVIDENCE = "content/counties/jia/01.md"
# A faulty row of each sort, and one that cites another.
FAULTS = (
    ("| 2018-03-12 |", "| 3月12日 |"),
    ("1场次", "约 1 场"),
    ("| [签到表](attachments/list.pdf) | j-2 |", "| | j-2 |"),
    (
        "| 2018-12-01 |",
        "| | 见 j-2 | 活动 | 1 场 | | | |\n| 2018-10-01 | 冬季活动 | 活跃 | 1 场 | | | |\n| 2018-12-01 |",
    ),
)
MODEL = ("rubric", "entries", "checklists", "findings", "findings-english")
# A page of each kind after a whole year, by the name of its snapshot.
PAGES = {
    "home": "/",
    "overview": "/2018/",
    "matrix": "/2018/matrix/",
    "compare": "/2018/compare/",
    "compare-two": "/2018/compare/jia--yi/",
    "calendar": "/2018/calendar/",
    "burden": "/2018/burden/",
    "results": "/2018/results/",
    "notice": "/2018/notices/08/",
    "counties": "/2018/counties/",
    "county": "/2018/counties/jia/",
    "county-without-evidence": "/2018/counties/yi/",
    "evidence": "/2018/counties/jia/01/",
    "evidence-missing": "/2018/counties/yi/01/",
    "volume": "/2018/counties/jia/volume/",
    "indicators": "/2018/indicators/",
    "indicator": "/2018/indicators/01/",
    "method": "/2018/method/",
    "data": "/2018/data/",
    "years": "/years/",
}
ENGLISH = ("evidence", "results")

# Another zlib packs a workbook into other bytes, which the description of the data names.
_PACKED = re.compile(
    r'((?:\.xlsx|datapackage\.json)</a>.*<td class="tz-n">)[^<]*(</td><td><code) title="\w+">\w+'
)

Check = Callable[[str, str], None]


@pytest.fixture
def matches(request: pytest.FixtureRequest) -> Check:
    """Compare a text with the snapshot of that name, or write it where this is asked for."""

    def check(name: str, text: str) -> None:
        file = SNAPSHOTS / name
        if request.config.getoption("--update-snapshots"):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == text

    return check


def page_text(page: Page) -> str:
    """What of a page is ours: its title, its description, its headings and its body."""
    headings = "".join(f"<!-- #{heading.anchor} {heading.title} -->\n" for heading in page.contents)
    body = _PACKED.sub(r"\1\2>", page.body)
    return f"<!-- {page.title}: {page.description} -->\n{headings}{body}\n"


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project while evidence is handed in, with faults in one file."""
    root = copy_invented(tmp_path_factory.mktemp("faulty"))
    for old, new in FAULTS:
        replace_text(root, EVIDENCE, old, new)
    return root


@pytest.fixture(scope="module")
def assessed(faulty: Path) -> Assessed:
    return assess(faulty)


def model_lines(assessed: Assessed, name: str) -> Iterable[str]:
    match name:
        case "rubric":
            return rubric_lines(assessed.portfolio.rubric)
        case "entries":
            return entry_lines(assessed.checklists.values())
        case "checklists":
            return checklist_lines(assessed.checklists.values())
        case "findings":
            return finding_lines(assessed.findings, Language.CHINESE)
        case _:
            return finding_lines(assessed.findings, Language.ENGLISH)


@pytest.mark.parametrize("name", MODEL)
def test_model_is_as_agreed(name: str, assessed: Assessed, matches: Check) -> None:
    """What is read of the invented project, counted and found in it."""
    matches(f"model/{name}.txt", "\n".join(model_lines(assessed, name)) + "\n")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[Language, dict[str, Page]]:
    """The public's pages after a whole year with an amendment, by language and address."""
    root = copy_invented(tmp_path_factory.mktemp("year"))
    run_year(root, State.AMENDED)
    project = open_project(root)
    return {
        site.language: {
            str(page.address): page for page in pages_of(project, Audience.PUBLIC, site)
        }
        for site in site_languages(project)
    }


@pytest.mark.parametrize("name", PAGES)
def test_page_is_as_agreed(
    name: str, pages: dict[Language, dict[str, Page]], matches: Check
) -> None:
    """What a page of each kind says, without the theme around it."""
    matches(f"pages/{name}.html", page_text(pages[Language.CHINESE][PAGES[name]]))


@pytest.mark.parametrize("name", ENGLISH)
def test_english_page_is_as_agreed(
    name: str, pages: dict[Language, dict[str, Page]], matches: Check
) -> None:
    """Two of them in English, where Chinese names are marked."""
    page = pages[Language.ENGLISH][f"/en{PAGES[name]}"]
    matches(f"pages/{name}-english.html", page_text(page))


def test_findings_on_a_page_are_as_agreed(faulty: Path, matches: Check) -> None:
    """The reviewers' page of evidence with faults."""
    project = open_project(faulty)
    (site, *_) = site_languages(project)
    (page,) = (
        page
        for page in pages_of(project, Audience.REVIEWERS, site)
        if page.address == PAGES["evidence"]
    )
    matches("pages/evidence-with-findings.html", page_text(page))


def test_every_snapshot_is_compared() -> None:
    """No file lies there that no test reads."""
    expected = {f"model/{name}.txt" for name in MODEL}
    expected |= {f"pages/{name}.html" for name in (*PAGES, "evidence-with-findings")}
    expected |= {f"pages/{name}-english.html" for name in ENGLISH}
    files = (file for file in SNAPSHOTS.rglob("*") if file.is_file())
    assert {file.relative_to(SNAPSHOTS).as_posix() for file in files} == expected


def test_every_kind_of_page_has_a_snapshot(pages: dict[Language, dict[str, Page]]) -> None:
    """Each shape of address is one of those compared, but for the page of the rules."""

    def shape(address: str) -> tuple[str, ...]:
        known = ("compare", "counties", "indicators", "notices", "volume")
        first, *rest = address.strip("/").split("/")
        return (first, *(part if part in known or not at else "*" for at, part in enumerate(rest)))

    built = {shape(address) for address in pages[Language.CHINESE]}
    assert built == {shape(address) for address in (*PAGES.values(), "/rules/")}
