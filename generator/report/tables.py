"""The tables of open data: what each column holds, for every form and for the page about them."""

from collections.abc import Mapping

from generator.model.message import N_
from generator.model.open_data import Column
from generator.report.table import Table

_COUNTY = Column("county", N_("id of the county"))
_COUNTY_NAME = Column("county_name", N_("name of the county"))
_INDICATOR = Column("indicator", N_("number of the indicator"))
# A column of each table, so that a spreadsheet of the file shows it too.
_MADE_UP = Column("demonstration", N_("whether it was made up for demonstration"), "boolean")

TARGETS = Table(
    "targets",
    "下达给各县（区）的指标值",
    1,
    (
        _COUNTY,
        _INDICATOR,
        Column("clause", N_("number of the clause")),
        Column("name", N_("name of the clause")),
        Column("target", N_("number asked of the county"), "decimal"),
        Column("max", N_("maximum, empty where there is none"), "decimal"),
        Column("comparison", N_("at-least the number, or between it and the maximum")),
        Column("unit", N_("unit of the number; % for a rate")),
        Column("text", N_("official text of the clause")),
        _MADE_UP,
    ),
)
INDICATORS = Table(
    "indicators",
    "考核内容：分值和通知原文",
    2,
    (
        _INDICATOR,
        Column("section", N_("section of the indicator")),
        Column("name", N_("short name on this site")),
        Column("points", N_("points; the highest for a bonus item"), "decimal"),
        Column("bonus", N_("whether it is a bonus item"), "boolean"),
        Column("text", N_("official text")),
        _MADE_UP,
    ),
)
CHECKLISTS = Table(
    "checklists",
    "对照清单：每个县（区）的每项条款",
    1,
    (
        _COUNTY,
        _COUNTY_NAME,
        _INDICATOR,
        Column("indicator_name", N_("short name of the indicator")),
        Column("clause", N_("number of the clause")),
        Column("name", N_("name of the clause")),
        Column("text", N_("official text of the clause")),
        Column("status", N_("status of the evidence: submitted, any other does not count")),
        Column("target", N_("target, empty where no number is asked"), "decimal"),
        Column("max", N_("maximum, empty where there is none"), "decimal"),
        Column("unit", N_("unit")),
        Column("counted", N_("amount that counts in the ledger"), "decimal"),
        Column("proven", N_("amount of it that has proof"), "decimal"),
        Column("state", N_("state of the clause")),
        _MADE_UP,
    ),
)
ENTRIES = Table(
    "entries",
    "台账：已提交的材料里的每一条",
    1,
    (
        _COUNTY,
        _COUNTY_NAME,
        _INDICATOR,
        Column("number", N_("number of the entry, may be empty")),
        Column("address", N_("address of the entry on this site, from its root")),
        Column("first", N_("date; the first day of several"), "date"),
        Column("last", N_("last day"), "date"),
        Column("title", N_("event")),
        Column("cites", N_("number of the entry cited, which is the same event; else empty")),
        Column("clause", N_("number of the clause, empty where it is not known")),
        Column("quantity", N_("quantity as the ledger has it")),
        Column("value", N_("its number, empty where it cannot be read"), "decimal"),
        Column("unit", N_("its unit, as the notice calls it")),
        Column("precision", N_("exact, at-least, or about, which does not count")),
        Column("location", N_("place")),
        Column("proofs", N_("number of proofs"), "integer"),
        Column("counts", N_("whether it counts"), "boolean"),
        Column("proven", N_("whether it has proof"), "boolean"),
        Column("uncounted", N_("why it does not count, empty where it does")),
        _MADE_UP,
    ),
)
RESULTS = Table(
    "results",
    "公布的结果：一行一个数字",
    1,
    (
        _COUNTY,
        _COUNTY_NAME,
        Column("measure", N_("rank, grade, total, section, indicator, group, commended or vetoed")),
        Column("of", N_("section or number of the indicator, the judge group behind a slash")),
        Column("value", N_("number or text, as announced"), "decimal"),
        _MADE_UP,
    ),
)
# The tables that are also written as JSON; results.json is the announcement itself.
TABLES: Mapping[str, Table] = {table.name: table for table in (INDICATORS, CHECKLISTS, ENTRIES)}
