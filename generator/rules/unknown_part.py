"""A heading of the second level that is none of the four parts.

Its text is shown in the part above. Use the third level inside a part.

Wrong::

    ## 附注

    无。

    ## 台账

Right::

    ## 措施

    ### 分工
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such fault."""
    return Found(
        Severity.WARNING,
        fault.place,
        Message(N_('"{heading}" is not one of the parts ({parts})'), fault.values, fault.terms),
        Message(
            N_('Correct the heading, or write it with three signs: "### {heading}".'),
            fault.values,
            fault.terms,
        ),
    )
