"""Findings as SARIF 2.1.0, the format that code hosts and editors read."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from generator import __version__
from generator.chinese.unseen import escape_unseen
from generator.model.codes import Code
from generator.model.finding import Edit, Explanation, Severity, TranslatedFinding
from generator.model.message import N_, Message
from generator.report.catalogue import Catalogue

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Mapping[Severity, str] = MappingProxyType(
    {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
)


def findings_sarif(
    findings: Sequence[TranslatedFinding], rules: Mapping[Code, Explanation], catalogue: Catalogue
) -> str:
    """Return one log; ``rules`` are the explanations of the rules by code."""
    codes = sorted({finding.code for finding in findings})
    run = {
        "tool": {
            "driver": {
                "name": "taizhang",
                "version": __version__,
                "rules": [
                    _rule(code, catalogue.translate_explanation(rules[code]).paragraphs)
                    for code in codes
                ],
            }
        },
        # Else readers count in UTF-16, in which rarer Chinese characters take two columns.
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "PROJECT": {"description": {"text": catalogue.text(N_("the folder of rubric.yaml"))}}
        },
        "results": [_result(finding, codes.index(finding.code), catalogue) for finding in findings],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return escape_unseen(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _rule(code: str, paragraphs: Sequence[str]) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": paragraphs[0]},
        "fullDescription": {"text": "\n\n".join(paragraphs)},
    }


def _result(finding: TranslatedFinding, rule: int, catalogue: Catalogue) -> dict[str, Any]:
    text = Message(N_("{message}. Mend: {fix}"), {"message": finding.message, "fix": finding.fix})
    place = finding.place
    location = {
        "artifactLocation": _artifact(place.path),
        "region": {"startLine": place.line, "startColumn": place.column},
    }
    result = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": catalogue.say(text)},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"taizhang/v1": _fingerprint(finding)},
    }
    if finding.edit is not None:
        result["fixes"] = [_fix(finding.edit, finding.fix)]
    return result


def _artifact(path: str) -> dict[str, str]:
    # A URI has no Chinese letters; it is relative, so that no path of a machine is in a report.
    return {"uri": quote(path), "uriBaseId": "PROJECT"}


def _fix(edit: Edit, words: str) -> dict[str, Any]:
    place = edit.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.line,
        "endColumn": place.column + len(edit.old),
    }
    replacement = {"deletedRegion": region, "insertedContent": {"text": edit.new}}
    change = {"artifactLocation": _artifact(place.path), "replacements": [replacement]}
    return {"description": {"text": words}, "artifactChanges": [change]}


def _fingerprint(finding: TranslatedFinding) -> str:
    """The id by which a host matches a fault across commits, though lines above it move."""
    identity = f"{finding.code}\n{finding.place.path}\n{finding.message}"
    return hashlib.sha256(identity.encode()).hexdigest()[:32]
