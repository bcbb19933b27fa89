"""Private data outside the private folder, told by what a file holds, whatever it is called."""

import os
import re
import stat
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from generator.load.ballots.private_files import SAFE_MARK
from generator.load.ballots.private_kinds import is_private
from generator.load.files import LARGEST_TEXT, with_plain_line_ends
from generator.model.announcement import Announcement
from generator.model.place import CONTENT, COUNTIES
from generator.model.rubric import Rubric

# No file of the project: made by programs, or never taken up by git.
_SKIPPED = "private"
# All below content/ may be published, whatever a folder is called.
_SKIPPED_OUTSIDE = frozenset({".cache", "__pycache__", "node_modules"})
_SKIPPED_ABOVE = frozenset({".git", ".venv", "site", "review", "volumes"})
# Programs have ballots in their texts and tests; what is written in earnest lies in no such file
# but below content/, where everything may be published.
_PROGRAMS = frozenset(
    {
        *(".py", ".js", ".mjs", ".css", ".html", ".po", ".mo", ".toml", ".cfg", ".sh", ".map"),
        *(".svg", ".xml", ".whl"),
    }
)
_WORDS = (
    *("judge", "commended", "rehearsal", "rank", "Commended", "评委", "加分", "先进单位"),
    *("taizhang-safe", "taizhang-card"),
)


def _signs(*codes: str) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(word.encode(code) for code in codes for word in _WORDS))


# Looked for before anything is decoded: nearly no file of a project holds one of them.
_SIGNS, _SIGNS_16 = _signs("utf-8", "gb18030"), _signs("utf-16-le", "utf-16-be")


_CELL = re.compile(r"<t(?:\s[^<>]*)?>([^<]*)</t>|<v>([^<]*)</v>")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OTHER_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c")
# A workbook with a password is a file of this older kind, in which the stream has this name.
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# Enough of a file to tell a text from a picture.
_FIRST = 512


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A file that holds private data, or, where it is not ``read``, one that may."""

    path: str
    read: bool = True


def misplaced_files(
    root: Path, rubric: Rubric, announced: Sequence[Announcement]
) -> Iterator[Misplaced]:
    """Yield each file that holds ballots, a roster, a decision or totals, or cannot be looked into.

    ``announced`` are the announcements with totals, which are no secret any more.
    """
    for file in _files(root):
        path = file.relative_to(root).as_posix()
        of_county = path.startswith(f"{COUNTIES}/")
        try:
            # A county's evidence may be the table of a contest that had a base and a bonus too.
            if any(
                text and is_private(text, name, rubric, announced, tables=not of_county)
                for name, text in _texts(file)
            ):
                yield Misplaced(path)
        except FileNotFoundError:
            continue
        # A damaged archive raises many kinds of error.
        except Exception:  # noqa: BLE001
            # Of a county's attachment, a past one's too, this is told where it is read.
            if f"/{COUNTIES}/" not in f"/{path}":
                yield Misplaced(path, read=False)


def _files(root: Path) -> Iterator[Path]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        below_content = CONTENT in folder.relative_to(root).parts[:1]
        for entry in entries:
            if entry.is_symlink():
                continue
            if entry.is_dir():
                skipped = entry.name == _SKIPPED
                skipped |= not below_content and entry.name in _SKIPPED_OUTSIDE
                skipped |= folder == root and entry.name in _SKIPPED_ABOVE
                if not skipped:
                    waiting.append(Path(entry.path))
            elif below_content or Path(entry.name).suffix.lower() not in _PROGRAMS:
                yield Path(entry.path)


class _NotReadableError(Exception):
    """The file is locked by a password, or an archive that nobody here opens."""


def _texts(file: Path) -> Iterator[tuple[str, str]]:
    """What the file says, or each member of an archive, by its name; nothing of a picture.

    Raises whatever hinders it.
    """
    if not stat.S_ISREG(file.stat().st_mode):
        return
    with file.open("rb") as opened:
        content = opened.read(_FIRST)
        if content.startswith(_ZIP):
            yield from _archive_texts(file)
        elif content.startswith(_OTHER_ARCHIVES):
            raise _NotReadableError
        elif content.startswith(_OLE):
            if _ENCRYPTED in content + opened.read(LARGEST_TEXT):
                raise _NotReadableError
        # Texts have no NUL but in UTF-16, which says so.
        elif b"\0" not in content or content.startswith((*_UTF_16, SAFE_MARK)):
            yield file.name, _said(content + opened.read(LARGEST_TEXT))


def _said(content: bytes) -> str:
    if content.startswith(SAFE_MARK):
        return SAFE_MARK.decode()
    signs = _SIGNS_16 if content.startswith(_UTF_16) else _SIGNS
    if not any(sign in content for sign in signs):
        return ""
    return with_plain_line_ends(_decoded(content))


def _decoded(content: bytes) -> str:
    # PowerShell writes UTF-16 where output is sent to a file, older consoles GB 18030.
    if content.startswith(_UTF_16):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def _archive_texts(file: Path) -> Iterator[tuple[str, str]]:
    """The cells of a workbook, one a line, or what the members of another archive say.

    Unpacked no further than a text may be long.
    """
    left = LARGEST_TEXT
    sheets = ""
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        is_workbook = "xl/workbook.xml" in names
        # Documents and slides are archives too, which none of our commands writes or reads.
        if "[Content_Types].xml" in names and not is_workbook:
            return
        for name in names:
            if left > 0 and is_workbook == name.startswith(("xl/sharedS", "xl/worksheets/s")):
                with archive.open(name) as opened:
                    content = opened.read(left)
                left -= len(content)
                sheets += content.decode("utf-8", "replace") if is_workbook else ""
                if not is_workbook and Path(name).suffix.lower() not in _PROGRAMS:
                    yield name, _said(content)
    yield file.name, "\n".join(unescape(text or value) for text, value in _CELL.findall(sheets))
