"""A county's page as a story: every sentence, place and entry is what is counted and announced."""

import json
import re
import statistics
from collections.abc import Iterator
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from project_copy import REPOSITORY, replace_text
from year import run_year

from generator.cli import main
from generator.model.site_language import CHINESE_ALONE
from generator.model.state import Audience, State
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

FILE = "content/counties/jia/{}.md"
Checklists = list[dict[str, Any]]
ANNOUNCED: list[dict[str, Any]] = json.loads(
    (REPOSITORY / "content/results/2018/06-final.json").read_text(encoding="utf-8")
)["counties"]
COUNTIES = [one["county"] for one in ANNOUNCED]


@pytest.fixture
def checklists(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Checklists:
    """What ``check --format json`` prints."""
    monkeypatch.chdir(REPOSITORY)
    assert main(["check", "--quiet", "--format", "json"]) == 0
    told: Checklists = json.loads(capsys.readouterr().out)["checklists"]
    return told


def part(site: Path, county: str, anchor: str) -> str:
    """What stands on the county's page under the heading."""
    html = (site / f"2018/counties/{county}/index.html").read_text(encoding="utf-8")
    return html.split(f'<h2 id="{anchor}">')[1].split("<h2 ")[0]


def lines(html: str) -> list[tuple[str, str]]:
    """(target of its link, text) of each line of a list."""
    found = re.findall(r"<li>(.*?)</li>", html, re.DOTALL)
    return [
        (unescape(re.findall(r'href="([^"]+)"', one)[0]), unescape(re.sub(r"<[^>]+>", "", one)))
        for one in found
    ]


def figures(county: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield "total", county["total"]
    yield from county["sections"].items()


@pytest.mark.parametrize("county", COUNTIES)
def test_range_is_that_of_the_announcement(public_site: Path, county: str) -> None:
    """Own, lowest, median and highest of every figure announced; the drawing has their places."""
    html = part(public_site, county, "range")
    for key, own in figures(next(one for one in ANNOUNCED if one["county"] == county)):
        row = re.search(rf'<tr data-range="{key}">(.*?)</tr>', html, re.DOTALL)
        assert row is not None
        field = sorted((dict(figures(one))[key] for one in ANNOUNCED), key=Fraction)
        middle = statistics.median(map(Fraction, field))
        texts = re.findall(r'<td class="tz-n">(?:<b[^>]*>)?([\d.]+)', row[1])
        assert [own, field[0], field[-1]] == [texts[0], texts[1], texts[3]]
        assert middle == Fraction(texts[2])
        low, span = Fraction(field[0]), Fraction(field[-1]) - Fraction(field[0])
        drawn = re.findall(r'(?:tz-goal" x1|cx)="([\d.]+)%"', row[1])
        places = [float(100 * (one - low) / span) for one in (middle, Fraction(own))]
        assert places == pytest.approx([float(one) for one in drawn], abs=0.01)


@pytest.mark.parametrize("county", COUNTIES)
def test_standings_say_where_each_figure_is(public_site: Path, county: str) -> None:
    """Each figure announced is named once, under where it stands among those of all."""
    told = part(public_site, county, "range").split("</dl>")[0]
    lines = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", told))
    named = [one for names in lines.values() for one in names.split("、")]
    rows = re.findall(
        r'<tr data-range="([^"]+)"><th scope="row">([^<]+)<', part(public_site, county, "range")
    )
    names = dict(rows)
    assert sorted(named) == sorted(names.values())
    for key, own in figures(next(one for one in ANNOUNCED if one["county"] == county)):
        field = [Fraction(dict(figures(one))[key]) for one in ANNOUNCED]
        middle, at = statistics.median(field), Fraction(own)
        if at > middle:
            word = "最高" if at == max(field) else "高于中位数"
        elif at < middle:
            word = "最低" if at == min(field) else "低于中位数"
        else:
            word = "等于中位数"
        assert names[key] in lines[word].split("、")


@pytest.mark.parametrize("county", COUNTIES)
def test_range_of_clauses_met_is_that_of_the_check(
    public_site: Path, checklists: Checklists, county: str
) -> None:
    """How many clauses each county has met, from the check's own data."""
    met = dict.fromkeys(COUNTIES, 0)
    for one in checklists:
        met[one["county"]] += sum(clause["state"] == "met" for clause in one["clauses"])
    row = part(public_site, county, "range").split('<tr data-range="met">')[1]
    texts = re.findall(r'<td class="tz-n">(?:<b[^>]*>)?([\d.]+)', row)
    middle = statistics.median(map(Fraction, met.values()))
    assert [met[county], min(met.values()), max(met.values())] == [
        int(texts[at]) for at in (0, 1, 3)
    ]
    assert middle == Fraction(texts[2])


def entries_of(checklist: dict[str, Any], clause: str, parts: dict[str, list[str]]) -> int:
    own = {clause, *parts.get(clause, ())}
    return sum(one["counts"] and one["clause"] in own for one in checklist["entries"])


def parts_of() -> dict[str, list[str]]:
    """Each clause's parts, by the rubric's own words."""
    parts: dict[str, list[str]] = {}
    text = (REPOSITORY / "rubric.yaml").read_text(encoding="utf-8")
    ids = re.split(r'(?:- \{|- )id: "(\d\d\.\d+|B\d\.\d+)"', text)
    for clause, rest in zip(ids[1::2], ids[2::2], strict=True):
        if found := re.search(r'part-of: "([^"]+)"', rest.split("indicators:")[0]):
            parts.setdefault(found[1], []).append(clause)
    return parts


@pytest.mark.parametrize("county", COUNTIES)
def test_each_clause_with_a_number_has_its_sentence(
    public_site: Path, checklists: Checklists, county: str
) -> None:
    """Asked, entries, counted and how far off, as the check says; each leads to its clause."""
    told = dict(lines(part(public_site, county, "clauses")))
    parts, expected = parts_of(), 0
    for checklist in checklists:
        for clause in checklist["clauses"]:
            if checklist["county"] != county or clause["target"] is None:
                continue
            expected += 1
            sentence = told[f"{checklist['indicator'].lower()}/#{clause['clause']}"]
            assert sentence.startswith(f"{clause['name']}：要求 {clause['target']}")
            counted, proven = Fraction(clause["counted"]), Fraction(clause["proven"])
            target, entries = (
                Fraction(clause["target"]),
                entries_of(checklist, clause["clause"], parts),
            )
            if "材料" not in sentence and clause["unit"] != "%" and entries:
                assert f"，台账 {entries} 条有效，共 {counted} {clause['unit']}，" in sentence
            if clause["state"] == "short" and clause["unit"] != "%":
                assert sentence.endswith(f"，还差 {target - counted} {clause['unit']}。")
            elif clause["state"] == "unproven":
                assert f"还差 {target - proven} " in sentence
                assert sentence.endswith("的佐证。")
            elif clause["state"] == "met" and counted == target:
                assert sentence.endswith("，正好达到。")
    assert expected == len(told)


def test_sentences_read_as_people_write(public_site: Path) -> None:
    """One of each kind, word for word."""
    told = [text for _, text in lines(part(public_site, "donghai", "clauses"))]
    assert "典型案例：要求 5 家，台账 4 条有效，共 4 家，还差 1 家。" in told
    assert "学术交流活动：要求 6 场，台账 7 条有效，共 7 场，超出 1 场。" in told
    assert "科技服务站：要求 2 家，材料未计入，还差 2 家。" in told
    assert "连接指数：要求 90%，台账最近一次为 85%，还差 5 个百分点。" in told
    assert (
        "科技信息推送：要求 10 家，台账 4 条有效，共 10 家，其中有佐证的 8 家，还差 2 家的佐证。"
        in told
    )


@pytest.mark.parametrize("county", COUNTIES)
def test_timeline_has_each_entry_that_counts_once(
    public_site: Path, checklists: Checklists, county: str
) -> None:
    """In its month, with the way to its row; what cites another entry is not told again."""
    html = part(public_site, county, "timeline")
    told = []
    for month in html.split("<h3>")[1:]:
        year, number = re.findall(r"\d+", month)[:2]
        head = re.search(r"<small>(\d+) 件", month)
        assert head is not None
        found = lines(month)
        assert len(found) == int(head[1])
        told += [(f"{year}-{int(number):02}", target) for target, _ in found]
    expected = [
        (one["date"][:7], f"{checklist['indicator'].lower()}/#{one['anchor']}")
        for checklist in checklists
        if checklist["county"] == county
        for one in checklist["entries"]
        if one["counts"] and not one["title"].startswith("见 ")
    ]
    assert sorted(told) == sorted(expected)
    assert [month for month, _ in told] == sorted(month for month, _ in told)


def test_page_of_a_county_lists_the_notices_and_what_they_change(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest first; an amendment says on the county's page what of it was changed."""
    monkeypatch.chdir(project)
    run_year(project, State.AMENDED)
    assert main(["build", "--quiet", "--without-search"]) == 0
    assert "台账里还没有计入的事。" in part(project / "site", "yi", "timeline")
    told = part(project / "site", "jia", "papers")
    assert [f"../../notices/0{number}/" for number in (8, 6, 5)] == [
        target for target, _ in lines(told)[1:]
    ]
    document = json.loads(
        (project / "content/results/2018/08-amended.json").read_text(encoding="utf-8")
    )
    changes = {one["county"]: one for one in document["changes"]["what"] if one["field"] == "total"}
    for county in ("jia", "yi"):
        told = part(project / "site", county, "papers")
        if county in changes:
            before, after = changes[county]["before"], changes[county]["after"]
            assert f"总分：<del>{before}</del> 改为 <ins>{after}</ins>" in told
        else:
            assert "改为" not in told
    assert changes


def test_citation_leads_to_the_entry_it_cites(project: Path) -> None:
    """In its own file and in another; a number that nobody has leads nowhere."""
    row = "| | 见 {} | 活动 | 1 场 | | | |\n"
    rows = "".join(map(row.format, ("j-1", "j-9", "j-8")))
    replace_text(project, FILE.format("01"), "| 2018-12-01 |", rows + "| 2018-12-01 |")
    replace_text(project, FILE.format("02"), "| 佐证 |\n|---|", "| 佐证 | 编号 |\n|---|---|")
    replace_text(
        project,
        FILE.format("02"),
        "| 1 场 | | |",
        "| 1 场 | | | j-8 |\n| | 见 j-1 | 会议 | 1 场 | | | |",
    )
    opened = open_project(project)

    def body(item: str, audience: Audience) -> str:
        pages = pages_of(opened, audience, CHINESE_ALONE[0])
        return next(page.body for page in pages if page.address.endswith(f"/counties/jia/{item}/"))

    reviewed = body("01", Audience.REVIEWERS)
    assert '<a href="#j-1">见 j-1</a>' in reviewed
    assert "<td>见 j-9</td>" in reviewed
    assert '<a href="../02/#j-8">见 j-8</a>' in reviewed
    assert '<a href="../01/#j-1">见 j-1</a>' in body("02", Audience.REVIEWERS)
