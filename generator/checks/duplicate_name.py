"""An id or name in rubric.yaml that must be unique is used twice."""

from generator.checks.rule import Found
from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_('"{name}" is used twice'), fault.values, fault.terms),
        Message(N_("Give each its own."), fault.values, fault.terms),
    )
