"""The filing tool's engine in a real browser: the page, with a form that a test asks through."""

import json
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page
from project_copy import REPOSITORY

from generator.usecases.filing_page import filing_page
from generator.usecases.open_project import open_project

_PAGE = """<!doctype html><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}"><title>…</title>
<script type="application/json" id="filing-open">{{ open }}</script><script>
let worker = null, number = 0;
const waiting = {};
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
const coded = (given) => {
  let text = "";
  for (let at = 0; at < given.length; at += 30000) {
    text += String.fromCharCode(...given.subarray(at, at + 30000));
  }
  return btoa(text);
};
function begin() {
  worker = startEngine();
  worker.onmessage = ({ data }) => {
    if (data.id) waiting[data.id](data);
    else if (data.ready || data.fatal) { window.ready = data; document.title = "ready"; }
  };
}
function ask(method, text) {
  number += 1;
  const id = number;
  const params = JSON.parse(text, (_, one) => one?.b64 === undefined ? one : bytes(one.b64));
  worker.postMessage({ id, method, params });
  return new Promise((done) => {
    waiting[id] = (data) => done(JSON.stringify(data,
      (_, one) => one instanceof Uint8Array ? { b64: coded(one) } : one));
  });
}
</script>
{{ engine }}<script>begin()</script>"""


def write_page(root: Path, county: str, out: Path) -> None:
    """The page of a county with a form of ours."""
    folder = root / "site_templates/filing"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "filing.html").write_text(_PAGE, encoding="utf-8")
    project = open_project(root, cached=False)
    out.write_bytes(filing_page(project, project.rubric.county_by_id[county]))


class BrowserEngine:
    """The engine of an open page, asked like the one in Python."""

    def __init__(self, context: BrowserContext, file: Path) -> None:
        context.set_offline(True)
        self.page: Page = context.new_page()
        self.troubles: list[str] = []
        self.page.on("console", lambda said: self.troubles.append(said.text))
        self.page.goto(file.as_uri())
        # The policy refuses what waiting for a function would run.
        for _ in range(6000):
            if self.page.title() == "ready":
                break
            self.page.wait_for_timeout(100)
        self.ready: dict[str, Any] = self.page.evaluate("window.ready")
        assert "fatal" not in self.ready, self.ready

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """What the engine answers."""
        text = json.dumps(params, default=lambda one: {"b64": b64encode(one).decode()})
        said = self.page.evaluate("([method, text]) => ask(method, text)", [method, text])
        answer = json.loads(said, object_hook=_with_bytes)
        return dict(answer.get("result") or answer)


def _with_bytes(one: dict[str, Any]) -> Any:
    return b64decode(one["b64"]) if set(one) == {"b64"} else one


def as_json(answer: Any) -> Any:
    """An answer of the engine in Python as a browser hands it over."""
    if isinstance(answer, dict):
        return {key: as_json(value) for key, value in answer.items()}
    if isinstance(answer, list | tuple):
        return [as_json(value) for value in answer]
    return answer


__all__ = ["REPOSITORY", "BrowserEngine", "as_json", "write_page"]
