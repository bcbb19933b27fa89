"""The options that several commands share: their declarations, and their values as read."""

import argparse
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

from generator.atomic_write import remove_begun, write_atomically
from generator.chinese.widths import bare_name, fold_widths
from generator.cli.console import Console, WrongUse
from generator.load.project import Project
from generator.model.message import N_, Message
from generator.model.rubric import County, Indicator, Rubric
from generator.report.catalogue import Catalogue
from generator.usecases.private_copies import private_settings
from generator.usecases.refusals import left_over


def add_county_argument(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --county."""
    text = catalogue.text(N_("only this county, by its id or its name"))
    parser.add_argument("--county", metavar="ID", help=text)


def chosen_counties(chosen: str | None, rubric: Rubric) -> Iterable[County]:
    """The county chosen by id or name, else all. Raises WrongUse."""
    return rubric.counties if chosen is None else (chosen_county(chosen, rubric),)


def chosen_county(chosen: str, rubric: Rubric) -> County:
    """The county of that id or name. Raises WrongUse."""
    found = named_county(chosen, rubric)
    if found is None:
        known = "、".join(f"{county.id}（{county.name}）" for county in rubric.counties)
        values = {"county": chosen, "known": known}
        raise WrongUse(Message(N_('There is no county "{county}". It is one of: {known}.'), values))
    return found


def named_county(name: str, rubric: Rubric) -> County | None:
    """The county that people mean by the name, None for none or several.

    In any width and with or without 县 or 区; a path may end at the county's folder.
    """
    bare = bare_name(name.rstrip("/\\"))
    found = [
        county
        for county in rubric.counties
        if bare in (bare_name(county.id), bare_name(county.name), bare_name(county.name)[:-1])
    ]
    return found[0] if len(found) == 1 else None


def chosen_item(chosen: str, rubric: Rubric) -> Indicator | None:
    """The item of that id or file name: 5, b1, ０５ and 05.md mean 05 and B1; None for none."""
    return rubric.items.get(fold_widths(chosen).strip().removesuffix(".md").upper().zfill(2))


def add_scheduler_argument(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --scheduler."""
    text = N_(
        "share the counties out to the workers of this Dask scheduler, such as tcp://host:8786"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help=catalogue.text(text))


def add_private_argument(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --private."""
    text = N_(
        "folder of roster and ballots (default: that of .taizhang.yaml, else private; git ignores both)"
    )
    parser.add_argument("--private", type=Path, metavar="DIR", help=catalogue.text(text))


def private_folder(options: argparse.Namespace, root: Path) -> Path:
    """The folder chosen, whether it exists or not. Raises WrongUse where git would see ballots."""
    given: Path | None = options.private
    folder = (given or private_settings(root).folder).absolute()
    if folder.exists() and not folder.is_dir():
        raise WrongUse(
            Message(N_("{out} is not a folder; name another one."), {"out": str(folder)})
        )
    # Resolved, since private/../ballots has "private" in it and is none.
    place, project = folder.resolve(), root.resolve()
    if place.is_relative_to(project) and "private" not in place.relative_to(project).parts:
        text = N_("Git would take up {out}; use private/, or a folder outside the project.")
        raise WrongUse(Message(text, {"out": str(folder)}))
    return folder


def add_transition_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare --date and --by."""
    text = N_("day of the transition, such as 2018-12-31 (default: today)")
    parser.add_argument("--date", metavar="DAY", help=catalogue.text(text))
    text = N_("who makes the transition (default: the organiser, or who decided)")
    parser.add_argument("--by", default="", metavar="NAME", help=catalogue.text(text))


def chosen_name(options: argparse.Namespace) -> str:
    """Who was given as making the transition, "" for nobody. Raises WrongUse for unseen signs."""
    name = " ".join(options.by.split())
    # YAML has no place for such signs, and nobody would see them in the log.
    if not name.isprintable():
        text = N_("--by holds signs that cannot be seen; type the name again.")
        raise WrongUse(Message(text))
    return name


def chosen_day(options: argparse.Namespace) -> date:
    """The day given, else today. Raises WrongUse for a day that is still to come."""
    given: str | None = options.date
    today = datetime.now().astimezone().date()
    if given is None:
        return today
    try:
        day = date.fromisoformat(fold_widths(given))
    except ValueError as error:
        text = N_("{day} is not a day; write it as 2018-12-31.")
        raise WrongUse(Message(text, {"day": given})) from error
    # A date ahead would pass over the days that a result is open to objections.
    if day > today:
        text = N_("{day} is still to come; today is {today}. A step is taken on its day, or later.")
        raise WrongUse(Message(text, {"day": given, "today": str(today)}))
    return day


def tell_left_over(project: Project, console: Console) -> None:
    """Say what a run that was cut off has left over, and that nothing has to be done about it."""
    for path in sorted(left_over(project)):
        text = N_(
            "A run was cut off and left {file}, which means nothing: the next step replaces it."
        )
        console.trouble(Message(text, {"file": path}))


def write_entry(root: Path, project: Project, files: Mapping[str, str]) -> None:
    """Write the files of the next entry of the log, in place of what a run has left over of one."""
    clear_left_over(root, project, files)
    write_files(root, files)


def clear_left_over(root: Path, project: Project, files: Mapping[str, str]) -> bool:
    """Remove what a run has left over, but for what ``files`` replace; whether there was any."""
    left = left_over(project) - files.keys()
    for path in left:
        (root / path).unlink(missing_ok=True)
        for signature in (root / path).parent.glob(f"{Path(path).name}.*.sig"):
            signature.unlink()
    return bool(left)


def write_files(root: Path, files: Mapping[str, str]) -> None:
    """Write new files in their order, each whole or not at all."""
    for path, text in files.items():
        remove_begun(root / path)
        write_atomically(root / path, text.encode())
