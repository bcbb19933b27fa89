"""Faults of the parts of evidence."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words

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
        Words(
            Severity.ERROR,
            N_('"{written}" is not the indicator of this place'),
            N_("Write: {expected}."),
        ),
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
