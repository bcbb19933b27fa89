"""A line of the roster or of a ballot cannot be read.

What stands there is not quoted: ballots are private.

Wrong::

    "01": 很好

Right::

    "01": "4.5"
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    text, fix = (
        N_("this place of the roster or ballot cannot be read"),
        N_('Compare it with the form: scores: county: "item": "points".'),
    )
    if "absent" in fault.values:
        text, fix = (
            N_("there is no such file"),
            N_(
                'Put the roster there; the guide has an example. To rehearse: "taizhang demo ballots".'
            ),
        )
    elif "expected" in fault.values:
        fix = N_("Write there: {expected}.")
    elif "key" in fault.values:
        fix = N_('Add a line "{key}: …" here.')
    elif "known" in fault.values:
        fix = N_("Write one of: {known}.")
    elif fault.place.path.endswith("/roster.yaml"):
        fix = N_("Compare it with the roster in the guide: one line a judge, with id and group.")
    return Found(
        Severity.ERROR,
        fault.place,
        Message(text),
        Message(fix, fault.values, fault.terms),
    )
