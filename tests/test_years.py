"""The pages of past cycles: under their own rubric and address, beside this year where the same."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from archived import PAST, archive_year
from on_folder import assess, assessed_repository
from project_copy import REPOSITORY, replace_text
from repository_sites import Sites
from test_results import announced_figures, figures_on
from year import forget_evidence, go_on, run_year

from generator.chinese.numbers import shown_number
from generator.cli import main
from generator.model.checklist import Checklists
from generator.model.rubric import Target
from generator.model.state import State

INVENTED = REPOSITORY / "content/archive/2017"


def built(root: Path, *more: str) -> Path:
    """The public site of the project, without the search."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["build", "--quiet", "--without-search", *more]) == 0
    return root / "site"


def files_of(site: Path, below: str = "") -> dict[str, bytes]:
    """The files of a site, but for its manifest."""
    return {
        one.relative_to(site).as_posix(): one.read_bytes()
        for one in sorted((site / below).rglob("*"))
        if one.is_file() and one.name != "manifest.json"
    }


def text_of(site: Path, address: str) -> str:
    return (site / address.strip("/") / "index.html").read_text(encoding="utf-8")


def article(text: str) -> str:
    """What the page itself says."""
    return text.split("<article", 1)[1].split("</article>", 1)[0]


def test_archived_cycle_keeps_its_addresses_and_data(project: Path) -> None:
    """All that stood under /2018/ still does; data files are the same to the byte."""
    run_year(project, State.FINAL)
    before = files_of(built(project), "2018")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert main(["archive", "--quiet"]) == 0
    after = files_of(built(project), "2018")
    assert before.keys() == after.keys()
    for path, content in before.items():
        if not path.endswith(".html"):
            assert content == after[path], path
    assert any(path.startswith("2018/data/") for path in after)
    assert any("/attachments/" in path for path in after)
    assert "2018/counties/jia/volume/index.html" in after


def test_past_pages_say_which_year_they_are(public_site: Path) -> None:
    """Tab, title and breadcrumb; the current cycle's pages are another matter."""
    for file in (public_site / "2017").rglob("index.html"):
        text = file.read_text(encoding="utf-8")
        assert "2017年度" in text.split("<title>")[1].split("</title>")[0], file
        assert re.search(r'md-tabs__item--active">\s*<a [^>]*>往年<', text), file
        assert 'class="md-path"' in text
        assert 'class="tz-past-year' in text
    for file in (public_site / "2018").rglob("index.html"):
        text = file.read_text(encoding="utf-8")
        assert 'class="tz-past-year' not in text
        assert not re.search(r'md-tabs__item--active">\s*<a [^>]*>往年<', text)


def test_invented_year_is_marked_everywhere(public_site: Path) -> None:
    """Each page says that the rubric too is made up; each data file carries the mark."""
    for file in (public_site / "2017").rglob("index.html"):
        text = article(file.read_text(encoding="utf-8"))
        assert "演示数据" in text
        assert "真实的2017年度考核，本站没有资料" in text
    data = public_site / "2017/data"
    for name in ("indicators", "checklists", "entries", "results", "targets"):
        lines = (data / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()
        assert {"true"} == {row["demonstration"] for row in csv.DictReader(lines)}, name
    for name in ("indicators", "checklists", "entries", "results"):
        assert json.loads((data / f"{name}.json").read_text(encoding="utf-8"))["demonstration"]
    assert "演示数据" in (data / "datapackage.json").read_text(encoding="utf-8")
    assert "虚构" in (data / "rubric.yaml").read_text(encoding="utf-8")
    feed = (public_site / "feed.xml").read_text(encoding="utf-8")
    assert feed.index("2018/notices/06/") < feed.index("2017/notices/05/")
    assert feed.count("演示数据") == feed.count("<entry>") == 3


def test_real_rubric_is_not_marked_as_invented(public_site: Path) -> None:
    """The indicators of 2018 are those of the notice: their rows carry no mark."""
    lines = (public_site / "2018/data/indicators.csv").read_text(encoding="utf-8-sig").splitlines()
    assert {"false"} == {row["demonstration"] for row in csv.DictReader(lines)}
    assert "引自连科协" in article(text_of(public_site, "/2018/indicators/"))
    assert "不引自任何通知" in article(text_of(public_site, "/2017/indicators/"))


def test_years_are_listed(public_site: Path) -> None:
    """Both cycles with their state, counties and indicators, and what can be compared."""
    text = article(text_of(public_site, "/years/"))
    assert text.index("2018年度") < text.index("2017年度")
    assert "<b>6</b> 个县（区）" in text
    assert "<b>4</b> 个县（区）" in text
    assert "<b>8</b> 项考核内容" in text
    assert 'href="../2017/results/"' in text
    assert "只有一个年度" not in text
    rows = dict(re.findall(r"<tr><th[^>]*><a[^>]*>([^<]*)</a></th>(.*?)</tr>", text))
    assert "能比</td>" in rows["01 科技工作者日"]
    assert "0/1" in rows["05 学术交流"]
    assert "不能比：条文不同" in rows["05 学术交流"]
    assert "2/3" in rows["12 科普活动"]
    assert "02 表彰与举荐" not in rows
    assert "农村科普宣传栏" in text.split("本年度没有的")[1]


def test_one_cycle_has_an_empty_state_and_no_tab(project: Path) -> None:
    """Without an archive the page says so, and the navigation does not lead there."""
    site = built(project)
    assert "只有一个年度" in article(text_of(site, "/years/"))
    home = text_of(site, "/")
    assert "往年" not in home
    assert "years/" not in home
    assert "years/" in article(text_of(site, "/2018/"))


def shown_rows(text: str) -> dict[tuple[str, str], list[str]]:
    """(table, first cell) to the figures and asked numbers of its cells, "" for an absent one."""
    found = {}
    for table in re.findall(r'<table class="tz-over-years">(.*?)</table>', text, re.DOTALL):
        name = re.findall(r"<th[^>]*>([^<]*)</th>", table)[0]
        for title, cells in re.findall(
            r"<tr><th scope=\"row\"><a[^>]*>([^<]*)</a></th>(.*?)</tr>", table
        ):
            found[name, title] = [
                "".join(re.findall(r"<b data-figure>([^<]*)</b><small>([^<]*)", cell)[0])
                if "data-figure" in cell
                else ""
                for cell in re.findall(r"<td>(.*?)</td>", cells)
            ]
    return found


def counted(checklists: Checklists, county: str, clause: str) -> str:
    """The figure and what is asked, as a page writes them."""
    result = checklists[county, clause[:2]].clause(clause)
    assert isinstance(result.asked, Target)
    number = shown_number(result.asked.number)
    return f"{shown_number(result.counted)}≥ {number} {result.asked.unit}"


SAME = {  # of 2018, and of 2017
    "01.1": "01.1",
    "03.1": "02.1",
    "06.2": "04.2",
    "12.1": "05.1",
    "12.3": "05.3",
    "14.2": "06.1",
    "23.2": "08.1",
    "23.3": "08.2",
}


def test_years_stand_beside_each_other_only_where_the_same(public_site: Path) -> None:
    """On every page of an item and a county the figures are those of the two checklists."""
    now, then = assessed_repository(), assess(INVENTED)
    rubric = now.portfolio.rubric
    ids = {one.name: one.id for one in rubric.counties}
    seen = set()
    for item in rubric.items.values():
        rows = shown_rows(text_of(public_site, f"/2018/indicators/{item.id.lower()}/"))
        names = {one.name: one.id for one in item.clauses}
        for (name, of), cells in rows.items():
            if name != "得分":
                clause, owner = names[name], ids[of]
                was = owner in then.portfolio.counties
                past = counted(then.checklists, owner, SAME[clause]) if was else ""
                assert [past, counted(now.checklists, owner, clause)] == cells
                seen.add(clause)
    assert SAME.keys() == seen
    for county in rubric.counties:
        rows = shown_rows(text_of(public_site, f"/2018/counties/{county.id}/"))
        if county.id not in then.portfolio.counties:
            assert rows == {}
            continue
        expected = {
            ("同样的条款", f"{clause[:2]} {rubric.clause(clause).name}"): [
                counted(then.checklists, county.id, past),
                counted(now.checklists, county.id, clause),
            ]
            for clause, past in SAME.items()
        }
        assert expected == rows


def test_what_is_not_the_same_says_why(public_site: Path) -> None:
    """A reworded clause, another number of points, an item that is new."""
    lecture = article(text_of(public_site, "/2018/indicators/12/"))
    assert "2017年度的“科普讲座”不能比：条文不同。" in lecture
    assert "2017年度的得分不能比" in article(text_of(public_site, "/2018/indicators/23/"))
    assert "2017年度没有这一项。" in article(text_of(public_site, "/2018/indicators/09/"))


def test_points_beside_each_other_are_those_announced(public_site: Path) -> None:
    """Points of the same item with the same maximum, each from its year's announcement."""
    rows = shown_rows(text_of(public_site, "/2018/indicators/01/"))
    counties = assessed_repository().project.rubric.county_by_id
    for path, at in (("2017/data", 0), ("2018/data", 1)):
        results = json.loads((public_site / path / "results.json").read_text(encoding="utf-8"))
        for one in results["counties"]:
            name = counties[one["county"]].name
            points = one["indicators"]["01"]["points"]
            assert f"{points}/ 4 分" == rows["得分", name][at]


def test_every_figure_of_a_past_year_is_its_announcements(public_site: Path) -> None:
    """On the pages of 2017 every rank, total and point is what 2017 announced, each somewhere."""
    file = INVENTED / "content/results/2017/05-final.json"
    told = announced_figures(json.loads(file.read_text(encoding="utf-8")))
    counties = list(dict.fromkeys(county for county, _ in told))
    seen = set()
    for page in sorted((public_site / "2017").rglob("*.html")):
        for key, text in figures_on(page, public_site, counties):
            assert told.get(key) == text, (page, key)
            seen.add(key)
    assert told.keys() == seen


def two_years(root: Path, last: State) -> None:
    """2018 in the archive, and 2019 with the same evidence in its own days, in that state."""
    evidence = {
        one.name: one.read_text(encoding="utf-8")
        for one in (root / "content/counties/jia").glob("*.md")
    }
    archive_year(root)
    for name, text in evidence.items():
        file = root / "content/counties/jia" / name
        file.write_text(text.replace("2018-", "2019-"), encoding="utf-8")
    folder = root / "content/counties/jia/attachments"
    folder.mkdir()
    for name in ("list.pdf", "plan.pdf"):
        (folder / name).write_bytes(
            (root / PAST / "content/counties/jia/attachments" / name).read_bytes() + b"\n"
        )
    if last is not State.SETUP:
        go_on(root, State.OPEN)


@pytest.mark.parametrize("last", [State.SETUP, State.OPEN])
def test_running_year_shows_nothing_beside_the_past(last: State, project: Path) -> None:
    """Before its result no figure, bar or file of the public site depends on its evidence."""
    two_years(project, last)
    with_evidence = files_of(built(project))
    text = text_of(project / "site", "/2019/indicators/01/")
    assert ["3≥ 3 场", ""] == shown_rows(text)["活动", "甲县"]
    replace_text(project, "content/counties/jia/01.md", "| 1 场 |", "| 900 场 |")
    assert with_evidence == files_of(built(project))


def test_reviewers_see_the_running_year_beside_the_past(project: Path) -> None:
    """What the public does not see yet is on the reviewers' page, on the scale of both."""
    two_years(project, State.OPEN)
    built(project, "--for", "reviewers", "--out", str(project / "site"))
    rows = shown_rows(text_of(project / "site", "/2019/indicators/01/"))
    assert ["3≥ 3 场", "3≥ 3 场"] == rows["活动", "甲县"]


@pytest.mark.parametrize("level", ["commended", "totals", "sections"])
def test_points_need_both_years_disclosure(level: str, project: Path) -> None:
    """A past year that announced no points by item has none beside this year's."""
    replace_text(project, "rubric.yaml", "disclosure: indicators", f"disclosure: {level}")
    archive_year(project)
    text = text_of(built(project), "/2019/indicators/01/")
    assert "得分不能比：没有都公布各项得分" in text
    assert ("得分", "甲县") not in shown_rows(text)
    county = article(text_of(project / "site", "/2019/counties/jia/"))
    outcome = county.split("tz-year-outcomes")[1].split("</table>")[0]
    assert ("没有公布" in outcome) == (level == "commended")


def test_each_cycle_is_shown_by_its_own_state(project: Path) -> None:
    """An archived log that is cut back hides evidence, results and their files, as its state says."""
    archive_year(project)
    log = project / PAST / "content/results/2018/log"
    for file in [*log.glob("0[2-6]*"), *log.parent.glob("*.json")]:
        file.unlink()
    site = built(project)
    paths = files_of(site, "2018").keys()
    assert "2018/counties/jia/index.html" in paths
    assert not [one for one in paths if "/results/" in one or "/notices/" in one]
    assert not [one for one in paths if "/jia/01/" in one or "/attachments/" in one]
    assert not [one for one in paths if "checklists" in one or "results" in one]
    assert ["", ""] == shown_rows(text_of(site, "/2019/indicators/01/"))["活动", "甲县"]


def test_altered_announcement_of_a_past_year_is_not_shown(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is published beside it, as in its own year."""
    archive_year(project)
    replace_text(project, f"{PAST}/content/results/2018/06-final.json", '"total": "', '"total": "1')
    monkeypatch.chdir(project)
    assert main(["build", "--quiet", "--without-search"]) == 1
    assert not (project / "site").exists()


def test_two_past_years_stand_in_their_order(project: Path) -> None:
    """The newest first on the page of the years, the oldest first in a table."""
    two_years(project, State.OPEN)
    past = project / "content/archive/2017"
    shutil.copytree(project / PAST, past)
    shutil.rmtree(past / "content/results")
    for path in ("rubric.yaml", "content/counties/jia/01.md"):
        text = (past / path).read_text(encoding="utf-8").replace("2018", "2017")
        (past / path).write_text(text.replace("1场次", "7场次"), encoding="utf-8")
    site = built(project, "--for", "reviewers", "--out", str(project / "site"))
    text = article(text_of(site, "/years/"))
    assert text.index("2019年度") < text.index("2018年度") < text.index("2017年度")
    rows = shown_rows(text_of(site, "/2019/indicators/01/"))
    assert ["9≥ 3 场", "3≥ 3 场", "3≥ 3 场"] == rows["活动", "甲县"]


def test_copy_on_a_disk_searches_past_years(sites: Sites) -> None:
    """The offline copy has their pages, links them by file, and can be narrowed to a year."""
    out = sites("public-offline")
    data = (out / "search-data.js").read_text(encoding="utf-8")
    pages = json.loads(data.removeprefix("window.taizhangPages=").rstrip(";\n"))
    years = [
        (address[:4], value)
        for address, _, _, facets in pages
        for name, value in facets
        if name == "年度"
    ]
    assert {("2017", "2017年度"), ("2018", "2018年度")} == set(years)
    assert 'href="../2017/index.html"' in text_of(out, "/years/")


def test_sitemap_names_past_years(project: Path) -> None:
    """With a public address the sitemap has the past cycle's pages as well."""
    archive_year(project)
    replace_text(project, "mkdocs.yml", "site_name", "site_url: https://example.org/\nsite_name")
    text = (built(project) / "sitemap.xml").read_text(encoding="utf-8")
    assert "<loc>https://example.org/2018/counties/jia/01/</loc>" in text
    assert "<loc>https://example.org/years/</loc>" in text


def test_reviewers_are_told_of_the_archive_on_its_page(project: Path) -> None:
    """A finding in archived evidence stands on the page of that evidence, for reviewers alone."""
    archive_year(project)
    forget_evidence(project / PAST)
    file = project / PAST / "content/counties/jia/01.md"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gbk"))
    built(project, "--for", "reviewers", "--out", str(project / "review"))
    assert "unreadable-file" in text_of(project / "review", "/2018/counties/jia/01/")
    assert "unreadable-file" not in text_of(built(project), "/2018/counties/jia/01/")
