"""As much of Windows as can be had elsewhere: its code pages, no POSIX call, its line ends.

The commands run in a process of their own, in which what Windows does not have is not there.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from project_copy import REPOSITORY, replace_text
from year import freeze, rest, write_private

from generator.cache import FOLDER_VARIABLE

EVIDENCE = "content/counties/jia/01.md"
# What the documentation of the standard library says is for Unix alone, as far as it is there.
WITHOUT = """
import multiprocessing, os, shutil, sys
# Windows has these, by other calls than here.
import platformdirs
usage = shutil.disk_usage(".")
shutil.disk_usage = lambda path: usage
for name in ("fcntl", "grp", "pwd", "posix_ipc", "pty", "readline", "resource", "syslog",
             "termios", "tty", "crypt", "spwd", "nis"):
    sys.modules[name] = None
for name in ("fork", "forkpty", "getuid", "geteuid", "getgid", "getegid", "getpgid", "setsid",
             "sched_getaffinity", "chown", "lchown", "mkfifo", "mknod", "uname", "wait3", "wait4",
             "getloadavg", "sysconf", "statvfs", "fchmod", "fchown", "openpty", "nice", "sync",
             "O_NOFOLLOW", "O_DIRECTORY", "O_NONBLOCK", "O_CLOEXEC", "confstr", "getpriority"):
    if hasattr(os, name):
        delattr(os, name)
multiprocessing.get_all_start_methods = lambda: ["spawn"]
from generator.cli import main
sys.exit(main(sys.argv[1:]))
"""


def run(root: Path, *given: str, page: str = "cp936") -> subprocess.CompletedProcess[bytes]:
    """The command as on Windows; its output in a code page, GBK as in Chinese offices."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "PYTHONIOENCODING": page,
        "PYTHONUTF8": "0",
        # What is given to a command is Unicode there, whatever the tests were started in.
        "LC_ALL": "C.UTF-8",
        # Windows has a lock of its own, of which filelock's plainest stands in here.
        "PYTHONWARNINGS": "ignore:only soft file lock",
    }
    command = [sys.executable, "-c", WITHOUT, *given]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False)


@pytest.fixture
def broken(project: Path) -> Path:
    """A mendable fault, a row that needs a person, and signs that GBK does not have."""
    replace_text(project, EVIDENCE, "| 2018-03-12 |", "| 2018年3月12日 |")
    replace_text(project, EVIDENCE, "| 2018-09-20 |", "| 九月🌾ⅿ |")
    return project


def test_check_needs_nothing_that_windows_lacks(broken: Path) -> None:
    """Check, mend, explain, template and targets run without a POSIX call, and say so in GBK."""
    checked = run(broken, "check", "--quiet")
    assert checked.returncode == 1, checked.stderr.decode("gbk", "replace")
    text = checked.stdout.decode("gbk")
    assert "错误[unreadable-date]" in text
    assert "\\U0001f33e" in text
    assert run(broken, "check", "--quiet", "--fix").returncode == 1
    assert "| 2018-03-12 |" in (broken / EVIDENCE).read_text(encoding="utf-8")
    assert "写成" in run(broken, "explain", "unreadable-date").stdout.decode("gbk")
    assert run(broken, "template", "乙区", "01").returncode == 0
    assert b"\r" not in (broken / "content/counties/yi/01.md").read_bytes()
    assert "甲县" in run(broken, "targets").stdout.decode("gbk")


@pytest.mark.parametrize("page", ["cp936", "cp437", "cp1252", "ascii"])
def test_no_code_page_stops_a_check(page: str, broken: Path) -> None:
    """Where the console cannot write Chinese the run ends as it should all the same."""
    checked = run(broken, "check", "--quiet", page=page)
    assert checked.returncode == 1
    assert b"unreadable-date" in checked.stdout
    assert b"Traceback" not in checked.stderr


@pytest.mark.parametrize("form", ["json", "sarif", "markdown", "github"])
def test_what_programs_read_is_utf8(form: str, broken: Path) -> None:
    """Sent into a file with ">" on a Chinese Windows, a report is UTF-8 and whole."""
    checked = run(broken, "check", "--quiet", "--format", form)
    text = checked.stdout.decode("utf-8")
    assert "九月🌾" in text
    assert "\r" not in text
    if form == "json":
        (broken / "before.json").write_bytes(checked.stdout)
        again = run(broken, "check", "--quiet", "--format", "markdown", "--against", "before.json")
        assert "新增 0" in again.stdout.decode("utf-8")
    if form in {"json", "sarif"}:
        assert json.loads(text)


def test_paths_are_written_with_slashes(broken: Path) -> None:
    """Every path in a report is that of the repository, on whichever system."""
    replace_text(broken, EVIDENCE, "attachments/plan.pdf", "attachments\\plan.pdf")
    found = json.loads(run(broken, "check", "--quiet", "--format", "json").stdout)["findings"]
    assert {EVIDENCE} == {one["path"] for one in found if one["indicator"] == "01"}
    assert not any("\\" in one["path"] for one in found)


def test_names_that_windows_refuses_are_told(project: Path) -> None:
    """A file that no Windows machine could check out is told where it can be made."""
    (project / "content/counties/jia/attachments/aux.pdf").write_bytes(b"%PDF-1.4")
    found = json.loads(run(project, "check", "--quiet", "--format", "json").stdout)["findings"]
    assert ("unsafe-name", "content/counties/jia/attachments/aux.pdf") in {
        (one["code"], one["path"]) for one in found
    }


def succeed(root: Path, *given: str) -> str:
    """What the command prints, which must end well."""
    done = run(root, *given)
    assert done.returncode == 0, f"{given}: {done.stderr.decode('gbk', 'replace')}"
    return done.stdout.decode("gbk")


@pytest.mark.parametrize("audience", ["public", "reviewers"])
def test_windows_builds_the_same_site(
    project: Path, audience: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build without a POSIX call, its output in GBK, has the bytes of any other."""
    command = ["build", "--quiet", "--for", audience, "--out"]
    # Each renders the theme for itself.
    monkeypatch.setenv(FOLDER_VARIABLE, str(project / "cache-here"))
    succeed(project, *command, "here")
    monkeypatch.setenv(FOLDER_VARIABLE, str(project / "cache-there"))
    plain = [sys.executable, "-m", "generator", *command, "there"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    subprocess.run(plain, cwd=project, env=environment, check=True)
    assert (project / "there/manifest.json").read_bytes() == (
        project / "here/manifest.json"
    ).read_bytes()
    assert not list(project.glob(".here*"))
    assert not list(project.glob(".there*"))


def test_broken_theme_is_told_in_a_code_page(project: Path) -> None:
    """What the theme's engine prints is read as it is written, whatever the console's code page."""
    (project / "site_templates/overrides/main.html").write_text("{% 坏了 %}", encoding="utf-8")
    built = run(project, "build", "--quiet")
    assert built.returncode == 1
    assert "网页模板生成失败" in built.stderr.decode("gbk")
    assert "第 1 行写错了" in built.stderr.decode("gbk")


def test_windows_begins_another_city(project: Path) -> None:
    """A folder is begun, with git, and checked, without a POSIX call."""
    succeed(project, "init", "../city", "--counties", "甲县=jia")
    city = project.parent / "city"
    assert (city / ".git/hooks/pre-commit").is_file()
    assert b"\r" not in (city / "rubric.yaml").read_bytes()
    succeed(city, "check", "--quiet")


def test_windows_runs_a_year(project: Path) -> None:
    """Every step of the organiser, from the rehearsal's ballots to the archive."""
    assert "报送材料" in succeed(project, "state")
    freeze(project)
    succeed(project, "demo", "ballots")
    succeed(project, "ballots")
    for state, day in (("closed", "05"), ("reviewing", "08"), ("deciding", "18")):
        succeed(project, "state", state, "--date", f"2019-01-{day}", "--by", "试")
    assert "甲县：总分" in succeed(project, "tally")
    write_private(project, {"decision.yaml": 'cycle: "2018"\nby: 虚构\ncommended: [jia]\n'})
    rest(project)
    succeed(project, "decision")
    succeed(project, "announce", "proposed", "--date", "2019-01-21", "--by", "试")
    succeed(project, "announce", "final", "--date", "2019-01-30", "--by", "试")
    succeed(project, "check", "--quiet")
    succeed(project, "archive")
    assert (project / "content/archive/2018/rubric.yaml").is_file()


def test_volume_without_a_browser_is_refused_in_words(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A PDF needs a browser; where none is found a sentence says so, in GBK as well."""
    monkeypatch.setenv("TAIZHANG_BROWSER", "no-such-browser")
    done = run(project, "volume", "甲县")
    assert done.returncode == 1
    assert "没有找到" in done.stderr.decode("gbk")
