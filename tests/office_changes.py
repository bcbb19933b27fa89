"""The office's own pull requests in the invented project: those it may make, and those it may not.

As in changes.py; a verdict maps each path to be refused to its code.
"""

from changes import FILE, LINK, MODULE, OTHER, OWN, PROGRAM, Case, Step, write
from histories import TEXT

from generator.model.past import NEXT_STATEMENT

PRIVATE, RECORD, COUNTY = "private-in-change", "record-rewritten", "county-text-changed"
LOG = "content/results/2018/log/"
BALLOT = 'cycle: "2018"\njudge: L01\nscores:\n  jia: {"01": "3"}\n'
RUBRIC = "rubric.yaml"


def returned(reason: str = "缺签到表", answer: str = "") -> str:
    """01.md of the county, given back."""
    text = TEXT.replace("状态: submitted", "状态: 退回")
    cells = f'  - {{日期: "2018-12-20", 单位: "市科协", 原因: "{reason}", 答复: "{answer}"}}'
    return text.replace("\n---\n## 目标", f"\n退回:\n{cells}\n---\n## 目标")


MAY: dict[str, list[Step]] = {
    **{
        f"writes {path}": [write(path)]
        for path in (
            RUBRIC,
            "README.md",
            "Makefile",
            "mkdocs.yml",
            "pyproject.toml",
            ".gitattributes",
            ".gitignore",
            ".github/workflows/check.yml",
            ".forgejo/workflows/check.yml",
            ".gitlab-ci.yml",
            "CODEOWNERS",
            "generator/cli/check.py",
            "site_templates/evidence.html",
            "tools/environment.sh",
            "requirements/site.txt",
            "program/taizhang-0.2.0-py3-none-any.whl",
            "content/pages/guide/index.md",
            "content/pages/guide/名单.pdf",
            f"{LOG}02-closed.yaml",
            "content/results/2018/05-proposed.json",
            f"{LOG}03-reviewing.json",
            f"{LOG}04-rules-changed.yaml",
            f"{LOG}05-ballots-changed.yaml",
            ".taizhang.yaml",
            "content/results/2019/log/01-setup.yaml",
            "content/archive/2016/rubric.yaml",
        )
    },
    "its people": [write("deploy/people.yml", "office: [wang]\n")],
    "takes a page away": [("D", "content/pages/guide/index.md")],
    "renames a page": [("R", "content/pages/guide/index.md", "content/pages/guide/about.md")],
    "marks a tool a program": [write("tools/new.sh", "x", PROGRAM)],
    "returns a file": [write(f"{OWN}01.md", returned())],
    "returns and writes a page": [
        write(f"{OWN}01.md", returned("第三次活动缺签到表")),
        write("content/pages/guide/b.md", "# 通知\n"),
    ],
    "the step and its result": [
        write(f"{LOG}02-proposed.yaml"),
        write("content/results/2018/02-proposed.json"),
    ],
    "archives the year": [
        ("R", "content/counties", "content/archive/2018/content/counties"),
        ("R", "content/results", "content/archive/2018/content/results"),
        write(RUBRIC, 'cycle: "2019"\n'),
    ],
    "archives the year and begins the next": [
        ("R", "content/counties", "content/archive/2018/content/counties"),
        write(f"{OWN}index.md", NEXT_STATEMENT.decode()),
        write(f"{OTHER}index.md", NEXT_STATEMENT.decode()),
    ],
    "rubric, log and page at once": [
        write(RUBRIC),
        write(f"{LOG}02-closed.yaml"),
        write("content/pages/guide/b.md"),
    ],
    "the whole program": [
        *(write(f"generator/new/{nth}.py") for nth in range(40)),
        write("pyproject.toml"),
    ],
}


def may_not(path: str, code: str, content: str = "x", mode: str = FILE) -> Case:
    return [write(path, content, mode)], {path: code}


MAY_NOT: dict[str, Case] = {
    **{
        f"writes {path}": may_not(path, code)
        for path, code in (
            ("private/roster.yaml", PRIVATE),
            ("private/ballots/L01.yaml", PRIVATE),
            ("content/private/a.txt", PRIVATE),
            ("Private/decision.yaml", PRIVATE),
            (f"{LOG}01-open.yaml", RECORD),
            (f"{OWN}01.md", COUNTY),
            (f"{OWN}03.md", COUNTY),
            (f"{OWN}index.md", COUNTY),
            (f"{OWN}attachments/list.pdf", COUNTY),
            (f"{OWN}attachments/new.pdf", COUNTY),
            (f"{OTHER}01.md", COUNTY),
            ("content/counties/bing/01.md", COUNTY),
            ("content/pages/guide/a\u200bb.md", "unsafe-name"),
        )
    },
    "a ballot among the pages": may_not("content/pages/guide/a.yaml", PRIVATE, BALLOT),
    "a ballot at the top": may_not("L01.yml", PRIVATE, BALLOT),
    "a ballot as text": may_not("content/pages/guide/L01.txt", PRIVATE, BALLOT),
    "a ballot with Windows line ends": may_not("a.yaml", PRIVATE, BALLOT.replace("\n", "\r\n")),
    "the roster": may_not("deploy/r.yaml", PRIVATE, "judges:\n  - {id: L01, group: leaders}\n"),
    "the decision": may_not("d.yaml", PRIVATE, "by: 主席办公会\ncommended: [甲县]\n"),
    "deletes the log": ([("D", f"{LOG}01-open.yaml")], {f"{LOG}01-open.yaml": RECORD}),
    "renames the log": (
        [("R", f"{LOG}01-open.yaml", f"{LOG}01-setup.yaml")],
        {f"{LOG}01-open.yaml": RECORD},
    ),
    "deletes a county's file": ([("D", f"{OWN}02.md")], {f"{OWN}02.md": COUNTY}),
    "deletes an attachment": (
        [("D", f"{OWN}attachments/plan.pdf")],
        {f"{OWN}attachments/plan.pdf": COUNTY},
    ),
    "archives a county's text altered": (
        [("D", f"{OWN}01.md"), write(f"content/archive/2018/{OWN}01.md", "x")],
        {f"{OWN}01.md": COUNTY},
    ),
    "archives the year and writes a statement": (
        [
            ("R", "content/counties", "content/archive/2018/content/counties"),
            write(f"{OWN}index.md", NEXT_STATEMENT.decode() + "好\n"),
        ],
        {f"{OWN}index.md": COUNTY},
    ),
    "empties a statement": may_not(f"{OTHER}index.md", COUNTY, NEXT_STATEMENT.decode()),
    "returns and alters a row": may_not(
        f"{OWN}01.md", COUNTY, returned().replace("秋季活动", "冬季活动")
    ),
    "returns and alters a claim": may_not(
        f"{OWN}01.md", COUNTY, returned().replace("活动: 3 场", "活动: 2 场")
    ),
    "returns with an answer": may_not(f"{OWN}01.md", COUNTY, returned(answer="已补")),
    "returns without a reason": may_not(f"{OWN}01.md", COUNTY, returned(reason="")),
    "returns without a record": may_not(
        f"{OWN}01.md", COUNTY, TEXT.replace("状态: submitted", "状态: 退回")
    ),
    "says a reason and leaves it submitted": may_not(
        f"{OWN}01.md", COUNTY, returned().replace("状态: 退回", "状态: submitted")
    ),
    "returns with the line ends altered": may_not(
        f"{OWN}01.md", COUNTY, returned().replace("\n", "\r\n")
    ),
    "submits for the county": may_not(
        f"{OWN}01.md", COUNTY, TEXT.replace("状态: submitted", "状态: 草稿")
    ),
    "links": may_not("content/pages/guide/a.md", "link-in-change", "../../../private", LINK),
    "links a tool": may_not("tools/a.sh", "link-in-change", "/etc/passwd", LINK),
    "adds a module": may_not("vendor", "submodule-in-change", mode=MODULE),
    "clashes": may_not("readme.md", "clashing-name"),
    "marks a page a program": may_not("content/pages/a.md", "executable-in-change", mode=PROGRAM),
    "hides a ballot among pages": (
        [*(write(f"content/pages/{nth}.md") for nth in range(9)), write("b.yaml", BALLOT)],
        {"b.yaml": PRIVATE},
    ),
}
