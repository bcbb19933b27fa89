"""Faults of what editors and merges leave in a text."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.evidence import Status
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _html_comment(fault: Fault) -> Words:
    submitted = fault.values["status"] == Status.SUBMITTED
    return Words(
        Severity.ERROR if submitted else Severity.WARNING,
        N_("a comment (<!-- … -->) stands in the text; it is shown on no page"),
        N_("Delete it before the file is handed in: whoever reads the repository sees it."),
    )


WORDING: Mapping[Code, Wording] = {
    "merge-conflict": Wording(
        Words(
            Severity.ERROR,
            N_('"{mark}" is the mark of a merge conflict that nobody has settled'),
            N_("Keep the lines that are right, delete the others and all three marks."),
        ),
        """
        A merge left both versions of some lines, and marks round them.

        Which version is meant cannot be guessed: both are counted until one is deleted.

        Wrong::

            <<<<<<< HEAD
            办好活动六场。
            =======
            办好活动七场。
            >>>>>>> main

        Right::

            办好活动。
        """,
    ),
    "html-comment": Wording(
        _html_comment,
        """
        A comment in the text: a note to oneself that no page shows.

        It stays in the file for everybody who can open it. An error once submitted, a warning in
        a draft.

        Wrong::

            办好活动。<!-- 待核实 -->

        Right::

            办好活动。
        """,
    ),
    "raw-html": Wording(
        Words(
            Severity.WARNING,
            N_("{tag} has no effect here and is shown as it is written"),
            N_("Write instead: {instead}."),
        ),
        """
        HTML in a text, such as an editor writes it.

        It is never rendered, so that no page can be changed by what a county writes. A picture in
        HTML is not shown and proves nothing.

        Wrong::

            <img src="attachments/a.jpg" alt="会场" />

        Right::

            ![会场](attachments/a.jpg)
        """,
    ),
}
