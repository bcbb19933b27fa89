"""The rubric that another city begins with: one at hand as the model, what is to be filled in marked.

The marks are comments, so that the file is a rubric from the beginning: what the model's notice
says stands there until it is replaced.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.load.rubric.editing import edited_rubric, written_targets
from generator.load.yaml_events import Mapping, Node, Scalar, Sequence, read_yaml
from generator.model.finding import Fault
from generator.model.office import WrittenTarget
from generator.model.place import RUBRIC, Place

_MARK = re.compile(r"(?:^|\s)#\s*待填(?:[：:]\s*(?P<what>.*?))?\s*$")
_KEY = re.compile(r"^([a-z-]+):", re.MULTILINE)
# What is of the model's own year and place, and may be left out.
_DROPPED = frozenset({"exemptions", "accepted", "workdays"})
_ENGLISH = re.compile(
    r"^(?:  #.*\n)*  (?:organiser|counties|sentences):.*\n(?:    .*\n)*", re.MULTILINE
)
_SOURCE = re.compile(r"source: [^,}\n]+")
_HEAD = """\
# 考核办法的全部数据。行尾写着“# 待填”的地方，换成本市的，再删去这个记号；全部删完，才能开始报送。
# 考核内容和条文以{notice}为样子。写法见使用指南“另一个市怎样开始”。
"""
_CONTACT = "contact: 向市科协办公室书面提出，写明单位和姓名 # 待填：怎样提出异议，写电话或者地址\n"
_ASSOCIATION = "科学技术协会"
_WHOSE_TEXT = "# 待填：这句写的是别的市，或者它的县（区）"


@dataclass(frozen=True, slots=True, kw_only=True)
class City:
    """Who begins: its name ("" for none yet), the cycle, and id and name of each county."""

    name: str
    cycle: str
    counties: tuple[tuple[str, str], ...]


def unfilled_lines(text: str) -> Iterator[Fault]:
    """Yield a fault for each line of rubric.yaml that is marked as still to be filled in."""
    for number, line in enumerate(text.split("\n"), 1):
        mark = _MARK.search(line)
        # A line that holds nothing but a comment speaks of the marks.
        if mark is not None and not line.lstrip().startswith("#"):
            place = Place(RUBRIC, number, line.index("#", mark.start()) + 1)
            yield Fault("unfilled-rubric", place, {"what": mark["what"] or ""})


def rubric_skeleton(model: str, city: City) -> str:
    """The rubric for the city, by another's, which has no fault."""
    root, _ = read_yaml(model, Place(RUBRIC))
    # Before anything moves: nodes are told apart by their lines.
    text = _same_for_all(model, _ids(root, "counties"))
    keys = list(_KEY.finditer(text))
    ends = [key.start() for key in keys[1:]] + [len(text)]
    blocks = {key[1]: text[key.start() : end] for key, end in zip(keys, ends, strict=True)}
    blocks = {key: block for key, block in blocks.items() if key not in _DROPPED}
    blocks |= _replaced(blocks, root, city)
    return _HEAD.format(notice=_text(root, "notice", "number")) + "".join(blocks.values())


def _replaced(blocks: dict[str, str], root: Node, city: City) -> dict[str, str]:
    """The blocks that are the city's own, by key."""
    cycle = _text(root, "cycle")
    names = [_text(one, "name") for one in _nodes(root, "counties")]
    names.append(_text(root, "organiser").removesuffix(_ASSOCIATION))
    fits = "" if city.name else " # 待填：主办单位"
    return {
        "cycle": f'cycle: "{city.cycle}"\n',
        "title": blocks["title"].replace(cycle, city.cycle),
        "organiser": f"organiser: {city.name or '某市'}{_ASSOCIATION}{fits}\n",
        "demonstration": 'demonstration: "no"\n',
        "notice": (
            "notice: # 待填：本市通知的文号和标题\n"
            f"  number: 某科协〔{city.cycle}〕0号\n"
            f"  title: 关于印发{city.cycle}年度县（区）科协工作目标考核办法的通知\n"
        ),
        "judge-groups": _marked(blocks["judge-groups"], "核对评委组和权重"),
        "contact": _CONTACT,
        "open-rules": _marked(blocks["open-rules"], "逐条重新选定，写明理由").replace(
            f'"{cycle}-', f'"{city.cycle}-'
        ),
        "attributes": _SOURCE.sub(
            "source: 市科协统计", _marked(blocks["attributes"], "数字由谁统计，写在 source 后面")
        ),
        "counties": _counties(root, city),
        "english": _ENGLISH.sub("", blocks.get("english", "")).replace(cycle, city.cycle),
        "sections": _own_text(
            re.sub(
                r"^    indicators:.*$",
                "    indicators: # 待填：照本市的通知改好这个项目的内容、分值、条文和指标值",
                blocks["sections"],
                flags=re.MULTILINE,
            ),
            names,
        ),
        "bonus": _own_text(_marked(blocks.get("bonus", "bonus: []\n"), "照通知改好加分"), names),
    }


def _marked(block: str, what: str) -> str:
    """The block with a mark behind its key."""
    key, _, rest = block.partition("\n")
    return f"{key.partition(' #')[0]} # 待填：{what}\n{rest}"


def _own_text(block: str, names: list[str]) -> str:
    """The block, each line marked that speaks of the model's city or counties."""
    return "\n".join(
        f"{line} {_WHOSE_TEXT}" if any(name in line for name in names) else line
        for line in block.split("\n")
    )


def _counties(root: Node, city: City) -> str:
    values = ", ".join(
        # A count of none would leave clauses out that are asked of it.
        f"{_text(one, 'id')}: {json.dumps('no' if _text(one, 'kind') == 'yes-no' else '1')}"
        for one in _nodes(root, "attributes")
    )
    rows = "".join(
        f"  - {{id: {id_}, name: {name}, attributes: {{{values}}}}}\n"
        for id_, name in city.counties
    )
    return f"counties: # 待填：每个县（区）的情况（yes 有，no 没有，或者个数）\n{rows}\n"


def _same_for_all(model: str, counties: tuple[str, ...]) -> str:
    """The model with one number where its counties have numbers of their own."""
    targets = {
        clause: WrittenTarget(numbers={"": next(iter(target.numbers.values()))}, same=True)
        for clause, target in written_targets(model, counties).items()
        if target.numbers and not target.same
    }
    return edited_rubric(model, targets, {}, counties)


def _nodes(root: Node, key: str) -> tuple[Node, ...]:
    node = root.get(key) if isinstance(root, Mapping) else None
    return tuple(node.nodes) if isinstance(node, Sequence) else ()


def _ids(root: Node, key: str) -> tuple[str, ...]:
    return tuple(_text(one, "id") for one in _nodes(root, key))


def _text(node: Node | None, *steps: str) -> str:
    for step in steps:
        node = node.get(step) if isinstance(node, Mapping) else None
    return node.text if isinstance(node, Scalar) else ""
