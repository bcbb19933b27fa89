"""The files of open data that an audience may download, and their descriptions."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.model.announcement import Announcement
from generator.model.checklist import Checklist, ClauseResult, EntryResult
from generator.model.evidence import Status
from generator.model.log import Log
from generator.model.open_data import FEED, DataFile
from generator.model.portfolio import CountyFolder
from generator.model.rubric import County, Rubric, Target
from generator.model.state import Audience, Field, shown
from generator.model.submission import Submission
from generator.report.announcement_schema import announcement_json_schema
from generator.report.data_package import data_file, data_package
from generator.report.feed import announcement_feed
from generator.report.table import Column, Row, Rows, Table
from generator.report.targets import asked_numbers, targets_csv, targets_json

# A column of each table, so that a spreadsheet of the file shows it too.
_MADE_UP = Column("demonstration", "是否演示数据", "boolean")

INDICATORS = Table(
    "indicators",
    "考核内容：分值和通知原文",
    2,
    (
        Column("indicator", "考核内容的序号"),
        Column("section", "项目"),
        Column("name", "本站的简称"),
        Column("points", "分值，加分项目为最高分"),
        Column("bonus", "是否加分项目", "boolean"),
        Column("text", "通知原文"),
        _MADE_UP,
    ),
)
CHECKLISTS = Table(
    "checklists",
    "对照清单：每个县（区）的每项条款",
    1,
    (
        Column("county", "县（区）的 id"),
        Column("county_name", "县（区）"),
        Column("indicator", "考核内容的序号"),
        Column("indicator_name", "考核内容的简称"),
        Column("clause", "条款的序号"),
        Column("name", "条款"),
        Column("text", "条款的通知原文"),
        Column("status", "材料的状态：submitted 已提交，其余不计入"),
        Column("target", "指标值，没有规定数量时为空"),
        Column("max", "上限，没有时为空"),
        Column("unit", "单位"),
        Column("counted", "台账里计入的数量"),
        Column("proven", "其中有佐证的数量"),
        Column("state", "条款的状态"),
        _MADE_UP,
    ),
)
ENTRIES = Table(
    "entries",
    "台账：已提交的材料里的每一条",
    1,
    (
        Column("county", "县（区）的 id"),
        Column("county_name", "县（区）"),
        Column("indicator", "考核内容的序号"),
        Column("number", "编号，可以为空"),
        Column("address", "这一条在本站的地址，从根算起"),
        Column("first", "日期，几天的为第一天"),
        Column("last", "最后一天"),
        Column("title", "事项"),
        Column("cites", "引用的条目的编号；引用的是同一件事，不引用时为空"),
        Column("clause", "条款的序号，认不出时为空"),
        Column("quantity", "数量，照台账所写"),
        Column("value", "其中的数值，认不出时为空"),
        Column("unit", "其中的单位，照通知的叫法"),
        Column("precision", "exact 确数，at-least 以上，about 约数（不计）"),
        Column("location", "地点"),
        Column("proofs", "佐证的个数", "integer"),
        Column("counts", "是否计入", "boolean"),
        Column("proven", "是否有佐证", "boolean"),
        Column("uncounted", "不计入的原因，计入时为空"),
        _MADE_UP,
    ),
)
RESULTS = Table(
    "results",
    "公布的结果：一行一个数字",
    1,
    (
        Column("county", "县（区）的 id"),
        Column("county_name", "县（区）"),
        Column("measure", "rank、grade、total、section、indicator、group、commended、vetoed"),
        Column("of", "项目、考核内容的序号，评委组写在斜线后"),
        Column("value", "数字或文字，照公告"),
        _MADE_UP,
    ),
)
# The tables that are also written as JSON; results.json is the announcement itself.
TABLES: Mapping[str, Table] = {table.name: table for table in (INDICATORS, CHECKLISTS, ENTRIES)}


def open_data(
    cycles: Sequence[tuple[Rubric, Log]],
    audience: Audience,
    submissions: Sequence[Submission],
    entries: Sequence[Rows],
    rubric_file: bytes,
) -> tuple[DataFile, ...]:
    """Return every file that the audience may download in the present state.

    ``entries`` are those of each county by ``entries_of``; ``rubric_file`` is rubric.yaml.
    The files are those of the last of ``cycles``; the earlier ones are in the feed alone.
    """
    rubric, log = cycles[-1]
    files = list(_rules(rubric, rubric_file))
    # Asked file by file: what the audience may not see is not written at all.
    if shown(Field.CHECKLIST, audience, log.state):
        rows = [CHECKLISTS.rows(_clauses(rubric, submission)) for submission in submissions]
        files += _table(CHECKLISTS, rows, rubric, demonstration=rubric.demonstration)
    if shown(Field.EVIDENCE, audience, log.state):
        files += _table(ENTRIES, entries, rubric, demonstration=rubric.demonstration)
    made_up = rubric.demonstration
    if shown(Field.RESULTS, audience, log.state):
        files += _results(rubric, log)
        made_up |= any(notice.announcement.demonstration for _, notice in log.announced)
    tables = {f"{table.name}.csv": table for table in (*TABLES.values(), RESULTS)}
    package = data_package(rubric, files, tables, demonstration=made_up)
    return (
        *files,
        data_file("datapackage.json", "数据包说明（Frictionless Data Package）", [package]),
        *_feed(audience, cycles),
    )


def _feed(audience: Audience, cycles: Sequence[tuple[Rubric, Log]]) -> Iterator[DataFile]:
    announced = [
        (rubric, log) for rubric, log in cycles if shown(Field.RESULTS, audience, log.state)
    ]
    if announced:
        yield data_file(FEED, "公告的订阅源（Atom）", [announcement_feed(announced)])


def _rules(rubric: Rubric, rubric_file: bytes) -> Iterator[DataFile]:
    rows = tuple(asked_numbers(rubric, rubric.counties))
    yield data_file("rubric.yaml", "考核办法的全部数据", [rubric_file])
    yield data_file("targets.csv", "下达给各县（区）的指标值", [targets_csv(rows).encode()])
    yield data_file("targets.json", "下达给各县（区）的指标值", [targets_json(rows).encode()])
    items = [INDICATORS.rows(_indicators(rubric))]
    # Indicators are the notice's, also where evidence is made up, unless the rubric is invented.
    yield from _table(INDICATORS, items, rubric, demonstration=rubric.invented)


def _table(
    table: Table, rows: Sequence[Rows], rubric: Rubric, *, demonstration: bool
) -> Iterator[DataFile]:
    pieces = table.json(rows, rubric.cycle, demonstration=demonstration)
    yield data_file(f"{table.name}.csv", table.title, table.csv(rows))
    yield data_file(f"{table.name}.json", table.title, pieces)
    yield _schema(table.name, table.json_schema())


def _schema(name: str, schema: Mapping[str, Any]) -> DataFile:
    text = json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
    return data_file(f"{name}.schema.json", f"{name}.json 的格式", [text.encode()])


def _results(rubric: Rubric, log: Log) -> Iterator[DataFile]:
    """Every announcement as it was written, the newest also under a name that stays."""
    newest = log.announced[-1][1]
    announced = newest.announcement
    rows = [RESULTS.rows(_announced(rubric, announced))]
    yield data_file("results.csv", RESULTS.title, RESULTS.csv(rows))
    yield data_file("results.json", "最新的公告，照原样", [newest.content])
    yield _schema(RESULTS.name, announcement_json_schema())
    for _, notice in log.announced:
        yield data_file(notice.name, f"{notice.announcement.issued} 的公告", [notice.content])


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
    counted = (str(result.counted), str(result.proven)) if result.reported else ("", "")
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
