"""The filing tool's engine: the check's findings in row and cell, and a package that intake takes."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from filing_browser import BrowserEngine, as_json, write_page
from filing_files import asked, county_files, dropped, opened
from office_ledgers import Ledger, ledgers
from PIL import Image
from test_intake import handed
from walking import browser

from generator.cli import main
from generator.model.message import Language
from generator.report.catalogue import Catalogue
from generator.usecases.check import check
from generator.usecases.filing_browser import ask as browser_ask
from generator.usecases.open_project import open_project

__all__ = ["handed"]

ROOT = Path(__file__).parent.parent
LONG = bool(os.environ.get("TAIZHANG_LONG"))
COUNTIES = sorted(folder.name for folder in (ROOT / "content/counties").iterdir())
# With those that LibreOffice has saved.
ALL = [
    *ledgers(),
    *(
        replace(ledgers()[int(file.name[:2])], name=file.name[3:], content=file.read_bytes())
        for file in sorted((ROOT / "tests/ledgers").iterdir())
    ),
]
CHOSEN = ALL if LONG else ALL[::9]
ROW = {"date": "2018-05-14", "event": "院士报告会", "clause": "活动"}


def demonstration(folder: Path) -> Path:
    """The demonstration as it is filled in: nothing is closed yet."""
    folder.mkdir()
    shutil.copy(ROOT / "rubric.yaml", folder)
    shutil.copytree(ROOT / "content/counties", folder / "content/counties")
    return folder


def drafts_of(told: dict[str, Any]) -> dict[str, Any]:
    """What the form holds of every file."""
    drafts = {item["id"]: item["draft"] for item in told["items"] if item["exists"]}
    return drafts | {"index": told["index"]}


@pytest.mark.parametrize("county", COUNTIES if LONG else COUNTIES[3:4])
def test_a_form_that_nobody_touched_changes_no_byte_and_no_finding(
    county: str, tmp_path: Path
) -> None:
    root = demonstration(tmp_path / "project")
    before = county_files(root, county)
    filing = opened(root, county)
    told = asked(filing, "open")
    judged = asked(filing, "judge_all", drafts=json.loads(json.dumps(drafts_of(told))))
    assert county_files(root, county) == before
    assert (judged["findings"], judged["checklists"]) == (told["findings"], told["checklists"])
    # The check's own, but for what it holds against other counties.
    checked = check(open_project(root, cached=False), arrivals=lambda _: {})
    said = Catalogue(Language.CHINESE)
    shared = {"repeated-event", "repeated-attachment", "similar-picture"}
    expected = [
        (one.code, one.place.path.rpartition("/")[2], said.translate_finding(one).message)
        for one in checked.findings
        if one.place.county == county and one.code not in shared
    ]
    found = [
        (one["code"], one["file"], one["message"])
        for one in judged["findings"]
        if one["code"] not in shared
    ]
    assert sorted(expected) == sorted(found)


def test_a_finding_stands_in_the_row_and_cell_it_is_about(project: Path) -> None:
    filing = opened(project, "yi")
    rows = [{}, ROW | {"date": "2018.13.5"}, ROW | {"proof": "没有.pdf"}, ROW | {"clause": "别的"}]
    draft = {"status": "已提交", "parts": {"目标": "电话 13912345678"}, "rows": rows}
    told = asked(filing, "judge", item="01", draft=draft)
    places = {one["code"]: one["place"] for one in told["findings"]}
    assert places["unreadable-date"] == {"part": "台账", "row": 1, "column": "date"}
    assert places["unknown-clause"] == {"part": "台账", "row": 3, "column": "clause"}
    assert places["personal-data"]["part"] == "目标"
    assert [one["code"] for one in told["findings"] if one["personal"]] == ["personal-data"]
    activity = next(one for one in told["checklist"] if one["clause"] == "活动")
    assert (activity["required"], activity["counted"], activity["missing"]) == (
        "3 场",
        "1 场",
        "2 场",
    )
    # What must not leave the machine is in no package.
    assert "手机号" in asked(filing, "package", drafts={})["error"]["message"]


def test_a_draft_of_nothing_leaves_the_file_and_a_heading_in_a_box_is_told(project: Path) -> None:
    filing = opened(project, "jia")
    before = county_files(project, "jia")
    asked(filing, "judge", item="01", draft={"parts": {"目标": "全年三场。"}, "rows": []})
    assert county_files(project, "jia") != before
    told = asked(
        filing, "judge", item="01", draft={"parts": {"目标": "一\n\n## 台账\n"}, "rows": []}
    )
    assert "目标" in told["trouble"]
    asked(filing, "judge", item="01", draft={"parts": {}, "rows": [{}]})
    assert county_files(project, "jia") == before


def test_a_package_is_taken_by_intake_and_says_the_same(
    handed: Path, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(project, tmp_path / "office")
    filing = opened(project, "yi")
    (handed / "Thumbs.db").unlink()
    taken = asked(filing, "take", files=dropped(handed))
    assert taken["unmatched"] == ["照片/IMG_0001.jpg"]
    attached = asked(filing, "attach", file="照片/IMG_0001.jpg", item="01", row=0)
    assert [one["name"] for one in attached["files"]] == ["attachments/01-IMG_0001.jpg"]
    draft = attached["items"]["01"]["draft"] | {"status": "已提交"}
    index = {"parts": {"": "全年做了三件事。"}}
    made = asked(filing, "package", drafts={"01": draft, "index": index})
    assert made["troubles"] == []
    assert [one["added"] for one in made["differs"]] == [3, 0]

    package = tmp_path / made["name"]
    package.write_bytes(made["bytes"])
    monkeypatch.chdir(tmp_path / "office")
    assert main(["intake", "yi", str(package)]) == 0
    assert county_files(tmp_path / "office", "yi") == county_files(project, "yi")
    # Read back into an empty form it is what was packed; a later one says what differs.
    shutil.rmtree(project / "content/counties/yi")
    again = opened(project, "yi")
    back = asked(again, "unpack", name=made["name"], bytes=made["bytes"])
    assert back["state"]["01"]["rows"] == made["state"]["01"]["rows"]
    assert asked(again, "package", drafts={}, last=made["state"])["differs"] == []
    draft["rows"].append(ROW | {"date": "2018-11-02"})
    later = asked(again, "package", drafts={"01": draft}, last=made["state"])
    assert [(one["item"], one["added"]) for one in later["differs"]] == [("01", 1)]


def test_a_ledger_that_does_not_say_what_it_is_about_is_asked_for(project: Path) -> None:
    filing = opened(project, "yi")
    lines = "时段,活动名称,类别\n2018-03-12,报告会,活动\n".encode()
    files = [{"name": "汇总.csv", "bytes": lines}]
    (question,) = asked(filing, "take", files=files)["questions"]
    assert (question["kind"], question["map"]) == ("column", "日期")
    taken = asked(filing, "take", files=files, item="01", maps={"时段": "日期"})
    assert taken["items"]["01"]["added"] == 1


def test_a_number_is_kept_where_its_clause_is_asked_for(project: Path) -> None:
    filing = opened(project, "yi")
    lines = "时间,活动名称,类型,数量,备注\n2018-03-12,报告会,科普宣传,5,甲\n".encode()
    files = [{"name": "01 台账.csv", "bytes": lines}]
    told = asked(filing, "take", files=files)
    (question,) = told["questions"]
    assert "这 1 行写的是“科普宣传”" in question["message"]
    assert (told["items"], filing.drafts) == ({}, {})
    kept = asked(filing, "take", files=files, asked=True)
    assert [row["quantity"] for row in kept["items"]["01"]["draft"]["rows"]] == ["5"]
    assert "备注" in kept["understood"][1]
    answered = asked(
        opened(project, "jia"),
        "take",
        files=files,
        maps={question["map"]: question["choices"][0][0]},
    )
    rows = answered["items"]["01"]["draft"]["rows"]
    (row,) = [row for row in rows if row["event"] == "报告会"]
    assert (row["clause"], row["quantity"].split()[0]) == (question["choices"][0][0], "5")


def test_a_name_with_a_space_stays_whole(project: Path, tmp_path: Path) -> None:
    filing = opened(project, "yi")
    Image.new("RGB", (90, 60), "red").save(tmp_path / "a.jpg")
    Image.new("RGB", (90, 60), "blue").save(tmp_path / "b.jpg")
    rows = [ROW | {"proof": "茶叶学会批复 扫描.jpg 签到、名单.jpg 缺.jpg"}]
    asked(filing, "judge", item="01", draft={"parts": {}, "rows": rows})
    names = {"茶叶学会批复 扫描.jpg": "a.jpg", "签到、名单.jpg": "b.jpg"}
    files = [
        {"name": name, "bytes": (tmp_path / file).read_bytes()} for name, file in names.items()
    ]
    proof = asked(filing, "take", files=files)["items"]["01"]["draft"]["rows"][0]["proof"]
    assert (proof.count("]("), proof.rpartition(" ")[2]) == (2, "缺.jpg")


def test_a_package_of_another_county_and_a_damaged_one_are_refused(project: Path) -> None:
    filing = opened(project, "jia")
    asked(filing, "judge", item="01", draft={"parts": {"目标": "全年三场。"}, "rows": [ROW]})
    made = asked(filing, "package", drafts={})
    other = opened(project, "yi")
    assert "甲县" in asked(other, "unpack", **made)["error"]["message"]
    damaged = asked(other, "unpack", name="a.zip", bytes=made["bytes"][:900])
    assert "损坏" in damaged["error"]["message"]
    assert asked(other, "restore", drafts={"01": 3}, files=[{}])["error"]["message"]


STORED = [
    ("judge", {"item": "99", "draft": {}}),
    ("judge", {"item": "01"}),
    ("judge", {"item": "01", "draft": {"rows": 3}}),
    ("judge_all", {"drafts": []}),
    ("restore", {"drafts": {"01": 3}}),
    ("restore", {"files": [{"name": "../a.jpg", "bytes": b""}]}),
    ("restore", {"files": [{"name": "attachments/a.jpg", "bytes": "a"}]}),
    ("restore", {"files": [{"name": "attachments/a.jpg", "bytes": b"", "look": 3}]}),
    (
        "restore",
        {"files": [{"name": "attachments/a.jpg", "bytes": b"", "look": [1], "digest": ""}]},
    ),
    ("drop", {"names": 3}),
    ("take", {"files": [{"name": "a.csv"}]}),
    ("take", {"files": [], "maps": 3}),
    ("attach", {"file": "a.jpg", "item": "01", "row": 0}),
    ("package", {"drafts": 3}),
    ("package", {"drafts": {"01": 3}}),
    ("unpack", {"name": "a.zip"}),
]


@pytest.mark.parametrize(("method", "params"), STORED)
def test_a_damaged_store_is_told_from_a_fault_of_the_program(
    method: str, params: dict[str, Any], project: Path
) -> None:
    said, _ = browser_ask(opened(project, "jia"), method, params)
    assert "浏览器里保存的内容坏了" in said


@pytest.mark.parametrize("error", [KeyError("a"), ValueError("a"), TypeError("a"), IndexError("a")])
@pytest.mark.parametrize("method", ["judge", "judge_all", "restore", "take", "package", "unpack"])
def test_a_fault_of_the_program_is_no_damaged_store(
    method: str, error: Exception, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told with its kind and place, and nothing of its words."""
    filing = opened(project, "yi")
    draft = {"parts": {"目标": "全年三场。"}, "rows": [ROW]}
    package = asked(filing, "package", drafts={"01": draft})
    files = [package] if method == "take" else []
    params = {"item": "01", "draft": draft, "drafts": {"01": draft}, "files": files, **package}

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("generator.usecases.filing.plan_files", fail)
    monkeypatch.setattr("generator.usecases.filing_take.read_package", fail)
    said, _ = browser_ask(filing, method, params)
    message = json.loads(said)["error"]["message"]
    assert f"程序出错，不是您填错了（{type(error).__name__}, usecases/filing" in message


def test_a_file_keeps_its_name_and_another_of_the_same_name_is_not_lost(
    project: Path, tmp_path: Path
) -> None:
    filing = opened(project, "yi")
    rows = [ROW | {"proof": "签到表.jpg"}, ROW | {"date": "2018-06-02", "event": "年会"}]
    asked(filing, "judge", item="01", draft={"parts": {}, "rows": rows})
    names = []
    for colour, row in (("red", 0), ("blue", 1)):
        Image.new("RGB", (90, 60), colour).save(tmp_path / "签到表.jpg")
        files = [{"name": "签到表.jpg", "bytes": (tmp_path / "签到表.jpg").read_bytes()}]
        taken = asked(filing, "take", files=files)
        if not taken["files"]:
            taken = asked(filing, "attach", file="签到表.jpg", item="01", row=row)
        names += [one["name"] for one in taken["files"]]
    assert len({*names}) == 2


def test_a_photo_that_comes_later_than_its_ledger_is_found(project: Path, tmp_path: Path) -> None:
    filing = opened(project, "yi")
    lines = "时间,活动名称,类别,佐证\n2018-03-12,报告会,活动,签到表\n".encode()
    taken = asked(filing, "take", files=[{"name": "01 台账.csv", "bytes": lines}])
    assert [row["proof"] for row in taken["items"]["01"]["draft"]["rows"]] == [""]
    Image.new("RGB", (90, 60), "red").save(tmp_path / "签到表.jpg")
    files = [{"name": "签到表.jpg", "bytes": (tmp_path / "签到表.jpg").read_bytes()}]
    assert asked(filing, "take", files=files)["files"][0]["rows"] == [("01", 0)]


@pytest.mark.parametrize("ledger", CHOSEN, ids=lambda one: one.name)
def test_a_ledger_becomes_the_file_that_the_command_makes_of_it(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dropped, packed and taken in, or taken in at once: the same bytes, or nothing of it."""
    command, office, page = tmp_path / "command", tmp_path / "office", tmp_path / "page"
    for root in (command, office, page):
        root.mkdir()
        shutil.copy(ROOT / "rubric.yaml", root)
    file = tmp_path / ledger.name
    file.write_bytes(ledger.content)
    maps = [f"--map={name}={target}" for name, target in ledger.maps.items()]
    monkeypatch.chdir(command)
    main(["intake", COUNTIES[0], str(file), *maps])
    filing = opened(page, COUNTIES[0])
    given = [{"name": ledger.name, "bytes": ledger.content}]
    asked(filing, "take", files=given, maps=dict(ledger.maps), asked=True)
    made = asked(filing, "package", drafts={})
    if "bytes" in made:
        assert made["troubles"] == []
        (tmp_path / "报送包.zip").write_bytes(made["bytes"])
        monkeypatch.chdir(office)
        main(["intake", COUNTIES[0], str(tmp_path / "报送包.zip")])
    assert county_files(command, COUNTIES[0]) == county_files(office, COUNTIES[0])
    assert county_files(command, COUNTIES[0]) == county_files(page, COUNTIES[0])


@pytest.mark.browser
@pytest.mark.parametrize("county", COUNTIES if LONG else COUNTIES[:1])
def test_the_engine_in_a_browser_says_what_it_says_in_python(county: str, tmp_path: Path) -> None:
    """All of a county, ledgers of offices, and the package byte for byte."""
    root, same = demonstration(tmp_path / "page"), demonstration(tmp_path / "same")
    write_page(root, county, tmp_path / "page.html")
    filing = opened(same, county)
    told = as_json(asked(filing, "open"))
    with browser() as context:
        engine = BrowserEngine(context, tmp_path / "page.html")
        assert told == engine.ready["result"]
        drafts = drafts_of(told)
        drafts["05"]["rows"][0]["date"] = "2018.13.5"
        for ask in ("judge_all", "package"):
            assert as_json(asked(filing, ask, drafts=drafts)) == engine.ask(ask, drafts=drafts)
        for ledger in CHOSEN if county == COUNTIES[0] else ():
            files = [{"name": ledger.name, "bytes": ledger.content}]
            maps = dict(ledger.maps)
            expected = as_json(asked(filing, "take", files=files, maps=maps, asked=True))
            assert expected == engine.ask("take", files=files, maps=maps, asked=True), ledger.name
        expected = as_json(asked(filing, "package", drafts={}))
        assert expected == engine.ask("package", drafts={})
        assert engine.troubles == []
