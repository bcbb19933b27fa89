"""The kinds of pages: under which tab each stands, how deep, and with which side columns.

The theme renders one shell for each combination found here, before any page is made.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from generator.model.message import N_, Translator
from generator.model.page import ShellKey

HOME_TAB, OVERVIEW_TAB = N_("Home"), N_("Overview")
RESULTS_TAB = N_("Results")
COUNTIES_TAB, INDICATORS_TAB, METHOD_TAB = N_("Counties"), N_("Indicators"), N_("Method")
YEARS_TAB = N_("Years")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What chooses the shell of a page.

    ``depth`` is how many folders of its language the page stands in; ``navigation`` is the
    column of its neighbours, ``contents`` that of its headings. A page ``of_cycle`` stands
    under the tab of the years in a past cycle, always with a navigation. Those ``in_parts`` exist
    only where there are more counties than one page holds.
    """

    tab: str
    depth: int
    navigation: bool = False
    contents: bool = False
    of_cycle: bool = True
    in_parts: bool = False


class PageKind(Enum):
    """Every kind of page; a page that only sometimes has a side column is two kinds.

    An overview's table is the matrix and what stands beside it; a county's part is one of its
    evidence pages or its bound volume.
    """

    HOME = Look(tab=HOME_TAB, depth=0, of_cycle=False)
    YEARS = Look(tab=YEARS_TAB, depth=1, contents=True, of_cycle=False)
    # Without a past cycle the years have no tab of their own.
    YEARS_WITHOUT_PAST = Look(tab=OVERVIEW_TAB, depth=1, contents=True, of_cycle=False)
    RULES = Look(tab=METHOD_TAB, depth=1, contents=True, of_cycle=False)
    OVERVIEW = Look(tab=OVERVIEW_TAB, depth=1, navigation=True, contents=True)
    OVERVIEW_ALONE = Look(tab=OVERVIEW_TAB, depth=1, contents=True)
    OVERVIEW_TABLE = Look(tab=OVERVIEW_TAB, depth=2, navigation=True)
    COMPARED = Look(tab=OVERVIEW_TAB, depth=3, navigation=True)
    COMPARED_PART = Look(tab=OVERVIEW_TAB, depth=4, navigation=True, in_parts=True)
    RESULTS = Look(tab=RESULTS_TAB, depth=2, navigation=True)
    NOTICE = Look(tab=RESULTS_TAB, depth=3, navigation=True)
    NOTICE_PART = Look(tab=RESULTS_TAB, depth=4, navigation=True, in_parts=True)
    COUNTIES = Look(tab=COUNTIES_TAB, depth=2)
    COUNTY = Look(tab=COUNTIES_TAB, depth=3, navigation=True, contents=True)
    COUNTY_PART = Look(tab=COUNTIES_TAB, depth=4, navigation=True, contents=True)
    INDICATORS = Look(tab=INDICATORS_TAB, depth=2)
    INDICATOR = Look(tab=INDICATORS_TAB, depth=3, navigation=True)
    INDICATOR_PART = Look(tab=INDICATORS_TAB, depth=4, navigation=True, in_parts=True)
    METHOD = Look(tab=METHOD_TAB, depth=2, contents=True)

    def shell(self, translator: Translator, depth: int) -> ShellKey:
        """The shell of such a page in a language whose pages stand ``depth`` folders deep."""
        look = self.value
        return ShellKey(
            tab=translator.text(look.tab),
            depth=look.depth + depth,
            navigation=look.navigation,
            contents=look.contents,
        )


def past_shell(translator: Translator, shell: ShellKey) -> ShellKey:
    """The shell of a page of a past cycle, which in the current one has that shell."""
    return ShellKey(
        tab=translator.text(YEARS_TAB),
        depth=shell.depth,
        navigation=True,
        contents=shell.contents,
    )


def all_shells(
    translator: Translator, depth: int, tabs: Collection[str], *, in_parts: bool = False
) -> tuple[ShellKey, ...]:
    """Each shell that a page under one of the ``tabs`` can need, once; ``in_parts`` with those too."""
    # Many kinds share a shell, and the theme takes long for each.
    kinds = (kind for kind in PageKind if in_parts or not kind.value.in_parts)
    return tuple(dict.fromkeys(_all_shells(translator, depth, tabs, kinds)))


def _all_shells(
    translator: Translator, depth: int, tabs: Collection[str], kinds: Iterable[PageKind]
) -> Iterator[ShellKey]:
    for kind in kinds:
        shell = kind.shell(translator, depth)
        if kind.value.tab in tabs:
            yield shell
        # A past cycle can have a page, such as its result, that the current one has not yet.
        if kind.value.of_cycle and YEARS_TAB in tabs:
            yield past_shell(translator, shell)
