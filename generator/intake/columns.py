"""The header of a table as an office writes it: found, and each column named."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.chinese.widths import bare_name, fold_widths
from generator.intake.cells import plain_text
from generator.model.sheet import Sheet, Value

WHEN, TITLE, CLAUSE, QUANTITY, LOCATION = "日期", "事项", "条款", "数量", "地点"
PEOPLE, PROOF, NUMBER = "参加人数", "佐证", "编号"
LAST_DAY, UNIT, ITEM, UNUSED = "结束日期", "单位", "指标", "不用"
YEAR, MONTH, DAY = "年", "月", "日"
TARGETS = (WHEN, LAST_DAY, TITLE, CLAUSE, QUANTITY, UNIT, LOCATION, PEOPLE, PROOF, NUMBER, ITEM)
"""What a column of an office's table can be taken for."""

# For each column what offices call it; of several columns that fit, the one that is named first.
_NAMES: Mapping[str, str] = {
    WHEN: "日期 时间 活动日期 活动时间 开展日期 开展时间 举办日期 举办时间 举行时间 召开时间 会议时间 讲座时间 培训时间 "
    "起止日期 起止时间 时间段 年月日 开始日期 开始时间 起始日期 起始时间 起 实施时间 发布日期 发布时间 发稿时间 刊发时间 "
    "刊登时间 成立时间 成立日期 授牌时间 获奖时间 签订时间 批示时间 完成时间 申报时间 活动开展时间 何时",
    LAST_DAY: "结束日期 结束时间 截止日期 截止时间 终止时间 止",
    TITLE: "事项 活动名称 活动事项 活动主题 活动题目 会议名称 讲座名称 讲座题目 培训名称 论坛名称 项目名称 活动项目 活动 "
    "工作事项 工作内容 活动内容 名称 主题 题目 标题 稿件标题 文章标题 稿件题目 文件名称 企业名称 学会名称 农场名称 "
    "组织名称 内容 主要内容 具体内容 事由 项目 做了什么",
    CLAUSE: "条款 对应条款 所属条款 考核条款 考核内容 考核要点 指标内容 活动类别 活动类型 类别 类型 分类",
    QUANTITY: "数量 场次 次数 场数 活动场次 举办场次 件数 项数 篇数 个数 家数 完成数 完成数量 数目 完成情况",
    UNIT: "单位 计量单位 数量单位",
    LOCATION: "地点 活动地点 举办地点 开展地点 会议地点 举办地 地址 活动地址 场所 活动场所 位置 何地",
    PEOPLE: "参加人数 参与人数 参会人数 到会人数 人数 受众人数 听众人数 受益人数 培训人数 覆盖人数 服务人数 参加人次 "
    "参与人次 受益人次 受众 人次 规模",
    PROOF: "佐证 佐证文件 佐证材料 佐证资料 证明材料 证明 附件 附件名称 照片 活动照片 照片名称 图片 支撑材料 支撑资料 "
    "印证材料 备查材料 相关材料 材料 链接 网址 报道链接 新闻链接 宣传报道",
    NUMBER: "编号 登记号 台账编号 档案号 登记编号",
    ITEM: "指标 指标编号 指标号 考核指标 考核项目",
    YEAR: "年 年份 年度",
    MONTH: "月 月份",
    DAY: "日 号",
}
_KNOWN = {
    name: (column, at) for column, names in _NAMES.items() for at, name in enumerate(names.split())
}
# A column of times that the list does not know.
_SOME_TIME = re.compile(r"[\u4e00-\u9fff]{1,6}(?:时间|日期)")
_SOME_TITLE = re.compile(r"[\u4e00-\u9fff]{1,8}(?:名称|题目|标题|主题)")
_BRACKETS = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_UNIT_HINT = re.compile(r"[(\[【](?:单位[:：]?)?([\u4e00-\u9fff%]{1,3})[)\]】]")
_MONTH = re.compile(r"(?:20\d\d年?[-./]?)?(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?")
_HAN = {
    name: at
    for at, name in enumerate(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], start=1
    )
}
_SEARCHED = 40
_MOST_MONTHS_WITHOUT = 3
# Not worth a word where they are not used.
SILENT = frozenset({"序号", "序", "编码", "no"})


@dataclass(slots=True)
class Header:
    """Where the rows begin, which column is what, and what is written over each column.

    ``last`` is the last row of the header; of proofs there may be several columns. ``months`` are
    the columns of a table that has one for each month. ``hints`` are units in brackets.
    """

    first: int
    last: int
    columns: dict[str, list[int]] = field(default_factory=dict)
    months: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    hints: dict[int, str] = field(default_factory=dict)

    def column(self, name: str) -> int | None:
        """The column of that meaning, None where there is none."""
        found = self.columns.get(name)
        return found[0] if found else None

    @property
    def is_dated(self) -> bool:
        """Whether a row says on which day it was."""
        return WHEN in self.columns or {MONTH, DAY} <= self.columns.keys()

    @property
    def is_ledger(self) -> bool:
        """Whether rows can be read under it."""
        named = TITLE in self.columns or (bool(self.months) and CLAUSE in self.columns)
        return named and (self.is_dated or bool(self.months))

    @property
    def unused(self) -> Iterator[str]:
        """Columns with a name that nothing is taken from."""
        used = {column for columns in self.columns.values() for column in columns} | {*self.months}
        yield from dict.fromkeys(
            name for column, name in self.names.items() if column not in used and name
        )


def find_header(sheet: Sheet, mapped: Mapping[str, str]) -> Header | None:
    """The header of the table that names most columns, None where no row names two.

    ``mapped`` are names of columns that the user has explained, in their bare form.
    """
    numbers = sorted(sheet.rows)[:_SEARCHED]
    best: Header | None = None
    for at, number in enumerate(numbers):
        if _is_title(sheet.rows[number]):
            continue
        below = numbers[at + 1] if at + 1 < len(numbers) else None
        for last in (number, below):
            header = _header(sheet, number, last, mapped) if last is not None else None
            if header is not None and (best is None or _worth(header) > _worth(best)):
                best = header
    return best


def header_at(sheet: Sheet, number: int, mapped: Mapping[str, str]) -> Header | None:
    """The row as a header, None where it names no two columns."""
    return None if _is_title(sheet.rows[number]) else _header(sheet, number, number, mapped)


def month_named(text: str) -> int | None:
    """The month that the text is, None for another text."""
    return _month([text])


def _worth(header: Header) -> tuple[bool, int, int]:
    return header.is_ledger, len(header.columns) + len(header.months), header.first - header.last


def _is_title(row: Mapping[int, Value]) -> bool:
    return len(set(map(str, row.values()))) == 1


def _header(sheet: Sheet, first: int, last: int, mapped: Mapping[str, str]) -> Header | None:
    upper, lower = sheet.rows[first], sheet.rows[last]
    if first != last and not _goes_on(sheet, first, last):
        return None
    header = Header(first, last)
    ranks: dict[str, int] = {}
    for column in sorted({*upper, *lower}):
        above, below = str(upper.get(column, "")), str(lower.get(column, ""))
        texts = [below, above] if above != below else [below]
        header.names[column] = plain_text(" ".join(filter(None, reversed(texts))))
        if (month := _month(texts)) is not None:
            header.months[column] = month
            continue
        _take(header, column, texts, mapped, ranks)
    if len(header.months) <= _MOST_MONTHS_WITHOUT:
        header.months.clear()
    return header if len(header.columns) + len(header.months) > 1 else None


def _goes_on(sheet: Sheet, first: int, last: int) -> bool:
    """Whether a merged cell of the first row shows that the header has a second one."""
    upper, lower = sheet.rows[first], sheet.rows[last]
    tall = any(
        (last, column) in sheet.merged and sheet.merged[last, column][0] <= first
        for column in lower
    )
    texts = [str(value) for value in upper.values()]
    return tall or len(texts) != len(set(texts))


def _take(
    header: Header,
    column: int,
    texts: Sequence[str],
    mapped: Mapping[str, str],
    ranks: dict[str, int],
) -> None:
    """Take the column for what its name says, unless another says so in better words."""
    for text in texts:
        plain = fold_widths(text)
        bare = bare_name(_BRACKETS.sub("", plain).strip(" *")) or bare_name(plain)
        target, rank = _meaning(bare, mapped)
        if not target:
            continue
        if target == UNUSED:
            return
        if target == PROOF:
            header.columns.setdefault(PROOF, []).append(column)
        elif target not in header.columns or rank < ranks[target]:
            header.columns[target], ranks[target] = [column], rank
            if (hint := _UNIT_HINT.search(plain)) is not None:
                header.hints[column] = hint[1]
        return


def _meaning(bare: str, mapped: Mapping[str, str]) -> tuple[str, int]:
    if bare in mapped:
        return mapped[bare], -1
    if bare in _KNOWN:
        return _KNOWN[bare]
    if _SOME_TIME.fullmatch(bare):
        return WHEN, 100
    return (TITLE, 100) if _SOME_TITLE.fullmatch(bare) else ("", 0)


def _month(texts: Sequence[str]) -> int | None:
    for text in texts:
        match = _MONTH.fullmatch("".join(fold_widths(text).split()))
        if match is not None:
            return _HAN.get(match[1]) or int(match[1])
    return None
