"""``taizhang ballots``: forms, ballots received, compared, shown, counted and confirmed."""

import argparse
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from generator.cli.arguments import add_private_argument, private_folder
from generator.cli.console import Console, WrongUse
from generator.load.project import Project
from generator.model.message import N_, Message
from generator.model.score_sheet import described
from generator.model.state import State
from generator.report.catalogue import Catalogue
from generator.report.control_slip import control_slip, score_table, table
from generator.usecases.ballot_status import Ballots, Handed, JudgeStatus
from generator.usecases.confirm_scores import confirm_scores
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private
from generator.usecases.receive_ballots import (
    FaultySheet,
    Received,
    UnlikeEntries,
    compare_entries,
    receive_sheet,
)
from generator.usecases.tally_ballots import new_ballots


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    text = N_(
        "new: empty ballots; import: receive score sheets; compare: paper typed twice; show: one "
        "ballot; status: who has handed in; confirm: scores stand though evidence has changed"
    )
    parser.add_argument(
        "action", nargs="?", choices=list(_ACTIONS), default="new", help=catalogue.text(text)
    )
    text = N_("files for import and compare; for show and confirm ids of the roster, such as L03")
    parser.add_argument("names", nargs="*", metavar="NAME", help=catalogue.text(text))
    add_private_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Do what was asked for."""
    folder = private_folder(options, root)
    return _ACTIONS[options.action](options.names, root, folder, console)


def _new(names: Sequence[str], root: Path, folder: Path, console: Console) -> int:
    """Write the forms; a ballot that is there is left as it is."""
    if names:
        raise WrongUse(Message(N_("taizhang ballots new takes no name: it writes all that lack.")))
    files = new_ballots(open_project(root), folder)
    write_private(root, folder, {path: form.encode() for path, form in files.items()})
    values = {"number": str(len(files)), "folder": str(folder / "ballots")}
    if files:
        text = N_('{number} empty ballots written: {folder}. Filled in, "taizhang tally" checks.')
    else:
        text = N_("Every judge of the roster has a ballot in {folder}; nothing was written.")
    console.trouble(Message(text, values))
    return 0


def _import(names: Sequence[str], root: Path, folder: Path, console: Console) -> int:
    """Receive each sheet by itself: one that is at fault keeps no other back."""
    if not names:
        text = N_("Name the files, such as: taizhang ballots import L03.xlsx.")
        raise WrongUse(Message(text))
    refused, unchanged, project = 0, [], open_project(root)
    for file in _files(names):
        try:
            received = receive_sheet(project, folder, file, _now())
        except FaultySheet as error:
            _say_faults(error, console)
            refused += 1
            continue
        if not received.files:
            unchanged.append(received.sheet.judge.id)
            continue
        write_private(root, folder, received.files)
        _say_received(received, project, console)
    if unchanged:
        values = {"judges": "、".join(unchanged), "number": str(len(unchanged))}
        text = N_("{judges} ({number}) are as they were received; nothing was written.")
        console.trouble(Message(text, values))
    if refused:
        values = {"number": str(refused)}
        text = N_("{number} files were not received. Nothing of them was written.")
        console.trouble(Message(text, values))
    return 1 if refused else 0


def _files(names: Sequence[str]) -> Iterator[Path]:
    """The files named; of a folder its sheets and ballot files. Windows leaves * to the program."""
    for name in names:
        file = Path(name)
        kinds = ("*.xlsx", "*.json") if file.is_dir() else (file.name,)
        folder = file if file.is_dir() else file.parent
        within = [one for kind in kinds for one in folder.glob(kind)]
        # Excel keeps such a file beside one that is open.
        found = sorted(one for one in within if not one.name.startswith("~$"))
        yield from found or [file]


def _compare(names: Sequence[str], root: Path, folder: Path, console: Console) -> int:
    """Receive a ballot that was typed twice, or say where the two differ."""
    if len(names) not in (2, 3):
        text = N_(
            "Name the two sheets that two people typed, such as: taizhang ballots compare 1/L03.xlsx "
            "2/L03.xlsx; behind them that of the third look, if there is one."
        )
        raise WrongUse(Message(text))
    project = open_project(root)
    try:
        received = compare_entries(project, folder, [Path(name) for name in names], _now())
    except FaultySheet as error:
        _say_faults(error, console)
        return 1
    except UnlikeEntries as error:
        # One that was filled in already is somebody's work.
        ((path, content),) = error.third.items()
        there = (folder / path).exists() and (folder / path).read_bytes() != content
        if not there:
            write_private(root, folder, error.third)
        for one in error.differences:
            text = N_("{county}, {item}: the two entries differ")
            console.trouble(Message(text, described(one.cell, project.rubric)))
        values = {
            "number": str(len(error.differences)),
            "file": str(folder / path),
            "judge": error.judge.id,
        }
        console.trouble(Message(_THIRD_THERE if there else _THIRD, values))
        return 1
    write_private(root, folder, received.files)
    _say_received(received, project, console)
    return 0


def _show(names: Sequence[str], root: Path, folder: Path, console: Console) -> int:
    """Print one ballot with its sums and versions, for the office alone."""
    if len(names) != 1:
        raise WrongUse(Message(N_("Name one judge, such as: taizhang ballots show L03.")))
    project = open_project(root)
    ballots = Ballots(project, folder)
    judge, scores = ballots.scores(names[0])
    rubric = project.rubric
    for status in ballots.statuses():
        if status.judge.id == judge.id:
            for version in status.versions:
                values = {"judge": judge.id, "number": str(version.number)}
                console.out(console.catalogue.say(_receipt(values, version.time)) + "\n")
    console.out(score_table(scores, judge, rubric))
    console.out(control_slip(scores, judge, rubric, console.catalogue))
    return 0


def _status(names: Sequence[str], root: Path, folder: Path, console: Console) -> int:
    """Print who has handed in: never a score."""
    if names:
        raise WrongUse(Message(N_("taizhang ballots status takes no name: it lists all judges.")))
    ballots = Ballots(open_project(root), folder)
    statuses = list(ballots.statuses())
    rows = [_status_row(status, console.catalogue) for status in statuses]
    for line in table(tuple(rows)):
        console.out(f"{line}\n")
    counts = {
        word: sum(status.handed is handed for status in statuses) for handed, word in _WORDS.items()
    }
    shown = [f"{console.catalogue.text(word)} {count}" for word, count in counts.items() if count]
    console.out("，".join(shown) + "\n")
    if any(status.handed is Handed.MISSING for status in statuses):
        console.aside(console.catalogue.text(_REFUSED_IS_MISSING) + "\n")
    console.aside(console.findings(ballots.faults) if ballots.faults else "")
    return 0


def _confirm(judges: Sequence[str], root: Path, folder: Path, console: Console) -> int:
    """Write into the ballots which evidence their scores are for, and say of which counties."""
    if not judges:
        raise WrongUse(Message(N_("Name the judges, such as: taizhang ballots confirm L03.")))
    project = open_project(root)
    confirmed = confirm_scores(project, folder, judges)
    write_private(root, folder, {path: text.encode() for path, text in confirmed.files.items()})
    for judge, counties in confirmed.counties.items():
        values = {"judge": judge, "counties": "、".join(counties)}
        text = N_("{judge}: nothing to confirm, no evidence has changed since the scores.")
        if counties:
            text = N_("{judge}: the scores stand for the evidence there is now of {counties}.")
        console.trouble(Message(text, values))
    if confirmed.files and project.log.state.rank >= State.DECIDING.rank:
        console.trouble(Message(_BOUND))
    return 0


def _say_faults(error: FaultySheet, console: Console) -> None:
    for fault in error.faults:
        # The cell is what to look for, so it stands before the sentence.
        place = f"{error.file} {fault.cell}".rstrip()
        console.aside(f"{place}: {console.catalogue.say(fault.message)}\n")


def _say_received(received: Received, project: Project, console: Console) -> None:
    """The receipt, which says nothing of the scores, then the control slip for the office."""
    judge = received.sheet.judge
    values = {"judge": judge.id, "number": str(received.number)}
    console.out(console.catalogue.say(_receipt(values, received.time)) + "\n")
    if not received.files:
        console.trouble(Message(N_("It was received before; nothing was written.")))
    if received.changed is not None:
        values = {"judge": judge.id, "number": str(received.changed)}
        text = N_("{judge} had handed in before: {number} scores are others now; both are kept.")
        console.trouble(Message(text, values))
    console.out(control_slip(received.sheet.scores, judge, project.rubric, console.catalogue))
    # Last, where it is seen.
    if received.files and project.log.state.rank >= State.DECIDING.rank:
        console.trouble(Message(_BOUND))


def _receipt(values: Mapping[str, str], time: datetime) -> Message:
    text = N_("Receipt: ballot of {judge}, version {number}, received {time}.")
    return Message(text, {**values, "time": f"{time:%Y-%m-%d %H:%M:%S}"})


def _status_row(status: JudgeStatus, catalogue: Catalogue) -> tuple[str, ...]:
    more = ""
    if status.handed is Handed.PARTIAL:
        more = catalogue.say(
            Message(N_("{number} scores missing"), {"number": str(status.missing)})
        )
    elif status.stale:
        values = {"counties": "、".join(status.stale)}
        more = catalogue.say(Message(N_("changed since: {counties}"), values))
    versions = ""
    if status.versions:
        last = status.versions[-1]
        values = {"number": str(last.number), "time": f"{last.time:%Y-%m-%d %H:%M}"}
        versions = catalogue.say(Message(N_("version {number}, {time}"), values))
    return status.judge.id, catalogue.text(_WORDS[status.handed]), versions, more


def _now() -> datetime:
    return datetime.now().astimezone()


_Action = Callable[[Sequence[str], Path, Path, Console], int]
_ACTIONS: Mapping[str, _Action] = {
    "new": _new,
    "import": _import,
    "compare": _compare,
    "show": _show,
    "status": _status,
    "confirm": _confirm,
}
_WORDS: Mapping[Handed, str] = {
    Handed.MISSING: N_("missing"),
    Handed.UNREADABLE: N_("cannot be read"),
    Handed.PARTIAL: N_("partial"),
    Handed.STALE: N_("to be looked at again"),
    Handed.COMPLETE: N_("complete"),
    Handed.RECUSED: N_("recused from all"),
}
_THIRD = N_(
    "{number} scores differ. Look at the paper a third time: {file} asks for these alone (yellow). "
    "Fill it in, then name it as the third file of the same command. Nothing was received yet."
)
_THIRD_THERE = N_(
    "{number} scores differ. {file} is there already and was left as it is: fill it in and name it as "
    "the third file of the same command; if it is of other entries, move it away. Nothing was received yet."
)
_REFUSED_IS_MISSING = N_("Missing are those, too, whose file came and was not received.")
_BOUND = N_(
    "The ballots were bound when deliberation began. Record this change with taizhang record "
    'ballots-changed "the reason", and decide again.'
)
