"""Attachments are read in a process of their own: a hostile one costs itself, never the run."""

import multiprocessing
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from bombs import BOMBS, DOCUMENT, packed, picture
from ended import wait_for_end
from on_folder import assess
from PIL import Image
from project_copy import REPOSITORY

from generator.cli import main
from generator.load.attachments import scan_cache, scan_process
from generator.load.attachments.scan_cache import ScanCache
from generator.load.attachments.scan_process import (
    SCANNER,
    FileTooCostly,
    ScanProcess,
    most_seconds,
)
from generator.model.attachment import OUT_OF_TIME, SCANNED, TOO_COSTLY, TOO_MANY_PIXELS
from generator.model.message import Language
from generator.report.catalogue import Catalogue

ATTACHMENTS = "content/counties/jia/attachments"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these limits")
NUMBER = "联系电话：13812345678\n".encode()


@pytest.fixture
def worker() -> Iterator[ScanProcess]:
    """A worker of the test's own."""
    process = ScanProcess()
    yield process
    process.stop()


@pytest.fixture
def scans() -> ScanCache:
    """The scans of a county, none of them remembered from an earlier test."""
    scan_cache._SCANNED.clear()  # noqa: SLF001 - what a run remembers
    return ScanCache(None, "2018", "jia")


def process_of(worker: ScanProcess) -> "subprocess.Popen[bytes]":
    assert worker._process is not None  # noqa: SLF001 - it is what is looked at
    return worker._process  # noqa: SLF001 - as above


def peak_megabytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(re.findall(r"VmHWM:\s*(\d+)", status)[0]) // 1024


@ON_LINUX
@pytest.mark.parametrize("name", BOMBS)
def test_bomb_ends_soon(name: str, worker: ScanProcess) -> None:
    """Whatever it is, it takes no more than its share of time and memory, and the next file is read."""
    content = BOMBS[name]()
    worker.ask(b"x", ".txt")
    limit = most_seconds(len(content))
    begun = os.times()
    try:
        answer = worker.ask(content, f".{name.partition('.')[2]}")
        # The system ends a process at the first tick of its clock behind the limit.
        assert answer.seconds <= limit + 0.1
        # Of a fresh worker where the first has died of it.
        assert peak_megabytes(process_of(worker).pid) < 300
    except FileTooCostly as error:
        assert error.lasting  # noqa: PT017 - either may come of it
    worker.stop()
    ended = os.times()
    spent = sum(ended[2:4]) - sum(begun[2:4])
    # Twice where it died of what it holds: a fresh worker has tried it once more. Beside it both
    # have started; without a limit it would take a minute.
    assert spent < 2 * limit + 10
    assert worker.ask(NUMBER, ".txt").found[0][0][:2] == ["mobile", "138＊＊＊＊＊＊78"]


def honest_workbook(folder: Path) -> Path:
    """Twenty sheets of five hundred rows, as a full year of activities has."""
    row = (
        "<row>" + "".join(f"<c r='A1'><v>{n}</v></c>" for n in (1, 240, 36000, 20180312)) + "</row>"
    )
    sheets = ((f"xl/worksheets/sheet{nth}.xml", row.encode() * 500) for nth in range(20))
    (folder / "a.xlsx").write_bytes(packed(sheets))
    return folder / "a.xlsx"


def scanned_document(folder: Path) -> Path:
    """Three hundred pages without a text."""
    pages = [Image.effect_noise((620, 877), 9) for _ in range(2)] * 150
    pages[0].save(folder / "a.pdf", save_all=True, append_images=pages[1:], quality=9)
    return folder / "a.pdf"


def photograph(folder: Path, name: str, size: tuple[int, int], **options: Any) -> Path:
    noise = Image.effect_noise((size[0] // 8, size[1] // 8), 60).resize(size)
    Image.merge("RGB", [noise] * 3).save(folder / name, **options)
    return folder / name


HONEST: Mapping[str, Callable[[Path], Path]] = {
    "workbook": honest_workbook,
    "scan": scanned_document,
    "48 megapixels": lambda folder: photograph(folder, "a.jpg", (8000, 6000), quality=88),
    "progressive": lambda folder: photograph(folder, "a.jpg", (8000, 6000), progressive=True),
    "webp": lambda folder: photograph(folder, "a.webp", (4000, 3000)),
    "large png": lambda folder: photograph(folder, "a.png", (4000, 5000), compress_level=1),
}


@pytest.mark.parametrize("kind", HONEST)
def test_large_honest_file_is_read(kind: str, tmp_path: Path, scans: ScanCache) -> None:
    """What a camera, a scanner and an office make stays within the limits."""
    _, result = scans.scan(HONEST[kind](tmp_path))
    trouble = SCANNED if kind == "scan" else ""
    assert (result.found, result.trouble, result.damage) == ((), trouble, None)


def test_bombs_cost_themselves_only(project: Path) -> None:
    """Each is an error of its own that says what to do; the files beside them are read as ever."""
    before = [one for one in assess(project).findings if one.code != "unused-attachment"]
    names = (
        "own-streams.pdf",
        "one-bit.png",
        "large.webp",
        "scans.jpg",
        "parts.pptx",
        "members.xlsx",
    )
    for name in names:
        (project / ATTACHMENTS / name).write_bytes(BOMBS[name]())
    (project / ATTACHMENTS / "z.csv").write_bytes(NUMBER)
    findings = [one for one in assess(project).findings if one.code != "unused-attachment"]
    added = [finding for finding in findings if finding not in before]
    assert all(finding in findings for finding in before)
    assert {Path(one.place.path).name for one in added} == {*names, "z.csv"}
    said = {
        Path(one.place.path).name: Catalogue(Language.CHINESE).translate_finding(one)
        for one in added
    }
    assert "费时或占内存太多" in said["own-streams.pdf"].message
    assert "另存" in said["own-streams.pdf"].fix
    assert "像素太多" in said["large.webp"].message
    assert said["z.csv"].code == "personal-data"


def test_worker_that_died_between_files_is_replaced(worker: ScanProcess) -> None:
    """The system may end any process: the next file is not to blame."""
    worker.ask(b"x", ".txt")
    first = process_of(worker)
    first.kill()
    first.wait()
    assert worker.ask(NUMBER, ".txt").found[0]
    assert process_of(worker).pid != first.pid


@ON_LINUX
def test_worker_ends_with_its_run(tmp_path: Path) -> None:
    """Also where the run is killed: no process is left behind."""
    code = (
        "import time; from generator.load.attachments.scan_process import SCANNER as s;"
        "s.ask(b'x', '.txt'); print(s._process.pid, flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, cwd=tmp_path) as run:
        assert run.stdout is not None
        pid = int(run.stdout.readline())
        run.send_signal(signal.SIGKILL)
    wait_for_end(pid)


def _ask_in_child(_: int) -> tuple[int, Any]:
    found = SCANNER.ask(NUMBER, ".txt").found[0]
    return process_of(SCANNER).pid, found


@pytest.mark.skipif(not hasattr(os, "fork"), reason="nothing is forked")
def test_forked_process_has_a_worker_of_its_own() -> None:
    """Two processes that talk to one worker would take each other's answers."""
    SCANNER.ask(b"x", ".txt")
    own = process_of(SCANNER).pid
    with ProcessPoolExecutor(2, multiprocessing.get_context("fork")) as pool:
        answers = list(pool.map(_ask_in_child, range(6)))
    assert own not in {pid for pid, _ in answers}
    found = {str(found[0][:2]) for _, found in answers}
    assert found == {"['mobile', '138＊＊＊＊＊＊78']"}
    assert SCANNER.ask(NUMBER, ".txt").found[0]
    assert process_of(SCANNER).pid == own


ROW = '[[["mobile", "1＊", ""]], "", [false, "", null], "", []]'


def changed(old: str, new: str) -> str:
    """An answer of which a part is another."""
    assert old in ROW
    return f"[{ROW.replace(old, new)}, 0]"


ANSWERS = {
    "nothing": "",
    "half": "[[",
    "deep": "[" * 100_000,
    "other": '{"a": 1}',
    "no time": f"[{ROW}, null]",
    "no number": f"[{ROW}, NaN]",
    "long ago": f"[{ROW}, -1e300]",
    "kind": changed("mobile", "x"),
    "kind of a kind": changed('"mobile"', '["mobile"]'),
    "size": changed("[]]", "[Infinity, 1]]"),
    "fingerprint": changed(', "", []]', ', "00", []]'),
    "half a letter": changed("1＊", r"\ud800"),
    "long text": changed("1＊", "x" * 10_000),
    "damage": changed("null", "[]"),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_answer_is_not_trusted(
    kind: str, scans: ScanCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that took the worker over gains no more than being called unsearchable."""
    line = ANSWERS[kind].encode() + b"\n"
    monkeypatch.setattr(scan_process, "_exchange", lambda *_: line)
    (tmp_path / "a.txt").write_bytes(b"x")
    assert scans.scan(tmp_path / "a.txt")[1].trouble == TOO_COSTLY


def test_county_has_its_share_of_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scans: ScanCache
) -> None:
    """Files beyond it are not read in this run, and are in the next."""
    monkeypatch.setattr(scan_cache, "_MOST_FOR_COUNTY", -1.0)
    (tmp_path / "a.txt").write_bytes(NUMBER)
    assert scans.scan(tmp_path / "a.txt")[1].trouble == OUT_OF_TIME
    monkeypatch.undo()
    assert scans.scan(tmp_path / "a.txt")[1].found
    assert scans.scan(tmp_path / "a.txt")[1].trouble == ""


def test_late_answer_is_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scans: ScanCache
) -> None:
    """On the clock it is the machine that may be slow: the next run tries once more."""
    SCANNER.stop()
    monkeypatch.setattr(scan_process, "MOST_WAITING", 0.0)
    # Handed no file it says nothing until it is ended.
    monkeypatch.setattr(scan_process, "_exchange", lambda process, *_: process.stdout.read())
    (tmp_path / "a.txt").write_bytes(NUMBER)
    assert scans.scan(tmp_path / "a.txt")[1].trouble == TOO_COSTLY
    monkeypatch.undo()
    assert scans.scan(tmp_path / "a.txt")[1].found


def test_worker_takes_no_module_of_the_folder(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A county's folder may hold a file that is named as a library is."""
    for name in ("json", "zipfile", "pypdf", "generator", "resource"):
        (project / f"{name}.py").write_text("open('ran', 'w')", encoding="utf-8")
    monkeypatch.chdir(project)
    scan_cache._SCANNED.clear()  # noqa: SLF001 - what a run remembers
    SCANNER.stop()
    (project / ATTACHMENTS / "z.docx").write_bytes(packed([(DOCUMENT, NUMBER)]))
    assert main(["check", "--quiet", "--no-cache"]) == 1
    assert not (project / "ran").exists()


def test_large_picture_is_named_by_its_pixels(tmp_path: Path, scans: ScanCache) -> None:
    """It says to make it smaller, not that it is damaged."""
    for name, content in (
        ("a.png", picture("PNG", (11_000, 11_000), "L")),
        ("a.gif", picture("GIF", (11_000, 11_000), "L")),
        ("a.webp", picture("WEBP", (4_000, 4_000), lossless=True, method=0)),
        ("b.png", picture("WEBP", (4_000, 4_000), quality=0, method=0)),
    ):
        (tmp_path / name).write_bytes(content)
        assert scans.scan(tmp_path / name)[1].trouble == TOO_MANY_PIXELS
