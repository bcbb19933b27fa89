"""The JSON Schema of an announcement: of results.json, and of each one beside it."""

from typing import Any

from generator.model.disclosure import COUNTY_KEYS, WHOLE_KEYS, Disclosure
from generator.model.state import State

_COUNTY = {"type": "string", "description": "县（区）的 id"}
_REASON = {"type": "string", "description": "理由"}
_POINTS = {"type": "string", "pattern": r"^\d+(\.\d+)?$", "description": "分数，照公布的位数"}


def announcement_json_schema() -> dict[str, Any]:
    """Return the schema; which keys must and may stand follows from ``disclosure``."""
    announcing = [state.value for state in State if state.announces]
    whole = {
        "version": {"const": 1},
        "cycle": {"type": "string", "pattern": "^\\d{4}$", "description": "考核年度"},
        "state": {"enum": announcing, "description": "公示、通报或更正"},
        "demonstration": {"type": "boolean", "description": "是否演示数据"},
        "disclosure": {
            "enum": [level.value for level in Disclosure],
            "description": "公布到哪一级",
        },
        "issued": {"type": "string", "format": "date", "description": "公告的日期"},
        "commended": _list(_COUNTY, "先进单位"),
        "changes": _changes(),
        "previous": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "上一份公告的 SHA-256，第一份没有",
        },
        "vetoes": _list(
            _object({"county": _COUNTY, "ground": _text("依据的 id"), "reason": _REASON}),
            "一票否决",
        ),
        "standing": _list(_object({"county": _COUNTY, "reason": _REASON}), "综合评议改变的名次"),
        "counties": {"type": "array", "items": {"$ref": "#/$defs/county"}},
        "rules": _text("计分所依规则文件的 SHA-256") | {"pattern": "^[0-9a-f]{64}$"},
    }
    # Cycles before rules were frozen have no rules, the first announcement none before it.
    always = [key for key in whole if key not in {*WHOLE_KEYS, "rules", "previous"}]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "考核结果的公告",
        "type": "object",
        "additionalProperties": False,
        "required": always,
        "properties": whole,
        "allOf": [_level(level) for level in Disclosure],
        "$defs": {"county": _county()},
    }


def _level(level: Disclosure) -> dict[str, Any]:
    """What stands at this level and what may not."""
    county = {
        "required": [key for key in COUNTY_KEYS if level.requires(key)],
        # As a schema, False matches nothing: the key may not stand.
        "properties": {key: False for key in COUNTY_KEYS if not level.shows(key)},
    }
    properties: dict[str, Any] = {key: False for key in WHOLE_KEYS if not level.shows(key)}
    if level.shows("counties"):
        properties["counties"] = {"items": county}
    return {
        "if": {"properties": {"disclosure": {"const": level.value}}},
        "then": {
            "required": [key for key in WHOLE_KEYS if level.requires(key)],
            "properties": properties,
        },
    }


def _county() -> dict[str, Any]:
    item = {"points": _POINTS, "groups": _map(_POINTS, "各评委组的平均分，评委组的 id 为键")}
    properties = {
        "county": _COUNTY,
        "rank": {"type": "integer", "minimum": 1, "description": "名次，没有名次时不写"},
        "grade": _text("等次，没有时不写"),
        "total": _POINTS | {"description": "总分"},
        "sections": _map(
            _POINTS, "各项目的得分，项目的 id 为键，加分项目为 bonus；会泄露评委打分的不写"
        ),
        "indicators": _map(
            _object(item, optional=("points", "groups")),
            "各项考核内容的得分，序号为键；会泄露评委打分的不写",
        ),
    }
    return _object(properties, optional=tuple(key for key in properties if key != "county"))


def _changes() -> dict[str, Any]:
    change = {
        "county": _COUNTY,
        "field": _text("改了什么：键名，项目、考核内容、评委组写在点号后"),
        "before": _text("原来的值，原来没有时为空"),
        "after": _text("现在的值，现在没有时为空"),
    }
    return _object({"what": _list(_object(change), "与上一份公告的不同"), "why": _REASON})


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [key for key in properties if key not in optional],
        "properties": properties,
    }


def _list(items: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "array", "items": items, "description": description}


def _map(values: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values, "description": description}


def _text(description: str) -> dict[str, Any]:
    return {"type": "string", "description": description}
