"""Ballots stay private: in no site, no output of another command, no error's words."""

import json
import os
import shutil
from pathlib import Path

import pytest
from on_folder import rehearse
from project_copy import replace_text
from year import DECISION, RESULTS, freeze, rest, run_year, write_private

from generator.cli import main
from generator.model.page import SitePart
from generator.model.state import Audience, State
from generator.usecases.build_site import site_languages
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import parts_of

Printed = pytest.CaptureFixture[str]
PAIRS = 50 if os.environ.get("TAIZHANG_LONG") else 1
CANARIES = tuple(f"canary{number:03}" for number in range(100))


@pytest.fixture(autouse=True)
def inside(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def sites(project: Path) -> dict[str, bytes]:
    assert main(["build", "--quiet"]) == 0
    assert main(["build", "--quiet", "--for", "reviewers"]) == 0
    both: dict[str, bytes] = {}
    for site in ("site", "review"):
        both |= {f"{site}/{path}": body for path, body in contents(project / site).items()}
    return both


def unwritten(project: Path) -> list[tuple[SitePart, ...]]:
    """Pages and files of both sites in both languages, without writing them."""
    opened = open_project(project)
    return [
        parts_of(opened, audience, language)
        for audience in Audience
        for language in site_languages(opened)
    ]


def test_rehearsal_repeats(project: Path) -> None:
    """The same seed writes the same files, another seed others."""
    assert main(["demo", "ballots", "--seed", "5", "--quiet"]) == 0
    first = contents(project / "private")
    assert main(["demo", "ballots", "--seed", "6", "--quiet"]) == 0
    second = contents(project / "private")
    assert main(["demo", "ballots", "--seed", "5", "--quiet"]) == 0
    assert contents(project / "private") == first
    assert first != second
    assert all(b"rehearsal: true" in body for path, body in first.items() if "ballots/" in path)


def test_every_group_gets_rehearsal_ballots(project: Path, capsys: Printed) -> None:
    """A group that another city made up is seated too, so that the rehearsal can be tallied."""
    replace_text(project, "rubric.yaml", "{id: departments, name: 部门", "{id: experts, name: 专家")
    assert main(["demo", "ballots", "--quiet"]) == 0
    roster = (project / "private/roster.yaml").read_text(encoding="utf-8")
    assert roster.count("group: experts") == 5
    capsys.readouterr()
    assert main(["tally", "--quiet"]) == 0
    assert "专家" in capsys.readouterr().out


def test_rehearsal_never_replaces_real_ballots(project: Path, capsys: Printed) -> None:
    """A folder with a ballot that no rehearsal wrote is left alone."""
    ballot = project / "private" / "ballots" / "L01.yaml"
    ballot.parent.mkdir(parents=True)
    ballot.write_text("judge: L01\n", encoding="utf-8")
    assert main(["demo", "ballots", "--quiet"]) == 2
    assert "不是演练数据" in capsys.readouterr().err
    assert contents(project / "private") == {"ballots/L01.yaml": b"judge: L01\n"}
    ballot.rename(project / "private" / "L01.yaml")
    (ballot.parent / "scans").mkdir()
    assert main(["demo", "ballots", "--quiet"]) == 2
    assert "scans 不是演练数据" in capsys.readouterr().err


def test_tally_is_told_in_text_and_json(capsys: Printed) -> None:
    """Text names total and rank and that it is a rehearsal; JSON holds exact figures."""
    assert main(["demo", "ballots", "--quiet"]) == 0
    assert main(["tally"]) == 0
    text = capsys.readouterr().out
    assert "演练：这些评分表不是真实的" in text
    assert "甲县：总分" in text
    assert main(["tally", "--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["rehearsal"] is True
    assert [one["county"] for one in document["counties"]] == ["jia", "yi"]
    county_group = document["counties"][0]["items"]["01"]["groups"]["counties"]
    assert county_group["ballots"] == 4  # the own county's judges are left out


def test_no_ballots_no_total(capsys: Printed) -> None:
    """Without a private folder the command says what is missing."""
    assert main(["tally"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "private/roster.yaml:1:1: 错误[unreadable-ballot] 没有这个文件" in printed.err
    assert "错误 1 条" in printed.err


def test_what_a_private_file_asks_is_told(project: Path, capsys: Printed) -> None:
    """The form asked for is named, what stands there is not; a slip in the roster is told alone."""
    assert main(["demo", "ballots", "--quiet"]) == 0
    assert main(["decision"]) == 0
    assert main(["decision"]) == 1
    assert "先进单位还没有填" in capsys.readouterr().err
    (project / "private/decision.yaml").rename(project / "private/decison.yaml")
    assert main(["announce", "proposed"]) == 1
    replace_text(project, "private/roster.yaml", "county: jia", "county: bing")
    capsys.readouterr()
    assert main(["tally"]) == 1
    printed = capsys.readouterr().err
    assert "应是其中之一：jia、yi。" in printed
    assert "bing" not in printed
    assert "错误 1 条" in printed


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("state", [State.OPEN, State.DECIDING, State.FINAL])
def test_sites_do_not_depend_on_ballots(state: State, project: Path) -> None:
    """Two sets of ballots and decisions, and none: both sites have the same bytes.

    So it is before an announcement stands in the log, and after: then only it is read. One set
    is built whole; of the others the pages and files are compared before they are written.
    """
    run_year(project, state)
    shutil.rmtree(project / "private")
    before, parts = sites(project), unwritten(project)
    for seed in range(PAIRS):
        for half in (2 * seed, 2 * seed + 1):
            assert main(["demo", "ballots", "--quiet", "--seed", str(half)]) == 0
            (project / "private/decision.yaml").write_text(
                DECISION.replace("[jia]", "[jia, yi]" if half % 2 else "[]"), encoding="utf-8"
            )
            assert main(["tally", "--quiet"]) == 0
            assert unwritten(project) == parts
            if half == 1:
                assert sites(project) == before


PLACES = ("key", "value", "judge", "county", "item", "comment", "name")


def plant_in_ballots(folder: Path, place: str) -> None:
    """Ballots that hold the canaries in one place; none of them can be counted."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, canary in enumerate(CANARIES):
        at = dict.fromkeys(PLACES, "")
        at[place] = canary
        (folder / f"{place}{number}.yaml").write_text(
            f'cycle: "2018"\njudge: L{at["judge"]}\nrehearsal: false{at["value"]}\n'
            f"{at['key'] or 'note'}: 1 # {at['comment']}\nscores:\n  jia{at['county']}:\n"
            f'    "01{at["item"]}": "9{at["value"]}"\n',
            encoding="utf-8",
        )


@pytest.fixture
def roster(project: Path) -> None:
    """A roster that names a canary."""
    (project / "private").mkdir()
    (project / "private/roster.yaml").write_text(
        f'cycle: "2018"\njudges:\n  - {{id: L, group: leaders, name: {CANARIES[0]}}}\n',
        encoding="utf-8",
    )


@pytest.mark.usefixtures("roster")
@pytest.mark.parametrize("place", PLACES)
def test_canaries_are_never_printed(place: str, project: Path, capsys: Printed) -> None:
    """Nothing that stands in a private file is printed, wherever in it."""
    plant_in_ballots(project / "private/ballots", place)
    codes = [main(["tally"]), main(["tally", "--lang", "en"]), main(["tally", "--format", "json"])]
    assert codes == [1, 1, 1]
    assert main(["check"]) == 0
    printed = capsys.readouterr()
    assert not [canary for canary in CANARIES if canary in printed.out + printed.err]


@pytest.mark.usefixtures("own_cache", "roster")
def test_canaries_of_faulty_ballots_are_in_no_site(project: Path, capsys: Printed) -> None:
    """Nothing of ballots that cannot be counted is in a site, or printed by its build."""
    for place in PLACES:
        plant_in_ballots(project / "private/ballots", place)
    built = sites(project)
    printed = capsys.readouterr()
    everything = (printed.out + printed.err).encode() + b"".join(built.values())
    assert not [canary for canary in CANARIES if canary.encode() in everything]


def plant(folder: Path, project: Path) -> None:
    """A hundred canaries: judges' ids, comments, reasons, grades, names of files."""
    files = rehearse(project, 1)
    roster = files["roster.yaml"]
    ballots = sorted(path for path in files if path.startswith("ballots/"))
    for number, path in enumerate(ballots):  # fifteen judges, renamed, with a remark
        judge, canary = path[8:-5], CANARIES[number]
        roster = roster.replace(f"id: {judge},", f"id: {canary},")
        text = files[path].replace(f"judge: {judge}", f"judge: {canary}")
        write_private(project, {f"ballots/{canary}.yaml": f"{text}# {CANARIES[number + 15]}\n"})
    for path in ballots:
        (folder / path).unlink(missing_ok=True)
    rest = iter(CANARIES[30:])
    decision = (
        f'cycle: "2018"\nby: {next(rest)}\ncommended: [jia] # {next(rest)}\n'
        f"vetoes: [{{county: yi, ground: failure, reason: {next(rest)}}}]\n"
        f"everyday-work: [{{county: jia, reason: {next(rest)}}}]\n"
        f'ranks: {{jia: "1"}}\ngrades: {{jia: {next(rest)}, yi: {next(rest)}}}\n'
    )
    write_private(project, {"roster.yaml": roster, "decision.yaml": decision})
    write_private(project, {f"{canary}.txt": canary for canary in rest})


PUBLISHED = {
    # by level: the fields of the decision that an announcement may carry
    "commended": set(),
    "grades": {"veto", "grade"},
    "totals": {"veto", "grade", "standing"},
    "sections": {"veto", "grade", "standing"},
    "indicators": {"veto", "grade", "standing"},
}


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("level", PUBLISHED)
def test_announcement_holds_only_what_it_publishes(
    level: str, project: Path, capsys: Printed
) -> None:
    """Canaries in every field of ballots and decision: only the published fields show, once."""
    replace_text(project, "rubric.yaml", "disclosure: indicators", f"disclosure: {level}")
    plant(project / "private", project)
    fields = dict(
        zip(("by", "remark", "veto", "standing", "grade", "grade-2"), CANARIES[30:36], strict=True)
    )
    steps = (
        ["state", "closed", "--date", "2019-01-05"],
        ["state", "reviewing", "--date", "2019-01-08"],
        ["state", "deciding", "--date", "2019-01-18"],
        ["announce", "proposed", "--date", "2019-01-21", "--by", "试"],
        ["announce", "final", "--date", "2019-01-30", "--by", "试"],
    )
    freeze(project)
    for step in steps:
        if step[:2] == ["announce", "proposed"]:
            rest(project)
        assert main(step) == 0
    built = sites(project)
    printed = capsys.readouterr()
    written = {
        path: body for path, body in contents(project).items() if not path.startswith("private/")
    }
    everything = (printed.out + printed.err).encode() + b"".join(
        [*built.values(), *written.values()]
    )
    shown = {canary for canary in CANARIES if canary.encode() in everything}
    allowed = {canary for name, canary in fields.items() if name.split("-")[0] in PUBLISHED[level]}
    assert allowed == shown
    document = json.loads((project / RESULTS / "06-final.json").read_text(encoding="utf-8"))
    if level != "commended":
        assert document["vetoes"][0]["reason"] == fields["veto"]
        assert document["counties"][0]["grade"] == fields["grade"]
