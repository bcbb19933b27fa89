"""The content of an attachment is not of the type that its name says.

The ending is the type that a browser and the search for personal data go by: a picture named
as a PDF does not open, and its content would be published unsearched. The file is withheld
until it is mended.
"""

from generator.model.finding import Fault, Severity
from generator.model.message import N_, Message
from generator.rules.rule import Found


def explain(fault: Fault) -> Found:
    """Return the words for one such file."""
    if fault.values["seen"]:
        text = N_('"{name}" is no {suffix} file: its content is {seen}')
    else:
        text = N_('"{name}" is no {suffix} file')
    return Found(
        Severity.ERROR,
        fault.place,
        Message(text, fault.values),
        Message(N_("Open it in its program and save it as the type its name says.")),
    )
