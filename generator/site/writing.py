"""A plan to a site: theme, shells, pages, files, published in one step."""

import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.model.message import N_
from generator.model.page import Address, Asset, SitePlan
from generator.site import handwritten
from generator.site.engine import render_folder
from generator.site.errors import SiteError
from generator.site.offline import make_offline
from generator.site.publish import publishing
from generator.site.search import index_site, needed_program
from generator.site.search_copy import write_search_copy
from generator.site.shells import (
    ShellKey,
    read_shells,
    shell_folders,
    shell_key,
    write_shell_sources,
)
from generator.site.sitemap import public_url, write_sitemap
from generator.site.stamp import Stamper, robots_meta

__all__ = ["Form", "SiteError", "Written", "write_site"]

# What Material's own search would need; there is none of it in our pages.
_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")


@dataclass(frozen=True, slots=True)
class Form:
    """In which form a site is written: for a server or a disk, with a search or without."""

    offline: bool
    searched: bool


@dataclass(frozen=True, slots=True)
class Written:
    """How much was written."""

    pages: int
    assets: int


def write_site(
    plan: SitePlan, *, root: Path, out: Path, form: Form, progress: Callable[[str], None]
) -> Written:
    """Write the plan as the folder ``out``, whole or not at all. Raises SiteError.

    ``root`` is the project folder: mkdocs.yml, site_templates/overrides, content/pages.
    """
    indexing = form.searched and not form.offline
    program = needed_program() if indexing else None
    pages, base = root / "content" / "pages", public_url(root)
    handwritten.check_data_links(root, pages, {page.address for page in plan.pages})
    with publishing(out) as building:
        progress(N_("Rendering the theme …"))
        stampers = _render_theme(plan, root, pages, building, base, form)
        _finish_handwritten(building, plan)
        progress(N_("Writing the pages …"))
        for page in plan.pages:
            html = stampers[shell_key(page)].stamp(page)
            _file(building, page.address + "index.html").write_text(html, encoding="utf-8")
        for asset in plan.assets:
            _write_asset(building, asset)
        write_sitemap(building, base)
        if form.searched:
            progress(N_("Making the search …"))
            _make_search(building, program)
        if form.offline:
            make_offline(building)
        progress(N_("Publishing …"))
    return Written(len(plan.pages), len(plan.assets))


def _make_search(building: Path, program: Path | None) -> None:
    if program is None:
        write_search_copy(building)
    else:
        index_site(building, program)


def _render_theme(
    plan: SitePlan, root: Path, pages: Path, building: Path, base: str, form: Form
) -> dict[ShellKey, Stamper]:
    keys = tuple(dict.fromkeys(shell_key(page) for page in plan.pages))
    with tempfile.TemporaryDirectory(prefix="taizhang-") as scratch:
        docs = Path(scratch) / "docs"
        shutil.copytree(pages, docs)
        write_shell_sources(docs, keys, plan.tabs)
        settings: dict[str, object] = {
            "nav": handwritten.navigation(plan.tabs, pages),
            "not_in_nav": "/shell-*",
            # Material asks for "alternate" where the header is to hold more than its own.
            "extra": {"notice": plan.notice, "alternate": form.searched},
        }
        render_folder(root, docs, building, settings)
    shells = read_shells(building, keys)
    for folder in shell_folders(building):
        shutil.rmtree(folder)
    for name in _UNUSED:
        shutil.rmtree(building / name, ignore_errors=True)
    for file in building.rglob("*.map"):
        file.unlink()
    return {key: Stamper(shell, base, indexed=plan.indexed) for key, shell in shells.items()}


def _finish_handwritten(building: Path, plan: SitePlan) -> None:
    """Finish what the engine rendered and no page of the plan will take the place of."""
    ours = {page.address + "index.html" for page in plan.pages}
    head = robots_meta(indexed=plan.indexed)
    for file in building.rglob("*.html"):
        path = "/" + file.relative_to(building).as_posix()
        if path not in ours:
            address = Address(re.sub(r"[^/]*$", "", path))
            html = handwritten.finish_page(file.read_text(encoding="utf-8"), address, head)
            file.write_text(html, encoding="utf-8")


def _write_asset(building: Path, asset: Asset) -> None:
    file = _file(building, asset.address)
    if isinstance(asset.content, bytes):
        file.write_bytes(asset.content)
    else:
        shutil.copyfile(asset.content, file, follow_symlinks=False)


def _file(building: Path, path: str) -> Path:
    file = building / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    return file
