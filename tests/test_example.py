"""The worked example on the method page: real where it may be, else said to be invented."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from on_folder import Assessed, assessed_repository
from project_copy import REPOSITORY

from generator.model.disclosure import Disclosure
from generator.model.log import Log
from generator.model.message import Language
from generator.model.state import Audience, State
from generator.pages.addresses import Addresses
from generator.pages.example import worked_example
from generator.pages.method import method_page
from generator.pages.page_context import PageContext
from generator.pages.templates import Templates
from generator.report.catalogue import Catalogue


@pytest.fixture(scope="module")
def assessed() -> Assessed:
    return assessed_repository()


def scene_of(assessed: Assessed, log: Log) -> PageContext:
    return PageContext(
        rubric=assessed.portfolio.rubric,
        official=assessed.portfolio.rubric,
        log=log,
        submissions={},
        findings={},
        audience=Audience.PUBLIC,
        templates=Templates([REPOSITORY / "site_templates"], Catalogue(Language.CHINESE)),
        addresses=Addresses(assessed.portfolio.rubric.cycle),
    )


def without_groups(log: Log) -> Log:
    """The log as it would be where no group's figure may be shown."""
    last = log.transitions[-1]
    assert last.notice is not None
    counties = tuple(
        replace(one, items=tuple(replace(item, groups={}) for item in one.items))
        for one in last.notice.announcement.counties
    )
    announcement = replace(
        last.notice.announcement, counties=counties, disclosure=Disclosure.SECTIONS
    )
    notice = replace(last.notice, announcement=announcement)
    return Log((*log.transitions[:-1], replace(last, notice=notice)))


def test_example_is_of_the_announcement(assessed: Assessed) -> None:
    """Means, points, sections and total are those announced; the products add up exactly."""
    context = scene_of(assessed, assessed.portfolio.log)
    announced = assessed.portfolio.log.announcement
    assert announced is not None
    found = worked_example(context)
    county = next(one for one in assessed.portfolio.rubric.counties if one.name == found.county)
    one = announced.county_by_id[county.id]
    item = one.points_by_item[found.item[:2]]
    assert [share.mean for share in found.shares] == [
        item.groups[group.id] for group in assessed.portfolio.rubric.judge_groups
    ]
    assert found.points == item.points
    assert found.sum == one.total
    order = [section.id for section in assessed.portfolio.rubric.sections] + ["bonus"]
    assert [points for _, points in found.sections] == [one.sections[key] for key in order]
    assert sum(Fraction(share.product) for share in found.shares) == Fraction(found.total)
    assert abs(Fraction(found.total) - Fraction(found.points)) < Fraction(1, 50)
    body = method_page(context).body
    assert found.county in body
    assert "假设" not in body


@pytest.mark.parametrize("hidden", ["state", "disclosure"])
def test_invented_numbers_say_so(assessed: Assessed, hidden: str) -> None:
    """Before the result, or below the level that shows groups, no county's figure is used."""
    log = assessed.portfolio.log
    open_log = Log(log.transitions[: State.DECIDING.rank])
    context = scene_of(assessed, open_log if hidden == "state" else without_groups(log))
    found = worked_example(context)
    assert (found.county, found.points, found.sum, found.sections) == ("", "", "", ())
    assert sum(Fraction(share.product) for share in found.shares) == Fraction(found.total)
    body = method_page(context).body
    assert "为举例假设的" in body
    section = body.split('<h2 id="example">')[1].split("<h2")[0]
    names = [one.name for one in assessed.portfolio.rubric.counties]
    assert not re.search("|".join(names), section)
