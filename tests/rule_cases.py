"""The changes that a rule's cases make to the invented project, and what is found in it then."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from archived import archive_year
from changes import git, stream
from drawn_pictures import drawn
from histories import streamed
from office_changes import MAY, MAY_NOT
from on_folder import assess, previewed, rehearse, tally
from personal_numbers import bank_card, citizen_id, email, mobile
from project_copy import replace_text
from year import RESULTS, go_on, renew_digest, run_year, write_private

from generator.load.git import open_repository
from generator.load.git_change import read_change
from generator.model.codes import Code
from generator.model.errors import UnusableRubric
from generator.model.finding import Finding
from generator.model.state import State
from generator.rules.all_rules import (
    explain_faults,
)
from generator.rules.change import change_faults, late_faults, whole_faults
from generator.rules.office_change import office_faults, return_faults
from generator.usecases.open_project import open_project
from generator.usecases.tally_ballots import UnusableBallots


def findings_of(root: Path) -> tuple[Finding, ...]:
    """What is found in the project and, where it has ballots, in those."""
    if (root / ".git").is_dir():
        with open_repository(root) as repository:
            change = read_change(repository, "base", "head")
        base = open_project(root).portfolio()
        whole = whole_faults(change, "jia")
        late = late_faults(change.paths, "jia", base)
        if (root / ".git/office").exists():
            return explain_faults(tuple(office_faults(change)))
        returns = return_faults(change, "jia")
        return explain_faults((*whole, *change_faults(change.paths, "jia"), *late, *returns))
    try:
        findings = assess(root).findings
        if (root / "private" / "decision.yaml").is_file():
            previewed(root, root / "private")
        elif (root / "private").is_dir():
            tally(root, root / "private")
    except UnusableRubric as unusable:
        return unusable.findings
    except UnusableBallots as unusable:
        return (*findings, *unusable.findings)
    return findings


def codes_of(root: Path) -> list[Code]:
    """The codes of what is found in the project."""
    return [finding.code for finding in findings_of(root)]


def announce_out_of_order(root: Path, state: str) -> None:
    """The announcement that ``proposed`` would have made, under the name of the state."""
    copy = root.parent / "copy"
    shutil.copytree(root, copy)
    go_on(copy, State.PROPOSED)
    stem = f"05-{state}"
    for folder, suffix in (("", "json"), ("log/", "yaml")):
        text = (copy / RESULTS / f"{folder}05-proposed.{suffix}").read_text(encoding="utf-8")
        text = text.replace("proposed", state)
        (root / RESULTS / f"{folder}{stem}.{suffix}").write_text(text, encoding="utf-8")
    renew_digest(root, stem)


def tie(root: Path, _: str) -> None:
    """Invented ballots, and 乙区's scores those of 甲县."""
    write_private(root, dict(rehearse(root, 1)))
    for ballot in (root / "private/ballots").iterdir():
        text = ballot.read_text(encoding="utf-8")
        points = '    "01": "4"\n    "02": "3"\n    "B1": "1"\n'
        counties = "".join(
            f"  {county}:\n{points}" for county in ("jia", "yi") if f"  {county}:" in text
        )
        ballot.write_text(text.split("scores:")[0] + "scores:\n" + counties, encoding="utf-8")


# Placeholders of the cases for personal numbers, which are made as the test runs: no file holds one.
NUMBERS = {
    "{{id}}": citizen_id(random.Random(1)),
    "{{mobile}}": mobile(random.Random(1)),
    "{{card}}": bank_card(random.Random(1)),
    "{{email}}": email(random.Random(1)),
}


def filled(text: str) -> str:
    """The text of a case with its placeholders replaced."""
    for name, number in NUMBERS.items():
        text = text.replace(name, number)
    return text


def pull(root: Path, name: str) -> None:
    """The project as a repository, with a pull request of that name of the tables."""
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "-A")
    git(root, "commit", "--quiet", "-m", "x")
    git(root, "branch", "base")
    git(root, "fast-import", "--quiet", "--force", given=streamed(name))


def office_pull(root: Path, name: str) -> None:
    """The same, with a pull request of the office."""
    pull(root, "one file")
    (root / ".git/office").touch()
    steps = MAY.get(name) or MAY_NOT[name][0]
    git(root, "fast-import", "--quiet", "--force", given=stream("head", steps, "main"))


def enlarge(file: Path, edit: dict[str, str]) -> None:
    """A PDF of a size, of which the disk holds next to nothing."""
    with file.open("wb") as opened:
        opened.write(b"%PDF-1.4")
        opened.truncate(int(edit["size"]))


def draw_for(file: Path, edit: dict[str, str]) -> None:
    """The picture of a seed at a size and quality."""
    picture = drawn(int(edit["seed"]), int(edit["size"]))
    picture.save(file, quality=int(edit.get("quality", 90)))


def cut_off(file: Path, edit: dict[str, str]) -> None:
    """The first percent of a picture's bytes, in the format of its name."""
    drawn(int(edit["seed"]), 400).save(file)
    content = file.read_bytes()
    file.write_bytes(content[: len(content) * int(edit["share"]) // 100])


def repeat(file: Path, edit: dict[str, str]) -> None:
    """So many files, each with another number at the end of its name."""
    for nth in range(int(edit["number"])):
        file.with_stem(f"{file.stem}{nth}").write_text(f"{nth}", encoding="utf-8")


# How a case writes a file, by the key of its step.
WRITERS: dict[str, Callable[[Path, dict[str, str]], object]] = {
    "write": lambda file, edit: file.write_text(edit["text"], encoding="utf-8"),
    "gbk": lambda file, edit: file.write_bytes(edit["text"].encode("gbk")),
    "bytes": lambda file, edit: file.write_bytes(edit["text"].encode("latin-1")),
    "large": enlarge,
    "many": repeat,
    "picture": draw_for,
    "cut": cut_off,
    "link": lambda file, edit: file.symlink_to(edit["text"]),
}


# What a case does to the whole project, by the key of its step.
PREPARATIONS: dict[str, Callable[[Path, str], None]] = {
    "rehearse": lambda root, seed: write_private(root, dict(rehearse(root, int(seed)))),
    "year": lambda root, last: run_year(root, State(last)),
    "announced": announce_out_of_order,
    "digest": renew_digest,
    "tie": tie,
    "archive": archive_year,
    "pull": pull,
    "office": office_pull,
}


def apply_step(root: Path, edit: dict[str, str]) -> None:
    """Make one change of a case: to a passage, to a file, or a set of ballots."""
    if "file" in edit:
        replace_text(root, edit["file"], edit["from"], edit["to"])
        return
    kind, path = next(iter(edit.items()))
    if kind in PREPARATIONS:
        PREPARATIONS[kind](root, path)
        return
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if kind in WRITERS:
        WRITERS[kind](file, edit)
    elif kind == "remove":
        shutil.rmtree(file) if file.is_dir() else file.unlink()
    elif kind == "crlf":
        text = file.read_text(encoding="utf-8")
        file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    else:
        pytest.fail(f"unknown edit {kind}")


def apply_case(root: Path, case: dict[str, Any]) -> None:
    """Make the changes of a case, one after the other."""
    for edit in case["edits"]:
        apply_step(root, {key: filled(str(value)) for key, value in edit.items()})
