"""Publish a folder whole or not at all: built beside the old one, then renamed."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, UnixFileLock

from generator.model.errors import SiteError
from generator.model.message import N_, NOTHING, Message

MANIFEST = "manifest.json"


@contextmanager
def publishing(out: Path, origin: Mapping[str, Any] = NOTHING) -> Iterator[Path]:
    """Give an empty folder to build in; on leaving without an error it becomes ``out``.

    ``origin`` is what the manifest says of where the site comes from.

    Raises SiteError where ``out`` is a folder that this program did not write.
    """
    out = out.absolute()
    out.parent.mkdir(parents=True, exist_ok=True)
    with _locked(out):
        _clear_up(out)
        _refuse_foreign(out)
        # Beside the old site: only within one file system is a rename whole.
        building = out.parent / f".{out.name}.building-{os.getpid()}"
        building.mkdir()
        try:
            yield building
            write_manifest(building, origin)
            _swap(building, out)
        finally:
            shutil.rmtree(building, ignore_errors=True)


def write_manifest(folder: Path, origin: Mapping[str, Any] = NOTHING) -> None:
    """List every file but the list itself with its SHA-256, and say what they were made from."""
    files = {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in folder.rglob("*")
        if file.is_file() and file != folder / MANIFEST
    }
    manifest = {
        "version": 1,
        "generator": "taizhang",
        **origin,
        "files": dict(sorted(files.items())),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")


def _old(out: Path) -> Path:
    return out.parent / f".{out.name}.old"


def _clear_up(out: Path) -> None:
    """Undo what a killed run left: bring back the site it had moved aside, delete its folders."""
    old = _old(out)
    if old.exists() and not out.exists():
        old.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    for unfinished in out.parent.glob(f".{out.name}.building-*"):
        shutil.rmtree(unfinished, ignore_errors=True)


def _refuse_foreign(out: Path) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise SiteError(Message(N_("{out} is not a folder; name another one."), {"out": str(out)}))
    if out.is_dir() and any(out.iterdir()) and not _is_ours(out):
        text = N_("{out} holds files that are not a site of this program; name another folder.")
        raise SiteError(Message(text, {"out": str(out)}))


def _is_ours(out: Path) -> bool:
    # A mistyped --out must never delete somebody's folder.
    try:
        manifest = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(manifest, dict) and manifest.get("generator") == "taizhang"


def _swap(building: Path, out: Path) -> None:
    # A kill between the two renames leaves the old site aside; the next run brings it back.
    if out.exists():
        out.rename(_old(out))
    building.rename(out)
    shutil.rmtree(_old(out), ignore_errors=True)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Lock ``out`` against a second build; a killed one does not leave it locked."""
    lock = FileLock(out.parent / f".{out.name}.lock")
    with lock:
        try:
            yield
        finally:
            if isinstance(lock, UnixFileLock):
                # The others delete their file themselves. Deleted while it is locked: who waits
                # for it sees that it has gone, and locks a new one.
                Path(lock.lock_file).unlink(missing_ok=True)
