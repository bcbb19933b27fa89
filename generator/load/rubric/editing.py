"""Numbers and attributes in rubric.yaml written anew where they stand; no other byte changes."""

import json
from collections.abc import Iterator, Mapping

from generator.load.yaml_events import Mapping as YamlMapping
from generator.load.yaml_events import Node, Scalar, Sequence, read_yaml
from generator.model.office import WrittenTarget
from generator.model.place import RUBRIC, Place


class NotOnOneLine(Exception):
    """A value that is not written in one line between braces or as one word: its line."""

    def __init__(self, line: int) -> None:
        super().__init__(str(line))
        self.line = line


def written_targets(text: str, counties: tuple[str, ...]) -> Mapping[str, WrittenTarget]:
    """The numbers by clause, as they are written."""
    return {clause: _target(node, counties) for clause, node in _targets(_root(text))}


def edited_rubric(
    text: str,
    targets: Mapping[str, WrittenTarget],
    attributes: Mapping[tuple[str, str], str],
    counties: tuple[str, ...],
) -> str:
    """The rubric with the targets by clause, and the attributes by county and id.

    Raises NotOnOneLine for what differs and cannot be replaced.
    """
    root, lines = _root(text), text.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    changes: list[tuple[int, int, str]] = []

    def change(node: Node, new: str) -> None:
        start = starts[node.place.line - 1] + node.place.column - 1
        changes.append((start, _end(text, start, node), new))

    for clause, node in _targets(root):
        if clause in targets and targets[clause] != _target(node, counties):
            change(node, _as_yaml(targets[clause]))
    for key, value in _attribute_values(root):
        if attributes.get(key, value.text) != value.text:
            change(value, json.dumps(attributes[key], ensure_ascii=False))
    for start, end, new in sorted(changes, reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _root(text: str) -> YamlMapping:
    node, _ = read_yaml(text, Place(RUBRIC))
    return node if isinstance(node, YamlMapping) else YamlMapping(node.place, ())


def _each(node: Node | None) -> Iterator[YamlMapping]:
    for one in node.nodes if isinstance(node, Sequence) else ():
        if isinstance(one, YamlMapping):
            yield one


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _targets(root: YamlMapping) -> Iterator[tuple[str, YamlMapping]]:
    sections = [
        item for section in _each(root.get("sections")) for item in _each(section.get("indicators"))
    ]
    for item in (*sections, *_each(root.get("bonus"))):
        for clause in _each(item.get("clauses")):
            target = clause.get("target")
            if isinstance(target, YamlMapping):
                yield _text(clause.get("id")), target


def _attribute_values(root: YamlMapping) -> Iterator[tuple[tuple[str, str], Scalar]]:
    for county in _each(root.get("counties")):
        values = county.get("attributes")
        for key, value in values.items if isinstance(values, YamlMapping) else ():
            if isinstance(value, Scalar):
                yield (_text(county.get("id")), key.text), value


def _target(node: YamlMapping, counties: tuple[str, ...]) -> WrittenTarget:
    if everyone := _text(node.get("all")):
        return WrittenTarget(numbers=dict.fromkeys(counties, everyone), same=True)
    if attribute := _text(node.get("attribute")):
        having, lacking = _text(node.get("yes")), _text(node.get("no"))
        return WrittenTarget(numbers={}, attribute=attribute, having=having, lacking=lacking)
    numbers = node.get("counties")
    items = numbers.items if isinstance(numbers, YamlMapping) else ()
    return WrittenTarget(numbers={key.text: _text(value) for key, value in items})


def _as_yaml(target: WrittenTarget) -> str:
    if target.attribute:
        having, lacking = json.dumps(target.having), json.dumps(target.lacking)
        return f'{{attribute: {target.attribute}, "yes": {having}, "no": {lacking}}}'
    if target.same:
        return f"{{all: {json.dumps(next(iter(target.numbers.values())))}}}"
    numbers = ", ".join(f"{key}: {json.dumps(value)}" for key, value in target.numbers.items())
    return f"{{counties: {{{numbers}}}}}"


def _end(text: str, start: int, node: Node) -> int:
    """Where the value ends that begins at ``start``."""
    if isinstance(node, Scalar):
        for written in (node.text, f'"{node.text}"', f"'{node.text}'"):
            if text.startswith(written, start):
                return start + len(written)
        raise NotOnOneLine(node.place.line)
    depth = 0
    for at in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if text[at] == "\n" or not depth:
            if depth or text[at] == "\n" or at == start:
                break
            return at + 1
    raise NotOnOneLine(node.place.line)
