"""Faults of files and their names."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.limits import MENDS
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _unreadable_file(fault: Fault) -> Words:
    fix = MENDS.get(fault.values["reason"], N_("Save it as a UTF-8 text file at this place."))
    if fault.encoding:
        fix = N_('Save it as UTF-8 text at this place, or let "taizhang check --fix" do it.')
    return Words(Severity.ERROR, N_("the file cannot be read: {reason}"), fix)


def _program_fault(fault: Fault) -> Words:
    message = N_("the program failed on this file ({kind}); nothing of it counts or is shown")
    fix = N_(
        "It need not be your mistake. Tell those who maintain the program, with this whole message; "
        "until they mend it, look for unusual signs in the file."
    )
    if fault.values["report"]:
        fix = N_(
            "It need not be your mistake. Send the file .cache/taizhang/faults/{report} to those who "
            "maintain the program; until they mend it, look for unusual signs in the file."
        )
    return Words(Severity.ERROR, message, fix)


def _oversized_folder(fault: Fault) -> Words:
    message = N_("the folder has more than {most} files: the last {count} are left out")
    fix = N_("Delete what no entry links, and put many small files into one.")
    if "seconds" in fault.values:
        message = N_(
            "reading took more than {seconds} seconds: the last {count} files are left out"
        )
        fix = N_(
            "Make large attachments smaller, and delete what no entry links; then run it again."
        )
    return Words(Severity.ERROR, message, fix)


def _misnamed_evidence(fault: Fault) -> Words:
    message, fix = (
        N_('"{written}" is not read, and nothing of it counts'),
        N_("Rename it to {expected}."),
    )
    if fault.values["folder"]:
        fix = N_("Move it into the county's own folder: {expected}.")
    return Words(Severity.ERROR, message, fix)


COPIED_FOLDER = Words(
    Severity.ERROR,
    N_('"{written}" is a copy of {original}'),
    N_("Compare the two, keep one of them, and delete the other."),
)


def copied_file(fault: Fault) -> Words:
    """The words for a copy of a file beside the file itself."""
    fix = N_("Delete it.")
    if not fault.values["same"]:
        fix = N_("It is not the same as {original}: keep what is right in that, and delete it.")
    return Words(Severity.ERROR, COPIED_FOLDER.message, fix)


def _unknown_county(fault: Fault) -> Words:
    if "original" in fault.values:
        return COPIED_FOLDER
    message = N_('the folder "{name}" is not that of a county in rubric.yaml')
    return Words(Severity.ERROR, message, N_("Rename it to one of: {known}."))


_NOT_HERE = {
    "project": N_(
        '"{name}" belongs to the whole assessment and has no place in a county\'s folder'
    ),
    "private": N_('"{name}" is for roster and ballots; a county\'s folder has no private part'),
    "cache": N_('"{name}" holds what the program found earlier; no county hands that in'),
    "git": N_('"{name}" is a setting of git, or is taken for one on some systems'),
}


def _project_in_county(fault: Fault) -> Words:
    fix = N_("Delete it. What a county proves goes to attachments/ under another name.")
    return Words(Severity.ERROR, _NOT_HERE[fault.values["kind"]], fix)


WORDING: Mapping[Code, Wording] = {
    "unreadable-file": Wording(
        _unreadable_file,
        """
        A file cannot be taken as text.

        Nothing of it counts. Save it as UTF-8 text at its own place. A text with more letters,
        lines, rows, cells, links, headings or signs than any evidence needs is not read either:
        the finding says which, and at which line.

        Wrong::

            content/counties/yi/01.md/x.txt

        Right::

            content/counties/jia/01.md
        """,
    ),
    "program-fault": Wording(
        _program_fault,
        """
        The program itself failed while it read, counted or showed this file.

        Nothing of the file counts or is shown; all other files do. A report for those who maintain
        the program says where it failed, and quotes nothing of the file.
        """,
    ),
    "oversized-folder": Wording(
        _oversized_folder,
        """
        A county's folder holds more files than are read, or takes too long to read.

        What was left out counts for nothing and is not shown. No county needs thousands of files:
        delete those that no entry links, and make large scans and pictures smaller.
        """,
    ),
    "unsafe-name": Wording(
        Words(
            Severity.ERROR,
            N_('the name "{name}" is not safe on every system'),
            N_(
                "Use letters, digits, Chinese characters, hyphens; no signs, no spaces at the ends."
            ),
        ),
        """
        The name of a file would not be the same everywhere, or cannot be seen whole.

        Control and invisible characters, names that begin with a full stop or a hyphen, characters
        and names that Windows refuses, spaces at the ends, letters put together from parts.

        Wrong::

            content/counties/jia/attachments/NUL.pdf

        Right::

            content/counties/jia/attachments/签到表（3月）.pdf
        """,
    ),
    "clashing-name": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" differs from "{twin}" in capitals or form alone'),
            N_("Give one of the two another name."),
        ),
        """
        Two names differ in capitals or in their Unicode form alone.

        On Windows and macOS they are one file: one of the two would be lost there.

        Wrong::

            content/counties/jia/attachments/LIST.pdf
            …
            content/counties/jia/attachments/list.pdf

        Right::

            content/counties/jia/attachments/list.pdf
        """,
    ),
    "misnamed-evidence": Wording(
        _misnamed_evidence,
        """
        Evidence under a name that is not read.

        Nothing of the file counts. Windows may hide the ending: show it in the folder's view.

        Wrong::

            content/counties/jia/B1.md.txt

        Right::

            content/counties/jia/01.md
        """,
    ),
    "stray-file": Wording(
        Words(
            Severity.WARNING,
            N_('"{name}" is not read: only NN.md, BN.md, index.md and attachments/ are'),
            N_("Move it to attachments/ and link it from an entry, or delete it."),
        ),
        """
        A file in a county's folder that is neither evidence nor an attachment.

        Wrong::

            content/counties/jia/总结.docx

        Right::

            content/counties/jia/attachments/list.pdf
        """,
    ),
    "system-file": Wording(
        Words(
            Severity.WARNING,
            N_('"{name}" was put here by the system or by a program; it is no evidence'),
            N_("Delete it."),
        ),
        """
        A file that Windows, macOS, Office or WPS put into the folder by itself.

        Such as Thumbs.db, desktop.ini, .DS_Store, or ~$总结.docx while 总结.docx is open. Nobody
        reads it; delete it, and close the document first where it comes back.

        Wrong::

            content/counties/jia/Thumbs.db

        Right::

            content/counties/jia/attachments/list.pdf
        """,
    ),
    "project-in-county": Wording(
        _project_in_county,
        """
        A county's folder holds what belongs to the whole assessment, or to no repository at all.

        rubric.yaml, mkdocs.yml, site_templates/ and content/ are the organiser's; private/ is for
        ballots, .cache/ for what the program notes, .git… are settings of git. In a county's folder
        they count for nothing, and could pass for the real ones.

        Wrong::

            content/counties/jia/rubric.yaml

        Right::

            content/counties/jia/attachments/list.pdf
        """,
    ),
    "unknown-county": Wording(
        _unknown_county,
        """
        A folder under content/counties that the rubric does not name.

        Nothing in it is read. Correct the folder's name.

        Wrong::

            content/counties/bing/01.md

        Right::

            content/counties/yi/index.md
        """,
    ),
}
