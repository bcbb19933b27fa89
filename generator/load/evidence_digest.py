"""What a county handed in, as one digest, so that a later change of it is seen."""

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.load.files import files_below
from generator.load.system_files import is_system_file
from generator.model.place import COUNTIES


def evidence_digest(root: Path, county: str, contents: Mapping[str, bytes]) -> str:
    """The SHA-256 of the names and bytes in a county's folder, in hexadecimal digits.

    ``contents`` are files that have been read, by path from ``root``: a text's bytes, of any
    other file its SHA-256; the rest is read here. The same on every system: line ends, a
    byte-order mark, the form of a name, hidden files and those of systems make no difference.
    """
    folder = root / COUNTIES / county
    whole = hashlib.sha256()
    for name, file in sorted(_files(folder)):
        read = contents.get(file.relative_to(root).as_posix())
        for part in (name.encode(errors="surrogateescape"), _content(file, read)):
            # With its length, so that no letter can move from a name into the content behind it.
            whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()


def _content(file: Path, read: bytes | None) -> bytes:
    """What tells the file from another: its text, the digest of its bytes, where a link leads."""
    try:
        if file.is_symlink():
            # Never what it leads to: that may lie outside and differ from machine to machine.
            return b"link " + os.fsencode(file.readlink())
        if file.suffix == ".md":
            text = file.read_bytes() if read is None else read
            return text.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
        if read is not None:
            return read
        with file.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").digest()
    except OSError:
        return b"unreadable"


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Files and links in the folder with their names in it, none hidden; itself where it is a link."""
    if folder.is_symlink():
        yield "", folder
    for file in files_below(folder):
        name = unicodedata.normalize("NFC", file.relative_to(folder).as_posix())
        # A folder that is only looked at gets files of the system.
        hidden = any(step.startswith(".") for step in name.split("/")) or is_system_file(name)
        if not hidden and (file.is_symlink() or file.is_file()):
            yield name, file
