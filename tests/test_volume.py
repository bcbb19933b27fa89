"""The bound volume: on the site, and printed by a real browser."""

import io
import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdf
import pytest
from project_copy import REPOSITORY, copy_invented, replace_text
from repository_sites import Sites
from serving import served
from walking import browser

from generator.cli import main
from generator.load.attachments.pdf import anchor_pages

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("volume")]

ITEMS = 26


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The volume of one county of this repository."""
    out = tmp_path_factory.mktemp("volume") / "东海县.pdf"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(REPOSITORY)
        assert main(["volume", "东海县", "--quiet", "--out", str(out)]) == 0
    return out


def test_contents_name_the_page_of_every_part(printed: Path) -> None:
    """Each line of the contents ends in the page on which its part begins, in their order."""
    reader = pypdf.PdfReader(printed)
    pages = anchor_pages(printed.read_bytes())
    parts = [pages[name] for name in sorted(pages) if name.startswith("item-")]
    assert len(parts) == ITEMS
    listed = reader.pages[1].extract_text().splitlines()
    numbers = [int(match[1]) for one in listed if (match := re.search(r" (\d+)$", one))]
    assert numbers == sorted(parts, key=numbers.index)
    assert numbers == sorted(numbers)
    for name in ("item-05", "item-23", "item-b1"):
        lines = reader.pages[pages[name] - 1].extract_text().splitlines()
        # Head and foot of the page, its number, come first in the file.
        assert lines[1] == str(pages[name])
        assert lines[2].startswith(name.removeprefix("item-").upper())


def test_each_page_of_paper_is_confidential(
    printed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The cover and every page of a volume, and of what a reviewer prints; none of the public's."""
    assert all("不得外传" in one.extract_text() for one in pypdf.PdfReader(printed).pages)
    monkeypatch.chdir(copy_invented(tmp_path))
    for audience, folder in (("reviewers", "review"), ("public", "site")):
        assert main(["build", "--quiet", "--without-search", "--for", audience]) == 0
        with served(Path(folder)) as home, browser() as context:
            page = context.new_page()
            for path in ("", "en/", "2018/matrix/", "2018/counties/jia/volume/"):
                answer = page.goto(home + path)
                if answer is not None and answer.ok:
                    paper = pypdf.PdfReader(io.BytesIO(page.pdf())).pages
                    text = [one.extract_text() for one in paper]
                    marked = {"外传" in one or "passed on" in one for one in text}
                    assert marked == {folder == "review"}, path


def test_paper_is_tagged_with_bookmarks_and_its_own_fonts(printed: Path) -> None:
    """A reader program finds the structure, the language and the parts; no font is borrowed."""
    reader = pypdf.PdfReader(printed)
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh"
    titles = {str(one["/Title"]) for one in flat(reader.outline)}
    assert sum(bool(re.match(r"(?:\d\d|B\d) ", one)) for one in titles) == ITEMS
    fonts = [font for page in reader.pages for font in fonts_of(page)]
    assert fonts
    assert all(is_embedded(one) for one in fonts)


def flat(outline: Sequence[Any]) -> list[Any]:
    """The bookmarks of all levels."""
    return [
        one for entry in outline for one in (flat(entry) if isinstance(entry, list) else [entry])
    ]


def fonts_of(page: Any) -> list[Any]:
    return [one.get_object() for one in page["/Resources"]["/Font"].values()]


def is_embedded(font: Any) -> bool:
    """Whether the glyphs are in the file."""
    if font["/Subtype"] == "/Type3":
        return "/CharProcs" in font
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    return any(name.startswith("/FontFile") for name in inner["/FontDescriptor"])


def annotations(page: Any) -> list[Any]:
    return list(page.get("/Annots", []))


def test_paper_leads_nowhere_on_the_machine_that_made_it(printed: Path) -> None:
    """No link and no property names the folder it was printed from."""
    reader = pypdf.PdfReader(printed)
    links = [
        str(one.get_object().get("/A", {}).get("/URI", ""))
        for page in reader.pages
        for one in annotations(page)
    ]
    assert any(one.startswith("http") for one in links)
    assert not [one for one in links if one.startswith("file:")]
    assert "taizhang-" not in str(reader.metadata)


def test_volume_holds_what_the_evidence_pages_hold(printed: Path) -> None:
    """Every ledger row's number and every linked attachment's SHA-256 is on paper."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(printed).pages)
    flowing = re.sub(r"\s", "", text)
    folder = REPOSITORY / "content/counties/donghai"
    for file in folder.glob("[0-9B]*.md"):
        for number in re.findall(r"\| (dh-\d+) \|", file.read_text(encoding="utf-8")):
            assert number in flowing, number
    assert len(re.findall("SHA-256[0-9a-f]{64}", flowing)) > ITEMS


def test_drafts_are_not_in_the_public_volume(public_site: Path) -> None:
    """From the result on the public's volume has the counted parts, and no body of others."""
    html = (public_site / "2018/counties/donghai/volume/index.html").read_text(encoding="utf-8")
    part = html.split('<h2 id="item-06">')[1].split('<h2 id="item-07">')[0]
    assert "未计入" in part
    assert "<h3>" not in part
    assert "<h3>" in html.split('<h2 id="item-07">')[1]
    assert "dh-012" in html


def test_search_does_not_find_a_page_twice(sites: Sites) -> None:
    """The text of the volume is searched where it stands by itself, not again in the volume."""
    script = (sites("reviewers-offline") / "search-data.js").read_text(encoding="utf-8")
    pages = json.loads(script.removeprefix("window.taizhangPages=").rstrip(";\n"))
    found = {address: text for address, _, text, _ in pages}
    assert "dh-012" in found["2018/counties/donghai/05/index.html"]
    assert "dh-012" not in found.get("2018/counties/donghai/volume/index.html", "")


def test_unknown_county_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written for a county that there is not."""
    monkeypatch.chdir(copy_invented(tmp_path))
    assert main(["volume", "丙县", "--quiet"]) == 2
    assert "丙县" in capsys.readouterr().err
    assert not Path("volumes").exists()


@pytest.mark.parametrize("program", ["no-such-browser", "false"])
def test_missing_or_failing_browser_is_told(
    program: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A sentence says what to do, and a volume printed before stays as it was."""
    monkeypatch.chdir(copy_invented(tmp_path))
    monkeypatch.setenv("TAIZHANG_BROWSER", program)
    old = Path("volumes/jia.pdf")
    old.parent.mkdir()
    old.write_text("old", encoding="utf-8")
    assert main(["volume", "jia", "--quiet"]) == 1
    assert "TAIZHANG_BROWSER" in capsys.readouterr().err
    assert old.read_text(encoding="utf-8") == "old"
    assert [one.name for one in old.parent.iterdir()] == ["jia.pdf"]


def test_number_of_a_person_is_starred_on_paper(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the check found is not printed either."""
    root = copy_invented(tmp_path)
    number = "138" + "00138" + "000"
    replace_text(root, "content/counties/jia/01.md", "办好活动。", f"联系人电话 {number}。")
    monkeypatch.chdir(root)
    assert main(["volume", "jia", "--quiet"]) == 0
    text = "".join(page.extract_text() for page in pypdf.PdfReader("volumes/jia.pdf").pages)
    assert number not in re.sub(r"\s", "", text)
    assert "138＊" in text


def test_paper_is_white_in_the_dark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page printed while the dark palette is on has dark letters on white paper."""
    monkeypatch.chdir(copy_invented(tmp_path))
    assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
    with served(Path("review")) as home, browser(color_scheme="dark") as context:
        page = context.new_page()
        page.goto(home)
        assert page.get_attribute("body", "data-md-color-scheme") == "slate"
        ink = "getComputedStyle(document.querySelector('h1')).color"
        dark = page.evaluate(ink)
        page.emulate_media(media="print")
        # Colours may fade from one to the other.
        page.wait_for_function(f"dark => {ink} !== dark", arg=dark)
        page.wait_for_function("() => document.getAnimations().length === 0")
        shades = [int(one) for one in re.findall(r"\d+", page.evaluate(ink))[:3]]
        assert max(shades) < 128


def test_volume_of_a_past_cycle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made of the archived evidence, with that year's items, and marked as that year is."""
    monkeypatch.chdir(REPOSITORY)
    out = tmp_path / "past.pdf"
    command = ["volume", "东海县", "--cycle", "2017", "--quiet", "--out", str(out)]
    assert main(command) == 0
    text = "".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    assert "农村科普宣传栏" in plain
    assert "全部为演示编写" in plain
    assert "content/archive/2017/content/counties/donghai/05.md" in plain
