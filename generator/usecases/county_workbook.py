"""A county's workbook: written from its files, and taken back into them."""

from collections.abc import Iterable, Mapping, Sequence

from generator.forms.county_book import Answer, county_book
from generator.intake.own_workbook import own_title, read_own_sheet
from generator.load.county import STATEMENT
from generator.load.project import Project
from generator.model.errors import Refused
from generator.model.evidence import Return
from generator.model.finding import Severity
from generator.model.intake import CellPlace, ReadItem
from generator.model.message import N_, Message
from generator.model.rubric import County, Indicator
from generator.model.sheet import Sheet
from generator.model.source import LineKind, Source
from generator.report.catalogue import Catalogue
from generator.report.finding_text import SEVERITY_WORDS
from generator.report.intake_text import place_words
from generator.report.office_book import draw_book
from generator.usecases.assess_county import assess_county
from generator.usecases.evidence_files import PlannedFile, read_sources


def write_workbook(project: Project, county: County, items: Sequence[Indicator]) -> bytes:
    """The workbook over what stands in the county's files."""
    known = read_sources(project, county, [*(item.id for item in items), STATEMENT])
    if known.unread:
        # An empty sheet for a file that is there would say that nothing is.
        files = "、".join(fault.place.path for fault in known.unread.values())
        raise Refused(Message(_UNREAD, {"files": files}))
    read = {item: source.read for item, source in known.sources.items()}
    returns = _returns(project, county)
    return draw_book(county_book(project.rubric, county, items, read, returns=returns))


def _returns(project: Project, county: County) -> Mapping[str, Sequence[Return]]:
    """What the office has returned of the county, by item."""
    evidence = project.county(county).folder.evidence
    return {item: one.returns for item, one in evidence.items() if one.returns}


def read_workbook(
    project: Project, county: County, sheets: Iterable[Sheet]
) -> tuple[Mapping[str, ReadItem], Sequence[str]]:
    """What the sheets of ours say, by item, and which are empty. Raises Refused."""
    reads, empty = dict[str, ReadItem](), list[str]()
    for sheet in sheets:
        title = own_title(sheet)
        if title[2:] != (county.name, f"{project.rubric.cycle} 年"):
            values = {"sheet": sheet.name, "county": title[2], "cycle": title[3]}
            raise Refused(Message(_OTHER, values))
        read = read_own_sheet(sheet, project.rubric)
        if read is None:
            empty.append(sheet.name)
        elif read.item in reads:
            raise Refused(Message(_TWICE, {"item": title[0]}))
        else:
            reads[read.item] = read
    return reads, empty


def answered_workbook(
    project: Project, county: County, planned: Sequence[PlannedFile], catalogue: Catalogue
) -> bytes:
    """The workbook over what stands now, with what the check says and where each row was read."""
    rubric = project.rubric
    items = [rubric.items[file.item] for file in planned if file.item in rubric.items]
    known = read_sources(project, county, [*(item.id for item in items), STATEMENT])
    read = {item: source.read for item, source in known.sources.items()}
    origins = {file.item: file for file in planned}
    answers = _answers(project, county, known.sources, origins, catalogue)
    returns = _returns(project, county)
    return draw_book(county_book(rubric, county, items, read, answers, returns))


def _answers(
    project: Project,
    county: County,
    sources: Mapping[str, Source],
    planned: Mapping[str, PlannedFile],
    catalogue: Catalogue,
) -> Mapping[str, Answer]:
    by_path = {source.path: item for item, source in sources.items()}
    rows: dict[str, dict[int, list[str]]] = {item: {} for item in sources}
    whole: dict[str, list[str]] = {"": [], **{item: [] for item in sources}}
    places = {item: _row_places(source) for item, source in sources.items()}
    for finding in assess_county(project, county).findings():
        item = by_path.get(finding.place.path, "")
        # What is noted asks nothing of the officer.
        if finding.severity is Severity.NOTE or (not item and finding.place.item):
            continue
        said = catalogue.translate_finding(finding)
        word = catalogue.text(SEVERITY_WORDS[finding.severity])
        nth = places.get(item, {}).get(finding.place.line)
        name = finding.place.path.rpartition("/")[2]
        text = f"{word}：{said.message}。{said.fix}".replace("。。", "。")
        if nth is not None:
            rows[item].setdefault(nth, []).append(text)
        else:
            whole[item].append(text if item else f"{name}　{text}")
    answers = {"": Answer(whole="\n".join(whole[""]))}
    for item in sources:
        read = planned[item].read.rows if item in planned else None
        answers[item] = Answer(
            rows={nth: "\n".join(texts) for nth, texts in rows[item].items()},
            origins={nth: _origin(row.where) for nth, row in enumerate(read or ())},
            whole="\n".join(whole[item]),
        )
    return answers


def _origin(where: CellPlace) -> str:
    return place_words(where)


def _row_places(source: Source) -> Mapping[int, int]:
    """Which row of the ledger stands in a line."""
    own = [at for at, line in enumerate(source.lines, 1) if line.kind is LineKind.ROW]
    return {line: nth for nth, line in enumerate(own)}


_UNREAD = N_(
    "These files cannot be read, so that no workbook can hold what they say: {files}. "
    "“taizhang check” says what to mend."
)
_OTHER = N_("The sheet “{sheet}” is that of {county}, {cycle}. Nothing was taken.")
_TWICE = N_("Two sheets are about {item}: leave one of them out. Nothing was taken.")
