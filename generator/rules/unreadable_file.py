"""A file cannot be taken as text.

Nothing of it counts. Save it as UTF-8 text at its own place.

Wrong::

    content/counties/yi/01.md/x.txt

Right::

    content/counties/jia/01.md
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    fix = N_("Save it as a UTF-8 text file at this place.")
    if fault.encoding:
        fix = N_('Save it as UTF-8 text at this place, or let "taizhang check --fix" do it.')
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("the file cannot be read: {reason}"), fault.values, fault.terms),
        Message(fix),
    )
