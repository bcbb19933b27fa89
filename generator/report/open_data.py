"""The files of open data that an audience may download, and their descriptions."""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from generator import verify
from generator.model.announcement import Announcement
from generator.model.checklist import Checklist, ClauseResult, EntryResult
from generator.model.counting import counting_rules
from generator.model.evidence import Status
from generator.model.log import Log
from generator.model.open_data import FEED, Content, DataFile, Pieces
from generator.model.portfolio import CountyFolder
from generator.model.rubric import County, Rubric, Target
from generator.model.state import Audience, Field, shown
from generator.model.submission import Submission
from generator.report.announcement_schema import announcement_json_schema
from generator.report.data_package import data_file, data_package
from generator.report.feed import announcement_feed
from generator.report.table import Row, Rows, Table
from generator.report.tables import CHECKLISTS, ENTRIES, INDICATORS, RESULTS, TARGETS
from generator.report.targets import asked_numbers, targets_json, targets_table
from generator.report.workbook import workbook


def open_data(
    cycles: Sequence[tuple[Rubric, Log]],
    audience: Audience,
    submissions: Sequence[Submission],
    entries: Sequence[Rows],
    rubric_file: bytes,
    counted: Mapping[str, Rubric],
) -> tuple[DataFile, ...]:
    """Return every file that the audience may download in the present state.

    ``entries`` are those of each county by ``entries_of``; ``rubric_file`` is the published rubric.yaml;
    ``counted`` are the rubrics that figures rest on: today's as "", by digest that of each result.
    The files are those of the last of ``cycles``; the earlier ones are in the feed alone.
    """
    rubric, log = cycles[-1]
    files = list(_rules(rubric, rubric_file, counted))
    # Asked file by file: what the audience may not see is not written at all.
    if shown(Field.CHECKLIST, audience, log.state):
        rows = [CHECKLISTS.rows(_clauses(rubric, submission)) for submission in submissions]
        files += _table_and_json(CHECKLISTS, rows, rubric, demonstration=rubric.demonstration)
    if shown(Field.EVIDENCE, audience, log.state):
        files += _table_and_json(ENTRIES, entries, rubric, demonstration=rubric.demonstration)
    made_up = rubric.demonstration
    if shown(Field.RESULTS, audience, log.state):
        files += _results(rubric, log, counted)
        made_up |= any(notice.announcement.demonstration for _, notice in log.announced)
    package = data_package(rubric, files, demonstration=made_up)
    return (
        *files,
        data_file("datapackage.json", "数据包说明（Frictionless Data Package）", (package,)),
        *_feed(audience, cycles),
    )


def _feed(audience: Audience, cycles: Sequence[tuple[Rubric, Log]]) -> Iterator[DataFile]:
    announced = [
        (rubric, log) for rubric, log in cycles if shown(Field.RESULTS, audience, log.state)
    ]
    if announced:
        yield data_file(FEED, "公告的订阅源（Atom）", (announcement_feed(announced),))


def _rules(rubric: Rubric, rubric_file: bytes, counted: Mapping[str, Rubric]) -> Iterator[DataFile]:
    rows = tuple(asked_numbers(rubric, rubric.counties))
    yield data_file("rubric.yaml", "考核办法的全部数据", (rubric_file,))
    by_digest = {digest: counting_rules(one) for digest, one in counted.items()}
    counting = json.dumps(by_digest, ensure_ascii=False, indent=1) + "\n"
    yield data_file("counting.json", "算分和排名的规则，供核对", (counting.encode(),))
    yield data_file("verify.py", "核对网站的程序", (Path(verify.__file__).read_bytes(),))
    yield from _table(TARGETS, [targets_table(rows)], rubric)
    yield data_file("targets.json", TARGETS.title, (targets_json(rows).encode(),))
    items = [INDICATORS.rows(_indicators(rubric))]
    # Indicators are the notice's, also where evidence is made up, unless the rubric is invented.
    yield from _table_and_json(INDICATORS, items, rubric, demonstration=rubric.invented)


def _table(table: Table, rows: Sequence[Rows], rubric: Rubric) -> Iterator[DataFile]:
    """The table as CSV and as a workbook."""
    forms: tuple[tuple[str, Content], ...] = (
        ("csv", Pieces(partial(table.csv, rows))),
        ("xlsx", (workbook(table, rows, rubric.cycle),)),
    )
    for form, content in forms:
        yield data_file(f"{table.name}.{form}", table.title, content, table.columns)


def _table_and_json(
    table: Table, rows: Sequence[Rows], rubric: Rubric, *, demonstration: bool
) -> Iterator[DataFile]:
    yield from _table(table, rows, rubric)
    pieces = partial(table.json, rows, rubric.cycle, demonstration=demonstration)
    yield data_file(f"{table.name}.json", table.title, Pieces(pieces))
    yield _schema(table.name, table.json_schema())


def _schema(name: str, schema: Mapping[str, Any]) -> DataFile:
    text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return data_file(f"{name}.schema.json", f"{name}.json 的格式", (text.encode(),))


def _results(rubric: Rubric, log: Log, counted: Mapping[str, Rubric]) -> Iterator[DataFile]:
    """Every announcement as it was written, the newest also under a name that stays."""
    newest = log.announced[-1][1]
    announced = newest.announcement
    rows = [RESULTS.rows(_announced(counted[announced.rules], announced))]
    yield from _table(RESULTS, rows, rubric)
    yield data_file("results.json", "最新的公告，照原样", (newest.content,))
    yield _schema(RESULTS.name, announcement_json_schema())
    frozen = [entry.rules for entry in log.entries if entry.rules]
    rules_then = next((rules for rules in frozen if rules.digest == announced.rules), None)
    if rules_then is not None:
        yield data_file("rules.json", "最新的公告所依的规则", (rules_then.text.encode(),))
    for _, notice in log.announced:
        day = notice.announcement.issued
        yield data_file(notice.name, f"{day} 的公告", (notice.content,))
        for name, signature in notice.signatures.items():
            yield data_file(name, f"{day} 的公告的签名", (signature,))


def _indicators(rubric: Rubric) -> Iterator[Row]:
    for block in rubric.blocks:
        for item in block.items:
            points, invented = str(item.points), rubric.invented
            yield (item.id, block.name, item.name, points, item.bonus, item.text, invented)


def _clauses(rubric: Rubric, submission: Submission) -> Iterator[Row]:
    county = rubric.county_by_id[submission.county]
    for item, results in submission.clauses.items():
        submitted = submission.statuses.get(item) is Status.SUBMITTED
        for result in results:
            yield (
                county.id,
                county.name,
                item,
                rubric.items[item].name,
                result.clause.id,
                result.clause.name,
                result.clause.text,
                # Drafts and returned files look alike: the public does not learn of them.
                Status.SUBMITTED.value if submitted else "",
                *_numbers(result),
                result.state.value,
                rubric.demonstration,
            )


def _numbers(result: ClauseResult) -> tuple[str, str, str, str, str]:
    """Target, maximum, unit, counted and proven, each an exact number or ""."""
    if not isinstance(result.asked, Target):
        return ("", "", "", "", "")
    asked = result.asked
    most = "" if asked.maximum is None else str(asked.maximum)
    # As on pages: a rate that nobody reported is unknown, while nothing adds up to 0.
    unknown = asked.unit == "%" and not result.reported
    counted = ("", "") if unknown else (str(result.counted), str(result.proven))
    return (str(asked.number), most, asked.unit, *counted)


def entries_of(
    rubric: Rubric, county: County, folder: CountyFolder, checklists: Sequence[Checklist]
) -> Rows:
    """The entries of the county's submitted files."""
    return ENTRIES.rows(
        _entry(rubric, county, checklist.item, result)
        for checklist in checklists
        if checklist.item in folder.evidence
        and folder.evidence[checklist.item].status is Status.SUBMITTED
        for result in checklist.entries
    )


def _entry(rubric: Rubric, county: County, item: str, result: EntryResult) -> Row:
    entry, amount = result.entry, result.entry.quantity
    return (
        county.id,
        county.name,
        item,
        entry.number,
        # As in Addresses of pages/, which reports may not import.
        f"/{rubric.cycle}/counties/{county.id}/{item.lower()}/#{entry.anchor}",
        "" if entry.when is None else str(entry.when.first),
        "" if entry.when is None else str(entry.when.last),
        entry.title,
        entry.cites or "",
        entry.clause or "",
        entry.quantity_text,
        *(
            ("", "", "")
            if amount is None
            else (str(amount.value), amount.unit, amount.precision.value)
        ),
        entry.location,
        len(entry.proofs),
        result.uncounted is None,
        result.proven,
        "" if result.uncounted is None else result.uncounted.value,
        rubric.demonstration,
    )


def _announced(rubric: Rubric, announcement: Announcement) -> Iterator[Row]:
    names = {county.id: county.name for county in rubric.counties}
    made_up = announcement.demonstration
    for county in announcement.counties:
        for measure, of, value in (
            ("rank", "", "" if county.rank is None else str(county.rank)),
            ("grade", "", county.grade),
            ("total", "", county.total),
            *(("section", key, points) for key, points in county.sections.items()),
            *(("indicator", item.item, item.points) for item in county.items),
            *(
                ("group", f"{item.item}/{group}", mean)
                for item in county.items
                for group, mean in item.groups.items()
            ),
        ):
            if value:
                yield (county.county, names[county.county], measure, of, value, made_up)
    for commended in announcement.commended:
        yield (commended, names[commended], "commended", "", "true", made_up)
    for veto in announcement.vetoes:
        yield (veto.county, names[veto.county], "vetoed", veto.ground, veto.reason, made_up)
