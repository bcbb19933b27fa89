"""One evidence file to Evidence, one index.md to a Statement."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from generator.load.evidence.corrected_lines import correct_lines
from generator.load.evidence.front_matter import read_front_matter, split_front_matter
from generator.load.evidence.ledger import HEADERS, read_ledger
from generator.load.evidence.markdown import (
    Ledger,
    Section,
    Table,
    read_sections,
    render_section,
    second_level_headings,
    section_lines,
    section_links,
)
from generator.load.files import read_text
from generator.load.personal_data import name_pupils, withhold
from generator.model.evidence import LEDGER, Evidence, LinkUse, Part, Statement
from generator.model.finding import Fault
from generator.model.html import RawHtml
from generator.model.picture import Size
from generator.model.place import Place
from generator.model.prompt import Prompt, is_prompt
from generator.model.rubric import Indicator, Rubric

_OWN_TABLES = Ledger(LEDGER, HEADERS)


def read_evidence(
    root: Path,
    path: str,
    county: str,
    indicator: Indicator,
    rubric: Rubric,
    sizes: Mapping[str, Size] | None,
) -> tuple[Evidence, tuple[Fault, ...]]:
    """Return the evidence of ``path`` and its faults.

    ``sizes`` are those of the county's pictures, None where no text is shown: then its
    ``html`` is empty. Raises UnreadableFile where nothing of the file can be taken.
    """
    faults: list[Fault] = []
    written = read_text(root, path)
    text = withhold(written, path, rubric, faults)
    name_pupils(text, path, rubric, faults)
    text = correct_lines(text, path, rubric, faults)
    head, body, line = split_front_matter(text, path, faults)
    front = read_front_matter(head, indicator, rubric, faults)
    origin = Place(path, line)
    sections = read_sections(body, origin, rubric.parts, _OWN_TABLES)
    faults.extend(_unknown_parts(sections, origin, rubric))
    ledgers = [
        read_ledger(one, indicator, rubric, faults) for one in sections if one.title == LEDGER
    ]
    tables = [table for ledger in ledgers for table in ledger.tables]
    evidence = Evidence(
        county=county,
        item=indicator.id,
        place=Place(path),
        status=front.status,
        claims=front.claims,
        preface=_html(sections[0], tables, sizes),
        parts=tuple(_part(one, origin, tables, sizes) for one in sections[1:]),
        entries=tuple(entry for ledger in ledgers for entry in ledger.entries),
        unread=tuple(row for ledger in ledgers for row in ledger.unread),
        links=(
            *_section_links(sections, body, origin, tables),
            *(link for ledger in ledgers for link in ledger.links),
        ),
        digest=hashlib.sha256(written.encode()).hexdigest(),
    )
    return evidence, tuple(faults)


def read_statement(
    root: Path, path: str, rubric: Rubric, sizes: Mapping[str, Size]
) -> tuple[Statement, tuple[Fault, ...]]:
    """Return a county's statement and its faults. Raises UnreadableFile."""
    faults: list[Fault] = []
    text = withhold(read_text(root, path), path, rubric, faults)
    name_pupils(text, path, rubric, faults)
    origin = Place(path)
    sections = read_sections(text, origin, ())
    links = tuple(_section_links(sections, text, origin, ()))
    return Statement(place=origin, html=render_section(sections[0], sizes), links=links), tuple(
        faults
    )


def _part(
    section: Section, origin: Place, tables: Iterable[Table], sizes: Mapping[str, Size] | None
) -> Part:
    lines = section_lines(section, origin, _own(section, tables))
    return Part(
        name=section.title,
        place=section.place,
        html=_html(section, tables, sizes),
        empty=section.empty,
        prompt=next((Prompt(place, line) for place, line in lines if is_prompt(line)), None),
    )


def _html(section: Section, tables: Iterable[Table], sizes: Mapping[str, Size] | None) -> RawHtml:
    if sizes is None:
        return RawHtml("")
    return render_section(section, sizes, _own(section, tables))


def _own(section: Section, tables: Iterable[Table]) -> list[Table]:
    return [table for table in tables if table in section.tables]


def _section_links(
    sections: Iterable[Section], body: str, origin: Place, tables: Sequence[Table]
) -> Iterator[LinkUse]:
    lines = body.split("\n")
    for section in sections:
        yield from section_links(section, lines, origin, _own(section, tables))


def _unknown_parts(sections: Iterable[Section], origin: Place, rubric: Rubric) -> Iterator[Fault]:
    for section in sections:
        for place, heading in second_level_headings(section, origin):
            values = {"heading": heading, "parts": "、".join(rubric.parts)}
            yield Fault("unknown-part", place, values)
