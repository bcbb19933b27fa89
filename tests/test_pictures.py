"""Pictures compared by what they show: copies are found, other pictures are not."""

from itertools import combinations
from pathlib import Path

import pytest
from drawn_pictures import drawn
from on_folder import assessed_repository
from project_copy import REPOSITORY

from generator.load.attachments.pictures import fingerprint_of
from generator.model.picture import Fingerprint

COPIES = [(400, 90, "jpg"), (160, 60, "jpg"), (1100, 30, "jpg"), (799, 50, "webp"), (300, 0, "png")]


def alike(first: Fingerprint, second: Fingerprint) -> bool:
    return first.may_be_near(second) and first.looks_like(second)


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
        drawn(seed, 200).save(tmp_path / "picture.jpg")
        prints.append(Fingerprint.of(fingerprint_of((tmp_path / "picture.jpg").read_bytes())))
    assert not any(alike(*pair) for pair in combinations(prints, 2))


def test_blank_picture_has_no_fingerprint(tmp_path: Path) -> None:
    """An empty sheet looks like any other."""
    drawn(0, 400).save(tmp_path / "blank.jpg")
    assert fingerprint_of((tmp_path / "blank.jpg").read_bytes()) == ""


def test_drawn_scenes_of_the_demonstration_differ() -> None:
    """One scene in other colours is another picture: nothing is said of this repository."""
    files = sorted((REPOSITORY / "content/counties").glob("*/attachments/*.jpg"))
    prints = [Fingerprint.of(text) for file in files if (text := fingerprint_of(file.read_bytes()))]
    assert len(prints) > 30
    assert not any(alike(*pair) for pair in combinations(prints, 2) if pair[0] != pair[1])
    assert "similar-picture" not in {finding.code for finding in assessed_repository().findings}
