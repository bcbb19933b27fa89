"""The method page says what the organiser chose: fractions, items that do not apply, contradictions."""

import re
from pathlib import Path

import pytest
from project_copy import replace_text
from year import run_year

from generator.load.rubric.shapes import AcceptanceShape
from generator.model.state import Audience, State
from generator.rules.unused_acceptance import ACCEPTABLE
from generator.usecases.build_site import site_languages
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

RUBRIC = "rubric.yaml"
ACCEPTED = "accepted: [{code: points-do-not-add-up, reason: 通知如此。}]\n"
THIRDS = ('weight: "40"', 'weight: "30"', 'weight: "30"')


def shown(root: Path, address: str, language: int = 0) -> str:
    """The text of a page for the public, without its tags."""
    project = open_project(root)
    site = site_languages(project)[language]
    pages = pages_of(project, Audience.PUBLIC, site)
    (body,) = (page.body for page in pages if page.address == address)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(body)))


def accept(root: Path, more: str = "") -> None:
    """A section of ten points whose items have nine, as the notice has it."""
    replace_text(root, RUBRIC, 'points: "6"', 'points: "5"')
    replace_text(root, RUBRIC, "disclosure:", f"{ACCEPTED}{more}disclosure:")


@pytest.mark.parametrize("state", [None, State.FINAL])
def test_accepted_contradiction_stops_nothing(state: State | None, project: Path) -> None:
    """The cycle runs to its end, and the method page names sum and reason all along."""
    accept(project)
    if state is not None:
        run_year(project, state)
    text = shown(project, "/2018/method/")
    assert "自相矛盾" in text
    assert "第一部分：写的是 10，各部分加起来是 9（通知如此。）" in text


def test_accepted_contradiction_in_english(project: Path) -> None:
    """The reason is that of the rubric's English sentences."""
    accept(project, "english: {sentences: {通知如此。: The notice has it so.}}\n")
    text = shown(project, "/en/2018/method/", language=1)
    assert "contradicts itself" in text
    assert "10 is stated, its parts add up to 9 (The notice has it so.)" in text


def test_nothing_is_accepted_by_itself(project: Path) -> None:
    """Where nothing is accepted the page says nothing of it."""
    assert "自相矛盾" not in shown(project, "/2018/method/")


def test_only_rules_about_the_notice_are_accepted() -> None:
    """The codes that rubric.yaml takes are those of the rules that look for contradictions."""
    schema = AcceptanceShape.model_json_schema()
    assert sorted(schema["properties"]["code"]["enum"]) == sorted(ACCEPTABLE)


def test_thirds_are_shown_as_thirds(project: Path) -> None:
    """Nobody reads 100/3 % or 33.33 %, and the weights of the example add up to the whole."""
    for weight in THIRDS:
        replace_text(project, RUBRIC, weight, 'weight: "1/3"')
    for address in ("/2018/method/", "/2018/", "/"):
        text = shown(project, address)
        assert "1/3" in text
        assert "33.3" not in text
        assert "100/3" not in text
    assert "3.5 1/3 约1.16" in shown(project, "/2018/method/")


def test_weights_that_are_no_whole_are_explained(project: Path) -> None:
    """Weights of 90 in all, accepted: each is divided by their sum, and the page says so."""
    replace_text(project, RUBRIC, 'name: 县区, weight: "30"', 'name: 县区, weight: "20"')
    replace_text(project, RUBRIC, "disclosure:", f"{ACCEPTED}disclosure:")
    assert "各组的权重加起来是 90%" in shown(project, "/2018/method/")


@pytest.mark.parametrize(
    ("choice", "words"),
    [("judged", "由评委评分"), ("full-points", "按满分计"), ("excluded", "按项目的分值折算")],
)
def test_items_that_do_not_apply(choice: str, words: str, project: Path) -> None:
    """The choice stands on the method page, and a whole cycle runs under it."""
    for old in (
        'target: {all: "1"}, unit: 场, comparison: between, max: "2"}',
        'target: {counties: {jia: "3"}}, unit: 场, comparison: at-least}',
    ):
        replace_text(project, RUBRIC, old, "only-if: science-van}")
    line = f"  not-applicable: {{choice: {choice}, why: 试}}\n"
    replace_text(project, RUBRIC, "  township-target:", f"{line}  township-target:")
    run_year(project, State.FINAL)
    assert words in shown(project, "/2018/method/")
    results = shown(project, "/2018/results/")
    assert ("不适用" in results) is (choice == "excluded")
