"""Numbers of persons as people write and hide them, and honest figures that look like such.

Plain strings and rows of cells, so that they can be put into a text or a document of any kind.
"""

import random
from collections.abc import Callable, Iterator, Mapping

from personal_numbers import bank_card, citizen_id, email, mobile, old_citizen_id

_FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
_CIRCLED = str.maketrans("0123456789", "⓪①②③④⑤⑥⑦⑧⑨")
_ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_BOLD = str.maketrans("0123456789", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_SPOKEN = str.maketrans("0123456789", "零幺二三四五六七八九")


def _cut(number: str, *sizes: int) -> list[str]:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return [*parts, number[at:]]


# How a document of any kind shows a number; {} is what the way makes of it.
MOBILES: Mapping[str, Callable[[str], str]] = {
    "plain": lambda one: f"联系人 {one}",
    "alone": str,
    "spaces": lambda one: f"王某 {' '.join(_cut(one, 3, 4))}",
    "hyphens": lambda one: "-".join(_cut(one, 3, 4)),
    "long dashes": lambda one: "—".join(_cut(one, 3, 4)),
    "dots": lambda one: ".".join(_cut(one, 3, 4)),
    "slashes": lambda one: "/".join(_cut(one, 3, 4)),
    "brackets": lambda one: f"({one[:3]}){one[3:]}",
    "full brackets": lambda one: f"（{one[:3]}）{one[3:7]}-{one[7:]}",
    "no-break spaces": lambda one: "\u00a0".join(_cut(one, 3, 4)),
    "wide spaces": lambda one: "\u3000".join(_cut(one, 3, 4)),
    "thin spaces": lambda one: "\u2009".join(_cut(one, 4, 3)),
    "digit by digit": " ".join,
    "3 and 8": lambda one: f"电话：{one[:3]} {one[3:]}",
    "odd groups": lambda one: f"手机 {' '.join(_cut(one, 2, 5))}",
    "pairs": lambda one: "-".join(_cut(one, 3, 2, 2, 2)),
    "Tel": lambda one: f"Tel{one}",
    "QQ": lambda one: f"QQ{one}",
    "letters behind": lambda one: f"手机{one}abc",
    "letters and spaces": lambda one: f"WeChat{' '.join(_cut(one, 3, 4))}ok",
    "+86": lambda one: f"+86 {one}",
    "+86 glued": lambda one: f"+86{one}",
    "0086": lambda one: f"0086{one}",
    "0086 dashes": lambda one: f"0086-{'-'.join(_cut(one, 3, 4))}",
    "86 in brackets": lambda one: f"(86){one}",
    "0 before": lambda one: f"0{one}",
    "list number": lambda one: f"1.{one}",
    "circled list number": lambda one: f"①{one}",
    "surname 万": lambda one: f"{one} 万老师",
    "surname 元": lambda one: f"{one}元老师",
    "excuse of another": lambda one: f"证书编号：12，{one}",
    "full width": lambda one: one.translate(_FULL),
    "circled": lambda one: one.translate(_CIRCLED),
    "Arabic": lambda one: one.translate(_ARABIC),
    "mathematical": lambda one: one.translate(_BOLD),
    "Chinese": lambda one: one.translate(_HAN),
    "spoken": lambda one: one.translate(_SPOKEN),
    "half Chinese": lambda one: f"{one[:3]}{one[3:7].translate(_HAN)}{one[7:]}",
    "keycaps": lambda one: "".join(f"{digit}\ufe0f\u20e3" for digit in one),
    "zero widths": "\u200b\u2060".join,
    "many zero widths": lambda one: one[:3] + "\u200b" * 60 + one[3:],
    "combining signs": "\u0336\u0301".join,
    "before a year": lambda one: f"2018-06-01 {' '.join(_cut(one, 3, 4))} 2018年",
    "before a numeral": lambda one: f"{' '.join(_cut(one, 3, 4))} 二组",
    "two in a row": lambda one: f"{' '.join(_cut(one, 3, 4))} {' '.join(_cut(one, 3, 4))}",
    "behind an address": lambda one: f"https://x.example，电话{one}",
    "name of an address": lambda one: f"{one}@mail.example",
}
IDS: Mapping[str, Callable[[str], str]] = {
    "id": str,
    "id with word": lambda one: f"身份证{one}",
    "id in groups": lambda one: " ".join(_cut(one, 6, 8)),
    "id with dots": lambda one: ".".join(_cut(one, 6, 4, 4)),
    "id digit by digit": " ".join,
    "id between letters": lambda one: f"No{one}a",
    "id with a times sign": lambda one: one.replace("X", "×").replace("x", "×"),
    "id in Chinese": lambda one: one.translate(_HAN),
    "id full width": lambda one: one.translate(_FULL),
}


def _overlapping(chance: random.Random) -> str:
    """A telephone number whose last digits begin an id."""
    identity = citizen_id(chance, "320707")
    return f"电话 {mobile(chance)[:9]}{identity[:2]} {identity[2:]}"


OTHERS: Mapping[str, Callable[[random.Random], str]] = {
    "id begins in a telephone": _overlapping,
    "old id": lambda chance: f"身份证号 {old_citizen_id(chance)}",
    "card": lambda chance: f"卡号 {bank_card(chance)}",
    "card in groups": lambda chance: f"开户行 {' '.join(_cut(bank_card(chance), 4, 4, 4, 4))}",
    "address": email,
    "address full width": lambda chance: email(chance).replace("@", "＠"),
    "address (at)": lambda chance: email(chance).replace("@", "(at)"),
    "address [at] [dot]": lambda chance: (
        email(chance).replace("@", " [at] ").replace("mail.", "mail[dot]")
    ),
}

# What is resolved in Markdown and HTML alone.
MARKUP: Mapping[str, Callable[[str], str]] = {
    "decimal reference": lambda one: f"{one[:3]}&#{ord(one[3])};{one[4:]}",
    "hexadecimal reference": lambda one: f"&#x{ord(one[0]):x};{one[1:]}",
    "named spaces": lambda one: "&nbsp;".join(_cut(one, 3, 4)),
    "named dashes": lambda one: "&ndash;".join(_cut(one, 3, 4)),
    "strong": lambda one: f"{one[:3]}**{one[3:7]}**{one[7:]}",
    "code": lambda one: f"`{one[:3]}`{one[3:]}",
    "link": lambda one: f"[{one[:3]}](x){one[3:]}",
    "link with title": lambda one: f'{one[:3]}[{one[3:7]}](http://a.example/1 "t"){one[7:]}',
    "tag": lambda one: f"{one[:3]}<b>{one[3:7]}</b>{one[7:]}",
    "comment": lambda one: f"{one[:3]}<!-- x -->{one[3:]}",
    "escapes": lambda one: "\\-".join(_cut(one, 3, 4)),
    "soft hyphens": lambda one: "&shy;".join(_cut(one, 3, 4)),
    "target": lambda one: f"[电话](tel:{one})",
}


def plants(chance: random.Random, *, markup: bool) -> Iterator[tuple[str, str]]:
    """Yield kind of writing and text of one plant each; ``markup`` for Markdown as well."""
    for kinds, number in ((MOBILES, mobile), (IDS, citizen_id), (MARKUP if markup else {}, mobile)):
        for kind, write in kinds.items():
            yield kind, write(number(chance))
    for kind, make in OTHERS.items():
        yield kind, make(chance)


_WORDS = ("科普讲座", "全民科学素质宣传", "乡村科普行", "科技周", "青少年竞赛", "流动科技馆")


def _day(chance: random.Random) -> str:
    return f"2018-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def _figures(chance: random.Random, nth: int) -> list[str]:
    """序号、活动、日期、人数、份数、元: in every third row of the size of a telephone's groups."""
    few, many = ((130, 199), (1000, 9999)) if nth % 3 == 0 else ((20, 400), (50, 20_000))
    figures = (chance.randint(*few), chance.randint(*many), chance.randint(*many))
    return [str(nth), chance.choice(_WORDS), _day(chance), *map(str, figures)]


def _registrations(chance: random.Random, nth: int) -> list[str]:
    number = f"320707{chance.randint(0, 10**9 - 1):09}"
    return [str(nth), f"某某科技公司{nth}", number, _day(chance)]


def _codes(chance: random.Random, nth: int) -> list[str]:
    code = f"{chance.choice(('91', '52', '12'))}320700MA1{chance.randint(10**7, 10**8 - 1)}X"
    return [str(nth), code, f"0518-{chance.randint(80000000, 89999999)}", "400-123-4567"]


def _contracts(chance: random.Random, nth: int) -> list[str]:
    number = f"1{chance.randint(3, 9)}{chance.randint(0, 10**9 - 1):09}"
    invoice = f"{chance.randint(0, 10**20 - 1):020}"
    return [str(nth), f"合同编号：HT-{number}", f"发票号码 {invoice}", f"订单号 {number}"]


def _measures(chance: random.Random, nth: int) -> list[str]:
    place = f"{chance.uniform(118, 120):.11f},{chance.uniform(34, 35):.11f}"
    versions = f"1{chance.randint(3, 9)}.8.1.2 138.123.45.{nth}"
    return [_day(chance), place, versions, f"{chance.randint(10**6, 10**8):,}.00"]


def _sentences(chance: random.Random, nth: int) -> list[str]:
    few, many = chance.randint(130, 199), chance.randint(1000, 9999)
    return [
        f"累计{few} 2018 2018",
        f"共计{few} {many} {chance.randint(1000, 9999)}",
        f"2016-2018 2017-2018 {few}-2018-2019",
        f"ISBN 978-7-302-{chance.randint(10000, 99999)}-6，编号{nth}",
    ]


HONEST = {
    "figures": (("序号", "活动", "日期", "人数", "份数", "元"), _figures),
    "registrations": (("序号", "单位", "注册号", "日期"), _registrations),
    "codes": (("序号", "统一社会信用代码", "电话", "热线"), _codes),
    "contracts": (("序号", "合同", "发票", "订单"), _contracts),
    "measures": (("日期", "坐标", "版本", "金额"), _measures),
    "sentences": (("累计", "共计", "年度", "书号"), _sentences),
}


def honest_tables(chance: random.Random, count: int) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield kind and rows of tables of thirty rows without a person's number."""
    kinds = list(HONEST)
    for nth in range(count):
        kind = kinds[nth % len(kinds)]
        heads, row = HONEST[kind]
        yield kind, [list(heads), *(row(chance, at) for at in range(1, 31))]
