"""Names of children in a text, found by the words beside them.

A name is one or two characters behind a surname; it is taken for a pupil's where its line
speaks of pupils or their prizes and something beside it says that it is a name: 同学 or a school
behind it, 学生 before it, other names in a row, a table's column 姓名. Others are not found.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COMPOUND = "欧阳|司马|上官|诸葛|皇甫|尉迟|公孙|慕容|令狐|夏侯|东方|司徒"
# The hundred most common of the census, and those common here.
_SINGLE = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘"
    "杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
    "樊卞仲穆滕伏相掌庄葛嵇惠单"
)
_HAN = "\u4e00-\u9fff"
_NAME = f"(?:(?:{_COMPOUND})[{_HAN}]{{1,2}}|[{_SINGLE}][{_HAN}]{{1,2}})"
_PUPILS = re.compile("小学|中学|学校|幼儿园|年级|学生|同学|少年|儿童")
_PRIZES = re.compile("[特一二三四五]等奖|[金银铜]奖|优秀奖|获奖|获评|荣获|入围|冠军|亚军|季军|名单")
# Chinese sets no spaces between words: what stands beside it bounds a name.
_EDGE = f"(?<![{_HAN}A-Za-z0-9])"
_END = f"(?![{_HAN}A-Za-z0-9])"
_CALLED = "(?<=学生)|(?<=同学)|(?<=队员)|(?<=选手)|(?<=小朋友)"
_FROM = f"{_EDGE}|{_CALLED}|(?<=小学)|(?<=中学)|(?<=班)|(?<=生)|(?<=和)"
_NAMED = re.compile(
    f"(?:{_FROM})(?P<fellow>{_NAME})(?=等?\\d*名?(?:小?同学|小朋友))"
    f"|(?:{_CALLED})[:：]?(?P<called>{_NAME})(?=等|获|荣获|[、，,；;。（(和]|{_END})"
    f"|{_EDGE}(?P<schooled>{_NAME})(?=[（(][^）)\\n]{{0,12}}(?:小学|中学|学校|年级|班|岁))"
)
_ROW = re.compile(f"{_EDGE}{_NAME}(?:[、，,；;和\\t \u3000]+{_NAME})+{_END}")
_NAME_ALONE = re.compile(_NAME)
# Words that begin with a surname and stand where names do.
_WORDS = re.compile(
    "高[一二三中校级]|金[奖牌]|石[榴油]|方[法案式]|江[苏南]|万[人名]|常[务规]|文[艺化学科]|武术|白天|"
    "马上|余[名人项]|于[是]|任[课务]|龙[舟头]|夏[令季]|田径|钟[楼]|何[人时]|许[多可]|范围|单[位项]|程序|"
    "周[一二三四五六日末]|康[复]|易[错]|段[位]|相[关应]|葛根|林[业场]|陆[续地]|成[绩果]|黄[金海]|东方[红]|"
    "高[等新年]|金融|毛[笔巾]|江海|黄山|石化"
)
_SENTENCE = re.compile("[^。；;！!？?]+")
_CELL = re.compile(r"(?<!\\)\|")
_STAR = "＊"


@dataclass(frozen=True, slots=True)
class PupilName:
    """A child's name in a text: from ``start`` up to ``end``; ``masked`` leaves the surname."""

    start: int
    end: int
    masked: str


def find_pupils(text: str) -> Iterator[PupilName]:
    """Yield the names of children in the text, in its order."""
    if not _PUPILS.search(text):
        return
    begin, column = 0, None
    for line in text.split("\n"):
        cells = _cells(line)
        # The column holds for the rows below, until the table ends.
        if "姓名" in (header := [cell.strip() for _, cell in cells]) and _PUPILS.search(line):
            column = header.index("姓名")
        elif not cells:
            column = None
        spans = {
            *(
                span
                for part in _SENTENCE.finditer(line)
                for span in _in_sentence(line, *part.span())
            ),
            *(_in_cell(cells, column) if column is not None else ()),
        }
        for start, end in sorted(spans):
            masked = _masked(line[start:end])
            yield PupilName(begin + start, begin + end, masked)
        begin += len(line) + 1


def is_common_name(text: str) -> bool:
    """Whether the text is a name with a common surname, and no word that begins like one."""
    return _NAME_ALONE.fullmatch(text) is not None and not _WORDS.match(text)


def _in_sentence(line: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    if not _PUPILS.search(line, begin, end):
        return
    for match in _NAMED.finditer(line, begin, end):
        yield from _name_spans(line, *match.span(match.lastgroup or 0))
    if _PRIZES.search(line, begin, end):
        for row in _ROW.finditer(line, begin, end):
            for match in _NAME_ALONE.finditer(line, row.start(), row.end()):
                yield from _name_spans(line, *match.span())


def _name_spans(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the span, unless a word such as 高中 or 江苏 begins there."""
    if not _WORDS.match(line, start, end):
        yield start, end


def _cells(line: str) -> list[tuple[int, str]]:
    """Return the cells of a table row, each with where it begins; none for another line."""
    if not line.lstrip().startswith("|"):
        return []
    bars = [match.start() for match in _CELL.finditer(line)]
    ends = [*bars[1:], len(line)]
    return [(bar + 1, line[bar + 1 : end]) for bar, end in zip(bars, ends, strict=True)]


def _in_cell(cells: list[tuple[int, str]], column: int) -> Iterator[tuple[int, int]]:
    if column < len(cells):
        begin, cell = cells[column]
        for match in _NAME_ALONE.finditer(cell):
            whole = cell[match.end() : match.end() + 1] in {"", " ", "、", "，"}
            if whole and cell[match.start() - 1 : match.start()] in {"", " ", "、", "，"}:
                yield begin + match.start(), begin + match.end()


def _masked(name: str) -> str:
    surname = 2 if re.match(_COMPOUND, name) else 1
    return name[:surname] + _STAR * (len(name) - surname)
