"""The same commit gives the same bytes, whatever the folder, time zone or locale."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from project_copy import REPOSITORY
from repository_sites import Sites

from generator.site import search
from generator.site.outputs import files_in

PARTS = (
    *("rubric.yaml", "mkdocs.yml", "content", "site_templates", "generator"),
    "requirements/site.txt",
)


def build(root: Path, **environment: str) -> None:
    """Both sites, by a copy of the program in a folder of its own."""
    for part in PARTS:
        source = REPOSITORY / part
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        (root / part).parent.mkdir(parents=True, exist_ok=True)
        copy(source, root / part)
    # It renders the theme itself: from a shared cache both would take the same.
    own = {"TAIZHANG_CACHE": str(root / ".cache/taizhang")}
    for audience in ("public", "reviewers"):
        subprocess.run(
            [sys.executable, "-m", "generator", "build", "--quiet", "--for", audience],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), **own, **environment},
            check=True,
        )


def digests(site: Path) -> dict[str, str]:
    """Each file of a site, and what the manifest says but for the commit: a copy has none."""
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    told = {key: value for key, value in manifest.items() if key != "commit"}
    found = {
        file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(site.rglob("*"))
        if file.is_file()
    }
    return found | {"manifest.json": json.dumps(told)}


def test_same_bytes_everywhere(sites: Sites, tmp_path: Path) -> None:
    """The session's sites, and those of another folder, time zone, locale and hash seed."""
    root = tmp_path / "b" / "deeper" / "repository"
    build(
        root,
        TZ="America/New_York",
        LC_ALL="POSIX",
        LANGUAGE="en",
        PYTHONHASHSEED="2",
        SOURCE_DATE_EPOCH="1",
    )
    for name, folder in (("public", "site"), ("reviewers-offline", "review")):
        one = digests(sites(name))
        assert len(one) > 200
        assert one == digests(root / folder)


def test_index_of_the_search_is_no_matter_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whatever order a file system lists the pages, their index is the same."""
    found = list[dict[str, bytes]]()
    for order in (sorted, partial(sorted, reverse=True)):
        site = tmp_path / str(len(found))
        for nth in range(30):
            page = site / str(nth) / "index.html"
            page.parent.mkdir(parents=True)
            text = (
                f'<article class="md-content__inner"><h1>第{nth}页</h1><p>活动 {nth}</p></article>'
            )
            page.write_text(f"<!doctype html><html><body>{text}</body></html>", encoding="utf-8")
        monkeypatch.setattr(search, "files_in", lambda site, order=order: order(files_in(site)))
        search.index_site(site, search.needed_program())
        found.append({path: (site / path).read_bytes() for path in files_in(site)})
    assert found[0] == found[1]
    assert any(name.endswith(".pf_meta") for name in found[0])
