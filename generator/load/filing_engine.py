"""What the filing tool carries of others' work: Pyodide, and wheels for the browser.

tools/filing_engine.py gathers them into the environment; the built wheel of the program has them
within (tools/build_backend.py). Their licences lie in the wheels, and stand in the page's head.
"""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from generator.load.browser import REPLACED
from generator.model.errors import Refused
from generator.model.message import N_, Message

_PROGRAM = Path(__file__).parent.parent
# What the browser has no use for: commands, pages and scores.
_LEFT_OUT = ("cli", "documents", "filing", "pages", "scoring", "site", "site_templates")
_UNUSED = (
    "pydantic/v1/",
    "pydantic/deprecated/",
    "pydantic/mypy.py",
    "pypdf/_crypt_providers/_crypt",
)
_KEPT = ("METADATA", "LICENSE", "LICENSE.txt", "LICENSE.rst")
# No classic script may say these; the worker that loads it is one.
_MODULE_SYNTAX = (("import.meta.url", '"https://filing.invalid/"'), ("export default", ""))


def engine_folder() -> Path:
    """Where they lie. Raises Refused where they are not installed."""
    for folder in (_PROGRAM / "filing", Path(sys.prefix) / "filing"):
        if (folder / "pyodide.asm.wasm").is_file():
            return folder
    raise Refused(Message(_LACKING))


def engine_code(folder: Path) -> bytes:
    """Pyodide's own scripts as one classic script."""
    module = (folder / "pyodide.asm.mjs").read_text(encoding="utf-8")
    for written, instead in _MODULE_SYNTAX:
        module = module.replace(written, instead)
    loader = (folder / "pyodide.js").read_text(encoding="utf-8")
    # Of its own list of packages none is used.
    lock = json.loads((folder / "pyodide-lock.json").read_bytes())
    given = json.dumps({"info": lock["info"], "packages": {}})
    names = "self.createPyodideModule = _createPyodideModule;"
    return f"{loader}\n{module}\n{names}\nself.pyodideLock = {given};\n".encode()


def program_files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """The program and the libraries that it needs, as they lie in the browser."""
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if _is_kept(name, wheel.name):
                    yield name, archive.read(name)
    replaced = {f"{path}.py": name for name, path in REPLACED.items()}
    for file in sorted(_PROGRAM.rglob("*")):
        path = file.relative_to(_PROGRAM).as_posix()
        if file.suffix in (".py", ".mo") and path.split("/")[0] not in _LEFT_OUT:
            own = replaced.get(path)
            source = _PROGRAM / f"load/browser/{own}.py" if own else file
            yield f"generator/{path}", source.read_bytes()


def packed(files: Iterator[tuple[str, bytes]]) -> bytes:
    """The files as an archive that is not compressed: what holds it is."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            # Without the time: the same files make the same archive.
            archive.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def _is_kept(name: str, wheel: str) -> bool:
    if any(part in name for part in _UNUSED):
        return False
    path = PurePosixPath(name)
    if path.suffix == ".so":
        return "emscripten" in wheel
    return path.suffix == ".py" or path.name in _KEPT or "licenses" in path.parts


_LACKING = N_(
    "What the filing tool carries (Python for the browser) is not installed. "
    'Run "make site" once, or install the program from its wheel.'
)
