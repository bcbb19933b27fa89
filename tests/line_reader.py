"""A county's evidence file sorted line by line, as the person who wrote it means it.

Written for the tests from the guide and CommonMark, without sight of the product's own reader and
sharing no code with it. Where Markdown and the writer differ (a table that goes on below an empty
line, a row behind a list marker, four spaces before a sentence) the writer is right.
"""

import re
from dataclasses import replace

from evidence_line import IN_TABLE, Line, Sort, part_of
from inline_reader import Inline, Link, read_inline, squeezed


def read_lines(content: str) -> tuple[Line, ...]:
    """Every line of the file, in order."""
    return _Reader(content.removeprefix("\ufeff").split("\n")).read()


_SPACE = " \t\u00a0\u3000\r"
_MARKER = re.compile(r"(?:(?:[-*+]|\d+[.)）、])[ \u3000]+|>[ ]?)+(?:\[[ xX]\][ ]+)?")
_HEADING = re.compile(r"[#＃]{1,6}[ \u3000\u00a0]*(?P<text>.*?)[ ]*#*$")
_BOLD = re.compile(r"(\*\*|__)(?P<text>[^*_]+)\1$")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?$")
_DELIMITER = re.compile(r"[ ]*:?[-－—]+:?[ ]*$")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:[ />]|$)")
_CODE = re.compile(r"(?:```|~~~)")
_DEFINITION = re.compile(r"\[(?!\^)[^\]]+\]:[ ]*(?P<target>\S+)")
_SUMS = {"合计", "小计", "总计", "共计"}


class _Reader:
    """Reads from the top; remembers the part, the table and what is open."""

    def __init__(self, sources: list[str]) -> None:
        self._sources = sources
        self._lines: list[Line] = []
        self._part, self._plain = "", True
        self._other_table = 0
        self._conflict = self._comment = self._html = self._code = 0
        self._open_fence = False
        self._head = self._find_head()

    def read(self) -> tuple[Line, ...]:
        for number, source in enumerate(self._sources, 1):
            line = self._read_line(number, source.strip(_SPACE))
            if line.sort is not Sort.HTML:
                self._html = 0
            if line.sort not in {*IN_TABLE, Sort.TABLE, Sort.RULE, Sort.HEADER}:
                self._other_table = 0
            self._lines.append(self._with_above(line))
        return tuple(self._lines)

    def _find_head(self) -> tuple[int, int]:
        """The lines of the two fences; blanks, comments and conflict markers may stand before."""
        fences = [
            number for number, source in enumerate(self._sources, 1) if source.rstrip() == "---"
        ]
        before = "\n".join(self._sources[: fences[0] - 1]) if fences else ""
        rest = re.sub(r"<!--.*?(?:-->|$)", "", before, flags=re.DOTALL).split("\n")
        if len(fences) < 2 or any(
            text.strip(_SPACE) and not _CONFLICT.match(text) for text in rest
        ):
            return 0, 0
        return fences[0], fences[1]

    def _line(
        self, number: int, sort: Sort, text: str = "", *, start: int = 0, marker: str = ""
    ) -> Line:
        return Line(
            number=number,
            sort=sort,
            source=self._sources[number - 1],
            seen=read_inline(text),
            part=self._part,
            plain_heading=self._plain,
            start=start or number,
            marker=marker,
        )

    def _read_line(self, number: int, text: str) -> Line:
        return (
            self._read_conflict(number, text)
            or self._read_comment(number, text)
            or self._read_head(number, text)
            or self._read_code(number, text)
            or (None if text else self._line(number, Sort.BLANK))
            or self._read_html(number, text)
            or self._as_left_open(self._read_bars(number, text) or self._read_text(number, text))
        )

    def _read_head(self, number: int, text: str) -> Line | None:
        if number in self._head:
            return self._line(number, Sort.FENCE)
        if self._head[0] < number < self._head[1]:
            return self._line(number, Sort.NOTE if not text or text.startswith("#") else Sort.KEY)
        return None

    def _read_html(self, number: int, text: str) -> Line | None:
        if not _TAG.match(text) and not (self._html and "</" in text):
            return None
        self._html = self._html or number
        return self._line(number, Sort.HTML, text, start=self._html)

    def _as_left_open(self, line: Line) -> Line:
        """A text below a fence that is never closed is shown as it stands."""
        if self._open_fence and line.sort in {Sort.TEXT, Sort.LIST, Sort.QUOTE, Sort.DEFINITION}:
            return replace(line, sort=Sort.CODE, seen=Inline(line.source.strip(_SPACE)))
        return line

    def _read_conflict(self, number: int, text: str) -> Line | None:
        if _CONFLICT.match(text):
            self._conflict = 0 if text.startswith(">") else self._conflict or number
        elif text != "=======" or not self._conflict:
            return None
        return self._line(number, Sort.CONFLICT)

    def _read_comment(self, number: int, text: str) -> Line | None:
        if not self._comment and not text.startswith("<!--"):
            return None
        if not text:
            return self._line(number, Sort.BLANK)
        start = self._comment or number
        # One that begins in the head does not hide the line that ends it.
        end = self._head[1] - 1 if self._head[0] < number < self._head[1] else None
        rest = "\n".join(self._sources[number - 1 : end])
        open_here = text.rfind("-->") < text.rfind("<!--") if "<!--" in text else "-->" not in text
        self._comment = start if open_here and "-->" in rest else 0
        inner = text.replace("<!--", "").replace("-->", "").strip()
        line = self._line(number, Sort.COMMENT, start=start)
        return replace(line, seen=Inline("", comments=(inner,) if inner else ()))

    def _read_code(self, number: int, text: str) -> Line | None:
        fence = _CODE.match(text)
        if not self._code and not fence:
            return None
        if fence and self._code:
            self._code = 0
        elif fence:
            closed = any(line.strip(_SPACE).startswith(fence[0]) for line in self._sources[number:])
            self._code = number if closed else 0
            self._open_fence = not closed
        else:
            return replace(self._line(number, Sort.CODE), seen=Inline(text))
        return self._line(number, Sort.FENCE)

    def _read_bars(self, number: int, text: str) -> Line | None:
        marker = _MARKER.match(text)
        row = _copied_row(text) or (text[marker.end() :] if marker else text)
        parts, wide = _split(row)
        if len(parts) < (2 if row[:1] in "|｜" else 6):
            return None
        if all(_DELIMITER.match(cell) for cell in parts):
            return self._line(number, Sort.RULE)
        cells = tuple(read_inline(cell.strip(_SPACE)) for cell in parts)
        names = [squeezed(cell.text) for cell in cells]
        line = self._line(number, Sort.ROW, marker=marker[0].strip() if marker else "")
        line = replace(line, cells=cells, wide_bars=wide, seen=_joined(cells))
        if names[:2] == ["日期", "事项"]:
            self._other_table = 0
            return replace(line, sort=Sort.HEADER)
        following = (
            _split(self._sources[number].strip(_SPACE))[0] if number < len(self._sources) else []
        )
        # Under a line with another number of cells the dashes make no table.
        if len(following) == len(parts) and all(_DELIMITER.match(cell) for cell in following):
            self._other_table = len(parts)
        if not any(names):
            return replace(line, sort=Sort.EMPTY_ROW)
        if len(parts) < 5 or len(parts) == self._other_table:
            return replace(line, sort=Sort.TABLE)
        return replace(line, sort=Sort.SUM if _SUMS & set(names[:3]) else Sort.ROW)

    def _read_text(self, number: int, text: str) -> Line:
        bold = _BOLD.match(text)
        heading = _HEADING.match(text) or (bold if bold and part_of(bold["text"]) else None)
        if heading:
            if part := part_of(heading["text"]):
                self._part, self._plain = part, text == f"## {part}"
            return self._line(number, Sort.HEADING, heading["text"])
        if re.fullmatch(r"(?:[-*_] ?){3,}|={3,}", text):
            under_text = self._lines and self._lines[-1].sort in {
                Sort.TEXT,
                Sort.LIST,
                Sort.QUOTE,
                Sort.HTML,
            }
            is_rule = under_text or not text.startswith("=")
            return self._line(number, Sort.BREAK if is_rule else Sort.TEXT, text)
        if definition := _DEFINITION.match(text):
            link = Link(definition["target"].strip("<>"), "")
            return replace(self._line(number, Sort.DEFINITION), seen=Inline("", links=(link,)))
        marker = _MARKER.match(text)
        if marker:
            sort = Sort.QUOTE if ">" in marker[0] else Sort.LIST
            return self._line(number, sort, text[marker.end() :])
        # A backslash at the end of a line breaks it.
        return self._line(number, Sort.TEXT, re.sub(r"(?<!\\)\\$", "", text))

    def _with_above(self, line: Line) -> Line:
        """A row with the header of its table and the first thing that parts it from that."""
        if line.sort not in IN_TABLE or not self._lines:
            return line
        if self._open_fence:
            return replace(line, above=Sort.FENCE)
        above = self._lines[-1]
        if above.sort in IN_TABLE:
            return replace(line, above=_ending(above) or above.above, table=above.table)
        between = []
        for earlier in reversed(self._lines):
            if earlier.sort in {*IN_TABLE, Sort.HEADER, Sort.RULE}:
                break
            between.append(earlier.sort)
        grave = [sort for sort in between if sort is not Sort.BLANK]
        header = above.number - 1 if above.sort is Sort.RULE else above.number
        torn = above.sort is Sort.RULE and self._lines[header - 1].sort is not Sort.HEADER
        if not between and torn:
            return replace(line, above=Sort.HEADER, table=self._last_header())
        if not between:
            return replace(line, table=header)
        return replace(line, above=grave[0] if grave else Sort.BLANK)

    def _last_header(self) -> int:
        headers = (line.number for line in reversed(self._lines) if line.sort is Sort.HEADER)
        return next(headers, 0)


def _ending(row: Line) -> Sort | None:
    """What Markdown takes a row for that ends its table, None where it does not."""
    if row.marker:
        return Sort.QUOTE if ">" in row.marker else Sort.LIST
    return Sort.CODE if row.source.startswith(("    ", "\t")) else None


def _copied_row(text: str) -> str:
    """The row that a sheet gave to the clipboard, with bars; "" where the text is none."""
    cells = text.split("\t")
    dated = len(cells) > 3 and "|" not in text and re.match(r"\d{4}|\d{1,2}[月.]", cells[0])
    return "|" + "|".join([*cells, "", "", ""][: max(6, len(cells))]) + "|" if dated else ""


def _split(row: str) -> tuple[list[str], bool]:
    r"""The cells of a row, and whether its bars are full-width; ``\|`` is a bar in a cell."""
    wide = "｜" in row and not re.search(r"(?<!\\)\|", row)
    cells = re.split(r"(?<!\\)｜" if wide else r"(?<!\\)\|", row)
    if len(cells) > 1 and not cells[0].strip(_SPACE):
        cells = cells[1:]
    elif len(cells) < 6:
        return [], wide
    if len(cells) > 1 and not cells[-1].strip(_SPACE):
        cells = cells[:-1]
    return cells, wide


def _joined(cells: tuple[Inline, ...]) -> Inline:
    return Inline(
        "|".join(cell.text for cell in cells),
        tuple(link for cell in cells for link in cell.links),
        tuple(comment for cell in cells for comment in cell.comments),
        tuple(tag for cell in cells for tag in cell.tags),
    )
