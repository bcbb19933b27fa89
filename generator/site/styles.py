"""One style for all pages: the theme's own and, over it, ours."""

from pathlib import Path

from generator.model.message import N_, Message
from generator.site.errors import SiteError

# In the order in which the theme loads them.
_THEME = ("main", "palette")


def join_styles(assets: Path) -> None:
    """Put the theme's styles before ours, into one file. Raises SiteError where one is not there."""
    folder, own = assets / "stylesheets", assets / "taizhang.css"
    texts = [_style(folder, name) for name in _THEME]
    own.write_text("\n".join([*texts, own.read_text(encoding="utf-8")]), encoding="utf-8")
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()


def _style(folder: Path, name: str) -> str:
    for file in folder.glob(f"{name}.*.css"):
        return file.read_text(encoding="utf-8")
    text = N_("The theme has changed: it has no style {name}.")
    raise SiteError(Message(text, {"name": name}))
