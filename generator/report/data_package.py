"""Files of open data, and their description as a Frictionless Data Package."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from generator.model.open_data import LICENCE, MADE_UP, Column, Content, DataFile
from generator.model.rubric import Rubric
from generator.report.table import table_schema

_LICENCE = {
    "name": "CC-BY-4.0",
    "path": LICENCE,
    "title": "Creative Commons Attribution 4.0 International",
}


def data_file(
    name: str, title: str, content: Content, columns: tuple[Column, ...] = ()
) -> DataFile:
    """The file with its size in bytes and its SHA-256."""
    size, digest = 0, hashlib.sha256()
    for piece in content:
        size += len(piece)
        digest.update(piece)
    return DataFile(name, title, content, size, digest.hexdigest(), columns)


def data_package(rubric: Rubric, files: Iterable[DataFile], *, demonstration: bool) -> bytes:
    """Return datapackage.json; ``demonstration`` is whether anything in the files is made up."""
    made_up = MADE_UP if demonstration else ""
    document: dict[str, Any] = {
        "profile": "data-package",
        "name": f"taizhang-{rubric.cycle}",
        "title": rubric.title,
        "description": f"{rubric.organiser}：考核办法、指标值和公布的数据。{made_up}",
        "licenses": [_LICENCE],
        "resources": [_resource(file) for file in files],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(file: DataFile) -> dict[str, Any]:
    stem, _, form = file.name.rpartition(".")
    resource: dict[str, Any] = {
        # A name has to be unique, and a table stands in several forms under one stem.
        "name": f"{stem}-{form}".replace(".", "-").lower(),
        "title": file.title,
        "path": file.name,
        "format": form,
        "mediatype": file.media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
    }
    if form != "xlsx":
        resource["encoding"] = "utf-8"
    if file.name.endswith(".schema.json"):
        resource["type"] = "json"  # frictionless takes the name for that of a Table Schema
    elif form in ("xlsx", "py", "sig"):
        resource["type"] = "file"  # of a workbook the CSV is the table to read
    elif file.columns:
        resource |= {
            "profile": "tabular-data-resource",
            "schema": table_schema(file.columns),
        }
    return resource
