"""Ballots, decision and rules are bound and frozen in the log; what was changed stands there too."""

import json
import subprocess
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from on_folder import assess
from project_copy import replace_text
from year import DAYS, DECISION, RESULTS, go_on, record, rest, run_year, write_private

from generator.cli import main
from generator.model.errors import Refused, Unusable
from generator.model.log import RecordKind
from generator.model.state import Audience, State
from generator.usecases.announce_result import announce_result
from generator.usecases.build_site import site_languages
from generator.usecases.next_state import Step, next_state
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

RUBRIC, LOG = "rubric.yaml", f"{RESULTS}/log"
Edits = tuple[tuple[str, str, str], ...]
SCORE: Edits = (("private/ballots/L01.yaml", '"01": "4.5"', '"01": "4"'),)
COMMENDED: Edits = (("private/decision.yaml", "[jia]", "[jia, yi]"),)
TRIMMING: Edits = ((RUBRIC, "trimming: {choice: none", "trimming: {choice: items"),)


def edit(root: Path, edits: Edits) -> None:
    """Make the change."""
    for path, old, new in edits:
        replace_text(root, path, old, new)


def step(root: Path, state: State) -> None:
    """Go on; where what is announced differs, with a reason."""
    try:
        go_on(root, state)
    except Refused as refused:
        if "--why" not in refused.message.text:
            raise
        go_on(root, state, "经核实更正。")


def test_decision_is_made_again_after_ballots_changed(project: Path) -> None:
    """With ballots recorded, the earlier decision rests on nothing until it is made again."""
    run_year(project, State.DECIDING)
    edit(project, SCORE)
    record(project, RecordKind.BALLOTS, "登记有误。", DAYS[State.DECIDING])
    asked = Step(state=State.PROPOSED, day=date(2019, 1, 21), by="试")
    with pytest.raises(Refused) as refused:
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
    edit(project, SCORE)
    record(project, RecordKind.BALLOTS, "甲的一处登记有误。", "2019-01-24")
    edit(project, COMMENDED)
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
    edit(project, TRIMMING)
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
    edit(project, TRIMMING)
    record(project, RecordKind.RULES, "下年度起试行。", "2019-02-01")
    folder = f"{LOG}/"
    assert not [one for one in assess(project).findings if one.place.path.startswith(folder)]
    tamper(project)
    assert [one for one in assess(project).findings if one.place.path.startswith(folder)]


BUILD = ("build", "--quiet", "--without-search")


@pytest.mark.parametrize("state", [State.REVIEWING, State.FINAL], ids=str)
def test_unrecorded_rules_stop_the_site(
    state: State,
    project: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No page tells rules that nobody recorded, before the result and after it."""
    monkeypatch.chdir(project)
    run_year(project, state)
    edit(project, TRIMMING)
    capsys.readouterr()
    assert main([*BUILD]) == 1
    assert "unrecorded-rule" in capsys.readouterr().err
    assert not (project / "site").exists()
    record(project, RecordKind.RULES, "经研究调整。", DAYS[state])
    assert main([*BUILD]) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        ('weight: "40"', 'weight: "10"'),
        ('points: "6"', 'points: "7"'),
        ("choice: all-groups", "choice: nobody"),
    ],
)
def test_wrong_rules_are_not_recorded(wrong: tuple[str, str], project: Path) -> None:
    """What the check calls an error of the rubric cannot become a rule, wherever it stands."""
    run_year(project, State.REVIEWING)
    edit(project, ((RUBRIC, *wrong),))
    with pytest.raises(Unusable):
        record(project, RecordKind.RULES, "经研究调整。", DAYS[State.REVIEWING])


def test_each_day_that_is_added_is_told_once(project: Path) -> None:
    """From judging on days off need a record: one finding a day, and none for their heading."""
    run_year(project, State.REVIEWING)
    days = 'workdays: {"2031": {holidays: [2031-01-01, 2031-01-02], make-up: [2031-01-04]}}\n'
    edit(project, ((RUBRIC, 'version: "1"\n', f'version: "1"\n{days}'),))
    found = [one for one in assess(project).findings if one.code == "unrecorded-rule"]
    assert [one.message.values["after"] for one in found] == [
        "2031-01-01",
        "2031-01-02",
        "2031-01-04",
    ]


@pytest.mark.parametrize("state", [State.DECIDING, State.PROPOSED], ids=str)
def test_what_is_checked_bound_and_counted_is_one_reading(
    state: State, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A step opens each private file once: one changed between two readings would pass unseen."""
    run_year(project, tuple(State)[state.rank - 1])
    private = project / "private"
    if state.announces:
        rest(project)
    files = sorted(file for file in private.rglob("*") if file.is_file())
    opened: list[Path] = []
    read_bytes = Path.read_bytes

    def counted(file: Path) -> bytes:
        if file.is_relative_to(private):
            opened.append(file)
        return read_bytes(file)

    monkeypatch.setattr(Path, "read_bytes", counted)
    asked = Step(state=state, day=date.fromisoformat(DAYS[state]), by="试")
    take: Callable[[], object] = (
        partial(announce_result, open_project(project), private, asked, "")
        if state.announces
        else partial(next_state, open_project(project), private, asked)
    )
    take()
    # Deliberation begins before there is a decision to read.
    expected = (
        files if state.announces else [file for file in files if file.name != "decision.yaml"]
    )
    assert sorted(opened) == expected


def test_sites_differ_in_the_commit_alone(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whole sites before and after records of ballots and decision: the manifest's commit."""
    run_year(project, State.PROPOSED)
    monkeypatch.chdir(project)
    (project / ".gitignore").write_text("private/\nsite/\nreview/\n.cache/\n", encoding="utf-8")
    git("init", "--quiet")
    before = committed_sites(project)
    edit(project, SCORE)
    record(project, RecordKind.BALLOTS, "甲的一处登记有误。", "2019-01-24")
    edit(project, COMMENDED)
    rest(project)
    record(project, RecordKind.DECISION, "复议以后增加。", "2019-01-25")
    after = committed_sites(project)
    assert before.keys() == after.keys()
    different = {path for path in before if before[path] != after[path]}
    assert different == {"site/manifest.json", "review/manifest.json"}
    for path in different:
        one, other = json.loads(before[path]), json.loads(after[path])
        assert one.pop("commit") != other.pop("commit")
        assert one == other


def git(*arguments: str) -> None:
    """Run git as somebody, in the current folder."""
    someone = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
    subprocess.run(["git", *someone, *arguments], check=True)


def committed_sites(root: Path) -> Mapping[str, bytes]:
    """The files of both sites, made from a commit of all there is."""
    git("add", "--all")
    git("commit", "--quiet", "--message", "x")
    assert main([*BUILD]) == 0
    assert main([*BUILD, "--for", "reviewers"]) == 0
    files = (file for site in ("site", "review") for file in (root / site).rglob("*"))
    return {
        file.relative_to(root).as_posix(): file.read_bytes() for file in files if file.is_file()
    }


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
    edit(project, SCORE)
    assert main(["record", "ballots-changed", "一处登记有误", "--date", "2019-01-01"]) == 1
    assert main(["record", "ballots-changed", "一处登记有误", "--date", "2019-01-19"]) == 0
    printed = capsys.readouterr()
    assert "05-ballots-changed.yaml" in printed.err
    assert "重新决定" in printed.err
    assert "05 2019-01-19 评委名单或者评分表有改动" in printed.out
    assert "Traceback" not in printed.err
