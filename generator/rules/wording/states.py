"""Faults of the log and the archive."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words
from generator.rules.wording.files import COPIED_FOLDER, copied_file


def _misnamed_archive(fault: Fault) -> Words:
    if "original" in fault.values:
        return COPIED_FOLDER
    if not fault.values["written"]:
        message = N_('"{folder}" is no folder of a past cycle, such as content/archive/2017')
        return Words(Severity.ERROR, message, N_("Take it out of content/archive."))
    return Words(
        Severity.ERROR,
        N_('the folder "{folder}" holds the cycle {written}'),
        N_("Name the folder {written}, or correct the cycle in its rubric.yaml."),
    )


def _misnamed_log(fault: Fault) -> Words:
    if "original" in fault.values:
        return copied_file(fault)
    if "left-over" in fault.values:
        return Words(
            Severity.WARNING,
            N_("{written} was left by a run that was cut off, and means nothing"),
            N_("Nothing has to be done: the next step or record replaces it."),
        )
    if "expected" not in fault.values:
        message = N_('"{written}" is no file of the log')
        return Words(Severity.ERROR, message, N_("Take it out of this folder."))
    message = N_('the file "{written}" of the log is misnamed')
    return Words(Severity.ERROR, message, N_('Name it "{expected}".'))


def _unknown_workdays(fault: Fault) -> Words:
    message = N_(
        "which days of {year} are worked is not known, so the days of publicity have no end"
    )
    lines = N_(
        'Write the days off and the make-up workdays that the State Council has announced for {year} into rubric.yaml, in place of MM-DD; with none of the second kind "make-up: []":\nworkdays:\n  "{year}":\n    holidays: [{year}-MM-DD, {year}-MM-DD 至 {year}-MM-DD]\n    make-up: [{year}-MM-DD]'
    )
    # From judging on the days are frozen with the rules.
    recorded = N_(
        'Write the days off and the make-up workdays that the State Council has announced for {year} into rubric.yaml, in place of MM-DD; with none of the second kind "make-up: []":\nworkdays:\n  "{year}":\n    holidays: [{year}-MM-DD, {year}-MM-DD 至 {year}-MM-DD]\n    make-up: [{year}-MM-DD]\nThen: taizhang record rules-changed "the days off are announced"; rename decision.yaml, run "taizhang decision" for a new form, and fill in the same decision.'
    )
    return Words(Severity.ERROR, message, recorded if "recorded" in fault.values else lines)


WORDING: Mapping[Code, Wording] = {
    "state-out-of-order": Wording(
        Words(
            Severity.ERROR,
            N_('"{later}" cannot follow "{earlier}"'),
            N_(
                'After "{earlier}" comes "{expected}". Correct the log; what has been published is never taken back.'
            ),
        ),
        """
        The log leads to a state that does not follow the one before.

        Nothing is published from such a log.

        Wrong::

            content/results/2018/log/02-closed.yaml
            …
            content/results/2018/log/03-open.yaml

        Right::

            content/results/2018/log/02-closed.yaml
            …
            content/results/2018/log/03-reviewing.yaml
        """,
    ),
    "log-date-too-early": Wording(
        Words(
            Severity.ERROR,
            N_("the date {written} is too early"),
            N_(
                "The earliest day is {expected}: no transition is before the one it follows, and a final result not before the days of publicity are over."
            ),
        ),
        """
        A transition of the log is dated before it can have happened.

        Nothing is published from such a log. A result that is proposed stays so for as many working
        days as publicity-days in rubric.yaml says, the day of publication not counted.

        Wrong::

            state: closed
            date: "2018-01-01"

        Right::

            state: closed
            date: "2018-01-15"
        """,
    ),
    "unknown-workdays": Wording(
        _unknown_workdays,
        """
        A result is proposed for some working days, and nobody has said which days of that year are.

        The program knows the years whose calendar was announced when it was made. What stands under
        workdays in rubric.yaml goes before what it knows.

        Wrong::

            date: "2028-01-21"

        Right::

            workdays:
              "2028":
                holidays: [2028-01-01 至 2028-01-03, 2028-01-25 至 2028-01-31]
                make-up: [2028-02-05]
        """,
    ),
    "changed-after-close": Wording(
        Words(
            Severity.WARNING,
            N_("the evidence of {county} is not what was recorded on {day}"),
            N_(
                "See what has changed: git log -p --since={day} -- {folder}. What must not change is put back as it was."
            ),
        ),
        """
        A county's folder is not what it was when submission closed, or when judging began.

        The steps to these two states record what each county has handed in. A later change is told
        for as long as it stands, whether the rubric takes late evidence or not.
        """,
    ),
    "unrecorded-rule": Wording(
        Words(
            Severity.ERROR,
            N_('{key} is "{after}", and "{before}" in the rules that the log froze'),
            N_(
                'Put it back as it was, or record the change: taizhang record rules-changed "the reason".'
            ),
        ),
        """
        A rule in rubric.yaml is not what the log froze, and no entry of the log records the change.

        When submission opens, points, targets, period and names are frozen; from judging on
        everything that counts: weights, trimming, missing scores, all open rules. Words for units,
        exemptions, accepted findings and workdays may be added until then. A change that is
        recorded is printed on the method page, with its reason.

        Wrong::

            missing-score: {choice: zero

        Right::

            missing-score: {choice: refused
        """,
    ),
    "misnamed-log": Wording(
        _misnamed_log,
        """
        A file of the log whose name is not its number and state.

        A copy beside the file that it was made of is no step of its own: it is deleted.

        Wrong::

            content/results/2018/log/02-open.yaml
            state: closed

        Right::

            content/results/2018/log/02-closed.yaml
            state: closed
        """,
    ),
    "misnamed-archive": Wording(
        _misnamed_archive,
        """
        A folder of the archive that is not named like the cycle in its rubric.yaml.

        The folder's name is the address of the cycle's pages. Under another name nothing of it is
        published.

        Wrong::

            content/archive/2018/rubric.yaml
            …
            cycle: "2017"

        Right::

            content/archive/2018/rubric.yaml
            …
            cycle: "2018"
        """,
    ),
    "cycle-twice": Wording(
        Words(
            Severity.ERROR,
            N_("the cycle {written} is archived, and is the current one as well"),
            N_("Give the current cycle its own year: cycle in rubric.yaml."),
        ),
        """
        The archive holds a cycle of the same name as the current one.

        Both would have the same addresses, so the archived one is not published. It comes about
        where the cycle in rubric.yaml was not changed for the new year.

        Wrong::

            content/archive/2018/rubric.yaml
            …
            cycle: "2018"

        Right::

            content/archive/2018/rubric.yaml
            …
            cycle: "2019"
        """,
    ),
}
