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
