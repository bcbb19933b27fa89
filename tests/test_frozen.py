"""Whole cycles in which ballots, roster, decision or rules change after they were bound or frozen."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import oracle
import pytest
import yaml
from on_folder import assess
from project_copy import replace_text
from year import DAYS, DECISION, RESULTS, go_on, record, rest, run_year, write_private

from generator.cli import main
from generator.model.errors import Refused, Unusable
from generator.model.log import RecordKind
from generator.model.state import Audience, State
from generator.usecases.announce_result import announce_result
from generator.usecases.build_site import site_languages
from generator.usecases.next_state import Step
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

RUBRIC, LOG = "rubric.yaml", f"{RESULTS}/log"
Edit = tuple[str, str, str]
# What is changed, the record that a change needs, and the state from which it needs one.
CHANGES: Mapping[str, tuple[tuple[Edit, ...], RecordKind, State]] = {
    "a score": (
        (("private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"'),),
        RecordKind.BALLOTS,
        State.DECIDING,
    ),
    "a judge's group": (
        (("private/roster.yaml", "id: L01, group: leaders", "id: L01, group: departments"),),
        RecordKind.BALLOTS,
        State.DECIDING,
    ),
    "who is commended": (
        (("private/decision.yaml", "[jia]", "[jia, yi]"),),
        RecordKind.DECISION,
        State.PROPOSED,
    ),
    "a weight": (
        (
            (RUBRIC, 'weight: "40"', 'weight: "20"'),
            (RUBRIC, 'weight: "30"', 'weight: "50"'),
        ),
        RecordKind.RULES,
        State.REVIEWING,
    ),
    "trimming": (
        ((RUBRIC, "trimming: {choice: none", "trimming: {choice: items"),),
        RecordKind.RULES,
        State.REVIEWING,
    ),
    "points": (
        ((RUBRIC, 'points: "6"', 'points: "5"'), (RUBRIC, 'points: "4"', 'points: "5"')),
        RecordKind.RULES,
        State.OPEN,
    ),
    "a target": (((RUBRIC, 'all: "85"', 'all: "80"'),), RecordKind.RULES, State.OPEN),
    "the period": (
        ((RUBRIC, 'choice: "2018-01-01"', 'choice: "2018-01-02"'),),
        RecordKind.RULES,
        State.OPEN,
    ),
    "a name": (((RUBRIC, "name: 第一部分", "name: 第一节"),), RecordKind.RULES, State.OPEN),
    "a word for a unit": (
        ((RUBRIC, "[场次]", "[场次, 回]"),),
        RecordKind.RULES,
        State.REVIEWING,
    ),
}
STATES = tuple(State)[State.OPEN.rank : State.AMENDED.rank]


def edit(root: Path, edits: tuple[Edit, ...]) -> None:
    """Make the change."""
    for path, old, new in edits:
        replace_text(root, path, old, new)


def take_back(root: Path, edits: tuple[Edit, ...]) -> None:
    """Unmake it."""
    for path, old, new in reversed(edits):
        replace_text(root, path, new, old)


def step(root: Path, state: State) -> None:
    """Go on; where what is announced differs, with a reason."""
    try:
        go_on(root, state)
    except Refused as refused:
        if "--why" not in refused.message.text:
            raise
        go_on(root, state, "经核实更正。")


def following(root: Path) -> State:
    """The next state."""
    return tuple(State)[open_project(root).log.state.rank + 1]


def agrees(root: Path) -> None:
    """Hold the newest announcement against a second count by the frozen rules and the ballots."""
    rubric = yaml.safe_load((root / RUBRIC).read_text(encoding="utf-8"))
    notice = open_project(root).log.announced[-1][1]
    kept = root / "private/announced" / notice.digest
    roster, *ballots = (
        yaml.safe_load(file.read_text(encoding="utf-8"))
        for file in (kept / "roster.yaml", *sorted((kept / "ballots").iterdir()))
    )
    counts = oracle.count(rubric, roster, ballots)
    decision = yaml.safe_load((root / "private/decision.yaml").read_text(encoding="utf-8"))
    ranks = oracle.standing(rubric, counts, decision)
    for county in notice.announcement.counties:
        assert county.rank == ranks[county.county]
        assert Fraction(county.total) == oracle.rounded(
            counts[county.county].total, Fraction(1, 100), even=False
        )
    assert list(notice.announcement.commended) == decision["commended"]


def finish(root: Path) -> None:
    """Go on to the final result, or amend it; each announcement counted a second time."""
    last = State.AMENDED if open_project(root).log.state is State.FINAL else State.FINAL
    while open_project(root).log.state is not last:
        try:
            step(root, following(root))
        except Refused as refused:
            # What changes nothing announced needs no amendment.
            if last is not State.AMENDED or "no amendment" not in refused.message.text:
                raise
            return
        if open_project(root).log.state.announces:
            agrees(root)


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("state", STATES, ids=str)
def test_change_is_refused_then_recorded(name: str, state: State, project: Path) -> None:
    """From its state on a change stops the next step until it is taken back or recorded."""
    edits, kind, since = CHANGES[name]
    run_year(project, state)
    if state is State.OPEN:
        go_on_from_setup(project)
    edit(project, edits)
    if state.rank < since.rank:
        finish(project)
        assert not open_project(project).log.records
        return
    if kind is RecordKind.RULES:
        found = [one for one in assess(project).findings if one.code == "unrecorded-rule"]
        assert len(found) == len(edits)
        assert {one.place.path for one in found} == {RUBRIC}
    with pytest.raises((Refused, Unusable)):
        step(project, following(project))
    take_back(project, edits)
    assert not open_project(project).log.records
    edit(project, edits)
    if kind is RecordKind.DECISION or state.rank >= State.DECIDING.rank:
        rest(project)
    record(project, kind, "核实后改正。", DAYS[state])
    with pytest.raises(Refused, match=""):
        record(project, kind, "再记一次。", DAYS[state])
    assert not [one for one in assess(project).findings if one.code == "unrecorded-rule"]
    finish(project)
    (recorded,) = open_project(project).log.records
    assert (recorded.kind, recorded.reason) == (kind, "核实后改正。")


def go_on_from_setup(root: Path) -> None:
    """Open submission by the command."""
    (root / LOG / "01-open.yaml").unlink()
    go_on(root, State.OPEN)


def test_decision_is_made_again_after_ballots_changed(project: Path) -> None:
    """With ballots recorded, the earlier decision rests on nothing until it is made again."""
    run_year(project, State.DECIDING)
    edit(project, CHANGES["a score"][0])
    record(project, RecordKind.BALLOTS, "登记有误。", DAYS[State.DECIDING])
    asked = Step(state=State.PROPOSED, day=date(2019, 1, 21), by="试")
    with pytest.raises(Refused, match="") as refused:
        announce_result(open_project(project), project / "private", asked, "")
    assert "rests-on" in refused.value.message.text
    rest(project)
    announce_result(open_project(project), project / "private", asked, "")


def test_decision_without_its_basis_is_refused(project: Path) -> None:
    """A decision that names no ballots cannot be announced, nor one on other ranks."""
    run_year(project, State.DECIDING)
    asked = Step(state=State.PROPOSED, day=date(2019, 1, 21), by="试")
    whole = (project / "private/decision.yaml").read_text(encoding="utf-8")
    for text in (DECISION, whole.replace('jia: "1", yi: "2"', 'jia: "2", yi: "1"')):
        assert text != whole
        write_private(project, {"decision.yaml": text})
        with pytest.raises(Refused):
            announce_result(open_project(project), project / "private", asked, "")


def test_salt_lost_or_spoilt(project: Path) -> None:
    """Without the salt nothing is announced; a record makes a new one."""
    run_year(project, State.DECIDING)
    salt = project / "private/salt"
    for spoil in (salt.unlink, lambda: salt.write_text("0" * 63, encoding="utf-8")):
        spoil()
        with pytest.raises(Refused):
            go_on(project, State.PROPOSED)
    record(project, RecordKind.BALLOTS, "盐丢失，评分表没有改动。", DAYS[State.DECIDING])
    assert len(salt.read_text(encoding="utf-8").strip()) == 64
    go_on(project, State.PROPOSED)


def test_digest_is_no_digest_of_the_ballots_alone(project: Path) -> None:
    """The same ballots under another salt have another digest, and other spellings the same."""
    run_year(project, State.DECIDING)
    first = open_project(project).log.ballots
    ballot = project / "private/ballots/L01.yaml"
    text = ballot.read_text(encoding="utf-8")
    ballot.write_text(f"# 抄录核对过\r\n{text.replace('4.5', '4.50')}", encoding="utf-8")
    go_on(project, State.PROPOSED)
    (project / RESULTS / "05-proposed.json").unlink()
    for number in ("04-deciding", "05-proposed"):
        (project / LOG / f"{number}.yaml").unlink()
    (project / "private/salt").unlink()
    go_on(project, State.DECIDING)
    assert open_project(project).log.ballots != first


def public(root: Path) -> Mapping[str, str]:
    """Every page for the public and for the reviewers, in both languages."""
    project = open_project(root)
    return {
        f"{audience} {page.address}": str(page.body)
        for audience in Audience
        for site in site_languages(project)
        for page in pages_of(project, audience, site)
    }


def test_records_of_ballots_and_decision_show_with_the_next_announcement(project: Path) -> None:
    """Until then not one page differs; then the method page has kind, day, who and why."""
    run_year(project, State.PROPOSED)
    before = public(project)
    edit(project, CHANGES["a score"][0])
    record(project, RecordKind.BALLOTS, "甲的一处登记有误。", "2019-01-24")
    edit(project, CHANGES["who is commended"][0])
    rest(project)
    record(project, RecordKind.DECISION, "复议以后增加一个先进单位。", "2019-01-25")
    assert public(project) == before
    step(project, State.FINAL)
    method = public(project)["public /2018/method/"]
    for words in ("评委名单或者评分表有改动", "2019-01-24", "甲的一处登记有误。", "复议以后增加"):
        assert words in method
    assert (project / RESULTS / "08-final.json").exists()


def test_changed_rules_show_at_once_and_the_result_keeps_its_own(project: Path) -> None:
    """Old and new values stand on the method page, above it the rules that the result has."""
    run_year(project, State.FINAL)
    announced = json.loads((project / RESULTS / "06-final.json").read_text(encoding="utf-8"))
    edit(project, CHANGES["trimming"][0])
    record(project, RecordKind.RULES, "下年度起试行。", "2019-02-01")
    method = public(project)["public /2018/method/"]
    rules, changed = method.split('id="records"')
    assert announced["rules"] in rules
    assert "open-rules.trimming" in changed
    assert "下年度起试行。" in changed
    trimming = rules.split("去掉最高")[1][:200]
    assert "不去<" in trimming


def tampered(path: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of a file of the log."""
    return lambda root: replace_text(root, path, old, new)


@pytest.mark.parametrize(
    "tamper",
    [
        tampered(f"{LOG}/01-open.json", '"points": "6"', '"points": "5"'),
        tampered(f"{LOG}/03-reviewing.json", '"trimming": "none"', '"trimming": "items"'),
        lambda root: (root / LOG / "03-reviewing.json").unlink(),
        tampered(f"{LOG}/03-reviewing.yaml", "file: 03-reviewing.json", "file: 01-open.json"),
        tampered(f"{LOG}/07-rules-changed.yaml", 'after: "items"', 'after: "none"'),
        tampered(
            f"{LOG}/07-rules-changed.yaml", "record: rules-changed", "record: ballots-changed"
        ),
        lambda root: (root / LOG / "07-rules-changed.yaml").rename(
            root / LOG / "08-rules-changed.yaml"
        ),
        lambda root: (root / LOG / "09-rules-changed.json").write_text("{}", encoding="utf-8"),
        tampered(f"{LOG}/07-rules-changed.yaml", 'date: "2019-02-01"', 'date: "2019-01-01"'),
    ],
)
def test_altered_log_is_found(tamper: Callable[[Path], None], project: Path) -> None:
    """Frozen rules and records cannot be changed afterwards without an error in the log."""
    run_year(project, State.FINAL)
    edit(project, CHANGES["trimming"][0])
    record(project, RecordKind.RULES, "下年度起试行。", "2019-02-01")
    folder = f"{LOG}/"
    assert not [one for one in assess(project).findings if one.place.path.startswith(folder)]
    tamper(project)
    assert [one for one in assess(project).findings if one.place.path.startswith(folder)]


def test_announcement_names_the_rules_that_counted_it(project: Path) -> None:
    """An announcement with another digest is none of this log."""
    run_year(project, State.PROPOSED)
    log = open_project(project).log
    assert log.rules is not None
    assert log.announced[0][1].announcement.rules == log.rules.digest
    text = (project / LOG / "03-reviewing.json").read_bytes()
    assert text.decode() == log.rules.text


def test_record_command(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command writes the entry, says what follows, and refuses what is not one."""
    monkeypatch.chdir(project)
    run_year(project, State.DECIDING)
    capsys.readouterr()
    assert main(["record", "ballots-changed", "没有改"]) == 1
    assert main(["record", "rules-changed", "没有改"]) == 1
    assert main(["record", "decision-changed", "没有改"]) == 1
    assert main(["record", "ballots-changed", " "]) == 2
    edit(project, CHANGES["a score"][0])
    assert main(["record", "ballots-changed", "一处登记有误", "--date", "2019-01-01"]) == 1
    assert main(["record", "ballots-changed", "一处登记有误", "--date", "2019-01-19"]) == 0
    printed = capsys.readouterr()
    assert "05-ballots-changed.yaml" in printed.err
    assert "重新决定" in printed.err
    assert "05 2019-01-19 评委名单或者评分表有改动" in printed.out
    assert "Traceback" not in printed.err
