"""``taizhang schema``: the JSON Schema of rubric.yaml, of the report or of open data."""

import argparse
import json
from pathlib import Path

from generator.cli.console import Console
from generator.load.rubric.shapes import rubric_json_schema
from generator.model.message import N_
from generator.report.announcement_schema import announcement_json_schema
from generator.report.catalogue import Catalogue
from generator.report.finding_schema import findings_json_schema
from generator.report.tables import TABLES

_SCHEMAS = {
    "rubric": rubric_json_schema,
    "findings": findings_json_schema,
    "results": announcement_json_schema,
    **{name: table.json_schema for name, table in TABLES.items()},
}


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_(
        "of which file: the rubric (default), the findings, the results, or a table of open data"
    )
    parser.add_argument(
        "what",
        nargs="?",
        metavar="KIND",
        choices=list(_SCHEMAS),
        default="rubric",
        help=catalogue.text(text),
    )


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print the schema."""
    schema = _SCHEMAS[options.what]()
    console.data(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    return 0
