"""What is handed in to do harm costs itself: the rest of the package is taken, the file named."""

import os
import zipfile
from pathlib import Path

import pytest
from hostile_files import FEW, HOSTILE
from office_ledgers import bare, office

from generator.load.intake.package import HandedFile, read_package
from generator.load.project import Project
from generator.model.errors import Refused
from generator.model.sheet import Unread
from generator.usecases.intake import Intake, read_intake
from generator.usecases.open_project import open_project

ROOT = Path(__file__).parent.parent
LONG = "TAIZHANG_LONG" in os.environ
NAMES = sorted(HOSTILE) if LONG else FEW


@pytest.fixture(scope="module")
def project() -> Project:
    return open_project(ROOT)


def taken(project: Project, source: Path) -> Intake:
    return read_intake(project, project.rubric.counties[0], source, {})


def packed(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def test_there_are_enough() -> None:
    assert len(HOSTILE) >= 120
    assert len(FEW) >= 20


def test_each_costs_itself_alone(project: Project, tmp_path: Path) -> None:
    name, ledger = office(
        "学术交流台账",
        [[*row, "签到.txt"] for row in bare()],
        ("时间", "活动名称", "类别", "场次", "地点", "参加人数", "佐证"),
    )
    files = {f"坏/{name}": HOSTILE[name]() for name in NAMES}
    source = packed(tmp_path / "包.zip", {**files, name: ledger, "签到.txt": "已签到".encode()})
    intake = taken(project, source)
    assert [item.item for item in intake.items] == ["05"]
    assert len(intake.items[0].rows or ()) == 4
    assert [*intake.sources.values()] == ["签到.txt"]
    # Each is named: as refused, as what no row speaks of, or as a sheet that was not understood.
    named = {one.file for one in intake.refused} | {*intake.unmatched}
    named |= {sheet.where.file for sheet in intake.sheets}
    assert {*files} <= named
    for content in intake.attachments.values():
        assert b"<script" not in content


@pytest.mark.parametrize(
    "name",
    [
        "../../../rubric.yaml",
        "/etc/passwd.txt",
        "C:\\Windows\\a.txt",
        "..\\..\\a.txt",
        "a/../../b.txt",
        "\\\\host\\share\\a.txt",
        "./a.txt",
        "con.txt",
        "a\u202egpj.txt",
        "x" * 300 + ".txt",
        ".git/config.txt",
        "a\nb.txt",
    ],
)
def test_a_name_leads_nowhere(name: str, project: Project, tmp_path: Path) -> None:
    _, ledger = office(
        "台账",
        [[*row, name.replace("\n", " ")] for row in bare()],
        ("时间", "活动名称", "类别", "场次", "地点", "参加人数", "佐证"),
    )
    source = packed(tmp_path / "包.zip", {"学术交流.xlsx": ledger, name: b"abc"})
    intake = taken(project, source)
    for path in intake.attachments:
        assert path.startswith("attachments/05-")
        assert ".." not in path
        assert path.count("/") == 1
        assert path.isprintable()
    assert len(intake.items[0].rows or ()) == 4


def test_links_passwords_and_twins_are_named(tmp_path: Path) -> None:
    source = tmp_path / "包.zip"
    with zipfile.ZipFile(source, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.txt", "one")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "two")
    found = {
        one.path if isinstance(one, HandedFile) else one.file: one for one in read_package(source)
    }
    assert isinstance(found["link.txt"], Unread)
    assert isinstance(found["a.txt"], Unread)


def test_a_bomb_in_the_zip_is_left_out(tmp_path: Path) -> None:
    source = tmp_path / "包.zip"
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.jpg", b"\0" * 70_000_000)
        archive.writestr("good.txt", "good")
    found = [*read_package(source)]
    assert [type(one) for one in found] == [Unread, HandedFile]


@pytest.mark.parametrize("content", [b"", b"PK\3\4", b"Rar!"])
def test_no_zip_is_refused_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    source = tmp_path / "包.zip"
    source.write_bytes(content)
    with pytest.raises(Refused, match="no zip"):
        [*read_package(source)]


def test_a_zip_of_a_chinese_windows_has_its_names(tmp_path: Path) -> None:
    source = tmp_path / "包.zip"
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("XXXX.txt", "x")
    source.write_bytes(source.read_bytes().replace(b"XXXX", "签到".encode("gbk")))
    assert [one.path for one in read_package(source) if isinstance(one, HandedFile)] == ["签到.txt"]


def test_a_link_in_a_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "包"
    folder.mkdir()
    (folder / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert [type(one) for one in read_package(folder)] == [Unread]


def test_a_long_list_is_refused_before_it_is_read(tmp_path: Path) -> None:
    source = tmp_path / "包.zip"
    with zipfile.ZipFile(source, "w") as archive:
        for nth in range(2_001):
            archive.writestr(f"{nth}.txt", "")
    with pytest.raises(Refused, match="too large"):
        [*read_package(source)]
