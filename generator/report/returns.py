"""What the office returned, on a line."""

from generator.chinese.unseen import name_unseen
from generator.model.evidence import Return
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue


def return_line(item: str, last: Return, catalogue: Catalogue) -> str:
    """One return and its answer on a line."""
    values = {
        "item": item,
        "day": last.day,
        "office": last.office,
        "reason": last.reason,
        "answer": last.answer,
    }
    text = (
        N_('{item}: returned on {day} by {office}: "{reason}"; answered: "{answer}"')
        if last.answer
        else N_('{item}: returned on {day} by {office}: "{reason}"; no answer yet')
    )
    return name_unseen(catalogue.say(Message(text, values)))
