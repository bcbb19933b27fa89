"""Files of a county rewritten from what was read of a workbook or a ledger."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from generator.atomic_write import write_atomically
from generator.chinese.sum_rows import group_word, sum_word
from generator.chinese.unseen import seen_text
from generator.forms.rewriting import one_line, rewritten, skeleton, statement_skeleton, tidy
from generator.intake.matching import proof_cell
from generator.intake.proof_names import named_attachments
from generator.load.county import STATEMENT
from generator.load.evidence.clean_text import clean_text
from generator.load.evidence.row_mends import mended_row
from generator.load.evidence.source import read_source, read_statement_source
from generator.load.evidence.text_limits import limited_text
from generator.load.files import ProjectFiles, UnreadableFile, files_below
from generator.load.personal_data import mask_personal_data
from generator.load.project import Project
from generator.model.book import PREFACE_LABEL, shown_row
from generator.model.finding import Fault
from generator.model.intake import ReadItem, row_of
from generator.model.message import N_, Message
from generator.model.place import COUNTIES
from generator.model.rubric import County, Indicator
from generator.model.source import Source

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFile:
    """What a file is to become; ``content`` is None where it stays as it is.

    ``added``, ``changed`` and ``removed`` count rows; ``boxes`` are the parts and keys that say
    something else. ``trouble`` says why nothing of it is written.
    """

    item: str
    path: str
    read: ReadItem
    content: bytes | None = None
    new: bool = False
    added: int = 0
    changed: int = 0
    removed: int = 0
    boxes: tuple[str, ...] = ()
    trouble: Message | None = None


@dataclass(frozen=True, slots=True)
class CountySources:
    """The files of a county line by line, by item; ``unread`` has the fault of those that cannot be.

    ``contents`` are the bytes they were read from.
    """

    sources: Mapping[str, Source]
    contents: Mapping[str, bytes]
    unread: Mapping[str, Fault]


def read_sources(project: Project, county: County, items: Iterable[str]) -> CountySources:
    """Read the files of those items, index among them, as far as they are there."""
    files = ProjectFiles(project.root)
    sources, unread = dict[str, Source](), dict[str, Fault]()
    for item in items:
        path = _path(county, item)
        file = project.root / path
        if not (file.exists() or file.is_symlink()):
            continue
        try:
            limited_text(files, path)
            text = files.contents[path].decode("utf-8-sig")
            sources[item] = _source(project, text, path, item)
        except UnreadableFile as error:
            unread[item] = error.fault
    contents = {item: files.contents[_path(county, item)] for item in sources}
    return CountySources(sources, contents, unread)


def plan_files(
    project: Project, county: County, reads: Iterable[ReadItem]
) -> Iterator[PlannedFile]:
    """Plan each file; nothing is written."""
    reads = tuple(reads)
    known = read_sources(project, county, [read.item for read in reads])
    folder = project.root / COUNTIES / county.id
    attachments = {
        path.relative_to(folder).as_posix()
        for path in files_below(folder / "attachments", lambda _: None)
    }
    for read in reads:
        yield _planned(project, county, read, known, attachments)


def write_planned(project: Project, planned: Iterable[PlannedFile]) -> None:
    """Write what was planned, each file whole or not at all."""
    for file in planned:
        if file.content is not None:
            write_atomically(project.root / file.path, file.content)


def _planned(
    project: Project,
    county: County,
    read: ReadItem,
    known: CountySources,
    attachments: Collection[str],
) -> PlannedFile:
    path = _path(county, read.item)
    planned = PlannedFile(item=read.item, path=path, read=read, new=read.item not in known.sources)
    folder = (project.root / path).parent
    if read.item in known.unread or folder.is_symlink():
        return replace(planned, trouble=Message(_UNREAD, {"file": path}))
    source = known.sources.get(read.item) or _source(
        project, _empty(project, read.item), path, read.item
    )
    meant = _meant(project, read, source, attachments)
    text = rewritten(source, meant)
    after = _source(project, text, path, read.item)
    if (wrong := _other_than_meant(after.read, meant, path, project)) is not None:
        return replace(planned, trouble=Message(_NOT_AS_MEANT, {"box": wrong}))
    before = "".join(line.written for line in source.lines)
    added, changed, removed = row_counts(source.read, meant)
    planned = replace(
        planned,
        read=meant,
        boxes=tuple(changed_boxes(source.read, meant)),
        added=added,
        changed=changed,
        removed=removed,
    )
    if text == before and not planned.new:
        return planned
    old = known.contents.get(read.item, b"")
    mark = _BYTE_ORDER_MARK if old.startswith(_BYTE_ORDER_MARK) else b""
    return replace(planned, content=mark + text.encode())


def _path(county: County, item: str) -> str:
    return f"{COUNTIES}/{county.id}/{item}.md"


def _source(project: Project, text: str, path: str, item: str) -> Source:
    if item == STATEMENT:
        return read_statement_source(text, path, project.rubric)
    return read_source(text, path, item, project.rubric)


def _empty(project: Project, item: str) -> str:
    rubric = project.rubric
    if item == STATEMENT:
        return statement_skeleton(rubric.statement)
    bonus = rubric.items[item].bonus
    return skeleton(item, rubric.parts[-1:] if bonus else rubric.parts)


def _meant(
    project: Project, read: ReadItem, source: Source, attachments: Collection[str]
) -> ReadItem:
    """What was read, rows that are new in their proper form, with links to the files they name."""
    if read.rows is None:
        return read
    item = project.rubric.items[read.item]
    standing = {
        shown_row(one_line(row.cells), item): one_line(row.cells) for row in source.read.rows or ()
    }
    rows = []
    for row in read.rows:
        cells = one_line(row.cells)
        # In the file, too, a number of a person is masked where it is read.
        same = standing.get(shown_row(_seen_cells(cells, source.path, project), item))
        if same is None:
            if _is_sum(cells):
                continue
            same = _mended(cells, item, project, attachments)
        rows.append(row_of(same, row.where))
    return replace(read, rows=tuple(rows))


def _seen_cells(cells: tuple[str, ...], path: str, project: Project) -> tuple[str, ...]:
    """The cells of a row as the check reads them."""
    return tuple(mask_personal_data(cell, path, project.rubric, []) for cell in cells)


def _seen_part(text: str, path: str, project: Project) -> str:
    """The text of a part as the check reads it."""
    return tidy(clean_text(tidy(text), path, project.rubric, (), []))


def _is_sum(cells: tuple[str, ...]) -> bool:
    """Whether the row sums up others, or says over a group of them what it is."""
    filled = [cell for cell in cells if cell]
    return any(map(sum_word, cells[:3])) or group_word(filled) is not None


def _mended(
    cells: tuple[str, ...], item: Indicator, project: Project, attachments: Collection[str]
) -> tuple[str, ...]:
    # What Word leaves between letters is no part of what the officer wrote.
    seen = tuple(seen_text(cell, strict=True) for cell in cells)
    mended = mended_row(seen, item, project.rubric)
    targets = named_attachments(mended[6], attachments)
    if targets is None:
        return mended
    titles = {target: name for name, target in targets}
    return (*mended[:6], proof_cell([*titles], titles), *mended[7:])


def _other_than_meant(after: ReadItem, meant: ReadItem, path: str, project: Project) -> str | None:
    """The box whose text would be read as something else, None where all is as it was meant."""
    if meant.rows is not None:
        found = [one_line(row.cells) for row in after.rows or ()]
        if found != [_seen_cells(row.cells, path, project) for row in meant.rows]:
            return "台账"
    for name, text in (meant.parts or {}).items():
        if tidy((after.parts or {}).get(name, "")) != _seen_part(text, path, project):
            return name or PREFACE_LABEL
    claimed = meant.claims is not None and after.claims is not None
    return "申报" if claimed and dict(meant.claims or {}) != after.claims else None


def row_counts(old_item: ReadItem, meant: ReadItem) -> tuple[int, int, int]:
    """How many rows are new, changed and gone."""
    old = [one_line(row.cells) for row in old_item.rows or ()]
    new = old if meant.rows is None else [row.cells for row in meant.rows]
    added = changed = removed = 0
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            same = min(b - a, d - c)
            changed, added, removed = changed + same, added + d - c - same, removed + b - a - same
    return added, changed, removed


def changed_boxes(old: ReadItem, meant: ReadItem) -> Iterator[str]:
    """The parts and keys that say something else."""
    for name, text in (meant.parts or {}).items():
        if tidy((old.parts or {}).get(name, "")) != tidy(text):
            yield name or PREFACE_LABEL
    if meant.claims is not None and old.claims is not None and meant.claims != old.claims:
        yield "申报"
    if meant.status is not None and old.status is not None and meant.status != old.status:
        yield "状态"


_UNREAD = N_("{file} cannot be read: mend it first (taizhang check says how), then take this again")
_NOT_AS_MEANT = N_(
    "“{box}” holds a line that would be read as a heading or a row of the ledger; write it otherwise"
)
