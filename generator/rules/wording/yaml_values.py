"""Faults of keys and values in YAML."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _unknown_key(fault: Fault) -> Words:
    fix = N_("Correct its spelling, or delete it.")
    if "：" in fault.values["key"]:
        fix = N_("Write a colon of the English keyboard and a space behind the key.")
    elif fault.values["known"]:
        fix = N_("Use one of: {known}.")
    return Words(Severity.ERROR, N_('the key "{key}" is not known'), fix)


def _unreadable_value(fault: Fault) -> Words:
    fix = N_("Write there: {expected}.")
    if "meant" in fault.values:
        fix = N_("Write there: {meant}, with the signs of the English keyboard.")
    return Words(Severity.ERROR, N_('"{written}" cannot stand under "{key}"'), fix)


WORDING: Mapping[Code, Wording] = {
    "unreadable-yaml": Wording(
        Words(
            Severity.ERROR,
            N_("the data cannot be read: {reason}"),
            N_('Compare this place with the template; write "key: value", one a line.'),
        ),
        """
        A block of data cannot be read as YAML, or uses what data files have no need of.

        Anchors, tags, merge keys and second documents make two readers see two things.

        Wrong::

            状态: [submitted

        Right::

            状态: "submitted" # 定稿
        """,
    ),
    "misformed-key": Wording(
        Words(
            Severity.ERROR,
            N_('"{line}": full-width signs, curved quotes or a tab'),
            N_("Write this line as: {meant}"),
        ),
        """
        A line of the front matter has a full-width colon, curved quotes or a tab.

        It is read as it was meant. Word processors put such signs in by themselves; a key is
        written with a plain colon and a space: "状态: 草稿".

        Wrong::

            指标：“01”

        Right::

            指标: "01"
        """,
    ),
    "missing-key": Wording(
        Words(Severity.ERROR, N_('the key "{key}" is missing'), N_('Add a line "{key}: …" here.')),
        """
        A key that must be there is not.

        Nothing is assumed in its place. Add it.

        Wrong::

            ---
            指标: "01"
            申报:

        Right::

            ---
            指标: "01"
            状态: submitted
        """,
    ),
    "unknown-key": Wording(
        _unknown_key,
        """
        A key that nothing reads.

        Mostly a slip of the pen: what was meant is then silently missing.
        Correct its spelling, or delete it.

        Wrong::

            申抱:
              活动: 3 场

        Right::

            申报:
              活动: 3 场
        """,
    ),
    "duplicate-key": Wording(
        Words(
            Severity.ERROR,
            N_('the key "{key}" stands twice; it is first used on line {first}'),
            N_("Keep one of the two and delete the other."),
        ),
        """
        The same key stands twice in one mapping.

        Programs silently keep one of the two; which one a reader believes is chance.
        Keep one of them and delete the other.

        Wrong::

            状态: submitted
            状态: draft

        Right::

            状态: submitted
        """,
    ),
    "unreadable-value": Wording(
        _unreadable_value,
        """
        A value is not of the form its key takes.

        It is not guessed. Write it in the form that is named.

        Wrong::

            状态: 完成

        Right::

            状态: 已提交
        """,
    ),
}
