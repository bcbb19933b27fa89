"""A project is opened once: one reading of each file, one check, one build."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from changes import git
from project_copy import REPOSITORY, replace_text
from year import DECISION, run_year, write_private

from generator.cache import Cache, digest_of, version_of
from generator.cli import main
from generator.load.attachments import scan_cache
from generator.model.message import Language
from generator.model.state import Audience, State
from generator.site import engine
from generator.usecases import workers
from generator.usecases.build_site import site_languages
from generator.usecases.check import check
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

EVIDENCE = "content/counties/jia/01.md"
BROKEN = ("| 2018-03-12 |", "| 3月12日 |")
# Prints the files below the project that the command opened, each as often as it was. The search for
# ballots out of place looks into every file of the project, before anything else is known of it.
WATCH = """
import os, sys
root = os.getcwd() + os.sep
def watch(event, given):
    if event == "open" and isinstance(given[0], (str, bytes, os.PathLike)) and not given[2] & 3:
        callers, frame = set(), sys._getframe(1)
        while frame is not None:
            callers.add(os.path.basename(frame.f_code.co_filename))
            frame = frame.f_back
        if "misplaced.py" in callers:
            return
        path = os.path.abspath(os.fsdecode(given[0]))
        if path.startswith(root) and not os.path.isdir(path):
            print("READ", path.removeprefix(root), file=sys.stderr)
sys.addaudithook(watch)
from generator.cli import main
sys.exit(main(sys.argv[1:]))
"""


def files_read(root: Path, *arguments: str) -> Counter[str]:
    """The files that a command opens to read below the project, with how often each."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", WATCH, *arguments]
    run = subprocess.run(
        command, cwd=root, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    lines = (line.split(" ", 1) for line in run.stderr.splitlines())
    read = Counter(rest[0] for word, *rest in lines if word == "READ")
    return Counter({path: times for path, times in read.items() if path.startswith(OURS)})


OURS = ("rubric.yaml", "content/counties/", "content/results/", "content/archive/", "private/")
COMMANDS: dict[str, tuple[State, tuple[str, ...]]] = {
    "check": (State.FINAL, ("check",)),
    "check as json": (State.FINAL, ("check", "--format", "json", "--no-cache")),
    "targets": (State.FINAL, ("targets",)),
    "state": (State.FINAL, ("state",)),
    "reviewing": (State.CLOSED, ("state", "reviewing", "--date", "2019-01-08")),
    "deciding": (State.REVIEWING, ("state", "deciding", "--date", "2019-01-18")),
    "ballots": (State.REVIEWING, ("ballots",)),
    "tally": (State.DECIDING, ("tally",)),
    "decision": (State.DECIDING, ("decision",)),
    "announce": (State.DECIDING, ("announce", "proposed", "--date", "2019-01-21")),
    "links": (State.OPEN, ("explain", "unreadable-date")),
    "archive": (State.FINAL, ("archive", "--dry-run")),
    "public": (State.FINAL, ("build", "--without-search")),
    "reviewers": (State.OPEN, ("build", "--without-search", "--for", "reviewers")),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_command_reads_each_file_once(
    name: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Attachments are read once more where a build copies them; nothing else is.

    A build that keeps its pages for the next reads counties before and after for their digests.
    """
    monkeypatch.setenv("CI", "true")
    state, arguments = COMMANDS[name]
    run_year(project, state)
    if state is not State.DECIDING:
        write_private(project, {"decision.yaml": DECISION})
    again = {path: n for path, n in files_read(project, *arguments).items() if n > 1}
    copied = {path for path in again if "/attachments/" in path and arguments[0] == "build"}
    assert {path: n for path, n in again.items() if path not in copied} == {}
    assert all(again[path] == 2 for path in copied)


def test_every_county_is_read_when_it_is_checked(project: Path) -> None:
    """The watch sees what is read: all texts of both counties."""
    read = files_read(project, "check")
    texts = {
        path.relative_to(project).as_posix() for path in project.glob("content/counties/*/*.md")
    }
    assert texts | {"rubric.yaml"} <= set(read)


def test_processes_find_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counties shared out among processes: the same findings, entries and digests."""
    replace_text(project, EVIDENCE, *BROKEN)
    expected = check(open_project(project), listed=True)
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    monkeypatch.setattr(workers, "MANY", 2)
    shared = check(open_project(project), listed=True)
    assert shared.findings == expected.findings
    assert shared.counties == expected.counties
    assert shared.contents == expected.contents


def test_names_that_are_no_text_are_reported(project: Path) -> None:
    """A file name of bytes that are no UTF-8 does not stop a check."""
    (project / os.fsdecode(b"content/counties/jia/\xff.txt")).write_bytes(b"x")
    assert "unsafe-name" in {finding.code for finding in check(open_project(project)).findings}


def test_pages_are_those_of_a_build(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is yielded without a build stands in the folder that a build writes."""
    run_year(project, State.FINAL)
    monkeypatch.chdir(project)
    assert main(["build", "--quiet", "--without-search"]) == 0
    opened = open_project(project)
    for language in site_languages(opened):
        pages = list(pages_of(opened, Audience.PUBLIC, language))
        assert len(pages) > 20
        for page in pages:
            file = project / "site" / page.address.lstrip("/") / "index.html"
            assert page.body in file.read_text(encoding="utf-8"), page.address
    assert {one.language for one in site_languages(opened)} == set(Language)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_cache_gives_back_what_was_put(cache: Cache) -> None:
    """Under its name and its key, and nothing under another."""
    assert cache.get("a/b", digest_of(b"1")) is None
    cache.put("a/b", digest_of(b"1"), b"value")
    assert cache.get("a/b", digest_of(b"1")) == b"value"
    assert cache.get("a/b", digest_of(b"2")) is None
    assert cache.get("a/c", digest_of(b"1")) is None
    cache.put("a/b", digest_of(b"2"), b"other")
    assert cache.get("a/b", digest_of(b"1")) is None
    assert cache.get("a/b", digest_of(b"2")) == b"other"


@pytest.mark.parametrize("spoil", ["cut", "altered", "empty", "longer", "folder"])
def test_spoiled_entry_is_absent(spoil: str, cache: Cache, tmp_path: Path) -> None:
    """What was cut, altered or replaced is neither believed nor fatal."""
    key, file = digest_of(b"1"), tmp_path / "cache/a"
    cache.put("a", key, b"value")
    content = file.read_bytes()
    spoiled = {"cut": content[:-1], "altered": content[:-1] + b"!", "empty": b""}
    if spoil == "folder":
        file.unlink()
        file.mkdir()
    else:
        file.write_bytes(spoiled.get(spoil, content + b"!"))
    assert cache.get("a", key) is None
    cache.put("a", key, b"again")
    assert cache.get("a", key) in (b"again", None)


def test_cache_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    """A file where the folder should be: every run makes its values again."""
    (tmp_path / "cache").write_text("x", encoding="utf-8")
    cache = Cache(tmp_path / "cache")
    cache.put("a", digest_of(b"1"), b"value")
    assert cache.get("a", digest_of(b"1")) is None


def test_parts_of_a_digest_are_set_apart() -> None:
    """The same letters in other parts give another digest."""
    assert len({digest_of(b"ab", b"c"), digest_of(b"a", b"bc"), digest_of(b"abc")}) == 3


def test_versions_are_found() -> None:
    """A library is known by its version; another name has none."""
    assert version_of("pillow")
    assert version_of("no-such-library") == ""


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("options", [["--no-cache"], ["--base", "HEAD", "--as", "jia"]])
def test_forged_scan_is_not_believed(
    options: list[str],
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """--no-cache and --base scan every attachment, whatever an earlier run is said to have found."""
    monkeypatch.chdir(project)
    file = project / "content/counties/jia/attachments/x.csv"
    file.write_text("联系电话：13812345678\n", encoding="utf-8")
    for command in (("init", "--quiet"), ("add", "-A"), ("commit", "--quiet", "-m", "x")):
        git(project, *command)
    assert main(["check", "--quiet"]) == 1
    stored = Cache.of_project(project)
    name, key = "attachments/2018-jia.json", scan_cache._key()  # noqa: SLF001 - a forger knows it
    rows = json.loads(stored.get(name, key) or b"")
    stored.put(name, key, json.dumps({one: [[], *row[1:]] for one, row in rows.items()}).encode())
    assert main(["check", "--quiet"]) == 0
    capsys.readouterr()
    assert main(["check", "--quiet", *options]) == 1
    assert "personal-data" in capsys.readouterr().out


def built(root: Path, name: str) -> str:
    """The manifest of the public site, built into a folder of that name."""
    assert main(["build", "--quiet", "--without-search", "--out", str(root / name)]) == 0
    return (root / name / "manifest.json").read_text(encoding="utf-8")


@pytest.fixture
def rendered(project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[object]:
    """What was rendered by the theme's engine; the cache is the test's own."""
    started: list[object] = []

    class Watched(engine.Rendering):
        def __init__(self, *given: Any) -> None:
            started.append(given)
            super().__init__(*given)

    monkeypatch.setattr(engine, "Rendering", Watched)
    monkeypatch.setenv("TAIZHANG_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(project)
    return started


def test_theme_is_rendered_once(rendered: list[object], project: Path) -> None:
    """The second build takes both languages' shells from the cache, and has the same bytes."""
    cold = built(project, "cold")
    assert len(rendered) == 2
    assert built(project, "warm") == cold
    assert len(rendered) == 2


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("mkdocs.yml", "palette:", "palette: # other\n"),
        ("content/pages/about.md", "# ", "# 另 "),
        ("site_templates/overrides/main.html", "{%", "{# other #}{%"),
        ("rubric.yaml", "demonstration: ", "demonstration:  "),
    ],
)
def test_theme_is_rendered_anew(
    file: str, old: str, new: str, rendered: list[object], project: Path
) -> None:
    """Where the configuration, a handwritten page or an override differs; not for the rubric."""
    if not (project / file).exists():
        (project / file).write_text("# 说明\n", encoding="utf-8")
    built(project, "first")
    first = len(rendered)
    replace_text(project, file, old, new)
    built(project, "second")
    assert (len(rendered) > first) == (file != "rubric.yaml")


@pytest.mark.parametrize("beside", ["hooks: []\n", "plugins: [search]\n"])
def test_theme_that_reads_more_is_not_cached(
    beside: str, rendered: list[object], project: Path, tmp_path: Path
) -> None:
    """A configuration that names hooks or plugins rests on files that the key does not cover."""
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    key = beside.partition(":")[0]
    kept = "".join(one for one in text.splitlines(keepends=True) if not one.startswith(f"{key}:"))
    (project / "mkdocs.yml").write_text(kept + beside, encoding="utf-8")
    main(["build", "--quiet", "--without-search"])
    assert len(rendered) == 2
    assert not (tmp_path / "cache/theme").exists()


@pytest.mark.parametrize("extension", ["snippets", "b64"])
def test_extension_that_reads_files_is_not_cached(
    extension: str, rendered: list[object], project: Path, tmp_path: Path
) -> None:
    """An extension that puts files from anywhere into a page rests on them too."""
    listed = f"markdown_extensions:\n  - pymdownx.{extension}\n"
    replace_text(project, "mkdocs.yml", "markdown_extensions:\n", listed)
    main(["build", "--quiet", "--without-search"])
    assert len(rendered) == 2
    assert not (tmp_path / "cache/theme").exists()


@pytest.mark.parametrize("spoil", [b"", b"x" * 200])
def test_spoiled_theme_is_rendered_again(
    spoil: bytes, rendered: list[object], project: Path, tmp_path: Path
) -> None:
    """A damaged entry costs time alone."""
    cold = built(project, "cold")
    for file in (tmp_path / "cache/theme").iterdir():
        file.write_bytes(spoil or file.read_bytes()[:-1])
    assert built(project, "again") == cold
    assert len(rendered) == 4


def test_entries_used_last_are_kept(cache: Cache, tmp_path: Path) -> None:
    """Of many entries of a folder the newest stay."""
    for nth in range(6):
        cache.put(f"a/{nth}", digest_of(b"1"), b"value")
        os.utime(tmp_path / f"cache/a/{nth}", (nth, nth))
    assert cache.get("a/0", digest_of(b"1")) == b"value"
    cache.prune("a", 2)
    assert sorted(file.name for file in (tmp_path / "cache/a").iterdir()) == ["0", "5"]
