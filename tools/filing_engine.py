"""Gather what the filing tool carries into the browser: Pyodide, and wheels made for it.

python tools/filing_engine.py FOLDER, where FOLDER is the environment: Pyodide comes from its
node/, where npm has put it; the wheels from PyPI, with versions and hashes of requirements/site.txt.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PYODIDE = (
    "pyodide.js",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "pyodide-lock.json",
    "python_stdlib.zip",
    "package.json",
)
COMPILED = ("pydantic-core", "python-calamine")
PURE = (
    "annotated-types",
    "chinesecalendar",
    "markdown-it-py",
    "mdurl",
    "pydantic",
    "pypdf",
    "typing-extensions",
    "typing-inspection",
    "xlrd",
    "xlsxwriter",
)
# Its wheels are all compiled; what is Python in them is the same in each.
PARTLY = ("pyyaml",)
BROWSER, OTHER = "pyemscripten_2026_0_wasm32", "manylinux2014_x86_64"


NOTICE = """What lies here is others' work, as they publish it:

Pyodide, MPL-2.0 (https://mozilla.org/MPL/2.0/), https://github.com/pyodide/pyodide
Python, within it, PSF-2.0, https://www.python.org; Emscripten's library, MIT, https://emscripten.org
The wheels: their licences lie in each, in the folder .dist-info/licenses or beside METADATA.
"""


def pinned(names: tuple[str, ...], lock: str) -> str:
    """The lines of a lock for those names, with their hashes."""
    found = []
    for name in names:
        match = re.search(rf"^{name}==[^\n]*\\\n(?: +[^\n]*\n)+", lock, re.MULTILINE)
        if match is None:
            raise SystemExit(f"{name} is not in requirements/site.txt")
        found.append(match[0])
    return "".join(found)


def download(names: tuple[str, ...], lock: str, platform: str, out: Path) -> None:
    """Fetch the wheels for Python 3.14 on the platform."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch, "lock.txt")
        file.write_text(pinned(names, lock), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--require-hashes"]
        command += ["--no-deps", "--only-binary", ":all:", "--platform", platform]
        command += ["--python-version", "3.14", "--dest", str(out), "--requirement", str(file)]
        subprocess.run(command, check=True)


def main() -> None:
    """Make FOLDER/filing anew."""
    environment = Path(sys.argv[1])
    lock = Path(__file__).parents[1].joinpath("requirements/site.txt").read_text(encoding="utf-8")
    out, fresh = environment / "filing", environment / "filing.new"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    for name in PYODIDE:
        shutil.copyfile(environment / "node/node_modules/pyodide" / name, fresh / name)
    download((*COMPILED, *PURE), lock, BROWSER, fresh)
    download(PARTLY, lock, OTHER, fresh)
    (fresh / "LICENCES.txt").write_text(NOTICE, encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    fresh.rename(out)


if __name__ == "__main__":
    main()
