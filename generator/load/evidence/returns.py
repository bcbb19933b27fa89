"""What the office has returned: the front matter's 退回, and what a change does to it."""

import re
from collections import Counter
from collections.abc import Iterator

from generator.load.evidence.front_matter import head_lines, split_front_matter
from generator.load.evidence.return_nodes import RETURN_KEYS, read_returns
from generator.model.change import ChangedEvidence, RowChange
from generator.model.evidence import RETURNS, Return
from generator.model.finding import Fault

_STATUS = re.compile(r"(?:状态|status)\s*[:：]")
_STATUS_RETURNED = re.compile(r"(?:状态|status)\s*[:：]\s*[\"']?(?:退回|returned)[\"']?\s*")
_BELONGS = re.compile(r"\s|-\s|$")


def changed_evidence(path: str, before: bytes, after: bytes) -> ChangedEvidence:
    """What a change does to an evidence file; either text is empty where there is none."""
    old, new = before.decode("utf-8-sig", "replace"), after.decode("utf-8-sig", "replace")
    return ChangedEvidence(
        before=_returns(path, old),
        after=_returns(path, new),
        # Byte for byte: line ends are the county's as well.
        same_text=bool(before) and _without_return(before) == _without_return(after),
        is_returned=_is_returned(new),
        rows=_row_change(old, new),
    )


def _row_change(old: str, new: str) -> RowChange:
    """The rows that are in one of the texts alone, but for the spaces in them."""
    before = Counter(row for _, row in _rows(old))
    added = []
    for at, row in _rows(new):
        if before[row]:
            before[row] -= 1
        else:
            added.append(at)
    return RowChange(tuple(added), before.total())


def _rows(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are rows of a table, each by its number, but for the rule below a header."""
    for at, line in enumerate(text.splitlines(), 1):
        row = "".join(line.split())
        if row.startswith("|") and row.strip("|-:"):
            yield at, row


def _returns(path: str, text: str) -> tuple[Return, ...]:
    faults: list[Fault] = []
    head, _, _ = split_front_matter(text.replace("\r\n", "\n"), path, faults)
    return read_returns(head.get(RETURNS), faults)


def _is_returned(text: str) -> bool:
    lines = text.splitlines()
    within = head_lines(lines) if lines else range(0)
    written = [line for line in lines[within.start : within.stop] if _STATUS.match(line)]
    return len(written) == 1 and bool(_STATUS_RETURNED.fullmatch(written[0]))


def _without_return(written: bytes) -> list[str]:
    """The lines but the status and the returns of the front matter."""
    lines = written.decode("utf-8", "surrogateescape").split("\n")
    within = head_lines([line.rstrip("\r") for line in lines])
    kept, inside = [], False
    for at, line in enumerate(lines):
        if at in within:
            inside = (inside and bool(_BELONGS.match(line))) or line.startswith(f"{RETURNS}:")
            if inside or _STATUS.match(line):
                continue
        kept.append(line)
    return kept


def with_return(text: str, added: Return) -> str:
    """The text of an evidence file with its status returned and the return added, newest last."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    within = head_lines(lines)
    head, inside, kept = list[str](), False, list[str]()
    for line in lines[within.start : within.stop]:
        inside = (inside and bool(_BELONGS.match(line))) or line.startswith(f"{RETURNS}:")
        if inside:
            kept.append(line)
        elif not _STATUS.match(line):
            head.append(line)
    at = next((nth for nth, line in enumerate(head) if re.match(r"(?:指标|indicator)", line)), -1)
    head.insert(at + 1, f"状态: {RETURNS}")
    block = [line for line in kept if line.strip()] or [f"{RETURNS}:"]
    cells = zip(RETURN_KEYS, (added.day, added.office, added.reason, added.answer), strict=True)
    block.append("  - {" + ", ".join(f"{key}: {_quoted(value)}" for key, value in cells) + "}")
    return end.join([*lines[: within.start], *head, *block, *lines[within.stop :]])


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
