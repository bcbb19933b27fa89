"""Which versions of outside libraries are installed, told without loading any of them."""

import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache

_KINDS = frozenset({"dist-info", "egg-info"})


def version_of(library: str) -> str:
    """The version that is installed, "" for none."""
    return _installed().get(_plain(library), "")


@cache
def _installed() -> Mapping[str, str]:
    """Every version by name, as the folders beside the libraries name them.

    importlib.metadata reads the same names, and takes a tenth of a short run to be loaded.
    """
    found: dict[str, str] = {}
    for name in _names():
        whole, _, kind = name.rpartition(".")
        if kind in _KINDS:
            library, _, version = whole.partition("-")
            found.setdefault(_plain(library), version)
    return found


def _names() -> Iterator[str]:
    for folder in sys.path:
        if os.path.isdir(folder):  # noqa: PTH112 - pathlib takes "", which is no folder, for "."
            yield from sorted(os.listdir(folder))  # noqa: PTH208 - as above


def _plain(library: str) -> str:
    return library.lower().replace("_", "-").replace(".", "-")
