"""One county filled with everything hostile at once: the other five are checked and built as ever."""

import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bombs import BOMBS
from project_copy import REPOSITORY
from slow_families import HEAD, TABLE, families
from year import forget_evidence

LONG = "TAIZHANG_LONG" in os.environ
HOSTILE = "content/counties/donghai"
# Of the processor, for each command, and of memory, for each process.
MOST_SECONDS, MOST_MEGABYTES = 90, 1500
GBK = "总结".encode("gbk")
NAMES = (
    b"05.md.txt",
    GBK + b".md",
    b"a\x1b[31m.md",
    b"rubric.yaml",
    b"mkdocs.yml",
    b".gitattributes",
)
FRAGMENTS = (
    '---\na: "\\U00110000"\n---\n',
    '---\n"\\ud800": b\n---\n',
    HEAD + "联系人 138&#49;2345678\n\n> 138\n> 12345678\n",
    HEAD
    + TABLE
    + "| 2018-03-12 | ![](javascript:alert(1)) | 活动 | 1"
    + " " * 2000
    + "abcde | | | part-1 |\n",
    HEAD + TABLE + "|a|b|c|d|e|f|\n" * 15_000,
    HEAD + "[](" * 33_000,
)
RUN = """
import sys
from generator.cli import main
code = main(sys.argv[1:])
print(open("/proc/self/status").read(), file=sys.stderr)
sys.exit(code)
"""


def hostile_texts() -> list[str]:
    """The fragments, and the families that once took long."""
    slow = [HEAD + text for _, text in families(2_000)]
    return [*FRAGMENTS, *(slow if LONG else slow[:: max(1, len(slow) // 12)])]


def fill(root: Path) -> None:
    """Put bombs, fragments and broken names into the county's folder."""
    folder = root / HOSTILE
    texts = hostile_texts()
    items = sorted(folder.glob("[0-9B]*.md"))
    for nth, file in enumerate(items):
        # Several in one file where there are more of them than files.
        file.write_text("\n\n".join(texts[nth :: len(items)]) or "x", encoding="utf-8")
    for odd in NAMES:
        (folder / os.fsdecode(odd)).write_bytes(b"x")
    (folder / "site_templates").mkdir()
    attachments = folder / "attachments"
    for name in BOMBS if LONG else list(BOMBS)[::5]:
        (attachments / f"bomb-{name}").write_bytes(BOMBS[name]())
    (attachments / os.fsdecode(GBK + b".pdf")).write_bytes(b"x")
    (attachments / "e\u0301.pdf").mkdir()
    (attachments / "e\u0301.pdf/x.csv").write_bytes(b"x")
    (attachments / "\u00e9.pdf").write_bytes(b"x")
    os.mkfifo(attachments / "pipe.pdf")


def run(root: Path, *arguments: str) -> tuple[int, str]:
    """Run the command in a process of its own: its exit code and what it printed."""
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", RUN, *arguments, "--quiet"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), "TAIZHANG_CACHE": str(root / "cache")},
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime
    assert spent < MOST_SECONDS, (arguments, spent)
    peak = int(re.findall(r"VmHWM:\s*(\d+)", done.stderr)[-1]) // 1024
    assert peak < MOST_MEGABYTES, (arguments, peak)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def pages_of_others(site: Path) -> dict[str, bytes]:
    """Every file below the folders of the other counties."""
    counties = [folder for folder in site.glob("2018/counties/*/") if folder.name != "donghai"]
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for folder in counties
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system for memory")
def test_five_counties_are_as_without_the_hostile_one(tmp_path: Path) -> None:
    """Check and both builds (one in the sample) end in time; the pages of the others are byte for byte the same."""
    roots = tmp_path / "plain", tmp_path / "hostile"
    for root in roots:
        for name in ("content", "site_templates"):
            shutil.copytree(REPOSITORY / name, root / name)
        for name in ("rubric.yaml", "mkdocs.yml"):
            shutil.copyfile(REPOSITORY / name, root / name)
        forget_evidence(root)
    plain, hostile = roots
    fill(hostile)
    # Nothing of it counts, so that the field the others are compared with is one without it.
    shutil.rmtree(plain / HOSTILE)
    code, printed = run(hostile, "check")
    assert code == 1
    assert "content/counties/donghai" in printed
    audiences = (("reviewers", "review"), ("public", "site"))
    for audience, out in audiences if LONG else audiences[:1]:
        build = ("build", "--without-search", "--for", audience)
        assert run(plain, *build)[0] == 0
        code, printed = run(hostile, *build)
        assert code in (0, 1), printed
        expected, found = pages_of_others(plain / out), pages_of_others(hostile / out)
        assert len(expected) > 100
        assert [path for path in expected if expected[path] != found.get(path)] == []
