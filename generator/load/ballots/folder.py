"""A private folder as one reading, the salt in it, and where announced ballots are kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.load.files import ProjectFiles, UnreadableFile

KEPT = "announced"
SALT = "salt"
_SALT = re.compile(r"\s*([0-9a-f]{64})\s*")


@dataclass(frozen=True, slots=True)
class PrivateFiles:
    """One reading of a private folder: what is checked, bound, counted and kept are its bytes."""

    folder: Path
    files: ProjectFiles

    @property
    def contents(self) -> Mapping[str, bytes]:
        """The bytes of the files that were read, by their path in the folder."""
        return {
            path.removeprefix(f"{self.folder.name}/"): content
            for path, content in self.files.contents.items()
        }


def open_private(folder: Path) -> PrivateFiles:
    """The folder, of which each file is read once, when it is asked for."""
    # The private folder may lie outside the project, so its parent serves as the root.
    return PrivateFiles(folder, ProjectFiles(folder.parent))


def read_salt(private: PrivateFiles) -> bytes | None:
    """The 32 bytes of the salt, None where there is none or it is no salt."""
    try:
        text = private.files.text(f"{private.folder.name}/{SALT}")
    except UnreadableFile:
        return None
    salt = _SALT.fullmatch(text)
    return None if salt is None else bytes.fromhex(salt[1])


def kept_folder(folder: Path, digest: str) -> Path:
    """Where the ballots behind an announcement are kept, by the SHA-256 of its file."""
    return folder / KEPT / digest
