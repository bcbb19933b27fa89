"""The same commit gives the same bytes, whatever the folder, time zone or locale."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from project_copy import REPOSITORY

PARTS = ("rubric.yaml", "mkdocs.yml", "content", "site_templates", "generator")


def build(folder: Path, **environment: str) -> dict[str, str]:
    root = folder / "repository"
    for part in PARTS:
        source = REPOSITORY / part
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        copy(source, root / part)
    # Each renders the theme itself: from a shared cache both would take the same.
    own = {"TAIZHANG_CACHE": str(root / ".cache/taizhang")}
    for audience in ("public", "reviewers"):
        subprocess.run(
            [sys.executable, "-m", "generator", "build", "--quiet", "--for", audience],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), **own, **environment},
            check=True,
        )
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for site in ("site", "review")
        for file in sorted((root / site).rglob("*"))
        if file.is_file()
    }


def test_same_bytes_everywhere(tmp_path: Path) -> None:
    """Two folders, time zones, locales and hash seeds: one manifest."""
    one = build(tmp_path / "a", TZ="Asia/Shanghai", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    other = build(
        tmp_path / "b" / "deeper",
        TZ="America/New_York",
        LC_ALL="POSIX",
        LANGUAGE="en",
        PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH="1",
    )
    assert len(one) > 200
    assert one == other
