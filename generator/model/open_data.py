"""Files of open data: what can be downloaded from a site."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Literal

from generator.model.message import N_

FEED = "feed.xml"
"""The feed of announcements: the one file that stands beside the cycles, not under one."""

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
"""The licence of all open data."""

MADE_UP = "演示数据，不代表任何单位的真实工作。"
"""What is said of files that hold anything made up."""

MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "csv": "text/csv",
        "json": "application/json",
        "yaml": "application/yaml",
        "xml": "application/atom+xml",
        "py": "text/x-python",
        "sig": "text/plain",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
"""What a file is, by its ending."""


ColumnType = Literal["string", "integer", "decimal", "date", "boolean"]
"""What a column holds; decimals may be fractions and, like dates, are texts in JSON."""

COLUMN_TYPE_NAMES: Mapping[ColumnType, str] = MappingProxyType(
    {
        "string": N_("text"),
        "integer": N_("number"),
        "decimal": N_("number"),
        "date": N_("date"),
        "boolean": N_("true or false"),
    }
)
"""What the type of a column is called."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its key, what it means as a sentence of the catalogue, its type."""

    key: str
    title: str
    type: ColumnType = "string"


class Pieces:
    """The pieces of a file, made anew each time they are asked for: they need not be held."""

    def __init__(self, make: Callable[[], Iterable[bytes]]) -> None:
        self._make = make

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._make())


Content = tuple[bytes, ...] | Pieces
"""The pieces of a file, held or made."""


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file under ``data/``; ``title`` says in Chinese what it holds.

    The content is in pieces, of whole lines where it is text, so that those of many counties
    need not be joined; files are compared by their ``digest``. ``columns`` are those of a table, in
    CSV and as a workbook.
    """

    name: str
    title: str
    content: Content = field(compare=False)
    size: int
    digest: str
    columns: tuple[Column, ...] = ()

    @property
    def media_type(self) -> str:
        """What the file is, for programs."""
        return MEDIA_TYPES[self.name.rpartition(".")[2]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """One file of a dataset, and the address it has in the site."""

    file: DataFile
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """All files of open data as one data set, as search engines list it.

    Files that only describe the format of another are not among ``files``.
    ``modified`` is the day of the present state, "" while nothing was logged.
    """

    name: str
    description: str
    creator: str
    period: tuple[date, date]
    modified: str
    files: tuple[Distribution, ...]


def dataset_description(title: str, titles: Iterable[str], *, made_up: bool) -> str:
    """The Chinese description of all files of a cycle."""
    return f"{title}的公开数据。{'；'.join(titles)}。{MADE_UP if made_up else ''}"
