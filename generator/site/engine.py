"""The theme's engine as one step: a configuration and a folder of Markdown to a folder.

MkDocs runs as a process of its own, so that nothing it prints reaches the user unless it
fails, and another engine that reads mkdocs.yml can take its place.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from generator.model.message import N_, Message
from generator.site.errors import SiteError

# A date in the output would differ from build to build; this one is the cycle's own.
_EPOCH = "1514764800"


def render_folder(root: Path, docs: Path, out: Path, settings: dict[str, object]) -> None:
    """Render ``docs`` to ``out`` by the project's mkdocs.yml and ``settings`` over it.

    Raises SiteError with the engine's last words where it fails.
    """
    config = docs.parent / "mkdocs.json"
    given = {
        "INHERIT": str(root / "mkdocs.yml"),
        "docs_dir": str(docs),
        "site_dir": str(out),
        "theme": {"custom_dir": str(root / "site_templates" / "overrides")},
        **settings,
    }
    config.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(config)]
    done = subprocess.run(
        command, env=_environment(), capture_output=True, text=True, encoding="utf-8", check=False
    )
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise SiteError(Message(N_("The theme could not be rendered:\n{reason}"), {"reason": last}))


def _environment() -> dict[str, str]:
    fixed = {"SOURCE_DATE_EPOCH": _EPOCH, "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    return {**os.environ, **fixed}
