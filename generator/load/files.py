"""Bytes to text: one place that opens what a county has committed."""

import stat
from pathlib import Path

from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import Place

LARGEST_TEXT = 1_000_000


class UnreadableFile(Exception):
    """A file that cannot be taken as text; carries the one fault."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(reason)
        values = {"reason": reason}
        self.fault = Fault("unreadable-file", Place(path, line), values, frozenset(values))


def read_text(root: Path, path: str) -> str:
    """Return the text of ``root/path`` with plain line ends and no byte-order mark.

    Raises UnreadableFile for what is no regular file, too large, or not UTF-8.
    """
    content = _read_bytes(root / path, path)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise UnreadableFile(path, line, _encoding_reason(content)) from error
    if "\0" in text:
        raise UnreadableFile(path, text.count("\n", 0, text.index("\0")) + 1, _BINARY)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_plain_file(path: Path) -> bool:
    """Whether the path is a regular file and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _read_bytes(file: Path, path: str) -> bytes:
    if not is_plain_file(file):
        raise UnreadableFile(path, 1, _LINK if file.is_symlink() else _FOLDER)
    if file.stat().st_size > LARGEST_TEXT:
        raise UnreadableFile(path, 1, _LARGE)
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, 1, _DENIED) from error


def _encoding_reason(content: bytes) -> str:
    try:
        content.decode("gb18030")
    except UnicodeDecodeError:
        return _BINARY
    return _GBK


_LINK = N_("it is a link to another place, and links are not followed")
_FOLDER = N_("it is not a file")
_LARGE = N_("it is larger than 1 MB; a text of that size is no evidence file")
_DENIED = N_("the system does not let it be opened")
_BINARY = N_("it is not a text file")
_GBK = N_("it is not saved as UTF-8 (it looks like GBK)")
