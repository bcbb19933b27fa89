"""One evidence file to Evidence."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.chinese.prompts import is_prompt
from generator.load.evidence.clean_text import clean_text
from generator.load.evidence.front_matter import read_front_matter, split_front_matter
from generator.load.evidence.ledger import HEADERS, read_ledger
from generator.load.evidence.markup_faults import blank_comments, comment_faults, html_faults
from generator.load.evidence.sections import (
    Section,
    Table,
    read_sections,
    render_section,
    second_level_headings,
    section_lines,
    section_links,
)
from generator.load.evidence.stray_rows import StrayRows, overfull_rows, take_stray_rows
from generator.load.evidence.suggestions import near_part
from generator.load.evidence.text_limits import first_of_each, limited_text
from generator.load.files import ProjectFiles
from generator.model.evidence import Evidence, LinkUse, Part, Prompt
from generator.model.finding import Fault
from generator.model.html import RawHtml
from generator.model.picture import Size
from generator.model.place import Place
from generator.model.rubric import Indicator, Rubric


def read_evidence(
    files: ProjectFiles,
    path: str,
    county: str,
    indicator: Indicator,
    rubric: Rubric,
    sizes: Mapping[str, Size],
) -> tuple[Evidence, tuple[Fault, ...]]:
    """Return the evidence of ``path`` and its faults.

    ``sizes`` are those of the county's pictures. Raises UnreadableFile where nothing of the file
    can be taken.
    """
    faults: list[Fault] = []
    written = limited_text(files, path)
    cleaned = clean_text(written, path, rubric, rubric.parts, faults)
    text, comments = blank_comments(cleaned, path)
    head, body, line = split_front_matter(text, path, faults)
    front = read_front_matter(head, indicator, rubric, faults)
    faults.extend(comment_faults(comments, front.status))
    origin = Place(path, line)
    stray, sections = _rows_and_sections(body, origin, rubric, faults)
    row_faults: list[Fault] = []
    ledger = read_ledger(sections, stray, indicator, rubric, row_faults)
    evidence = Evidence(
        county=county,
        item=indicator.id,
        place=Place(path),
        status=front.status,
        claims=front.claims,
        # Without the ledger's tables: pages write those from the entries that were counted.
        preface=_html(sections[0], ledger.tables, sizes),
        parts=tuple(_part(section, origin, ledger.tables, sizes) for section in sections[1:]),
        entries=ledger.entries,
        unread=ledger.unread,
        links=(*_section_links(sections, stray.text, origin, ledger.tables), *ledger.links),
        # Shown on the page, so that whoever has the file can compare: hence before masking.
        digest=hashlib.sha256(written.encode()).hexdigest(),
        returns=front.returns,
    )
    # What is wrong with a row says on its page why it does not count: all of that stays.
    return evidence, (*first_of_each(faults), *row_faults)


def _rows_and_sections(
    body: str, origin: Place, rubric: Rubric, faults: list[Fault]
) -> tuple[StrayRows, Sequence[Section]]:
    """The stray rows of the body, and the sections without them."""
    faults.extend(html_faults(body, origin))
    faults.extend(overfull_rows(body, origin, HEADERS))
    stray = take_stray_rows(body, origin, HEADERS)
    sections = read_sections(stray.text, origin, rubric.parts, HEADERS)
    faults.extend(_unknown_parts(sections, origin, rubric))
    return stray, sections


def _part(
    section: Section, origin: Place, tables: Iterable[Table], sizes: Mapping[str, Size]
) -> Part:
    lines = section_lines(section, origin, _tables_of(section, tables))
    return Part(
        name=section.title,
        place=section.place,
        html=_html(section, tables, sizes),
        empty=section.empty,
        prompt=next((Prompt(place, line) for place, line in lines if is_prompt(line)), None),
    )


def _html(section: Section, tables: Iterable[Table], sizes: Mapping[str, Size]) -> RawHtml:
    return render_section(section, sizes, _tables_of(section, tables))


def _tables_of(section: Section, tables: Iterable[Table]) -> list[Table]:
    places = {table.place for table in tables}
    return [table for table in section.tables if table.place in places]


def _section_links(
    sections: Iterable[Section], body: str, origin: Place, tables: Sequence[Table]
) -> Iterator[LinkUse]:
    lines = body.split("\n")
    for section in sections:
        yield from section_links(section, lines, origin, _tables_of(section, tables))


def _unknown_parts(sections: Sequence[Section], origin: Place, rubric: Rubric) -> Iterator[Fault]:
    titles = {section.title for section in sections}
    missing = [part for part in rubric.parts if part not in titles]
    for section in sections:
        for place, heading in second_level_headings(section, origin):
            near = near_part(heading, missing)
            if near is None:
                values = {"heading": heading, "parts": "、".join(rubric.parts)}
                yield Fault("unknown-part", place, values)
            else:
                yield Fault("unclear-heading", place, {"heading": heading, "part": near})
