"""Pull requests of one county, 甲县 (jia): what each does to the repository, and the verdict.

A step is (mode, path, content) to write, ("D", path) to delete, ("R", old, new) to rename.
A verdict maps each path to be refused to its code; none is an honest change.
"""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

WHO = "甲 <jia@mail.example> 1546300800 +0800"
OWN = "content/counties/jia/"
OTHER = "content/counties/yi/"
FILE, PROGRAM, LINK, MODULE = "100644", "100755", "120000", "160000"
OUTSIDE = "path-outside-county"
LARGE = "x" * 10_000_001
Step = tuple[str, ...]
Case = tuple[list[Step], dict[str, str]]


def write(path: str, content: str = "x", mode: str = FILE) -> Step:
    return (mode, path, content)


def refused(path: str, code: str, mode: str = FILE, shown: str = "", content: str = "x") -> Case:
    """One path written, refused under the name it is shown by."""
    return [(mode, path, content)], {shown or path: code}


def outside(path: str) -> Case:
    return refused(path, OUTSIDE)


def planted(name: str, shown: str = "") -> Case:
    return refused(f"{OWN}{name}", "project-in-county", shown=f"{OWN}{shown or name}")


def unsafe(name: str, shown: str = "") -> Case:
    path = f"{OWN}attachments/{name}"
    return refused(path, "unsafe-name", shown=f"{OWN}attachments/{shown or name}")


HOSTILE: dict[str, Case] = {
    **{
        f"writes {path}": outside(path)
        for path in (
            "rubric.yaml",
            "README.md",
            "Makefile",
            "mkdocs.yml",
            "pyproject.toml",
            ".gitattributes",
            ".gitmodules",
            ".gitignore",
            ".github/workflows/check.yml",
            ".forgejo/workflows/check.yml",
            ".ci/run",
            "CODEOWNERS",
            "generator/cli/check.py",
            "site_templates/evidence.html",
            "tests/conftest.py",
            "tools/environment.sh",
            "requirements/site.txt",
            "content/pages/guide/index.md",
            "content/results/2018/log/02-closed.yaml",
            "content/results/2018/06-final.json",
            "content/archive/2017/rubric.yaml",
            "content/counties/README.md",
            f"{OTHER}01.md",
            f"{OTHER}attachments/a.pdf",
            "content/counties/jia.md",
            "content/counties/jia2/01.md",
            "content/counties/JIA/01.md",
            "content/counties/jia /01.md",
            "content/counties/bing/01.md",
            "Content/counties/jia/01.md",
            "private/roster.yaml",
            "site/index.html",
            "conftest.py",
            "sitecustomize.py",
            "a",
        )
    },
    "deletes the rubric": ([("D", "rubric.yaml")], {"rubric.yaml": OUTSIDE}),
    "deletes the neighbour's file": ([("D", f"{OTHER}01.md")], {f"{OTHER}01.md": OUTSIDE}),
    "deletes the log": (
        [("D", "content/results/2018/log/01-open.yaml")],
        {"content/results/2018/log/01-open.yaml": OUTSIDE},
    ),
    "takes the neighbour's file": (
        [("R", f"{OTHER}01.md", f"{OWN}03.md")],
        {f"{OTHER}01.md": OUTSIDE},
    ),
    "puts its file to the neighbour": (
        [("R", f"{OWN}02.md", f"{OTHER}02.md")],
        {f"{OTHER}02.md": OUTSIDE},
    ),
    "makes the rubric a link": refused("rubric.yaml", OUTSIDE, LINK),
    "makes its folder a link": (
        [("D", OWN.rstrip("/")), (LINK, OWN.rstrip("/"), "../../private")],
        {OWN.rstrip("/"): OUTSIDE},
    ),
    "makes the neighbour's folder a module": refused("content/counties/yi2", OUTSIDE, MODULE),
    "changes a mode elsewhere": refused("README.md", OUTSIDE, PROGRAM),
    "hides a change among honest ones": (
        [
            write(f"{OWN}03.md"),
            write(f"{OWN}attachments/b.pdf"),
            write("rubric.yaml", "version: 1"),
        ],
        {"rubric.yaml": OUTSIDE},
    ),
    **{
        f"links to {target}": refused(f"{OWN}{name}", "link-in-change", LINK, content=target)
        for name, target in (
            ("03.md", "../yi/01.md"),
            ("attachments/a.pdf", "/etc/passwd"),
            ("attachments/b.pdf", "../../../../private/roster.yaml"),
            ("attachments/c.pdf", "list.pdf"),
            ("attachments/folder", "."),
            ("04.md", "nowhere"),
        )
    },
    "adds a module": refused(f"{OWN}attachments/more", "submodule-in-change", MODULE),
    "adds a module in place of a file": refused(f"{OWN}03.md", "submodule-in-change", MODULE),
    **{
        f"names a file {name!r}": unsafe(name, shown)
        for name, shown in (
            ("a\nb.pdf", r"a\u000ab.pdf"),
            ("a\tb.pdf", r"a\u0009b.pdf"),
            ("a\x1b[31m.pdf", r"a\u001b[31m.pdf"),
            ("a\u202efdp.exe", r"a\u202efdp.exe"),
            ("a\u200bb.pdf", r"a\u200bb.pdf"),
            ("a\ufeff.pdf", r"a\ufeff.pdf"),
            ("a\\b.pdf", ""),
            ("a:b.pdf", ""),
            ("a?.pdf", ""),
            ("a*.pdf", ""),
            ('a".pdf', ""),
            ("a|b.pdf", ""),
            ("<a>.pdf", ""),
            ("con", ""),
            ("NUL.pdf", ""),
            ("com1.txt", ""),
            ("a.pdf.", ""),
            ("a.pdf ", ""),
            (" a.pdf", ""),
            (".htaccess", ""),
            (".hidden.pdf", ""),
            ("-rf", ""),
            ("e\u0301.pdf", ""),
            ("长" * 70 + ".pdf", ""),
        )
    },
    **{
        f"plants {name!r}": planted(name, shown)
        for name, shown in (
            ("rubric.yaml", ""),
            ("Rubric.YAML", ""),
            ("mkdocs.yml", ""),
            ("site_templates/evidence.html", ""),
            ("SITE_TEMPLATES/evidence.html", ""),
            ("content/pages/index.md", ""),
            ("attachments/mkdocs.yml", ""),
            ("private/roster.yaml", ""),
            ("attachments/Private/a.pdf", ""),
            (".cache/taizhang/attachments/jia.json", ""),
            (".gitattributes", ""),
            ("attachments/.gitattributes", ""),
            (".gitmodules", ""),
            (".gitignore", ""),
            (".github/workflows/check.yml", ""),
            ("git~1/config", ""),
            ("GIT~2", ""),
            ("gitmod~1", ""),
            ("gi7eba~1", ""),
            ("rubric.ya\u200bml", "rubric.ya\\u200bml"),
            ("mkdocs.yml.", ""),
            ("ｍkdocs.yml", ""),
        )
    },
    "hands in thirty thousand files": (
        [write(f"{OWN}attachments/{nth}.pdf") for nth in range(30_000)],
        {OWN.rstrip("/"): "oversized-change"},
    ),
    "hides a change among too many": (
        [
            *(write(f"{OWN}attachments/{nth}.pdf") for nth in range(2_000)),
            write("README.md", "y"),
        ],
        {OWN.rstrip("/"): "oversized-change", "README.md": OUTSIDE},
    ),
    "clashes in capitals": (
        [write(f"{OWN}attachments/LIST.pdf")],
        {f"{OWN}attachments/LIST.pdf": "clashing-name"},
    ),
    "clashes with itself": (
        [write(f"{OWN}attachments/b.PDF"), write(f"{OWN}attachments/B.pdf")],
        {f"{OWN}attachments/b.PDF": "clashing-name", f"{OWN}attachments/B.pdf": "clashing-name"},
    ),
    "clashes in width": (
        [write(f"{OWN}attachments/ｌｉｓｔ.pdf")],
        {f"{OWN}attachments/ｌｉｓｔ.pdf": "clashing-name"},
    ),
    "clashes by its folder": (
        [write(f"{OWN}Attachments/new.pdf")],
        {f"{OWN}Attachments/new.pdf": "clashing-name"},
    ),
    "is too large": refused(f"{OWN}attachments/a.pdf", "oversized-file", content=LARGE),
    "marks a program": refused(f"{OWN}attachments/a.pdf", "executable-in-change", PROGRAM),
    "marks an old file a program": (
        [(PROGRAM, f"{OWN}01.md", "")],
        {f"{OWN}01.md": "executable-in-change"},
    ),
}
HONEST: dict[str, list[Step]] = {
    "one file": [write(f"{OWN}03.md")],
    "its own file again": [write(f"{OWN}01.md", "---\n---\n")],
    "two files": [write(f"{OWN}03.md"), write(f"{OWN}B1.md")],
    "an attachment": [write(f"{OWN}attachments/2018-03-12-qd.pdf")],
    "a Chinese name": [write(f"{OWN}attachments/签到表（3月）.pdf")],
    "a name with a space inside": [write(f"{OWN}attachments/成立 批复.pdf")],
    "a folder of attachments": [write(f"{OWN}attachments/2018/qd.pdf")],
    "capitals": [write(f"{OWN}attachments/IMG_1339.JPG")],
    "a composed letter": [write(f"{OWN}attachments/\u00e9.pdf")],
    "the statement": [write(f"{OWN}index.md", "## 实绩数据\n")],
    "a deleted file": [("D", f"{OWN}02.md")],
    "a deleted attachment": [("D", f"{OWN}attachments/plan.pdf")],
    "a renamed file": [("R", f"{OWN}02.md", f"{OWN}04.md")],
    "a name in other capitals in its place": [
        ("R", f"{OWN}attachments/list.pdf", f"{OWN}attachments/List.pdf")
    ],
    "an empty file": [write(f"{OWN}03.md", "")],
    "a file with Windows line ends": [write(f"{OWN}03.md", "---\r\n---\r\n")],
    "a large picture": [write(f"{OWN}attachments/a.jpg", "x" * 9_000_000)],
    "fifty files": [write(f"{OWN}attachments/{nth}.pdf") for nth in range(50)],
    "everything deleted": [("D", OWN.rstrip("/"))],
    "digits and hyphens": [write(f"{OWN}attachments/0-1_2.docx")],
}


def git(root: Path, *arguments: str, given: bytes | None = None) -> str:
    identity = ("-c", "user.name=甲", "-c", "user.email=jia@mail.example")
    done = subprocess.run(
        ["git", *identity, *arguments],
        cwd=root,
        input=given,
        capture_output=True,
        check=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
    )
    return done.stdout.decode().strip()


def quoted(path: str) -> str:
    """The path as fast-import wants what is not plain."""
    escaped = "".join(f"\\{byte:03o}" for byte in path.encode("utf-8", "surrogateescape"))
    return f'"{escaped}"'


def stream(branch: str, steps: list[Step], since: str = "", merged: Sequence[str] = ()) -> bytes:
    """One commit on a branch: the content of ``since`` after the steps, whatever is ``merged``."""
    head = f"commit refs/heads/{branch}\ncommitter {WHO}\ndata 1\nx\n"
    head += f"from refs/heads/{since}\n" if since else ""
    head += "".join(f"merge refs/heads/{parent}\n" for parent in merged)
    lines = [head.encode()]
    for step in steps:
        if step[0] in ("D", "R"):
            lines.append(f"{step[0]} {' '.join(quoted(one) for one in step[1:])}\n".encode())
        elif step[0] == "160000":
            lines.append(f"M 160000 {'1' * 40} {quoted(step[1])}\n".encode())
        else:
            content = step[2].encode()
            start = f"M {step[0]} inline {quoted(step[1])}\ndata {len(content)}\n"
            lines += [start.encode(), content, b"\n"]
    return b"".join([*lines, b"\n"])
