"""The theme of one site: begun early, rendered beside, its shells read when they are needed."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.model.page import ShellKey, SiteFrame
from generator.site import handwritten
from generator.site.engine import begin_rendering
from generator.site.gate import Gate
from generator.site.head import Head
from generator.site.shells import read_shells, shell_folders, write_shell_sources
from generator.site.sitemap import public_url
from generator.site.stamp import Stamper

# What Material's own search would need; there is none of it in our pages.
_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")


class Theme:
    """The shells of a site, on their way.

    ``wait`` ends when they are rendered; a worker process, which cannot wait for the
    engine itself, is given another.
    """

    def __init__(
        self, frame: SiteFrame, root: Path, building: Path, gate: Gate, *, searched: bool
    ) -> None:
        self._frame = frame
        self._gate = gate
        self.head = Head(base=public_url(root), indexed=frame.indexed, feed=frame.feed)
        self._building = building
        self._stampers: dict[ShellKey, Stamper] = {}
        self._scratch = tempfile.TemporaryDirectory(prefix="taizhang-")
        docs = Path(self._scratch.name) / "docs"
        pages = root / "content" / "pages"
        shutil.copytree(pages, docs)
        write_shell_sources(docs, frame.shells, frame.tabs)
        settings: dict[str, object] = {
            "nav": handwritten.navigation(frame.tabs, pages),
            "not_in_nav": "/shell-*",
            # Material asks for "alternate" where the header is to hold more than its own.
            "extra": {"notice": frame.notice, "alternate": searched},
        }
        self._rendering = begin_rendering(root, docs, building, settings)
        self.wait: Callable[[], object] = self._rendering.finish

    def stamper(self, key: ShellKey) -> Stamper:
        """What stamps pages of that shell; the first call waits for the theme."""
        if not self._stampers:
            self.wait()
            shells = read_shells(self._building, self._frame.shells)
            self._stampers = {
                key: Stamper(shell, self.head, self._gate) for key, shell in shells.items()
            }
        return self._stampers[key]

    def clear_up(self) -> None:
        """Take away what only the making needed."""
        self._rendering.stop()
        self._scratch.cleanup()
        for folder in shell_folders(self._building):
            shutil.rmtree(folder)
        for name in _UNUSED:
            shutil.rmtree(self._building / name, ignore_errors=True)
        for file in self._building.rglob("*.map"):
            file.unlink()
