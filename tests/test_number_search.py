"""What makes the search for numbers quick lets none through that the search without it finds."""

import random
import re
from collections.abc import Iterator
from itertools import chain
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from personal_numbers import citizen_id
from planted_numbers import honest_tables, plants
from processor_time import takes_less

from generator.privacy import personal_numbers
from generator.privacy.html_text import find_shown, shown_lines
from generator.privacy.personal_numbers import Personal, find_personal
from generator.privacy.spelled_addresses import ADDRESS_REST, ADDRESS_STARTS
from generator.privacy.written_digits import DIGITS, HIDDEN, LIKE_DIGITS

_DIGIT = f"[{DIGITS}](?<![{DIGITS}][{DIGITS}])"
SIGNS = (
    re.compile(f"{_DIGIT}(?:[{HIDDEN}]*+[{DIGITS}]){{9,}}+"),
    re.compile(_DIGIT + personal_numbers._REFERRED),  # noqa: SLF001
    re.compile(f"[{ADDRESS_STARTS}]{ADDRESS_REST}"),
)
BORDERS = "\n\r\t|"


def full_search(text: str) -> list[Personal]:
    """Every sign looked for by itself, every line with one searched to its end."""
    with (
        patch.object(personal_numbers, "_lines", all_lines),
        patch.object(personal_numbers, "_sign_in", return_value=re.compile("")),
        patch.object(personal_numbers, "_may_hold", return_value=True),
    ):
        return list(find_personal(text))


def all_lines(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines with a sign are."""
    end = 0
    for at in sorted(sign.start() for one in SIGNS for sign in one.finditer(text)):
        if at >= end:
            start = max(end, *(text.rfind(border, end, at) + 1 for border in BORDERS))
            match = re.compile(f"[{BORDERS}]").search(text, at)
            end = match.start() if match else len(text)
            yield start, end


PIECES = (
    *("138", "0013", "8000", "13800138000", "1", "3", "8", "32070719800101", "622848"),
    *("①②③", "⑬", "一三八", "〇", "١٣٨", "𝟏𝟑𝟖", "１３８", "X", "😀", "─"),
    *("-", " ", "  ", ".", "/", "(", ")", "（", "）", "\u200b", "\u3000", "*", "`", "\\", "_"),
    *("<b>", "</b>", "<td>", "</td>", "<br>", '<a href="', '">', "<!-- ", " -->", "<", ">"),
    *("](", "][", "[", "]", "&#49;", "&#x33;", "&#x4e00;", "&nbsp;", "&amp;", "&", ";", "#", "a"),
    *("\n", "\t", "|", "\r", "\x0b", "@", "zhang@mail.example", "(at)", "(<b>at</b>)", "&#64;"),
    *(
        "电话",
        "手机：",
        "证书编号：",
        "人",
        "万元",
        "2018-01-12",
        "/05/#e8273ab1049",
        "https://x.example/",
    ),
)
PLANTS = [plant for _, plant in plants(random.Random(5), markup=True)]
TABLES = [
    "\n".join("| ".join(row) for row in rows) for _, rows in honest_tables(random.Random(5), 6)
]
TEXTS = st.lists(st.sampled_from((*PIECES, *PIECES, *PLANTS)), max_size=24).map("".join)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
@example("1](\n138<b>00138000</b>)2 2018 2019 13800138000")
def test_quick_search_finds_all(text: str) -> None:
    """It finds what the full one does; more only behind markup that reaches over a line end."""
    found, full = list(find_personal(text)), full_search(text)
    assert [one for one in full if one not in found] == []
    assert found == full or "\n" in text or "\r" in text or "\t" in text or "|" in text


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_gate_finds_all(text: str) -> None:
    """Of HTML as well, in its source and as it is shown."""
    full = chain(full_search(text), full_search(shown_lines(text)))
    found = list(find_shown(text))
    assert [one for one in full if one not in found] == []


NUMBER = "13912345678"
ID = citizen_id(random.Random(5))
# A digit as ASCII, full-width, Arabic, mathematical.
ZEROS = (0x30, 0xFF10, 0x0660, 0x1D7CE)
REFERENCES = [
    form
    for zeros in ("", "0", "0" * 40)
    for end in (";", "")
    for form in (
        f"&#{zeros}{{0}}{end}",
        *(f"&#{x}{zeros}{{0:{case}}}{end}" for x in "xX" for case in "xX"),
    )
]
COMMENTS = (
    *("<!-- x -->", "<!---->", "<!-->", "<!--->", "<!-- x --!>", "<!-- a < b -->", "<!-- 12 -->"),
    *("<!-- a\nb -->", "<!-- a | b -->", "<!-- <b>a</b> -->", f"<!-- {'x>' * 400} -->", "<?x y?>"),
    *("<!x>", "<![CDATA[x]]>", "</>", "</ x>", "<!-- \"' -->", "<!-- a --><!-- b -->"),
)


@pytest.mark.parametrize("form", REFERENCES)
def test_each_reference_is_read_at_the_gate(form: str) -> None:
    """Capital or small, decimal or not, with zeros before and no semicolon behind; tags between."""
    for zero in ZEROS:
        written = [form.format(zero + int(digit)) for digit in NUMBER]
        # Without a semicolon a digit behind would be one of the reference.
        mixed = "".join(
            one if nth % 2 else digit
            for nth, (digit, one) in enumerate(zip(NUMBER, written, strict=True))
        )
        texts = ["".join(written), NUMBER[:-1] + written[-1], "<i></i>".join(written)]
        texts += ["<!-- x -->".join(written), *([mixed] if form.endswith(";") else [])]
        assert [text for text in texts if not list(find_shown(f"<p>{text}</p>"))] == []


@pytest.mark.parametrize("comment", COMMENTS)
def test_number_goes_on_through_comments_at_the_gate(comment: str) -> None:
    """As a browser shows it, whatever stands in the comment, and with a reference behind it."""
    texts = [comment.join(NUMBER), f"139{comment}12345678", f"139{comment}&#XFF11;2345678"]
    texts += [f"1&#51;9{comment}1234{comment}5678", f"139{comment}<em>1234</em>{comment}5678"]
    assert [text for text in texts if not list(find_shown(f"<p>{text}</p>"))] == []


def test_what_only_looks_like_a_comment_hides_nothing() -> None:
    """In an attribute it is none; what stands between two such is shown."""
    assert list(find_shown('<a title="<!--">139<em>1234</em>5678</a><a title="-->">甲</a>'))


INLINE = (
    *("<b\n></b\n>", '<b title="a>b"></b>', "<b title='a<b'></b>", '</b title=">">', "<b/>", "<B>"),
    *('<span\nclass="x"\n>', "<span class=x title='\n'>", '<FONT COLOR="red">', "<o:p></o:p>"),
    *('\n<tspan x="1">', "\r\n", "\t", "<img\nsrc=a.jpg>", '<b title=">">\n</b><i\n>'),
)
UNSEEN = (
    *("<script>1</script>", "<SCRIPT\n>'</b>'</SCRIPT\n>", "<style>b{color:red}</style>"),
    *("<noscript>甲</noscript>", "<title>甲</title>", "<template>甲<b>乙</b></template>"),
    *("<span hidden>甲</span>", "<b\nhidden=''>甲<b>乙</b>丙</b>", "<div HIDDEN>甲</div>"),
    *(
        '<i style="color:red; display : none">甲</i>',
        "<datalist><option>甲</datalist>",
        "<rp>（</rp>",
    ),
    *(
        "<span title='>' hidden>甲</span>",
        "<div title='>' hidden>甲</div>",
        "<b><i hidden>甲</i></b>",
    ),
    *(
        "<input hidden><span hidden>甲</span>",
        "<script>'<!--'</script>",
        "<br hidden>",
        "<p popover>甲</p>",
        "<audio>甲</audio>",
        "<span hidden><!--甲</span>-->",
    ),
)


@pytest.mark.parametrize("markup", [*INLINE, *UNSEEN])
def test_number_goes_on_through_markup_at_the_gate(markup: str) -> None:
    """Through every tag that parts nothing, however it is written, and what no page shows."""
    texts = [f"139{markup}12345678", f"139{markup}1234{markup}5678", f"139<b>{markup}</b>12345678"]
    texts += [f"{ID[:-1]}{markup}{ID[-1]}", f"&#49;39{markup}&#XFF11;2345678&amp;"]
    pages = [f"<p>{text}</p>\n<p>甲<span hidden></span></p>" for text in texts]
    assert [page for page in pages if not list(find_shown(page))] == []


@pytest.mark.parametrize(
    "words", ['alt="1234"', "alt='1234'", "\nALT = 1234 src=x", "alt=&#49;234"]
)
def test_words_of_a_picture_are_read_at_the_gate(words: str) -> None:
    """A picture that is not there shows them in its place."""
    texts = (f"139<img {words}>5678", f"<img {words.replace('1234', '13912')}>345678")
    assert list(find_shown(f"<p>{texts[0]}</p>"))
    assert "&" in words or list(find_shown(f"<p>{texts[1]}</p>"))


@pytest.mark.parametrize(
    "parts",
    [
        *("<td>{}</td>", "<TD>{}</TD>\n", "<td\nclass='a>b'>{}</td\n>", "{}<br>", "{}<BR\n/>\n"),
        *(
            "<li>{}",
            "<div hidden>甲</div><div>{}</div>",
            "<th scope=row>{}<span hidden>甲</span></th>",
        ),
        *(
            "<p>{}</p>\n",
            "<td>{}<script>1</script></td>\n",
            "<dd>{}</dd><!-- -->",
            "<svg><text>{}</text></svg>",
            "<text>{}</text>\n",
        ),
    ],
)
def test_what_stands_apart_is_no_number_at_the_gate(parts: str) -> None:
    """Cells, lines and items, with and without something hidden in them."""
    html = "".join(map(parts.format, ("166", "1200", "3500")))
    assert not list(find_shown(f"<section>{html}</section>"))


def test_long_references_are_read() -> None:
    """Of thousands of digits too, zeros or not."""
    assert list(find_shown(f"<p>139&#{'0' * 5000}49;2345678</p>"))
    assert not list(find_shown(f"<p>139&#{'1' * 5000};1234</p>"))


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "<!--",
            "<!",
            "</ ",
            "&#0",
            "<!-- -->",
            "<!--<b>",
            '<a title="<!--">',
            "1<",
            "1<b ",
            '1<b "',
        ),
        *(
            "1<b>",
            "1<script>",
            "1<script ",
            "1<i hidden>",
            "<i hidden></i>1",
            "1<i style=' :",
            "1<img alt=",
        ),
        *(
            "1<img alt='",
            "<img ",
            " alt=1",
            "1 ",
            "1<B\n",
            "1<b '\"",
            "<I ",
            "(<b>",
            "(",
            "1<!--",
            "1</",
        ),
    ],
)
def test_comments_take_time_in_proportion(piece: str) -> None:
    """None of 200,000 characters is read to the end for each that seems to begin one."""
    text = piece * (200_000 // len(piece))
    assert takes_less(lambda: list(find_shown(text)), 15)


@pytest.mark.parametrize("nth", range(len(TABLES)))
def test_figures_are_left_alone_as_before(nth: int) -> None:
    """Of tables of figures both say the same."""
    assert list(find_personal(TABLES[nth])) == full_search(TABLES[nth])


def test_each_digit_is_like_a_digit() -> None:
    """The class that is quick to look for has all digits, of every script."""
    letters = "".join(map(chr, range(0x110000)))
    like = set(re.findall(f"[{LIKE_DIGITS}]", letters))
    assert set(re.findall(f"[{DIGITS}]", letters)) <= like
