"""Texts made to be slow: a unit repeated, by itself or in a row of a table, and every reader."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from generator.chinese.anchors import heading_anchor
from generator.chinese.dates import read_span, suggest_date
from generator.chinese.line_ends import join_html_lines
from generator.chinese.marking import mark_chinese
from generator.chinese.numbers import _read_as_written, read_quantity, suggest_quantity
from generator.chinese.prompts import is_prompt
from generator.chinese.unseen import seen_text, unseen_signs
from generator.chinese.widths import bare_name, fold_widths
from generator.load.evidence.cells import (
    Cell,
    cell_links,
    cell_text,
    split_row,
    words_beside_links,
)
from generator.load.evidence.clean_text import clean_text
from generator.load.evidence.evidence_file import read_evidence
from generator.load.evidence.front_matter import split_front_matter
from generator.load.evidence.ledger import HEADERS
from generator.load.evidence.line_edits import apply_line_edits
from generator.load.evidence.links import classify_target, line_links
from generator.load.evidence.markdown import inline_tokens, parse_blocks, parse_page
from generator.load.evidence.markup_faults import blank_comments, blank_conflicts, html_faults
from generator.load.evidence.statement_file import read_statement
from generator.load.evidence.stray_rows import overfull_rows, take_stray_rows
from generator.load.evidence.suggestions import (
    near_part,
    office_heading,
    suggest_clause,
    suggest_heading,
    suggest_key,
    suggest_links,
    suggest_row,
)
from generator.load.evidence.unseen import replace_unseen
from generator.load.excerpts import excerpts
from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.handwritten.page_text import read_page
from generator.load.personal_data import mask_personal_data, masked_name, report_pupil_names
from generator.load.yaml_events import UnreadableYaml, read_yaml
from generator.model.html import RawHtml
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.pages.sanitise import sanitise
from generator.privacy.personal_numbers import find_personal
from generator.privacy.pupil_names import find_pupils

Reader = Callable[[str], object]

PATH = "content/counties/jia/01.md"
PLACE = Place(PATH)
HEAD = "---\n指标: 01\n状态: 已提交\n---\n\n## 台账\n\n"
TABLE = f"|{'|'.join(HEADERS[0])}|\n|{'---|' * len(HEADERS[0])}\n"
PERIOD = (date(2018, 1, 1), date(2018, 12, 31))

_LINES = (
    "a", "1. a", "- a", "> a", "# a", "## a", "### a", "=", "-", "", "<!--", "<!-- -->", "~~~", "```",
    "[a]", "[a]:", "[a]: b", "[a]: b '", "[^1]: a", "[a](b.pdf)", "[a](http://x.cn/i)", "---",
    "指标: a", "a: b", "13812345678", "|a|b|c|d|e|f|", "|[a](b.pdf)|b|", "|张三|", "<<<<<<<", "X月",
)  # fmt: skip
UNITS = (
    "1", " ", "a", "中", "\t", "\u3000", "\u00a0", "\r", "[", "]", "(", "（", "()", "((", "【", "{",
    "}", "{:", "{a: ", "[a, ", "[](", "](", "[a](", '[a](b "', "[a](<", "![", "![a](", "[^a]",
    "[](attachments/", "[a](b.pdf)", "[a](http://x.cn/i)", "[a]（b#", "[a](b .", "［a］（attachments/b.pdf）",
    "|", "| ", "|-", "\\|", "a|", "｜", "｜a", '"', "'", "“", "`", "``` ", "` ``", "\\``", "*", "**",
    "**a", "*a ", "**_* ", "_", "_a ", "a._", "___", "~~a", "<", "<a", "</a>", "<b>", "<!--", "-->",
    '<a href="', "<http://a", "&", "&#49;", "&lt;", "e\u0301", "\u0301\u0316", "\uff9e\u0316", "ﷺ",
    "\u200b", "\u200d", "](\u200b(", "http://", "http://a.cn/(", "https://a.cn)", "https://a.cn/中", ".",
    ". ", "!--", "- ", "1. ", "> ", ">", "#", "# ", "\\", "=", ": ", "：", "? ", "@", "a@", "a@a.",
    "x@y.cn ", "13812345678 ", "138-", "1-", "1 ", "１", "3月", "2018年", "至", "上午", "十", "个",
    "共1", "1个", "%", "1/", "合计", "见a", "X", "×", "待", "填", "学生张三、", "张三 获奖 学校 ", "一、", "。",
)  # fmt: skip


def families(length: int) -> Iterator[tuple[str, str]]:
    """Each unit with the texts of about that length that are made of it."""
    for unit in UNITS:
        run = unit * (length // len(unit))
        yield unit, run
        yield unit, f"| a{run}1! |"
    for line in _LINES:
        yield f"{line}\\n", f"{line}\n" * (length // (len(line) + 1))


class _OneText(ProjectFiles):
    """A project with one text, whatever its path."""

    def __init__(self, text: str) -> None:
        self._text = text

    def text(self, path: str) -> str:  # noqa: ARG002 - every path
        return self._text


def _cell(text: str) -> Cell:
    return Cell(PLACE, 1, text.replace("\n", " "))


def _row(text: str, column: int) -> str:
    cells = ["2018-03-12", "活动", "科普活动", "1 场", "会场", "[a](attachments/b.pdf)", "a-1"]
    cells[column] = text.replace("\n", " ")
    return f"{HEAD}{TABLE}|{'|'.join(cells)}|\n"


def readers(rubric: Rubric) -> Mapping[str, Reader]:
    """Every function that reads a text of a county, or of a handwritten page, by its name."""
    item, parts, units = rubric.items["01"], rubric.parts, rubric.units

    def evidence(text: str) -> None:
        read_evidence(_OneText(text), PATH, "jia", item, rubric, {})

    def uncached(text: str) -> None:
        _read_as_written.cache_clear()
        read_quantity(text, units)

    def column(number: int) -> Reader:
        return lambda text: evidence(_row(text, number))

    return {
        "evidence": lambda text: evidence(f"{HEAD}{text}"),
        "title of an entry": column(1),
        "quantity of an entry": column(3),
        "proof of an entry": column(5),
        "statement": lambda text: read_statement(_OneText(text), PATH, rubric, {}),
        "handwritten page": lambda text: read_page(text, PATH, []),
        "front matter": lambda text: split_front_matter(f"---\n{text}\n---\n", PATH, []),
        "YAML": lambda text: read_yaml(text, PLACE),
        "clean text": lambda text: clean_text(text, PATH, rubric, parts, []),
        "blocks": parse_blocks,
        "inline text": inline_tokens,
        "page": parse_page,
        "links": lambda text: line_links(text, PLACE),
        "target": classify_target,
        "row": lambda text: split_row(text, PLACE),
        "links of a cell": lambda text: cell_links(_cell(text)),
        "text of a cell": lambda text: cell_text(_cell(text)),
        "words beside links": lambda text: words_beside_links(_cell(text), cell_links(_cell(text))),
        "stray rows": lambda text: take_stray_rows(text, PLACE, HEADERS),
        "overfull rows": lambda text: [*overfull_rows(text, PLACE, HEADERS)],
        "comments": lambda text: blank_comments(text, PATH),
        "marks of a merge": lambda text: blank_conflicts(text, PATH, []),
        "HTML": lambda text: [*html_faults(text, PLACE)],
        "line edits": lambda text: apply_line_edits(text, PATH, parts, []),
        "unseen characters": lambda text: replace_unseen(text, PATH, []),
        "unseen signs": lambda text: unseen_signs(text, seen_text(text, strict=True)),
        "heading to suggest": lambda text: suggest_heading(text, parts),
        "heading of an office": lambda text: office_heading(text, parts),
        "near part": lambda text: near_part(text, parts),
        "clause to suggest": lambda text: suggest_clause(text, ("科普活动",)),
        "key to suggest": suggest_key,
        "row to suggest": suggest_row,
        "links to suggest": suggest_links,
        "date": read_span.__wrapped__,
        "date to suggest": lambda text: suggest_date(text, PERIOD),
        "quantity": uncached,
        "quantity to suggest": lambda text: suggest_quantity(text, units),
        "prompt": is_prompt,
        "width": fold_widths,
        "bare name": bare_name,
        "anchor": heading_anchor,
        "Chinese on an English page": mark_chinese,
        "line ends": join_html_lines,
        "personal numbers": lambda text: [*find_personal(text)],
        "pupils": lambda text: [*find_pupils(text)],
        "masked text": lambda text: mask_personal_data(text, PATH, rubric, []),
        "masked name": masked_name,
        "names of pupils": lambda text: report_pupil_names(text, PATH, rubric, []),
        "excerpts": lambda text: excerpts({PATH: text.encode()}, [PLACE]),
        "sanitised HTML": lambda text: sanitise(RawHtml(text), "a/"),
    }


def read(reader: Reader, text: str) -> None:
    """Read the text; that it is not taken is an answer as well."""
    try:
        reader(text)
    except (UnreadableFile, UnreadableYaml):
        return
