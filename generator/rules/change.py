"""The faults of a county's pull request: it may touch its own folder alone, as plain files."""

from collections.abc import Iterable, Iterator, Mapping

from generator.file_names import foreign_kind, is_safe_name, printable_name
from generator.model.attachment import LARGEST, size_values
from generator.model.change import MOST_BYTES, MOST_FILES, Change, ChangedPath
from generator.model.codes import Code
from generator.model.finding import Fault
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import Portfolio
from generator.model.state import State

# Modes of paths, as git writes them.
_DELETED = "000000"
_PLAIN, _LINK, _SUBMODULE = "100644", "120000", "160000"


def counties_touched(paths: Iterable[ChangedPath], known: Iterable[str]) -> frozenset[str]:
    """The counties whose folders the change reaches into."""
    return frozenset(
        county
        for county in known
        for changed in paths
        if changed.path.startswith(f"{COUNTIES}/{county}/")
    )


def whole_faults(change: Change, county: str) -> Iterator[Fault]:
    """Yield what is wrong with the change as a whole; ``county`` is "" where it is not known."""
    folder = f"{COUNTIES}/{county}" if county else COUNTIES
    values = {"folder": folder, "files": str(MOST_FILES), "bytes": str(MOST_BYTES // 1_000_000)}
    if change.merge_bases > 1:
        yield Fault("tangled-history", Place(folder), values)
    if change.is_oversized:
        yield Fault("oversized-change", Place(folder), values)


def change_faults(paths: Iterable[ChangedPath], county: str) -> Iterator[Fault]:
    """Yield what the county may not do, one fault for each path: the gravest."""
    folder = f"{COUNTIES}/{county}/"
    for changed in paths:
        code = _gravest(changed, folder)
        if code is not None:
            values = {
                "name": printable_name(changed.path),
                "folder": folder,
                "kind": foreign_kind(changed.path.removeprefix(folder)),
                "twin": "、".join(printable_name(twin) for twin in changed.twins),
                **size_values(changed.size),
            }
            yield Fault(code, Place(printable_name(changed.path)), values)


def late_faults(paths: Iterable[ChangedPath], county: str, base: Portfolio) -> Iterator[Fault]:
    """Yield a fault for each path of the county, where submission has closed at the base."""
    closings = (step for step in base.log.transitions if step.state is State.CLOSED)
    closed = next(closings, None)
    if closed is not None:
        choice = base.rubric.open_rules["late-submission"].choice
        for changed in paths:
            if changed.path.startswith(f"{COUNTIES}/{county}/"):
                place = Place(printable_name(changed.path))
                yield Fault("late-change", place, {"day": str(closed.day), "choice": choice})


def _gravest(changed: ChangedPath, folder: str) -> Code | None:
    """The code of the gravest fault of the path, None where it has none."""
    inside = changed.path.startswith(folder)
    # What is deleted can be neither a link nor too large.
    written = inside and changed.mode != _DELETED
    steps = changed.path.removeprefix(folder).split("/")
    # The gravest first: the first that holds is reported.
    faults: Mapping[Code, bool] = {
        "path-outside-county": not inside,
        "link-in-change": written and changed.mode == _LINK,
        "submodule-in-change": written and changed.mode == _SUBMODULE,
        "project-in-county": written and bool(foreign_kind("/".join(steps))),
        "unsafe-name": written and not all(is_safe_name(step) for step in steps),
        "conflicting-change": changed.is_conflicting,
        "clashing-name": written and bool(changed.twins),
        "oversized-file": written and changed.size > LARGEST,
        "executable-in-change": written and changed.mode != _PLAIN,
    }
    return next((code for code, is_faulty in faults.items() if is_faulty), None)
