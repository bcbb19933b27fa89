"""Pictures told by what they show: copies are found, others are not."""

from itertools import combinations
from pathlib import Path

import pytest
from drawn_pictures import drawn
from on_folder import assess
from project_copy import REPOSITORY

from generator.load.attachments.pictures import fingerprint_of
from generator.model.picture import Fingerprint

COPIES = [(400, 90, "jpg"), (160, 60, "jpg"), (1100, 30, "jpg"), (799, 50, "webp"), (300, 0, "png")]


def alike(one: Fingerprint, other: Fingerprint) -> bool:
    return one.may_be_near(other) and one.looks_like(other)


@pytest.mark.parametrize("seed", range(1, 9))
def test_copy_looks_like_its_original(seed: int, tmp_path: Path) -> None:
    """Smaller, larger, of poor quality, in another format: the same picture."""
    drawn(seed, 800).save(tmp_path / "original.jpg", quality=92)
    original = Fingerprint.of(fingerprint_of((tmp_path / "original.jpg").read_bytes()))
    for size, quality, suffix in COPIES:
        file = tmp_path / f"copy.{suffix}"
        drawn(seed, size).save(file, quality=quality)
        assert alike(original, Fingerprint.of(fingerprint_of(file.read_bytes()))), (
            size,
            quality,
            suffix,
        )


def test_other_pictures_do_not_look_alike(tmp_path: Path) -> None:
    """Of sixty pictures no two are taken for one."""
    prints = []
    for seed in range(1, 61):
        drawn(seed, 200).save(tmp_path / "one.jpg")
        prints.append(Fingerprint.of(fingerprint_of((tmp_path / "one.jpg").read_bytes())))
    assert not any(alike(one, other) for one, other in combinations(prints, 2))


def test_blank_picture_has_no_fingerprint(tmp_path: Path) -> None:
    """An empty sheet looks like any other."""
    drawn(0, 400).save(tmp_path / "blank.jpg")
    assert fingerprint_of((tmp_path / "blank.jpg").read_bytes()) == ""


def test_drawn_scenes_of_the_demonstration_differ() -> None:
    """One scene in other colours is another picture: nothing is said of this repository."""
    files = sorted((REPOSITORY / "content/counties").glob("*/attachments/*.jpg"))
    prints = [Fingerprint.of(text) for one in files if (text := fingerprint_of(one.read_bytes()))]
    assert len(prints) > 30
    assert not any(alike(one, other) for one, other in combinations(prints, 2) if one != other)
    assert "similar-picture" not in {one.code for one in assess(REPOSITORY).findings}
