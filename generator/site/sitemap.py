"""The sitemap: every page of the site, where its public address is known."""

import re
from html import escape
from pathlib import Path

_SITE_URL = re.compile(r"^site_url:\s*(https?://\S+?)/?\s*$", re.MULTILINE)


def write_sitemap(site: Path, root: Path) -> None:
    """Replace the engine's sitemap, which lists its shells, by our own.

    A sitemap takes full addresses only: without ``site_url`` in mkdocs.yml there is none.
    """
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)
    match = _SITE_URL.search((root / "mkdocs.yml").read_text(encoding="utf-8"))
    if match is None:
        return
    pages = sorted(one.parent.relative_to(site).as_posix() for one in site.rglob("index.html"))
    urls = "".join(f"<url><loc>{escape(_url(match[1], page))}</loc></url>\n" for page in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'{head}<urlset xmlns="{xmlns}">\n{urls}</urlset>\n'
    (site / "sitemap.xml").write_text(text, encoding="utf-8")


def _url(base: str, page: str) -> str:
    return f"{base}/" if page == "." else f"{base}/{page}/"
