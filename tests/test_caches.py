"""What an earlier run is said to have found: never a reason to publish, to stop or to wait."""

import json
import os
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest
from project_copy import replace_text
from year import forget_evidence, freeze, run_year

from generator.cache import Cache
from generator.cli import main
from generator.load import web_links
from generator.load.attachments import scan_cache
from generator.model.state import State

NAME = "attachments/2018-jia.json"
STORED = f".cache/taizhang/{NAME}"
EMPTY = scan_cache.ScanResult((), "")
FILE = "content/counties/jia/attachments/x.csv"


@pytest.fixture
def planted(project: Path, monkeypatch: pytest.MonkeyPatch, own_cache: None) -> Path:  # noqa: ARG001
    """A project whose one fault is a number in an attachment, checked once."""
    monkeypatch.chdir(project)
    (project / FILE).write_text("联系电话：13812345678\n", encoding="utf-8")
    assert main(["check", "--quiet"]) == 1
    return project


def put(root: Path, value: bytes) -> None:
    """Store the value as the program would."""
    Cache.of_project(root).put(NAME, scan_cache._key(), value)  # noqa: SLF001 - a forger knows it


def rows(root: Path) -> dict[str, list[object]]:
    stored = Cache.of_project(root).get(NAME, scan_cache._key())  # noqa: SLF001 - as above
    found: dict[str, list[object]] = json.loads(stored or b"")
    return found


def forge(root: Path, **changed: str) -> None:
    """Put another part, as JSON, into each row that is stored."""
    parts = ("found", "trouble", "content", "picture", "size")
    texts = [
        f"{json.dumps(key)}: ["
        + ", ".join(
            changed.get(part, json.dumps(old)) for part, old in zip(parts, row, strict=True)
        )
        + "]"
        for key, row in rows(root).items()
    ]
    put(root, f"{{{', '.join(texts)}}}".encode())


MALFORMED: Mapping[str, Callable[[Path], None]] = {
    "infinite size": lambda root: forge(root, found="[]", size="[Infinity, 1]"),
    "negative size": lambda root: forge(root, found="[]", size="[-1, 1]"),
    "size of truths": lambda root: forge(root, found="[]", size="[true, true]"),
    "huge size": lambda root: forge(root, found="[]", size="[1e999, 1]"),
    "unknown kind": lambda root: forge(root, found='[["x", "y", ""]]'),
    "kind that is a list": lambda root: forge(root, found='[[["x"], "y", ""]]'),
    "found that is a number": lambda root: forge(root, found="1"),
    "found without an end": lambda root: forge(root, found='[["mobile", "1", ""]' * 2),
    "half a letter": lambda root: forge(root, found=r'[["mobile", "\ud800", ""]]'),
    "long trouble": lambda root: forge(root, found="[]", trouble=json.dumps("x" * 10_000)),
    "trouble that is none": lambda root: forge(root, found="[]", trouble="null"),
    "unknown damage": lambda root: forge(root, found="[]", content='[false, "", "x"]'),
    "damage that is a list": lambda root: forge(root, found="[]", content='[false, "", [1]]'),
    "other fingerprint": lambda root: forge(root, found="[]", picture='"00"'),
    "no fingerprint": lambda root: forge(root, found="[]", picture='"zz"'),
    "nested": lambda root: put(root, b"[" * 100_000),
    "nested rows": lambda root: put(root, b'{"a": ' * 50_000),
    "list": lambda root: put(root, b"[]"),
    "number": lambda root: put(root, b"1"),
    "long number": lambda root: put(root, b"9" * 100_000),
    "no UTF-8": lambda root: put(root, b"\xff"),
    "huge": lambda root: put(root, b" " * 20_000_000 + b"{}"),
}


@pytest.mark.parametrize("kind", MALFORMED)
def test_malformed_scan_is_made_again(
    kind: str, planted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The number is found again, the entry replaced, and nothing is said of it."""
    before = (planted / STORED).read_bytes()
    MALFORMED[kind](planted)
    capsys.readouterr()
    assert main(["check", "--quiet"]) == 1
    told = capsys.readouterr()
    assert told.err == ""
    assert "138＊＊＊＊＊＊78" in told.out
    assert (planted / STORED).read_bytes() == before


def _file_for_folder(root: Path) -> None:
    _away(root)
    (root / ".cache").write_text("x", encoding="utf-8")


def _away(root: Path) -> None:
    (root / ".cache").rename(root.parent / "elsewhere")


def _linked_folder(root: Path) -> None:
    _away(root)
    (root / ".cache").symlink_to(root.parent / "elsewhere")


def _linked_below(root: Path) -> None:
    forged = root / ".cache/taizhang/attachments"
    forged.rename(root.parent / "elsewhere")
    forged.symlink_to(root.parent / "elsewhere")


def _linked_entry(root: Path) -> None:
    (root / STORED).rename(root.parent / "elsewhere")
    (root / STORED).symlink_to(root.parent / "elsewhere")


def _pipe(root: Path) -> None:
    (root / STORED).unlink()
    os.mkfifo(root / STORED)


def _device(root: Path) -> None:
    (root / STORED).unlink()
    (root / STORED).symlink_to("/dev/zero")


def _folder_for_entry(root: Path) -> None:
    (root / STORED).unlink()
    (root / STORED).mkdir()


PLACES = {
    "file": _file_for_folder,
    "linked folder": _linked_folder,
    "linked below": _linked_below,
    "linked entry": _linked_entry,
    "pipe": _pipe,
    "device": _device,
    "folder for the entry": _folder_for_entry,
}


def bytes_below(folder: Path) -> dict[str, bytes]:
    """The bytes of a file, or of all files of a folder."""
    files = [folder] if folder.is_file() else [*folder.rglob("*")]
    return {str(file): file.read_bytes() for file in files if file.is_file()}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pipes or links like these")
@pytest.mark.parametrize("place", PLACES)
def test_cache_in_a_strange_place_is_left_alone(
    place: str, planted: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is read or written through a link, nothing waited for; the check says the same."""
    forge(planted, found="[]")
    PLACES[place](planted)
    elsewhere = planted.parent / "elsewhere"
    before = bytes_below(elsewhere)
    capsys.readouterr()
    assert main(["check", "--quiet"]) == 1
    assert main(["links", "--quiet"]) in (0, 1)
    told = capsys.readouterr()
    assert "138＊＊＊＊＊＊78" in told.out
    assert bytes_below(elsewhere) == before


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("number", ["", "13812345678"])
def test_public_site_believes_no_scan(
    number: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build for the public reads the attachments itself, whatever is stored of them."""
    run_year(project, State.FINAL)
    forget_evidence(project)
    monkeypatch.chdir(project)
    (project / FILE).write_text(f"联系电话：{number}\n", encoding="utf-8")
    replace_text(project, "content/counties/jia/01.md", "attachments/list.pdf", "attachments/x.csv")
    main(["check", "--quiet"])
    forge(project, found="[]")
    monkeypatch.setattr(scan_cache, "_SCANNED", {})
    assert main(["build", "--quiet", "--without-search"]) == 0
    assert bool([*(project / "site").rglob("x.csv")]) == (not number)


def test_step_believes_no_scan(planted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor does a step of the state."""
    asked: list[str] = []
    freeze(planted)
    forge(planted, found="[]")
    monkeypatch.setattr(scan_cache, "_SCANNED", {})

    def scan(_: object, __: bytes, suffix: str) -> tuple[scan_cache.ScanResult, bool]:
        asked.append(suffix)
        return EMPTY, False

    monkeypatch.setattr(scan_cache.ScanCache, "_scan", scan)
    main(["state", "closed", "--quiet"])
    assert ".csv" in asked


@pytest.mark.parametrize(
    "value", ["[", "[" * 100_000, "[1]", r'{"a": ["gone", "2018-01-01", "", "\ud800"]}']
)
def test_malformed_answers_of_pages_are_asked_again(value: str, tmp_path: Path) -> None:
    """No page that is cited, nothing to ask: the entry alone must not stop the run."""
    file = tmp_path / web_links.FILE
    file.parent.mkdir(parents=True)
    file.write_text(value, encoding="utf-8")
    assert web_links.ask_all([], tmp_path, date(2018, 1, 1), lambda *_: None) == {}
