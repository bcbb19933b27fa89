"""A copy of the invented project that a test may break."""

import shutil
from pathlib import Path

INVENTED = Path(__file__).parent / "project"
REPOSITORY = Path(__file__).parent.parent


def copy_invented(folder: Path) -> Path:
    """Copy the invented project, with this repository's theme, into the folder."""
    root = folder / "project"
    shutil.copytree(INVENTED, root)
    shutil.copytree(REPOSITORY / "site_templates", root / "site_templates")
    shutil.copyfile(REPOSITORY / "mkdocs.yml", root / "mkdocs.yml")
    return root


def replace_text(root: Path, path: str, old: str, new: str) -> None:
    """Replace a passage that must be there."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{path} has no {old!r}"
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
