"""What a private file says: a ballot, a roster, a decision, a tally, a table of scores."""

import re
from collections.abc import Collection, Sequence
from itertools import groupby

from generator.load.ballots.private_files import SAFE_MARK
from generator.model.announcement import Announcement
from generator.model.rubric import Rubric


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
# A judge's card for the scoring page, which opens what a browser keeps of the scores.
_CARD = "taizhang-card"
_CARD_KEY = re.compile(r'"key": "[0-9a-f]{64}"')
_SCORE = re.compile(r"""["']?(?:\d\d|B\d)["']?[ \t]*:[ \t]*["']?\d""")
# As report/ writes a tally and the preview of a decision, in both languages.
_TALLY = re.compile(
    r"^.{1,40}(?:：总分 _，第 _ 名（基础分 _，加分 _）|: total _, rank _ \(base _, bonus _\))".replace(
        "_", "[^，,：（()）\n]{1,30}"
    ),
    re.MULTILINE,
)
_PREVIEW = re.compile(r"^(?:先进单位：|Commended: ).*\n(?:\d+|—)  \S", re.MULTILINE)
_RANKED = re.compile(r"(?:\d+|—)  \S")
_JUDGE_WORDS = frozenset({"judge", "评委", "评委编号"})
# As a tally has it: in no table of a competition do points of a base and a bonus stand together.
_TOTAL_WORDS = (
    frozenset({"总分", "总得分", "total"}),
    frozenset({"名次", "排名", "rank"}),
    frozenset({"基础分", "base"}),
    frozenset({"加分", "加分项目", "bonus"}),
)
_CELLS = re.compile(r"[,\t;|\n\r，；]+")
# A page that is a ballot, a roster or a decision, not one that shows some.
_BEGINS = re.compile(
    r"(?:#.*\n|```.*\n|---\n|\s)*[\"']?(?:cycle|judge|judges|rehearsal|by|commended)[\"']?:"
)
# Guides show a ballot of two scores and a roster of three; what was written in earnest has more.
_FEWEST = 5


def is_private(
    text: str, name: str, rubric: Rubric, announced: Sequence[Announcement], *, tables: bool
) -> bool:
    """Whether a file of the name that says the text is private.

    ``announced`` are the announcements with totals, which are no secret any more.
    ``tables`` where a table of totals is none of a contest that a county may show.
    """
    return (
        _is_of_commands(text, name)
        or _is_score_table(text, rubric)
        or _is_preview(text, rubric, announced)
        or (
            tables
            and not announced
            and _is_total_table(text, rubric, prose=name.lower().endswith(".md"))
        )
    )


def _is_of_commands(text: str, name: str) -> bool:
    prose = name.lower().endswith(".md") and not _BEGINS.match(text)
    return (
        text.startswith(SAFE_MARK.decode())
        or (_CARD in text and _CARD_KEY.search(text) is not None)
        or _is_ballot(text, prose=prose)
        or _is_roster(text, prose=prose)
        or _is_decision(text, prose=prose)
        or _has(text, "rehearsal", "rank", "total")
        or _TALLY.search(text) is not None
    )


def _is_preview(text: str, rubric: Rubric, announced: Sequence[Announcement]) -> bool:
    """Whether it is the preview of a decision, and not of one that was announced since."""
    found = _PREVIEW.search(text)
    return found is not None and not any(
        _says(text[found.start() :], rubric, announcement) for announcement in announced
    )


def _says(preview: str, rubric: Rubric, announced: Announcement) -> bool:
    names = {county.id: county.name for county in rubric.counties}
    commended = "、".join(names.get(county, county) for county in announced.commended) or "—"
    known = {
        "  ".join(filter(None, (str(one.rank or "—"), name, one.grade, one.total)))
        for one in announced.counties
        for name in (names.get(one.county, one.county),)
    }
    first, *lines = preview.splitlines()
    ranked = {line.rstrip() for line in lines if _RANKED.match(line)}
    return re.split("：|: ", first, maxsplit=1)[1].strip() == commended and ranked <= known


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
