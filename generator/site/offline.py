"""A copy that opens from a disk: links name index.html, since no server adds it."""

import re
from pathlib import Path

_HREF = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)(")')
# The search of a served site cannot be loaded from a disk.
_ENGINE = ('data-engine="pagefind"', 'data-engine="copy"')
# Of these a copy has no need, and each would have to name index.html too.
_REL = re.compile(r'<link rel="(?:prev|next|alternate )"[^>]*>')


def make_offline(site: Path) -> None:
    """Rewrite the finished site in place."""
    (site / "404.html").unlink(missing_ok=True)
    for file in site.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        file.write_text(offline_page(text), encoding="utf-8")


def offline_page(html: str) -> str:
    """The page with every link to a folder naming its index.html."""
    html = _REL.sub("", html).replace(*_ENGINE, 1)
    return _HREF.sub(lambda match: match[1] + offline_link(match[2]) + match[3], html)


def offline_link(href: str) -> str:
    """The link, its path naming index.html where it names a folder of this site."""
    match = re.fullmatch(r"([^?#]*)(.*)", href, re.DOTALL)
    if match is None or "://" in match[1] or match[1].startswith("//"):
        return href
    path = match[1]
    if path in (".", "..") or path.endswith(("/.", "/..")):
        path += "/"
    return f"{path}index.html{match[2]}" if path.endswith("/") else href
