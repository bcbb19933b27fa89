"""What reviewers read beside a ledger row: why it does not count, never what the county is to do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from archived import PAST, archive_year
from lxml.html import HtmlElement, document_fromstring
from on_folder import assess
from project_copy import copy_invented, replace_text
from year import forget_evidence, run_year

from generator.model.message import Language
from generator.model.state import Audience, State
from generator.report.catalogue import Catalogue
from generator.usecases.build_site import site_languages
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

EVIDENCE = "content/counties/jia/01.md"
ATTACHMENTS = "content/counties/jia/attachments"
PAGE = "/2018/counties/jia/01/"
LAST = "| 2018-12-01 | 服务统计 | 服务率 | 46/50 | | [统计](attachments/list.pdf) | j-4 |\n"
# A picture under the name of a PDF is withheld.
NO_PDF = b"\xff\xd8\xff\xe0 no picture either"

Edit = tuple[str, str]
Project = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Makes the invented project with passages of one evidence file replaced."""
    root = copy_invented(tmp_path)

    def make(*edits: Edit) -> Path:
        for old, new in edits:
            replace_text(root, EVIDENCE, old, new)
        return root

    return make


def body(root: Path, audience: Audience = Audience.REVIEWERS, page: str = PAGE) -> HtmlElement:
    """The page in Chinese as that audience gets it."""
    opened = open_project(root)
    (site, *_) = site_languages(opened)
    (found,) = (one for one in pages_of(opened, audience, site) if one.address == page)
    return document_fromstring(str(found.body))


def row_told(page: HtmlElement, title: str) -> tuple[str, str]:
    """The verdict in the row of that event, and what stands right below the row."""
    (row,) = page.xpath(f"//tr[td[2]='{title}' or starts-with(td[1]/code, '{title}')]")
    below = row.getnext()
    told = below is not None and below.get("class") == "tz-row-findings"
    return row[-1].text_content(), below.text_content().strip() if told else ""


@pytest.mark.parametrize(
    ("edit", "title", "verdict", "fact"),
    [
        (("2018-03-12", "3月某日"), "春季活动", "不计：日期不识别", "“3月某日”不是能识别的日期"),
        (("2018-03-12", "2017-03-12"), "春季活动", "不计：不在考核期内", "2017-03-12"),
        (("1场次", "约 1 场"), "秋季活动", "不计：数量不确切", "“约 1 场”不确切，不计入"),
        (("1场次", "1篇"), "秋季活动", "不计：计量单位不符", "“1篇”不计"),
        (("1场次", "若干"), "秋季活动", "不计：数量不识别", "“若干”"),
        (("秋季活动 | 活动", "秋季活动 | 活跃"), "秋季活动", "不计：条款不识别", "没有条款“活跃”"),
        (
            ("1场次", "3余场"),
            "秋季活动",
            "计入，多次只有一份佐证部分计入：按下限",
            "“3余场”按 3 场计",
        ),
        (("| 夏季活动", "| 拟举办夏季活动"), "拟举办夏季活动", "计入，但像是计划", "像是计划"),
        (("46/50", "51/50"), "服务统计", "计入，超过 100 %", "51/50"),
        (
            (
                "[统计](attachments/list.pdf)",
                "[统计](attachments/list.pdf)、[表](attachments/a.pdf)",
            ),
            "服务统计",
            "计入，有的佐证不算",
            "附件“attachments/a.pdf”不存在",
        ),
        (
            ("[统计](attachments/list.pdf)", "[统计](attachments/a.pdf)"),
            "服务统计",
            "计入，佐证不算",
            "附件“attachments/a.pdf”不存在",
        ),
        (
            (LAST, f"{LAST}| 2018-12-02 | 少一格 | 活动 |\n"),
            "| 2018-12-02",
            "读不出来，不计",
            "格",
        ),
        (
            (LAST, f"{LAST}| | 见 j-77 | 活动 | | | | |\n"),
            "见 j-77",
            "不计：引用的条目不存在",
            "j-77",
        ),
        (("[统计](attachments/list.pdf)", ""), "服务统计", "计入，缺佐证", ""),
        (("办好活动。", "办好活动。"), "春季活动", "计入", ""),
    ],
)
def test_a_row_says_why(project: Project, edit: Edit, title: str, verdict: str, fact: str) -> None:
    """A short mark with its reason in the row, the fact right below, nothing where all is well."""
    seen, told = row_told(body(project(edit)), title)
    assert verdict == seen
    assert fact in told
    assert bool(fact) == bool(told)


def test_a_refused_file_is_named_at_its_row(project: Project) -> None:
    """What is wrong with a file stands at every row that links it."""
    root = project(("attachments/list.pdf) | j-4", "attachments/b.pdf) | j-4"))
    (root / ATTACHMENTS / "b.pdf").write_bytes(NO_PDF)
    _, told = row_told(body(root), "服务统计")
    assert "“b.pdf”不是 .pdf 文件" in told


def test_rows_of_one_reason_are_grouped(project: Project) -> None:
    """Each reason stands once above the ledger, with a way to each of its rows."""
    page = body(
        project(("2018-03-12", "春天"), ("2018-06-01 至 2018-06-02", "夏天"), ("1场次", "约 1 场"))
    )
    groups = {
        one.findtext("summary") + one.findtext("summary/b"): one.xpath(".//a/@href")
        for one in page.xpath("//ul[@class='tz-reasons']//details")
    }
    assert groups == {
        "不计：日期不识别 2 条": ["#j-1", "#j-2"],
        "不计：数量不确切 1 条": ["#j-3"],
    }
    ids = set(page.xpath("//tr/@id"))
    assert {link.removeprefix("#") for links in groups.values() for link in links} <= ids


def test_one_row_says_a_thing_once(project: Project) -> None:
    """Links of one row to the same missing file are one fact."""
    twice = "[统计](attachments/a.pdf)、[统计表](attachments/a.pdf)"
    _, told = row_told(body(project(("[统计](attachments/list.pdf)", twice))), "服务统计")
    assert told == "附件“attachments/a.pdf”不存在"


def test_a_repeated_row_leads_to_the_one_that_counts(project: Project) -> None:
    """Judges know no lines of files."""
    page = body(project((LAST, f"{LAST}{LAST.replace('j-4', 'j-5')}")))
    (below,) = page.xpath("//tr[@class='tz-row-findings'][.//a]")
    assert below.xpath(".//a/@href") == ["#j-4"]
    assert below.getprevious().get("id") == "j-5"


def test_the_rest_is_folded_below(project: Project) -> None:
    """What decides no row stands closed behind the evidence, and no finding above it."""
    page = body(project(("办好活动。", "办好活动。<!-- 核 -->"), ("2018-03-12", "春天")))
    (rest,) = page.xpath("//details[contains(@class, 'tz-findings')]")
    assert rest.get("open") is None
    assert rest.xpath("preceding::table[@class='tz-ledger']")
    assert "注释" in rest.text_content()
    assert "春天" not in rest.text_content()


def test_nothing_is_lost_between_row_and_rest(project: Project) -> None:
    """Every finding of the file is told once, in the row's verdict, beside it or in the rest."""
    root = project(
        ("办好活动。", "办好活动。<!-- 核 -->"),
        ("2018-03-12", "春天"),
        ("j-3 |", "j-2 |"),
        (LAST, f"{LAST}| 合计 | | | 2 场 | | | |\n| 2018-12-02 | 少一格 |\n"),
    )
    catalogue = Catalogue(Language.CHINESE)
    found = [
        catalogue.translate_finding(one)
        for one in assess(root).findings
        if one.place.path == EVIDENCE
    ]
    text = body(root).text_content()
    assert len(found) >= 5
    assert [one.message for one in found if one.message not in text] == []
    assert [one.fix for one in found if one.fix in text] == []


def test_the_public_reads_no_finding(project: Project) -> None:
    """It has the verdict that the count gives, in the page and in the volume alike."""
    root = project()
    run_year(root, State.FINAL)
    forget_evidence(root)
    replace_text(root, EVIDENCE, "2018-03-12", "春天")
    replace_text(root, EVIDENCE, "1场次", "3余场")
    for page in (PAGE, "/2018/counties/jia/volume/"):
        seen = body(root, Audience.PUBLIC, page)
        assert "不计：日期不识别" in seen.text_content()
        assert "按下限" not in seen.text_content()
        assert "不是能识别的日期" not in seen.text_content()
        assert not seen.xpath("//*[contains(@class, 'findings') or contains(@class, 'reasons')]")
    assert row_told(body(root), "春季活动")[1]


def told_of_county(root: Path, county: str) -> list[str]:
    """What stands folded on the county's page."""
    page = body(root, page=f"/2018/counties/{county}/")
    return [one.text_content() for one in page.xpath("//details[@class='tz-findings']//strong")]


def test_findings_of_no_evidence_stand_on_the_county_page(project: Project) -> None:
    """Those of attachments and of the statement, by their files; none that evidence pages show."""
    root = project(("2018-03-12", "春天"))
    (root / ATTACHMENTS / "b.pdf").write_bytes(NO_PDF)
    replace_text(root, "content/counties/jia/index.md", "\n\n", "\n\n<!-- 核 -->\n\n")
    told = told_of_county(root, "jia")
    assert any(one.startswith("attachments/b.pdf：") for one in told)
    assert any(one.startswith("index.md 第 3 行：") for one in told)
    assert not any("01.md" in one for one in told)


def test_a_past_cycle_has_them_too(project: Project) -> None:
    """On the county's page of that year, where its attachments are."""
    root = project()
    archive_year(root)
    forget_evidence(root / PAST)
    (root / PAST / ATTACHMENTS / "b.pdf").write_bytes(NO_PDF)
    assert any(one.startswith("attachments/b.pdf：") for one in told_of_county(root, "jia"))


def test_what_two_counties_share_stands_on_the_later_county_page(project: Project) -> None:
    """A page that proves an entry of another county is found when all counties are read."""
    root = project()
    text = (root / EVIDENCE).read_text(encoding="utf-8").replace("attachments/", "https://a.test/")
    (root / "content/counties/yi").mkdir()
    (root / "content/counties/yi/01.md").write_text(text, encoding="utf-8")
    assert any(
        one.startswith("01.md 第 ") and "也是别的县（区）的佐证" in one
        for one in told_of_county(root, "yi")
    )
