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
