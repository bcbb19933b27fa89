"""Faults of a county's pull request."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _late_change(fault: Fault) -> Words:
    if fault.values["choice"] == "accepted":
        return Words(
            Severity.WARNING,
            N_("late: submission closed on {day}"),
            N_("The rubric takes late evidence; it is marked as late."),
        )
    return Words(
        Severity.ERROR,
        N_("submission closed on {day}; no change is taken any more"),
        N_("Withdraw this change. What has to be corrected goes to the organiser."),
    )


WORDING: Mapping[Code, Wording] = {
    "tangled-history": Wording(
        Words(
            Severity.ERROR,
            N_(
                "the change and its base have parted more than once, and nobody can see from the "
                "change what merging it would do"
            ),
            N_(
                "Make it anew on the present base: git fetch origin; git switch -c again "
                'origin/main; git checkout "@{{-1}}" -- {folder}; git commit -m again. Then hand '
                "in the branch again."
            ),
        ),
        """
        The change and its base were merged into each other, crosswise.

        Such a change can show one harmless file and, when it is merged, take back what others have
        handed in meanwhile. It is made anew on the present base, and then shows what it does.

        Wrong::

            content/counties/jia/03.md

        Right::

            content/counties/jia/03.md
        """,
    ),
    "oversized-change": Wording(
        Words(
            Severity.ERROR,
            N_("the change has more than {files} files, or more than {bytes} MB in them"),
            N_("Hand in only what proves an entry, in several changes if need be."),
        ),
        """
        A change has more files, or larger ones, than anybody could look at.

        Nothing else in it is looked at but the first of its paths. A year's evidence of a county is
        a few hundred files.

        Wrong::

            content/counties/jia/attachments/2000.pdf

        Right::

            content/counties/jia/attachments/49.pdf
        """,
    ),
    "path-outside-county": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" is not in this county\'s folder {folder}'),
            N_("Change only files in {folder}. Put this one back as it was, or ask the organiser."),
        ),
        """
        A change touches a path outside the county's own folder.

        A county changes its own evidence alone: not the rubric, not the results, not a neighbour's
        files, not the program. Moving a file out of another folder touches that folder as well.

        Wrong::

            rubric.yaml

        Right::

            content/counties/jia/03.md
        """,
    ),
    "conflicting-change": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" was changed at the base as well, and the two do not fit together'),
            N_(
                "Take the base into the branch: git fetch origin; git merge origin/main. Keep what "
                "is right in this file, then git add and git commit, and hand in again."
            ),
        ),
        """
        The change and the base change the same lines of a file, or one of them deletes it.

        Git cannot know which is right; whoever wrote it can. The evidence is checked once the
        change can be merged.

        Wrong::

            content/counties/jia/01.md

        Right::

            content/counties/jia/03.md
        """,
    ),
    "late-change": Wording(
        _late_change,
        """
        A county changes its evidence after submission has closed.

        The rubric says whether late evidence is taken: where it is refused this is an error, where
        it is accepted a warning that marks it.

        Wrong::

            content/counties/jia/01.md

        Right::

            content/counties/jia/
        """,
    ),
    "link-in-change": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" is a link to another file'),
            N_("Put the file itself there."),
        ),
        """
        A change adds a link to another place in the file system.

        Links are not followed: what they lead to may lie anywhere, and is not what is reviewed.

        Wrong::

            120000 content/counties/jia/03.md

        Right::

            100644 content/counties/jia/03.md
        """,
    ),
    "executable-in-change": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" is marked as a program to run'),
            N_("Take the mark away: git update-index --chmod=-x, or put the file in anew."),
        ),
        """
        A file of the change is marked as a program.

        Evidence is never run; a mark that says so is a mistake, or worse.

        Wrong::

            100755 content/counties/jia/attachments/a.pdf

        Right::

            100644 content/counties/jia/attachments/2018-03-12-qd.pdf
        """,
    ),
    "submodule-in-change": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" is another repository (a submodule)'),
            N_("Put the files themselves there, or take it out."),
        ),
        """
        A change adds another repository inside this one.

        Its content can change without a change here, and nobody would see it.

        Wrong::

            160000 content/counties/jia/attachments/more

        Right::

            100644 content/counties/jia/attachments/2018/qd.pdf
        """,
    ),
}
