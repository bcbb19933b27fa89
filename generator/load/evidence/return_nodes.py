"""The returns in the front matter: when the office gave a file back, and why."""

from generator.load.yaml_events import Mapping, Node, Scalar, Sequence
from generator.model.evidence import RETURNS, Return
from generator.model.finding import Fault

RETURN_KEYS = ("日期", "单位", "原因", "答复")


def read_returns(node: Node | None, faults: list[Fault]) -> tuple[Return, ...]:
    """The returns under the key, oldest first; what is none is reported."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return ()
    nodes = node.nodes if isinstance(node, Sequence) else (node,)
    found = []
    for one in nodes:
        values = dict(_values(one)) if isinstance(one, Mapping) else {}
        if not values.get("原因") or not values.keys() <= set(RETURN_KEYS):
            known = {"key": RETURNS, "written": "", "expected": f"[{{{', '.join(RETURN_KEYS)}}}]"}
            faults.append(Fault("unreadable-value", one.place, known))
            continue
        day, office, reason, answer = (values.get(key, "") for key in RETURN_KEYS)
        found.append(Return(one.place, day, office, reason, answer))
    return tuple(found)


def _values(node: Mapping) -> list[tuple[str, str]]:
    return [(key.text, one.text if isinstance(one, Scalar) else "") for key, one in node.items]
