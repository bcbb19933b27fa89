"""A folder of the archive that is not named like the cycle in its rubric.yaml.

The folder's name is the address of the cycle's pages. Under another name nothing of it is
published.

Wrong::

    content/archive/2018/rubric.yaml
    …
    cycle: "2017"

Right::

    content/archive/2018/rubric.yaml
    …
    cycle: "2018"
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    if not fault.values["written"]:
        text = N_('"{folder}" is no folder of a past cycle, such as content/archive/2017')
        fix = N_("Take it out of content/archive.")
    else:
        text = N_('the folder "{folder}" holds the cycle {written}')
        fix = N_("Name the folder {written}, or correct the cycle in its rubric.yaml.")
    return Found(
        Severity.ERROR, fault.place, Message(text, fault.values), Message(fix, fault.values)
    )
