"""Copies beside their originals, and names that a full-width sign joins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.load.file_copies import original_of
from generator.load.shaping import split_names

ORIGINAL = "01-open.yaml"


@pytest.mark.parametrize(
    "name",
    [
        "01-open - 副本.yaml",
        "01-open - 副本 (2).yaml",
        "01-open副本.yaml",
        "01-open 的副本.yaml",
        "01-open_副本2.yaml",
        "复件 01-open.yaml",
        "Copy of 01-open.yaml",
        "01-open - Copy.yaml",
        "01-open copy 2.yaml",
        "01-open(1).yaml",
        "01-open（1）.yaml",
        "01-open.yaml.bak",
        "01-open.yaml~",
    ],
)
def test_copy_is_known_by_its_name(name: str) -> None:
    """What systems and editors call a copy; without its original it is only misnamed."""
    assert original_of(name, {ORIGINAL, name}) == ORIGINAL
    assert original_of(name, {name}) is None


@pytest.mark.parametrize("name", [ORIGINAL, "02-closed.yaml", "01-open.yml", "L01.yaml"])
def test_other_files_are_no_copies(name: str) -> None:
    """Neither the original nor the next file."""
    assert original_of(name, {ORIGINAL, name}) is None


@pytest.mark.parametrize("sign", ["，", "、", "；", ",", "， "])
@pytest.mark.parametrize("around", ["", "【】", "［］", "“”", "[]"])
@given(names=st.lists(st.text("东海县灌云区", min_size=1, max_size=4), min_size=1, max_size=5))
def test_names_are_split_at_any_comma(sign: str, around: str, names: list[str]) -> None:
    """Whatever comma and brackets they stand in."""
    opened, closed = (around[:1], around[1:])
    assert split_names(f"{opened}{sign.join(names)}{closed}") == tuple(names)
