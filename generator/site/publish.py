"""Publish a folder whole or not at all: built beside the old one, then exchanged with it."""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, UnixFileLock

from generator.atomic_write import flush_names
from generator.model.message import N_, NOTHING, Message
from generator.site.disk_faults import disk_faults
from generator.site.exchange import exchange, flush
from generator.site.out_folder import (
    MANIFEST,
    carry_over,
    foreign_paths,
    refuse_foreign,
    refuse_place,
    refuse_without_room,
)
from generator.site.outputs import Outputs

Tell = Callable[[Message], None]

_MOST_NAMED = 10


@contextmanager
def publishing(
    out: Path,
    project: Path | None = None,
    tell: Tell | None = None,
    origin: Mapping[str, Any] = NOTHING,
    outputs: Outputs | None = None,
) -> Iterator[Path]:
    """Give an empty folder to build in; on leaving without an error it becomes ``out``.

    What is made on the way can lie beside that folder, and is deleted with it. ``tell`` hears
    what becomes of files that somebody put into ``out``; ``origin`` is what the manifest says of
    where the site comes from, ``outputs`` are the files of ``out``. Raises SiteError where ``out``
    is no folder for a site of the ``project``, and where the disk does not take it.
    """
    # Resolved once: a path through ".." or a link must not mean another folder at the end.
    out = Path(os.path.realpath(out))
    with disk_faults(out):
        refuse_place(out, project)
        out.parent.mkdir(parents=True, exist_ok=True)
        # Where no file can be made the lock would be waited for without an end.
        with tempfile.TemporaryFile(prefix=f".{out.name}.", dir=out.parent):
            pass
        with _locked(out):
            _clear_up(out)
            outputs = Outputs(out, None) if outputs is None else outputs
            refuse_foreign(out)
            refuse_without_room(out)
            # Beside the old site: only within one file system is a rename whole.
            scratch = out.parent / f".{out.name}.building-{os.getpid()}"
            building = scratch / "site"
            try:
                building.mkdir(parents=True)
                yield building
                if outputs.stands:
                    _tell(tell, out, _KEPT, list(foreign_paths(out, outputs.recorded_digest)))
                    return
                write_manifest(building, origin, outputs)
                if out.is_dir():
                    _carry_over(out, building, tell, outputs)
                flush(building)
                _swap(building, out)
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
            # Not before the old site has gone: that changes a time of the files that stay.
            outputs.save()


def write_manifest(
    folder: Path, origin: Mapping[str, Any] = NOTHING, outputs: Outputs | None = None
) -> None:
    """List every file but the list itself with its SHA-256, and say what they were made from."""
    files = (outputs or Outputs(folder, None)).digests(folder)
    files.pop(MANIFEST, None)
    manifest = {
        "version": 1,
        "generator": "taizhang",
        **origin,
        "files": dict(sorted(files.items())),
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
    if outputs is not None:
        outputs.add(folder, MANIFEST)


def _old(out: Path) -> Path:
    return out.parent / f".{out.name}.old"


def _clear_up(out: Path) -> None:
    """Undo what a killed run left: bring back the site it had moved aside, delete its folders.

    None of them is in use: whoever builds here holds the lock.
    """
    old = _old(out)
    if old.exists() and not out.exists():
        old.rename(out)
    shutil.rmtree(old, ignore_errors=True)
    for unfinished in list(out.parent.iterdir()):
        if unfinished.name.startswith(f".{out.name}.building-"):
            shutil.rmtree(unfinished, ignore_errors=True)


def _carry_over(out: Path, building: Path, tell: Tell | None, outputs: Outputs) -> None:
    # Whoever may see the old site may see the new one.
    shutil.copymode(out, building)
    kept, lost = carry_over(out, building, outputs.digest)
    _tell(tell, out, _KEPT, kept)
    _tell(tell, out, _LOST, lost)


def _tell(tell: Tell | None, out: Path, text: str, paths: Sequence[str]) -> None:
    if paths and tell is not None:
        more = " …" if len(paths) > _MOST_NAMED else ""
        values = {"number": str(len(paths)), "paths": "、".join(paths[:_MOST_NAMED]) + more}
        tell(Message(text, {"out": str(out), **values}))


def _swap(building: Path, out: Path) -> None:
    if not out.exists():
        building.rename(out)
    elif not exchange(building, out):
        # A kill between the two renames leaves the old site aside; the next run brings it back.
        out.rename(_old(out))
        try:
            building.rename(out)
        except OSError:
            _old(out).rename(out)
            raise
    # It is published; that a loss of power could undo it is no reason to call it failed.
    with suppress(OSError):
        flush_names(out.parent)
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


_KEPT = N_(
    "Kept in {out} as they were, though the program did not write them so ({number}): {paths}"
)
_LOST = N_(
    "Replaced in {out}, though the program had not written them so, since the new site has "
    "files of these names ({number}): {paths}"
)
