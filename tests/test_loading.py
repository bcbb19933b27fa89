"""Hostile and broken input: always a finding with its place, never an exception."""

import os
import shutil
import subprocess
import sys
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from on_folder import portfolio_in
from project_copy import INVENTED, REPOSITORY

from generator.chinese.dates import read_span, suggest_date
from generator.chinese.numbers import read_quantity
from generator.load.evidence.cells import split_row
from generator.load.evidence.evidence_file import read_evidence
from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.yaml_events import Mapping, Scalar, UnreadableYaml, read_yaml
from generator.model.evidence import Precision
from generator.model.html import RawHtml
from generator.model.message import Language
from generator.model.page import Address
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.pages.sanitise import sanitise
from generator.pages.templates import Templates
from generator.report.catalogue import Catalogue

HERE = Place("x.yaml")
GOOD = (INVENTED / "content/counties/jia/01.md").read_text(encoding="utf-8")


def rubric() -> Rubric:
    portfolio = portfolio_in(INVENTED)
    assert portfolio is not None
    return portfolio.rubric


RUBRIC = rubric()


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\nb: *x",
        "a: !!python/object/apply:os.system ['true']",
        "<<: {a: 1}",
        "a: 1\n---\nb: 2",
        "[" * 100_000,
        "{a: " * 40 + "}" * 40,
        "? [a]\n: b",
        "",
        "a: \x07",
        "a: 'unclosed",
        "\ta: 1",
        "a: b: c",
    ],
)
def test_hostile_yaml_is_refused(text: str) -> None:
    """What a data file has no use for is refused with a place and a reason."""
    with pytest.raises(UnreadableYaml) as caught:
        read_yaml(text, HERE)
    assert caught.value.fault.place.line >= 1
    assert caught.value.fault.values["reason"]


@pytest.mark.parametrize("text", ["NO", "yes", "010", "1_000", "2018-03-12", "~", "1e3", ".inf"])
def test_scalars_stay_text(text: str) -> None:
    """Nothing is turned into a number, a date or a truth value."""
    node, faults = read_yaml(f"key: {text}", HERE)
    assert isinstance(node, Mapping)
    assert node.get("key") == Scalar(Place("x.yaml", 1, 6), text)
    assert faults == ()


def test_equal_keys_are_told_after_normalising() -> None:
    """Full-width and half-width forms are one key; the first is kept."""
    node, faults = read_yaml("ab: 1\nａｂ: 2", HERE)
    assert isinstance(node, Mapping)
    assert [fault.code for fault in faults] == ["duplicate-key"]
    assert faults[0].place == Place("x.yaml", 2, 1)
    assert len(node.items) == 1


plain = st.dictionaries(
    st.text("abcdef", min_size=1),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"])),
    min_size=1,
)


@given(plain)
def test_yaml_reads_back(data: dict[str, str]) -> None:
    """Any mapping of texts that PyYAML writes is read back as it was."""
    text = yaml.safe_dump(data, allow_unicode=True, default_style='"')
    node, faults = read_yaml(text, HERE)
    assert isinstance(node, Mapping)
    read = {key.text: one.text for key, one in node.items if isinstance(one, Scalar)}
    assert data == read
    assert faults == ()


@pytest.mark.parametrize(
    ("text", "value", "unit", "precision"),
    [
        ("1 场", "1", "场", Precision.EXACT),
        ("3场次", "3", "场", Precision.EXACT),
        ("300余人", "300", "人", Precision.AT_LEAST),
        ("1600多人", "1600", "人", Precision.AT_LEAST),
        ("约2万份", "20000", "份", Precision.ABOUT),
        ("2万余份", "20000", "份", Precision.AT_LEAST),
        ("1.5万份", "15000", "份", Precision.EXACT),
        ("20家以上", "20", "家", Precision.AT_LEAST),
        ("46/50", "92", "%", Precision.EXACT),
        ("92%", "92", "%", Precision.EXACT),
        ("92.5％", "92.5", "%", Precision.EXACT),
        ("1/3", "100/3", "%", Precision.EXACT),
        ("46/40", "115", "%", Precision.EXACT),
        ("125%", "125", "%", Precision.EXACT),
        ("3百余人", "300", "人", Precision.AT_LEAST),
        ("三百余人", "300", "人", Precision.AT_LEAST),
        ("一百场", "100", "场", Precision.EXACT),
        ("十二场", "12", "场", Precision.EXACT),
        ("二十场", "20", "场", Precision.EXACT),
        ("两场", "2", "场", Precision.EXACT),
        ("三百零五人", "305", "人", Precision.EXACT),
        ("三百二十人", "320", "人", Precision.EXACT),
        ("两千五百人", "2500", "人", Precision.EXACT),
        ("1.2万人", "12000", "人", Precision.EXACT),
        ("1万2千人", "12000", "人", Precision.EXACT),
        ("一百二十万份", "1200000", "份", Precision.EXACT),
        ("1亿人", "100000000", "人", Precision.EXACT),
        ("20余件", "20", "件", Precision.AT_LEAST),
        ("五百多人", "500", "人", Precision.AT_LEAST),
        ("超300人", "300", "人", Precision.AT_LEAST),
        ("百余场", "100", "场", Precision.AT_LEAST),
        ("上百场", "100", "场", Precision.AT_LEAST),
        ("近百人", "100", "人", Precision.ABOUT),
        ("千余人", "1000", "人", Precision.AT_LEAST),
        ("不少于6场", "6", "场", Precision.AT_LEAST),
        ("300人左右", "300", "人", Precision.ABOUT),
        ("近300人", "300", "人", Precision.ABOUT),
        ("大约20场", "20", "场", Precision.ABOUT),
        ("30场上下", "30", "场", Precision.ABOUT),
        ("1 场（300余人次）", "1", "场", Precision.EXACT),
        ("2场(每场50人)", "2", "场", Precision.EXACT),
    ],
)
def test_quantities(text: str, value: str, unit: str, precision: Precision) -> None:
    """Quantities as people write them."""
    quantity = read_quantity(text, {"场": "场", "场次": "场"})
    assert quantity is not None
    assert (Fraction(value), unit, precision) == (quantity.value, quantity.unit, quantity.precision)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "场",
        "若干场",
        "1",
        "-1 场",
        "1,000 场",
        "１ 场",
        "1/0",
        "3-5 场",
        "1 场 2 场",
        "1万",
        "九成",
        "九成五",
        "三成半",
        "几场",
        "数场",
        "十几人",
        "数十人",
        "百人",
        "上30场",
        "数百余人",
        "一千二百百人",
        "一千二人",
        "一万二人",
        "二三场",
        "二〇一八场",
        "三.五场",
        "1..2场",
    ],
)
def test_unreadable_quantities(text: str) -> None:
    """What is not beyond doubt is not guessed."""
    assert read_quantity(text, {}) is None


DATES = {
    "3月12日-14日": "2018-03-12 至 2018-03-14",
    "2018年3月12日至14日": "2018-03-12 至 2018-03-14",
    "2018.3.12-14": "2018-03-12 至 2018-03-14",
    "2018-03-12 至 14": "2018-03-12 至 2018-03-14",
    "3月12-14日": "2018-03-12 至 2018-03-14",
    "5月30日—6月2日": "2018-05-30 至 2018-06-02",
    "3.1-3.5": "2018-03-01 至 2018-03-05",
    "20180312": "2018-03-12",
    "三月十二日": "2018-03-12",
    "二〇一八年三月十二日": "2018-03-12",
    "二零一八年十二月三十一日": "2018-12-31",
    "3月12日（周一）": "2018-03-12",
    "2018年3月12日星期一": "2018-03-12",
    "3月12日上午": "2018-03-12",
    "2018年3月12日下午2:30": "2018-03-12",
    "2018-03-12 09:00": "2018-03-12",
    "2018-06-05 00:00:00": "2018-06-05",
    "18.3.12": "2018-03-12",
    "2018 年 3 月 12 日": "2018-03-12",
    "2018\u201103\u201112": "2018-03-12",
    "3.12": "2018-03-12",
    "3-12": "2018-03-12",
    "43171": "2018-03-12",
    "5.1": None,
    "5.3": None,
    "2018年9月": None,
    "上旬": None,
    "12日": None,
    "2月30日": None,
    "2018.13.1": None,
    "3月-4月": None,
    "12/3/2018": None,
    "2018年3月12日、14日": None,
    "3月14日-12日": None,
}


@pytest.mark.parametrize("text", DATES)
def test_dates_are_suggested(text: str) -> None:
    """Dates as offices write them, in the form that is read; None where a person has to decide."""
    assert suggest_date(text, (date(2018, 1, 1), date(2018, 12, 31))) == DATES[text]


def test_day_without_a_year_lies_in_the_period() -> None:
    """Of a period over two years the one year in which the day lies; none where both may be meant."""
    assert suggest_date("8月1日", (date(2018, 7, 1), date(2019, 6, 30))) == "2018-08-01"
    assert suggest_date("3月12日", (date(2018, 7, 1), date(2019, 6, 30))) == "2019-03-12"
    assert suggest_date("8月1日", (date(2018, 7, 1), date(2019, 12, 31))) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2018-2-3",
        "2018-02-30",
        "２０１８-03-12",
        "2018/03/12",
        "2018-03-12至",
        "43171",
        "24日",
        "2018-03-13 至 2018-03-12",
        "2018-03-12\n",
    ],
)
def test_unreadable_dates(text: str) -> None:
    """Neither is a date."""
    assert read_span(text) is None


def test_row_is_split_with_columns() -> None:
    """Cells have their column; a bar behind a backslash stays in its cell."""
    cells = split_row("|  a | b\\|c ||d |", Place("x.md", 7, 1))
    assert [cell.text for cell in cells] == ["a", "b|c", "", "d"]
    assert [cell.place.column for cell in cells] == [4, 8, 14, 15]


def test_sanitised_html_keeps_no_code() -> None:
    """Classes, ids, styles, handlers and off-site pictures go; text stays."""
    dirty = (
        '<p class="a" id="b" style="c" onclick="d">x<script>y</script></p>'
        '<img src="https://example.org/p.png" alt="z"><a href="javascript:e">w</a>'
    )
    clean = '<p>x</p><img alt="z"><a rel="noopener noreferrer nofollow ugc">w</a>'
    assert clean == sanitise(RawHtml(dirty), "attachments/")


def test_sanitised_links_lead_from_the_page() -> None:
    """A link to an attachment gets the page's way to it; text that looks like one stays."""
    raw = (
        '<p><a href="attachments/a.pdf">a</a><img src="attachments/b.png"> href="attachments/c"</p>'
    )
    clean = (
        '<p><a href="../attachments/a.pdf" rel="noopener noreferrer nofollow ugc">a</a>'
        '<img src="../attachments/b.png"> href="attachments/c"</p>'
    )
    assert clean == sanitise(RawHtml(raw), "../attachments/")


def test_no_template_shows_raw_html(tmp_path: Path) -> None:
    """What is sanitised stands in a page as it is, other text escaped; raw HTML stands in none."""
    (tmp_path / "page.html").write_text("{{ text }}", encoding="utf-8")
    templates = Templates([tmp_path], Catalogue(Language.CHINESE))
    raw = RawHtml("<em>x</em>")
    for text, shown in (
        ("<em>x</em>", "&lt;em&gt;x&lt;/em&gt;"),
        (sanitise(raw, ""), "<em>x</em>"),
    ):
        assert shown == templates.render("page.html", Address("/"), text=text)
    with pytest.raises(TypeError, match="not sanitised"):
        templates.render("page.html", Address("/"), text=raw)


def read(text: str, folder: Path) -> list[str]:
    """Read the text as 甲县's evidence for 01; the codes of its faults."""
    path = "content/counties/jia/01.md"
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        evidence, faults = read_evidence(
            ProjectFiles(folder), path, "jia", RUBRIC.items["01"], RUBRIC, {}
        )
    except UnreadableFile as error:
        return [error.fault.code]
    last = text.count("\n") + 1
    assert all(1 <= fault.place.line <= last + 1 for fault in faults)
    assert len({entry.anchor for entry in evidence.entries}) == len(evidence.entries)
    return [fault.code for fault in faults]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_broken_evidence_never_raises(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Good evidence cut, doubled and spiced at random places is read or told, never thrown."""
    text = GOOD
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(text)))
        to = data.draw(st.integers(at, min(len(text), at + 40)))
        spice = data.draw(
            st.text(max_size=8)
            | st.sampled_from(["|", "---\n", "## 台账\n", "[", "*", "\\|", "\t"])
        )
        text = text[:at] + spice + text[to:]
    read(text, tmp_path_factory.getbasetemp())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_change_nothing(ending: str, mark: str, tmp_path: Path) -> None:
    """CRLF and a byte-order mark are read silently."""
    assert read(mark + GOOD.replace("\n", ending), tmp_path) == []


@pytest.mark.parametrize("above", ["\n", "  \n\u3000\n", "\u00a0\n\n"])
@pytest.mark.parametrize("rule", ["---", "----", " ---", "--", "———", "——-", "－－－"])
def test_front_matter_is_read_as_meant(above: str, rule: str, tmp_path: Path) -> None:
    """Blank lines above it and an input method's dashes change nothing; keys are mended there too."""
    text = above + GOOD.replace("---\n", rule + "\n")
    assert read(text, tmp_path) == []
    full_width = text.replace("状态: ", "状态：")
    assert read(full_width, tmp_path) == ["misformed-key"]


def test_two_ledgers_share_no_anchor(tmp_path: Path) -> None:
    """Two parts 台账 with the same 编号: the second entry's anchor gets a suffix."""
    ledger = GOOD[GOOD.index("## 台账") :]
    read(f"{GOOD}\n{ledger}", tmp_path)
    path = "content/counties/jia/01.md"
    evidence, _ = read_evidence(ProjectFiles(tmp_path), path, "jia", RUBRIC.items["01"], RUBRIC, {})
    anchors = [entry.anchor for entry in evidence.entries]
    assert "j-1" in anchors
    assert "j-1-2" in anchors
    assert len(set(anchors)) == len(anchors)


def test_check_needs_no_compiled_library(tmp_path: Path) -> None:
    """Where no attachment is scanned, a check imports no library of pictures, PDF, HTML or templates."""
    project = tmp_path / "project"
    shutil.copytree(INVENTED, project, ignore=shutil.ignore_patterns("attachments"))
    code = (
        "import sys; from generator.cli import main; main(['check', '--quiet']); "
        "sys.exit(','.join({'PIL', 'pypdf', 'jinja2', 'nh3'} & set(sys.modules)) or 0)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert "[missing-attachment]" in run.stdout
