"""MkDocs as one step: a configuration and a folder of Markdown to a folder of HTML.

MkDocs runs as a process of its own, so that nothing it prints reaches the user unless it
fails, and another engine that reads mkdocs.yml can take its place.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator.cache import Cache
from generator.model.errors import SiteError
from generator.site.engine_failure import explain_failure
from generator.site.rendered_cache import RenderedCache
from generator.template_folders import gather_overrides

# A build date would make two builds of the same content differ: a fixed day, 2018-01-01.
_EPOCH = "1514764800"
_HOOK = Path(__file__).with_name("mkdocs_hook.py")
_ANCHORS = Path(__file__).parent.parent / "chinese" / "anchors.py"
# What the hook imports from, wherever the process starts.
_PROGRAM = Path(__file__).parent.parent.parent


class Rendering:
    """A folder being rendered by MkDocs, as a process in the background.

    ``store`` takes the rendered folder once it is there.
    """

    def __init__(self, process: subprocess.Popen[str], store: Callable[[], None]) -> None:
        self._process = process
        self._store = store
        self._output: str | None = None

    def finish(self) -> None:
        """Wait for it to end. Raises SiteError, which says why, where it failed."""
        # The shells and the handwritten pages both wait for it.
        if self._output is not None:
            return
        self._output, _ = self._process.communicate()
        if self._process.returncode:
            raise SiteError(explain_failure(self._output))
        self._store()

    def stop(self) -> None:
        """Kill the process if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()


class Rendered:
    """A folder that was taken from the cache."""

    def finish(self) -> None:
        """Return at once: the folder is complete."""

    def stop(self) -> None:
        """Do nothing: no process was started."""


def begin_rendering(
    root: Path, docs: Path, out: Path, settings: dict[str, object], cache: Cache | None
) -> Rendering | Rendered:
    """Start rendering ``docs`` to ``out``; ``settings`` override those of the project's mkdocs.yml.

    Where the cache holds what the same configuration, pages, overrides and versions were
    rendered to, nothing is started.
    """
    overrides = gather_overrides(root, docs.parent / "overrides")
    rendered = RenderedCache(
        cache, root / "mkdocs.yml", (docs, overrides), {**settings, "hook": _hook_text()}
    )
    if rendered.take(out):
        return Rendered()
    # A configuration beside the project's own, which stays as its organiser wrote it.
    config = docs.parent / "mkdocs.json"
    theme: Any = settings.get("theme", {})
    given = {
        "INHERIT": str(root / "mkdocs.yml"),
        "docs_dir": str(docs),
        "site_dir": str(out),
        "hooks": [str(_HOOK)],
        **settings,
        # An absolute path, since MkDocs takes others as relative to its configuration.
        "theme": {**theme, "custom_dir": str(overrides)},
    }
    config.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    # Strict: a handwritten link that leads nowhere ends the build rather than being published.
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(config)]
    process = subprocess.Popen(
        command,
        env=_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    return Rendering(process, lambda: rendered.store(out))


def _hook_text() -> str:
    """What the hook does, which the cache's key has to hold."""
    return "".join(file.read_text(encoding="utf-8") for file in (_HOOK, _ANCHORS))


def _environment() -> dict[str, str]:
    search = os.pathsep.join(filter(None, (str(_PROGRAM), os.environ.get("PYTHONPATH"))))
    # Language and time zone of the machine must not change a byte of the site.
    fixed = {"SOURCE_DATE_EPOCH": _EPOCH, "TZ": "UTC", "LC_ALL": "C.UTF-8"}
    # Without columns no sentence of its output is broken into lines.
    utf8 = {"COLUMNS": "0", "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"}
    return {**os.environ, **fixed, **utf8, "PYTHONPATH": search}
