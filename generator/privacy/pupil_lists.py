"""Lists of pupils in the tables of a document, told by the headers of their columns.

A list has a column 学生姓名, or 姓名 beside a school, a year or a class, or below a title that
speaks of them. 姓名 beside a title, an office or a place of work is a list of grown-ups.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from generator.privacy.pupil_names import is_common_name

Rows = Sequence[tuple[int, Mapping[int, str]]]

_HAN = "\u4e00-\u9fff"
_CHILD = "学生|同学|幼儿|儿童|少年|营员|孩子|小朋友|小记者|考生|新生|小选手|小作者"
# Grown-ups take courses and compete as well.
_MAYBE_CHILD = "学员|队员|选手|作者"
_OF_PUPILS = re.compile(
    f"[{_HAN}]{{0,6}}(?:{_CHILD})[{_HAN}]{{0,4}}(?:姓名|名字|名单|名)|[{_HAN}]{{0,4}}(?:{_CHILD})"
)
_MAYBE_PUPILS = re.compile(f"[{_HAN}]{{0,4}}(?:{_MAYBE_CHILD})(?:姓名|名字|名单)?")
_OF_ADULTS = re.compile(
    "教师|老师|教练|辅导员|家长|监护人|评委|专家|裁判|领队|负责人|联系人|校长|园长|班主任|证明人|父亲|母亲"
)
_NAME = re.compile(
    "(?:姓名|名字|名单|获奖者|获奖人|参赛者|参赛人员|人员姓名|参赛者姓名|获奖者姓名)"
)
_SCHOOLING = re.compile(
    f"[{_HAN}]{{0,4}}(?:学校|年级|班级|校名|学籍号?|学号|幼儿园|年段)(?:名称|全称|班级|年级)?|班|校别"
    "|(?:小学|中学)(?:名称)?"
)
_ADULT_COLUMN = re.compile(
    f"[{_HAN}]{{0,4}}(?:职称|职务|职位|岗位|工作单位|工号|学历|学位|科室|职业|教龄)[{_HAN}/]{{0,3}}"
    f"|(?:所在|任职|现任|所属)?(?:单位|部门)(?:名称|全称|及职务|职务|和职务)?|(?:任教|任课|执教|研究|从事)[{_HAN}]{{0,4}}"
    "|教师|身份类别|聘任时间|聘期"
)
# Of pupils too where a year or a class stands beside it.
_EITHER_COLUMN = re.compile("学科|专业|学段|论文题目|课题名称")
_YEARS = re.compile(f"[{_HAN}]{{0,4}}(?:年级|班级|学籍号?|学号)[{_HAN}]{{0,4}}|班")
_TITLE_OF_PUPILS = re.compile(
    "小学|中学|学校|年级|[一二三四五六七八九十0-9][)）]?班|班级|学生|同学|少年|儿童|幼儿"
)
# The last of these words says whose list it is.
_TITLE_OF = re.compile(
    "(?P<adults>教师|老师|教职工|评委|专家|裁判|辅导员|校长|园长|教练|志愿者|工作人员|领导|干部|工作者|讲师|成员"
    "|党员|会员|家长|负责人|联络员)|(?P<pupils>学生|同学|少年|儿童|幼儿)"
)
_ADULT = re.compile(
    "教师|老师|校长|园长|主任|教授|讲师|评委|专家|裁判|研究员|工程师|辅导员|书记|教练|农艺师|医师|馆员|教研员"
)
_NOISE = re.compile(r"[\s:：*＊.．、]+|[（(【\[][^（）()【】\[\]]{0,20}[)）】\]]")
# Two to four characters, or a longer name with a dot within; letters of another alphabet.
_A_NAME = re.compile(
    f"[{_HAN}]{{2,4}}|[{_HAN}]{{1,8}}[·•・.][{_HAN}]{{1,8}}|[A-Za-z]{{2,15}}(?: [A-Za-z]{{2,15}}){{1,2}}"
)
_NO_NAME = re.compile(
    f"某|同学$|^(?:学生|选手|队员|作者|学员)[甲乙丙丁一二三四五六七八九十]|合计|小计|总计|共计|备注|姓名|学校|年级|班|团体|集体|小学|中学|学校|学院|幼儿园|以上|以下|空白|暂无|待定|详见|不公开|略|[{_HAN}]?[一二三四五六七八九十]+[人名]$|奖"
)
_SPLIT = re.compile(r"[\t,，;；|]")
# Two characters spread to the width of three: 姓 名, 李 红.
_SPACED = re.compile(f"(?<![{_HAN}])([{_HAN}])[ \u3000]{{1,4}}(?=[{_HAN}](?![{_HAN}]))")
_SEPARATED = re.compile(r"[、,，;；/\n]+")
_LONGEST = 40
_TITLES_ABOVE = 3


class PupilList(NamedTuple):
    """A list of pupils: row and column of the first name, and how many names there are."""

    row: int
    column: int
    number: int


class _Header(NamedTuple):
    """A row of headers: the columns with names, ``sure`` where a header says pupils.

    ``bare`` where it says pupils and not names: what stands below may be 全体学生.
    """

    names: list[int]
    sure: bool
    bare: bool = False


def find_pupil_lists(rows: Rows, title: str = "", *, lines: bool = False) -> Iterator[PupilList]:
    """Yield the lists of pupils in a table, below a line ``title``; never a name of one.

    ``lines`` where the rows are lines of a text, which may be prose.
    """
    titles: list[str] = [title]
    above: Mapping[int, str] = {}
    header: _Header | None = None
    found: list[tuple[int, int, int]] = []
    adults = 0
    for number, row in rows:
        # A header is repeated on each page of a table.
        if (next_header := _header(row, above, " ".join(titles[-_TITLES_ABOVE:]))) is not None:
            header = next_header
        elif header is not None:
            known = header.bare or (lines and not header.sure)
            names = [(number, at, _names(row[at], known=known)) for at in header.names if at in row]
            found += [name for name in names if name[2]]
            adults += any(_speaks_of_adult(text) for text in row.values())
        if len(row) == 1 and header is None:
            titles.append(next(iter(row.values()))[:_LONGEST])
        above = row
    if header is not None and found and (header.sure or 2 * adults < len(found)):
        yield PupilList(found[0][0], found[0][1], sum(names for _, _, names in found))
    else:
        yield from _form(rows)


def _header(row: Mapping[int, str], above: Mapping[int, str], title: str) -> _Header | None:
    cells = {at: _plain(text) for at, text in row.items() if len(text) <= _LONGEST}
    sure, likely = [], []
    adults = any(_ADULT_COLUMN.fullmatch(text) for text in cells.values())
    for at, text in cells.items():
        # Above a pair of headers may stand whose they are: 学生信息, 指导教师信息.
        group = _group(above, at) if text == "姓名" else ""
        if _OF_ADULTS.search(text) or _OF_ADULTS.search(group):
            continue
        if _OF_PUPILS.fullmatch(text) or (group and re.search(_CHILD, group)):
            sure.append(at)
        elif _NAME.fullmatch(text) or _MAYBE_PUPILS.fullmatch(text):
            likely.append(at)
    # The header of one column that was parted: names stand below the one or the other half.
    for at, right in pairwise(sorted(cells)):
        likely += [at, right] if (cells[at], cells[right]) == ("姓", "名") else []
    if sure:
        return _Header(sure, sure=True, bare=not any("名" in cells[at] for at in sure))
    if not likely or adults or not _speaks_of_pupils([*cells.values()], title):
        return None
    return _Header(likely, sure=False)


def _speaks_of_pupils(headers: Sequence[str], title: str) -> bool:
    """Whether the headers beside 姓名 or the title say that the names are those of pupils."""
    whose = [match.lastgroup for match in _TITLE_OF.finditer(title)]
    if whose and whose[-1] == "adults":
        return False
    if any(_YEARS.fullmatch(header) for header in headers):
        return True
    of_pupils = _TITLE_OF_PUPILS.search(title) is not None
    if any(_EITHER_COLUMN.fullmatch(header) for header in headers):
        return "pupils" in whose
    return of_pupils or any(_SCHOOLING.fullmatch(header) for header in headers)


def _group(above: Mapping[int, str], at: int) -> str:
    """The header over several columns that stands above the column; a title is none."""
    left = [column for column in above if column <= at]
    return _plain(above[max(left)][:_LONGEST]) if left and len(above) > 1 else ""


def _form(rows: Rows) -> Iterator[PupilList]:
    """Yield the first name that stands to the right of the words 学生姓名, as in an application form."""
    for number, row in rows:
        columns = sorted(row)
        for at, right in pairwise(columns):
            label = _plain(row[at][:_LONGEST])
            said = _OF_PUPILS.fullmatch(label) and label.endswith(("姓名", "名字"))
            if said and not _is_label(row[right]) and _names(row[right]):
                yield PupilList(number, right, 1)
                return


def _is_label(text: str) -> bool:
    plain = _plain(text)
    return bool(
        _SCHOOLING.fullmatch(plain)
        or _ADULT_COLUMN.fullmatch(plain)
        or _OF_ADULTS.search(plain)
        or _LABELS.fullmatch(plain)
    )


_LABELS = re.compile(
    "性别|年龄|民族|奖项|等次|等级|作品|作品名称|项目|组别|类别|成绩|名次|序号|备注|编号|得分|证书编号|电话|联系电话|籍贯|日期|签名|出生年月|获奖等级|项目名称|名称|科目|届别|地区|县区|区县"
)


def _names(text: str, *, known: bool = False) -> int:
    """How many names of persons the cell may hold; ``known`` for those with a common surname."""
    if len(text) > 200:
        return 0
    parts = (name for part in _SEPARATED.split(text) for name in _unspaced(part))
    return sum(_is_name(name) and (not known or is_common_name(name)) for name in parts)


def _unspaced(text: str) -> list[str]:
    """The names in a text without the spaces in them: 王 明 is one, 王小明 李红 are two."""
    text = unicodedata.normalize("NFKC", text).strip().lstrip("0123456789.) ")
    words = text.split()
    if text.isascii():
        return [" ".join(words)]
    return ["".join(words)] if sum(map(len, words)) <= 4 else words


def _is_name(text: str) -> bool:
    return _A_NAME.fullmatch(text) is not None and not _NO_NAME.search(text)


def _speaks_of_adult(text: str) -> bool:
    return len(text) <= 10 and _ADULT.search(text) is not None


def _plain(text: str) -> str:
    return _NOISE.sub("", text)


def rows_of_lines(text: str) -> Iterator[tuple[int, dict[int, str]]]:
    """Yield the lines of a text with their number, parted at tabs, commas, bars or else at spaces."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or len(line) > 2_000:
            continue
        whole = _SPACED.sub(r"\1", line.strip())
        parts = _SPLIT.split(whole) if _SPLIT.search(whole) else whole.split()
        cells = (part.strip(' "\u3000') for part in parts)
        yield number, {at: cell for at, cell in enumerate(cells) if cell}
