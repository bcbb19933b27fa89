"""Whether a folder may be replaced by a site, and what in it is not the program's own."""

import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.site.outputs import file_digest, put_same, refuse_unread, stamp_of

MANIFEST = "manifest.json"
_HOME = "index.html"
# Every home page of this program, of earlier versions too, loads it.
_MARK = b"assets/taizhang.css"
_SOURCES = ("content", "private", "site_templates", ".git", ".cache", ".github", ".forgejo")
# What a site takes at the least.
_LEAST_ROOM = 32 * 2**20


def refuse_place(out: Path, project: Path | None) -> None:
    """Raise SiteError where no site may lie, whatever is there now; ``out`` is resolved."""
    around = [folder for each in (_home(), project) if each for folder in (each, *each.parents)]
    if os.path.ismount(out) or any(_same(out, folder) for folder in around):
        raise SiteError(Message(_NO_PLACE, {"out": str(out)}))
    for source in () if project is None else (project / name for name in _SOURCES):
        if any(_same(folder, source) for folder in (out, *out.parents)):
            raise SiteError(Message(_SOURCE, {"out": str(out), "folder": source.name}))


def refuse_foreign(out: Path) -> None:
    """Raise SiteError where ``out`` is no folder, or holds files but no site of this program."""
    if out.exists() and not out.is_dir():
        raise SiteError(Message(N_("{out} is not a folder; name another one."), {"out": str(out)}))
    if out.is_dir() and any(out.iterdir()) and not _is_ours(out):
        text = N_("{out} holds files that are not a site of this program; name another folder.")
        raise SiteError(Message(text, {"out": str(out)}))


def refuse_without_room(out: Path) -> None:
    """Raise SiteError where the disk has not the room that the old site takes, once more."""
    stamps = (stamp_of(f"{out}/{path}") for path in _listed(out))
    needed = sum(stamp[0] for stamp in stamps if stamp)
    free = shutil.disk_usage(out.parent).free
    if free < needed + _LEAST_ROOM:
        megabytes = {"needed": needed + _LEAST_ROOM, "free": free}
        values = {name: str(size >> 20) for name, size in megabytes.items()}
        raise SiteError(Message(_NO_ROOM, {"place": str(out.parent), **values}))


def carry_over(
    out: Path, new: Path, digest: Callable[[str], str | None]
) -> tuple[list[str], list[str]]:
    """Put into the new site what somebody put beside the old one; ``digest`` is that of a file there.

    Return what was carried over, and what gives way since the new site has that name.
    """
    kept, lost = [], []
    for path in foreign_paths(out, digest):
        target = new / path
        if os.path.lexists(target) or not _made(target.parent):
            lost.append(path)
        else:
            _put(out / path, target)
            kept.append(path)
    return kept, lost


def _home() -> Path | None:
    with suppress(RuntimeError):
        return Path.home()
    return None


def _same(one: Path, other: Path) -> bool:
    # Names alone do not tell, where capitals make no difference.
    with suppress(OSError):
        return one.samefile(other)
    return one == other


def _is_ours(out: Path) -> bool:
    """Whether the manifest is there, and the home page is as it says."""
    # A mistyped --out must never delete somebody's folder, whatever a manifest says.
    listed = _listed(out)
    home = out / _HOME
    if _HOME not in listed or file_digest(str(home)) != listed[_HOME]:
        return False
    return _MARK in home.read_bytes()


def _listed(out: Path) -> Mapping[str, str]:
    """The files that the manifest lists, by path, with their digests."""
    file = out / MANIFEST
    if file.is_symlink() or not file.is_file():
        return {}
    try:
        manifest = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        return {}
    files = manifest.get("files") if isinstance(manifest, dict) else None
    return files if isinstance(files, dict) else {}


def foreign_paths(out: Path, digest: Callable[[str], str | None]) -> Iterator[str]:
    """The paths of files, links and empty folders that are not as the program wrote them."""
    listed = _listed(out)
    for folder, folders, files in os.walk(out, onerror=refuse_unread):
        here = folder[len(str(out)) + 1 :].replace(os.sep, "/")
        links = [name for name in folders if os.path.islink(f"{folder}/{name}")]  # noqa: PTH114 - thousands
        # A git folder without its empty folders is none.
        empty = [""] if here and not (folders or files) else []
        for name in sorted([*files, *links, *empty]):
            path = f"{here}/{name}".strip("/")
            is_own = path in listed and digest(path) == listed[path]
            if path != MANIFEST and not is_own:
                yield path


def _made(folder: Path) -> bool:
    """Make the folder; whether it is one, since a file may have that name."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        return False
    return True


def _put(source: Path, target: Path) -> None:
    if source.is_symlink():
        target.symlink_to(source.readlink(), target_is_directory=source.is_dir())
    elif source.is_dir():
        target.mkdir()
    else:
        put_same(str(source), str(target))


_NO_PLACE = N_(
    "{out} is a whole disk, a home folder or a mount point, or holds this project, and cannot "
    "become a site. Name a folder for the site alone, such as site."
)
_SOURCE = N_(
    "{out} lies in {folder}, where this project keeps what it is made from. Name a folder for "
    "the site alone, such as site."
)
_NO_ROOM = N_(
    "Nothing was published: about {needed} MB are needed in {place}, and {free} MB are free. "
    "Make room and run the command again; what was published before still stands."
)
