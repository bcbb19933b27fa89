"""Another city begins: what the new folder holds, what it asks for, and what leaves no trace."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from project_copy import INVENTED, REPOSITORY

from generator.cli import main
from generator.load.people import read_people
from generator.load.program_wheel import build_wheel, read_wheel
from generator.load.rubric.skeleton import City, rubric_skeleton, unfilled_lines
from generator.model.demand import PerCounty
from generator.usecases import begin_project
from generator.usecases.open_project import open_project

Printed = pytest.CaptureFixture[str]
COUNTIES = "--counties=甲县=jia,乙区"
CITY = City(name="某市", cycle="2031", counties=(("bing", "丙县"), ("ding", "丁区")))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = build_wheel(tmp_path_factory.mktemp("wheel"))
    assert built is not None
    return built


@pytest.fixture
def office(tmp_path: Path, wheel: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is in no project, with the program beside."""
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / wheel.name).symlink_to(wheel)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def begun(office: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert main(["init", "new/city", "--name", "某市", "--year", "2031", COUNTIES]) == 0
    monkeypatch.chdir(office / "new/city")
    return office / "new/city"


def codes(capsys: Printed) -> set[str]:
    capsys.readouterr()
    assert main(["check", "--quiet", "--format", "json"]) == 0
    return {one["code"] for one in json.loads(capsys.readouterr().out)["findings"]}


def test_new_folder_asks_only_to_be_filled_in(begun: Path, capsys: Printed) -> None:
    """The check passes; nothing opens while a mark is left, and opens when none is."""
    assert codes(capsys) == {"unfilled-part", "unfilled-rubric"}
    assert main(["state", "open"]) == 1
    refused = capsys.readouterr().err
    text = (begun / "rubric.yaml").read_text(encoding="utf-8")
    marked = [str(one.place.line) for one in unfilled_lines(text)]
    assert main(["state"]) == 0
    told = capsys.readouterr().out
    assert f"还有 {len(marked)} 处写着“待填”，在第 {'、'.join(marked)} 行" in told
    assert "待填：本市通知的文号和标题" in refused
    assert "不能开始报送" in refused
    file = begun / "rubric.yaml"
    file.write_text(re.sub(" *# *待填.*", "", file.read_text("utf-8")), encoding="utf-8")
    assert codes(capsys) == {"unfilled-part"}
    assert main(["state"]) == 0
    assert "待填" not in capsys.readouterr().out
    assert main(["state", "open", "--date", "2026-01-15"]) == 0


def test_new_folder_holds_all_that_it_needs(begun: Path) -> None:
    """The program with its locks, the workflows, the hook, and the counties as they were named."""
    (program,) = (begun / "program").glob("taizhang-*.whl")
    assert "generator/verify.py" in zipfile.ZipFile(program).namelist()
    for path in ("site.txt", "node/package-lock.json", "node/.npmrc", "environment.sh"):
        original = next(REPOSITORY.glob(f"*/{path}"))
        assert (begun / "program" / path).read_bytes() == original.read_bytes()
    for path in (".forgejo/workflows/check.yml", ".gitignore", "mkdocs.yml", "Makefile"):
        assert (begun / path).is_file()
    assert (begun / ".git/hooks/pre-commit").stat().st_mode & 0o100
    assert program.name in (begun / "README.md").read_text(encoding="utf-8")
    assert {one.name for one in (begun / "content/counties").iterdir()} == {"jia", "county-02"}
    people, faults = read_people((begun / "deploy/people.yml").read_bytes())
    assert not faults
    assert set(people.values()) == {"office", "jia", "county-02"}
    owners = (begun / ".forgejo/CODEOWNERS").read_text(encoding="utf-8")
    assert "/content/counties/county-02/ " in owners
    assert "donghai" not in owners
    assert not (begun / "deploy/project").exists()
    makefile = (begun / "Makefile").read_text(encoding="utf-8").replace("$(VENV)", ".venv")
    for workflow in (begun / ".forgejo/workflows").iterdir():
        for target in re.findall(r"make (?:-C \w+ )?([\w./]+)", workflow.read_text("utf-8")):
            assert f"\n{target}:" in makefile
    assert main(["template", "甲县", "05"]) == 0


@pytest.mark.parametrize("forge", ["github", "gitlab"])
@pytest.mark.usefixtures("office")
def test_each_host_finds_its_files(forge: str) -> None:
    """GitHub and GitLab have other places; what publishes is put nowhere by itself."""
    assert main(["init", "city", "--forge", forge]) == 0
    check = {"github": ".github/workflows/check.yml", "gitlab": ".gitlab-ci.yml"}[forge]
    assert Path("city", check).is_file()
    assert not list(Path("city").glob(".*/workflows/publish.yml"))


@pytest.mark.parametrize("model", [REPOSITORY, INVENTED], ids=["notice", "invented"])
def test_skeleton_keeps_what_the_notice_says(model: Path, tmp_path: Path) -> None:
    """Items, points, clauses and units stay; counties, year and numbers by county are the city's."""
    text = (model / "rubric.yaml").read_text(encoding="utf-8")
    (tmp_path / "rubric.yaml").write_text(rubric_skeleton(text, CITY), encoding="utf-8")
    old, new = open_project(model).rubric, open_project(tmp_path).rubric
    assert list(old.items) == list(new.items)
    for before, after in zip(old.items.values(), new.items.values(), strict=True):
        assert (before.text, before.points) == (after.text, after.points)
        clauses = zip(before.clauses, after.clauses, strict=True)
        assert all((one.name, one.text) == (two.name, two.text) for one, two in clauses)
        assert PerCounty not in {type(one.demand.numbers) for one in after.clauses if one.demand}
    assert [one.name for one in new.counties] == ["丙县", "丁区"]
    assert (new.cycle, new.organiser, new.demonstration) == ("2031", "某市科学技术协会", False)
    assert new.open_rules["period-to"].choice == "2031-12-31"
    assert not any("演示" in one.source for one in new.attributes)
    marked = [one.place.line for one in unfilled_lines(rubric_skeleton(text, CITY))]
    lines = rubric_skeleton(text, CITY).splitlines()
    for name in ("连云港市", *(county.name for county in old.counties)):
        # Whatever speaks of the model's own counties is to be replaced.
        assert {at for at, line in enumerate(lines, 1) if name in line} <= set(marked)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (["full"], 1),
        (["full/file"], 1),
        (["project/inside"], 1),
        (["new", "--program", "full/file"], 1),
        (["new", "--program", "absent.whl"], 1),
        (["new", "--year", "31"], 2),
        (["new", "--name", "某市: x"], 2),
        (["new", "--counties", "甲县=Jia"], 2),
        (["new", "--counties", "甲县=jia,乙区=jia"], 2),
        (["new", "--counties", "甲县=jia,甲县=yi"], 2),
        (["new", "--counties", "甲{县}=jia"], 2),
        (["new", "--forge", "other"], 2),
    ],
)
def test_refusal_leaves_nothing(given: list[str], code: int, office: Path, capsys: Printed) -> None:
    """A folder with content, a place in a project, what is no program or no name: all in words."""
    (office / "full").mkdir()
    (office / "full/file").write_text("x", encoding="utf-8")
    (office / "project").mkdir()
    (office / "project/rubric.yaml").write_text("x", encoding="utf-8")
    before = sorted(office.rglob("*"))
    try:
        ended = main(["init", *given])
    except SystemExit as wrong:
        ended = int(wrong.code or 0)
    assert ended == code
    assert re.search("[\u4e00-\u9fff]", capsys.readouterr().err)
    assert before == sorted(office.rglob("*"))


def test_what_fails_half_way_leaves_nothing(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fails at the last step: neither folder nor remains; an empty folder stays."""

    def fail(root: Path) -> None:
        raise OSError(5, "broken", str(root))

    monkeypatch.setattr(begin_project, "begin_repository", fail)
    (office / "empty").mkdir()
    before = sorted(office.rglob("*"))
    assert main(["init", "empty"]) == 1
    assert before == sorted(office.rglob("*"))


def test_without_git_the_folder_is_made(
    office: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """Where git is not installed the first of the commands is the one that was left out."""
    monkeypatch.setenv("PATH", str(office))
    assert main(["init", "city"]) == 0
    assert "git init" in capsys.readouterr().out
    assert not (office / "city/.git").exists()


def test_wheel_holds_what_a_project_begins_with(wheel: Path) -> None:
    """All that is needed, and nothing of the checkout's own year."""
    starter = read_wheel(wheel).starter
    assert {"rubric.yaml", "mkdocs.yml", ".gitignore", "program/site.txt"} <= starter.keys()
    assert not any(path.startswith(("private", "content/results")) for path in starter)
