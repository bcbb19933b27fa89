"""A county's evidence has changed since its scores were given, and the rubric asks for new ones.

Judging begins with what the counties have handed in by then. Where a folder has to change later,
each judge looks at it again and says in the ballot which evidence the scores are for.

Wrong::

    evidence: {jia: 2c624232cc221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a3c}

Right::

    evidence: {jia: aced3bbf2a3d5041b51c12c8c8e3ed40ded26abea8aff21e002043350bbf3c46}
"""

from generator.checks.rule import Found
from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(
            N_("the evidence of {county} has changed since these ballots scored it: {ballots}"),
            fault.values,
        ),
        Message(
            N_(
                "Put the county's folder back as it was. Where the change stands, each judge scores the county again, and the ballot says so in one line: {line}"
            ),
            fault.values,
        ),
    )
