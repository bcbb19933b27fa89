"""Personal data: a thousand made-up numbers found, five thousand look-alikes left alone."""

import hashlib
import io
import json
import random
import zipfile
from contextlib import suppress
from functools import partial
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from on_folder import assess
from personal_numbers import PREFIXES, bank_card, citizen_id, email, mobile, old_citizen_id
from PIL import Image
from processor_time import takes_less
from project_copy import replace_text
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from generator.cache import Cache, version_of
from generator.cli import main
from generator.load.attachments import scan_cache
from generator.load.attachments.scan import Unsearchable, personal_in
from generator.model.message import Language
from generator.privacy.personal_numbers import PersonalKind, find_personal
from generator.report.catalogue import Catalogue
from generator.rules.wording.personal_data import KINDS

FULL = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
SURROUNDINGS = (
    "联系人电话{}，请回复。",
    "| 2018-03-12 | 座谈会 | 活动 | 1 场 | {} | | dh-012 |",
    "身份证号：{}",
    "（{}）",
    "2018-06-01 {} 2018年",
    "{}\n",
    "- 姓名：某某 {}；数量 46/50",
    "号码 {}、无",
)


def disguised(number: str, nth: int) -> str:
    """The number as people write or hide it."""
    size = (6, 8, 4) if len(number) == 18 else (3, 4, 4) if len(number) == 11 else (len(number),)
    cuts = [sum(size[:at]) for at in range(len(size) + 1)]
    parts = [number[a:b] for a, b in pairwise(cuts)]
    forms = (
        number,
        " ".join(parts),
        "-".join(parts),
        number.translate(FULL),
        "\u200b".join(number),
        f"{number[:1]}**{number[1:2]}**{number[2:]}",
        " ".join(number) if len(number) in (11, 18) else number,
        number.lower(),
    )
    return forms[nth % len(forms)]


def test_thousand_numbers_are_found() -> None:
    """Ids of all six counties and two former codes, telephones, cards, addresses: each is found."""
    chance = random.Random(2018)
    lost = []
    for nth in range(1000):
        prefix = PREFIXES[nth % len(PREFIXES)]
        number, kind = (
            (disguised(citizen_id(chance, prefix), nth), PersonalKind.CITIZEN_ID),
            (old_citizen_id(chance), PersonalKind.CITIZEN_ID),
            (disguised(mobile(chance), nth // 5), PersonalKind.MOBILE),
            (f"卡号 {bank_card(chance)}", PersonalKind.BANK_CARD),
            (email(chance), PersonalKind.EMAIL),
        )[nth % 5]
        text = SURROUNDINGS[nth // 5 % len(SURROUNDINGS)].format(number)
        if [kind] != [one.kind for one in find_personal(text)]:
            lost.append((text, number))
    assert lost == []


def look_alike(chance: random.Random, nth: int) -> str:
    """What is no person's number though it looks long."""
    digits = chance.randint
    day = f"2018{digits(1, 12):02}{digits(1, 28):02}"
    wrong = citizen_id(chance)
    check = chance.choice([one for one in "0123456789" if one != wrong[-1]])
    return (
        f"连科协〔2018〕{digits(1, 99)}号，2018-{digits(1, 12):02}-{digits(1, 28):02} 印发",
        f"订单 {day}{digits(0, 10**8):08}",
        f"编号 1{digits(3, 9)}{digits(0, 10**9 - 1):09}",
        f"SHA-256 {hashlib.sha256(str(nth).encode()).hexdigest()}",
        f"金额 1{digits(3, 9)}{digits(0, 10**9 - 1):09} 元",
        f"坐标 {digits(100, 120)}.{digits(10**9, 10**10)}，{digits(30, 40)}.{digits(10**9, 10**10)}",
        f"https://kx.example.cn/content/{digits(10**10, 10**11)}/{digits(10**14, 10**15)}.html",
        f"时间戳 15{digits(10**7, 10**8 - 1)}{digits(100, 999)}0",
        f"{digits(1, 999)} 人 {digits(2000, 2018)}-{digits(10, 12)}-{digits(10, 28)} {digits(1000, 9999)}",
        f"校验不符 {wrong[:-1]}{check}",
        f"电话 0518-{digits(80000000, 89999999)}",
        f"ISBN 978-7-{digits(100, 999)}-{digits(10000, 99999)}-{digits(0, 9)}",
        f"{day}{digits(0, 235959):06}{digits(0, 999):03}",
        f"专利号 ZL2018{digits(1, 3)}{digits(10**7, 10**8 - 1)}.{digits(0, 9)}",
        f"统一社会信用代码 {digits(10, 99)}320700MA1{digits(10**7, 10**8 - 1)}",
    )[nth % 15]


def test_look_alikes_are_left_alone() -> None:
    """Of 5,000 document numbers, orders, dates, hashes, amounts, at most 0.1 % are taken."""
    chance = random.Random(32)
    taken = [
        text
        for nth in range(5000)
        for text in [look_alike(chance, nth)]
        if next(find_personal(text), None) is not None
    ]
    assert len(taken) <= 5, taken[:10]


@given(st.integers(0, 10**17 - 1), st.sampled_from("0123456789X"))
def test_check_digit_agrees_with_another_way(head: int, check: str) -> None:
    """Whatever the digits, an id counts only with the check that ISO 7064 gives it."""
    number = f"320722199{head % 10**8:08}"[:17] + check
    values = [10 if one == "X" else int(one) for one in number]
    valid = sum(one * pow(2, 17 - at, 11) for at, one in enumerate(values)) % 11 == 1
    found = any(one.kind is PersonalKind.CITIZEN_ID for one in find_personal(f"号 {number}。"))
    month, day = int(number[10:12]), int(number[12:14])
    assert found == (valid and 1 <= month <= 12 and 1 <= day <= 31 and _exists(number[6:14])) or (
        not found and not valid
    )


def _exists(day: str) -> bool:
    days = (31, 29 if int(day[:4]) % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    month = int(day[4:6])
    return 1 <= month <= 12 and 1 <= int(day[6:]) <= days[month - 1]


@pytest.mark.parametrize("nth", range(40))
def test_mask_hides_the_middle(nth: int) -> None:
    """The mask is as long as the passage and keeps at most its first three and last two."""
    chance = random.Random(nth)
    number = disguised(citizen_id(chance), nth)
    found = next(find_personal(f"甲 {number} 乙"))
    assert len(found.masked) == found.end - found.start
    assert sum(one.isdigit() or one in "xXＸ" for one in found.masked) == 5
    assert next(find_personal(f"甲 {found.masked} 乙"), None) is None


def test_long_runs_take_no_time() -> None:
    """No search goes back over a run: half a megabyte of any takes seconds, not minutes."""
    whole = ("1 1 2018 ", "1", "1 ", "13 * ", "3207221990", "11 ", "a@", "138 0000 ")
    for one in whole:
        text = one * (500_000 // len(one))
        assert takes_less(partial(lambda text: list(find_personal(text)), text), 20), one


def pdf_with(text: str) -> bytes:
    """A page that shows the text in one line."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(400, 200)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 100 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = content
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def pdf_by(author: str) -> bytes:
    """An empty page whose properties name an author."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": author})
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def office(part: str, xml: str) -> bytes:
    """A document of one part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(part, xml)
    return out.getvalue()


def test_document_of_brackets_takes_no_time() -> None:
    """A part that begins a tag with every letter is searched once, not from each of them."""
    document = office("word/document.xml", "<" * 1_000_000)
    assert not list(personal_in(document, ".docx"))
    assert takes_less(lambda: list(personal_in(document, ".docx")), 20)


def test_damaged_document_cannot_be_searched() -> None:
    """Whatever bytes of an archive are damaged, nothing but Unsearchable is raised."""
    chance = random.Random(1)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "".join(map(str, range(500))))
    for _ in range(200):
        content = bytearray(out.getvalue())
        for _ in range(3):
            content[chance.randrange(len(content))] = chance.randrange(256)
        with suppress(Unsearchable):
            list(personal_in(bytes(content), ".docx"))


def picture(artist: str = "", *, position: bool = False) -> bytes:
    """A picture with a name or a position in its metadata."""
    exif = Image.Exif()
    if artist:
        exif[0x013B] = artist
    if position:
        exif[0x8825] = {1: "N", 2: (34.0, 35.0, 0.0)}
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    return out.getvalue()


ID, MOBILE = citizen_id(random.Random(9)), mobile(random.Random(9))
ATTACHMENTS = {
    "text.pdf": (pdf_with(f"No {ID} x"), "citizen-id"),
    "properties.pdf": (pdf_by(f"tel {MOBILE}"), "mobile"),
    "runs.docx": (
        office(
            "word/document.xml",
            f"<w:p><w:r><w:t>{ID[:5]}</w:t></w:r><w:r><w:t>{ID[5:]}</w:t></w:r></w:p>",
        ),
        "citizen-id",
    ),
    "cells.xlsx": (office("xl/sharedStrings.xml", f"<si><t>{MOBILE}</t></si>"), "mobile"),
    "slide.pptx": (office("ppt/slides/slide1.xml", f"<a:p><a:t>{ID}</a:t></a:p>"), "citizen-id"),
    "author.docx": (office("docProps/core.xml", f"<dc:creator>{MOBILE}</dc:creator>"), "mobile"),
    "old.doc": (b"\xd0\xcf\x11\xe0" + f" 电话 {MOBILE} ".encode("utf-16-le"), "mobile"),
    "gbk.csv": (f"姓名,电话\n某某,{MOBILE}\n".encode("gbk"), "mobile"),
    "unicode.txt": (f"电话 {MOBILE}".encode("utf-16"), "mobile"),
    "artist.jpg": (picture(f"tel {MOBILE}"), "mobile"),
    "position.jpg": (picture(position=True), "position"),
    f"{MOBILE}.jpg": (picture(), "name"),
}


@pytest.mark.parametrize("name", ATTACHMENTS)
def test_attachment_is_searched_and_withheld(name: str, project: Path) -> None:
    """Text, properties and metadata of each type: one error, and the file goes nowhere."""
    content, kind = ATTACHMENTS[name]
    folder = project / "content/counties/jia"
    (folder / "attachments" / name).write_bytes(content)
    replace_text(project, "content/counties/jia/01.md", "list.pdf) | j-1", f"{name}) | j-1")
    findings = assess(project).findings
    assert {one.code for one in findings} == {"personal-data"}
    assert KINDS[kind] in {one.message.values["kind"] for one in findings}
    assert f"attachments/{name}" not in assess(project).portfolio.counties["jia"].attachments


def test_name_of_one_letter_is_masked() -> None:
    """Of a name of one letter nothing is shown; of a longer one its first."""
    masked = [found.masked for name in ("a", "ab") for found in find_personal(f"{name}@x.example")]
    assert masked == ["＊@x.example", "a＊@x.example"]


def workbook() -> bytes:
    """A workbook whose second sheet has the number as text, in B7, and as a number, in C9."""
    parts = {
        "xl/workbook.xml": '<workbook><sheets><sheet name="封面" sheetId="1" r:id="rId1"/>'
        '<sheet name="名单&amp;电话" sheetId="2" r:id="rId2"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships><Relationship Id="rId2" Target="worksheets/b.xml"/>'
        '<Relationship Id="rId1" Target="/xl/worksheets/a.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst><si><t>合计</t></si><si><r><t>电话 </t></r><r><t>{MOBILE}</t></r></si></sst>",
        "xl/worksheets/a.xml": '<worksheet><sheetData><row><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>',
        "xl/worksheets/b.xml": '<worksheet><sheetData><row><c r="A7" s="1"/><c r="B7" t="s"><v>1</v></c></row>'
        f'<row><c r="C9"><v>{MOBILE}</v></c></row></sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for part, xml in parts.items():
            archive.writestr(part, xml)
    return out.getvalue()


def test_finding_names_the_place_in_the_file(project: Path) -> None:
    """A workbook by sheet and cell, text or number; a picture by its name."""
    folder = project / "content/counties/jia/attachments"
    (folder / "名单.xlsx").write_bytes(workbook())
    (folder / "会场.jpg").write_bytes(picture(position=True))
    findings = [one for one in assess(project).findings if one.code == "personal-data"]
    assert {one.message.values["masked"] for one in findings} >= {"会场.jpg"}
    said = [Catalogue(Language.CHINESE).translate_finding(one).message for one in findings]
    assert any("工作表“名单&电话”B7、工作表“名单&电话”C9里有手机号" in one for one in said)


def test_clean_attachments_are_left_alone(project: Path) -> None:
    """A picture without metadata, a document without numbers: nothing is said."""
    folder = project / "content/counties/jia/attachments"
    (folder / "a.jpg").write_bytes(picture())
    (folder / "b.docx").write_bytes(office("word/document.xml", "<w:p><w:t>2018年32号</w:t></w:p>"))
    (folder / "c.pdf").write_bytes(pdf_with("2018-03-12 32"))
    links = "".join(f"[{name}](attachments/{name})" for name in ("a.jpg", "b.docx", "c.pdf"))
    replace_text(project, "content/counties/jia/01.md", "办好活动。", links)
    assert assess(project).findings == ()


def test_text_attachment_of_another_encoding_is_published(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table that Excel wrote in GBK, without a number in it, stands on the site byte for byte."""
    monkeypatch.chdir(project)
    content = "日期,场次\n2018-03-12,一\n".encode("gbk")
    (project / "content/counties/jia/attachments/x.csv").write_bytes(content)
    replace_text(project, "content/counties/jia/01.md", "办好活动。", "[表](attachments/x.csv)")
    assert main(["build", "--quiet", "--without-search", "--for", "reviewers"]) == 0
    assert content in {one.read_bytes() for one in (project / "review").rglob("x.csv")}


@pytest.mark.usefixtures("own_cache")
def test_number_is_printed_nowhere(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever a number stands, no output, page, data file or cache holds it whole."""
    monkeypatch.chdir(project)
    path = "content/counties/jia/01.md"
    replace_text(project, path, "| 2018-03-12 | 春季活动", f"| {MOBILE} | 春季 {ID}")
    replace_text(project, path, "## 目标", f"## 目标\n\n{MOBILE}")
    replace_text(project, path, "活动: 3 场", f'活动: "{MOBILE}"')
    replace_text(project, path, "j-2", MOBILE)
    (project / "content/counties/jia/attachments/x.csv").write_text(MOBILE, encoding="utf-8")
    (project / f"content/counties/jia/{MOBILE}.md").write_text("x", encoding="utf-8")
    (project / f"content/counties/{ID}").mkdir()
    # The session's shells are linked into it, those of tests that plant numbers among them.
    before = {*(project / ".cache").rglob("*")}
    for form in ("text", "json"):
        assert main(["check", "--format", form]) == 1
    assert main(["build", "--quiet", "--for", "reviewers"]) == 0
    printed = capsys.readouterr()
    folders = (project / "review", project / ".cache")
    made = [one for folder in folders for one in folder.rglob("*") if one not in before]
    everything = (printed.out + printed.err).encode() + b"".join(
        one.read_bytes() for one in made if one.is_file()
    )
    for number in (ID, MOBILE):
        assert number.encode() not in everything
        assert f"{number[:3]}＊".encode() in everything


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("rubric.yaml", "contact: ", f"contact: {MOBILE} "),
        ("content/pages/guide/index.md", "# ", f"# {ID} "),
    ],
)
def test_gate_stops_a_number_from_elsewhere(
    path: str,
    old: str,
    new: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A number that no county wrote stops the build; what was published before stays."""
    monkeypatch.chdir(project)
    assert main(["build", "--quiet", "--without-search"]) == 0
    before = (project / "site/manifest.json").read_bytes()
    replace_text(project, path, old, new)
    assert main(["build", "--quiet", "--without-search"]) == 1
    printed = capsys.readouterr().err
    assert "没有发布" in printed
    assert MOBILE not in printed
    assert ID not in printed
    assert (project / "site/manifest.json").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.htm", f'<b title=">">{MOBILE[:3]}<i\n>{MOBILE[3:]}</i></b>'.encode()),
        ("a.json", json.dumps(MOBILE.translate(FULL)).encode()),
        ("a.tsv", f"甲\t{MOBILE}\n".encode("utf-16")),
    ],
)
def test_gate_stops_a_number_in_a_file_beside_pages(
    name: str,
    content: bytes,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """However its text is written."""
    monkeypatch.chdir(project)
    (project / "content/pages/guide" / name).write_bytes(content)
    assert main(["build", "--quiet", "--without-search"]) == 1
    assert f"guide/{name}" in capsys.readouterr().err


@pytest.mark.usefixtures("own_cache")
def test_broken_cache_is_made_anew(project: Path) -> None:
    """What was kept of a search is used, and made again where it cannot be read."""
    file = project / "content/counties/jia/attachments/x.csv"
    file.write_text(MOBILE, encoding="utf-8")
    replace_text(project, "content/counties/jia/01.md", "办好活动。", "[表](attachments/x.csv)")
    first = assess(project).findings
    assert [one.code for one in first] == ["personal-data"]
    stored = project / ".cache/taizhang/attachments/2018-jia.json"
    good = stored.read_bytes()
    assert MOBILE.encode() not in good
    for broken in (b"", b"{", good[:-1], good + b" ", bytes(64) + b"{}", b"[]"):
        stored.write_bytes(broken)
        assert assess(project).findings == first
    key = scan_cache._key()  # noqa: SLF001 - what a forger would have to know
    for forged in (b"", b"{", b"[]", b'{"a": 1}', b'{"a": [1]}', b"[" * 100_000):
        Cache.of_project(project).put("attachments/2018-jia.json", key, forged)
        assert assess(project).findings == first
    file.write_text("无", encoding="utf-8")
    assert assess(project).findings == ()


@pytest.mark.usefixtures("own_cache")
@pytest.mark.parametrize("library", ["pillow", "pypdf"])
def test_other_library_searches_anew(
    library: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version of the library found, or did not find, is not taken."""
    file = project / "content/counties/jia/attachments/x.csv"
    file.write_text(MOBILE, encoding="utf-8")
    assert "personal-data" in {one.code for one in assess(project).findings}
    cache, name = Cache.of_project(project), "attachments/2018-jia.json"
    key = scan_cache._key()  # noqa: SLF001 - what a forger would have to know
    rows = json.loads(cache.get(name, key) or b"")
    found_nothing = {digest: [[], *row[1:]] for digest, row in rows.items()}
    cache.put(name, key, json.dumps(found_nothing).encode())
    assert "personal-data" not in {one.code for one in assess(project).findings}
    monkeypatch.setattr(
        scan_cache, "version_of", lambda one: "0" if one == library else version_of(one)
    )
    assert "personal-data" in {one.code for one in assess(project).findings}
