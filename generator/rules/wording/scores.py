"""Faults of the scores in the ballots."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _missing_score(fault: Fault) -> Words:
    message = N_("{judge}: {county}, {item}: the score is missing")
    match fault.values.get("counted"):
        case "zero":
            message = N_("{judge}: {county}, {item}: the score is missing and counts as zero")
        case "skipped":
            message = N_(
                "{judge}: {county}, {item}: the score is missing and is left out of the mean"
            )
        case _:
            return Words(Severity.ERROR, message, N_("Ask the judge and add it."))
    return Words(Severity.WARNING, message, N_("Ask the judge whether it was meant to be empty."))


def _score_not_asked(fault: Fault) -> Words:
    if "dropped" in fault.values:
        message = N_("{judge}: {county}: scores that do not count: {dropped}")
        fix = N_(
            "The judge does not score these: the own county, a recusal, or bonus items that another group scores. Empty them, or correct roster.yaml."
        )
        return Words(Severity.WARNING, message, fix)
    message = N_("{county}, {item}: the item does not apply to the county and is not scored")
    fix = N_("Leave the score empty. How its points are counted stands under not-applicable.")
    return Words(Severity.ERROR, message, fix)


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
        _missing_score,
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
        _score_not_asked,
        """
        A score for an item that does not apply to the county, where the rubric gives its points
        otherwise.

        Such a score would count for nothing. Scores of a judge for the own county, after a recusal,
        or for bonus items that another group scores are told as well; they stop no total.

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
                "Put the county's folder back as it was. Where the change stands, each judge looks at the county again; who stands by the scores, or has changed them, is recorded by: taizhang ballots confirm {judges}"
            ),
        ),
        """
        A county's evidence has changed since its scores were given, and the rubric asks for new
        ones.

        Judging begins with what the counties have handed in by then. Where a folder has to change
        later, each judge looks at it again; "taizhang ballots confirm" writes into the ballot which
        evidence the scores are for.

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
