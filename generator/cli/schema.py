"""``taizhang schema``: the JSON Schema of rubric.yaml, for editors."""

import argparse
import json
from pathlib import Path

from generator.cli.console import Console
from generator.model.message import N_
from generator.pipeline import rubric_schema
from generator.report.catalogue import Catalogue

SUMMARY = N_("print the JSON Schema of rubric.yaml")


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """The command has no options of its own."""


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print the schema."""
    console.out(json.dumps(rubric_schema(), ensure_ascii=False, indent=2) + "\n")
    return 0
