"""One index.md to a Statement."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from generator.chinese.prompts import is_prompt
from generator.chinese.widths import fold_widths
from generator.load.evidence.clean_text import clean_text
from generator.load.evidence.markup_faults import blank_comments, comment_faults, html_faults
from generator.load.evidence.sections import (
    read_sections,
    render_section,
    section_lines,
    section_links,
)
from generator.load.evidence.stray_rows import overfull_rows
from generator.load.evidence.text_limits import first_of_each, limited_text
from generator.load.files import ProjectFiles
from generator.model.evidence import Prompt, Statement, StatementHeading, Status
from generator.model.finding import Fault
from generator.model.picture import Size
from generator.model.place import Place
from generator.model.rubric import Rubric


def read_statement(
    files: ProjectFiles, path: str, rubric: Rubric, sizes: Mapping[str, Size]
) -> tuple[Statement, tuple[Fault, ...]]:
    """Return a county's statement and its faults. Raises UnreadableFile."""
    faults: list[Fault] = []
    origin = Place(path)
    text = clean_text(limited_text(files, path), path, rubric, (), faults)
    # A statement has no status: it is handed in as it stands.
    text, comments = blank_comments(text, path)
    faults.extend(comment_faults(comments, Status.SUBMITTED))
    faults.extend(html_faults(text, origin))
    faults.extend(overfull_rows(text, origin, ()))
    (section,) = read_sections(text, origin, ())
    lines = text.split("\n")
    statement = Statement(
        place=origin,
        html=render_section(section, sizes),
        links=tuple(section_links(section, lines, origin)),
        empty=all(not line.strip() or _level(line) for line in lines),
        headings=tuple(_headings(lines, origin)),
        prompts=tuple(
            Prompt(place, line) for place, line in section_lines(section, origin) if is_prompt(line)
        ),
    )
    return statement, tuple(first_of_each(faults))


def _headings(lines: Sequence[str], origin: Place) -> Iterator[StatementHeading]:
    written = [(at, line) for at, line in enumerate(lines) if line.strip()]
    # The end of the file ends what stands under a heading as another heading does.
    for (at, line), (_, following) in pairwise([*written, (len(lines), "#")]):
        level = _level(line) or (_UNMARKED if _OFFICE.match(fold_widths(line).rstrip()) else 0)
        if level:
            # A heading of a lower level is what stands under one of a higher level.
            empty = 0 < _level(following) <= level
            text = "".join(fold_widths(line).strip("#*_ ").split())
            yield StatementHeading(Place(origin.path, origin.line + at), text, empty)


def _level(line: str) -> int:
    """The level of a heading of Markdown, 0 for any other line."""
    match = _SIGNS.match(line)
    return len(match[1]) if match else 0


_SIGNS = re.compile(r"\s{0,3}(#{1,6})(?!#)")
# In bold type, or numbered as in a letter of an office. It may as well be a line of the text, so
# that nothing is empty by it.
_OFFICE = re.compile(
    r"\s{0,3}(?:(?:\*\*|__)[^*_]{1,30}(?:\*\*|__)$"
    r"|\(?[一二三四五六七八九十]{1,3}[)、.][^,;。!?]{1,30}$)"
)
# Below every level that signs can give.
_UNMARKED = 7
