"""Faults of the scores in the ballots."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words

WORDING: Mapping[Code, Wording] = {
    "unknown-in-ballot": Wording(
        Words(
            Severity.ERROR, N_("this county or item is not in rubric.yaml"), N_("Correct the id.")
        ),
        """
        A ballot scores a county or an item that the rubric does not have.

        Wrong::

            jia:
                "01": "4.5"
                "09": "2"

        Right::

            jia:
                "01": "4.5"
                "02": "2"
        """,
    ),
    "missing-score": Wording(
        Words(
            Severity.ERROR,
            N_("{county}, {item}: the score is missing"),
            N_("Ask the judge and add it."),
        ),
        """
        A score is missing where the rubric refuses a total without it.

        Wrong::

            "01": "4.5"
            "B1": "0"

        Right::

            "01": "5"
            "02": "2"
            "B1": "0"
        """,
    ),
    "score-over-maximum": Wording(
        Words(
            Severity.ERROR,
            N_("{county}, {item}: the score is above the item's points"),
            N_("Ask the judge and correct it."),
        ),
        """
        A score above the points of its item.

        Wrong::

            "01": "6.5"

        Right::

            "01": "6"
        """,
    ),
    "score-off-step": Wording(
        Words(
            Severity.ERROR,
            N_("{county}, {item}: the score is no multiple of the step"),
            N_("Ask the judge and correct it."),
        ),
        """
        A score between two steps of the scale that the rubric sets.

        Wrong::

            "01": "4.25"

        Right::

            "01": "4.5"
        """,
    ),
    "score-not-asked": Wording(
        Words(
            Severity.ERROR,
            N_("{county}, {item}: the item does not apply to the county and is not scored"),
            N_("Leave the score empty. How its points are counted stands under not-applicable."),
        ),
        """
        A score for an item that does not apply to the county, where the rubric gives its points
        otherwise.

        Such a score would count for nothing.

        Wrong::

            yi:
                "01": "1.5"
                "02": "3"

        Right::

            yi:
                "01": "1.5"
                "B1": "0"
        """,
    ),
    "stale-ballot": Wording(
        Words(
            Severity.ERROR,
            N_("the evidence of {county} has changed since these ballots scored it: {ballots}"),
            N_(
                "Put the county's folder back as it was. Where the change stands, each judge scores the county again, and the ballot says so in one line: {line}"
            ),
        ),
        """
        A county's evidence has changed since its scores were given, and the rubric asks for new
        ones.

        Judging begins with what the counties have handed in by then. Where a folder has to change
        later, each judge looks at it again and says in the ballot which evidence the scores are
        for.

        Wrong::

            evidence: {jia: 2c624232cc221771294dfbb310aca000a0df6ac8b66b696d90ef06fdefb64a3c}

        Right::

            evidence: {jia: 4889bac65362b1fde34ae144b82c6f9d9cb675bf31a1b48c2fae10e3cf7d21ff}
        """,
    ),
    "absent-group": Wording(
        Words(
            Severity.ERROR,
            N_("{county}, {item}: a judge group has given no score"),
            N_("Add the ballots that are missing."),
        ),
        """
        Nobody of a judge group scored where the rubric refuses a total without it.

        Wrong::

            private/ballots/C01.yaml
            …
            private/ballots/D01.yaml
        """,
    ),
}
