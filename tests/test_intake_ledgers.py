"""Ledgers as offices keep them are read right, or refused with a sentence that says what to do."""

from pathlib import Path

import pytest
from office_ledgers import Ledger, ledgers

from generator.chinese.widths import bare_name
from generator.load.project import Project
from generator.usecases.intake import read_intake
from generator.usecases.open_project import open_project

ROOT = Path(__file__).parent.parent
ALL = ledgers()


@pytest.fixture(scope="module")
def project() -> Project:
    return open_project(ROOT)


@pytest.mark.parametrize("ledger", ALL, ids=lambda one: one.name)
def test_a_ledger_of_an_office_is_read_or_refused(
    ledger: Ledger, project: Project, tmp_path: Path
) -> None:
    file = tmp_path / ledger.name
    file.write_bytes(ledger.content)
    maps = {bare_name(name): target for name, target in ledger.maps.items()}
    intake = read_intake(project, project.rubric.counties[0], file, maps)
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
    assert [ledger.item] == [item.item for item in intake.items]
    rows = intake.items[0].rows or ()
    read = tuple(
        (row.date, row.matter, row.clause, row.quantity, row.place, row.people) for row in rows
    )
    assert ledger.rows == read


def test_there_are_forty_shapes() -> None:
    assert len(ALL) >= 40
