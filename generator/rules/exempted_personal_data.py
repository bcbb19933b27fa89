"""Personal data that the organiser lets stand, with the reason given in rubric.yaml.

Listed so that every exemption is seen again and again; a county cannot exempt itself.

Wrong::

    投稿邮箱 kexie@mail.example。
    …
    {path: content/counties/jia/01.md, masked: k＊＊＊＊@mail.example, reason: 对外公布的办公邮箱}
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.personal_data import KINDS
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one exemption in use."""
    values = {**fault.values, "kind": KINDS[fault.values["kind"]]}
    return Found(
        Severity.NOTE,
        fault.place,
        Message(N_("{kind} {masked} stays, as exempted: {reason}"), values, frozenset({"kind"})),
        Message(N_("Nothing is to be done here. The organiser can end it in rubric.yaml.")),
    )
