"""The program as a wheel: found or built, and what it holds for a project that begins."""

import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import generator

PROGRAM = "program"
"""The folder of a project that holds the program it was begun with."""

_STARTER = "generator/starter/"
_PATTERN = "taizhang-*.whl"


class NoWheel(Exception):
    """The file is no wheel of this program, or one that nothing can be begun with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """A wheel's file name and bytes, and the files it has for a project, by path."""

    name: str
    content: bytes
    starter: Mapping[str, bytes]


def read_wheel(file: Path) -> Wheel:
    """The wheel in the file. Raises NoWheel, OSError."""
    try:
        with zipfile.ZipFile(file) as members:
            starter = {
                name.removeprefix(_STARTER): members.read(name)
                for name in members.namelist()
                if name.startswith(_STARTER)
            }
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise NoWheel from error
    # pip takes a wheel by its name alone.
    if not starter or not file.match(_PATTERN):
        raise NoWheel
    return Wheel(name=file.name, content=file.read_bytes(), starter=starter)


def wheels_at_hand(start: Path) -> Iterator[Path]:
    """Yield the wheels of the project that ``start`` lies in."""
    for folder in (start, *start.parents):
        yield from sorted((folder / PROGRAM).glob(_PATTERN), reverse=True)


def build_wheel(folder: Path) -> Path | None:
    """Build the wheel of the checkout that runs into the folder; None where none runs."""
    checkout = Path(generator.__file__).parents[1]
    if not (checkout / "tools/build_backend.py").is_file():
        return None
    code = "import sys; sys.path.insert(0, 'tools'); import build_backend as backend; "
    code += "backend.build_wheel(sys.argv[1])"
    command = [sys.executable, "-c", code, str(folder)]
    done = subprocess.run(command, cwd=checkout, check=False, capture_output=True)
    return next(folder.glob(_PATTERN), None) if done.returncode == 0 else None
