"""The rules of a cycle as its log freezes them: all of rubric.yaml that counts."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

# Which targets a county has follows from these; the other open rules bind from judging on.
_OF_TARGETS = frozenset({"period-from", "period-to", "not-named", "township-target"})
_LONG = 60
_GROWING = frozenset({"units", "exemptions", "accepted", "workdays"})


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that differs; a text is "" where the key is not there."""

    key: str
    before: str
    after: str


@dataclass(frozen=True)
class Rules:
    """Rules in the terms of rubric.yaml, as the text of a file gives them."""

    document: Mapping[str, Any]

    @cached_property
    def text(self) -> str:
        """The file: the same rules always give the same bytes."""
        return json.dumps(self.document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the file."""
        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def by_key(self) -> Mapping[str, str]:
        """Each value by the ids that lead to it, such as sections.literacy.indicators.11.points."""
        return {key: value for key, value, _ in _flat(self.document, (), ())}

    @cached_property
    def steps(self) -> Mapping[str, tuple[str | int, ...]]:
        """Where in the document each of the values stands."""
        return {key: steps for key, _, steps in _flat(self.document, (), ())}


def rule_changes(before: Rules, after: Rules, *, judging: bool) -> tuple[RuleChange, ...]:
    """How rules differ in what is frozen: from ``judging`` on everything, before that a part."""
    old, new = before.by_key, after.by_key
    return tuple(
        RuleChange(key, old.get(key, ""), new.get(key, ""))
        for key in (*old, *(key for key in new if key not in old))
        if old.get(key) != new.get(key) and (judging or _binds_from_open(key, known=key in old))
    )


def shortened(text: str) -> str:
    """The text, cut where it is a long one."""
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _binds_from_open(key: str, *, known: bool) -> bool:
    first, _, rest = key.partition(".")
    match first:
        case "judge-groups":
            return not rest.endswith(".weight")
        case "open-rules":
            return rest in _OF_TARGETS
        case "disclosure" | "minutes":
            return False
    # What was recognised or accepted once stays so; more of it may be added.
    return known or first not in _GROWING


def _flat(
    node: Any, ids: tuple[str, ...], steps: tuple[str | int, ...]
) -> Iterator[tuple[str, str, tuple[str | int, ...]]]:
    """Yield key, value and steps of each value below the node."""
    if isinstance(node, dict):
        # As in the file: changes stand in one order, whether rules are read from it or made.
        for key, value in sorted(node.items()):
            yield from _flat(value, (*ids, key), (*steps, key))
    elif isinstance(node, list) and any(isinstance(entry, dict) for entry in node):
        for at, entry in enumerate(node):
            yield from _flat(entry, (*ids, str(entry.get("id", at))), (*steps, at))
    elif isinstance(node, list) and ids[0] in _GROWING:
        # An entry each, so that one more is told from one less; a unit stands without any too.
        if ids[0] == "units":
            yield ".".join(ids), ids[-1], steps
        for entry in node:
            yield ".".join((*ids, str(entry))), str(entry), steps
    else:
        yield ".".join(ids), "、".join(node) if isinstance(node, list) else str(node), steps
