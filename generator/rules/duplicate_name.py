"""An id or name in rubric.yaml that must be unique is used twice.

Two names that differ in capitals, width, spaces or punctuation alone count as one: whoever
writes the name could mean either.

Wrong::

    - {id: jia, name: 甲县,
    …
    - {id: jia, name: 乙区,

Right::

    - {id: jia, name: 甲县,
    …
    - {id: yi, name: 乙区,
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    twin = fault.values.get("twin", fault.values["name"])
    if twin == fault.values["name"]:
        text = N_('"{name}" is used twice')
    else:
        text = N_('"{name}" and "{twin}" differ in form alone')
    return Found(
        Severity.ERROR,
        fault.place,
        Message(text, fault.values, fault.terms),
        Message(N_("Give each its own."), fault.values, fault.terms),
    )
