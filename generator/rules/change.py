"""A county's change held against what it may touch: its own folder, as plain files."""

from collections.abc import Iterable, Iterator, Mapping

from generator.file_names import is_safe_name, printable_name
from generator.model.attachment import LARGEST, size_values
from generator.model.change import ChangedPath
from generator.model.codes import Code
from generator.model.finding import Fault
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import Portfolio
from generator.model.state import State

_DELETED = "000000"
_PLAIN, _LINK, _SUBMODULE = "100644", "120000", "160000"


def counties_touched(paths: Iterable[ChangedPath], known: Iterable[str]) -> frozenset[str]:
    """The counties whose folders the change reaches into."""
    return frozenset(
        county for county in known for one in paths if one.path.startswith(f"{COUNTIES}/{county}/")
    )


def change_faults(paths: Iterable[ChangedPath], county: str) -> Iterator[Fault]:
    """Yield what the county may not do, one fault a path: the gravest."""
    for one in paths:
        code = _code(one, f"{COUNTIES}/{county}/")
        if code is not None:
            values = {
                "name": printable_name(one.path),
                "folder": f"{COUNTIES}/{county}/",
                "twin": "、".join(printable_name(twin) for twin in one.twins),
                **size_values(one.size),
            }
            yield Fault(code, Place(printable_name(one.path)), values)


def late_faults(paths: Iterable[ChangedPath], county: str, base: Portfolio) -> Iterator[Fault]:
    """Yield a fault a path of the county, where submission has closed at the base."""
    closed = next((one for one in base.log.transitions if one.state is State.CLOSED), None)
    if closed is not None:
        choice = base.rubric.open_rules["late-submission"].choice
        for one in paths:
            if one.path.startswith(f"{COUNTIES}/{county}/"):
                place = Place(printable_name(one.path))
                yield Fault("late-change", place, {"day": str(closed.day), "choice": choice})


def _code(one: ChangedPath, folder: str) -> Code | None:
    """The gravest thing to say of the path, None for nothing."""
    inside = one.path.startswith(folder)
    there = inside and one.mode != _DELETED
    steps = one.path.removeprefix(folder).split("/")
    wrong: Mapping[Code, bool] = {
        "path-outside-county": not inside,
        "link-in-change": there and one.mode == _LINK,
        "submodule-in-change": there and one.mode == _SUBMODULE,
        "unsafe-name": there and not all(is_safe_name(step) for step in steps),
        "clashing-name": there and bool(one.twins),
        "oversized-file": there and one.size > LARGEST,
        "executable-in-change": there and one.mode != _PLAIN,
    }
    return next((code for code, is_wrong in wrong.items() if is_wrong), None)
