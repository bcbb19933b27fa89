"""The files of open data: what each table holds, column by column, and what Excel makes of CSV."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.message import N_
from generator.model.open_data import (
    COLUMN_TYPE_NAMES,
    LICENCE,
    DataFile,
    Dataset,
    Distribution,
    dataset_description,
)
from generator.model.page import Heading, Page
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import METHOD_TAB, PageKind
from generator.pages.words import DATA_FILES

_TITLE = N_("Data to take away")
_OTHER = N_("Other files")
_CHANGES = (
    ("20.10", "20.1", N_("number of a clause: it becomes another clause")),
    ("05", "5", N_("number of an indicator")),
    ("5-3", N_("the date 5/3"), N_("number of an entry")),
    ("11/27", N_("the date 11/27"), N_("a rate, 11 of 27")),
)
"""What stands in a CSV file, what Excel and WPS show of it, and what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A file of open data with its size and SHA-256."""

    name: str
    address: str
    title: str
    size: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnRow:
    """A column of a table: its key, its meaning, and its type in the workbook."""

    key: str
    meaning: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileGroup:
    """A table in its several forms with its columns, or the files that are no table."""

    anchor: str
    title: str
    files: tuple[Download, ...]
    columns: tuple[ColumnRow, ...]


def data_page(context: PageContext, data: Sequence[DataFile]) -> Page:
    """Return the page of the files of open data, as far as this audience may have them."""
    address = context.addresses.data_page
    groups = tuple(_groups(context, data))
    fixed = {"excel": N_("What Excel does to CSV"), "licence": N_("Licence")}
    headings = [
        *(Heading(title=group.title, anchor=group.anchor) for group in groups),
        *(Heading(title=context.text(title), anchor=anchor) for anchor, title in fixed.items()),
    ]
    return Page(
        address=address,
        title=context.text(_TITLE),
        description=context.say(
            N_("{title}: data files, their columns and licence."), title=context.rubric.title
        ),
        shell=context.shell(PageKind.METHOD),
        body=context.templates.render(
            "data.html",
            address,
            groups=groups,
            changes=tuple(tuple(context.text(text) for text in change) for change in _CHANGES),
            licence=LICENCE,
        ),
        contents=tuple(headings),
        path=context.path(context.named_link(METHOD_TAB, context.addresses.method)),
        dataset=_dataset(context, data),
    )


def _groups(context: PageContext, data: Sequence[DataFile]) -> Iterator[FileGroup]:
    """The tables, then the other files."""
    tables = {_stem(file): file for file in data if file.columns}
    for stem, table in tables.items():
        yield FileGroup(
            anchor=stem,
            title=context.text(DATA_FILES[table.name]),
            files=tuple(_downloads(context, [file for file in data if _stem(file) == stem])),
            columns=tuple(
                ColumnRow(
                    key=column.key,
                    meaning=context.text(column.title),
                    type=context.text(COLUMN_TYPE_NAMES[column.type]),
                )
                for column in table.columns
            ),
        )
    others = [file for file in data if _stem(file) not in tables]
    yield FileGroup(
        anchor="other",
        title=context.text(_OTHER),
        files=tuple(_downloads(context, others)),
        columns=(),
    )


def _stem(file: DataFile) -> str:
    return file.name.partition(".")[0]


def _dataset(context: PageContext, data: Sequence[DataFile]) -> Dataset:
    # A table stands in several forms; it is described once.
    titles = dict.fromkeys(file.title for file in data if file.name.endswith((".csv", ".yaml")))
    announced = (notice.announcement for _, notice in context.announced)
    made_up = context.rubric.demonstration or any(
        announcement.demonstration for announcement in announced
    )
    return Dataset(
        # In Chinese on every page, as the files are.
        name=context.official.title,
        description=dataset_description(context.official.title, titles, made_up=made_up),
        creator=context.official.organiser,
        period=context.rubric.period,
        modified=context.since,
        files=tuple(
            Distribution(file=file, address=context.addresses.data(file.name))
            for file in data
            if not file.name.endswith(".schema.json")
        ),
    )


def _downloads(context: PageContext, data: Iterable[DataFile]) -> Iterator[Download]:
    for file in data:
        yield Download(
            name=file.name,
            address=context.addresses.data(file.name),
            title=_content(context, file),
            size=f"{max(1, round(file.size / 1024))} KB",
            digest=file.digest,
        )


def _content(context: PageContext, file: DataFile) -> str:
    """What the file holds, in the pages' language."""
    if file.name.endswith(".schema.json"):
        described = file.name.replace(".schema", "")
        return context.say(N_("The format of {file}"), file=described)
    for _, notice in context.announced:
        if notice.name == file.name:
            return context.say(N_("The announcement of {day}"), day=notice.announcement.issued)
        if file.name in notice.signatures:
            return context.say(N_("A signature of {file}"), file=notice.name)
    return context.text(DATA_FILES[file.name])
