"""What counts, what is proven, and the state of a clause, entry by entry."""

from fractions import Fraction
from pathlib import Path

import pytest
from on_folder import assess
from project_copy import replace_text
from rule_cases import findings_of

from generator.model.checklist import ClauseResult, ClauseState, Uncounted

EVIDENCE = "content/counties/jia/01.md"
LAST = "| 2018-12-01 | 服务统计 |"


def add_rows(project: Path, *rows: str) -> None:
    """Put rows before the last one of 甲县's ledger."""
    replace_text(project, EVIDENCE, LAST, "".join(f"{row}\n" for row in rows) + LAST)


def clause(project: Path, clause_id: str, county: str = "jia") -> ClauseResult:
    return assess(project).checklists[county, clause_id[:2]].clause(clause_id)


def verdicts(project: Path, clause_id: str) -> list[Uncounted | None]:
    """Why each entry of the clause does not count."""
    checklist = assess(project).checklists["jia", clause_id[:2]]
    return [result.uncounted for result in checklist.entries_of(clause_id)]


def figures(result: ClauseResult) -> tuple[object, object, object]:
    return result.state, result.counted, result.proven


def test_met_by_proven_entries(project: Path) -> None:
    """Three of three, all proven, one of them by a page of the web."""
    assert (ClauseState.MET, 3, 3) == figures(clause(project, "01.1"))


def test_unproven_without_one_proof(project: Path) -> None:
    """The count reaches the target, what is proven does not."""
    replace_text(project, EVIDENCE, "https://example.org/a", "")
    assert (ClauseState.UNPROVEN, 3, 2) == figures(clause(project, "01.1"))


def test_dead_attachment_proves_nothing(project: Path) -> None:
    """A link to a file that is not there leaves the entry unproven."""
    (project / "content/counties/jia/attachments/list.pdf").unlink()
    assert (ClauseState.UNPROVEN, 3, 1) == figures(clause(project, "01.1"))


def test_short_says_how_far(project: Path) -> None:
    """Two of three: one is missing."""
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 2017-03-12 |")
    result = clause(project, "01.1")
    assert (ClauseState.SHORT, 2, 2) == figures(result)
    assert result.missing == 1


@pytest.mark.parametrize("status", ["draft", "returned", "草稿", "退回"])
def test_nothing_of_an_unsubmitted_file_counts(project: Path, status: str) -> None:
    """A returned file counts as a draft."""
    replace_text(project, EVIDENCE, "状态: submitted", f"状态: {status}")
    result = clause(project, "01.1")
    assert (ClauseState.SHORT, 0, 0) == figures(result)
    assert set(verdicts(project, "01.1")) == {Uncounted.NOT_SUBMITTED}


def test_no_file_is_short_of_everything(project: Path) -> None:
    """A county without evidence has its checklist all the same."""
    result = clause(project, "01.3", "yi")
    assert (ClauseState.SHORT, 0, 0) == figures(result)
    assert result.missing == 12


def test_latest_rate_counts_alone(project: Path) -> None:
    """Rates are never added: the latest row decides, whatever its place in the file."""
    add_rows(project, "| 2018-06-30 | 上半年统计 | 服务率 | 99% | | [统](attachments/list.pdf) | |")
    result = clause(project, "01.2")
    assert (ClauseState.MET, 92, 92) == figures(result)
    assert verdicts(project, "01.2") == [Uncounted.SUPERSEDED, None]


def test_rate_just_below_is_short(project: Path) -> None:
    """A rate is exact: 5666/6666 is under 85 %, if only by a hair."""
    replace_text(project, EVIDENCE, "46/50", "5666/6666")
    result = clause(project, "01.2")
    assert result.state is ClauseState.SHORT
    assert result.missing == 85 - Fraction(566600, 6666)


def test_part_counts_for_the_whole(project: Path) -> None:
    """Two pieces of news are two of the ten articles."""
    proof = "[文](attachments/list.pdf)"
    add_rows(
        project,
        f"| 2018-04-01 | 要闻甲 | 要闻 | 2 篇 | | {proof} | |",
        f"| 2018-04-02 | 文章 | 发稿 | 8 篇 | | {proof} | |",
    )
    assert (ClauseState.MET, 2, 2) == figures(clause(project, "01.6"))
    assert (ClauseState.MET, 10, 10) == figures(clause(project, "01.5"))


def test_citation_takes_date_and_proof(project: Path) -> None:
    """An entry cited for another clause counts there, proven as the entry is."""
    add_rows(project, "| | 见 j-1 | 大篷车 | 30 场 | | | |")
    assert (ClauseState.MET, 30, 30) == figures(clause(project, "01.3"))
    replace_text(project, EVIDENCE, "[签到表](attachments/list.pdf) | j-1", "| j-1")
    assert (ClauseState.UNPROVEN, 30, 0) == figures(clause(project, "01.3"))


def test_citation_counts_once_a_clause(project: Path) -> None:
    """The same citation twice counts once."""
    add_rows(project, *["| | 见 j-1 | 大篷车 | 15 场 | | | |"] * 2)
    result = clause(project, "01.3")
    assert result.counted == 15
    assert verdicts(project, "01.3") == [None, Uncounted.DUPLICATE]


def test_repeated_row_counts_once(project: Path) -> None:
    """The first of two equal rows counts, even where their quantities differ."""
    add_rows(project, "| 2018-03-12 | 春季活动 | 活动 | 9 场 | | | |")
    assert clause(project, "01.1").counted == 3


def test_repeat_of_an_unread_row_counts(project: Path) -> None:
    """Where the first of two rows does not count, the second does."""
    replace_text(
        project,
        EVIDENCE,
        "活动 | 1 场 | 甲县 | [签到表](attachments/list.pdf) | j-1",
        "活动 | 若干 | | | ",
    )
    add_rows(project, "| 2018-03-12 | 春季活动 | 活动 | 1 场 | | | |")
    assert clause(project, "01.1").counted == 3


def test_about_does_not_count_and_at_least_does(project: Path) -> None:
    """约 is not exact; 余 is a lower bound."""
    replace_text(project, EVIDENCE, "| 1场次 |", "| 约5场 |")
    assert clause(project, "01.1").counted == 2
    replace_text(project, EVIDENCE, "| 约5场 |", "| 5余场 |")
    assert clause(project, "01.1").counted == 7


def test_above_a_range_is_met_and_noted(project: Path) -> None:
    """Between 1 and 2: one meets, three meet and are one above."""
    path = "content/counties/jia/02.md"
    replace_text(project, path, "status: draft", "status: submitted")
    assert clause(project, "02.1").state is ClauseState.UNPROVEN
    replace_text(project, path, "| 1 场 | | |", "| 3 场 | | https://example.org/ |")
    result = clause(project, "02.1")
    assert (ClauseState.MET, 3, 3) == figures(result)
    assert result.above == 1


def test_states_without_a_number(project: Path) -> None:
    """No number: judged; not named; not applicable."""
    assert clause(project, "01.4").state is ClauseState.JUDGED
    assert clause(project, "02.2", "yi").state is ClauseState.NOT_NAMED
    assert clause(project, "02.3", "yi").state is ClauseState.NOT_APPLICABLE
    assert clause(project, "02.3").state is ClauseState.JUDGED


def test_claims_decide_nothing(project: Path) -> None:
    """A claim of a hundred changes no state."""
    replace_text(project, EVIDENCE, "  活动: 3 场", "  活动: 100 场")
    assert (ClauseState.MET, 3, 3) == figures(clause(project, "01.1"))


@pytest.mark.parametrize(("quantity", "offered"), [("1所学校", True), ("300余人次", False)])
def test_wrong_unit_advice(project: Path, quantity: str, offered: bool) -> None:  # noqa: FBT001
    """An everyday word may mean the unit; those who took part are never events."""
    replace_text(
        project,
        EVIDENCE,
        "| 1 场 | 甲县 | [签到表](attachments/list.pdf) | j-1",
        f"| {quantity} | 甲县 | [签到表](attachments/list.pdf) | j-1",
    )
    fixes = [found.fix.text for found in findings_of(project) if found.code == "wrong-unit"]
    assert [offered] == ["units" in fix for fix in fixes]
