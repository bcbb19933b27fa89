"""Pictures on the pages: their shape kept, nothing moved by them, never without words."""

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from drawn_pictures import drawn
from PIL import Image
from playwright.sync_api import Page
from project_copy import copy_invented, replace_text
from serving import served
from walking import browser

from generator.cli import main
from generator.load.attachments.picture_texts import UnreadablePicture
from generator.load.attachments.pictures import size_of
from generator.model.picture import Size

PICTURES = {"wide": (4000, 1000), "tall": (900, 4000), "small": (120, 90)}
_PICTURE = re.compile(r"<img\b[^>]*>")
_BOXES = """() => [...document.querySelectorAll('article img')].map((one) => {
    const box = one.getBoundingClientRect();
    const column = one.parentElement.getBoundingClientRect();
    return [one.alt, box.width, box.height, column.width, one.complete && one.naturalWidth > 0];
})"""


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project with large and small pictures, for reviewers."""
    root = copy_invented(tmp_path_factory.mktemp("pictures"))
    folder = root / "content/counties/jia/attachments"
    for seed, (name, size) in enumerate(PICTURES.items(), start=1):
        drawn(seed, 400).resize(size).save(folder / f"{name} 图.jpg", quality=40)
    written = "".join(
        f"\n\n![{' ' if name == 'small' else name}](<attachments/{name} 图.jpg>)"
        for name in PICTURES
    )
    text = f"办好活动。{written}\n\n![一 < 二](<attachments/small 图.jpg>)"
    replace_text(root, "content/counties/jia/01.md", "办好活动。", text)
    replace_text(
        root,
        "content/counties/jia/01.md",
        "| 甲县 | [签到表](attachments/list.pdf) | j-1",
        "| 甲县 | [会场](<attachments/wide 图.jpg>) | j-1",
    )
    replace_text(root, "content/counties/jia/index.md", "虚构。", f"虚构。{written}")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
    return root / "review"


def pictures_on(site: Path, path: str) -> list[dict[str, str]]:
    """The attributes of the page's pictures, in their order."""
    html = (site / path / "index.html").read_text(encoding="utf-8").split("<article")[1]
    return [
        {name: unescape(value) for name, value in re.findall(r' ([a-z]+)="([^"]*)"', one)}
        for one in _PICTURE.findall(html)
    ]


@pytest.mark.parametrize("path", ["01/", "", "volume/"])
def test_size_stands_in_the_page(review: Path, path: str) -> None:
    """Each picture has the size of its file, and words: the county's, or that there are none."""
    shown = pictures_on(review, f"2018/counties/jia/{path}")
    assert len(shown) >= 3
    for one in shown:
        file = review / "2018/counties/jia" / path / one["src"].replace("%20", " ")
        with Image.open(str(file).replace("%E5%9B%BE", "图")) as opened:
            assert (one["width"], one["height"]) == tuple(map(str, opened.size))
        assert one["alt"]
    assert "没有说明" in {one["alt"] for one in shown}


def test_words_are_those_of_the_evidence(review: Path) -> None:
    """In a text what stands in the brackets; among the attachments the fact that it proves too."""
    shown = [one["alt"] for one in pictures_on(review, "2018/counties/jia/01/")]
    assert shown[:4] == ["wide", "tall", "没有说明", "一 < 二"]
    assert shown[4:] == ["春季活动：wide", "tall", "一 < 二"]


@pytest.mark.parametrize("path", ["01/", ""])
def test_only_the_first_is_loaded_at_once(review: Path, path: str) -> None:
    """The others wait until they come into sight."""
    lazy = [one.get("loading") for one in pictures_on(review, f"2018/counties/jia/{path}")]
    assert lazy == [None, *["lazy"] * (len(lazy) - 1)]


def boxes(page: Page, url: str) -> list[list[Any]]:
    page.goto(url)
    page.evaluate("for (const one of document.images) one.loading = 'eager'")
    page.wait_for_function("() => [...document.images].every((one) => one.complete)")
    found: list[list[Any]] = page.evaluate(_BOXES)
    return found


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", ["01/", "", "volume/"])
def test_pictures_move_nothing_and_keep_their_shape(review: Path, width: int, path: str) -> None:
    """A box is as large before its picture comes as after, inside its column, never above a screen."""
    with (
        served(review) as home,
        browser(viewport={"width": width, "height": 900}) as context,
    ):
        page = context.new_page()
        url = f"{home}2018/counties/jia/{path}"
        after = boxes(page, url)
        page.route("**/*.jpg", lambda route: route.abort())
        before = boxes(page, url)
    assert all(one[4] for one in after)
    assert not any(one[4] for one in before)
    assert [one[:4] for one in before] == [one[:4] for one in after]
    for name, wide, high, column, _ in after:
        assert wide <= column + 1
        assert high <= 900
        if name == "wide" and path == "":
            assert wide / high == pytest.approx(4, rel=0.02)


def test_size_is_that_of_the_picture_held_upright(tmp_path: Path) -> None:
    """A photograph taken on its side is as high as it was wide."""
    picture = drawn(1, 400)
    exif = picture.getexif()
    exif[0x0112] = 6
    picture.save(tmp_path / "side.jpg", exif=exif)
    assert Size(300, 400) == size_of((tmp_path / "side.jpg").read_bytes())
    (tmp_path / "none.jpg").write_bytes(b"\xff\xd8\xff\xe0 no picture")
    with pytest.raises(UnreadablePicture):
        size_of((tmp_path / "none.jpg").read_bytes())
