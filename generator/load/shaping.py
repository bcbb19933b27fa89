"""A YAML file to a shape, with the place of every value kept beside it."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.load import schema
from generator.load.files import ProjectFiles
from generator.load.yaml_events import Mapping, Node, Scalar, Sequence, read_yaml
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import Place

Value = TypeVar("Value")
Step = str | int


@dataclass(frozen=True, slots=True)
class Located(Generic[Value]):
    """A value and the nodes it was read from."""

    value: Value
    node: Node

    def place(self, *steps: Step) -> Place:
        """Return where the value at the end of the steps stands, or the nearest above it."""
        return _reach(self.node, steps).place

    def key_place(self, *steps: Step) -> Place:
        """Return where the key at the end of the steps stands."""
        *above, last = steps
        return _key_place(_reach(self.node, tuple(above)), str(last))


def read_shape(
    shape: type[schema.Shape],
    files: ProjectFiles,
    path: str,
    refine: Callable[[schema.Misfit, Node], schema.Misfit] | None = None,
) -> tuple[Located[schema.Shape] | None, tuple[Fault, ...]]:
    """Return the file as the shape, None where it does not fit, and its faults.

    ``refine`` says of a misfit what other values of the file make of it.

    Raises UnreadableFile or UnreadableYaml where nothing of the file can be taken.
    """
    node, faults = read_yaml(files.text(path), Place(path))
    fitted = schema.fit(shape, plain(node))
    if isinstance(fitted, tuple):
        if refine is not None:
            fitted = tuple(refine(misfit, node) for misfit in fitted)
        return None, (*faults, *(_fault(misfit, node) for misfit in _without_echoes(fitted)))
    return Located(fitted, node), faults


def plain(node: Node) -> object:
    """The node as texts, lists and dictionaries."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain(child) for child in node.nodes]
    return {key.text: plain(child) for key, child in node.items}


def _reach(node: Node, steps: tuple[Step, ...]) -> Node:
    for step in steps:
        child = _child(node, step)
        if child is None:
            break
        node = child
    return node


def _child(node: Node, step: Step) -> Node | None:
    if isinstance(node, Mapping) and isinstance(step, str):
        return node.get(step)
    if isinstance(node, Sequence) and isinstance(step, int) and step < len(node.nodes):
        return node.nodes[step]
    return None


def _without_echoes(misfits: Iterable[schema.Misfit]) -> Iterator[schema.Misfit]:
    """The misfits but keys that are missing because a full-width colon joins them to their value."""
    listed = tuple(misfits)
    joined = {
        (*misfit.steps[:-1], str(misfit.steps[-1]).partition(_FULL_WIDTH_COLON)[0])
        for misfit in listed
        if misfit.kind == "unknown-key"
    }
    for misfit in listed:
        if misfit.kind != "missing-key" or misfit.steps not in joined:
            yield misfit


def _fault(misfit: schema.Misfit, root: Node) -> Fault:
    # A document that is no mapping at all has no steps.
    *above, last = misfit.steps or ("",)
    parent = _reach(root, tuple(above))
    if misfit.kind == "unknown-key":
        return Fault("unknown-key", _key_place(parent, str(last)), {"key": str(last), "known": ""})
    if misfit.kind == "missing-key":
        return Fault("missing-key", parent.place, {"key": str(last)})
    node = _reach(root, misfit.steps)
    if misfit.is_key or (_FULL_WIDTH_COLON in str(last) and node == Scalar(node.place, "")):
        return _key_fault(misfit, parent)
    key = next((step for step in reversed(misfit.steps) if isinstance(step, str)), str(last))
    values = {"key": key, "written": _written(node), "expected": misfit.expected}
    meant = _meant_list(node if misfit.takes_list else parent, bare=misfit.takes_list)
    if meant:
        values["meant"] = meant
    return Fault("unreadable-value", node.place, values, frozenset({"expected"}))


def _key_fault(misfit: schema.Misfit, parent: Node) -> Fault:
    """A key of the wrong form, mostly one that a full-width colon joins to its value."""
    *above, last = map(str, misfit.steps)
    expected = _COLON if _FULL_WIDTH_COLON in last else misfit.expected
    values = {"key": above[-1] if above else "", "written": last, "expected": expected}
    return Fault("unreadable-value", _key_place(parent, last), values, frozenset({"expected"}))


_FULL_WIDTH_COLON = "："
_COLON = N_(
    "key and value with a colon of the English keyboard and a space between, such as 甲: 乙"
)


def _written(node: Node) -> str:
    """What stands there, on one line."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return f"[{', '.join(map(_written, node.nodes))}]"
    return f"{{{', '.join(f'{key.text}: {_written(child)}' for key, child in node.items)}}}"


def _meant_list(node: Node, *, bare: bool) -> str:
    """The list that was meant, where its brackets or commas are not those of YAML, else "".

    ``bare`` where the text is to be a list in any case, so that it may stand without brackets.
    """
    if isinstance(node, Sequence):
        texts = [entry.text for entry in node.nodes if isinstance(entry, Scalar)]
        joined = len(texts) == len(node.nodes) and any(map(_SEPARATOR.search, texts))
        return _as_list(texts) if joined else ""
    if not bare or not isinstance(node, Scalar) or not node.text:
        return ""
    return "[]" if node.text in _NONE else _as_list([node.text])


def _as_list(texts: Iterable[str]) -> str:
    entries = [entry for text in texts for entry in split_names(text)]
    return f"[{', '.join(entries)}]" if entries else ""


def split_names(text: str) -> tuple[str, ...]:
    """The names in a text that holds several of them, or one in other brackets than YAML's."""
    parts = (part.strip(_AROUND) for part in _SEPARATOR.split(text))
    return tuple(part for part in parts if part)


_SEPARATOR = re.compile("[，、；,;]")
_AROUND = " \u3000【】［］[]〔〕“”‘’\"'"
# What people write for an empty list.
_NONE = frozenset({"无", "没有", "暂无", "空", "—", "-", "/"})


def _key_place(node: Node, key: str) -> Place:
    if isinstance(node, Mapping):
        return next((name.place for name, _ in node.items if name.text == key), node.place)
    return node.place
