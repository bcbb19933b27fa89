"""The pictures of the guides: there, small, described in the language of the page, all shown."""

import re
from pathlib import Path

import pytest
from PIL import Image
from project_copy import REPOSITORY

GUIDES = REPOSITORY / "content/pages/guide"
PICTURES = {one.name: one for one in (GUIDES / "pictures").iterdir()}
PAGES = sorted(GUIDES.glob("*.md"))
MOST = 60 * 1024
# As it stands in a guide: what it shows, where it is, how large, and where a click leads.
PICTURE = re.compile(
    r"\[!\[([^\]]*)\]\(pictures/([^)]+)\)"
    r"\{ loading=lazy width=(\d+) height=(\d+) \}\]\(pictures/([^)]+)\)"
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pictures_of_a_guide_are_there(page: Path) -> None:
    """Each is in the folder and has its own size; its words are in the language of the page."""
    text = page.read_text(encoding="utf-8")
    found = PICTURE.findall(text)
    assert text.count("(pictures/") == 2 * len(found)
    for words, name, width, height, target in found:
        assert name == target
        with Image.open(PICTURES[name]) as opened:
            assert (int(width), int(height)) == opened.size
        is_english = page.name.endswith(".en.md")
        assert is_english == (len(re.findall("[a-z]", words)) > len(words) / 2), words
        assert len(words) > 20


def test_every_picture_is_small_and_shown() -> None:
    """At most 60 KB, nothing in it but the picture, and on a page of each language."""
    texts = {page: page.read_text(encoding="utf-8") for page in PAGES}
    for name, file in PICTURES.items():
        assert file.stat().st_size <= MOST, name
        with Image.open(file) as opened:
            assert not {"exif", "xmp", "icc_profile"} & opened.info.keys()
        shown = {page.name.endswith(".en.md") for page, text in texts.items() if name in text}
        assert shown == {True, False}, name


def test_every_picture_is_made() -> None:
    """``make pictures`` makes each of them: none is drawn by hand and grows old."""
    script = (REPOSITORY / "tools/pictures.py").read_text(encoding="utf-8")
    assert set(re.findall(r'yield "([a-z-]+)"', script)) == {Path(name).stem for name in PICTURES}
