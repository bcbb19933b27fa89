"""Faults of rubric.yaml."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _duplicate_name(fault: Fault) -> Words:
    name = fault.values["name"]
    message = N_('"{name}" is used twice')
    if fault.values.get("twin", name) != name:
        message = N_('"{name}" and "{twin}" differ in form alone')
    return Words(Severity.ERROR, message, N_("Give each its own."))


def _unfilled(fault: Fault) -> Words:
    message = N_("still to be filled in: {what}")
    if not fault.values["what"]:
        message = N_("still to be filled in")
    fix = N_(
        'Write what is yours, then delete "# 待填" and all behind it in this line. '
        "Submission cannot be opened before."
    )
    return Words(Severity.WARNING, message, fix)


WORDING: Mapping[Code, Wording] = {
    "duplicate-name": Wording(
        _duplicate_name,
        """
        An id or name in rubric.yaml that must be unique is used twice.

        Two names that differ in capitals, width, spaces or punctuation alone count as one: whoever
        writes the name could mean either.

        Wrong::

            - {id: jia, name: 甲县,
            …
            - {id: jia, name: 乙区,

        Right::

            - {id: jia, name: 甲县,
            …
            - {id: yi, name: 乙区,
        """,
    ),
    "unfilled-rubric": Wording(
        _unfilled,
        """
        A line of rubric.yaml is marked as still to be filled in.

        "taizhang init" writes a rubric by the notice of another city, and marks with "# 待填" what is
        its own there. The mark stands behind what it speaks of, and says what belongs there. Submission
        cannot be opened while one is left.

        Wrong::

            notice: {number: 虚构〔2018〕1号, title: 虚构的通知} # 待填：本市的通知

        Right::

            notice: {number: 虚构〔2018〕1号, title: 虚构的通知}
        """,
    ),
    "unknown-name": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" is not declared in rubric.yaml'),
            N_("Use one of: {known}."),
        ),
        """
        A name in rubric.yaml that is declared nowhere in it.

        Wrong::

            target: {all: "10"}, unit: 份

        Right::

            target: {all: "10"}, unit: 篇
        """,
    ),
}
