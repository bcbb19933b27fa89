"""The office's own pull requests in real git repositories, judged exactly."""

from pathlib import Path

import pytest
from changes import OWN, Step, git, stream, write
from office_changes import MAY, MAY_NOT, RUBRIC, returned
from project_copy import INVENTED

from generator.cli import main
from generator.model.errors import Refused, UnusableChange
from generator.usecases.check_change import check_change

PEOPLE = "office: [Wang]\ncounties:\n  jia: [zhao]\n  yi: [qian]\n"
CASES = {**{name: (steps, {}) for name, steps in MAY.items()}, **MAY_NOT}


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project, and a branch for each pull request."""
    root = tmp_path_factory.mktemp("office")
    git(root, "init", "--quiet", "--initial-branch=main")
    files = sorted(one for one in INVENTED.rglob("*") if one.is_file())
    steps: list[Step] = [
        write(one.relative_to(INVENTED).as_posix(), one.read_text("utf-8", "replace"))
        for one in files
    ]
    steps += [write("content/counties/yi/01.md", "一"), write("README.md", "说明")]
    content = stream("main", [*steps, write("deploy/people.yml", PEOPLE)])
    for nth, (changes, _) in enumerate(CASES.values()):
        content += stream(f"{nth}", changes, "main")
    git(root, "fast-import", "--quiet", given=content)
    return root


def verdict(root: Path, head: str, **whose: str | None) -> dict[str, str]:
    whose = {"county": None, **whose}
    try:
        with check_change(root, "main", head, **whose) as change:
            findings = change.findings
    except UnusableChange as refused:
        findings = refused.findings
    return {one.place.path: one.code for one in findings}


def test_there_are_enough_cases() -> None:
    """Thirty that must pass, thirty that must not."""
    assert len(MAY) >= 30
    assert len(MAY_NOT) >= 30


@pytest.mark.parametrize("name", CASES)
def test_office_change_is_judged_exactly(name: str, repository: Path) -> None:
    """Every path that is refused is named with its reason, and no other."""
    nth = list(CASES).index(name)
    shown = {path.replace("\u200b", r"\u200b"): code for path, code in CASES[name][1].items()}
    assert shown == verdict(repository, f"{nth}", county="office")


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("wang", {}),
        ("WANG", {}),
        ("zhao", {RUBRIC: "path-outside-county"}),
        ("stranger", None),
    ],
)
def test_account_decides_by_the_people_of_the_base(
    account: str, expected: dict[str, str] | None, repository: Path
) -> None:
    """The office's account may change the rubric; a county's and an unknown one may not."""
    head = f"{list(CASES).index('writes rubric.yaml')}"
    if expected is None:
        with pytest.raises(Refused):
            verdict(repository, head, account=account)
    else:
        assert expected == verdict(repository, head, account=account)


def test_a_change_cannot_make_itself_the_offices(repository: Path) -> None:
    """Who adds an account to people.yml is still judged by the base's."""
    steps = [write("deploy/people.yml", "office: [zhao]\n"), write(RUBRIC)]
    git(repository, "fast-import", "--quiet", given=stream("own", steps, "main"))
    assert verdict(repository, "own", account="zhao") == {
        RUBRIC: "path-outside-county",
        "deploy/people.yml": "path-outside-county",
    }


def test_people_that_nobody_could_mend_are_refused(repository: Path) -> None:
    """A people.yml without an office would lock the office out of its next change."""
    for nth, text in enumerate(("office: [\n", "counties: {}\n", "")):
        change = stream(f"people{nth}", [write("deploy/people.yml", text)], "main")
        git(repository, "fast-import", "--quiet", given=change)
        assert verdict(repository, f"people{nth}", county="office").keys() == {"deploy/people.yml"}


def test_what_counties_have_still_to_mend_does_not_fail_the_office(
    tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A return passes though the returned file has errors; an error in the rubric does not."""
    root = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(repository), str(root))
    bad = (INVENTED / OWN / "01.md").read_text(encoding="utf-8").replace("2018-03-12", "三月某日")
    give_back = returned().replace("2018-03-12", "三月某日")
    for branch, since, steps in (
        ("bad", "main", [write(f"{OWN}01.md", bad)]),
        ("back", "bad", [write(f"{OWN}01.md", give_back)]),
        ("broken", "bad", [write(RUBRIC, "cycle: 1\n")]),
    ):
        git(root, "fast-import", "--quiet", "--force", given=stream(branch, steps, since))
    monkeypatch.chdir(root)
    assert main(["check", "--base", "bad", "--head", "back", "--as", "office"]) == 0
    assert main(["check", "--base", "bad", "--head", "broken", "--as", "办公室"]) == 1
