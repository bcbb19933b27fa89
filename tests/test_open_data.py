"""What can be taken away: right in every form, described, and no formula among it."""

import csv
import hashlib
import io
import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import frictionless
import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from on_folder import Assessed, assessed_repository
from project_copy import REPOSITORY, copy_invented, replace_text
from year import DECISION, RESULTS, run_year

from generator.cli import main
from generator.model.evidence import Status
from generator.model.open_data import Column
from generator.model.state import State
from generator.report.table import Table, csv_lines

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def data(public_site: Path) -> Path:
    return public_site / "2018/data"


@pytest.fixture(scope="module")
def assessed() -> Assessed:
    return assessed_repository()


def table(file: Path) -> list[dict[str, str]]:
    """A CSV file as Excel reads it: with its mark, line ends and all."""
    raw = file.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("name", ["indicators", "checklists", "entries"])
def test_json_keeps_its_schema_and_equals_the_csv(data: Path, name: str) -> None:
    """The published schema is the one served, the JSON keeps it, and both forms say the same."""
    served = json.loads((data / f"{name}.schema.json").read_text(encoding="utf-8"))
    published = json.loads((REPOSITORY / f"schemas/{name}.json").read_text(encoding="utf-8"))
    assert served == published
    document = json.loads((data / f"{name}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(served)
    Draft202012Validator(served).validate(document)
    assert document["rows"]
    written = [
        {
            key: str(value).lower() if isinstance(value, bool) else str(value)
            for key, value in row.items()
        }
        for row in document["rows"]
    ]
    assert written == table(data / f"{name}.csv")
    assert document["demonstration"] is (name != "indicators")


def test_checklists_equal_the_check(data: Path, assessed: Assessed) -> None:
    """Every clause of every county, with the numbers of its checklist."""
    rows = {(row["county"], row["clause"]): row for row in table(data / "checklists.csv")}
    expected = {
        (county, result.clause.id): result
        for (county, _), checklist in assessed.checklists.items()
        for result in checklist.clauses
    }
    assert rows.keys() == expected.keys()
    for key, result in expected.items():
        assert rows[key]["state"] == result.state.value
        if rows[key]["target"]:
            unknown = rows[key]["unit"] == "%" and not result.reported
            shown = ("", "") if unknown else (str(result.counted), str(result.proven))
            assert (rows[key]["counted"], rows[key]["proven"]) == shown
        assert (rows[key]["name"], rows[key]["text"]) == (result.clause.name, result.clause.text)
        item = assessed.portfolio.rubric.items[rows[key]["indicator"]]
        assert (rows[key]["indicator_name"], True) == (item.name, result.clause in item.clauses)


def test_checklists_count_what_the_pages_count(data: Path, public_site: Path) -> None:
    """On each county's page, as many clauses in each state as the table has."""
    counted = Counter((row["county"], row["state"]) for row in table(data / "checklists.csv"))
    seen: Counter[tuple[str, str]] = Counter()
    for county in {county for county, _ in counted}:
        html = (public_site / f"2018/counties/{county}/index.html").read_text(encoding="utf-8")
        key = html.split('<ul class="tz-key">')[1].split("</ul>")[0]
        for state, number in re.findall(r'tz-state tz-([a-z-]+)">\S+ (\d+)<', key):
            seen[county, state] = int(number)
    assert counted == seen


def test_entries_are_those_of_submitted_files(
    data: Path, public_site: Path, assessed: Assessed
) -> None:
    """Each entry of a submitted file once, none of a draft, and its address is on the site."""
    expected = Counter(
        (county, item, entry.title)
        for county, folder in assessed.portfolio.counties.items()
        for item, evidence in folder.evidence.items()
        if evidence.status is Status.SUBMITTED
        for entry in evidence.entries
    )
    rows = table(data / "entries.csv")
    assert Counter((row["county"], row["indicator"], row["title"]) for row in rows) == expected
    for row in rows[::50]:
        page, anchor = row["address"].strip("/").split("#")
        html = (public_site / page / "index.html").read_text(encoding="utf-8")
        assert f'id="{anchor}"' in html
    assert {row["uncounted"] for row in rows if row["counts"] == "true"} == {""}
    assert "" not in {row["uncounted"] for row in rows if row["counts"] == "false"}


def test_quantities_are_exact(data: Path, assessed: Assessed) -> None:
    """Each readable quantity with its exact value, its unit and how far it may be relied on."""
    expected = Counter(
        (
            county,
            entry.anchor,
            str(entry.quantity.value),
            entry.quantity.unit,
            entry.quantity.precision,
        )
        if entry.quantity
        else (county, entry.anchor, "", "", "")
        for county, folder in assessed.portfolio.counties.items()
        for evidence in folder.evidence.values()
        if evidence.status is Status.SUBMITTED
        for entry in evidence.entries
    )
    keys = ("value", "unit", "precision")
    written = Counter(
        (row["county"], row["address"].split("#")[1], *(row[key] for key in keys))
        for row in table(data / "entries.csv")
    )
    assert expected == written
    assert {precision for *_, precision in written} >= {"exact", ""}


def test_results_are_the_announcement(data: Path) -> None:
    """Total, rank, sections, indicators and groups, and nothing else."""
    document = json.loads((data / "results.json").read_text(encoding="utf-8"))
    rows = table(data / "results.csv")
    said = {(row["county"], row["measure"], row["of"]): row["value"] for row in rows}
    assert len(said) == len(rows)
    expected: dict[tuple[str, str, str], str] = {}
    for one in document["counties"]:
        county = one["county"]
        for key in ("rank", "grade", "total"):
            if key in one:
                expected[county, key, ""] = str(one[key])
        for section, points in one["sections"].items():
            expected[county, "section", section] = points
        for item, of in one["indicators"].items():
            expected[county, "indicator", item] = of["points"]
            for group, mean in of.get("groups", {}).items():
                expected[county, "group", f"{item}/{group}"] = mean
    expected |= {(one, "commended", ""): "true" for one in document["commended"]}
    expected |= {
        (veto["county"], "vetoed", veto["ground"]): veto["reason"] for veto in document["vetoes"]
    }
    assert said == expected


def test_package_describes_every_file(data: Path) -> None:
    """The judge of such packages reads all tables by their columns; bytes and digests are right."""
    report = frictionless.validate(str(data / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    listed = {resource["path"]: resource for resource in package["resources"]}
    there = {file.name for file in data.iterdir()}
    assert listed.keys() == there - {"datapackage.json", "index.html"}
    for name, resource in listed.items():
        content = (data / name).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    assert "演示数据" in package["description"]
    assert package["licenses"][0]["name"] == "CC-BY-4.0"


def test_package_of_before_names_no_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While evidence is handed in, the public's package has the rules alone."""
    monkeypatch.chdir(copy_invented(tmp_path))
    assert main(["build", "--quiet", "--without-search"]) == 0
    package = next(Path("site").glob("*/data/datapackage.json")).read_text(encoding="utf-8")
    names = {resource["path"].split(".")[0] for resource in json.loads(package)["resources"]}
    assert names == {"rubric", "counting", "verify", "targets", "indicators"}


def test_amendment_and_veto_keep_the_schema(project: Path) -> None:
    """A veto that takes a rank, and an amendment with its changes, fit it too."""
    veto = "vetoes: [{county: yi, ground: failure, reason: 虚构的理由}]\n"
    run_year(project, State.AMENDED, DECISION + veto)
    schema = json.loads((REPOSITORY / "schemas/results.json").read_text(encoding="utf-8"))
    document = json.loads((project / RESULTS / "08-amended.json").read_text(encoding="utf-8"))
    assert document["vetoes"]
    assert document["changes"]["what"]
    Draft202012Validator(schema).validate(document)


def judged_by_grammar(feed: str) -> bool:
    """Whether the grammar of RFC 4287 lets the feed stand."""
    grammar = etree.RelaxNG(etree.parse(REPOSITORY / "tests/data/atom.rng"))
    return bool(grammar.validate(etree.fromstring(feed.encode())))


def test_feed_is_atom(public_site: Path) -> None:
    """By the grammar of RFC 4287, and what it asks for in words: an author, ids of their own."""
    feed = (public_site / "feed.xml").read_text(encoding="utf-8")
    assert judged_by_grammar(feed)
    root = ET.fromstring(feed)
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    entries = root.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id", "") for one in (root, *entries)]
    assert len(set(ids)) == len(ids) == 4
    updated = [entry.findtext(f"{ATOM}updated", "") for entry in entries]
    assert all(datetime.fromisoformat(moment).tzinfo for moment in updated)
    assert updated == sorted(updated, reverse=True)
    for entry in entries:
        assert "演示数据" in entry.findtext(f"{ATOM}title", "")
        links = {link.get("rel"): str(link.get("href")) for link in entry.findall(f"{ATOM}link")}
        assert (public_site / links["alternate"] / "index.html").is_file()
        assert (public_site / links["related"]).is_file()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("T00:00:00+08:00</updated>", "</updated>"),
        ("<summary>", '<summary type="x">'),
        ('type="text/html"', 'type="html"'),
        ("<entry>", "<entry><id>x</id>"),
        ("<name>", "<uri/><uri/><name>"),
    ],
)
def test_grammar_sees_what_is_wrong(public_site: Path, old: str, new: str) -> None:
    """The judge can fail: a day for a moment, an unknown kind, an element that stands twice."""
    feed = (public_site / "feed.xml").read_text(encoding="utf-8")
    assert old in feed
    assert not judged_by_grammar(feed.replace(old, new))


@pytest.mark.parametrize("text", ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_no_cell_is_a_formula(text: str) -> None:
    """What Excel would run is a text with an apostrophe before it."""
    assert next(iter(csv.reader([csv_lines([(text,)])])))[0].startswith("'")


@pytest.mark.parametrize("text", ["-5", "+3", "0.5", "12%", "", "第1场", "a=b"])
def test_other_cells_stay(text: str) -> None:
    """Numbers and plain texts are written as they are."""
    assert csv_lines([(text, "x")]).startswith(f"{text},")


def test_formula_in_a_ledger_reaches_no_spreadsheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A county that writes a formula for a title finds it a text in the table."""
    root = copy_invented(tmp_path)
    monkeypatch.chdir(root)
    text = (root / "content/counties/jia/01.md").read_text(encoding="utf-8")
    title = (
        next(line for line in text.splitlines() if line.startswith("| 20")).split("|")[2].strip()
    )
    replace_text(root, "content/counties/jia/01.md", f"| {title} |", "| =HYPERLINK(1) |")
    command = ["build", "--quiet", "--without-search", "--for", "reviewers"]
    assert main(command) == 0
    file = next(Path("review").glob("*/data/entries.csv"))
    assert "'=HYPERLINK(1)" in [row["title"] for row in table(file)]


def test_rows_and_columns_go_together() -> None:
    """A row of another length is refused, not cut."""
    one = Table("t", "一", 1, (Column("a", "甲"), Column("b", "乙")))
    with pytest.raises(ValueError, match="shorter"):
        one.rows([("x",)])


def test_calendar_counts_the_entries(data: Path, public_site: Path) -> None:
    """Month by month and county by county, what counts among the entries, and no other month."""
    html = (public_site / "2018/calendar/index.html").read_text(encoding="utf-8")
    seen = {
        month: [int(one) for one in re.findall(r"<b data-entries>(\d+)</b>", cells)]
        for month, cells in re.findall(r'<tr data-month="([^"]+)">(.*?)</tr>', html)
    }
    counting = [row for row in table(data / "entries.csv") if row["counts"] == "true"]
    rows = [row for row in counting if not row["cites"]]
    assert len(rows) < len(counting)
    counted = Counter((row["first"][:7], row["county"]) for row in rows)
    counties = list(dict.fromkeys(row["county"] for row in table(data / "checklists.csv")))
    assert list(seen) == [f"2018-{month:02}" for month in range(1, 13)]
    for month, numbers in seen.items():
        assert numbers == [counted[month, county] for county in counties]
    assert f"<b>{len(rows)}</b> 件事" in html
