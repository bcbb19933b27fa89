"""Faults of announcements."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words

WORDING: Mapping[Code, Wording] = {
    "missing-announcement": Wording(
        Words(
            Severity.ERROR,
            N_("this transition announces a result, and its announcement is not there"),
            N_('Write both with "taizhang announce"; the announcement is {expected}.'),
        ),
        """
        A transition that announces a result lacks its announcement.

        Log and announcement are written together; either without the other shows nothing.

        Wrong::

            content/results/2018/log/05-proposed.yaml

        Right::

            content/results/2018/05-proposed.json
            …
            content/results/2018/log/05-proposed.yaml
        """,
    ),
    "unreadable-announcement": Wording(
        Words(
            Severity.ERROR,
            N_("the announcement cannot be used: {reason}"),
            N_('Announcements are written by "taizhang announce", never by hand.'),
        ),
        """
        An announcement that does not hold what an announcement of this assessment holds.

        Nothing is published from it.
        """,
    ),
    "altered-announcement": Wording(
        Words(
            Severity.ERROR,
            N_("the announcement {expected} was changed after it was issued"),
            N_(
                'Take the change back. What must be corrected is announced with "taizhang announce amended".'
            ),
        ),
        """
        An announcement is not the one that was issued: its SHA-256 differs from the log's.

        Nothing is published from it.
        """,
    ),
    "orphan-announcement": Wording(
        Words(
            Severity.ERROR,
            N_("no file of the log names this announcement"),
            N_("Take it away, or bring back the file of the log that was written with it."),
        ),
        """
        An announcement that no file of the log names.

        Log and announcement are written together; either without the other shows nothing.

        Wrong::

            content/results/2018/05-proposed.json

        Right::

            content/results/2018/05-proposed.json
            …
            content/results/2018/log/05-proposed.yaml
        """,
    ),
}
