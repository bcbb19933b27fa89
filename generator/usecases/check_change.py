"""The stages for a change: whose it is, and what it may not touch."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.load.git_change import NoChange, read_change
from generator.model.errors import Refused
from generator.model.finding import Finding
from generator.model.message import N_, Message
from generator.rules.all_rules import explain_faults
from generator.rules.change import change_faults, counties_touched, late_faults
from generator.usecases.reading import read_frame


def check_change(root: Path, base: str, county: str | None) -> tuple[str, tuple[Finding, ...]]:
    """The county whose change this is, and what it may not do.

    ``county`` is an id or a name, None to take the one county that is touched. The counties
    are those of the base. Raises Refused, UnusableRubric.
    """
    try:
        change = read_change(root, base)
    except NoChange as none:
        raise Refused(none.message) from none
    with TemporaryDirectory(prefix="taizhang-") as folder:
        for path, content in change.base.items():
            file = Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        frame = read_frame(Path(folder))[0]
    names = {one.name: one.id for one in frame.rubric.counties}
    own = _own(county, names, counties_touched(change.paths, names.values()))
    faults = (*change_faults(change.paths, own), *late_faults(change.paths, own, frame))
    return own, explain_faults(faults)


def _own(county: str | None, names: Mapping[str, str], touched: frozenset[str]) -> str:
    """The id of the county whose change it is. Raises Refused where that is not told."""
    if county is None and len(touched) == 1:
        return next(iter(touched))
    own = names.get(county or "", county or "")
    if own in names.values():
        return own
    values = {
        "written": county or "",
        "known": "、".join(names),
        "touched": "、".join(name for name, one in names.items() if one in touched),
        "first": next(iter(names)),
    }
    if county is not None:
        text = N_('"{written}" after --as is no county; choose from {known}.')
    elif touched:
        text = N_(
            "The change reaches into the folders of {touched}. Hand in each county's by itself, or "
            "say with --as whose it is."
        )
    else:
        text = N_(
            "The change is in no county's folder. To judge it as a county's, say whose: "
            "--as {first}; the counties are {known}."
        )
    raise Refused(Message(text, values))
