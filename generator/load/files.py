"""The files of a project folder: one place that opens them, and each of them once."""

import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import Place

# Bounds what parsing one file can cost.
LARGEST_TEXT = 1_000_000
# What Windows saved Chinese text as before UTF-8; GBK and GB2312 are parts of it.
CHINESE = "gb18030"


class UnreadableFile(Exception):
    """A file that cannot be taken as text; carries the one fault."""

    def __init__(self, path: str, line: int, reason: str, encoding: str = "") -> None:
        super().__init__(reason)
        values = {"reason": reason}
        self.fault = Fault(
            "unreadable-file", Place(path, line), values, frozenset(values), encoding=encoding
        )


class ProjectFiles:
    """The text files below a project folder.

    Contents are cached: what is checked, shown, hashed and written into the log are the same
    bytes.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self._contents: dict[str, bytes] = {}

    @property
    def contents(self) -> Mapping[str, bytes]:
        """The bytes of every text that was read, by its path from the root."""
        return MappingProxyType(self._contents)

    def text(self, path: str) -> str:
        """The file's text with plain line ends and no byte-order mark.

        Raises UnreadableFile for what is no regular file, too large, or not UTF-8.
        """
        if path not in self._contents:
            self._contents[path] = _read_bytes(self.root / path, path)
        content = self._contents[path]
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            chinese, reason = _as_chinese(content)
            encoding = CHINESE if chinese is not None and _is_evidence(chinese) else ""
            raise UnreadableFile(path, line, reason, encoding) from error
        # Latin letters in UTF-16 are valid UTF-8 with a NUL beside each of them.
        if "\0" in text:
            raise UnreadableFile(path, text.count("\n", 0, text.index("\0")) + 1, _BINARY)
        return with_plain_line_ends(text)


def with_plain_line_ends(text: str) -> str:
    r"""The text with ``\n`` at the end of every line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def files_below(
    folder: Path, unlisted: Callable[[Path], object] = lambda _: None
) -> Iterator[Path]:
    """Yield every file and link below the folder, however deep, in no order; links are not followed.

    A folder that is a link itself has none; one that cannot be listed is given to ``unlisted``.
    """
    waiting = [] if folder.is_symlink() or not folder.is_dir() else [folder]
    while waiting:
        below = waiting.pop()
        try:
            entries = list(below.iterdir())
        except OSError:
            unlisted(below)
            continue
        for entry in entries:
            if entry.is_dir() and not entry.is_symlink():
                waiting.append(entry)
            else:
                yield entry


def is_plain_file(path: Path) -> bool:
    """Whether the path is a regular file and no link to one."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _read_bytes(file: Path, path: str) -> bytes:
    # A link could show any file of this machine, a named pipe would block for ever.
    if not is_plain_file(file):
        raise UnreadableFile(path, 1, LINK if file.is_symlink() else NO_FILE)
    try:
        if file.stat().st_size > LARGEST_TEXT:
            raise UnreadableFile(path, 1, _LARGE)
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, 1, DENIED) from error


def _as_chinese(content: bytes) -> tuple[str | None, str]:
    """Decode GB 18030: the text, None where that loses something, and the reason to report."""
    try:
        text = content.decode(CHINESE)
    except UnicodeDecodeError:
        return None, _BINARY
    # --fix saves the text as UTF-8, so that the decoding must have lost nothing.
    return (text, _GBK) if text.encode(CHINESE) == content else (None, _GBK)


def _is_evidence(text: str) -> bool:
    """Whether the text is beyond doubt what was written: our own words, in everyday characters."""
    letters = [letter for letter in text if not letter.isascii()]
    # GB 18030 decodes nearly any bytes; those of another encoding give rare characters.
    everyday = sum(1 for letter in letters if _is_everyday(letter))
    printed = all(letter.isprintable() or letter in "\r\n\t" for letter in text)
    ours = any(word in text for word in _OUR_WORDS)
    return ours and printed and everyday * 20 >= len(letters) * 19


def _is_everyday(letter: str) -> bool:
    """Whether it is one of the 3,755 everyday characters of GB 2312 or its punctuation."""
    try:
        first = letter.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xA1 <= first <= 0xA3 or 0xB0 <= first <= 0xD7


_OUR_WORDS = ("指标", "状态", "台账")
LINK = N_("it is a link to another place, and links are not followed")
NO_FOLDER = N_("it is a file where a folder belongs")
NO_FILE = N_("it is not a file")
_LARGE = N_("it is larger than 1 MB; a text of that size is no evidence file")
DENIED = N_("the system does not let it be opened")
_BINARY = N_("it is not a text file")
_GBK = N_("it is not saved as UTF-8 (it looks like GBK)")
