"""Faults of attachments."""

from collections.abc import Mapping

from generator.model.attachment import Refusal
from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.conversions import conversion, retyping, shrinking
from generator.rules.rule import Wording, Words


def _unusable_attachment(fault: Fault) -> Words:
    if damage := fault.values["damage"]:
        pdf = damage == Refusal.INCOMPLETE and fault.values["suffix"] == ".pdf"
        return Words(Severity.ERROR, *(_CUT_OFF_PDF if pdf else _DAMAGES[Refusal(damage)]))
    message = N_('"{name}" is no {suffix} file')
    if fault.values["seen"]:
        message = N_('"{name}" is no {suffix} file: its content is {seen}')
    fix, values = retyping(fault.values["seen"])
    # No value is a sentence here: the ending stands as it is in every language.
    return Words(Severity.ERROR, message, fix, values)


def _refused_attachment(fault: Fault) -> Words:
    message = N_('an attachment like "{name}" is not taken')
    return Words(Severity.ERROR, message, conversion(fault.values["suffix"]))


def _oversized_file(fault: Fault) -> Words:
    message = N_('"{name}" has {megabytes} MB; at most {most} MB are taken')
    return Words(Severity.ERROR, message, shrinking(fault.values["name"]))


_CUT_OFF_PDF = (
    N_('the PDF "{name}" is incomplete or damaged and proves nothing'),
    N_("Copy the file from where it came once more, and open it to see that it is whole."),
)
_DAMAGES: Mapping[Refusal, tuple[str, str]] = {
    Refusal.EMPTY: (
        N_('"{name}" is empty ({bytes} bytes) and proves nothing'),
        N_("Put the file there once more, and open it to see that it is whole."),
    ),
    Refusal.INCOMPLETE: (
        N_('the picture "{name}" is incomplete or damaged and proves nothing'),
        N_("Copy the picture from where it came once more, and open it to see that it is whole."),
    ),
    Refusal.POINTER: (
        N_('"{name}" is only a pointer of Git LFS, not the file itself, and proves nothing'),
        N_("Put the file itself there; Git LFS is not used here."),
    ),
}


WORDING: Mapping[Code, Wording] = {
    "misformed-link": Wording(
        Words(
            Severity.ERROR,
            N_("brackets of a link in this line are full-width (（）【】)"),
            N_(
                "Write a link with the brackets of the English keyboard: [text](attachments/name.pdf)."
            ),
        ),
        """
        A link whose brackets were typed with a Chinese input method.

        It is read as it was meant; other programs would show the signs, and no link.

        Wrong::

            [签到表]（attachments/签到表（3月）.txt）

        Right::

            [签到表](attachments/签到表（3月）.txt)
        """,
    ),
    "refused-attachment": Wording(
        _refused_attachment,
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
        _unusable_attachment,
        """
        The content of an attachment is not of the type that its name says.

        The ending is the type that a browser and the search for personal data go by: a picture
        named as a PDF does not open, and its content would be published unsearched. The file is
        withheld until it is mended.
        """,
    ),
    "broken-attachment": Wording(
        _unusable_attachment,
        """
        An attachment is empty, a picture or a PDF is cut off, or a pointer stands in place of the file.

        A copy or an upload broke off, or Git LFS kept the content elsewhere. Nobody can see what it
        is to show, so it is not published and proves nothing. Pictures are decoded once to their
        end to see whether they are whole.
        """,
    ),
    "oversized-file": Wording(
        _oversized_file,
        """
        A file of a change, or an attachment, is larger than is taken.

        What is pushed stays in the history of the repository, for everybody who copies it. Such an
        attachment is not opened, not published, and proves nothing.
        """,
    ),
}
