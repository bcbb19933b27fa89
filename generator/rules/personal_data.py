"""Personal data stand in a file: an id number, a mobile number, a bank card, an address.

What is pushed to a repository stays in its history and is copied on: it cannot be taken back.
The finding shows the number with its middle starred, and pages show it so as well; an
attachment that holds such data is not shown at all until it is replaced.

Right::

    办公电话 0518-85800000
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found

KINDS = {
    "citizen-id": N_("citizen id number"),
    "mobile": N_("mobile number"),
    "bank-card": N_("bank card number"),
    "email": N_("e-mail address"),
    "pupil": N_("name of a pupil"),
    "name": N_("number in a file's name"),
    "position": N_("the place where a picture was taken"),
}
_TELL = N_(
    "If it was pushed already, tell the organiser at once: deleting it here does not take it "
    "out of the history."
)


def explain(fault: Fault) -> Found:
    """Return the words for one such passage."""
    values = {**fault.values, "kind": KINDS[fault.values["kind"]], "tell": _TELL}
    terms = frozenset({"kind", "tell"})
    return Found(
        Severity.ERROR,
        fault.place,
        Message(N_("{kind} {masked}: personal data must not be published"), values, terms),
        Message(_mend(fault), values, terms),
    )


def _mend(fault: Fault) -> str:
    if fault.place.path.endswith(".md") and fault.values["kind"] != "name":
        return N_("Delete it, or write {masked} instead. {tell}")
    if fault.values["kind"] == "position":
        return N_("Save the picture without its position and replace the file. {tell}")
    if fault.values["kind"] == "name":
        return N_("Give the file another name, and correct the links to it. {tell}")
    return N_("Take it out of the file, save it and replace the attachment. {tell}")
