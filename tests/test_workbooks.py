"""The workbooks of open data: the rows of the CSV, each cell of its type, the same bytes again."""

import csv
import io
import json
import re
import subprocess
import zipfile
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from project_copy import copy_invented, replace_text

from generator.cli import main
from generator.model.open_data import Column
from generator.report.table import Row, Table, csv_lines
from generator.report.tables import CHECKLISTS, ENTRIES, INDICATORS, RESULTS, TARGETS
from generator.report.targets import AskedNumber
from generator.report.workbook import workbook

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cell = str | float | bool


def cells(content: bytes, sheet: int = 1) -> list[dict[str, Cell]]:
    """The cells of a sheet by their column letters, each as the file says, dates as days."""
    book = zipfile.ZipFile(io.BytesIO(content))
    styles = ET.fromstring(book.read("xl/styles.xml"))
    formats = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{_MAIN}numFmt")}
    of_style = [
        formats.get(one.get("numFmtId")) for one in styles.findall(f"{_MAIN}cellXfs/{_MAIN}xf")
    ]
    rows: list[dict[str, Cell]] = []
    for row in ET.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml")).iter(f"{_MAIN}row"):
        found: dict[str, Cell] = {}
        for cell in row.iter(f"{_MAIN}c"):
            assert cell.find(f"{_MAIN}f") is None
            letter = re.sub(r"\d", "", str(cell.get("r")))
            text = "".join(one.text or "" for one in cell.iter(f"{_MAIN}t"))
            value = cell.findtext(f"{_MAIN}v", "")
            if cell.get("t") == "inlineStr":
                assert of_style[int(str(cell.get("s", 0)))] == "@" or not rows or sheet > 1
                found[letter] = text
            elif cell.get("t") == "b":
                found[letter] = value == "1"
            elif of_style[int(str(cell.get("s", 0)))] == "yyyy-mm-dd":
                found[letter] = str(date(1899, 12, 30) + timedelta(float(value)))
            else:
                found[letter] = float(value)
        rows.append(found)
    return rows


def written(value: Cell, other: str) -> bool:
    """Whether a cell says the same as that of the CSV."""
    if isinstance(value, bool):
        return other == str(value).lower()
    return float(other) == value if isinstance(value, float) else other.removeprefix("'") == value


def one_table(column: Column, *values: str | int) -> list[Cell]:
    """What becomes of the values in a column."""
    table = Table("t", "表：一", 1, (Column("id", "x"), column))
    rows: list[Row] = [("x", value) for value in values]
    return [row.get("B", "") for row in cells(workbook(table, [table.rows(rows)], "2018"))[1:]]


@pytest.mark.parametrize("table", [TARGETS, INDICATORS, CHECKLISTS, ENTRIES, RESULTS])
def test_workbook_has_the_rows_of_the_csv(public_site: Path, table: Table) -> None:
    """Cell by cell the same as the CSV beside it: texts as texts, numbers as numbers."""
    data = public_site / "2018/data"
    text = (data / f"{table.name}.csv").read_text(encoding="utf-8-sig")
    expected = list(csv.reader(io.StringIO(text)))
    rows = cells((data / f"{table.name}.xlsx").read_bytes())
    assert len(expected) == len(rows) > 1
    assert list(rows[0].values()) == [column.key for column in table.columns]
    letters = [chr(ord("A") + at) for at in range(len(table.columns))]
    for row, other in zip(rows[1:], expected[1:], strict=True):
        for letter, column, value in zip(letters, table.columns, other, strict=True):
            cell = row.get(letter, "")
            if "/" in value and column.type == "decimal" and isinstance(cell, float):
                continue  # 105/2 is the number 52.5
            assert written(cell, value), (column.key, cell, value)
            assert isinstance(cell, str) or column.type not in ("string", "date")


def test_clause_stays_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """20.1 and 20.10 are two clauses, 05 is not 5, 5-3 and 11/27 are no days, an = no formula."""
    keep = Column("t", "x")
    values = ["20.1", "20.10", "05", "5-3", "11/27", "1e5", "=1+1", "＝1+1", "TRUE", " x "]
    assert one_table(keep, *values) == values
    root = copy_invented(tmp_path)
    monkeypatch.chdir(root)
    replace_text(root, "content/counties/jia/01.md", "| j-1 |", "| 5-3 |")
    assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
    rows = cells(next(Path("review").glob("*/data/entries.xlsx")).read_bytes())
    assert "5-3" in [row.get("D") for row in rows]
    assert {"01"} <= {row.get("C") for row in rows}


def test_numbers_are_exact() -> None:
    """What Excel cannot hold stays text; an empty cell stays empty, with as many decimals shown."""
    number = Column("n", "x", "decimal")
    assert one_table(number, "84.96", "2.30", "0", "-5", "105/2", "") == [
        84.96,
        2.3,
        0,
        -5,
        52.5,
        "",
    ]
    kept = ["1/3", "12345678901234567890", "优秀", "1e400", "1/0"]
    assert one_table(number, *kept) == kept
    assert one_table(Column("n", "x", "integer"), 3, 0) == [3, 0]
    flags = [True, False]
    assert one_table(Column("n", "x", "boolean"), *flags) == flags


def test_days_are_days() -> None:
    """Also around the day that Excel invents; before it they stay texts."""
    days = ["2018-03-12", "2018-12-31", "1900-03-01", "1899-12-31", ""]
    assert one_table(Column("d", "x", "date"), *days) == days


@pytest.mark.parametrize("text", ["<r>x</r>", "<b>&amp;", "a\x01b", "_x0041_", "甲\n乙"])
def test_no_text_breaks_the_file(text: str) -> None:
    """Markup and control characters of a title leave a file that can be read."""
    (found,) = one_table(Column("t", "x"), text)
    assert isinstance(found, str)
    unescaped = re.sub(r"_x([0-9A-F]{4})_", lambda one: chr(int(one[1], 16)), found)
    assert text in (unescaped.strip(), found.strip().replace("_x005F", ""))


def test_long_text_is_cut_with_a_word() -> None:
    """Excel holds 32,767 characters in a cell: what is cut says where the rest is."""
    (found,) = one_table(Column("t", "x"), "字" * 40_000)
    assert isinstance(found, str)
    assert (len(found), found[-12:]) == (32_767, "字字…（全文见 CSV）"[-12:])


def test_second_sheet_says_what_columns_mean() -> None:
    """Every column with its meaning and its type, in Chinese."""
    for table in (TARGETS, INDICATORS, CHECKLISTS, ENTRIES, RESULTS):
        head, *lines = [list(row.values()) for row in cells(workbook(table, [], "2018"), 2)]
        assert head == ["列", "意思", "类型"]
        assert [line[0] for line in lines] == [column.key for column in table.columns]
        assert all(re.search("[一-鿿]", str(line[1])) for line in lines if line[0] != "measure")


def test_targets_are_described() -> None:
    """The columns of the table are those of the rows."""
    assert AskedNumber._fields == tuple(column.key for column in TARGETS.columns)


def test_bytes_do_not_know_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rows make the same file, on another day and in another zone."""
    table = Table("t", "表", 1, (Column("a", "x"),))
    first = workbook(table, [table.rows([("x",)])], "2018")
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert first == workbook(table, [table.rows([("x",)])], "2018")
    dates = {one.date_time[:3] for one in zipfile.ZipFile(io.BytesIO(first)).infolist()}
    assert {day[0] for day in dates} == {1980}
    core = zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml").decode()
    assert re.findall(r">(\d{4}-[^<]+)<", core) == ["2018-01-01T00:00:00Z"] * 2


@pytest.mark.parametrize(
    "text", ["＝1+1", "＋cmd", "－2+3", "＠SUM(A1)", "　＝1", "﹦1", "＝HYPERLINK(1)", "－5"]
)
def test_full_width_signs_begin_no_formula(text: str) -> None:
    """Excel takes full-width signs for formulas too: an apostrophe stands before them."""
    assert csv_lines([(text, "x")]).startswith(f"'{text}")


@pytest.mark.parametrize("text", ["甲＝乙", "《＝》", "５", "。＋", "-5"])
def test_other_full_width_texts_stay(text: str) -> None:
    """A sign that does not stand first is no formula."""
    assert csv_lines([(text, "x")]).startswith(text)


def test_nothing_counted_is_zero(public_site: Path) -> None:
    """A sum of nothing is 0 as on pages; a rate that nobody reported is not known."""
    text = (public_site / "2018/data/checklists.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["target"]]
    assert all(row["counted"] for row in rows if row["unit"] != "%")
    assert "0" in {row["counted"] for row in rows}
    assert not [row for row in rows if row["unit"] == "%" and row["counted"] == "0"]


def page_of(site: Path, root: str = "") -> str:
    return (site / root / "2018/data/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("root", ["", "en"])
def test_page_names_every_file_and_column(public_site: Path, root: str) -> None:
    """Each file with a link and its size, each column with its meaning, the licence."""
    html = page_of(public_site, root)
    data = public_site / "2018/data"
    links = re.findall(r'<a href="([^"]+)" download>', html)
    here = public_site / root / "2018/data"
    found = {(here / link).resolve() for link in links}
    assert found == {file.resolve() for file in data.iterdir() if file.suffix != ".html"} | {
        (public_site / "feed.xml").resolve()
    }
    for table in (TARGETS, INDICATORS, CHECKLISTS, ENTRIES, RESULTS):
        section = html.split(f'<h2 id="{table.name}">')[1].split("<h2")[0]
        keys = re.findall(r'<th scope="row"><code>(\w+)</code></th><td>[^<]', section)
        assert keys == [column.key for column in table.columns]
        assert f"{table.name}.xlsx</a>" in section
    assert html.count(" KB</td>") == len(links)
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in html
    excel = html.split('<h2 id="excel">')[1]
    assert all(f"<code>{one}</code>" in excel for one in ("20.10", "05", "5-3", "11/27"))
    assert "../data/" in (public_site / root / "2018/method/index.html").read_text("utf-8")


def test_page_of_before_names_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While evidence is handed in the public page has neither ledgers nor results."""
    monkeypatch.chdir(copy_invented(tmp_path))
    assert main(["build", "--quiet", "--without-search"]) == 0
    html = page_of(Path("site"))
    assert 'id="targets"' in html
    assert not re.search(r"entries|checklists|results", html.split("<article")[1])
    assert not list(Path("site/2018/data").glob("entries*"))


def test_package_says_what_a_workbook_is(public_site: Path) -> None:
    """The description of the data names the workbooks and the columns of the targets."""
    text = (public_site / "2018/data/datapackage.json").read_text(encoding="utf-8")
    named = {one["path"]: one for one in json.loads(text)["resources"]}
    assert named["entries.xlsx"]["mediatype"].endswith("spreadsheetml.sheet")
    assert "encoding" not in named["entries.xlsx"]
    assert len(named["targets.csv"]["schema"]["fields"]) == len(TARGETS.columns)


def test_workbook_opens_in_libreoffice(public_site: Path, tmp_path: Path) -> None:
    """A real program reads the same cells."""
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    file = public_site / "2018/data/targets.xlsx"
    command = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
    ]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True
    )
    read = (tmp_path / "targets.csv").read_text(encoding="utf-8-sig").lower()
    expected = (public_site / "2018/data/targets.csv").read_text(encoding="utf-8-sig").lower()
    assert list(csv.reader(io.StringIO(read))) == list(csv.reader(io.StringIO(expected)))
