"""Ledgers as offices keep them are read right, or refused with a sentence that says what to do."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from office_ledgers import Ledger, ledgers, word

from generator.chinese.widths import bare_name
from generator.load.project import Project
from generator.model.errors import Refused
from generator.usecases.intake import Intake, read_intake
from generator.usecases.open_project import open_project

ROOT = Path(__file__).parent.parent
ALL = ledgers()
LONG = bool(os.environ.get("TAIZHANG_LONG"))


@pytest.fixture(scope="module")
def project() -> Project:
    return open_project(ROOT)


def intake_of(ledger: Ledger, file: Path, project: Project) -> Intake:
    maps = {
        bare_name(name.replace(".xlsx", file.suffix)): target
        for name, target in ledger.maps.items()
    }
    return read_intake(project, project.rubric.counties[0], file, maps)


def is_read_right(ledger: Ledger, file: Path, project: Project) -> None:
    """The rows are those that are meant, or the reason says what to do."""
    intake = intake_of(ledger, file, project)
    reasons = [
        sheet.refused.text.format(**sheet.refused.values)
        for sheet in intake.sheets
        if sheet.refused
    ]
    reasons += [one.reason for one in intake.refused]
    if ledger.refused:
        assert not intake.items
        assert any(ledger.refused in reason for reason in reasons), reasons
        return
    assert not reasons
    read = tuple(
        (item.item, tuple(row.cells[:6] for row in item.rows or ())) for item in intake.items
    )
    assert (ledger.items or ((ledger.item, ledger.rows),)) == read


@pytest.mark.parametrize("ledger", ALL, ids=lambda one: one.name)
def test_a_ledger_of_an_office_is_read_or_refused(
    ledger: Ledger, project: Project, tmp_path: Path
) -> None:
    file = tmp_path / ledger.name
    file.write_bytes(ledger.content)
    is_read_right(ledger, file, project)


@pytest.mark.parametrize(
    "saved", sorted((ROOT / "tests/ledgers").iterdir()), ids=lambda one: one.name
)
def test_one_that_libreoffice_saved_is_read_right(
    saved: Path, project: Project, tmp_path: Path
) -> None:
    number, _, name = saved.name.partition("-")
    file = tmp_path / name
    file.write_bytes(saved.read_bytes())
    is_read_right(ALL[int(number)], file, project)


@pytest.mark.parametrize("kind", ["xls", "xlsx"] if LONG else ["xls"])
def test_those_that_libreoffice_saves_anew_are_read_right(
    kind: str, project: Project, tmp_path: Path
) -> None:
    """A few of them, and with TAIZHANG_LONG all."""
    books = {
        at: one
        for at, one in enumerate(ALL)
        if one.name.endswith(".xlsx") and not one.refused and (LONG or at % 10 == 0)
    }
    assert books
    for at, ledger in books.items():
        (tmp_path / f"{at}").mkdir()
        (tmp_path / f"{at}.xlsx").write_bytes(ledger.content)
    subprocess.run(
        [
            "soffice",
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            "--convert-to",
            kind,
            "--outdir",
            str(tmp_path / "saved"),
            *map(str, sorted(tmp_path.glob("*.xlsx"))),
        ],
        check=True,
        capture_output=True,
    )
    for at, ledger in books.items():
        file = (tmp_path / f"{at}" / ledger.name).with_suffix(f".{kind}")
        shutil.copy(tmp_path / "saved" / f"{at}.{kind}", file)
        is_read_right(ledger, file, project)


def test_a_table_without_days_is_no_ledger(project: Project, tmp_path: Path) -> None:
    agenda = [
        ["时间", "内容", "地点"],
        ["9:00-9:30", "签到", "大厅"],
        ["9:30-11:00", "报告", "会议室"],
    ]
    file = tmp_path / "05学术交流议程.docx"
    file.write_bytes(word("议程", agenda))
    with pytest.raises(Refused, match="no ledger"):
        read_intake(project, project.rubric.counties[0], file, {})


def test_there_are_forty_shapes() -> None:
    assert len(ALL) >= 40
