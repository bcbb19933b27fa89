"""Private data outside the private folder, told by what a file holds, whatever it is called."""

import os
import re
import stat
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from generator.load.files import LARGEST_TEXT
from generator.model.rubric import Rubric

# No file of the project: made by programs, or never taken up by git.
_SKIPPED = frozenset(
    {
        *(".git", ".venv", ".cache", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"),
        *(".import_linter_cache", "node_modules", "__pycache__", "private"),
    }
)
_SITES = frozenset({"site", "review", "volumes"})
# Programs, and files that none of our commands writes or reads private data in.
_OTHER = frozenset(
    {
        *(".py", ".js", ".mjs", ".css", ".html", ".po", ".mo", ".toml", ".cfg", ".sh", ".map"),
        *(".svg", ".xml", ".woff", ".woff2", ".pdf", ".jpg", ".jpeg", ".png", ".gif", ".webp"),
        *(".ico", ".docx", ".doc", ".pptx", ".ppt", ".xls", ".wps", ".et", ".zip", ".gz", ".whl"),
    }
)
# Read before anything is decoded: nearly no file of a project holds one of them.
_SIGNS = tuple(
    word.encode(code)
    for code in ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
    for word in ("judge", "commended", "rehearsal", "rank", "Commended", "评委", "加分", "先进单位")
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
    r"^.{1,40}(?:：总分 .+，第 .+ 名（基础分 .+，加分 .+）|: total .+, rank .+ \(base .+, bonus .+\))",
    re.MULTILINE,
)
_PREVIEW = re.compile(r"^(?:先进单位：|Commended: ).*\n(?:\d+|—)  \S", re.MULTILINE)
_JUDGE_WORDS = frozenset({"judge", "评委", "评委编号"})
_CELLS = re.compile(r"[,\t;\n\r]+")
_SHARED = re.compile(r"<t(?:\s[^>]*)?>([^<]*)</t>|<v>([^<]*)</v>")
# Guides show a ballot of two scores and a roster of three; what was written in earnest has more.
_FEWEST = 5


def misplaced_files(root: Path, rubric: Rubric, *, announced: bool) -> Iterator[str]:
    """Yield the path of each file that holds ballots, a roster, a decision or totals.

    Once something is ``announced`` its text is no secret.
    """
    for file in _files(root):
        text = _text(file)
        if text and _is_private(text, file, rubric, announced=announced):
            yield file.relative_to(root).as_posix()


def _files(root: Path) -> Iterator[Path]:
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.is_symlink() or entry.name in _SKIPPED:
                continue
            if entry.is_dir():
                if folder != root or entry.name not in _SITES:
                    waiting.append(Path(entry.path))
            elif Path(entry.name).suffix.lower() not in _OTHER:
                yield Path(entry.path)


def _text(file: Path) -> str:
    """What the file says, "" where that cannot be private data."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST_TEXT:
            return ""
        content = file.read_bytes()
        if content.startswith(b"PK"):
            return _workbook_text(file)
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return ""
    if not any(sign in content for sign in _SIGNS):
        return ""
    return _decoded(content).replace("\r\n", "\n")


def _decoded(content: bytes) -> str:
    # PowerShell writes UTF-16 where output is sent to a file, older consoles GB 18030.
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def _workbook_text(file: Path) -> str:
    """The cells of a workbook, one a line; unpacked no further than a text may be long."""
    with zipfile.ZipFile(file) as archive:
        names = [name for name in archive.namelist() if name.startswith("xl/")]
        sheets = [name for name in names if "sharedStrings" in name or "worksheets/" in name]
        texts = []
        for name in sheets:
            with archive.open(name) as opened:
                texts.append(opened.read(LARGEST_TEXT).decode("utf-8", "replace"))
    cells = (unescape(shared or value) for shared, value in _SHARED.findall("\n".join(texts)))
    return "\n".join(cells)


def _is_private(text: str, file: Path, rubric: Rubric, *, announced: bool) -> bool:
    prose = file.suffix.lower() == ".md"
    return (
        _is_ballot(text, prose=prose)
        or _is_roster(text, prose=prose)
        or _is_decision(text, prose=prose)
        or _has(text, "rehearsal", "rank", "total")
        or _TALLY.search(text) is not None
        or (not announced and _PREVIEW.search(text) is not None)
        or _is_score_table(text, rubric)
    )


def _has(text: str, *keys: str) -> bool:
    return all(_KEYS[key].search(text) for key in keys)


def _is_ballot(text: str, *, prose: bool) -> bool:
    return _has(text, "judge", "scores") and (not prose or len(_SCORE.findall(text)) >= _FEWEST)


def _is_roster(text: str, *, prose: bool) -> bool:
    listed = re.search(r"""\bjudges["']?[ \t]*:[^\S\n]*(?:#.*)?\s*[-\[]""", text)
    if listed is None or not _has(text, "judges", "id", "group"):
        return False
    return not prose or len(_KEYS["group"].findall(text)) >= _FEWEST


def _is_decision(text: str, *, prose: bool) -> bool:
    if prose and not re.match(r"\s*(?:```\w*\s+)?(?:#.*\n|\s)*(?:cycle|by|commended):", text):
        return False
    return _has(text, "cycle", "by", "commended") and not _has(text, "issued")


def _is_score_table(text: str, rubric: Rubric) -> bool:
    """A table with a column of judges, and counties and items of the rubric among its cells."""
    cells = {cell.strip().strip("\"'") for cell in _CELLS.split(text)}
    if not cells & _JUDGE_WORDS:
        return False
    counties = sum(bool({county.id, county.name} & cells) for county in rubric.counties)
    return counties > 1 and len(rubric.items.keys() & cells) > 2
