"""Faults of announcements."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words

_TAKE_BACK = N_(
    'Take the change back. What must be corrected is announced with "taizhang announce amended".'
)

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
            _TAKE_BACK,
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
            N_(
                "Take it away, or bring back the file of the log that was written with it. Where "
                '"taizhang announce" was cut off, run it again: it replaces the file.'
            ),
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
    "points-against-parts": Wording(
        Words(
            Severity.ERROR,
            N_("{county}: {figure} is {written} in the announcement, by the rest of it {expected}"),
            _TAKE_BACK,
        ),
        """
        An announced figure is not what its parts, the weights and the points of the rubric make of it.

        Sections add up to the total, items to a section and the groups' means to an item, each within
        its rounding; no figure is more than the rubric gives, or has other places than it publishes.
        """,
    ),
    "rank-against-total": Wording(
        Words(
            Severity.ERROR,
            N_(
                "{county}: rank {written} in the announcement does not follow from totals and vetoes (beside: {expected})"
            ),
            _TAKE_BACK,
        ),
        """
        An announced rank that no total gives.

        Who has more points stands above, unless a reason under everyday work is announced for one of
        the two; who is vetoed has the rank that the rubric says.
        """,
    ),
    "commended-against-rules": Wording(
        Words(
            Severity.ERROR,
            N_(
                "whom the announcement commends ({written}) is not by the rubric's rules ({expected})"
            ),
            _TAKE_BACK,
        ),
        """
        A commended county that is vetoed, named twice or stands below one that is not commended; or
        another number of them than the rubric has fixed.
        """,
    ),
    "demonstration-unmarked": Wording(
        Words(
            Severity.ERROR,
            N_("the assessment is a demonstration, and the announcement does not say so"),
            _TAKE_BACK,
        ),
        """
        An announcement of a demonstration without its mark: it would be taken for a real result.
        """,
    ),
    "changes-against-before": Wording(
        Words(
            Severity.ERROR,
            N_(
                "{county}: what the announcement says has changed ({written}) is not what differs from the one before ({expected})"
            ),
            _TAKE_BACK,
        ),
        """
        What an announcement lists as changed is not what differs from the announcement before it.
        """,
    ),
    "broken-chain": Wording(
        Words(
            Severity.ERROR,
            N_("the announcement does not name the SHA-256 of the one before it"),
            _TAKE_BACK,
        ),
        """
        Each announcement but the first holds the SHA-256 of the one before, so that none can be taken
        away or exchanged later without a trace.
        """,
    ),
    "changed-after-final": Wording(
        Words(
            Severity.ERROR,
            N_("the evidence of {county} was changed after the result was announced"),
            N_(
                "Take the change back. If it must be, announce it with "
                '"taizhang announce amended --why …".'
            ),
        ),
        """
        Evidence is not what it was when the result was announced.

        From the final result on it is public and frozen. A correction is announced: the amendment
        records the evidence anew.
        """,
    ),
}
