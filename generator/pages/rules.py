"""The page of the rules: what each finding of the check is about."""

from collections.abc import Sequence

from generator.model.explanation import RuleGroup
from generator.model.message import N_
from generator.model.page import Heading, Page
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import PageKind


def rules_page(context: PageContext, groups: Sequence[RuleGroup]) -> Page:
    """Return the page; its contents are the subjects."""
    contents = tuple(
        Heading(title=group.title, anchor=f"subject-{nth}") for nth, group in enumerate(groups, 1)
    )
    return Page(
        address=context.addresses.rules,
        title=context.text(N_("Rules of the check")),
        description=context.text(
            N_("Every fault that the check can tell: what it is, why, and how to mend it.")
        ),
        shell=context.shell(PageKind.RULES),
        body=context.templates.render(
            "rules.html", context.addresses.rules, groups=tuple(zip(contents, groups, strict=True))
        ),
        contents=contents,
        path=context.path(),
    )
