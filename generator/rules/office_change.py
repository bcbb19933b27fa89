"""The faults of the office's own pull request, and what a county may do to a return.

The office changes rubric, log, pages and program. It neither touches ballots, nor writes over
what is recorded, nor changes a county's text: that it returns, with a reason.
"""

import hashlib
from collections.abc import Iterator

from generator.file_names import is_safe_name, printable_name
from generator.model.attachment import LARGEST, size_values
from generator.model.change import Change, ChangedEvidence, ChangedPath
from generator.model.codes import Code
from generator.model.evidence import Return
from generator.model.finding import Fault
from generator.model.past import NEXT_STATEMENT
from generator.model.place import ARCHIVE, CONTENT, COUNTIES, RESULTS, Place

# Modes of paths, as git writes them.
_DELETED, _PLAIN, _LINK, _SUBMODULE = "000000", "100644", "120000", "160000"


def office_faults(change: Change) -> Iterator[Fault]:
    """Yield what the office may not do, one fault for each path: the gravest."""
    archived = frozenset(
        (_first_path(one.path), one.blob)
        for one in change.paths
        if one.path.startswith(f"{ARCHIVE}/")
    )
    for changed in change.paths:
        code = _gravest(changed, change, archived)
        if code is not None:
            values = {
                "name": printable_name(changed.path),
                "twin": "、".join(printable_name(twin) for twin in changed.twins),
                "county": Place(changed.path).county or "",
                **size_values(changed.size),
            }
            yield Fault(code, Place(printable_name(changed.path)), values)


def return_faults(change: Change, county: str) -> Iterator[Fault]:
    """Yield the files in which the county does more to a return than answer it."""
    for path, evidence in change.evidence.items():
        if path.startswith(f"{COUNTIES}/{county}/") and not _only_answered(evidence):
            place = Place(printable_name(path))
            yield Fault("return-altered", place, {"name": printable_name(path)})


def _gravest(
    changed: ChangedPath, change: Change, archived: frozenset[tuple[str, str]]
) -> Code | None:
    """The code of the gravest fault of the path, None where it has none."""
    path, stands = changed.path, changed.mode != _DELETED
    content = path.startswith(f"{CONTENT}/")
    # As taizhang archive moves it, byte for byte, and begins the next year.
    moved = (path, changed.before) in archived and (not stands or _is_begun_anew(changed))
    moved = moved or (bool(archived) and not changed.is_old and _is_begun_anew(changed))
    faults: tuple[tuple[Code, bool], ...] = (
        ("private-in-change", stands and _is_private(changed)),
        ("link-in-change", stands and changed.mode == _LINK),
        ("submodule-in-change", stands and changed.mode == _SUBMODULE),
        (
            "unsafe-name",
            content and stands and not all(is_safe_name(step) for step in path.split("/")),
        ),
        ("conflicting-change", changed.is_conflicting),
        ("clashing-name", stands and bool(changed.twins)),
        ("record-rewritten", _is_record(path) and changed.is_old and not moved),
        ("county-text-changed", _is_county(path) and not moved and not _returned(path, change)),
        ("oversized-file", stands and changed.size > LARGEST),
        ("executable-in-change", content and stands and changed.mode != _PLAIN),
    )
    return next((code for code, is_faulty in faults if is_faulty), None)


def _is_record(path: str) -> bool:
    return path.startswith((f"{RESULTS}/", f"{ARCHIVE}/"))


def _is_county(path: str) -> bool:
    return f"{path}/".startswith(f"{COUNTIES}/")


def _is_begun_anew(changed: ChangedPath) -> bool:
    """Whether it is a county's statement as the archiving leaves it: headings alone."""
    place = Place(changed.path)
    if place.county is None or changed.path != f"{COUNTIES}/{place.county}/index.md":
        return False
    # The name that git gives to a content, in repositories of either kind.
    named = hashlib.new("sha1" if len(changed.blob) == 40 else "sha256", usedforsecurity=False)
    named.update(b"blob %d\0" % len(NEXT_STATEMENT) + NEXT_STATEMENT)
    return named.hexdigest() == changed.blob


def _is_private(changed: ChangedPath) -> bool:
    steps = changed.path.casefold().split("/")
    # What the program's own tests and guides show is invented.
    if steps[0] in {"tests", "generator", "docs"}:
        return False
    return "private" in steps[:-1] or changed.is_private


def _first_path(path: str) -> str:
    """Where a file of the archive stood in its own year."""
    return path.split("/", 3)[-1]


def _returned(path: str, change: Change) -> bool:
    """Whether all that the change does to the file is to return it."""
    evidence = change.evidence.get(path)
    if evidence is None or not (evidence.same_text and evidence.is_returned):
        return False
    before, after = evidence.before, evidence.after
    return (
        len(after) > len(before)
        and [*map(_said, before)] == [*map(_said, after[: len(before)])]
        and not any(one.answer for one in after[len(before) :])
    )


def _only_answered(evidence: ChangedEvidence) -> bool:
    before, after = evidence.before, evidence.after
    return len(before) == len(after) and all(
        _said(old)[:3] == _said(new)[:3] and old.answer in ("", new.answer)
        for old, new in zip(before, after, strict=True)
    )


def _said(one: Return) -> tuple[str, str, str, str]:
    return one.day, one.office, one.reason, one.answer
