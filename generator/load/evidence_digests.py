"""What a county handed in, as one digest, so that a later change of it is seen."""

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.load.files import files_below
from generator.model.finding import Fault
from generator.model.log import Log
from generator.model.place import COUNTIES, Place
from generator.model.rubric import Rubric


def evidence_digests(root: Path, rubric: Rubric) -> Mapping[str, str]:
    """Each county's id to the SHA-256 of the names and bytes in its folder.

    The same on every system: line ends, a byte-order mark, the form of a name and hidden files
    make no difference. Raises OSError for a folder that cannot be listed.
    """
    return {one: _digest(root / COUNTIES / one) for one in rubric.county_by_id}


def changed_evidence(root: Path, rubric: Rubric, log: Log) -> Iterator[Fault]:
    """Yield a fault a county whose folder is not what the log last recorded. Raises OSError likewise."""
    last = log.recorded
    if last is None:
        return
    now = evidence_digests(root, rubric)
    for county in rubric.counties:
        if now[county.id] != last.evidence.get(county.id):
            values = {"county": county.name, "day": str(last.day), "folder": _folder(county.id)}
            yield Fault("changed-after-close", Place(_folder(county.id)), values)


def _folder(county: str) -> str:
    return f"{COUNTIES}/{county}"


def _digest(folder: Path) -> str:
    whole = hashlib.sha256()
    for name, file in sorted(_files(folder)):
        for part in (name.encode(errors="surrogateescape"), _content(file)):
            whole.update(len(part).to_bytes(8) + part)
    return whole.hexdigest()


def _content(file: Path) -> bytes:
    """What tells the file from another: its text, the digest of its bytes, where a link leads."""
    try:
        if file.is_symlink():
            return b"link " + os.fsencode(file.readlink())
        if file.suffix == ".md":
            return file.read_bytes().removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
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
        hidden = any(step.startswith(".") for step in name.split("/"))
        if not hidden and (file.is_symlink() or file.is_file()):
            yield name, file
