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
    "return-altered": Wording(
        Words(
            Severity.ERROR,
            N_('what the office wrote under 退回 in "{name}" was added to, changed or taken away'),
            N_(
                "Put the lines back as they were: git checkout origin/main -- {name}. A county "
                "writes 答复 alone, where it is still empty."
            ),
        ),
        """
        A county changes the office's record of a return.

        The office says on which day and why a file was returned, and the county answers under 答复.
        Both stay in the file: whoever accepts it later sees what was asked and what was answered.

        Wrong::

            - {日期: "2018-12-20", 单位: "市科协", 原因: "很好", 答复: ""}

        Right::

            - {日期: "2018-12-20", 单位: "市科协", 原因: "缺签到表", 答复: "已补"}
        """,
    ),
    "county-text-changed": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" is the county\'s; the office does not change it'),
            N_(
                "Put it back as it was: git checkout origin/main -- {name}. To have the county "
                'mend it: taizhang return {county} 05 "原因". What you hand in for the county is '
                "its change: --as {county}."
            ),
        ),
        """
        A change of the office does more to a county's file than return it.

        What counties hand in is theirs. The office returns a file and says why; both stand in the
        front matter, and the text stays byte for byte.

        Wrong::

            | 2018-09-20 | 冬季活动 | 活动 | 1场次 | 甲县 | https://example.org/a | j-3 |

        Right::

            状态: 退回
            …
            退回:
              - {日期: "2018-12-20", 单位: "市科协", 原因: "缺签到表", 答复: ""}
        """,
    ),
    "record-rewritten": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" is on record; it is neither changed nor taken away'),
            N_(
                "Put it back as it was: git checkout origin/main -- {name}. Go on by the next step "
                "(taizhang state); a result is corrected by taizhang announce amended."
            ),
        ),
        """
        A change of the office writes over the log, an announcement or a past cycle.

        These files say what was decided on which day, and pages and digests rest on them. New ones
        are added, old ones stay. ``taizhang archive`` moves them with every byte as it was.

        Wrong::

            content/results/2018/log/01-open.yaml

        Right::

            content/results/2018/log/02-closed.yaml
        """,
    ),
    "private-in-change": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" holds ballots, the roster of the judges or the decision'),
            N_(
                "Do not merge this, and do not only delete the file: it stays in the history of the "
                "branch. Delete the branch on the host, and make the change anew without the file. "
                "It belongs into private/, which git ignores."
            ),
        ),
        """
        A change brings secret ballots, the roster of the judges or the decision into the repository.

        Whoever can read the repository reads them then, and so does everybody who has a copy later.

        Wrong::

            content/pages/guide/a.yaml

        Right::

            content/results/2018/05-proposed.json
        """,
    ),
}
