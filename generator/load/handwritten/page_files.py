"""The folder of handwritten pages: which files are pages, which are not published, what is wrong."""

from collections.abc import Collection, Iterator
from pathlib import PurePosixPath

from generator.file_names import folded_name, is_safe_name, printable_name
from generator.load.evidence.markup_faults import (
    blank_comments,
    blank_conflicts,
    comment_faults,
)
from generator.load.evidence.text_limits import limited_text
from generator.load.files import ProjectFiles, UnreadableFile, files_below
from generator.load.handwritten.page_links import LinkTargets, generated_addresses
from generator.load.handwritten.page_text import PageText, read_page
from generator.model.evidence import Status
from generator.model.finding import Fault
from generator.model.handwritten import (
    PAGES,
    TRANSLATED,
    is_hidden,
    is_left_out,
    is_readme,
    is_reserved,
    page_address,
    page_name,
)
from generator.model.place import Place
from generator.model.rubric import Rubric

_ENDINGS = tuple(TRANSLATED.values())


def read_handwritten(
    files: ProjectFiles, rubric: Rubric, past: Collection[str]
) -> tuple[Fault, ...]:
    """Read every handwritten page; ``past`` are the past cycles. The faults of all of them."""
    faults = list[Fault]()
    paths = _paths(files)
    published = [path for path in paths if not is_left_out(path)]
    for path in paths:
        faults += _name_faults(path)
    faults += _address_faults(published)
    texts: dict[PurePosixPath, PageText] = {}
    for path in published:
        if path.suffix == ".md":
            _read(files, path, texts, faults)
    targets = LinkTargets(texts, set(published), generated_addresses(rubric, past))
    return (*faults, *targets.faults())


def _paths(files: ProjectFiles) -> list[PurePosixPath]:
    folder = files.root / PAGES
    below = (file.relative_to(folder).as_posix() for file in files_below(folder))
    return sorted(PurePosixPath(path) for path in below)


def _read(
    files: ProjectFiles,
    path: PurePosixPath,
    texts: dict[PurePosixPath, PageText],
    faults: list[Fault],
) -> None:
    place = f"{PAGES}/{path}"
    try:
        text = blank_conflicts(limited_text(files, place), place, faults)
        # A page has no status: what stands in it is published, but for its comments.
        text, comments = blank_comments(text, place)
        faults.extend(comment_faults(comments, Status.DRAFT))
        texts[path] = read_page(text, place, faults)
    except UnreadableFile as error:
        faults.append(error.fault)


def _name_faults(path: PurePosixPath) -> Iterator[Fault]:
    """Yield what is wrong with the name of a file, whatever it holds."""
    place = Place(f"{PAGES}/{printable_name(path.as_posix())}")
    if is_hidden(path):
        # What systems leave behind is nobody's text.
        if path.suffix == ".md" and not path.name.startswith(("._", "~$")):
            name = next(step for step in path.parts if is_hidden(PurePosixPath(step)))
            yield Fault("unpublished-page", place, {"name": name, "hidden": "yes"})
        return
    if is_readme(path):
        yield Fault("unpublished-page", place, {"name": path.name})
        return
    if not all(is_safe_name(step) for step in path.parts):
        yield Fault("unsafe-name", place, {"name": printable_name(path.as_posix())})
    if (expected := page_name(path)) is not None:
        yield Fault("misnamed-page", place, {"name": path.name, "expected": expected})
    if is_reserved(path):
        yield Fault("reserved-address", place, {"address": _address(path)})


def _address_faults(published: list[PurePosixPath]) -> Iterator[Fault]:
    """Yield a fault for a translation without its original, and for one address of two files."""
    first: dict[str, PurePosixPath] = {}
    for path in published:
        if path.name.endswith(_ENDINGS):
            ending = next(ending for ending in _ENDINGS if path.name.endswith(ending))
            original = path.with_name(path.name.removesuffix(ending) + ".md")
            if original not in published:
                values = {"name": original.name}
                yield Fault("missing-original", Place(f"{PAGES}/{path}"), values)
        # Some servers and systems take capitals for small letters.
        address = folded_name(_address(path)) + "en" * path.name.endswith(_ENDINGS)
        other = first.setdefault(address, path)
        if other != path:
            values = {"address": _address(path), "other": f"{PAGES}/{other}"}
            yield Fault("clashing-address", Place(f"{PAGES}/{path}"), values)


def _address(path: PurePosixPath) -> str:
    if path.suffix != ".md":
        shown = f"/{path}"
        return shown.removesuffix("index.html")
    for ending in _ENDINGS:
        if path.name.endswith(ending):
            path = path.with_name(path.name.removesuffix(ending) + ".md")
    return page_address(path)
