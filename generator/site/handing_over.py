"""A built site handed on: copied into a folder or packed into a file, whole, and checked after."""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from generator.model.errors import SiteError
from generator.model.message import N_, Message
from generator.site.disk_faults import disk_faults
from generator.site.out_folder import MANIFEST
from generator.site.publish import Tell, publishing

# The same site gives the same file.
_DAY = (2018, 1, 1, 0, 0, 0)


def copy_site(built: Path, out: Path, project: Path, tell: Tell) -> int:
    """Put the site into the folder in one step, and read it back; how many files it has."""
    with publishing(out, project, tell) as building:
        shutil.copytree(built, building, dirs_exist_ok=True)
    out = Path(os.path.realpath(out))
    found = {file.relative_to(out).as_posix(): _digest(file.read_bytes()) for file in _files(out)}
    return _checked(_listed(built), found, out)


def pack_site(built: Path, out: Path) -> int:
    """Pack the site into the file in one step, and read it back; how many files it has."""
    with disk_faults(out):
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.", dir=out.parent)
        os.close(handle)
        packed = Path(name)
        try:
            with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
                for file in _files(built):
                    about = zipfile.ZipInfo(file.relative_to(built).as_posix(), _DAY)
                    about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                    book.writestr(about, file.read_bytes())
            with zipfile.ZipFile(packed) as book:
                found = {one: _digest(book.read(one)) for one in book.namelist()}
            number = _checked(_listed(built), found, out)
            packed.chmod(0o644)
            packed.replace(out)
        finally:
            packed.unlink(missing_ok=True)
    return number


def _files(folder: Path) -> Iterator[Path]:
    yield from (file for file in sorted(folder.rglob("*")) if file.is_file())


def _listed(folder: Path) -> dict[str, str]:
    """The files that the manifest names, with their SHA-256."""
    listed: dict[str, str] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
    return listed


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _checked(wanted: dict[str, str], found: dict[str, str], out: Path) -> int:
    """How many files are as they were built. Raises SiteError where one is not."""
    wrong = [path for path, digest in wanted.items() if found.get(path) != digest]
    if wrong:
        values = {"out": str(out), "number": str(len(wrong)), "first": wrong[0]}
        raise SiteError(Message(_DIFFERS, values))
    return len(wanted)


_DIFFERS = N_(
    "{out} does not hold what was built: {number} files differ, the first is {first}. Check the "
    "disk, and publish again."
)
