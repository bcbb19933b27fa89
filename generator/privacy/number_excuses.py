"""What beside a number says that it is no person's: an order, an amount, a row of figures.

Each excuse must stand directly before or behind this number.
"""

import re
from collections.abc import Sequence

from generator.privacy.candidate import Around, Candidate
from generator.privacy.number_shapes import ID_LENGTH
from generator.privacy.personal import STAR, PersonalKind
from generator.privacy.written_digits import SPACES, Group

_LETTERS = 24
# Behind these one digit and a dot may count a list; "" is the beginning of the text.
_BEGINS = ("", *"|,，;；:：、。(（")
_S = f"[{SPACES}\t|]"
# A word of its own: neither the end of another nor of an address, such as kx.example.no.
_LATIN = "(?:(?<![A-Za-z.])(?<![!-~]/)(?:[Nn][Oo]\\.?|S/?N)|(?<=[a-z])No\\.?)"
_OTHER_NUMBER = re.compile(
    "(?:编号|单号|订单|流水|文号|合同|批次|批号|条码|序列|型号|标准|专利|版本|注册|登记|信用代码|机构代码|代码|"
    f"执照|许可证|发票|税号|货号|凭证|档案号|时间戳|{_LATIN}|№|ISBN|ISSN)"
    f"[号码证为是]{{0,2}}{_S}{{0,3}}[:：=#（(]?{_S}{{0,3}}(?:[A-Za-z]{{1,6}}[-_/]?)?$"
)
_REGISTERED = re.compile("注册|登记|信用代码|机构代码|执照|许可|编号|税号|代码")
_ID_WORDS = re.compile("身份证|证件|公民|身份号")
_CARD_WORDS = re.compile("卡号|银行|账号|帐号|账户|开户|储蓄|信用卡|工资卡")
# 万 and 亿 alone are surnames or no amount that a county has.
_AMOUNT = re.compile(
    f"{_S}*(?:[万亿]?元(?![老先女主书科校经师同])|吨|公斤|千克|千瓦|平方|立方|字节|MB|KB)"
)
_UNIT = re.compile(
    f"{_S}*(?:人次|人|份|场次|场|次|册|本|件|户|家|个|项|篇|块|台|套|万|%|％)(?![\u4e00-\u9fff])"
)
_COUNTED = re.compile(
    f"(?:累计|[共合总小]计|共|达到?|分别[为是]?|[人份场册次件户总]数|[人份场册件]次)[为是有]?[{SPACES}:：]*$"
)
_YEAR = re.compile("(?:199|20[0-2])\\d(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01]))?")
_YEAR_LENGTHS = (4, 8)
_WIDE = 3
_MOST_FIGURES = 6


def is_excused(candidate: Candidate, kind: PersonalKind, around: Around, *, linked: bool) -> bool:
    """Whether what stands beside the digits says that they are no person's number.

    ``linked`` where they stand in an address of the web.
    """
    before, after = candidate.before, candidate.after
    # Its check digit puts an id of eighteen digits beyond doubt.
    if kind is PersonalKind.CITIZEN_ID and sum(candidate.form) == ID_LENGTH:
        return False
    if linked or _touches_word(candidate.line, candidate.start, candidate.end):
        return True
    if kind is PersonalKind.CITIZEN_ID:
        registered = _REGISTERED.search(before) or _OTHER_NUMBER.search(before)
        return not _ID_WORDS.search(before) and (
            registered is not None or around.holds_registrations
        )
    if kind is PersonalKind.BANK_CARD:
        return not _CARD_WORDS.search(before + after)
    if _OTHER_NUMBER.search(before) or _AMOUNT.match(after):
        return True
    figures = _are_figures(candidate) or _stands_in_table(candidate, around)
    return figures and not candidate.called


def _touches_word(text: str, start: int, end: int) -> bool:
    """Whether the digits are a part of something longer: a hash, a code, a decimal.

    Letters may touch a number (Tel138…) where their word holds no other digits.
    """
    before, after = _letters_before(text, start), _letters_after(text, end)
    outer = text[start - before - 1 : start - before] if start > before else ""
    word = text[start - before : start] + text[end : end + after]
    if before and _is_ascii_digit(outer):
        return True
    if after and _is_ascii_digit(text[end + after : end + after + 1]):
        return True
    if before + after > 4 and re.fullmatch("[a-f]+|[A-F]+", word):
        return True
    return _is_fraction(text, start) or (
        text[end : end + 1] == "." and _is_ascii_digit(text[end + 1 : end + 2])
    )


def _is_fraction(text: str, start: int) -> bool:
    """Whether the digits stand behind a decimal point; one digit and a dot may count a list."""
    if text[start - 1 : start] != "." or not text[max(0, start - 2) : start - 1].isdigit():
        return False
    behind = text[start - 3 : start - 2] if start > 2 else ""
    return text[start - 2] == "0" or not (behind.isspace() or behind in _BEGINS)


def _is_ascii_digit(letter: str) -> bool:
    return letter.isascii() and letter.isdigit()


def _letters_before(text: str, start: int) -> int:
    letters = 0
    while letters < _LETTERS and start - letters > 0 and _is_letter(text[start - letters - 1]):
        letters += 1
    return letters


def _letters_after(text: str, end: int) -> int:
    letters = 0
    while letters < _LETTERS and end + letters < len(text) and _is_letter(text[end + letters]):
        letters += 1
    return letters


def _is_letter(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _are_figures(candidate: Candidate) -> bool:
    """Whether groups with spaces between are rather figures that stand in a row."""
    behind = [group.digits for group in candidate.written[1:]]
    years = [digits for digits in behind if len(digits) in _YEAR_LENGTHS]
    if years and all(_YEAR.fullmatch(year) for year in years):
        return True
    return candidate.spaced and (
        any(group.gap.count(" ") >= _WIDE for group in candidate.written[1:])
        or _COUNTED.search(candidate.before) is not None
        or _UNIT.match(candidate.after) is not None
        or _figure_before(candidate.line, candidate.groups, candidate.at)
        or _figure_behind(candidate.line, candidate.groups, candidate.to)
    )


def _stands_in_table(candidate: Candidate, around: Around) -> bool:
    """Whether it stands behind a date in a text with rows of figures."""
    first = candidate.written[0]
    return candidate.at > 0 and first.spaced and candidate.spaced and around.holds_rows


def _figure_before(text: str, groups: Sequence[Group], at: int) -> bool:
    """Whether a figure stands before the number: no date, list number or other telephone."""
    if at == 0 or not groups[at].spaced:
        return False
    group = groups[at - 1]
    if not text[group.start].isdecimal():
        return False
    if len(group.digits) > _MOST_FIGURES or text[group.start - 1 : group.start] == STAR:
        return False
    if at >= 3 and _is_telephone(groups[at - 3 : at]):
        return False
    if at >= 2:
        return group.spaced
    # The number of a line counts its lines; what is joined to a word by a sign is a date's or a code's.
    return bool(text[: group.start].strip()) and text[group.start - 1 : group.start] not in "-/.~"


def _figure_behind(text: str, groups: Sequence[Group], to: int) -> bool:
    """Whether a figure stands behind the number: no date, year or other telephone."""
    if to >= len(groups) or not groups[to].spaced:
        return False
    group = groups[to]
    if not text[group.start].isdecimal():
        return False
    if len(group.digits) > _MOST_FIGURES or text[group.end : group.end + 1] in (STAR, *"年月日-/."):
        return False
    if _is_telephone(groups[to : to + 3]):
        return False
    return to + 1 >= len(groups) or groups[to + 1].spaced


def _is_telephone(groups: Sequence[Group]) -> bool:
    lengths = [len(group.digits) for group in groups]
    return lengths == [3, 4, 4] and groups[0].digits[0] == "1" and groups[0].digits[1] in "3456789"
