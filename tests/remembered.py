"""What takes long and makes the same of the same folder is made once a worker, then written."""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import ParamSpec

Given = ParamSpec("Given")
Content = tuple[int, bytes | None]
"""The mode of a file with its bytes, or of a folder."""

_MADE: dict[str, tuple[Mapping[str, Content], frozenset[str]]] = {}


def remembered(make: Callable[Given, None]) -> Callable[Given, None]:
    """Let ``make``, which changes the folder that it is first given and nothing else, work once.

    Not in a repository, nor where something is private already: that may be kept elsewhere, too.
    """

    @wraps(make)
    def made(*args: Given.args, **named: Given.kwargs) -> None:
        root = Path(str(args[0]))
        if any((root / name).exists() for name in (".git", "private")):
            make(*args, **named)
            return
        before = _contents(root)
        key = hashlib.sha256(repr((make.__name__, args[1:], named, before)).encode()).hexdigest()
        if key not in _MADE:
            make(*args, **named)
            after = _contents(root)
            changed = {path: one for path, one in after.items() if before.get(path) != one}
            _MADE[key] = changed, frozenset(before.keys() - after.keys())
            return
        _write(root, *_MADE[key])

    return made


def _contents(root: Path) -> dict[str, Content]:
    return {
        path.relative_to(root).as_posix(): (
            path.lstat().st_mode,
            path.read_bytes() if path.is_file() else None,
        )
        for path in sorted(root.rglob("*"))
        if ".cache" not in path.parts
    }


def _write(root: Path, changed: Mapping[str, Content], gone: frozenset[str]) -> None:
    # Folders stand before what is in them.
    for path, (mode, content) in changed.items():
        if content is None:
            (root / path).mkdir(exist_ok=True)
        else:
            (root / path).write_bytes(content)
        (root / path).chmod(mode & 0o777)
    for path in sorted(gone, reverse=True):
        if (root / path).is_dir():
            shutil.rmtree(root / path)
        else:
            (root / path).unlink(missing_ok=True)
