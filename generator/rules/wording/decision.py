"""Faults of decision.yaml."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _unreadable_decision(fault: Fault) -> Words:
    if "absent" in fault.values:
        message = N_("there is no such file")
        fix = N_('"taizhang decision" writes a form to fill in; keep its name.')
        return Words(Severity.ERROR, message, fix)
    if "unfilled" in fault.values:
        message = N_("the commended counties are not filled in")
        return Words(
            Severity.ERROR,
            message,
            N_("Write their names in square brackets, with commas between them."),
        )
    fix = N_('See the example in the guide; "taizhang decision" writes a form to fill in.')
    if "meant" in fault.values:
        message = N_("this is no list: its brackets or commas are full-width, or there are none")
        fix = N_("Write there: {meant}, with the signs of the English keyboard.")
        return Words(Severity.ERROR, message, fix)
    if "expected" in fault.values:
        fix = N_("Write there: {expected}.")
    elif "key" in fault.values:
        fix = N_('Add a line "{key}: …" here.')
    elif "reason" in fault.values:
        fix = N_("Correct this place: {reason}.")
    return Words(Severity.ERROR, N_("the decision cannot be read here"), fix)


def _unknown_in_decision(fault: Fault) -> Words:
    if "meant" not in fault.values:
        message = N_("rubric.yaml knows no county or ground of this name")
        return Words(Severity.ERROR, message, N_("Write one of: {known}."))
    message = N_("the commas between these names are full-width, so they are read as one name")
    fix = N_("Write there: {meant}, with the signs of the English keyboard.")
    if not fault.values["meant"]:
        fix = N_("Put a comma of the English keyboard between the names. They are: {known}.")
    return Words(Severity.ERROR, message, fix)


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
    "unreadable-decision": Wording(
        _unreadable_decision,
        """
        decision.yaml cannot be read where the finding stands.

        What stands there is private and is never quoted.

        Wrong::

            commended: 待填

        Right::

            commended: [甲县]
        """,
    ),
    "unknown-in-decision": Wording(
        _unknown_in_decision,
        """
        The decision names a county or a ground of veto that rubric.yaml lacks.

        Names with a full-width comma between them are read as one name.

        Wrong::

            commended: [jia, bing]

        Right::

            commended: [jia]
        """,
    ),
    "county-twice-in-decision": Wording(
        Words(Severity.ERROR, N_("a county is listed twice here"), N_("Keep one of the two.")),
        """
        The decision lists a county twice under one key.

        Wrong::

            commended: [jia, 甲县]

        Right::

            commended: [jia]
        """,
    ),
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
    "wrong-commended-number": Wording(
        Words(
            Severity.ERROR,
            N_("{found} units are commended, the rubric says {expected}"),
            N_("Commend as many as the rubric says."),
        ),
        """
        The decision commends more or fewer counties than the rubric says.

        Wrong::

            commended: []

        Right::

            commended: [jia]
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
    "vetoed-yet-commended": Wording(
        Words(
            Severity.ERROR,
            N_("{county} is vetoed and commended"),
            N_('Take it out of "commended".'),
        ),
        """
        A county is vetoed and commended.

        Wrong::

            commended: [jia]
            vetoes: [{county: jia, ground: failure, reason: 试}]

        Right::

            commended: [yi]
            vetoes: [{county: jia, ground: failure, reason: 试}]
        """,
    ),
}
