"""The filing tool's engine as it is started in the officer's browser, and asked from JavaScript."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.load.attachments.listed import ListedFile, list_file
from generator.load.attachments.scan_cache import remember_scan
from generator.load.browser.seen_pictures import Seen, fingerprint_of_pixels, remember_picture
from generator.load.intake.bare_pictures import LONGEST_SIDE
from generator.model.message import Language
from generator.model.picture import Size
from generator.model.place import COUNTIES
from generator.report.catalogue import Catalogue
from generator.usecases.filing import Filing
from generator.usecases.filing_methods import answer
from generator.usecases.filing_params import handed_over
from generator.usecases.open_project import open_project

LISTED = "listed.json"
"""The county's attachments as the tool carries them, in the project folder."""


def start(root: Path) -> Filing:
    """Open the folder that the tool carries."""
    listed: dict[str, Any] = json.loads((root / LISTED).read_text(encoding="utf-8"))
    folder = root / COUNTIES / listed["county"]
    for name, size, digest, row in listed["attachments"]:
        list_file(folder / name, ListedFile(size, digest))
        remember_scan(digest, "." + name.rpartition(".")[2].lower(), row)
    project = open_project(root, cached=False)
    county = project.rubric.county_by_id[listed["county"]]
    return Filing(project, county, Catalogue(Language.CHINESE))


def ask(filing: Filing, method: str, params: Mapping[str, Any]) -> tuple[str, list[bytes]]:
    """The answer to a question of the page as JSON, with the bytes that it numbers.

    What the browser saw of pictures is taken first.
    """
    contents: list[bytes] = []

    def numbered(content: Any) -> dict[str, int]:
        contents.append(bytes(content))
        return {"$bytes": len(contents) - 1}

    said = answer(filing, method, params, _take_pictures)
    return json.dumps(said, ensure_ascii=False, default=numbered), contents


def _take_pictures(params: Mapping[str, Any]) -> None:
    for file in params.get("files", ()):
        if "picture" in file:
            _take_picture(file)
        elif file.get("look"):
            with handed_over():
                _take_look(file)


def _take_picture(file: Mapping[str, Any]) -> None:
    picture = file["picture"]
    fingerprint = fingerprint_of_pixels(bytes(picture["pixels"]))
    size = Size(int(picture["width"]), int(picture["height"]))
    content, suffix = bytes(picture["content"]), str(picture["suffix"])
    remember_picture(bytes(file["bytes"]), Seen(size, fingerprint, content, suffix))
    remember_picture(content, Seen(_shrunk(size), fingerprint, content, suffix))


def _shrunk(size: Size) -> Size:
    """The size of what the browser made of the picture."""
    share = min(1, LONGEST_SIDE / max(size.width, size.height))
    return Size(max(1, round(size.width * share)), max(1, round(size.height * share)))


def _take_look(file: Mapping[str, Any]) -> None:
    """A picture of an earlier visit: it was clean already when it was kept."""
    _, _, _, fingerprint, size = file["look"]
    if size:
        remember_picture(bytes(file["bytes"]), Seen(Size(*size), str(fingerprint)))
