"""YAML to nodes with places, from events that are screened first: alone knows yaml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import yaml

from generator.chinese.widths import fold_widths
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import Place

# Nodes are built by recursion, which a file of nothing but brackets would exhaust.
DEEPEST = 32
# libyaml, where PyYAML was built with it, gives the same events many times faster.
_FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as it is written: never turned into a number, a date or a truth value."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    place: Place
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their nodes, in order; of two equal keys the first."""

    place: Place
    items: tuple[tuple[Scalar, "Node"], ...]

    def get(self, key: str) -> "Node | None":
        """The node under the key."""
        return next((node for name, node in self.items if name.text == key), None)


Node = Scalar | Sequence | Mapping


class UnreadableYaml(Exception):
    """The text cannot be read as YAML at all; ``fault`` says why."""

    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(reason)
        self.fault = Fault("unreadable-yaml", place, {"reason": reason}, frozenset({"reason"}))


def read_yaml(text: str, place: Place) -> tuple[Node, tuple[Fault, ...]]:
    """Return the document's node and its faults (duplicate keys).

    ``place`` is where the text begins in its file. Raises UnreadableYaml for what
    is no YAML, and for what no data file needs: aliases, anchors, tags,
    merge keys, more documents than one, nesting deeper than 32.
    """
    try:
        return _read(text, place, _FAST)
    except (yaml.YAMLError, UnreadableYaml):
        return _read_with_places(text, place)


def write_yaml(data: object) -> str:
    """Texts, lists and dictionaries as YAML, in their order; it reads back as the same texts."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=1_000_000)


def _read(text: str, place: Place, loader: Any) -> tuple[Node, tuple[Fault, ...]]:
    reader = _Reader(place)
    events = yaml.parse(text, Loader=loader)
    return reader.read(_screened(events, reader)), tuple(reader.faults)


def _read_with_places(text: str, place: Place) -> tuple[Node, tuple[Fault, ...]]:
    """Read again with the Python parser, whose errors name line and column."""
    reader = _Reader(place)
    try:
        return _read(text, place, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        full_width = _full_width_place(text, error, reader)
        if full_width is not None:
            raise UnreadableYaml(full_width, _FULL_WIDTH) from error
        raise UnreadableYaml(reader.place(error.problem_mark), _SYNTAX) from error
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position)
        raise UnreadableYaml(Place(place.path, place.line + line), _CHARACTER) from error
    # Such as "\U00110000": the parser asks Python for a sign that Unicode does not have.
    except (ValueError, OverflowError) as error:
        escape = _LONG_ESCAPE.search(text)
        line = text.count("\n", 0, escape.start() if escape else 0)
        raise UnreadableYaml(Place(place.path, place.line + line), _ESCAPE) from error


def _full_width_place(text: str, error: yaml.MarkedYAMLError, reader: "_Reader") -> Place | None:
    """Where the last full-width sign stands that the parser stumbled over, None for no such sign.

    The parser often goes on for a line before it gives up.
    """
    if error.problem_mark is None:
        return None
    last = error.problem_mark.line
    first = last - 1 if error.context_mark is None else error.context_mark.line
    lines = text.split("\n")
    for nth in range(min(last, len(lines) - 1), max(first, last - _FARTHEST, 0) - 1, -1):
        for pattern in _FULL_WIDTH_SIGNS:
            if sign := pattern.search(lines[nth]):
                return Place(reader.origin.path, reader.origin.line + nth, sign.start("sign") + 1)
    return None


_FARTHEST = 20
_FULL_WIDTH_SIGNS = (
    re.compile(r"^\s*(?:-\s+)?[\w.-]{1,30}(?P<sign>：)"),
    re.compile(r"[:：]\s*(?P<sign>[“”‘’【［｛])"),
    # From the first bracket alone: where nothing follows that, nothing follows a later one.
    re.compile(r"^[^{\[]*[{\[].*?(?P<sign>[，；：“”】］｝])"),
)
_FULL_WIDTH = N_(
    'full-width signs stand here, where YAML takes those of the English keyboard ([ ] { } " : ,)'
)
_SYNTAX = N_("the YAML is not well formed: check colons, quotes and indentation")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LONG_ESCAPE = re.compile(r"\\U(?!000|0010)")
_ESCAPE = N_("an escape after a backslash stands for no sign: write the sign itself")
_CHARACTER = N_("there is a control character that YAML does not allow")
_EMPTY = N_("there is nothing in it")
_SECOND = N_('there is a second document after "---"')
_DEEP = N_("the nesting is deeper than 32 levels")
_ALIAS = N_("anchors and aliases (& and *) are not taken: write the value again")
_TAG = N_("tags (!) are not taken: write the plain value")
_MERGE = N_("merge keys (<<) are not taken: write the values again")
_KEY = N_("a key must be one plain word")


def _screened(events: Iterator[yaml.Event], reader: "_Reader") -> Iterator[yaml.Event]:
    depth = documents = 0
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        reason = _refusal(event, depth, documents)
        if reason:
            raise UnreadableYaml(reader.place(event.start_mark), reason)
        if isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            yield event


def _refusal(event: yaml.Event, depth: int, documents: int) -> str | None:
    if documents > 1:
        return _SECOND
    if depth > DEEPEST:
        return _DEEP
    # A few lines of aliases can stand for billions of values.
    if getattr(event, "anchor", None) is not None:
        return _ALIAS
    # A tag asks for another type than text, for which some loaders would run code.
    if getattr(event, "tag", None) is not None:
        return _TAG
    return _refused_scalar(event) if isinstance(event, yaml.ScalarEvent) else None


def _refused_scalar(event: yaml.ScalarEvent) -> str | None:
    # In quotes it is a plain text.
    if event.value == "<<" and not event.style:
        return _MERGE
    # Half of a sign, such as "\ud800": no file can hold it, and no report or page be written.
    return _ESCAPE if _SURROGATE.search(event.value) else None


class _Mark(Protocol):
    line: int
    column: int


class _Reader:
    """Builds nodes from events, recursion bounded by the screened depth."""

    def __init__(self, origin: Place) -> None:
        self.origin = origin
        self.faults: list[Fault] = []

    def place(self, mark: "_Mark | None") -> Place:
        if mark is None:
            return self.origin
        return Place(self.origin.path, self.origin.line + mark.line, mark.column + 1)

    def read(self, events: Iterator[yaml.Event]) -> Node:
        event = next(events, None)
        if event is None:
            raise UnreadableYaml(self.origin, _EMPTY)
        node = self.node(event, events)
        for _ in events:  # Screen what follows the document as well.
            pass
        return node

    def node(self, event: yaml.Event, events: Iterator[yaml.Event]) -> Node:
        place = self.place(event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(place, event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return Sequence(place, tuple(self.nodes(events)))
        return Mapping(place, tuple(self.items(events)))

    def nodes(self, events: Iterator[yaml.Event]) -> Iterator[Node]:
        while not isinstance(event := next(events), yaml.CollectionEndEvent):
            yield self.node(event, events)

    def items(self, events: Iterator[yaml.Event]) -> Iterator[tuple[Scalar, Node]]:
        first_places: dict[str, Place] = {}
        for key in self.nodes(events):
            if not isinstance(key, Scalar):
                raise UnreadableYaml(key.place, _KEY)
            node = self.node(next(events), events)
            # Other readers would keep the last of two equal keys; people see no widths.
            name = fold_widths(key.text)
            if name in first_places:
                values = {"key": key.text, "first": str(first_places[name].line)}
                self.faults.append(Fault("duplicate-key", key.place, values))
                continue
            first_places[name] = key.place
            yield key, node
