"""The page of the rules: what each finding of the check is about."""

from collections.abc import Mapping

from generator.model.explanation import Explanation
from generator.model.page import Page
from generator.pages.addresses import RULES
from generator.pages.scene import METHOD_TAB, Scene


def rules_page(scene: Scene, rules: Mapping[str, Explanation]) -> Page:
    """Return the page; ``rules`` are the explanations by code."""
    return Page(
        address=RULES,
        title="检查规则",
        description="检查能指出的每一种问题：是什么，为什么，怎么改。",
        tab=METHOD_TAB,
        body=scene.templates.render("rules.html", RULES, rules=rules),
        path=scene.path(),
    )
