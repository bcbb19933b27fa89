"""The filing tool as it is sent out, from raw files to clean evidence: in real browsers, from a disk."""

import base64
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import pytest
from filing_files import county_files
from firefox import firefox
from office_ledgers import comma, table, word, workbook
from oldest_chromium import unpack_chromium
from PIL import Image
from project_copy import REPOSITORY
from walking import chromium_of, installed_chromium

from generator.cli import main
from generator.usecases.filing_page import filing_page
from generator.usecases.open_project import open_project

LONG = bool(os.environ.get("TAIZHANG_LONG"))
pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("kind", ["today", "oldest", "firefox"] if LONG else ["today"]),
]
ITEMS = ("03", "05", "12")
HEAD = ("时间", "活动名称", "类别", "完成情况", "地点", "佐证材料")
_CHOOSE = """const [selector, files] = arguments;
const given = new DataTransfer();
for (const [name, text] of files) {
    given.items.add(new File([Uint8Array.from(atob(text), (one) => one.charCodeAt(0))], name));
}
const input = document.querySelector(selector);
input.files = given.files;
input.dispatchEvent(new Event("change", { bubbles: true }));"""
_FILL = """const [selector, text] = arguments;
const box = document.querySelector(selector);
box.value = text;
box.dispatchEvent(new Event("input", { bubbles: true }));
box.dispatchEvent(new Event("change", { bubbles: true }));"""
_PRESS = """const [selector, words] = arguments;
[...document.querySelectorAll(selector)].find((one) => one.textContent.includes(words)).click();"""
_SAYS = """const [selector, words] = arguments;
return [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(words));"""


class Window(Protocol):
    """A window of any browser."""

    def goto(self, url: str) -> None:
        """Open the page."""

    def ask(self, script: str, *given: object) -> Any:
        """What the body of a function returns."""


class _Chromium:
    def __init__(self, page: Any) -> None:
        self.page = page

    def goto(self, url: str) -> None:
        self.page.goto(url)

    def ask(self, script: str, *given: object) -> Any:
        return self.page.evaluate(f"(given) => (function () {{ {script} }})(...given)", [*given])


def until(window: Window, script: str, *given: object) -> None:
    """Wait until it is true; the policy of the page forbids Playwright's own waiting."""
    end = time.monotonic() + 600
    while not window.ask(script, *given):
        assert time.monotonic() < end, (given, window.ask("return document.body.innerText"))
        time.sleep(0.1)


@contextmanager
def _today(downloads: Path) -> Iterator[Window]:
    with chromium_of(installed_chromium(), accept_downloads=True) as context:
        yield _opened(context, downloads)


def _opened(context: Any, downloads: Path) -> Window:
    context.set_offline(True)
    page = context.new_page()
    page.on("download", lambda one: one.save_as(downloads / one.suggested_filename))
    return _Chromium(page)


@contextmanager
def _oldest(downloads: Path) -> Iterator[Window]:
    with chromium_of(unpack_chromium(downloads), accept_downloads=True) as context:
        yield _opened(context, downloads)


@contextmanager
def _firefox(downloads: Path) -> Iterator[Window]:
    with firefox(downloads) as window:
        yield window


WINDOWS: dict[str, Callable[[Path], AbstractContextManager[Window]]] = {
    "today": _today,
    "oldest": _oldest,
    "firefox": _firefox,
}


def photo(colour: str) -> bytes:
    """A photo of a phone: on its side, with a position."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (34.0, 17.0, 0.0)
    out = BytesIO()
    Image.effect_noise((2400, 1200), 60).convert("RGB").save(out, "JPEG", exif=exif, comment=colour)
    return out.getvalue()


def raw_files(names: dict[str, str]) -> dict[str, list[tuple[str, bytes]]]:
    """Per item what an office has of it; ``names`` are the clauses."""
    quantity = {"03": "2人次", "05": "", "12": "1"}
    rows = {
        item: [
            ["2018.3.12", f"{item}第一次报告会", names[item], quantity[item], "伊山镇", "签到表"],
            ["2018年6月1日", f"{item}第二次报告会", names[item], quantity[item], "杨集镇", ""],
        ]
        for item in ITEMS
    }
    lines = [list(HEAD), *rows["05"]]
    return {
        "03": [
            (
                "03 台账.xlsx",
                workbook(("Sheet1", table(HEAD, rows["03"], top=2, title="2018年台账"))),
            ),
            ("签到表.jpg", photo("red")),
            ("03第二次报告会.jpg", photo("green")),
        ],
        "05": [
            ("05 台账.csv", comma(lines, "gb18030")),
            ("签到表.JPG", photo("blue")),
            ("05第二次报告会.docx", word("报告会的通知")),
        ],
        "12": [
            ("12总结.docx", word("2018年总结", [list(HEAD), *rows["12"]])),
            ("签到表.png", photo("white")),
            ("12第二次报告会.jpg", photo("grey")),
        ],
    }


def take_item(window: Window, item: str, files: list[tuple[str, bytes]]) -> None:
    """Drop the files on an item, write its parts and submit it."""
    window.ask(f"location.hash = '#/{item}'")
    until(window, _SAYS, "#main h1, #main h2", item)
    given = [[name, base64.b64encode(content).decode()] for name, content in files]
    window.ask(_CHOOSE, ".drop-box input", given)
    until(window, _SAYS, "#dialog button", "填进去")
    window.ask(_PRESS, "#dialog button", "填进去")
    until(window, _SAYS, "#notices", "填进去")
    for part in ("目标", "方案", "措施"):
        window.ask(_FILL, f"#part-{part}", f"{part}：全年两次，责任到人。")
    window.ask(_FILL, "#status", "已提交")
    until(window, _SAYS, "#kept", "已自动存")


def hand_in_all(
    opened: AbstractContextManager[Window],
    file: Path,
    items: dict[str, list[tuple[str, bytes]]],
    downloads: Path,
) -> Path:
    """Fill in each item, switch off in the middle, and make the package."""
    package = downloads / "灌云县-报送包.zip"
    with opened as window:
        window.goto(file.as_uri())
        until(window, "return document.querySelector('#loading').hidden")
        for item, files in items.items():
            take_item(window, item, files)
            if item == "05":
                window.goto("about:blank")
                window.goto(file.as_uri())
                until(window, "return document.querySelector('#loading').hidden")
        window.ask("location.hash = '#/hand-in'")
        until(window, _SAYS, "#make", "")
        window.ask("document.querySelector('#make').click()")
        until(window, _SAYS, ".summary", "填报人（签字）")
        end = time.monotonic() + 600
        while not (package.is_file() and package.stat().st_size):
            assert time.monotonic() < end, "no package was downloaded"
            window.ask("return 1")
            time.sleep(0.1)
    return package


def test_three_items_from_raw_files_to_a_clean_check(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root, downloads = tmp_path / "office", tmp_path / "downloads"
    root.mkdir()
    downloads.mkdir()
    shutil.copy(REPOSITORY / "rubric.yaml", root)
    project = open_project(root, cached=False)
    county = project.rubric.county_by_id["guanyun"]
    clauses = {item: project.rubric.items[item].clauses for item in ITEMS}
    names = {
        item: next(one.name for one in own if one.demand and one.demand.unit in ("场", "人次"))
        for item, own in clauses.items()
    }
    file = tmp_path / "填报.html"
    file.write_bytes(filing_page(project, county))
    package = hand_in_all(WINDOWS[kind](downloads), file, raw_files(names), downloads)
    monkeypatch.chdir(root)
    assert main(["intake", "guanyun", str(package)]) == 0
    assert "请核对" not in capsys.readouterr().out
    found = county_files(root, "guanyun")
    assert sorted(found) == sorted(
        [f"{item}.md" for item in ITEMS]
        + [f"attachments/{item}-签到表.jpg" for item in ITEMS]
        + ["attachments/03-03第二次报告会.jpg", "attachments/12-12第二次报告会.jpg"]
        + ["attachments/05-05第二次报告会.docx"]
    )
    picture = Image.open(BytesIO(found["attachments/05-签到表.jpg"]))
    assert (picture.size, dict(picture.getexif())) == ((960, 1920), {})
    main(["check", "--county", "guanyun"])
    said = capsys.readouterr().out
    assert not [line for line in said.splitlines() if any(f"{item}.md:" in line for item in ITEMS)]
