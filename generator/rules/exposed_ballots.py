"""Ballots, a roster or a decision lie where git takes them up.

They belong into private/, which git ignores. What is pushed cannot be taken back.

Wrong::

    content/results/2018/ballots

Right::

    private/roster.yaml
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such file or folder."""
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("{name} is private, and here git would take it up"), fault.values),
        Message(
            N_(
                "Move it into private/ before anything is committed. If it has been committed, do not push; ask whoever keeps the repository to take it out of the history."
            )
        ),
    )
