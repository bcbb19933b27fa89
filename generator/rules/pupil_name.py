"""The name of a pupil seems to stand in evidence, such as in a list of prizes.

Evidence is published in the end, and a child cannot be asked. The surname and a star say as
much of a prize; the school and the year may stay. Names that nothing beside them tells are not
found: look through lists yourself. Where the parents have agreed in writing the organiser can
exempt a name in rubric.yaml.

Wrong::

    实验小学学生王小明获金奖。

Right::

    实验小学学生王＊＊获金奖。
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such name."""
    return Found(
        Severity.WARNING,
        fault.place,
        Message(N_("{masked}: this seems to be the name of a pupil"), fault.values),
        Message(N_("Write {masked} instead: evidence is published in the end."), fault.values),
    )
