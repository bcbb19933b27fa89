"""A year of the invented project, state by state, as the organiser's commands make it."""

import hashlib
import re
from datetime import date
from pathlib import Path

from on_folder import rehearse
from project_copy import replace_text
from remembered import remembered

from generator.cli.arguments import write_files
from generator.model.log import RecordKind
from generator.model.state import State
from generator.usecases.announce_result import announce_result
from generator.usecases.next_state import Step, next_state
from generator.usecases.open_project import open_project
from generator.usecases.private_copies import write_private as write_kept
from generator.usecases.record_change import Asked, record_change
from generator.usecases.tally_ballots import tally_ballots

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


def freeze(root: Path) -> None:
    """Open submission anew, under the rubric as a test has made it."""
    log = root / RESULTS / "log"
    if "rules:" not in (log / "01-open.yaml").read_text(encoding="utf-8"):
        (log / "01-open.yaml").unlink()
        go_on(root, State.OPEN)


def rest(root: Path, private: Path | None = None) -> None:
    """Let the decision of the private folder rest on what is bound, as its form would."""
    private = private or root / "private"
    project, file = open_project(root), private / "decision.yaml"
    text = file.read_text(encoding="utf-8").partition("rests-on:")[0]
    tally, rules = tally_ballots(project, private), project.log.rules
    assert rules is not None
    ranks = ", ".join(f'{county.county}: "{county.rank}"' for county in tally.counties)
    basis = f'{{ballots: "{project.log.ballots}", rules: "{rules.digest}", ranks: {{{ranks}}}}}'
    file.write_text(f"{text}rests-on: {basis}\n", encoding="utf-8")


def record(root: Path, kind: RecordKind, reason: str, day: str = DAYS[State.FINAL]) -> None:
    """Take the record, with what lies in the private folder."""
    asked = Asked(kind=kind, reason=reason, day=date.fromisoformat(day), by="试")
    recorded = record_change(open_project(root), root / "private", asked)
    write_kept(root, root / "private", recorded.private_files)
    write_files(root, recorded.files)


def go_on(root: Path, state: State, why: str = "") -> None:
    """Make the one step to the state, with what lies in the private folder."""
    step = Step(state=state, day=date.fromisoformat(DAYS[state]), by="试")
    if state is not State.OPEN:
        freeze(root)
    if state.announces:
        rest(root)
    project, private = open_project(root), root / "private"
    if state.announces:
        announced = announce_result(project, private, step, why)
        write_kept(root, private, announced.kept)
        write_files(root, announced.files)
    else:
        following = next_state(project, private, step)
        write_kept(root, private, following.private_files)
        write_files(root, following.files)
        if state is State.DECIDING and (root / "private/decision.yaml").exists():
            rest(root)


@remembered
def run_year(root: Path, last: State, decision: str = DECISION) -> None:
    """Go from open to the state with invented ballots; an amendment changes one score."""
    write_private(root, {**rehearse(root, 1), "decision.yaml": decision})
    proposes = 'publicity-days: {choice: "0"' not in (root / "rubric.yaml").read_text("utf-8")
    for state in list(State)[2 : last.rank + 1]:
        if state is State.AMENDED:
            replace_text(root, "private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"')
            record(root, RecordKind.BALLOTS, "一处登记错误。", DAYS[State.AMENDED])
        if state is not State.PROPOSED or proposes:
            go_on(root, state, "复核时发现一处登记错误。" if state is State.AMENDED else "")


def forget_evidence(root: Path) -> None:
    """Let the log record no evidence, so that a test may change what was announced."""
    for file in (root / RESULTS / "log").glob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        file.write_text(
            re.sub(r"^evidence:\n(?:  .*\n)+", "", text, flags=re.MULTILINE), encoding="utf-8"
        )


def renew_digest(root: Path, stem: str) -> None:
    """Make the log agree with an announcement that a test has changed."""
    content = (root / RESULTS / f"{stem}.json").read_bytes()
    log = root / RESULTS / "log" / f"{stem}.yaml"
    head, _, _ = log.read_text(encoding="utf-8").partition("  sha256:")
    digest = hashlib.sha256(content).hexdigest()
    log.write_text(f'{head}  sha256: "{digest}"\n', encoding="utf-8")
