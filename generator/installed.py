"""Which versions of outside libraries are installed."""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path


@cache
def version_of(library: str) -> str:
    """The version that is installed, "" for none."""
    versions = {version for name, version in _folders() if name == _bare(library)}
    return versions.pop() if len(versions) == 1 else _recorded(library)


@cache
def _folders() -> tuple[tuple[str, str], ...]:
    """Names and versions, as the folders are called that installers leave beside libraries."""
    return tuple(
        (_bare(name), version) for folder in sys.path for name, _, version in _named(folder)
    )


def _named(folder: str) -> Iterator[tuple[str, str, str]]:
    try:
        names = [one.name for one in Path(folder).iterdir()]
    except OSError:
        # What is no folder, such as an archive, is asked in the long way.
        return
    yield from (one.removesuffix(_ENDING).partition("-") for one in names if one.endswith(_ENDING))


def _bare(name: str) -> str:
    return name.lower().replace("-", "_").replace(".", "_")


def _recorded(library: str) -> str:
    # It takes longer than all the rest of a check where nothing differs.
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415

    try:
        return version(library)
    except PackageNotFoundError:
        return ""


_ENDING = ".dist-info"
