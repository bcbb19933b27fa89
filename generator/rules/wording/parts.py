"""Faults of the parts of evidence."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words
from generator.rules.wording.files import copied_file


def _unknown_indicator(fault: Fault) -> Words:
    if "original" in fault.values:
        return copied_file(fault)
    message = N_('"{written}" is not the indicator of this place')
    return Words(Severity.ERROR, message, N_("Write: {expected}."))


WORDING: Mapping[Code, Wording] = {
    "misformed-heading": Wording(
        Words(
            Severity.ERROR,
            N_('"{line}" is not written as the heading of a part'),
            N_("Write this line as: {meant}"),
        ),
        """
        A line is meant as the heading of a part and is not written as one.

        It is read as it was meant, so that nothing of the part is lost; written so, other programs
        would not see a heading. A heading of a part is two signs, a space and the name: "## 台账".

        Wrong::

            **目标**

            办好活动。

        Right::

            ## 目标

            办好活动。
        """,
    ),
    "office-heading": Wording(
        Words(
            Severity.ERROR,
            N_('"{line}" is meant as the heading of a part; it is not written as one'),
            N_("Write this line as: {meant}"),
        ),
        """
        A heading of a part as offices write it: numbered, spaced, with a year or a stop behind it.

        It is read as it was meant while the part is missing. Write it as two signs, a space and
        the name alone.

        Wrong::

            ## 四、台账

        Right::

            ## 台账
        """,
    ),
    "unclear-heading": Wording(
        Words(
            Severity.WARNING,
            N_('"{heading}" may be meant as the part "{part}", which is missing'),
            N_('If it is, write: "## {part}"; else write it with three signs: "### {heading}".'),
        ),
        """
        A heading that holds the name of a part that is missing.

        It is not read as the part: what is meant is not beyond doubt.

        Wrong::

            ## 工作台账

        Right::

            ## 台账
        """,
    ),
    "unknown-part": Wording(
        Words(
            Severity.WARNING,
            N_('"{heading}" is not one of the parts ({parts})'),
            N_('Correct the heading, or write it with three signs: "### {heading}".'),
        ),
        """
        A heading of the second level that is none of the four parts.

        Its text is shown in the part above. Use the third level inside a part.

        Wrong::

            ## 附注

            无。

            ## 台账

        Right::

            ## 措施

            ### 分工
        """,
    ),
    "unknown-indicator": Wording(
        _unknown_indicator,
        """
        A file or its front matter names an item that does not exist or is another one.

        Evidence would be counted for the wrong indicator. Name file and 指标 alike.

        Wrong::

            content/counties/jia/01.md
            ---
            指标: "02"

        Right::

            content/counties/jia/01.md
            ---
            指标: "01"
        """,
    ),
}
