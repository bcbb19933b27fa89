"""The JSON Schema of the report that ``taizhang check --format json`` writes."""

from typing import Any

from generator.model.attachment import Refusal
from generator.model.checklist import ClauseState, Uncounted
from generator.model.evidence import Status
from generator.model.finding import Severity

_WHOLE = {"type": "integer", "minimum": 0}
_TEXT = {"type": "string"}
_CODE = {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"}


def findings_json_schema() -> dict[str, Any]:
    """Return the schema of version 1; every key is there in every report."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "taizhang check",
        **_keys(
            version={"const": 1},
            findings={"type": "array", "items": _finding()},
            checklists={"type": "array", "items": _checklist()},
            selected={"type": "array", "items": _CODE},
            ignored={"type": "array", "items": _keys(code=_CODE, reason=_TEXT, findings=_WHOLE)},
            summary=_keys(**{f"{severity.value}s": _WHOLE for severity in Severity}),
        ),
    }


def _finding() -> dict[str, Any]:
    place = {"type": "integer", "minimum": 1}
    return _keys(
        code=_CODE,
        severity={"enum": [severity.value for severity in Severity]},
        path={"type": "string", "minLength": 1},
        line=place,
        column=place,
        message=_TEXT,
        fix=_TEXT,
        county=_or_null(_TEXT),
        indicator=_or_null(_TEXT),
        edit=_or_null(_keys(line=place, column=place, old=_TEXT, new=_TEXT)),
    )


def _checklist() -> dict[str, Any]:
    clauses = {"type": "array", "items": _clause()}
    unsubmitted = _keys(
        status={"enum": [Status.DRAFT.value, Status.RETURNED.value]},
        written=_WHOLE,
        counting=_WHOLE,
        clauses=clauses,
    )
    return _keys(
        county=_TEXT,
        indicator=_TEXT,
        clauses=clauses,
        entries={"type": "array", "items": _entry()},
        unsubmitted=_or_null(unsubmitted),
    )


def _clause() -> dict[str, Any]:
    number = {"type": "string", "pattern": "^[0-9]+(/[1-9][0-9]*)?$"}
    return _keys(
        clause=_TEXT,
        name=_TEXT,
        state={"enum": [state.value for state in ClauseState]},
        target=_or_null(number),
        unit=_or_null(_TEXT),
        counted=number,
        proven=number,
    )


def _entry() -> dict[str, Any]:
    refused = _keys(proof=_TEXT, reason={"enum": [reason.value for reason in Refusal]})
    return _keys(
        line={"type": "integer", "minimum": 1},
        anchor=_TEXT,
        date=_TEXT,
        title=_TEXT,
        clause=_or_null(_TEXT),
        quantity=_TEXT,
        counts={"type": "boolean"},
        reason=_or_null({"enum": [reason.value for reason in Uncounted]}),
        proven={"type": "boolean"},
        refused={"type": "array", "items": refused},
    )


def _keys(**properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}
