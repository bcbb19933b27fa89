"""Numbers of persons planted in text, each way of writing found; honest tables left alone."""

import random
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from planted_numbers import HONEST, IDS, MARKUP, MOBILES, OTHERS, honest_tables, plants
from processor_time import grows_less, takes_less

from generator.load.personal_data import mask_personal_data, masked_name
from generator.model.errors import SiteError
from generator.model.finding import Fault
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.privacy.personal_numbers import find_personal, masked_text
from generator.site.gate import Gate
from generator.usecases.open_project import open_project

SEED = 17
Recorder = Callable[[str, object], None]
SURROUNDINGS = ("{}", "| 1 | {} | 活动 |", "上一行 12\n{}\n34 下一行", "说明：{}。", "1,{},3")


def masked(text: str) -> str:
    """The text with what is found masked."""
    return masked_text(text, find_personal(text))


def test_each_way_of_writing_is_found(record_property: Recorder) -> None:
    """Of 400 plants of more than sixty kinds each is found, and its mask is found no more."""
    chance, lost, planted = random.Random(SEED), [], Counter[str]()
    for surrounding in SURROUNDINGS:
        for kind, plant in plants(chance, markup=True):
            planted[kind] += 1
            text = surrounding.format(plant)
            if not list(find_personal(text)) or list(find_personal(masked(text))):
                lost.append((kind, text, masked(text)))
    record_property("plants", f"{planted.total()} plants of {len(planted)} kinds, {len(lost)} lost")
    assert lost == []
    assert len(planted) == len(MOBILES) + len(IDS) + len(OTHERS) + len(MARKUP) > 60
    assert planted.total() > 300


FORMS: dict[str, Callable[[list[str]], str]] = {
    "Markdown": lambda row: f"| {' | '.join(row)} |",
    "CSV": ",".join,
    "tabs": "\t".join,
    "spaces": "  ".join,
    "one space": " ".join,
}


@pytest.mark.parametrize("form", FORMS)
def test_honest_tables_are_left_alone(form: str, record_property: Recorder) -> None:
    """Of 200 tables of figures, registrations, contracts, dates, amounts at most one is accused."""
    accused = [
        (kind, [one.masked for one in find_personal(text)])
        for kind, rows in honest_tables(random.Random(SEED), 200)
        for text in ["\n".join(map(FORMS[form], rows))]
        if list(find_personal(text))
    ]
    record_property("accused", f"{form}: {len(accused)} of 200 tables accused, {len(HONEST)} kinds")
    assert len(accused) <= 1, accused


ALPHABET = "1380２³一86 -./()|\n\t*_`\\&#;<>[]Xx元万@.a编号电话＊\u200b"


@settings(max_examples=100, deadline=None)
@given(st.randoms(use_true_random=False), st.text(ALPHABET, max_size=12))
def test_masked_text_is_clean(chance: random.Random, between: str) -> None:
    """Whatever stands between numbers, nothing is found once they are masked."""
    kinds = list(plants(chance, markup=True))
    text = between.join(plant for _, plant in chance.sample(kinds, 4))
    assert list(find_personal(masked(text))) == []


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3 2 0 7 2 2 1 9 7 2 1 1 2 7 3 2 3 X³183\u00a07400\u00a06843³1③13412345678", 3),
        ("3 2 0 7 2 2 1 9 7 2 1 1 2 7 3 2 3 X\n2018-06-01 144 9330 5144 2018年", 2),
        (
            "1 8 1 0 1 4 5 6 5 7 6\n开户行 6228 4875 8153 4952 546\n2018-06-01 132 5225 0456 2018年",
            3,
        ),
        ("008613812345678\n320707800101123", 2),
    ],
)
def test_number_that_is_found_excuses_none(text: str, numbers: int) -> None:
    """One in groups is no row of figures, one with 0086 no registration."""
    assert len(list(find_personal(text))) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "累计166 2018 2018",
        "166\n1200\n3500",
        "166 | 1200 | 3500",
        "人数166 1200 3500人次",
        "序号 12 166 1200 3500",
        "注册号 320707990101123",
        "e3b0c44298fc13812345678ab1",
        "119.13812345678",
        "合同编号：HT-13812345678",
        "12320700466912345X",
        "手机 138＊＊＊＊＊＊78 139＊＊＊＊＊＊01",
    ],
)
def test_honest_text_is_left_alone(text: str) -> None:
    """Neither line ends nor borders of cells are in a number; figures in a row are none."""
    assert list(find_personal(text)) == []


@pytest.mark.parametrize("between", [" ", " | ", "：", ""])
def test_label_is_a_word_of_its_own(between: str) -> None:
    """The end of an address or of another word excuses no number beside it."""
    labels = ("No", "No.", "NO", "编号/No.", "订单No", "orderNo", "S/N", "SN", "order_no", "证书SN")
    other = (
        *("kx.example.no", "http://kx.example.NO", "kx.SN", "KX.example.No", "kx.example/no"),
        *("piano", "CASINO", "USN", "http://kx.example/a/S/N"),
    )
    assert [one for one in labels if list(find_personal(f"{one}{between}13812345678"))] == []
    texts = [f"见 {one}{between or ' '}13812345678" for one in other]
    assert [text for text in texts if not list(find_personal(text))] == []


def rubric_of(project: Path) -> Rubric:
    """The rubric of the small project."""
    return open_project(project, cached=False).rubric


@pytest.mark.parametrize("gap", ["     ", "\x07", "\x00", " \x08 ", "\u200b" * 9])
def test_number_is_masked_as_a_page_shows_it(gap: str, project: Path) -> None:
    """Several spaces are shown as one, control signs not at all; the places stay those of the file."""
    faults: list[Fault] = []
    text = f"一\n王某 138{gap}1234{gap}5678 二\x08\n"
    shown = mask_personal_data(text, "a.md", rubric_of(project), faults)
    assert shown == f"一\n王某 138{gap}＊＊＊＊{gap}＊＊78 二\x08\n"
    assert [(one.code, one.place) for one in faults] == [("personal-data", Place("a.md", 2, 4))]


def test_places_of_many_numbers_take_no_time(project: Path) -> None:
    """A file of nothing but numbers, in one line or in many, is masked in one walk."""
    rubric = rubric_of(project)

    def mask(text: str) -> None:
        faults: list[Fault] = []
        mask_personal_data(text, "a.md", rubric, faults)
        assert len(faults) == 20_000

    for end in (" ", "\n"):
        assert takes_less(partial(mask, f"13812345678{end}" * 20_000), 30)


@pytest.mark.parametrize("number", ["Tel13812345678", "(138)12345678", "١٣٨١٢٣٤٥٦٧٨"])
def test_names_and_pages_are_searched_alike(number: str) -> None:
    """A file's name is masked, and no page with such a number passes the gate."""
    assert "＊" in masked_name(f"{number}.jpg")
    with pytest.raises(SiteError):
        Gate(frozenset()).check(f"<p>{number}</p>", "/")


def test_cells_of_a_page_are_no_number() -> None:
    """What parts cells and lines of a page parts figures; a mark within a word does not."""
    assert not list(find_personal("<tr><td>166</td><td>1200</td><td>3500</td></tr>"))
    assert not list(find_personal("<p>166<br>1200<br/>3500</p>"))
    assert list(find_personal("<p>138<em>1234</em><wbr>5678</p>"))


LONG = (
    "1 1 2018 ", "1", "1 ", "1-", "1.", "(1", "11 ", "\\1", "1 8 ", "3207221990", "138 0000 ",
    "http://a 13812345678 ", "http://a", "13812345678 ", "13812345678\n", "166 1200 3500 ",
    "320707990101123 ", "13812345632 0707199001011237 ", "[](", "](x", "](\n", "<a", "<138>", "<!--",
    "&", "&#49;", "1\u200b", "1\u0301\u0301", "一", "一1", "a@", "1@", "a.", "(at)", "a@x.example ",
)  # fmt: skip


@pytest.mark.parametrize("piece", LONG)
def test_search_takes_time_in_proportion(piece: str) -> None:
    """Twice the text takes at most 2.6 times as long, whatever it is of."""
    one, twice = (piece * (size // len(piece)) for size in (20_000, 40_000))

    def search(text: str) -> None:
        list(find_personal(text))

    assert grows_less(partial(search, one), partial(search, twice), times=2.6, besides=0.05)
