"""Faults of the roster and the ballots."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _duplicate_ballot(fault: Fault) -> Words:
    if "original" in fault.values:
        fix = N_("Compare the two, keep one of them, and delete the other.")
        return Words(Severity.ERROR, N_("this is a copy of {original}"), fix)
    return Words(Severity.ERROR, N_("this judge is here a second time"), N_("Keep one of the two."))


def _exposed_ballots(fault: Fault) -> Words:
    if "taken" in fault.values:
        return Words(
            Severity.ERROR,
            N_("{name} is private, and git has taken it up"),
            N_(
                'Run "git rm -r --cached private", and see that .gitignore has the line private/. If it has been committed, do not push; ask whoever keeps the repository to take it out of the history.'
            ),
        )
    if "unread" in fault.values:
        # What lies there is published as it is.
        published = fault.values["unread"] == "published"
        return Words(
            Severity.ERROR if published else Severity.WARNING,
            N_(
                "{name} cannot be looked into (a password, damage, or an archive of an unknown kind)"
            ),
            N_(
                "If it holds ballots, a roster, a decision or totals, move it into private/; "
                "else take it out of this folder, or save it without a password."
            ),
        )
    return Words(
        Severity.ERROR,
        N_("{name} is private, and here git would take it up"),
        N_(
            "Move it into private/ before anything is committed. If it has been committed, do not push; ask whoever keeps the repository to take it out of the history."
        ),
    )


def _unreadable_ballot(fault: Fault) -> Words:
    if "absent" in fault.values:
        return Words(
            Severity.ERROR,
            N_("there is no such file"),
            N_(
                'Put the roster there; the guide has an example. To rehearse: "taizhang demo ballots".'
            ),
        )
    fix = N_('Compare it with the form: scores: county: "item": "points".')
    if "meant" in fault.values:
        fix = N_("Write there: {meant}, with the signs of the English keyboard.")
    elif "expected" in fault.values:
        fix = N_("Write there: {expected}.")
    elif "reason" in fault.values:
        fix = N_("Correct this place: {reason}.")
    elif "key" in fault.values:
        fix = N_('Add a line "{key}: …" here.')
    elif "known" in fault.values:
        fix = N_("Write one of: {known}.")
    elif fault.place.path.endswith("/roster.yaml"):
        fix = N_("Compare it with the roster in the guide: one line a judge, with id and group.")
    return Words(Severity.ERROR, N_("this place of the roster or ballot cannot be read"), fix)


WORDING: Mapping[Code, Wording] = {
    "exposed-ballots": Wording(
        _exposed_ballots,
        """
        Ballots, a roster, a decision or totals lie where git takes them up.

        They belong into private/, which git ignores. They are told by what a file holds, whatever
        it is called. What is pushed cannot be taken back.

        Wrong::

            content/results/2018/ballots

        Right::

            private/roster.yaml
        """,
    ),
    "no-ballots": Wording(
        Words(
            Severity.ERROR,
            N_("there are no ballots here"),
            N_(
                'Receive them with "taizhang ballots import", or put one file a judge into ballots/.'
            ),
        ),
        """
        There is no ballot in the private folder.

        Wrong::

            private/roster.yaml

        Right::

            private/ballots/L01.yaml
            …
            private/roster.yaml
        """,
    ),
    "missing-ballot": Wording(
        Words(
            Severity.ERROR,
            N_("{judge} of the roster has no ballot"),
            N_(
                'Receive it with "taizhang ballots import"; who did not judge is taken out of roster.yaml.'
            ),
        ),
        """
        A judge of the roster has no ballot, where the rubric refuses a total without every score.

        Wrong::

            - {id: L06, group: leaders}

        Right::

            - {id: L05, group: leaders}
        """,
    ),
    "unreadable-ballot": Wording(
        _unreadable_ballot,
        """
        A line of the roster or of a ballot cannot be read.

        What stands there is not quoted: ballots are private.

        Wrong::

            "01": 很好

        Right::

            "01": "4.5"
        """,
    ),
    "unknown-judge": Wording(
        Words(
            Severity.ERROR,
            N_("the judge of this ballot is not in the roster"),
            N_("Correct the judge's id, or enter the judge in roster.yaml."),
        ),
        """
        A ballot of a judge whom the roster does not name.

        Whose group it would count for is not guessed.

        Wrong::

            judge: L99

        Right::

            judge: L01
        """,
    ),
    "duplicate-ballot": Wording(
        _duplicate_ballot,
        """
        A judge stands twice in the roster or has two ballots.

        Wrong::

            private/ballots/L01-2.yaml
            …
            private/ballots/L01.yaml

        Right::

            private/ballots/L01.yaml
        """,
    ),
    "other-cycle": Wording(
        Words(
            Severity.ERROR,
            N_("this belongs to another cycle"),
            N_("Take it out, or correct its cycle."),
        ),
        """
        A roster or ballot of another cycle than the rubric's.

        Wrong::

            cycle: "2017"
            judge: L01

        Right::

            cycle: 2018
            judge: L01
        """,
    ),
    "rehearsal-among-ballots": Wording(
        Words(
            Severity.ERROR,
            N_("this ballot is a rehearsal, others are not"),
            N_("Take the rehearsal out."),
        ),
        """
        A rehearsal's ballot lies among real ones.

        Its figures are invented; no total is made of a mixture.

        Wrong::

            judge: L01
            rehearsal: false
            …
            judge: L02
            rehearsal: true

        Right::

            judge: L01
            rehearsal: true
            …
            judge: L02
            rehearsal: true
        """,
    ),
}
