"""What a page's head says to programs: to search engines, feed readers, and to the browser.

The browser gets the content policy: nothing from elsewhere, no script but the site's own. A
county's text that the sanitiser let through by mistake still could run nothing.
"""

import hashlib
import json
import re
from base64 import b64encode
from dataclasses import dataclass
from html import escape
from typing import Any

from generator.model.open_data import LICENCE, Dataset, Distribution
from generator.model.page import Address, relative_link

# What services show beside a link to the site.
_SHARED_PICTURE = "/assets/share.png"
_STYLE = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The lines that the theme cannot know.

    ``base`` is the site's public address without a last "/", "" where none is set: what asks
    for full addresses is left out then. ``feed`` is the address of the feed, "" for none, and
    ``feed_title`` its name. ``indexed`` is False where search engines are to stay away.
    """

    base: str
    indexed: bool
    feed: str
    feed_title: str

    def lines(self, address: Address, dataset: Dataset | None = None) -> str:
        """The lines of the page that stands at the address."""
        parts = []
        if not self.indexed:
            parts.append('<meta name="robots" content="noindex, nofollow">')
        if self.base:
            url = escape(self.base + address)
            picture = escape(self.base + _SHARED_PICTURE)
            parts.append(f'<link rel="canonical" href="{url}">')
            parts.append(f'<meta property="og:url" content="{url}">')
            parts.append(f'<meta property="og:image" content="{picture}">')
        if self.feed:
            href = escape(relative_link(address, self.feed))
            kind = "application/atom+xml"
            # Material's script takes a plain "alternate" for a language and asks for a sitemap.
            parts.append(
                f'<link rel="alternate feed" type="{kind}" title="{escape(self.feed_title)}" href="{href}">'
            )
        if dataset is not None:
            parts.append(dataset_script(dataset, address, self.base))
        return "".join(parts)


def dataset_script(dataset: Dataset, address: Address, base: str) -> str:
    """The dataset as schema.org calls it, in the page that offers it at the address."""
    first, last = dataset.period
    document: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": dataset.name,
        "description": dataset.description,
        "url": base + address if base else "",
        "inLanguage": "zh",
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": dataset.creator},
        "temporalCoverage": f"{first}/{last}",
        "dateModified": dataset.modified,
        "distribution": [_distribution(part, address, base) for part in dataset.files],
    }
    stated = {key: value for key, value in document.items() if value}
    # No text can end the element: what would is written as JSON's own escape.
    text = json.dumps(stated, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def _distribution(distribution: Distribution, address: Address, base: str) -> dict[str, str]:
    file, target = distribution.file, distribution.address
    return {
        "@type": "DataDownload",
        "name": file.title,
        "contentUrl": base + target if base else relative_link(address, target),
        "encodingFormat": file.media_type,
        "contentSize": f"{file.size} B",
        "sha256": file.digest,
    }


def policy_meta(page: str = "", *, frames: bool = False) -> str:
    """The content policy as a meta element, and that no other site hears where a reader was.

    No inline script runs: the program's own are files. The inline styles of ``page``, one that
    the office or this program wrote by hand, are taken by their hashes. 'wasm-unsafe-eval' is
    for the search, which is WebAssembly in a worker. ``frames`` are of this site's own files.
    """
    hashes = ""
    # Each text once and in the page's order, so that equal pages have equal policies.
    for text in dict.fromkeys(_STYLE.findall(page)):
        digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes += f" 'sha256-{digest}'"
    framed = "frame-src 'self'; " if frames else ""
    policy = (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; "
        f"style-src 'self'{hashes}; img-src 'self' data:; "
        f"connect-src 'self'; {framed}base-uri 'none'; form-action 'self'"
    )
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="referrer" content="same-origin">'
    )
