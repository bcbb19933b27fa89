"""Files matched to rows: by what stands in 佐证, and by their names."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import PurePosixPath

from generator.chinese.dates import read_span
from generator.chinese.widths import bare_name, fold_widths
from generator.intake.cells import as_markdown
from generator.intake.proof_names import named_attachments, names_apart
from generator.model.handed_row import HandedRow

_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_LINK = re.compile(r"\[[^\[\]]*\]\(([^()\s]+)\)")
_DATE = re.compile(r"(?<!\d)(20\d\d)[-._年 ]?(0?[1-9]|1[0-2])[-._月 ]?([0-2]?\d|3[01])日?(?!\d)")
_DAY = re.compile(r"(?<![\d.])(1[0-2]|0?[1-9])[.月](\d{1,2})[日号]?(?![\d.])")
# What tells pictures of one event apart: 报告会1, 报告会(2), 报告会-3.
_COUNTER = re.compile(r"[-_(（]?\d{1,3}[)）]?$")
# What a cell says where the file is not named: folders are called so as well.
_NO_LETTER = re.compile(r"[\W_]+")
_GENERIC = frozenset(
    [
        "照片",
        "图片",
        "附件",
        "佐证",
        "材料",
        "佐证材料",
        "佐证文件",
        "活动照片",
        "现场照片",
        "签到表",
        "通知",
        "简报",
        "名册",
        "见附件",
        "有",
        "已附",
        "另附",
    ]
)
_FEWEST_LETTERS = 4
_FEWEST_OF_NUMBER = 3


@dataclass(slots=True)
class Matches:
    """Files by row, as a row names or resembles them; web addresses and known attachments too.

    ``unfound`` are names in 佐证 for which there is no file, or more than one.
    """

    files: dict[int, list[str]] = field(default_factory=dict)
    known: dict[int, list[str]] = field(default_factory=dict)
    unfound: list[tuple[int, str]] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)


def match_files(
    rows: Sequence[HandedRow], files: Collection[str], attachments: Collection[str]
) -> Matches:
    """Match the files that were handed in; ``attachments`` are those that the county has already."""
    matches = Matches()
    named: list[tuple[int, str]] = []
    for at, row in enumerate(rows):
        for proof in row.proofs:
            if (known := _known(proof, attachments)) is not None:
                matches.known.setdefault(at, []).append(known)
            elif found := _named_files(proof, row, files):
                _add(matches, at, found)
            elif (standing := named_attachments(proof, attachments)) is not None:
                matches.known.setdefault(at, []).extend(target for _, target in standing)
            else:
                named.append((at, proof))
    taken = {file for found in matches.files.values() for file in found}
    for file in files:
        if file not in taken:
            found_rows = [*_rows_of(file, rows)]
            if len(found_rows) == 1:
                _add(matches, found_rows[0], [file])
            else:
                matches.unmatched.append(file)
    # "照片" says nothing that a file beside it, found by the name of the event, would not answer.
    matches.unfound = [
        (at, proof) for at, proof in named if at not in matches.files or PurePosixPath(proof).suffix
    ]
    return matches


def _add(matches: Matches, at: int, files: Sequence[str]) -> None:
    own = matches.files.setdefault(at, [])
    own += [file for file in files if file not in own]


def _known(proof: str, attachments: Collection[str]) -> str | None:
    """The address, or the attachment that the county has, which is meant; else None."""
    link = _LINK.search(proof)
    target = link[1] if link is not None else proof
    if _ADDRESS.fullmatch(target) or target in attachments:
        return target
    return None


def _named_files(proof: str, row: HandedRow, files: Collection[str]) -> list[str]:
    """The files that a name in 佐证 means, none where several with the name lie in other folders."""
    plain = PurePosixPath(fold_widths(proof).replace("\\", "/").strip("《》“”\"' "))
    wanted, folder = bare_name(plain.name), PurePosixPath(row.row.where.file).parent
    stem = _stem(plain.name)
    same = [file for file in files if _name(file) == wanted]
    same = same or [file for file in files if _stem(file.rpartition("/")[2]) == stem]
    if len(same) > 1:
        near = [file for file in same if PurePosixPath(file).parent == folder]
        nearer = near or [file for file in same if file.endswith(str(plain))]
        # Two pages of one paper have the same name and other endings.
        same_folder = len({PurePosixPath(file).parent for file in same}) == 1
        same = same if same_folder else nearer if len(nearer) == 1 else []
    if same or len(stem) < 2 or stem in _GENERIC:
        return same
    inside = [file for file in files if _folder(file) == stem]
    return inside or [
        file
        for file in files
        if (name := _stem(file.rpartition("/")[2])).startswith(stem)
        and not name[len(stem) : len(stem) + 1].isdecimal()
    ]


@lru_cache(maxsize=8192)
def _name(path: str) -> str:
    """The name without its folder, as names are compared."""
    return bare_name(path.rpartition("/")[2])


@lru_cache(maxsize=8192)
def _folder(path: str) -> str:
    return bare_name(path.rpartition("/")[0].rpartition("/")[2])


@lru_cache(maxsize=8192)
def _stem(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return bare_name(stem if dot and ending.isalnum() and len(ending) < 5 else name)


def _rows_of(file: str, rows: Sequence[HandedRow]) -> Iterator[int]:
    """The rows that the name of the file, or of its folder, speaks of."""
    path = PurePosixPath(file)
    names = [fold_widths(path.stem), fold_widths(path.parent.name)]
    dates = {day for name in names for day in _days(name)}
    bare = [_without_dates(name) for name in names]
    numbers = [at for at, row in enumerate(rows) if _has_number(row.row.number, names)]
    titled = numbers or [at for at, row in enumerate(rows) if _has_title(row.row.matter, bare)]
    dated = [at for at, row in enumerate(rows) if dates and dates & _row_days(row.row.date)]
    if len(titled) > 1 and dates:
        titled = [at for at in titled if at in dated]
    if titled:
        yield from titled
    # A day alone is enough where the name says nothing else.
    elif dates and not any(re.search(r"[\u4e00-\u9fff]{2}", name) for name in bare[:1]):
        yield from dated if not re.match(r"(?i)img|dsc|mmexport|wx", names[0]) else ()


def _has_number(number: str, names: Sequence[str]) -> bool:
    if len(number) < _FEWEST_OF_NUMBER:
        return False
    pattern = rf"(?<![0-9A-Za-z]){re.escape(number)}(?![0-9])"
    return any(re.search(pattern, name, re.IGNORECASE) for name in names)


def _has_title(matter: str, names: Sequence[str]) -> bool:
    title = _letters(matter)
    for name in names:
        core, whole = _core(name), _letters(name)
        if len(title) >= _FEWEST_LETTERS and title in whole:
            return True
        if len(core) >= _FEWEST_LETTERS and core in title:
            return True
    return False


@lru_cache(maxsize=8192)
def _core(name: str) -> str:
    return _letters(_COUNTER.sub("", name.strip("-_ ")))


# Each name is held against each row.
@lru_cache(maxsize=8192)
def _letters(text: str) -> str:
    """Letters and digits alone: many signs of a name cannot stand in that of a file."""
    return _NO_LETTER.sub("", fold_widths(text)).casefold()


def _without_dates(name: str) -> str:
    return _DAY.sub("", _DATE.sub("", name)).strip("-_ .")


def _days(name: str) -> Iterator[tuple[int, int, int]]:
    for match in _DATE.finditer(name):
        yield int(match[1]), int(match[2]), int(match[3])
    for match in _DAY.finditer(_DATE.sub("", name)):
        yield 0, int(match[1]), int(match[2])


@lru_cache(maxsize=4096)
def _row_days(text: str) -> frozenset[tuple[int, int, int]]:
    return frozenset(_days_of(text))


def _days_of(text: str) -> Iterator[tuple[int, int, int]]:
    span = read_span(text)
    if span is not None:
        for day in (span.first, span.last):
            yield day.year, day.month, day.day
            yield 0, day.month, day.day


def split_proof(cell: str, files: Collection[str] = ()) -> tuple[str, tuple[str, ...]]:
    """Links that a cell of 佐证 holds already, and names beside them; those of ``files`` are whole."""
    links = [match[0] for match in _LINK.finditer(cell)] + _ADDRESS.findall(_LINK.sub(" ", cell))
    rest = _ADDRESS.sub(" ", _LINK.sub(" ", cell))
    return " ".join(links), tuple(names_apart(rest, files))


def proof_cell(targets: Sequence[str], titles: Mapping[str, str]) -> str:
    """The cell of 佐证: links to attachments and web pages; ``titles`` are what they are called."""
    return " ".join(
        target
        if _ADDRESS.fullmatch(target) and target not in titles and len(targets) == 1
        else f"[{as_markdown(titles.get(target) or _called(target))}]({target})"
        for target in targets
    )


def _called(target: str) -> str:
    """What a link is called where nobody has said: an attachment by its name."""
    return target if _ADDRESS.fullmatch(target) else PurePosixPath(target).stem
