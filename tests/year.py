"""A year of the invented project, state by state, as the organiser's commands make it."""

import hashlib
from datetime import date
from pathlib import Path

from on_folder import rehearse
from project_copy import replace_text

from generator.cli.arguments import write_files
from generator.model.state import State
from generator.usecases.announce_result import announce_result
from generator.usecases.next_state import Step, next_state
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private as write_kept

RESULTS = "content/results/2018"
DECISION = 'cycle: "2018"\nby: 虚构主席办公会\ncommended: [jia]\n'
DAYS = {
    State.OPEN: "2018-01-15",
    State.CLOSED: "2019-01-05",
    State.REVIEWING: "2019-01-08",
    State.DECIDING: "2019-01-18",
    State.PROPOSED: "2019-01-21",
    State.FINAL: "2019-01-30",
    State.AMENDED: "2019-02-20",
}


def write_private(root: Path, files: dict[str, str]) -> None:
    """Put files into the private folder."""
    for path, text in files.items():
        file = root / "private" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def go_on(root: Path, state: State, why: str = "") -> None:
    """Make the one step to the state, with what lies in the private folder."""
    step = Step(state=state, day=date.fromisoformat(DAYS[state]), by="试")
    project, private = open_project(root), root / "private"
    if state.announces:
        announced = announce_result(project, private, step, why)
        write_kept(root, private, announced.kept)
        write_files(root, announced.files)
    else:
        write_files(root, next_state(project, private, step).files)


def run_year(root: Path, last: State, decision: str = DECISION) -> None:
    """Go from open to the state with invented ballots; an amendment changes one score."""
    write_private(root, {**rehearse(root, 1), "decision.yaml": decision})
    proposes = 'publicity-days: {choice: "0"' not in (root / "rubric.yaml").read_text("utf-8")
    for state in list(State)[2 : last.rank + 1]:
        if state is State.AMENDED:
            replace_text(root, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
        if state is not State.PROPOSED or proposes:
            go_on(root, state, "复核时发现一处登记错误。" if state is State.AMENDED else "")


def renew_digest(root: Path, stem: str) -> None:
    """Make the log agree with an announcement that a test has changed."""
    content = (root / RESULTS / f"{stem}.json").read_bytes()
    log = root / RESULTS / "log" / f"{stem}.yaml"
    head, _, _ = log.read_text(encoding="utf-8").partition("  sha256:")
    digest = hashlib.sha256(content).hexdigest()
    log.write_text(f'{head}  sha256: "{digest}"\n', encoding="utf-8")
