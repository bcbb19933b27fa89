"""The filing tool of one county: a page that holds the program, the rubric and the evidence so far."""

import gzip
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.load.attachments.scan_cache import ScanCache, to_row
from generator.load.files import LARGEST_TEXT, files_below, is_plain_file
from generator.load.filing_engine import engine_code, engine_folder, packed, program_files
from generator.load.project import Project
from generator.load.rubric.published import county_rubric
from generator.model.message import Language
from generator.model.place import COUNTIES, RESULTS, RUBRIC
from generator.model.rubric import County
from generator.report.catalogue import Catalogue
from generator.template_folders import template_folders
from generator.usecases.filing import Filing
from generator.usecases.filing_browser import LISTED
from generator.usecases.filing_methods import open_filing

POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; "
    "style-src 'unsafe-inline'; img-src blob: data:; base-uri 'none'; form-action 'none'"
)
_NOTICE = """<!--
Pyodide (https://github.com/pyodide/pyodide), MPL-2.0, and Python (https://www.python.org), PSF-2.0,
as they are published; the licences of the libraries lie beside them in the archive below.
-->"""
# In the order in which they run.
_SCRIPTS = (
    *("texts", "elements", "state", "notices", "store", "checker", "history", "ledger"),
    *("verdict", "pages", "dialog", "dropping", "offering", "files", "packages", "start"),
)
_MARK = re.compile(r"\{\{ (\w+) \}\}")
_PARTS = ("code", "wasm", "stdlib", "program")


def filing_page(project: Project, county: County) -> bytes:
    """The page, whole: it needs nothing else, and opens no connection."""
    page, texts = _template(project.root, "filing.html"), _texts(project.root)
    filing = Filing(project, county, Catalogue(Language.CHINESE))
    values = {
        **texts,
        "policy": POLICY,
        "open": _inline_json(open_filing(filing, {})),
        "engine": _engine(project, county),
    }
    # At once: what a county has written may look like a mark.
    return _MARK.sub(lambda mark: values[mark[1]], page).encode()


def _texts(root: Path) -> dict[str, str]:
    return {"style": _template(root, "filing.css"), "script": form_script(root)}


def form_script(root: Path) -> str:
    """The script of the form, its parts in one function so that their names are not the window's."""
    parts = "\n".join(_template(root, f"page/{name}.js") for name in _SCRIPTS)
    return f"(() => {{\n{parts}}})();"


def _template(root: Path, name: str) -> str:
    files = (folder / "filing" / name for folder in template_folders(root))
    return next(file for file in files if file.is_file()).read_text(encoding="utf-8")


def _engine(project: Project, county: County) -> str:
    folder = engine_folder()
    contents = (
        engine_code(folder),
        (folder / "pyodide.asm.wasm").read_bytes(),
        (folder / "python_stdlib.zip").read_bytes(),
        packed(_program(project, county, folder)),
    )
    parts = [
        f'<script type="text/plain" id="engine-{name}">{_base64(content)}</script>'
        for name, content in zip(_PARTS, contents, strict=True)
    ]
    worker = _template(project.root, "pictures.js") + _template(project.root, "worker.js")
    loader = _template(project.root, "engine.js")
    script = f"<script>\nconst ENGINE_WORKER = {_inline_json(worker)};\n{loader}</script>"
    return "\n".join((_NOTICE, *parts, script))


def _program(project: Project, county: County, folder: Path) -> Iterator[tuple[str, bytes]]:
    yield from program_files(folder)
    yield "county.zip", packed(_county_files(project, county))


def _county_files(project: Project, county: County) -> Iterator[tuple[str, bytes]]:
    """The project folder as the browser has it: attachments by name, size and digest alone."""
    root, folder = project.root, f"{COUNTIES}/{county.id}"
    yield RUBRIC, county_rubric((root / RUBRIC).read_bytes(), folder)
    for file in _files(root / RESULTS / project.rubric.cycle):
        yield file.relative_to(root).as_posix(), file.read_bytes()
    listed: list[Any] = []
    scans = ScanCache(project.cache, project.rubric.cycle, county.id)
    for file in _files(root / folder):
        name = file.relative_to(root / folder).as_posix()
        if name.startswith("attachments/"):
            digest, result = scans.scan(file)
            listed.append([name, file.stat().st_size, digest, to_row(result)])
        elif file.stat().st_size <= LARGEST_TEXT:
            yield f"{folder}/{name}", file.read_bytes()
    document = {"county": county.id, "attachments": listed}
    yield LISTED, json.dumps(document, ensure_ascii=False).encode()


def _files(folder: Path) -> Iterator[Path]:
    yield from (file for file in sorted(files_below(folder, lambda _: None)) if is_plain_file(file))


def _base64(content: bytes) -> str:
    return b64encode(gzip.compress(content, 6, mtime=0)).decode()


def _inline_json(value: Any) -> str:
    """JSON that no script element ends in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
