"""The front matter of an evidence file: which item, which status, what is claimed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.chinese.numbers import read_quantity, suggest_quantity
from generator.chinese.widths import fold_widths
from generator.load.evidence.checked_by import checked_by_faults
from generator.load.evidence.return_nodes import read_returns
from generator.load.evidence.suggestions import suggest_clause, suggested_edit
from generator.load.yaml_events import Mapping, Node, Scalar, UnreadableYaml, read_yaml
from generator.model.evidence import RETURNS, Claim, Return, Status
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import Place
from generator.model.rubric import Indicator, Rubric

# An input method makes dashes of its own of "---".
_RULE = re.compile(r"\s*[-\u2010-\u2015\u2212－]{2,}\s*")
_FIRST_KEY = re.compile(r"\s*(?:指标|状态|indicator|status)\s*[:：]")
_KEYS = {"指标": "indicator", "状态": "status", "申报": "claims", "核对人": "checked-by"}
STATUSES = {"草稿": Status.DRAFT, "已提交": Status.SUBMITTED, "退回": Status.RETURNED}
STATUSES |= {status.value: status for status in Status}
# What the office writes: nobody is told to write it who asks which keys there are.
_ALL_KEYS = {**_KEYS, RETURNS: "returns"}


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the front matter says. A file whose front matter cannot be read is a draft."""

    status: Status
    claims: tuple[Claim, ...]
    returns: tuple[Return, ...] = ()


def head_lines(lines: Sequence[str]) -> range:
    """The lines between the two rules of the front matter, by index; empty where there is none."""
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    return _between_rules(lines, first)


def split_front_matter(text: str, path: str, faults: list[Fault]) -> tuple[Mapping, str, int]:
    """Return the front matter as nodes, the text below it, and the line that text begins on."""
    empty = Mapping(Place(path), ())
    lines = text.split("\n")
    head = head_lines(lines)
    if not head.stop:
        return empty, _without_late_head(lines, path, faults), 1
    rest, line = "\n".join(lines[head.stop + 1 :]), head.stop + 2
    try:
        written = "\n".join(lines[head.start : head.stop])
        node, yaml_faults = read_yaml(written, Place(path, head.start + 1))
        faults.extend(yaml_faults)
    except UnreadableYaml as error:
        faults.append(error.fault)
        return empty, rest, line
    if not isinstance(node, Mapping):
        faults.append(UnreadableYaml(node.place, _NO_KEYS).fault)
        return empty, rest, line
    return node, rest, line


def _between_rules(lines: Sequence[str], first: int) -> range:
    if _RULE.fullmatch(lines[first]):
        for at in range(first + 1, len(lines)):
            if _RULE.fullmatch(lines[at]):
                return range(first + 1, at)
    return range(0)


def _without_late_head(lines: list[str], path: str, faults: list[Fault]) -> str:
    """The text without the rules of front matter below something else, which is reported."""
    for at in range(len(lines) - 1):
        head = _between_rules(lines, at) if _FIRST_KEY.match(lines[at + 1]) else range(0)
        if head.stop:
            faults.append(UnreadableYaml(Place(path, at + 1), _LATE_HEAD).fault)
            # Its keys are shown as text; with the rule below them they would be a heading.
            lines[at] = lines[head.stop] = ""
            return "\n".join(lines)
    faults.append(UnreadableYaml(Place(path), _NO_HEAD).fault)
    return "\n".join(lines)


def read_front_matter(
    head: Mapping, indicator: Indicator, rubric: Rubric, faults: list[Fault]
) -> FrontMatter:
    """Return the front matter's values; its faults are appended to ``faults``."""
    if not head.items:  # split_front_matter has reported it
        return FrontMatter(Status.DRAFT, ())
    by_key = _known_keys(head, faults)
    for key, name in _KEYS.items():
        if name not in by_key and name not in {"claims", "checked-by"}:
            faults.append(Fault("missing-key", head.place, {"key": key}))
    if "indicator" in by_key:
        _check_indicator(by_key["indicator"], indicator, faults)
    status = _read_status(by_key["status"], faults) if "status" in by_key else Status.DRAFT
    faults.extend(checked_by_faults(by_key.get("checked-by")))
    claims = _read_claims(by_key.get("claims"), indicator, rubric, faults)
    return FrontMatter(status, claims, read_returns(by_key.get("returns"), faults))


def _known_keys(head: Mapping, faults: list[Fault]) -> dict[str, Node]:
    by_key: dict[str, Node] = {}
    for key, node in head.items:
        written = fold_widths(key.text)
        name = _ALL_KEYS.get(written, written)
        if name not in _ALL_KEYS.values():
            faults.append(
                Fault("unknown-key", key.place, {"key": key.text, "known": "、".join(_KEYS)})
            )
        elif name in by_key:
            first = str(by_key[name].place.line)
            faults.append(Fault("duplicate-key", key.place, {"key": key.text, "first": first}))
        else:
            by_key[name] = node
    return by_key


def _check_indicator(node: Node, indicator: Indicator, faults: list[Fault]) -> None:
    written = node.text if isinstance(node, Scalar) else ""
    # People write 5 for 05 and b1 for B1; no other indicator can be meant.
    if fold_widths(written).upper().zfill(2) != indicator.id:
        values = {"written": written, "expected": indicator.id}
        faults.append(Fault("unknown-indicator", node.place, values))


def _read_status(node: Node, faults: list[Fault]) -> Status:
    written = node.text if isinstance(node, Scalar) else ""
    if written in STATUSES:
        return STATUSES[written]
    values = {"key": "状态", "written": written, "expected": "草稿、已提交、退回"}
    faults.append(Fault("unreadable-value", node.place, values))
    # Submitting is a statement: it is never assumed from a word that cannot be read.
    return Status.DRAFT


def _read_claims(
    node: Node | None, indicator: Indicator, rubric: Rubric, faults: list[Fault]
) -> tuple[Claim, ...]:
    if node is None or (isinstance(node, Scalar) and not node.text):
        return ()
    if not isinstance(node, Mapping):
        values = {"key": "申报", "written": "", "expected": "条款: 数量"}
        faults.append(Fault("unreadable-value", node.place, values))
        return ()
    clauses = {clause.name: clause.id for clause in indicator.clauses}
    claims = []
    for key, amount in node.items:
        text = amount.text if isinstance(amount, Scalar) else ""
        quantity = read_quantity(text, rubric.units)
        if key.text not in clauses:
            values = {"clause": key.text, "known": "、".join(clauses)}
            edit = suggested_edit(key.place, key.text, suggest_clause(key.text, clauses))
            faults.append(Fault("unknown-clause", key.place, values, edit=edit))
        elif quantity is None:
            edit = suggested_edit(amount.place, text, suggest_quantity(text, rubric.units))
            faults.append(Fault("unreadable-quantity", amount.place, {"text": text}, edit=edit))
        else:
            claims.append(
                Claim(place=amount.place, clause=clauses[key.text], quantity=quantity, text=text)
            )
    return tuple(claims)


_NO_HEAD = N_('the file does not begin with front matter between two lines "---"')
_NO_KEYS = N_("the front matter holds no keys")
_LATE_HEAD = N_('nothing may stand above the first "---"')
