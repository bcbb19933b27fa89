"""``taizhang`` alone: where the assessment stands, what can be done now, and what comes next."""

import argparse
from pathlib import Path

from generator.cli.arguments import tell_left_over
from generator.cli.console import Console
from generator.report.states import now_text
from generator.usecases.open_project import open_project
from generator.usecases.refusals import refuse_log_faults


def run(_options: argparse.Namespace, root: Path, console: Console) -> int:
    """Print it. A log with faults says no state: its findings are printed instead."""
    project = open_project(root)
    tell_left_over(project, console)
    refuse_log_faults(project)
    console.out(now_text(project.log, project.rubric, project.counted_by, console.catalogue))
    return 0
