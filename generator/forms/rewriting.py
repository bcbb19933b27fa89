"""A county's file with what was read from a workbook in it; what says the same keeps its bytes."""

import json
import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from generator.chinese.line_ends import joins_lines
from generator.model.evidence import ALL_COLUMNS, COLUMNS, LEDGER, PEOPLE
from generator.model.intake import ReadItem
from generator.model.source import LineKind, Source

_PLAIN_YAML = re.compile(r"[\w\u4e00-\u9fff][\w\u4e00-\u9fff /%.()（）、，—-]*")
_PEOPLE_AT = ALL_COLUMNS.index(PEOPLE)


def rewritten(source: Source, read: ReadItem) -> str:
    """The file's text with the rows, parts, claims and status that were read.

    What is None in ``read``, or absent from its parts, stays as it is. Lines that say the same
    keep every byte; within a row that changes, the cells that say the same do.
    """
    text = _Rewriting(source)
    if read.rows is not None:
        text.write_rows(tuple(one_line(row.cells) for row in read.rows))
    for name, part in (read.parts or {}).items():
        text.write_part(name, tidy(part))
    if read.status is not None and source.status_line is not None:
        text.write_status(read.status)
    # New claims stand behind the status, whose line may have changed.
    if read.claims is not None and source.claim_lines is not None:
        text.write_claims(read.claims)
    return text.joined()


def skeleton(item: str, parts: Sequence[str]) -> str:
    """An evidence file in which nothing is filled in, as a draft."""
    headings = "".join(f"\n## {name}\n" for name in parts)
    table = f"{_row(COLUMNS)}\n{_dashes(len(COLUMNS))}\n"
    headings = headings.replace(f"\n## {LEDGER}\n", f"\n## {LEDGER}\n\n{table}")
    return f'---\n指标: "{item}"\n状态: 草稿\n---\n{headings}'


def statement_skeleton(names: Sequence[str]) -> str:
    """A statement in which nothing is filled in."""
    return "\n".join(f"## {name}\n" for name in names)


def tidy(text: str) -> str:
    """The text of a part without spaces at the ends of its lines, or empty lines around it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


class _Rewriting:
    """The lines of a file; each can be replaced by none or several."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.pieces = [[line.written] for line in source.lines]
        first = next((line.written for line in source.lines), "\n")
        self.widened = False
        self.owned: dict[tuple[str, ...], tuple[str, ...]] = {}
        self.end = "\r\n" if first.endswith("\r\n") else "\n"

    def joined(self) -> str:
        lines = [line for piece in self.pieces for line in piece]
        ended = [line if line.endswith(("\n", "\r")) else line + self.end for line in lines[:-1]]
        return "".join([*ended, *lines[-1:]])

    def write_status(self, status: str) -> None:
        at = self.source.status_line
        if at is not None and status != self.source.read.status:
            self.pieces[at] = [f"状态: {status}{self.end}"]

    def write_claims(self, claims: Mapping[str, str]) -> None:
        known, lines = self.source.read.claims or {}, dict(self.source.claim_lines or {})
        if claims == known:
            return
        for name, at in lines.items():
            if name and name not in claims:
                self.pieces[at] = []
            elif name and claims[name] != known[name]:
                self.pieces[at] = [_claim(name, claims[name]) + self.end]
        new = [_claim(name, text) + self.end for name, text in claims.items() if name not in known]
        if not claims:
            self.pieces[lines[""]] = []
        elif lines:
            self.pieces[max(lines.values())] += new
        else:
            heads = sum(line.kind is LineKind.HEAD for line in self.source.lines)
            status = self.source.status_line
            # Without a status: above the rule that ends the front matter.
            last = heads - 2 if status is None else status
            self.pieces[last] += [f"申报:{self.end}", *new]

    def write_part(self, name: str, text: str) -> None:
        known = (self.source.read.parts or {}).get(name)
        if text == tidy(known or ""):
            return
        if known is None:
            self._add_part(name, text) if name else self._add_preface(text)
            return
        lines = self.source.lines
        own = [
            at for at, line in enumerate(lines) if line.part == name and line.kind is LineKind.TEXT
        ]
        said = [at for at in own if lines[at].seen.strip()]
        if said:
            self._merge([at for at in own if said[0] <= at <= said[-1]], text)
        else:
            self._begin(name, text)

    def _add_preface(self, text: str) -> None:
        """Write what stands before the first part of a file that has nothing there."""
        added = [line + self.end for line in text.split("\n")]
        heads = [at for at, line in enumerate(self.source.lines) if line.kind is LineKind.HEAD]
        if heads:
            self.pieces[heads[-1]] += [self.end, *added]
        elif self.pieces:
            self.pieces[0] = [*added, self.end, *self.pieces[0]]
        else:
            self.pieces.append(added)

    def _merge(self, own: Sequence[int], text: str) -> None:
        """Write what differs between the lines and the text."""
        old, new = [self.source.lines[at].seen.rstrip() for at in own], text.split("\n")
        if not text:
            new = []
        # A line that has moved is written as it stood.
        stood = {self.source.lines[at].seen.rstrip(): self.source.lines[at].written for at in own}
        for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            added = [stood.get(line, line).rstrip("\r\n") + self.end for line in new[c:d]]
            if tag == "equal":
                continue
            for at in own[a:b]:
                self.pieces[at] = []
            if tag == "insert" and a > 0:
                self.pieces[own[a - 1]] += added
            elif added:
                self.pieces[own[a]] = added + self.pieces[own[a]]

    def _begin(self, name: str, text: str) -> None:
        """Write the text of a part that has none, above its table."""
        lines = self.source.lines
        top = [
            at
            for at, line in enumerate(lines)
            if line.part == name and line.kind is LineKind.HEADING
        ]
        at = top[0] if top else self._last_of_head()
        below = lines[at + 1] if at + 1 < len(lines) else None
        gap = below is not None and below.kind is LineKind.TEXT and not below.seen.strip()
        if gap:
            at += 1
        written = [line + self.end for line in text.split("\n")]
        more = [self.end] if at + 1 < len(lines) else []
        block = [*([] if gap or at < 0 else [self.end]), *written, *more]
        if at < 0:
            self.pieces.insert(0, block)
        else:
            self.pieces[at] += block

    def _last_of_head(self) -> int:
        heads = [at for at, line in enumerate(self.source.lines) if line.kind is LineKind.HEAD]
        return heads[-1] if heads else -1

    def _add_part(self, name: str, text: str) -> None:
        """Write a part that the file lacks before the first that stands behind it."""
        parts = self.source.parts
        behind = parts[parts.index(name) + 1 :] if name in parts else ()
        block = [f"## {name}{self.end}", self.end]
        block += [line + self.end for line in text.split("\n")]
        for at, line in enumerate(self.source.lines):
            if line.kind is LineKind.HEADING and line.part in behind:
                self.pieces[at] = [*block, self.end, *self.pieces[at]]
                return
        self.pieces.append([self.end, *block])

    def write_rows(self, rows: Sequence[tuple[str, ...]]) -> None:
        lines = self.source.lines
        own = [at for at, line in enumerate(lines) if line.kind is LineKind.ROW]
        old = [one_line(lines[at].cells or ("", lines[at].seen.strip(), *[""] * 6)) for at in own]
        if list(rows) == old:
            return
        headers = [at for at, line in enumerate(lines) if line.kind is LineKind.HEADER]
        # A row that has moved takes its own cells along, masked ones among them.
        self.owned = {one_line(lines[at].cells): lines[at].own for at in own if lines[at].cells}
        # Where rows stand without a table of Markdown there is none to put a column into.
        if headers and any(row[_PEOPLE_AT] for row in rows):
            self._widen(headers)
        for tag, a, b, c, d in SequenceMatcher(None, old, rows, autojunk=False).get_opcodes():
            if tag == "equal":
                continue
            for nth, at in enumerate(own[a:b]):
                row = rows[c + nth] if c + nth < d else None
                self.pieces[at] = [] if row is None else [self._line(row, at)]
            more = rows[c + (b - a) : d]
            if more:
                self._insert(more, own[b - 1] if b else None, headers)

    def _widen(self, headers: Sequence[int]) -> None:
        for at in headers:
            if not self.source.lines[at].people:
                cells = ALL_COLUMNS if self._is_numbered(at) else ALL_COLUMNS[:-1]
                self.pieces[at] = [_row(cells) + self.end]
                self.pieces[at + 1] = [_dashes(len(cells)) + self.end]
        self.widened = True
        for at, line in enumerate(self.source.lines):
            if line.kind is LineKind.ROW and line.cells:
                self.pieces[at] = [line.written if line.people else self._line(line.cells, at)]

    def _line(self, row: tuple[str, ...], at: int) -> str:
        """The row in the place of a line; cells that say the same as they stood."""
        line = self.source.lines[at]
        if line.cells and row not in self.owned:
            pairs = zip(row, one_line(line.cells), line.own, strict=True)
            row = tuple(own if new == old else new for new, old, own in pairs)
        return self._written(row, at)

    def _written(self, row: tuple[str, ...], at: int | None) -> str:
        """The row as it stands in the table of that line."""
        row = self.owned.get(row, row)
        if row[1].startswith("|") and not any((*row[:1], *row[2:])):
            return row[1] + self.end
        if not (self.widened or (at is not None and self.source.lines[at].people)):
            row = (*row[:_PEOPLE_AT], *row[_PEOPLE_AT + 1 :])
        if not row[-1] and at is not None and not self._is_numbered(at):
            row = row[:-1]
        return _row(tuple(cell.replace("|", "\\|") for cell in row)) + self.end

    def _is_numbered(self, at: int) -> bool:
        """Whether the table of that line has the column 编号."""
        heads = [line.seen for line in self.source.lines[: at + 1] if line.kind is LineKind.HEADER]
        return not heads or COLUMNS[-1] in heads[-1]

    def _insert(
        self, rows: Sequence[tuple[str, ...]], above: int | None, headers: Sequence[int]
    ) -> None:
        lines = self.source.lines
        if above is None and headers:
            above = headers[0] + 1
        if above is not None:
            self.pieces[above] += [self._written(row, above) for row in rows]
            return
        self.widened = any(row[_PEOPLE_AT] for row in rows)
        columns = ALL_COLUMNS if self.widened else COLUMNS
        block = [_row(columns) + self.end, _dashes(len(columns)) + self.end]
        block += [self._written(row, None) for row in rows]
        own = [at for at, line in enumerate(lines) if line.part == LEDGER]
        if own:
            self.pieces[own[-1]] += [
                self.end,
                *block,
                *([self.end] if own[-1] + 1 < len(lines) else []),
            ]
        else:
            self._add_part(LEDGER, "".join(block).replace("\r", "").rstrip("\n"))


def one_line(cells: Sequence[str]) -> tuple[str, ...]:
    """The cells as a row of Markdown can hold them: line ends within one stand for nothing."""
    return tuple(_joined(cell) for cell in cells)


def _joined(cell: str) -> str:
    text = ""
    for line in map(str.strip, re.split(r"[\r\n\t\v\f]+", cell)):
        gap = "" if not text or not line or joins_lines(text[-1], line[0]) else " "
        text += gap + line
    return text


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _dashes(columns: int) -> str:
    return "|" + "---|" * columns


def _claim(name: str, amount: str) -> str:
    return f"  {_yaml(name)}: {_yaml(amount)}"


def _yaml(text: str) -> str:
    return text if _PLAIN_YAML.fullmatch(text) else json.dumps(text, ensure_ascii=False)
