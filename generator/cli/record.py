"""``taizhang record``: an entry of the log for what was changed after it was bound or frozen."""

import argparse
from pathlib import Path

from generator.cli.arguments import (
    add_private_argument,
    add_transition_arguments,
    chosen_day,
    chosen_name,
    private_folder,
    tell_left_over,
    write_entry,
)
from generator.cli.console import Console, WrongUse
from generator.model.log import RecordKind
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue
from generator.report.states import log_text
from generator.usecases.archive_cycle import refuse_cut_off
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private
from generator.usecases.record_change import Asked, record_change


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_("what was changed: roster or ballots, the decision, or the rules in rubric.yaml")
    kinds = [kind.value for kind in RecordKind]
    parser.add_argument("kind", choices=kinds, help=catalogue.text(text))
    text = N_("why it was changed; the sentence is published")
    parser.add_argument("reason", help=catalogue.text(text))
    add_transition_arguments(parser, catalogue)
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Write the entry and say how to take it back."""
    refuse_cut_off(root)
    reason = " ".join(options.reason.split())
    if not reason or not reason.isprintable():
        raise WrongUse(Message(N_("Write the reason as one sentence: it is published.")))
    asked = Asked(
        kind=RecordKind(options.kind),
        reason=reason,
        day=chosen_day(options),
        by=chosen_name(options),
    )
    private = private_folder(options, root)
    project = open_project(root)
    tell_left_over(project, console)
    recorded = record_change(project, private, asked)
    write_private(root, private, recorded.private_files)
    write_entry(root, project, recorded.files)
    text = N_("Written: {files}. Until it is committed, deleting it takes the record back.")
    console.trouble(Message(text, {"files": "、".join(recorded.files)}))
    if asked.kind is not RecordKind.DECISION:
        console.trouble(Message(_DECIDE_AGAIN))
    written = open_project(root)
    console.out(log_text(recorded.log, written.rubric, written.counted_by, console.catalogue))
    return 0


_DECIDE_AGAIN = N_(
    "A decision that was made before does not rest on this: rename decision.yaml, and run "
    '"taizhang decision" for a new form.'
)
