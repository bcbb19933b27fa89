"""A hundred canaries in private data, in place and out of it: published in no state, in no output."""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from urllib.parse import unquote

import pytest
from test_misplaced import PLACES, places_of, private_texts, put, told
from test_private import CANARIES, contents, plant
from year import DAYS, RESULTS, run_year

from generator.cli import main
from generator.model.state import Audience, State

Printed = pytest.CaptureFixture[str]
LONG = "TAIZHANG_LONG" in os.environ
REPORTS = ("text", "json", "sarif", "github", "markdown")
BUILDS = tuple(
    (*("build", "--quiet", "--for", audience.value), *form)
    for audience, form in product(Audience, ((), ("--offline",)))
)
# The sample takes each state in one of the two tests that write whole sites.
SAMPLE = (State.OPEN, State.DECIDING, State.PROPOSED, State.AMENDED)
STATES = tuple(State) if LONG else SAMPLE


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)


def reach(project: Path, state: State) -> None:
    """Bring the project into the state, with ballots and a decision in their place."""
    run_year(project, max(state, State.OPEN, key=lambda one: one.rank))
    if state is State.SETUP:
        (project / RESULTS / "log/01-open.yaml").unlink()


def shown(capsys: Printed, built: dict[str, bytes]) -> set[str]:
    """The canaries in what was printed since, and in the files."""
    printed = capsys.readouterr()
    everything = (printed.out + printed.err).encode() + b"".join(built.values())
    return {canary for canary in CANARIES if canary.encode() in everything}


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("state", STATES)
def test_canaries_in_place_show_nowhere(state: State, project: Path, capsys: Printed) -> None:
    """Judges, remarks, the decision, files beside them: in no site, data, log, report or total."""
    reach(project, state)
    plant(project / "private", project)
    capsys.readouterr()
    for language, form in product(("zh", "en"), REPORTS):
        assert main(["check", "--lang", language, "--format", form]) == 0
    for command in (["state"], ["targets"], ["tally"], ["tally", "--format", "json"]):
        assert main(command) == 0
        assert main([*command, "--lang", "en"]) == 0
    for nth, build in enumerate(BUILDS):
        assert main([*build, "--out", f"out{nth}"]) == 0
    written = contents(project)
    assert sum(path.startswith("out3/") for path in written) > 20
    rest = {path: body for path, body in written.items() if not path.startswith("private/")}
    assert shown(capsys, rest) == set()


def hundred(project: Path, capsys: Printed) -> Iterator[tuple[str, str]]:
    """Private data out of place, each with a canary in it: paths and texts."""
    texts = private_texts(project / "private", capsys)
    chosen = [(name, place) for place in PLACES for name in texts if place in places_of(name)]
    # Every format and every place among them.
    step = len(chosen) / len(CANARIES)
    for nth, canary in enumerate(CANARIES):
        name, place = chosen[int(nth * step)]
        text = texts[name].replace("L01", canary, 1)
        text = text if canary in text else f"{text}\n# {canary}\n"
        yield place.format(name=f"{nth}{name}"), text


def is_secret(path: str, state: State) -> bool:
    """Whether it is one yet: what is announced is none any more."""
    return not state.announces or not ("preview.txt" in path or "totals.md" in path)


@pytest.mark.parametrize("state", STATES)
def test_canaries_out_of_place_are_told_and_shown_nowhere(
    state: State, project: Path, capsys: Printed
) -> None:
    """Each is named in each form of the report; no site, no step and nothing of them is written."""
    reach(project, state)
    planted = dict(hundred(project, capsys))
    assert len(planted) == len(CANARIES)
    planted = {path: text for path, text in planted.items() if is_secret(path, state)}
    before = contents(project)
    for path, text in planted.items():
        put(project, path, text)
    for language, form in product(("zh", "en"), REPORTS):
        capsys.readouterr()
        assert main(["check", "--lang", language, "--format", form]) == 1
        printed = capsys.readouterr()
        said = unquote(printed.out + printed.err).replace("\\", "")
        # GitHub shows ten annotations; the report beside them has all.
        assert form == "github" or not [path for path in planted if path not in said], form
        assert not [canary for canary in CANARIES if canary in said], form
    refused = [*BUILDS, *steps_after(state)]
    for command in refused:
        assert main([*command]) == 1, command
    after = contents(project)
    assert (
        shown(capsys, {path: body for path, body in after.items() if path not in planted}) == set()
    )
    assert after.keys() == before.keys() | planted.keys()


def steps_after(state: State) -> list[list[str]]:
    """The commands that would take the project a step on."""
    following = list(State)[state.rank + 1 :][:1]
    return [
        ["announce" if one.announces else "state", one.value, "--date", DAYS[one], "--quiet"]
        for one in following
    ]


@pytest.mark.parametrize("state", tuple(State) if LONG else (State.DECIDING,))
def test_each_canary_alone_is_told_and_refused(
    state: State, project: Path, capsys: Printed
) -> None:
    """None is found only because of another; a site that was built before stays as it was."""
    reach(project, state)
    assert main(["build", "--quiet", "--without-search"]) == 0
    site = contents(project / "site")
    for nth, (path, text) in enumerate(hundred(project, capsys)):
        if (nth % 9 and not LONG) or not is_secret(path, state):
            continue
        put(project, path, text)
        assert told(capsys) == [path]
        for audience in Audience:
            assert main(["build", "--quiet", "--for", audience.value]) == 1
        capsys.readouterr()
        for step in steps_after(state):
            assert main(step) == 1
            assert path.rpartition("/")[2] in capsys.readouterr().err
        (project / path).unlink()
    assert contents(project / "site") == site
    assert not (project / "review").exists()
    assert shown(capsys, site) == set()
