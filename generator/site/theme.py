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
    """The shells of one language, on their way.

    ``wait`` ends when they are rendered; a worker process, which cannot wait for the
    engine itself, is given another. The Chinese theme also renders the handwritten pages and
    brings what all pages load into the folder that is being built.
    """

    def __init__(
        self,
        frame: SiteFrame,
        frames: tuple[SiteFrame, ...],
        root: Path,
        building: Path,
        gate: Gate,
        *,
        searched: bool,
    ) -> None:
        self._frame = frame
        self._frames = frames
        self._gate = gate
        self.head = Head(
            base=public_url(root),
            indexed=frame.indexed,
            feed=frame.feed,
            feed_title=frame.words["feed"],
        )
        self._stampers: dict[ShellKey, Stamper] = {}
        self._scratch = tempfile.TemporaryDirectory(prefix="taizhang-")
        scratch = Path(self._scratch.name)
        docs, pages = scratch / "docs", root / "content" / "pages"
        self._is_first = frame is frames[0]
        self._rendered = building if self._is_first else scratch / "rendered"
        switched = len(frames) > 1
        settings: dict[str, object] = {
            "not_in_nav": "/shell-*",
            # Material asks for "alternate" where the header is to hold more than its own.
            "extra": {
                "notice": frame.notice,
                "words": {**frame.words, "palette": dict(frame.palette)},
                "searched": searched,
                "switched": switched,
                "alternate": searched or switched,
            },
        }
        if self._is_first:
            shutil.copytree(pages, docs)
            settings["nav"] = handwritten.navigation(frame.tabs, pages)
        else:
            handwritten.write_stubs(docs, pages)
            settings["nav"] = handwritten.foreign_navigation(frame.tabs, pages)
            settings |= _foreign_settings(frame)
            settings["extra"] |= {"homepage": frame.root.lstrip("/")}  # type: ignore[operator]
        write_shell_sources(docs, frame.shells, frame.tabs)
        self._rendering = begin_rendering(root, docs, self._rendered, settings)
        self.wait: Callable[[], object] = self._rendering.finish

    def stamper(self, key: ShellKey) -> Stamper:
        """What stamps pages of that shell; the first call waits for the theme."""
        if not self._stampers:
            self.wait()
            shells = read_shells(self._rendered, self._frame.shells, switched=len(self._frames) > 1)
            self._stampers = {
                key: Stamper(shell, self.head, self._gate, self._frame, self._frames)
                for key, shell in shells.items()
            }
        return self._stampers[key]

    def clear_up(self) -> None:
        """Take away what only the making needed."""
        self._rendering.stop()
        self._scratch.cleanup()
        if not self._is_first:
            return
        for folder in shell_folders(self._rendered):
            shutil.rmtree(folder)
        for name in _UNUSED:
            shutil.rmtree(self._rendered / name, ignore_errors=True)
        for file in self._rendered.rglob("*.map"):
            file.unlink()


def _foreign_settings(frame: SiteFrame) -> dict[str, object]:
    """What the theme's configuration says in Chinese, in the frame's language."""
    said = {"site_name": frame.title, "copyright": frame.copyright}
    return {key: text for key, text in said.items() if text} | {
        "theme": {"language": frame.language.value}
    }
