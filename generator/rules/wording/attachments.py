"""Faults of attachments."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _mistyped_attachment(fault: Fault) -> Words:
    message = N_('"{name}" is no {suffix} file')
    if fault.values["seen"]:
        message = N_('"{name}" is no {suffix} file: its content is {seen}')
    fix = N_("Open it in its program and save it as the type its name says.")
    return Words(Severity.ERROR, message, fix)


WORDING: Mapping[Code, Wording] = {
    "refused-attachment": Wording(
        Words(
            Severity.ERROR,
            N_('an attachment like "{name}" is not taken'),
            N_("Hand it in as one of these types: {known}."),
        ),
        """
        An attachment of a type that is not taken.

        A page or a drawing with a program in it would run in the reader's browser.

        Wrong::

            content/counties/jia/attachments/a.html

        Right::

            content/counties/jia/attachments/IMG_1339.JPG
        """,
    ),
    "mistyped-attachment": Wording(
        _mistyped_attachment,
        """
        The content of an attachment is not of the type that its name says.

        The ending is the type that a browser and the search for personal data go by: a picture
        named as a PDF does not open, and its content would be published unsearched. The file is
        withheld until it is mended.
        """,
    ),
    "oversized-file": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" has {megabytes} MB; at most {most} MB are taken'),
            N_("Make the picture or the scan smaller, or split the file."),
        ),
        """
        A file of a change, or an attachment, is larger than is taken.

        What is pushed stays in the history of the repository, for everybody who copies it. Such an
        attachment is not opened, not published, and proves nothing.
        """,
    ),
}
