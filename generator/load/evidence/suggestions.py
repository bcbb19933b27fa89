"""Suggestions for clause names, headings and keys that are wrong in form alone.

Each gives the text in its proper form, or None where a person has to decide. Those for dates
and quantities stand beside what reads them, in ``generator.chinese``.
"""

import re
from collections.abc import Collection

from generator.chinese.widths import bare_name, fold_widths
from generator.model.finding import Edit
from generator.model.place import Place

_HEADING = re.compile(
    r"\s*(?:#{1,6}\s*|\*\*|__)?(?P<title>[^#*_\s：:]+?)\s*+(?:[：:]|\*\*|__|#+)?\s*+"
)
_KEY = re.compile(
    r"(?P<lead>\s*)(?P<key>[^\s:：\"'“”#-][^:：]{0,30}?)\s*(?P<colon>[:：])\s*(?P<rest>.*)"
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "‘": '"', "’": '"', "＂": '"'})


def suggested_edit(place: Place, written: str, suggestion: str | None) -> Edit | None:
    """Return the edit that writes the suggestion, None where there is none."""
    return None if suggestion is None else Edit(place, written, suggestion)


def suggest_clause(text: str, names: Collection[str]) -> str | None:
    """Return the clause whose name differs in width, spaces, quotes or capitals alone."""
    same = [name for name in names if bare_name(name) == bare_name(text)]
    return same[0] if len(same) == 1 else None


def suggest_heading(line: str, parts: Collection[str]) -> str | None:
    """Return the heading of a part: from bold type, a missing space, another level, full width."""
    plain = fold_widths(line)
    match = _HEADING.fullmatch(plain)
    if match is None or match["title"] not in parts:
        return None
    suggestion = f"## {match['title']}"
    # A bare 目标 may be a line of the text; only what looks like a heading is read as one.
    marked = plain.lstrip().startswith(("#", "**", "__"))
    return suggestion if marked and line.rstrip() != suggestion else None


def suggest_key(line: str) -> str | None:
    """Return a line of front matter with its colon and quotes as YAML wants them."""
    match = _KEY.fullmatch(line.rstrip())
    if match is None:
        return None
    rest = match["rest"]
    # YAML takes curly quotes for letters of the value.
    if rest.startswith(("“", "”", "‘", "’", "＂")):
        rest = rest.translate(_QUOTES)
    # YAML refuses a tab as indentation and takes a full-width space for text.
    lead = match["lead"].replace("\t", "  ").replace("\u3000", "  ")
    suggestion = f"{lead}{match['key']}: {rest}".rstrip()
    wrong = match["colon"] == "：" or rest != match["rest"] or lead != match["lead"]
    return suggestion if wrong else None
