"""What is handed in: a file, a folder or a zip, as names and contents. It is only ever read."""

import stat
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.load.files import files_below, is_plain_file
from generator.load.system_files import is_system_file
from generator.model.errors import NotTaken, Refused
from generator.model.message import N_, Message
from generator.model.sheet import Unread

# A picture of a phone has 12 MB at most, a film is no evidence that is taken.
LARGEST_FILE = 60_000_000
_LARGEST_PACKAGE = 2_000_000_000
_MOST_FILES = 2_000
_LONGEST_LIST, _LONGEST_END = 2_000_000, 65_557
_CHUNK = 1_000_000
_NAMES_IN_UTF8 = 0x800


@dataclass(frozen=True, slots=True)
class HandedFile:
    """One file of what is handed in: its path there, its content."""

    path: str
    content: bytes


def read_package(source: Path) -> Iterator[HandedFile | Unread]:
    """Yield the files in the order of their names. Raises Refused where nothing can be taken."""
    if source.is_dir():
        yield from _folder(source)
    elif not source.is_file():
        text = N_("There is no file or folder {file}.")
        raise Refused(Message(text, {"file": str(source)}))
    elif source.suffix.lower() == ".zip":
        yield from _zip(source)
    else:
        yield _file(source, source.name)


def _folder(folder: Path) -> Iterator[HandedFile | Unread]:
    unlisted: list[Path] = []
    files = sorted(files_below(folder, unlisted.append))
    if len(files) > _MOST_FILES:
        raise Refused(Message(_MANY, {"file": folder.name, "most": str(_MOST_FILES)}))
    for file in files:
        path = unicodedata.normalize("NFC", file.relative_to(folder).as_posix())
        if not is_system_file(path):
            yield _file(file, path)
    yield from (Unread(folder.name, _UNLISTED) for folder in unlisted)


def _file(file: Path, path: str) -> HandedFile | Unread:
    # No link is followed: it could lead to any file of this machine.
    if file.is_symlink() or not is_plain_file(file):
        return Unread(path, _LINK)
    try:
        if file.stat().st_size > LARGEST_FILE:
            return Unread(path, TOO_LARGE)
        return HandedFile(path, file.read_bytes())
    except OSError:
        return Unread(path, _UNLISTED)


def _zip(source: Path) -> Iterator[HandedFile | Unread]:
    # A long list alone can take a minute to read.
    if source.stat().st_size > _LARGEST_PACKAGE or _list_size(source) > _LONGEST_LIST:
        raise Refused(Message(_MANY, {"file": source.name, "most": str(_MOST_FILES)}))
    try:
        archive = zipfile.ZipFile(source)
    # A damaged archive raises many kinds of error; all mean the same here.
    except Exception as error:
        raise Refused(Message(_NO_ZIP, {"file": source.name})) from error
    with archive:
        parts = [part for part in archive.infolist() if not part.is_dir()]
        if len(parts) > _MOST_FILES:
            raise Refused(Message(_MANY, {"file": source.name, "most": str(_MOST_FILES)}))
        yield from _parts(archive, parts)


def _list_size(source: Path) -> int:
    """How long the list of files at the end says that it is, 0 where there is none."""
    with source.open("rb") as file:
        file.seek(max(0, source.stat().st_size - _LONGEST_END))
        tail = file.read()
    at = tail.rfind(b"PK\5\6")
    return int.from_bytes(tail[at + 12 : at + 16], "little") if at >= 0 else 0


def _parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> Iterator[HandedFile | Unread]:
    left, seen = _LARGEST_PACKAGE, set[str]()
    for part in sorted(parts, key=_name):
        path = _name(part)
        if is_system_file(path) or path.startswith("__MACOSX/"):
            continue
        if path in seen:
            yield Unread(path, _TWICE)
            continue
        seen.add(path)
        try:
            content = _unpacked(archive, part, min(left, LARGEST_FILE))
        except NotTaken as error:
            yield Unread(path, error.reason)
            continue
        left -= len(content)
        yield HandedFile(path, content)


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, most: int) -> bytes:
    if stat.S_ISLNK(part.external_attr >> 16):
        raise NotTaken(_LINK)
    if part.flag_bits & 1:
        raise NotTaken(_PASSWORD)
    content, size = list[bytes](), 0
    try:
        with archive.open(part) as opened:
            # In pieces: the size that the archive states can be false.
            while size <= most and (piece := opened.read(_CHUNK)):
                content.append(piece)
                size += len(piece)
    except Exception as error:
        raise NotTaken(_DAMAGED) from error
    if size > most:
        raise NotTaken(TOO_LARGE)
    return b"".join(content)


def _name(part: zipfile.ZipInfo) -> str:
    """The path, in the letters of a Chinese Windows where the archive does not say which."""
    name = part.filename
    if not part.flag_bits & _NAMES_IN_UTF8:
        raw = name.encode("cp437", errors="replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    # Nothing is ever written by this name, which may lead anywhere.
    steps = [step for step in name.replace("\\", "/").split("/") if step not in ("", ".", "..")]
    return unicodedata.normalize("NFC", "/".join(steps)) or "?"


_MANY = N_("{file} is too large: a package has at most {most} files and 2,000 MB. Part it.")
_NO_ZIP = N_("{file} is damaged, or no zip. Make it once more, or name the folder itself.")
TOO_LARGE = N_("it is larger than 60 MB")
_LINK = N_("it is a link to another place")
_UNLISTED = N_("it cannot be opened; close it where it is open")
_PASSWORD = N_("it has a password; make the zip once more without one")
_DAMAGED = N_("it is damaged in the zip; put it in once more")
_TWICE = N_("it stands twice in the zip")
