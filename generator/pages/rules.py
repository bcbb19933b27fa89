"""The page of the rules: what each finding of the check is about."""

from collections.abc import Sequence

from generator.model.explanation import RuleGroup
from generator.model.message import N_
from generator.model.page import Heading, Page
from generator.pages.scene import METHOD_TAB, Scene


def rules_page(scene: Scene, groups: Sequence[RuleGroup]) -> Page:
    """Return the page; its contents are the subjects."""
    contents = tuple(
        Heading(title=one.title, anchor=f"subject-{nth}") for nth, one in enumerate(groups, 1)
    )
    return Page(
        address=scene.addresses.rules,
        title=scene.text(N_("Rules of the check")),
        description=scene.text(
            N_("Every fault that the check can tell: what it is, why, and how to mend it.")
        ),
        tab=scene.text(METHOD_TAB),
        body=scene.templates.render(
            "rules.html", scene.addresses.rules, groups=tuple(zip(contents, groups, strict=True))
        ),
        contents=contents,
        path=scene.path(),
    )
