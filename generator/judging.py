"""The stages for a change: whose it is, and what it may not touch."""

from pathlib import Path
from tempfile import TemporaryDirectory

from generator.checks.all_rules import explain_faults
from generator.checks.change import change_faults, counties_touched, late_faults
from generator.load.git_change import NoChange, read_change
from generator.model.finding import Finding
from generator.model.message import N_, Message
from generator.model.stopped import Refused
from generator.reading import read_frame


def judge_change(root: Path, base: str, county: str | None) -> tuple[str, tuple[Finding, ...]]:
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
    touched = counties_touched(change.paths, names.values())
    own = next(iter(touched)) if county is None and len(touched) == 1 else county or ""
    own = names.get(own, own)
    if own not in names.values():
        values = {"written": county or "", "known": "、".join(names)}
        text = N_('Say with --as whose change this is, such as --as {known}; "{written}" is none.')
        raise Refused(Message(text, values))
    faults = (*change_faults(change.paths, own), *late_faults(change.paths, own, frame))
    return own, explain_faults(faults)
