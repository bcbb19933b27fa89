"""Which versions of outside libraries are installed."""

from importlib.metadata import PackageNotFoundError, version


def version_of(library: str) -> str:
    """The version that is installed, "" for none."""
    try:
        return version(library)
    except PackageNotFoundError:
        return ""
