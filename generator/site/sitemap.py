"""The sitemap, which takes full addresses only."""

from html import escape
from pathlib import Path


def write_sitemap(site: Path, base: str) -> None:
    """Replace the sitemap of MkDocs, which lists the shells; write none without an address."""
    for name in ("sitemap.xml", "sitemap.xml.gz"):
        (site / name).unlink(missing_ok=True)
    if not base:
        return
    pages = sorted(file.parent.relative_to(site).as_posix() for file in site.rglob("index.html"))
    urls = "".join(f"<url><loc>{escape(_url(base, page))}</loc></url>\n" for page in pages)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    xmlns = "http://www.sitemaps.org/schemas/sitemap/0.9"
    text = f'{head}<urlset xmlns="{xmlns}">\n{urls}</urlset>\n'
    (site / "sitemap.xml").write_text(text, encoding="utf-8")


def _url(base: str, page: str) -> str:
    return f"{base}/" if page == "." else f"{base}/{page}/"
