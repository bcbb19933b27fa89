"""What each county has handed in, as text and as a workbook."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from generator.model.message import N_, Message
from generator.model.open_data import Column
from generator.model.received import RECEIPT_NAMES, Late, Receipt, Received
from generator.model.rubric import Rubric
from generator.report.catalogue import Catalogue
from generator.report.returns import return_line
from generator.report.table import Table
from generator.report.workbook import workbook

LATE_NAMES: Mapping[Late, str] = {
    Late.ITEM: N_("yes"),
    Late.COUNTY: N_("something of the county"),
}
_TABLE = Table(
    "received",
    "收件：每个县（区）的每项",
    1,
    (
        Column("县（区）", N_("name of the county")),
        Column("序号", N_("number of the indicator")),
        Column("考核内容", N_("short name of the indicator")),
        Column("状态", N_("whether it was handed in")),
        Column(
            "截止后有改动",
            N_("whether the file, or what it links, has changed since submission closed"),
        ),
        Column("退回次数", N_("how often the office has returned it"), "integer"),
        Column("最近退回", N_("day of the last return")),
        Column("原因", N_("why it was returned")),
        Column("答复", N_("what the county has answered")),
    ),
)


def received_text(rows: Iterable[Received], rubric: Rubric, catalogue: Catalogue) -> Iterator[str]:
    """Yield a county's name, a line a status with its items, and a line a file returned."""
    for county, group in groupby(rows, key=lambda row: row.county):
        own = list(group)
        whole = any(row.late is Late.COUNTY for row in own)
        late = catalogue.text(N_(" (changed since submission closed)")) if whole else ""
        yield f"{rubric.county_by_id[county].name}{late}"
        for receipt, name in RECEIPT_NAMES.items():
            items = [row.item for row in own if row.receipt is receipt]
            if items:
                values = {"status": name, "number": str(len(items)), "items": "、".join(items)}
                text = N_("  {status} {number}: {items}")
                yield catalogue.say(Message(text, values, frozenset({"status"})))
        late_items = [row.item for row in own if row.late is Late.ITEM]
        if late_items:
            values = {"number": str(len(late_items)), "items": "、".join(late_items)}
            text = N_("  changed since submission closed {number}: {items}")
            yield catalogue.say(Message(text, values))
        for row in own:
            if row.returns and row.receipt is not Receipt.SUBMITTED:
                yield "  " + return_line(row.item, row.returns[-1], catalogue)


def received_workbook(rows: Sequence[Received], rubric: Rubric, catalogue: Catalogue) -> bytes:
    """A row a county and item."""
    lines = []
    for row in rows:
        last = row.returns[-1] if row.returns else None
        told = ("", "", "") if last is None else (last.day, last.reason, last.answer)
        late = catalogue.text(LATE_NAMES[row.late]) if row.late else ""
        status = catalogue.text(RECEIPT_NAMES[row.receipt])
        county, item = rubric.county_by_id[row.county].name, rubric.items[row.item].name
        lines.append((county, row.item, item, status, late, len(row.returns), *told))
    return workbook(_TABLE, [_TABLE.rows(lines)], rubric.cycle)
