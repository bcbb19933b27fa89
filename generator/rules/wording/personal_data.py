"""Personal data in what is handed in."""

from collections.abc import Mapping

from generator.model.attachment import OUT_OF_TIME, PROTECTED, TOO_COSTLY, TOO_MANY_PIXELS
from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.conversions import SMALLER_PICTURE
from generator.rules.rule import Wording, Words

KINDS = {
    "citizen-id": N_("citizen id number"),
    "mobile": N_("mobile number"),
    "bank-card": N_("bank card number"),
    "email": N_("e-mail address"),
    "pupil": N_("name of a pupil"),
    "name": N_("number in a file's name"),
    "position": N_("the place where a picture was taken"),
}
_REPORT_IF_PUSHED = N_(
    "If it was pushed already, tell the organiser at once: deleting it here does not take it "
    "out of the history."
)


def _personal_data(fault: Fault) -> Words:
    message = N_("{kind} {masked}: personal data must not be published")
    if "place" in fault.values:
        message = N_("{kind} {masked} in {place}: personal data must not be published")
    kind = fault.values["kind"]
    if fault.place.path.endswith(".md") and kind != "name":
        fix = N_("Delete it, or write {masked} instead. {tell}")
    elif kind == "position" and "place" in fault.values:
        fix = N_(
            "Take the position out of the picture, put the picture in anew, and replace the "
            "attachment. {tell}"
        )
    elif kind == "position":
        fix = N_(
            "Take the position out and replace the file: in Windows by its properties, details, "
            "remove properties; on a phone share it without its location. {tell}"
        )
    elif kind == "name":
        fix = N_("Give the file another name, and correct the links to it. {tell}")
    else:
        fix = N_("Take it out of the file, save it and replace the attachment. {tell}")
    terms = {"kind": KINDS[kind], "tell": _REPORT_IF_PUSHED}
    return Words(Severity.ERROR, message, fix, terms)


def _pupils_in_attachment(fault: Fault) -> Words:
    fix = N_("Delete the column of names, or write numbers instead, and replace the file. {tell}")
    message = N_("a list with the names of {number} pupils: it must not be published")
    if "place" in fault.values:
        message = N_(
            "a list with the names of {number} pupils, from {place} on: it must not be published"
        )
    return Words(Severity.ERROR, message, fix, {"tell": _REPORT_IF_PUSHED})


def _exempted_personal_data(fault: Fault) -> Words:
    message = N_("{kind} {masked} stays, as exempted: {reason}")
    fix = N_("Nothing is to be done here. The organiser can end it in rubric.yaml.")
    return Words(Severity.NOTE, message, fix, {"kind": KINDS[fault.values["kind"]]})


def _unsearchable_attachment(fault: Fault) -> Words:
    if fault.values["by"]:
        message = N_(
            "looked through by {by}: this file cannot be searched for personal data: {reason}"
        )
        return Words(Severity.NOTE, message, N_("Nothing is to be done here."))
    fix = N_(
        "Open the file, save it anew without a password, and replace it. Where that cannot be "
        "done, look through the whole of it, and add two lines to the front matter of the "
        'evidence that links it: 核对人: and below it, two spaces in, "{name}": with who looked.'
    )
    if fault.values["reason"] == PROTECTED:
        fix = N_(
            "Open the file, print it to a new PDF, and replace it. Where that cannot be "
            "done, look through the whole of it, and add two lines to the front matter of the "
            'evidence that links it: 核对人: and below it, two spaces in, "{name}": with who looked.'
        )
    elif fault.values["reason"] == TOO_MANY_PIXELS:
        fix = SMALLER_PICTURE
    elif fault.values["reason"] == TOO_COSTLY:
        fix = N_("Open it in its program and save it as a new file; split one that is long.")
    elif fault.values["reason"] == OUT_OF_TIME:
        fix = N_("First mend, split or take out those that are too costly to read; check again.")
    message = N_("this file cannot be searched for personal data: {reason}")
    return Words(Severity.ERROR, message, fix)


WORDING: Mapping[Code, Wording] = {
    "personal-data": Wording(
        _personal_data,
        """
        Personal data stand in a file: an id number, a mobile number, a bank card, an address.

        What is pushed to a repository stays in its history and is copied on: it cannot be taken
        back. The finding shows the number with its middle starred, and pages show it so as well; an
        attachment that holds such data is not shown at all until it is replaced.

        Right::

            办公电话 0518-85800000
        """,
    ),
    "pupil-name": Wording(
        Words(
            Severity.WARNING,
            N_("{masked}: this seems to be the name of a pupil"),
            N_("Write {masked} instead: evidence is published in the end."),
        ),
        """
        The name of a pupil seems to stand in evidence, such as in a list of prizes.

        Evidence is published in the end, and a child cannot be asked. The surname and a star say as
        much of a prize; the school and the year may stay. Names that nothing beside them tells are
        not found: look through lists yourself. Where the parents have agreed in writing the
        organiser can exempt a name in rubric.yaml.

        Wrong::

            实验小学学生王小明获金奖。

        Right::

            实验小学学生王＊＊获金奖。
        """,
    ),
    "pupils-in-attachment": Wording(
        _pupils_in_attachment,
        """
        An attachment holds a list of pupils by name.

        A column 学生姓名, or 姓名 beside a school, a year or a class: such a list names children who
        cannot be asked. The attachment is not shown until the column is gone or holds numbers. Lists
        of teachers and judges, with their titles and places of work, are none. Where the parents
        have agreed in writing the organiser can exempt a file in rubric.yaml, with "pupils" as what
        is masked.

        Wrong::

            学生姓名,学校,奖项

        Right::

            编号,学校,奖项
        """,
    ),
    "unsearchable-attachment": Wording(
        _unsearchable_attachment,
        """
        An attachment cannot be searched for personal data: it is encrypted, damaged or too large.

        Whatever it holds would be published unseen, so it is withheld and proves nothing, until
        it is replaced, or somebody of the county answers for it by name under 核对人 in the front
        matter of an evidence file. Reviewers and organiser see who did; residents do not.
        """,
    ),
    "scanned-attachment": Wording(
        Words(
            Severity.NOTE,
            N_('"{name}" has pages without letters that a program can read, such as scans'),
            N_("Look through it for personal data; where there are none, nothing is to be done."),
        ),
        """
        A PDF of scanned pages, or of letters that no program can read.

        What stands in its pictures cannot be searched for personal data: a person must look through
        it before it is handed in. It counts and is published.
        """,
    ),
    "exempted-personal-data": Wording(
        _exempted_personal_data,
        """
        Personal data that the organiser lets stand, with the reason given in rubric.yaml.

        Listed so that every exemption is seen again and again; a county cannot exempt itself.

        Wrong::

            投稿邮箱 kexie@mail.example。
            …
            {path: content/counties/jia/01.md, masked: k＊＊＊＊@mail.example, reason: 对外公布的办公邮箱}
        """,
    ),
    "withheld-page": Wording(
        Words(
            Severity.ERROR,
            N_(
                "{page} would show {masked}, which looks like a person's number: its text is withheld"
            ),
            N_("Look for the digits in this file, also where two texts meet; delete or star them."),
        ),
        """
        A page of the site would show a person's number, so its text was withheld.

        The page says so. The check has not found the number in the file, since it comes about only
        where texts meet on the page. Everything else is published.
        """,
    ),
}
