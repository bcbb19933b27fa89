"""A county's text line by line, so that what differs can be written and no other byte changes."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from generator.load.evidence.cells import split_row
from generator.load.evidence.clean_text import clean_text
from generator.load.evidence.front_matter import STATUSES, split_front_matter
from generator.load.evidence.ledger import HEADERS, counts_people, is_ledger
from generator.load.evidence.markup_faults import blank_comments
from generator.load.evidence.sections import read_sections
from generator.load.evidence.stray_rows import fenced_lines, take_stray_rows
from generator.load.files import with_plain_line_ends
from generator.load.yaml_events import Mapping as YamlMapping
from generator.load.yaml_events import Scalar
from generator.model.evidence import ALL_COLUMNS, COLUMNS, PEOPLE
from generator.model.intake import CellPlace, ReadItem, ReadRow, row_of
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.model.source import LineKind, Source, SourceLine

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_HEADING = re.compile(r" {0,3}#{1,6}(?!#)")
_PEOPLE_AT = ALL_COLUMNS.index(PEOPLE)


def read_source(text: str, path: str, item: str, rubric: Rubric) -> Source:
    """The lines of an evidence file, given with the line ends that it has."""
    plain = with_plain_line_ends(text)
    seen, _ = blank_comments(clean_text(plain, path, rubric, rubric.parts, []), path)
    head, body, first = split_front_matter(seen, path, [])
    lines = _Lines(text, seen)
    lines.kinds[: first - 1] = [LineKind.HEAD] * (first - 1)
    _find_rows(lines, body, Place(path, first), rubric.parts)
    status, claims = _key_lines(head)
    return Source(
        path=path,
        lines=lines.made(),
        read=ReadItem(
            item=item,
            rows=tuple(lines.rows(path)),
            parts=lines.texts(),
            claims=None if claims is None else claims.amounts,
            status=None if status is None else _status_word(status.text),
        ),
        parts=rubric.parts,
        status_line=None if status is None else status.place.line - 1,
        claim_lines=None if claims is None else claims.lines,
    )


def read_statement_source(text: str, path: str, rubric: Rubric) -> Source:
    """The lines of a county's statement; its parts are the headings that the rubric names."""
    plain = with_plain_line_ends(text)
    seen, _ = blank_comments(clean_text(plain, path, rubric, (), []), path)
    lines = _Lines(text, seen)
    left = list(rubric.statement)
    fenced = fenced_lines(lines.seen)
    for at, line in enumerate(lines.seen):
        title = "".join(line.strip("#*_ ").split())
        name = next((name for name in left if name in title), None)
        if at not in fenced and name is not None and _HEADING.match(line):
            left.remove(name)
            lines.open(at, name)
    return Source(
        path=path,
        lines=lines.made(),
        read=ReadItem(item="index", parts=lines.texts()),
        parts=rubric.statement,
    )


def _status_word(written: str) -> str:
    """The status in Chinese, which a file may name in English."""
    known = STATUSES.get(written)
    return next((word for word, status in STATUSES.items() if status is known), written)


@dataclass(frozen=True, slots=True)
class _Claims:
    amounts: Mapping[str, str]
    lines: Mapping[str, int]


def _key_lines(head: YamlMapping) -> tuple[Scalar | None, _Claims | None]:
    """The status, and the claims with their lines; None where a person has to look."""
    status, claims = None, _Claims({}, {})
    keys = [key.text for key, _ in head.items]
    for key, node in head.items:
        if key.text in ("状态", "status") and isinstance(node, Scalar):
            status = node
        if key.text in ("申报", "claims") and isinstance(node, YamlMapping):
            amounts = {one.text: value for one, value in node.items}
            texts = {
                name: value.text for name, value in amounts.items() if isinstance(value, Scalar)
            }
            places = {one.text: one.place.line - 1 for one, _ in node.items}
            # On a line of their own each, or they are left to whoever wrote them so.
            if len(texts) < len(node.items) or len({*places.values(), key.place.line - 1}) <= len(
                places
            ):
                return status, None
            claims = _Claims(texts, {"": key.place.line - 1, **places})
        elif key.text in ("申报", "claims") and not (isinstance(node, Scalar) and not node.text):
            return status, None
        elif key.text in ("申报", "claims"):
            claims = _Claims({}, {"": key.place.line - 1})
    if len(set(keys)) < len(keys):
        return None, None
    return status, claims if head.items else None


@dataclass(slots=True)
class _Lines:
    """The lines with what was found of each."""

    text: str
    whole: str
    written: list[str] = field(init=False)
    seen: list[str] = field(init=False)
    kinds: list[LineKind] = field(init=False)
    parts: list[str] = field(init=False)
    cells: dict[int, tuple[str, ...]] = field(init=False, default_factory=dict)
    own: dict[int, tuple[str, ...]] = field(init=False, default_factory=dict)
    peopled: set[int] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        self.written = _LINES.findall(self.text)
        self.seen = self.whole.split("\n")[: len(self.written)]
        self.kinds = [LineKind.TEXT] * len(self.written)
        self.parts = [""] * len(self.written)

    def open(self, at: int, part: str) -> None:
        """A heading: what stands below it belongs to the part."""
        self.kinds[at] = LineKind.HEADING
        self.parts[at:] = [part] * (len(self.parts) - at)

    def add_row(self, place: Place, row: str, *, people: bool) -> None:
        at = place.line - 1
        texts = tuple(cell.text for cell in split_row(row, place))
        if people:
            self.peopled.add(at)
        self.kinds[at] = LineKind.ROW if any(texts) else LineKind.EMPTY
        cells = _in_order(texts, people=people)
        if cells is not None:
            self.cells[at] = cells
            line = self.written[at].rstrip("\r\n")[place.column - 1 :]
            own = tuple(cell.text for cell in split_row(line.rstrip(), place))
            self.own[at] = (len(own) == len(texts) and _in_order(own, people=people)) or cells

    def made(self) -> tuple[SourceLine, ...]:
        return tuple(
            SourceLine(
                written=written,
                seen=self.seen[at],
                kind=self.kinds[at],
                part=self.parts[at],
                cells=self.cells.get(at, ()),
                own=self.own.get(at, ()),
                people=at in self.peopled,
            )
            for at, written in enumerate(self.written)
        )

    def rows(self, path: str) -> Iterator[ReadRow]:
        for at, kind in enumerate(self.kinds):
            if kind is LineKind.ROW:
                # One that cannot be split goes its way whole, as its fact.
                cells = self.cells.get(at) or ("", self.seen[at].strip(), *[""] * 6)
                yield row_of(cells, CellPlace(path, "", str(at + 1)))

    def texts(self) -> Mapping[str, str]:
        names = dict.fromkeys(self.parts)
        found: dict[str, list[str]] = {name: [] for name in names}
        for seen, kind, part in zip(self.seen, self.kinds, self.parts, strict=True):
            if kind is LineKind.TEXT:
                found[part].append(seen.rstrip())
        return {name: "\n".join(lines).strip("\n") for name, lines in found.items()}


def _in_order(texts: tuple[str, ...], *, people: bool) -> tuple[str, ...] | None:
    """The cells of a row as a ledger with all columns has them, None for another number."""
    if len(texts) not in (len(COLUMNS) - 1 + people, len(COLUMNS) + people):
        return None
    whole = texts if people else (*texts[:_PEOPLE_AT], "", *texts[_PEOPLE_AT:])
    return (*whole, "")[: len(ALL_COLUMNS)]


def _find_rows(lines: _Lines, body: str, origin: Place, parts: Collection[str]) -> None:
    """Mark headings, tables and rows of the body."""
    stray = take_stray_rows(body, origin, HEADERS)
    start = origin.line - 1
    kept, left = body.split("\n"), stray.text.split("\n")
    # A header that Markdown does not see, with its dashes.
    torn = [start + at for at in range(len(kept)) if kept[at].strip() and not left[at].strip()]
    sections = read_sections(stray.text, origin, parts, HEADERS)
    seen_parts: set[str] = set()
    rows = [(place, row, place in stray.peopled) for place, row in stray.rows]
    taken = {place.line - 1 for place, _ in stray.rows}
    for first, second in _pairs([at for at in torn if at not in taken]):
        lines.kinds[first], lines.kinds[second] = LineKind.HEADER, LineKind.DASHES
        if PEOPLE in lines.seen[first]:
            lines.peopled.update((first, second))
    for section in sections:
        if section.title and section.title not in seen_parts:
            seen_parts.add(section.title)
            lines.open(section.place.line - 1, section.title)
        for table in filter(is_ledger, section.tables):
            at = table.place.line - 1
            lines.kinds[at], lines.kinds[at + 1] = LineKind.HEADER, LineKind.DASHES
            if counts_people(table):
                lines.peopled.update((at, at + 1))
            rows += ((place, row, counts_people(table)) for place, row in table.rows)
    for place, row, people in rows:
        lines.add_row(place, row, people=people)


def _pairs(found: list[int]) -> Iterator[tuple[int, int]]:
    return zip(found[::2], found[1::2], strict=False)
