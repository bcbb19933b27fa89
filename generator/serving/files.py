"""Files of a built site by the paths that browsers ask for: nothing outside its folder."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, unquote

from generator.cache import is_behind_link
from generator.file_names import is_safe_name
from generator.serving.server import Answer, Request

# Not by the tables of the system, which on some take a script for plain text.
_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json; charset=utf-8",
        ".xml": "application/xml; charset=utf-8",
        ".yaml": "text/plain; charset=utf-8",
        ".py": "text/plain; charset=utf-8",
        # In which encoding a county saved them nobody knows.
        ".txt": "text/plain",
        ".csv": "text/csv",
        ".png": "image/png",
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".gif": "image/gif",
        ".webp": "image/webp",
        ".svg": "image/svg+xml",
        ".pdf": "application/pdf",
        ".wasm": "application/wasm",
        ".woff2": "font/woff2",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }
)
INDEX = "index.html"


def steps_of(path: str) -> tuple[str, ...] | None:
    """The steps of a path as it was sent, the page's for a folder; None for what no site has."""
    try:
        text = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return None
    steps = tuple(text.removeprefix("/").split("/"))
    if not steps[-1]:
        steps = (*steps[:-1], INDEX)
    # Dots, backslashes, drives, devices and what Windows drops at an end are no names of ours.
    return steps if all(map(is_safe_name, steps)) else None


def found_file(folder: Path, steps: tuple[str, ...]) -> Path | None:
    """The plain file at those steps of the folder, None where there is none or behind a link."""
    inner = Path(*steps)
    file = folder / inner
    if file.is_symlink() or is_behind_link(folder, inner) or not file.is_file():
        return None
    return file


def type_of(file: Path) -> str:
    """What browsers are told that the file is."""
    return _TYPES.get(file.suffix.lower(), "application/octet-stream")


class FolderSite:
    """A folder as it stands: its files, no lists of them, nothing beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, request: Request) -> Answer:
        """The file that is asked for, 304 where the browser has it already."""
        if request.method not in ("GET", "HEAD"):
            return Answer(405, b"", "text/plain", {"Allow": "GET, HEAD"})
        steps = steps_of(request.path)
        file = None if steps is None else found_file(self.folder, steps)
        if file is None:
            beside = steps is not None and found_file(self.folder, (*steps, INDEX))
            return to_folder(request.path) if beside else self._absent()
        about = file.stat()
        tag = f'"{about.st_mtime_ns:x}-{about.st_size:x}"'
        if request.known == tag:
            return Answer(304, b"", type_of(file), {"ETag": tag})
        return Answer(200, file, type_of(file), {"ETag": tag})

    def _absent(self) -> Answer:
        page = found_file(self.folder, ("404.html",))
        return Answer(404, b"404" if page is None else page)


def to_folder(path: str) -> Answer:
    """The same address with the last "/", by which the links of a page go."""
    # One slash in front: two would name another computer.
    target = quote(unquote(path).strip("/")) + "/"
    return Answer(301, b"", headers={"Location": f"/{target}"})
