"""The content policy of a page: nothing from elsewhere, no script but the site's own.

The search is WebAssembly in a worker, which ``script-src`` lets in too.
"""

import hashlib
import re
from base64 import b64encode

_INLINE = re.compile(
    r"<(script|style)(?![^>]*(?:\bsrc=|application/json))[^>]*>(.*?)</\1>", re.DOTALL
)


def policy_meta(html: str) -> str:
    """The policy as a meta element, with the hash of each inline script and style."""
    hashes = {"script": "", "style": ""}
    for kind, text in dict.fromkeys(_INLINE.findall(html)):
        digest = b64encode(hashlib.sha256(text.encode()).digest()).decode()
        hashes[kind] += f" 'sha256-{digest}'"
    policy = (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes['script']}; "
        f"style-src 'self'{hashes['style']}; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'self'"
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
