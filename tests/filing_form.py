"""The filing tool's page with the program's own engine behind it, run here and not in the browser."""

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page
from project_copy import REPOSITORY

from generator.model.message import Language
from generator.report.catalogue import Catalogue
from generator.usecases.filing import Filing
from generator.usecases.filing_methods import answer
from generator.usecases.filing_page import form_script
from generator.usecases.open_project import open_project

FOLDER = REPOSITORY / "site_templates/filing"
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval' blob:; worker-src blob:; "
    "style-src 'unsafe-inline'; img-src blob: data:"
)
# Answers as the worker does, after a while as long as Python's start, out of what the test exposes.
_ENGINE = """<script>
function startEngine() {
  const worker = { onmessage: null, terminate() { this.gone = true; } };
  const bytes = (key, value) => value instanceof Uint8Array
    ? { b64: btoa(value.reduce((text, one) => text + String.fromCharCode(one), "")) }
    : value;
  const told = (key, value) => typeof value?.b64 === "string"
    ? Uint8Array.from(atob(value.b64), (sign) => sign.charCodeAt(0))
    : value;
  worker.postMessage = async ({ id, method, params }) => {
    const text = await askEngine(method, JSON.stringify(params, bytes));
    if (!worker.gone) worker.onmessage({ data: { id, ...JSON.parse(text, told) } });
  };
  globalThis.engineNow = worker;
  const begin = () => worker.gone || worker.onmessage({ data: { ready: true } });
  if (globalThis.engineWaits) globalThis.engineReady = begin;
  else setTimeout(begin, 50);
  return worker;
}
</script>"""


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return {"b64": base64.b64encode(value).decode()}
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, (list, tuple)) else value


def _bytes(pairs: dict[str, Any]) -> Any:
    return base64.b64decode(pairs["b64"]) if set(pairs) == {"b64"} else pairs


@dataclass
class Form:
    """A page in a window, its engine, and what was asked of it."""

    page: Page
    asked: list[str]
    engine: Filing

    def cell(self, row: int, key: str) -> Any:
        """The field of a cell of the ledger."""
        return self.page.locator(f".ledger [data-row='{row}'][data-key='{key}']")

    def checklist(self) -> str:
        """What the checklist says."""
        return self.page.inner_text("#checklist")


def engine_of(project: Path, county: str) -> Filing:
    """The engine over the county's folder, which it writes to."""
    opened = open_project(project, cached=False)
    (known,) = (one for one in opened.rubric.counties if one.id == county)
    return Filing(opened, known, Catalogue(Language.CHINESE))


def write_form(engine: Filing, out: Path, loader: str = _ENGINE) -> Path:
    """Write the page as one file, as ``taizhang filing`` does, with another engine."""
    told = json.dumps(_plain(answer(engine, "open", {})["result"]), ensure_ascii=False)
    text = (FOLDER / "filing.html").read_text(encoding="utf-8")
    for mark, part in {
        "policy": POLICY,
        "style": (FOLDER / "filing.css").read_text(encoding="utf-8"),
        "script": form_script(REPOSITORY),
        "open": told.replace("<", "\\u003c"),
        "engine": loader,
    }.items():
        text = text.replace("{{ " + mark + " }}", part)
    out.write_text(text, encoding="utf-8")
    return out


def open_form(context: BrowserContext, file: Path, engine: Filing, goto: str = "") -> Form:
    """Open the page from the disk, with the engine behind it."""
    page = context.new_page()
    form = Form(page, [], engine)

    def ask(method: str, params: str) -> str:
        form.asked.append(method)
        given = json.loads(params, object_hook=_bytes)
        return json.dumps(_plain(answer(engine, method, given)), ensure_ascii=False)

    page.expose_function("askEngine", ask)
    page.goto(f"{file.as_uri()}{goto}")
    return form
