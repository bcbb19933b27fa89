"""Private data outside the private folder, told by what a file holds, whatever it is called."""

import os
import re
import stat
import zipfile
from collections.abc import Collection, Iterator
from contextlib import suppress
from html import unescape
from itertools import groupby
from pathlib import Path

from generator.load.ballots.private_files import SAFE_MARK
from generator.load.files import LARGEST_TEXT, with_plain_line_ends
from generator.model.place import CONTENT, COUNTIES
from generator.model.rubric import Rubric

# No file of the project: made by programs, or never taken up by git.
_SKIPPED = frozenset({"private", ".cache", "__pycache__", "node_modules"})
_SKIPPED_ABOVE = frozenset({".git", ".venv", "site", "review", "volumes"})
# Programs have ballots in their texts and tests; what is written in earnest lies in no such file
# but below content/, where everything may be published.
_PROGRAMS = frozenset(
    {
        *(".py", ".js", ".mjs", ".css", ".html", ".po", ".mo", ".toml", ".cfg", ".sh", ".map"),
        *(".svg", ".xml", ".whl"),
    }
)
# Read before anything is decoded: nearly no file of a project holds one of them.
_SIGNS = tuple(
    word.encode(code)
    for code in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
    for word in (
        "judge",
        "commended",
        "rehearsal",
        "rank",
        "Commended",
        "评委",
        "加分",
        "先进单位",
        "taizhang-safe",
        "taizhang-card",
    )
)


def _key(name: str) -> re.Pattern[str]:
    """The key in YAML or JSON: at the margin, in quotes, or in a list of one line."""
    return re.compile(
        rf"""^[ \t]{{0,3}}(?:-[ ]+)?{name}[ \t]*:|["']{name}["'][ \t]*:|[{{,][ \t]*{name}[ \t]*:""",
        re.MULTILINE,
    )


_KEYS = {
    name: _key(name)
    for name in (
        *("judge", "scores", "judges", "id", "group", "cycle", "by", "commended", "issued"),
        *("rehearsal", "rank", "total"),
    )
}
_SCORE = re.compile(r"""["']?(?:\d\d|B\d)["']?[ \t]*:[ \t]*["']?\d""")
# As report/ writes a tally and the preview of a decision, in both languages.
_TALLY = re.compile(
    r"^.{1,40}(?:：总分 _，第 _ 名（基础分 _，加分 _）|: total _, rank _ \(base _, bonus _\))".replace(
        "_", "[^，,：（()）\n]{1,30}"
    ),
    re.MULTILINE,
)
_PREVIEW = re.compile(r"^(?:先进单位：|Commended: ).*\n(?:\d+|—)  \S", re.MULTILINE)
_JUDGE_WORDS = frozenset({"judge", "评委", "评委编号"})
# As a tally has it: in no table of a competition do points of a base and a bonus stand together.
_TOTAL_WORDS = (
    frozenset({"总分", "总得分", "total"}),
    frozenset({"名次", "排名", "rank"}),
    frozenset({"基础分", "base"}),
    frozenset({"加分", "加分项目", "bonus"}),
)
_CELLS = re.compile(r"[,\t;|\n\r，；]+")
_CELL = re.compile(r"<t(?:\s[^<>]*)?>([^<]*)</t>|<v>([^<]*)</v>")
# A page that is a ballot, a roster or a decision, not one that shows some.
_BEGINS = re.compile(
    r"(?:#.*\n|```.*\n|---\n|\s)*[\"']?(?:cycle|judge|judges|rehearsal|by|commended)[\"']?:"
)
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
# A judge's card for the scoring page, which opens what a browser keeps of the scores.
CARD = "taizhang-card"
_CARD_KEY = re.compile(r'"key": "[0-9a-f]{64}"')
# Enough of a file to tell a text from a picture.
_FIRST = 512
# Guides show a ballot of two scores and a roster of three; what was written in earnest has more.
_FEWEST = 5


def misplaced_files(root: Path, rubric: Rubric, *, announced: bool) -> Iterator[str]:
    """Yield the path of each file that holds ballots, a roster, a decision or totals.

    Once totals are ``announced`` they are no secret.
    """
    for file in _files(root):
        path = file.relative_to(root).as_posix()
        # A county's evidence may be the table of a contest that had a base and a bonus too.
        tables = not (announced or path.startswith(f"{COUNTIES}/"))
        for name, text in _texts(file):
            if (
                _is_private(text, name)
                or _is_score_table(text, rubric)
                or (not announced and _PREVIEW.search(text))
                or (tables and _is_total_table(text, rubric, prose=name.lower().endswith(".md")))
            ):
                yield path
                break


def _files(root: Path) -> Iterator[Path]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        below_content = CONTENT in folder.relative_to(root).parts[:1]
        for entry in entries:
            if entry.is_symlink():
                continue
            if entry.is_dir():
                if entry.name not in _SKIPPED and (
                    folder != root or entry.name not in _SKIPPED_ABOVE
                ):
                    waiting.append(Path(entry.path))
            elif below_content or Path(entry.name).suffix.lower() not in _PROGRAMS:
                yield Path(entry.path)


def _texts(file: Path) -> Iterator[tuple[str, str]]:
    """What the file says, or each member of an archive, by its name; nothing of a picture."""
    # What cannot be opened is told where it is read; a damaged archive raises many kinds of error.
    with suppress(Exception):
        if not stat.S_ISREG(file.stat().st_mode):
            return
        with file.open("rb") as opened:
            content = opened.read(_FIRST)
            if content.startswith(b"PK"):
                yield from _archive_texts(file)
            # Texts have no NUL but in UTF-16, which says so.
            elif b"\0" not in content or content.startswith((*_UTF_16, SAFE_MARK)):
                yield file.name, _said(content + opened.read(LARGEST_TEXT))


def _said(content: bytes) -> str:
    if content.startswith(SAFE_MARK):
        return SAFE_MARK.decode()
    if not any(sign in content for sign in _SIGNS):
        return ""
    return with_plain_line_ends(_decoded(content))


def _decoded(content: bytes) -> str:
    # PowerShell writes UTF-16 where output is sent to a file, older consoles GB 18030.
    if content.startswith(_UTF_16):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def _archive_texts(file: Path) -> Iterator[tuple[str, str]]:
    """The cells of a workbook, one a line, or what the members of another archive say.

    Unpacked no further than a text may be long.
    """
    left = LARGEST_TEXT
    sheets = ""
    with zipfile.ZipFile(file) as archive:
        names = archive.namelist()
        is_workbook = "xl/workbook.xml" in names
        # Documents and slides are archives too, which none of our commands writes or reads.
        if "[Content_Types].xml" in names and not is_workbook:
            return
        for name in names:
            if left > 0 and is_workbook == name.startswith(("xl/sharedS", "xl/worksheets/s")):
                with archive.open(name) as opened:
                    content = opened.read(left)
                left -= len(content)
                sheets += content.decode("utf-8", "replace") if is_workbook else ""
                if not is_workbook and Path(name).suffix.lower() not in _PROGRAMS:
                    yield name, _said(content)
    yield file.name, "\n".join(unescape(text or value) for text, value in _CELL.findall(sheets))


def _is_private(text: str, name: str) -> bool:
    prose = name.lower().endswith(".md") and not _BEGINS.match(text)
    return (
        text.startswith(SAFE_MARK.decode())
        or (CARD in text and _CARD_KEY.search(text) is not None)
        or _is_ballot(text, prose=prose)
        or _is_roster(text, prose=prose)
        or _is_decision(text, prose=prose)
        or _has(text, "rehearsal", "rank", "total")
        or _TALLY.search(text) is not None
    )


def _has(text: str, *keys: str) -> bool:
    return all(_KEYS[key].search(text) for key in keys)


def _is_ballot(text: str, *, prose: bool) -> bool:
    if not _has(text, "judge", "scores"):
        return False
    # Of a page the scores of one example, which an empty line or the end of its block ends.
    examples = re.split(r"\n[ \t]*(?:```|\n)", text) if prose else [text]
    return not prose or any(len(_SCORE.findall(one)) >= _FEWEST for one in examples)


def _is_roster(text: str, *, prose: bool) -> bool:
    listed = re.search(r"""\bjudges["']?[ \t]*+:[^\S\n]*+(?:#.*+)?+\s*+[-\[]""", text)
    if listed is None or not _has(text, "judges", "id", "group"):
        return False
    return not prose or len(_KEYS["group"].findall(text)) >= _FEWEST


def _is_decision(text: str, *, prose: bool) -> bool:
    return not prose and _has(text, "cycle", "by", "commended") and not _has(text, "issued")


def _is_score_table(text: str, rubric: Rubric) -> bool:
    """A table with judges, and with items or counties as the heads of its columns.

    Numbers of rows look like items; they stand below each other.
    """
    cells = _cells(text)
    counties = {name for county in rubric.counties for name in (county.id, county.name)}
    if _JUDGE_WORDS.isdisjoint(cells) or len(counties.intersection(cells)) < 2:
        return False
    items = rubric.items.keys()
    return _beside(cells, items) > 2 or (
        _beside(cells, counties) > 1 and len(items & set(cells)) > 2
    )


def _is_total_table(text: str, rubric: Rubric, *, prose: bool) -> bool:
    cells = set(_cells(text))
    counties = sum(not cells.isdisjoint((county.id, county.name)) for county in rubric.counties)
    if counties < 2 or not all(cells & words for words in _TOTAL_WORDS):
        return False
    # A page that speaks of totals has these words in many places, a table in the row of its heads.
    rows = text.splitlines() if prose else [text]
    return any(all(words.intersection(_cells(row)) for words in _TOTAL_WORDS) for row in rows)


def _cells(text: str) -> list[str]:
    cells = (cell.strip().strip("\"'") for cell in _CELLS.split(text))
    return [cell for cell in cells if cell]


def _beside(cells: list[str], names: Collection[str]) -> int:
    """The most cells one after another that are such names."""
    runs = groupby(cells, key=lambda cell: cell in names)
    return max((len(list(run)) for named, run in runs if named), default=0)
