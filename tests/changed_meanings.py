"""What ``check --fix`` changes of a line's meaning, by the tests' own reader."""

from collections.abc import Iterator

from checked_samples import Outcome
from evidence_line import Line, Sort, part_of
from inline_reader import squeezed
from lost_lines import Loss
from value_reader import read_amount, read_days


def changed_meanings(outcome: Outcome) -> Iterator[Loss]:
    """Every planned edit after which the line means something else."""
    after = outcome.fixed_lines
    if len(after) != len(outcome.lines):
        yield Loss(("fix: number of lines",), 1, "")
        return
    for old, new in zip(outcome.lines, after, strict=True):
        if old.source != new.source:
            for kind in _changed(old, new):
                yield Loss((f"fix: {kind}",), old.number, f"{old.source} -> {new.source}")


def _changed(old: Line, new: Line) -> Iterator[str]:
    if old.sort is Sort.KEY:
        if _key(old.source) != _key(new.source):
            yield "key"
        return
    if old.sort is not new.sort and {old.sort, new.sort} - {Sort.HEADING, Sort.TEXT}:
        yield f"{old.sort.value} into {new.sort.value}"
    if {link.target for link in old.links} - {link.target for link in new.links}:
        yield "link"
    if any(link.target.split("/")[-1] not in old.source for link in new.links):
        yield "link added"
    if old.sort is Sort.ROW:
        yield from _changed_row(old, new)
    elif _heading(old) != _heading(new):
        yield "text"


def _changed_row(old: Line, new: Line) -> Iterator[str]:
    for name in ("事项", "条款", "地点", "佐证", "编号"):
        if squeezed(old.cell(name).text) != squeezed(new.cell(name).text):
            yield f"cell of {name}"
    before, after = old.cell("日期").text, new.cell("日期").text
    if (read_days(before) or squeezed(before)) != (read_days(after) or squeezed(after)):
        yield "date"
    before, after = old.cell("数量").text, new.cell("数量").text
    if (read_amount(before) or squeezed(before)) != (read_amount(after) or squeezed(after)):
        yield "quantity"


def _heading(line: Line) -> str:
    return (line.sort is Sort.HEADING and part_of(line.seen.text)) or squeezed(line.seen.text)


def _key(source: str) -> tuple[str, object]:
    key, _, value = squeezed(source).partition(":")
    statuses = {"草稿": "draft", "已提交": "submitted", "退回": "returned"}
    plain = value.strip("\"'")
    return key, read_amount(plain) or statuses.get(plain, plain)
