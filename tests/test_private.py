"""Ballots stay private: in no site, no output of another command, no error's words."""

import json
from pathlib import Path

import pytest

from generator.cli import main

Printed = pytest.CaptureFixture[str]
CANARIES = tuple(f"canary{number:02}" for number in range(50))


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


def test_rehearsal_never_replaces_real_ballots(project: Path, capsys: Printed) -> None:
    """A folder with a ballot that no rehearsal wrote is left alone."""
    ballot = project / "private" / "ballots" / "L01.yaml"
    ballot.parent.mkdir(parents=True)
    ballot.write_text("judge: L01\n", encoding="utf-8")
    assert main(["demo", "ballots", "--quiet"]) == 2
    assert "不是演练数据" in capsys.readouterr().err
    assert contents(project / "private") == {"ballots/L01.yaml": b"judge: L01\n"}


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
    assert county_group["ballots"] == 1  # the own county's judge is left out


def test_no_ballots_no_total(capsys: Printed) -> None:
    """Without a private folder the command says what is missing."""
    assert main(["tally"]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "private/roster.yaml:1:1: 错误[unreadable-ballot]" in printed.err


def test_sites_do_not_depend_on_ballots(project: Path) -> None:
    """With ballots in every default place, and after a tally, the same bytes."""
    before = sites(project)
    for seed in range(3):
        assert main(["demo", "ballots", "--quiet", "--seed", str(seed)]) == 0
        assert main(["tally", "--quiet"]) == 0
        assert sites(project) == before


@pytest.mark.parametrize("place", ["key", "value", "judge", "county", "item", "comment", "name"])
def test_canaries_never_show(place: str, project: Path, capsys: Printed) -> None:
    """Nothing that stands in a private file is printed, and nothing of it is in a site."""
    folder = project / "private"
    (folder / "ballots").mkdir(parents=True)
    for number, canary in enumerate(CANARIES):
        at = dict.fromkeys(("key", "value", "judge", "county", "item", "comment", "name"), "")
        at[place] = canary
        (folder / "ballots" / f"b{number}.yaml").write_text(
            f'cycle: "2018"\njudge: L{at["judge"]}\nrehearsal: false{at["value"]}\n'
            f"{at['key'] or 'note'}: 1 # {at['comment']}\nscores:\n  jia{at['county']}:\n"
            f'    "01{at["item"]}": "9{at["value"]}"\n',
            encoding="utf-8",
        )
    (folder / "roster.yaml").write_text(
        f'cycle: "2018"\njudges:\n  - {{id: L, group: leaders, name: {CANARIES[0]}}}\n',
        encoding="utf-8",
    )
    codes = [main(["tally"]), main(["tally", "--lang", "en"]), main(["tally", "--format", "json"])]
    assert codes == [1, 1, 1]
    assert main(["check"]) == 0
    built = sites(project)
    printed = capsys.readouterr()
    everything = (printed.out + printed.err).encode() + b"".join(built.values())
    assert not [canary for canary in CANARIES if canary.encode() in everything]
