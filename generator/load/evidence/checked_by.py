"""The key 核对人 of front matter: who looked through files that cannot be searched."""

import unicodedata
from collections.abc import Iterator

from generator.chinese.prompts import is_prompt
from generator.load.yaml_events import Mapping, Node, Scalar
from generator.model.finding import Fault

CHECKED_BY = ("核对人", "checked-by")


def checked_by_faults(node: Node | None) -> Iterator[Fault]:
    """Yield a fault where the value does not say of each file who looked through it."""
    if node is not None and (not isinstance(node, Mapping) or None in [*_answers(node)]):
        values = {"key": CHECKED_BY[0], "written": "", "expected": "attachments/文件名: 姓名"}
        yield Fault("unreadable-value", node.place, values)


def checked_by(head: Node) -> Iterator[tuple[str, str]]:
    """Yield each file and who looked through it, by the front matter of an evidence file."""
    for key, value in head.items if isinstance(head, Mapping) else ():
        if key.text in CHECKED_BY and isinstance(value, Mapping):
            yield from filter(None, _answers(value))


def _answers(node: Mapping) -> Iterator[tuple[str, str] | None]:
    """Yield the file and the name, None where nobody is named."""
    for name, who in node.items:
        by = " ".join(who.text.split()) if isinstance(who, Scalar) else ""
        file = unicodedata.normalize("NFC", name.text).removeprefix("attachments/")
        yield (f"attachments/{file}", by) if by and not is_prompt(by) else None
