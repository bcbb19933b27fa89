"""A county's evidence has changed since its scores were given, and the rubric asks for new ones.

Judging begins with what the counties have handed in by then. Where a folder has to change later,
each judge looks at it again and says in the ballot which evidence the scores are for.

Wrong::

    evidence: {jia: 2c624232cc221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a3c}

Right::

    evidence: {jia: 4889bac65362b1fde34ae144b82c6f9d9cb675bf31a1b48c2fae10e3cf7d21ff}
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


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
