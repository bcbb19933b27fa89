"""What the theme's engine has rendered, cached by all that it was rendered from."""

import json
import re
import shutil
import struct
import sys
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

from generator.cache import Cache, digest_of, version_of

# What mkdocs.yml may name that the key does not cover: then every build renders.
_BESIDE = re.compile(
    r"!ENV|!!python|^(?:INHERIT|hooks)\s*:|^plugins\s*:(?!\s*\[\s*\])|pymdownx\.(?:snippets|b64)\b",
    re.MULTILINE,
)
_LIBRARIES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "pygments")
# Material's own search, which no page of ours uses, and maps for its developers.
_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers")
# A project is built in a few forms in turn: audience, language, with a search or without.
_FOLDER, _MOST = "theme", 40


class RenderedCache:
    """The rendered folder of one configuration file and the folders of pages and overrides."""

    def __init__(
        self,
        cache: Cache | None,
        configuration_file: Path,
        folders: Iterable[Path],
        settings: dict[str, object],
    ) -> None:
        configuration = configuration_file.read_bytes()
        # A configuration that cannot be read as text is for MkDocs to report.
        beside = _BESIDE.search(configuration.decode("utf-8", "replace"))
        self._cache = None if beside else cache
        versions = (sys.version, *(f"{name} {version_of(name)}" for name in _LIBRARIES))
        self._key = digest_of(
            *(text.encode() for text in (*versions, json.dumps(settings, sort_keys=True))),
            configuration,
            *chain(*map(_contents, folders)),
        )
        self._name = f"{_FOLDER}/{self._key.hex()}"

    def take(self, out: Path) -> bool:
        """Write the cached folder to ``out``; False where the cache holds none."""
        content = None if self._cache is None else self._cache.get(self._name, self._key)
        if content is None:
            return False
        try:
            with zipfile.ZipFile(BytesIO(content)) as archive:
                parts = archive.infolist()
                # Stored as below: anything else could unpack to more than a disk holds.
                packed = any(part.compress_type for part in parts)
                if packed or sum(part.file_size for part in parts) > len(content):
                    return False
                archive.extractall(out)
        # What was damaged is rendered again and replaced.
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, EOFError, struct.error):
            return False
        return True

    def store(self, out: Path) -> None:
        """Delete from the rendered folder what is never used, and put the rest into the cache."""
        for folder in _UNUSED:
            shutil.rmtree(out / folder, ignore_errors=True)
        for file in out.rglob("*.map"):
            file.unlink()
        if self._cache is None:
            return
        packed = BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
            for file in sorted(out.rglob("*")):
                if file.is_file():
                    archive.write(file, file.relative_to(out).as_posix())
        self._cache.put(self._name, self._key, packed.getvalue())
        self._cache.prune(_FOLDER, _MOST)


def _contents(folder: Path) -> Iterator[bytes]:
    """Names and bytes of all files in the folder."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            yield file.relative_to(folder).as_posix().encode(errors="surrogateescape")
            yield file.read_bytes()
