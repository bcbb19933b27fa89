"""Pull requests that are more than one commit: what their histories do, and the verdict.

A commit is (branch, the branch it goes on from, branches merged, steps); the content is that of
the second after the steps, so that a merge takes of the third what its steps say. ``base`` and
``head`` are judged; where a case has no ``base`` that is ``main``. ``main`` is where all begin.
"""

from changes import HONEST, HOSTILE, LINK, MODULE, OTHER, OUTSIDE, OWN, Step, stream, write
from project_copy import INVENTED

Commit = tuple[str, str, tuple[str, ...], list[Step]]
History = tuple[list[Commit], dict[str, str]]
TEXT = (INVENTED / OWN / "01.md").read_text(encoding="utf-8")
FOLDER = OWN.rstrip("/")
TANGLED = {FOLDER: "tangled-history"}
MINE, MORE = write(f"{OWN}03.md", "三"), write(f"{OWN}04.md", "四")
THEIRS, PAPER = write(f"{OTHER}02.md", "二"), write(f"{OTHER}attachments/a.pdf", "pdf")
# The base goes on: another county hands in evidence.
ON: Commit = ("base", "main", (), [THEIRS, PAPER])


def conflict(path: str, theirs: Step, mine: Step) -> History:
    """The base and the change do different things to one path."""
    commits: list[Commit] = [("base", "main", (), [theirs]), ("head", "main", (), [mine])]
    return commits, {path: "conflicting-change"}


def crosswise(*taken: Step) -> list[Commit]:
    """The base takes a first change; the change takes the base from before it, or says so."""
    return [
        ("first", "main", (), [MINE]),
        ("before", "main", (), [THEIRS, PAPER]),
        ("base", "before", ("first",), [MINE]),
        ("head", "first", ("before",), [*taken, MORE]),
    ]


LINE = '  - {日期: "2018-12-20", 单位: "市科协", 原因: "缺签到表", 答复: ""}\n'
SECOND = '  - {日期: "2018-12-21", 单位: "市科协", 原因: "仍缺", 答复: ""}\n'
RETURNED = TEXT.replace("submitted", "退回", 1).replace("\n---\n#", f"\n退回:\n{LINE}---\n#", 1)
ANSWERED = LINE.replace('答复: ""', '答复: "已补"')


def answered(old: str, new: str, before: str = RETURNED) -> list[Commit]:
    """The base holds a returned file; the county changes its front matter."""
    file = f"{OWN}01.md"
    return [
        ("base", "main", (), [write(file, before)]),
        ("head", "base", (), [write(file, before.replace(old, new))]),
    ]


ALTERED = {f"{OWN}01.md": "return-altered"}
HOSTILE_RETURNS: dict[str, History] = {
    name: (answered(old, new), ALTERED)
    for name, (old, new) in {
        "takes a return away": (f"退回:\n{LINE}", ""),
        "empties the returns": (f"退回:\n{LINE}", "退回: []\n"),
        "alters the reason": ("缺签到表", "很好"),
        "alters the day": ("2018-12-20", "2018-12-10"),
        "alters who returned it": ('"市科协"', '"甲县科协"'),
        "adds a return of its own": (LINE, LINE + SECOND),
        "breaks the front matter": ("退回:\n", "退回: [\n"),
        "empties the file": (RETURNED, ""),
    }.items()
}
HOSTILE_RETURNS |= {
    "writes a return where there was none": (
        [("head", "main", (), [write(f"{OWN}01.md", RETURNED)])],
        ALTERED,
    ),
    "alters its answer later": (
        answered("已补", "未补", RETURNED.replace(LINE, ANSWERED)),
        ALTERED,
    ),
    "changes the order of two": (
        answered(LINE + SECOND, SECOND + LINE, RETURNED.replace(LINE, LINE + SECOND)),
        ALTERED,
    ),
    "deletes the returned file": (
        [
            ("base", "main", (), [write(f"{OWN}01.md", RETURNED)]),
            ("head", "base", (), [("D", f"{OWN}01.md")]),
        ],
        ALTERED,
    ),
}
HONEST_RETURNS: dict[str, list[Commit]] = {
    "answers": answered('答复: ""', '答复: "已补"'),
    "answers and submits": answered(
        f"状态: 退回\n申报:\n  活动: 3 场\n退回:\n{LINE}",
        f"状态: 已提交\n申报:\n  活动: 3 场\n退回:\n{ANSWERED}",
    ),
    "mends the text of a returned file": answered("秋季活动", "秋季大活动"),
    "answers in lines of its own": answered(
        LINE,
        "  - 日期: 2018-12-20\n    单位: 市科协\n    原因: 缺签到表\n    答复: 已补\n",
    ),
}
HOSTILE_HISTORIES: dict[str, History] = {
    "criss-cross that takes back a rival's evidence": (crosswise(), TANGLED),
    "criss-cross that takes back half of it": (crosswise(THEIRS), TANGLED),
    "criss-cross that changes it": (
        crosswise(write(f"{OTHER}02.md", "坏"), PAPER),
        # What differs from each of the two is not the county's alone.
        {"content/counties": "tangled-history"},
    ),
    "criss-cross in good faith": (crosswise(THEIRS, PAPER), TANGLED),
    "criss-cross of three": (
        [
            ("one", "main", (), [MINE]),
            ("two", "main", (), [THEIRS]),
            ("three", "main", (), [PAPER]),
            ("base", "one", ("two", "three"), [THEIRS, PAPER]),
            ("head", "one", ("two", "three"), [MORE]),
        ],
        TANGLED,
    ),
    "merges the base and keeps its own (ours)": (
        [ON, ("own", "main", (), [MINE]), ("head", "own", ("base",), [])],
        {f"{OTHER}02.md": OUTSIDE, f"{OTHER}attachments/a.pdf": OUTSIDE},
    ),
    "merges the base and alters it on the way": (
        [
            ON,
            ("own", "main", (), [MINE]),
            ("head", "own", ("base",), [write(f"{OTHER}02.md", "坏"), PAPER]),
        ],
        {f"{OTHER}02.md": OUTSIDE},
    ),
    "reverts a merge of the base": (
        [ON, ("head", "base", (), [("D", f"{OTHER}02.md"), MINE])],
        {f"{OTHER}02.md": OUTSIDE},
    ),
    "octopus with a hostile arm": (
        [
            ("one", "main", (), [MINE]),
            ("two", "main", (), [write("Makefile", "all:")]),
            ("head", "one", ("two", "main"), [write("Makefile", "all:"), MORE]),
        ],
        {"Makefile": OUTSIDE},
    ),
    "octopus that takes back the base": (
        [
            ON,
            ("one", "main", (), [MINE]),
            ("two", "main", (), [MORE]),
            ("head", "one", ("two", "base"), [MORE]),
        ],
        {f"{OTHER}02.md": OUTSIDE, f"{OTHER}attachments/a.pdf": OUTSIDE},
    ),
    "brings a rival's branch along": (
        [
            ("theirs", "main", (), [THEIRS]),
            ("head", "main", ("theirs",), [THEIRS, MINE]),
        ],
        {f"{OTHER}02.md": OUTSIDE},
    ),
    "subtree of another project at the top": (
        [
            ("alone", "", (), [write("sitecustomize.py")]),
            ("head", "main", ("alone",), [write("sitecustomize.py"), MINE]),
        ],
        {"sitecustomize.py": OUTSIDE},
    ),
    "subtree with a project in its folder": (
        [
            ("alone", "", (), [write("rubric.yaml")]),
            ("head", "main", ("alone",), [write(f"{OWN}rubric.yaml")]),
        ],
        {f"{OWN}rubric.yaml": "project-in-county"},
    ),
    "submodule with its settings": (
        [
            (
                "head",
                "main",
                (),
                [(MODULE, f"{OWN}attachments/more", ""), write(".gitmodules", "[submodule]")],
            )
        ],
        {f"{OWN}attachments/more": "submodule-in-change", ".gitmodules": OUTSIDE},
    ),
    "filter and attributes beside its files": (
        [
            (
                "head",
                "main",
                (),
                [
                    write(f"{OWN}.gitattributes", "* filter=x ident eol=crlf export-ignore"),
                    write(f"{OWN}attachments/.gitattributes", "* working-tree-encoding=UTF-16"),
                    MINE,
                ],
            )
        ],
        {
            f"{OWN}.gitattributes": "project-in-county",
            f"{OWN}attachments/.gitattributes": "project-in-county",
        },
    ),
    "merge driver for the neighbour": (
        [ON, ("head", "main", (), [write(".gitattributes", "* merge=ours"), MINE])],
        {".gitattributes": OUTSIDE},
    ),
    "a link once, then a file behind it": (
        [
            ("step", "main", (), [(LINK, f"{OWN}attachments/x", "../../yi")]),
            ("head", "step", (), [MINE]),
        ],
        {f"{OWN}attachments/x": "link-in-change"},
    ),
    "both change one text": conflict(
        f"{OWN}01.md", write(f"{OWN}01.md", "甲"), write(f"{OWN}01.md", "乙")
    ),
    "the base deletes what the change alters": conflict(
        f"{OWN}02.md", ("D", f"{OWN}02.md"), write(f"{OWN}02.md", "乙")
    ),
    "the change deletes what the base alters": conflict(
        f"{OWN}02.md", write(f"{OWN}02.md", "甲"), ("D", f"{OWN}02.md")
    ),
    "both add one attachment": conflict(
        f"{OWN}attachments/n.pdf",
        write(f"{OWN}attachments/n.pdf", "甲"),
        write(f"{OWN}attachments/n.pdf", "乙"),
    ),
    "both change the neighbour's text": (
        [
            ("base", "main", (), [write(f"{OTHER}01.md", "甲")]),
            ("head", "main", (), [write(f"{OTHER}01.md", "乙")]),
        ],
        {f"{OTHER}01.md": OUTSIDE},
    ),
    "moves the neighbour's folder while files come into it": (
        [
            ON,
            ("head", "main", (), [("R", f"{OTHER}01.md", f"{OWN}attachments/01.txt")]),
        ],
        # Git takes the whole folder for moved, and would move what has come into it since.
        {
            f"{OTHER}01.md": OUTSIDE,
            f"{OTHER}02.md": OUTSIDE,
            f"{OTHER}attachments/a.pdf": OUTSIDE,
            f"{OWN}attachments/02.md": "conflicting-change",
            f"{OWN}attachments/attachments/a.pdf": "conflicting-change",
        },
    ),
}
HONEST_HISTORIES: dict[str, list[Commit]] = {
    "behind its base": [ON, ("head", "main", (), [MINE])],
    "behind a base that has other rules": [
        ("base", "main", (), [write("README.md", "新"), THEIRS]),
        ("head", "main", (), [MINE, MORE]),
    ],
    "takes the base in": [
        ON,
        ("own", "main", (), [MINE]),
        ("head", "own", ("base",), [THEIRS, PAPER]),
    ],
    "takes the base in twice": [
        ("before", "main", (), [THEIRS]),
        ("own", "main", (), [MINE]),
        ("once", "own", ("before",), [THEIRS]),
        ("base", "before", (), [PAPER]),
        ("head", "once", ("base",), [PAPER, MORE]),
    ],
    "goes on after its first change was merged": [
        ("first", "main", (), [MINE]),
        ("before", "main", (), [THEIRS]),
        ("base", "before", ("first",), [MINE]),
        ("head", "first", (), [MORE]),
    ],
    "octopus of its own branches": [
        ("one", "main", (), [MINE]),
        ("two", "main", (), [MORE]),
        ("three", "main", (), [write(f"{OWN}B1.md")]),
        ("head", "one", ("two", "three"), [MORE, write(f"{OWN}B1.md")]),
    ],
    "undoes what it had done elsewhere": [
        ("step", "main", (), [write("README.md", "坏"), MINE]),
        ("head", "step", (), [write("README.md", "说明")]),
    ],
    "has what the base took over already": [
        ("base", "main", (), [MINE]),
        ("head", "main", (), [MINE, MORE]),
    ],
    "subtree of its own papers": [
        ("alone", "", (), [write("qd.pdf")]),
        ("head", "main", ("alone",), [write(f"{OWN}attachments/2018/qd.pdf")]),
    ],
    "two ends of one text": [
        ("base", "main", (), [write(f"{OWN}01.md", f"{TEXT}\n末尾\n")]),
        ("head", "main", (), [write(f"{OWN}01.md", f"开头\n{TEXT}")]),
    ],
}
HOSTILE_HISTORIES |= HOSTILE_RETURNS
HONEST_HISTORIES |= HONEST_RETURNS
CASES: dict[str, History] = {
    **{name: ([("head", "main", (), steps)], faults) for name, (steps, faults) in HOSTILE.items()},
    **HOSTILE_HISTORIES,
    **{name: ([("head", "main", (), steps)], {}) for name, steps in HONEST.items()},
    **{name: (commits, {}) for name, commits in HONEST_HISTORIES.items()},
}


def streamed(name: str, folder: str = "") -> bytes:
    """The commits of a case; its branches, all but ``main``, begin with the folder."""
    content = b""
    for branch, since, merged, steps in CASES[name][0]:
        parents = [f"{folder}{one}" if one not in ("", "main") else one for one in (since, *merged)]
        content += stream(f"{folder}{branch}", steps, parents[0], parents[1:])
    return content
