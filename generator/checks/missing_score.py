"""A score is missing where the rubric refuses a total without it."""

from generator.checks.rule import Found
from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("{county}, {item}: the score is missing"), fault.values),
        Message(N_("Ask the judge and add it.")),
    )
