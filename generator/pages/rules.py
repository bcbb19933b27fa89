"""The page of the rules: what each finding of the check is about."""

from collections.abc import Mapping

from generator.model.explanation import Explanation
from generator.model.message import N_
from generator.model.page import Page
from generator.pages.scene import METHOD_TAB, Scene


def rules_page(scene: Scene, rules: Mapping[str, Explanation]) -> Page:
    """Return the page; ``rules`` are the explanations by code."""
    return Page(
        address=scene.addresses.rules,
        title=scene.text(N_("Rules of the check")),
        description=scene.text(
            N_("Every fault that the check can tell: what it is, why, and how to mend it.")
        ),
        tab=scene.text(METHOD_TAB),
        body=scene.templates.render("rules.html", scene.addresses.rules, rules=rules),
        path=scene.path(),
    )
