"""Make one classic script of the modules of @noble/ciphers that the scoring page needs.

A page that was opened from a folder may load no modules. ``python tools/ciphers.py`` writes the
script and its licence into ``site_templates/score/``; tests hold them against the package.
"""

import re
import sys
from pathlib import Path

PACKAGE = Path(sys.prefix) / "node/node_modules/@noble/ciphers"
OUT = Path(__file__).parent.parent / "site_templates/score"
# Each after those that it imports.
MODULES = ("utils", "_arx", "_poly1305", "chacha")
WANTED = "xchacha20poly1305"
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
_TRAILING = re.compile(r"[ \t]+// [^\n\"'`]*$", re.MULTILINE)
_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (const|function|class) (\w+)", re.MULTILINE)

_HEAD = """/* @noble/ciphers, MIT License, Copyright (c) 2022 Paul Miller, (c) 2016 Thomas Pornin.
   Made by tools/ciphers.py; the licence stands beside it in ciphers.LICENSE.txt. */
"""


def script(package: Path) -> str:
    """The script: a function a module, so that no names of two modules meet."""
    parts = [_HEAD, 'window.taizhangCipher = (() => {\n"use strict";\n']
    for name in MODULES:
        text = _COMMENT.sub("", (package / f"{name}.js").read_text(encoding="utf-8"))
        text = _TRAILING.sub("", text)
        exported = [match[2] for match in _EXPORT.finditer(text)]
        text = _EXPORT.sub(r"\1 \2", text)
        text = _IMPORT.sub(lambda match: f"const {{{match[1]}}} = {_named(match[2])};\n", text)
        parts.append(f"const {_named(name)} = (() => {{\n{text}return {{ {', '.join(exported)} }};")
        parts.append("\n})();\n")
    parts.append(f"return {_named(MODULES[-1])}.{WANTED};\n}})();\n")
    return "".join(parts)


def _named(module: str) -> str:
    return f"of_{module.strip('_')}"


def main() -> None:
    """Write both files."""
    (OUT / "ciphers.js").write_text(script(PACKAGE), encoding="utf-8")
    licence = (PACKAGE / "LICENSE").read_text(encoding="utf-8")
    (OUT / "ciphers.LICENSE.txt").write_text(licence, encoding="utf-8")


if __name__ == "__main__":
    main()
