"""Faults of the ranks, grades and commendations that a decision gives."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _grade_against_rank(fault: Fault) -> Words:
    message = N_(
        'the grade of {county} is "{grade}", and that of {others} at the same rank is "{other}"'
    )
    if "vetoed" in fault.values:
        message = N_('{county} is vetoed, and its grade is "{vetoed}"')
        fix = N_(
            "Give it a grade that is not the best one, and no better than that of any county without a veto."
        )
        return Words(Severity.ERROR, message, fix)
    if "above" in fault.values:
        message = N_(
            'the grade of {county} (rank {rank}) is "{grade}", and {above} above it have a lower one'
        )
    fix = N_(
        'Correct the grade. Everyday work that changes standing belongs under "everyday-work" and "ranks".'
    )
    return Words(Severity.ERROR, message, fix)


def _commended_below_others(fault: Fault) -> Words:
    message = N_("{county} is commended, and {before} stands above it")
    fix = N_(
        'Units are commended by their standing. Everyday work that changes it belongs under "everyday-work" and "ranks".'
    )
    if "equal" in fault.values:
        message = N_("{county} is commended, and {equal} at the same rank is not")
        fix = N_(
            'Commend all of them or none; or give the reason under "everyday-work" and the order under "ranks".'
        )
    return Words(Severity.ERROR, message, fix)


WORDING: Mapping[Code, Wording] = {
    "undecided-tie": Wording(
        Words(
            Severity.ERROR,
            N_("totals are equal, and the rubric leaves their order to the decision"),
            N_('Write the rank of every county under "ranks".'),
        ),
        """
        Totals are equal, the rubric lets the decision order them, and it does not.

        Wrong::

            commended: [jia]

        Right::

            commended: [jia]
            ranks: {jia: "1", yi: "2"}
        """,
    ),
    "missing-ranks": Wording(
        Words(
            Severity.ERROR,
            N_("everyday work is given, but not the ranks that follow from it"),
            N_('Write the rank of every county under "ranks".'),
        ),
        """
        The decision weighs everyday work and does not say which ranks follow from it.

        Nobody but those who decide can know.

        Wrong::

            commended: [jia]
            everyday-work: [{county: yi, reason: 试}]

        Right::

            everyday-work: [{county: yi, reason: 试}]
            ranks: {yi: "1", jia: "2"}
        """,
    ),
    "unusable-ranks": Wording(
        Words(
            Severity.ERROR,
            N_("these ranks are no ranking of the counties"),
            N_(
                "Give every county that is ranked one whole number, and no other; after two firsts comes a third."
            ),
        ),
        """
        The ranks of the decision are no ranking of the counties that get one.

        Wrong::

            ranks: {jia: "2", yi: "3"}

        Right::

            ranks: {jia: "1", yi: "2"}
        """,
    ),
    "unexplained-rank": Wording(
        Words(
            Severity.ERROR,
            N_("the points do not explain the order of {one} and {other}"),
            N_('Give the reason under "everyday-work", or follow the points.'),
        ),
        """
        Two counties are ranked otherwise than their points say, and no reason is given.

        Everyday work changes standing, with a reason; it never changes points.

        Wrong::

            commended: [yi]
            ranks: {yi: "1", jia: "2"}

        Right::

            commended: [yi]
            everyday-work: [{county: jia, reason: 试}]
            ranks: {yi: "1", jia: "2"}
        """,
    ),
    "missing-grade": Wording(
        Words(
            Severity.ERROR,
            N_("no grade is given for {counties}"),
            N_('Give every county a grade under "grades".'),
        ),
        """
        Grades are announced, and a county has none.

        Grades come from the decision and are never computed.

        Wrong::

            grades: {jia: 优秀}

        Right::

            grades: {jia: 优秀, yi: 良好}
        """,
    ),
    "grade-against-rank": Wording(
        _grade_against_rank,
        """
        A county has a better grade than one that stands above it, another at the same rank, or the
        best one in spite of a veto.

        Grades follow from standing. The usual ones are known (优秀, 良好, 合格; 甲等, 乙等, 丙等);
        of others the one that stands highest is the best.

        Wrong::

            grades: {jia: 良好, yi: 优秀}

        Right::

            grades: {jia: 优秀, yi: 良好}
        """,
    ),
    "commended-below-others": Wording(
        _commended_below_others,
        """
        A county is commended, and one that stands above it or at the same rank is not.

        The notice has units commended by their points (根据得分情况).

        Wrong::

            commended: [yi]

        Right::

            commended: [yi, jia]
        """,
    ),
}
