"""The roster of judges as a file of the private folder."""

import json
from collections.abc import Iterable, Iterator

from generator.model.office import RosterRow


def roster_text(cycle: str, judges: Iterable[RosterRow]) -> str:
    """The text of roster.yaml."""
    lines = (f"  - {{{', '.join(_keys(judge))}}}" for judge in judges)
    return "\n".join([f'cycle: "{cycle}"', "judges:", *lines]) + "\n"


def _keys(judge: RosterRow) -> Iterator[str]:
    yield f"id: {json.dumps(judge.id)}"
    yield f"group: {judge.group}"
    if judge.county:
        yield f"county: {judge.county}"
    if judge.recusals:
        yield f"recusals: [{', '.join(judge.recusals)}]"
    for key, text in (("name", judge.name), ("post", judge.post)):
        if text:
            yield f"{key}: {json.dumps(text, ensure_ascii=False)}"
