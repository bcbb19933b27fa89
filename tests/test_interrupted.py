"""A build that is killed, or meets a full disk, at any of its file operations leaves a whole site."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from project_copy import REPOSITORY, replace_text

from generator.cli import main
from generator.model.errors import SiteError
from generator.site import publish
from generator.site.engine_failure import explain_failure
from generator.site.publish import publishing

# Publishes once, and once more with a fault at each of its file operations in turn, each time in
# a process of its own; prints how the folder stands after each, and whether the next run mends it.
PROGRAM = """
import errno, json, os, sys
from pathlib import Path
from typing import Any
from generator.model.errors import SiteError
from generator.site import publish
out, fault, whole = Path(sys.argv[1]), sys.argv[2], sys.argv[3] == "exchange"
if not whole:
    publish.exchange = lambda first, second: False
OPERATIONS = ("open", "os.rename", "os.mkdir", "os.remove", "os.rmdir", "os.link", "os.chmod",
              "os.scandir", "os.listdir", "shutil.rmtree", "ctypes.dlsym", "tempfile.mkstemp")

def publish_once(word):
    with publish.publishing(out) as building:
        (building / "index.html").write_text("assets/taizhang.css " + word)
        (building / "sub").mkdir()
        (building / "sub" / word).write_text(word)

def inject(nth):
    count = 0
    def hook(event, given):
        nonlocal count
        if event in OPERATIONS and str(out.parent) in str(given) or event == "ctypes.dlsym":
            count += 1
            writing = event != "open" or (given[2] or 0) & (os.O_WRONLY | os.O_RDWR)
            if count == nth and fault == "kill":
                os._exit(9)
            if count >= nth and fault == "full" and writing and event in ("open", "os.mkdir"):
                raise OSError(errno.ENOSPC, "No space left on device", str(given[0]))
            if count == nth and fault == "once" and event != "ctypes.dlsym":
                raise OSError(errno.EROFS, "Read-only file system", str(given[0]))
    sys.addaudithook(hook)
    return lambda: count

publish_once("first")
(out / "CNAME").write_text("kexie.example")
for nth in range(1, 400):
    child = os.fork()
    if child == 0:
        counted = inject(nth)
        try:
            publish_once("second")
            os._exit(0 if counted() < nth else 1)
        except SiteError:
            os._exit(2)
        except BaseException as error:
            import traceback
            traceback.print_exc()
            os._exit(3)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    state = {file.relative_to(out).as_posix(): file.read_text()
             for file in out.rglob("*") if file.is_file()} if out.exists() else None
    publish_once("first")
    mended = sorted(file.name for file in out.parent.iterdir())
    print(json.dumps([nth, ended, state, mended, (out / "CNAME").read_text()]))
    if ended == 0:
        break
"""


def steps(folder: Path, fault: str, way: str) -> list[list[object]]:
    command = [sys.executable, "-c", PROGRAM, str(folder / "out"), fault, way]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def assert_whole(state: object) -> None:
    """The old site or the new one, each file as its manifest says, and the file put beside it."""
    assert isinstance(state, dict)
    listed = json.loads(state["manifest.json"])["files"]
    files = {path: hashlib.sha256(text.encode()).hexdigest() for path, text in state.items()}
    assert files.pop("CNAME")
    del files["manifest.json"]
    assert files == listed
    word = state["index.html"].split()[-1]
    assert state[f"sub/{word}"] == word


@pytest.mark.skipif(os.name == "nt", reason="needs fork")
@pytest.mark.parametrize("way", ["exchange", "renames"])
@pytest.mark.parametrize("fault", ["kill", "full", "once"])
def test_each_step_leaves_a_whole_site(fault: str, way: str, tmp_path: Path) -> None:
    """Killed, out of space from there on, or refused once: a site stands, and the next run works."""
    if way == "exchange" and not sys.platform.startswith(("linux", "darwin")):
        pytest.skip("this system cannot exchange folders")
    found = steps(tmp_path, fault, way)
    assert len(found) > 20
    assert found[-1][1] == 0
    gone = 0
    for nth, ended, state, mended, beside in found:
        assert ended in {"kill": {9, 0, 1}, "full": {2, 1, 0}, "once": {2, 1, 0}}[fault], nth
        if state is None:
            gone += 1
        else:
            assert_whole(state)
        assert mended == ["out"], nth
        assert beside == "kexie.example"
    # Between the two renames of a system that cannot exchange, for a kill alone.
    assert gone <= (way == "renames" and fault == "kill")


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EDQUOT, "磁盘满了"),
        (errno.EFBIG, "磁盘满了"),
        (errno.EROFS, "写不进去"),
        (errno.EACCES, "写不进去"),
    ],
)
def test_disk_that_takes_nothing_is_told(
    number: int,
    said: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """In a page, in the manifest or at the last step: a sentence, exit code 1, the old site stands."""
    monkeypatch.chdir(project)
    command = ["build", "--quiet", "--without-search"]
    assert main(command) == 0
    before = (project / "site/manifest.json").read_bytes()
    write = Path.write_text

    def failing_at(name: str) -> None:
        def write_text(file: Path, *given: object, **named: object) -> int:
            if file.name == name:
                raise OSError(number, os.strerror(number), str(file))
            return write(file, *given, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(Path, "write_text", write_text)

    def failing_flush(folder: Path) -> None:
        raise OSError(number, os.strerror(number), str(folder))

    for name in ("index.html", "manifest.json", "mkdocs.json", "flush"):
        failing_at(name)
        if name == "flush":
            monkeypatch.setattr(publish, "flush", failing_flush)
        # Else the theme would come from the cache, and the site would stand.
        replace_text(project, "mkdocs.yml", "site_name: 台账", "site_name: 台账新")
        assert main(command) == 1, name
        printed = capsys.readouterr().err
        assert said in printed, name
        assert "以前发布的网站没有动" in printed
        assert before == (project / "site/manifest.json").read_bytes()
        assert not [file for file in project.iterdir() if file.name.startswith(".site")]


@pytest.mark.parametrize(
    "printed",
    [
        "OSError: [Errno 28] No space left on device: '/tmp/x'",
        "shutil.Error: [('a', 'b', '[Errno 28] No space left on device')]",
        "Error: No space left on device (os error 28)",
        f"OSError: [Errno {errno.EDQUOT}] Disk quota exceeded",
    ],
)
def test_full_disk_of_another_program_is_told(printed: str) -> None:
    """What the theme's engine or the search prints in English is said in our words."""
    assert "the disk is full" in explain_failure(printed).text


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("No space left on device (os error 28)", "磁盘满了"),
        ("Error: no pages found", "以前发布的网站没有动"),
        ("", "--without-search"),
        ("thread 'main' panicked at src/x.rs:1", "搜索程序的原话：\nthread"),
    ],
)
def test_search_that_fails_is_told_in_chinese(
    printed: str,
    said: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its English stands on a line of its own, after a sentence that says what to do."""
    program = project / "pagefind"
    program.write_text(f"#!{sys.executable}\nprint({printed!r})\nraise SystemExit(1)\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("generator.site.writing.needed_program", lambda: program)
    monkeypatch.chdir(project)
    assert main(["build", "--quiet"]) == 1
    first = capsys.readouterr().err
    assert said in first
    assert first.startswith("没有发布：")
    assert not (project / "site").exists()


def test_fault_of_the_program_stays_one(tmp_path: Path) -> None:
    """An error that has nothing to do with where it is published is no fault of the disk."""
    with pytest.raises(FileNotFoundError), publishing(tmp_path / "out"):
        (tmp_path / "elsewhere" / "x").read_text()
    with pytest.raises(SiteError), publishing(tmp_path / "out") as building:
        raise PermissionError(errno.EACCES, "Permission denied", str(building / "x"))


def test_a_dead_run_leaves_no_theme(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A theme is rendered beside what is built, so that the next run clears both."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("TAIZHANG_CACHE", str(project / "empty-cache"))
    seen: list[Path] = []

    class Noted(subprocess.Popen[Any]):
        def __init__(self, command: list[str], **named: Any) -> None:
            # Git is asked for the commit too.
            if "mkdocs" in command:
                seen.append(Path(command[-1]))
            super().__init__(command, **named)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    assert main(["build", "--quiet", "--without-search"]) == 0
    assert seen
    assert all(project / f".site.building-{os.getpid()}" in config.parents for config in seen)
