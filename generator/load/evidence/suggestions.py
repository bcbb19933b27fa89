"""Suggestions for clause names, headings and keys that are wrong in form alone.

Each gives the text in its proper form, or None where a person has to decide. Those for dates
and quantities stand beside what reads them, in ``generator.chinese``.
"""

import re
from collections.abc import Collection, Sequence

from generator.chinese.widths import bare_name, fold_widths
from generator.model.evidence import ALL_COLUMNS, COLUMNS
from generator.model.finding import Edit
from generator.model.place import Place

_HEADING = re.compile(
    r"\s*(?:#{1,6}\s*|\*\*|__)?(?P<title>[^#*_\s：:]+?)\s*+(?:[：:]|\*\*|__|#+)?\s*+"
)
# Folded to half width: brackets and colons are ASCII by then.
_NUMBERED = re.compile(
    r"(?P<number>\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:\)|[、.。:]))?\s*+"
    r"(?P<name>[^\s()\d。.:：;,、]{1,2}(?:\s{0,3}[^\s()\d。.:：;,、]){0,3})\s*+"
    r"(?:\([^()]{0,20}\))?\s*+[。.:;,、]?"
)
_WIDE_BRACKET = re.compile("[［］【】〔〕（）]")
_APART = re.compile(r"\][ \u3000]+\(")
# A link to a file or a page any bracket of which may be full-width. Bounded, as a line can be long.
_LINK = re.compile(
    r"(?P<picture>[!！]?)(?P<open>[\[［【〔])(?P<text>[^\[\]［］【】〔〕|\n]{0,200})(?P<close>[\]］】〕])"
    r"(?P<apart>[ \u3000]{0,8})(?P<begin>[(（])"
    r"(?P<target>\s{0,2}(?:\./)?(?:attachments/|https?://)(?:[^()（）|\n<>]|[(（][^()（）|\n<>]{0,80}[)）]){1,300}?)"
    r"(?P<end>[)）])"
)
# Marks of lists and quotations may stand before a row.
_WIDE_ROW = re.compile(
    r"[ \t\u00a0\u3000]*(?:(?:[-*+>]|\d{1,3}[.)、]|\[[ xX]\])[ \t\u00a0\u3000]*){0,3}｜"
)
# Behind a backslash a bar belongs to its cell.
_PARTING_BAR = re.compile(r"(?<!\\)｜")
# A sentence between two bars is no row.
_FEWEST_BARS = 4
# One within a text: full-width, with no space beside it.
_WIDE_BAR = re.compile(r"(?<=\S)｜(?=\S)")
# How a cell with a date begins.
_DATED = re.compile(r" {0,3}(?:\d{4}|\d{1,2}[月.]|[一二三四五六七八九十]{1,2}月)", re.ASCII)
_ROW = range(len(COLUMNS) - 1, len(ALL_COLUMNS) + 1)
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


def office_heading(line: str, parts: Collection[str]) -> str | None:
    """Return the heading of a part from one as offices write it, None where in doubt.

    A number before it (四、 （四） 4.), spaces within it, a stop, a year or a bracket behind it.
    A line that is not marked as a heading must have the number.
    """
    plain = fold_widths(line).strip()
    bare = plain.strip("#*_ ")
    match = _NUMBERED.fullmatch(bare)
    if match is None:
        return None
    name = "".join(match["name"].split())
    marked = plain.startswith(("#", "**", "__")) or match["number"]
    return f"## {name}" if marked and name in parts else None


def suggest_row(line: str) -> str | None:
    """Return a row of a ledger with tabs or full-width bars with the bars of a table, else None."""
    if "\t" in line and "|" not in line:
        return _row_of_tabs(line.split("\t"))
    if "｜" not in line:
        return None
    bare, suggestion = line.strip(" \t\u3000"), _PARTING_BAR.sub("|", line)
    whole = _WIDE_ROW.match(line) is not None and line.count("｜") >= _FEWEST_BARS
    # A row may lack its first bar, but then no other.
    whole |= line.count("｜") >= len(COLUMNS) - 1
    # Where some bars are right, the others are bars if spaces part them from what stands beside.
    meant = _cells(suggestion.strip())
    mixed = bare.startswith("|") and _cells(bare) < meant in _ROW and not _WIDE_BAR.search(line)
    return suggestion if whole or mixed else None


def _row_of_tabs(cells: Sequence[str]) -> str | None:
    """The row that a sheet gave to the clipboard; empty cells at its end may be missing."""
    if not (_FEWEST_BARS <= len(cells) <= len(ALL_COLUMNS) and _DATED.match(cells[0])):
        return None
    filled = [*cells, *[""] * (len(COLUMNS) - 1 - len(cells))]
    return f"| {' | '.join(cell.strip() for cell in filled)} |"


def _cells(row: str) -> int:
    return len(row.removeprefix("|").removesuffix("|").split("|"))


def suggest_links(line: str) -> str | None:
    """Return the line with the brackets of a link where they are full-width, None for none."""
    if not (_WIDE_BRACKET.search(line) or _APART.search(line)):
        return None
    suggestion = _LINK.sub(_with_brackets, line)
    return suggestion if suggestion != line else None


def _with_brackets(link: re.Match[str]) -> str:
    target = link["target"].strip()
    brackets = "".join(link.group("open", "close", "apart", "begin", "end"))
    if brackets == "[]()":
        return link[0]
    if re.search(r"[\s()]", target):
        target = f"<{target}>"
    picture = "!" if link["picture"] else ""
    return f"{picture}[{link['text']}]({target})"


def near_part(heading: str, parts: Collection[str]) -> str | None:
    """Return the part whose name a heading holds among other words, None for none or several."""
    # 帐 for 账 is the commonest slip of all.
    plain = "".join(fold_widths(heading).split()).replace("帐", "账")
    near = [part for part in parts if part in plain]
    return near[0] if len(near) == 1 else None


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
