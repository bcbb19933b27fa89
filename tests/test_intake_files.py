"""Files that are handed in: matched to rows, cleaned, refused, and never written to."""

from base64 import b64decode
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from generator.file_names import is_safe_name
from generator.intake.attachment_names import attachment_names
from generator.intake.matching import match_files
from generator.intake.merging import join_rows
from generator.load.intake.ask import clean_file
from generator.load.intake.proofs import as_proof
from generator.model.errors import NotTaken
from generator.model.handed_row import HandedRow
from generator.model.intake import CellPlace, ReadRow

# A picture of a phone, with a position in its metadata: pi-heif cannot write one.
HEIC = b64decode("""
AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA
AAAAADRpbG9jAAAAAERAAAIAAQAAAAAB4gABAAAAAAAAAFIAAgAAAAACNAABAAAAAAAAAKgAAAA4aWluZgAAAAAAAgAAABVp
bmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZo
dmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAA
AwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAA
AAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAABhpcG1h
AAAAAAAAAAEAAQWBAgMFhAAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAABAm1kYXQAAABOKAGvCeAjOEf/4J9//f4aH2kN
vFV35TeVvUeK7Xo/+LdlPlPXfca7D/Ouj8emLn/2tcoXWOJv/5b6D7i+FkNpEXhBcXbx0n1i50LD7chHAAAABkV4aWYAAE1N
ACoAAAAIAAMBDwACAAAABgAAADIBEgADAAAAAQAGAACIJQAEAAAAAQAAADgAAAAAUGhvbmUAAAQAAQACAAAAAk4AAAAAAgAF
AAAAAwAAAG4AAwACAAAAAkUAAAAABAAFAAAAAwAAAIYAAAAAAAAAIgAAAAEAAAABAAAAAQAAAAEAAAABAAAAdwAAAAEAAAAB
AAAAAQAAAAEAAAAB
""")


def row(
    matter: str,
    day: str = "2018-03-12",
    *proofs: str,
    number: str = "",
    clause: str = "学术交流活动",
) -> HandedRow:
    read = ReadRow(
        date=day,
        matter=matter,
        clause=clause,
        quantity="1 场",
        place="",
        people="",
        proof="",
        number=number,
        where=CellPlace("台账.xlsx", "Sheet1", "B4"),
    )
    return HandedRow("05", read, proofs)


ROWS = (
    row("现代农业学术报告会", "2018-03-12", "签到表", number="gy-221"),
    row("医学学术沙龙", "2018-04-10", "照片"),
    row("医学学术沙龙", "2018-09-03"),
    row("青年学术年会", "2018-05-02", "通知、简报.pdf"),
)


@pytest.mark.parametrize(
    ("file", "matched"),
    [
        ("签到表.jpg", {0}),
        ("照片/现代农业学术报告会 (2).jpg", {0}),
        ("gy-221-1.jpg", {0}),
        ("医学学术沙龙2018-04-10.jpg", {1}),
        ("9月3日医学学术沙龙.jpg", {2}),
        ("2018.05.02.jpg", {3}),
        ("青年学术年会/IMG_0012.jpg", {3}),
        ("20180502青年学术年会_3.png", {3}),
        ("医学学术沙龙.jpg", set()),
        ("IMG_20180502_1012.jpg", set()),
        ("gy-2210.jpg", set()),
        ("年会.jpg", set()),
        ("微信图片_20180502101200.jpg", set()),
    ],
)
def test_a_file_is_matched_where_its_name_leaves_no_doubt(file: str, matched: set[int]) -> None:
    matches = match_files(ROWS, [file], ())
    assert matched == {at for at, files in matches.files.items() if file in files}
    assert matches.unmatched == ([] if matched else [file])


def test_names_in_the_column_are_found_with_and_without_ending() -> None:
    rows = [
        row(
            "甲",
            "2018-03-12",
            "附件1",
            "简报.pdf",
            "https://example.cn/a",
            "attachments/old.pdf",
            "缺.jpg",
        )
    ]
    files = ["附件1-签到.jpg", "附件10-签到.jpg", "资料/简报.PDF"]
    matches = match_files(rows, files, {"attachments/old.pdf"})
    assert matches.files == {0: ["附件1-签到.jpg", "资料/简报.PDF"]}
    assert matches.known == {0: ["https://example.cn/a", "attachments/old.pdf"]}
    assert matches.unfound == [(0, "缺.jpg")]
    assert matches.unmatched == ["附件10-签到.jpg"]


def test_names_are_safe_and_do_not_clash() -> None:
    files = [
        "a/签到 表.jpg",
        "b/签到 表.jpg",
        "CON.jpg",
        "13812345678.jpg",
        "x" * 300 + ".jpg",
        "a#b?(1).jpg",
    ]
    names = attachment_names(dict.fromkeys(files, ("05", ".jpg")))
    assert names["a/签到 表.jpg"] == "attachments/05-a-签到-表.jpg"
    assert len(set(names.values())) == len(files)
    assert all(is_safe_name(name.partition("/")[2]) for name in names.values())
    assert "13812345678" not in "".join(names.values())


def photo(**settings: object) -> bytes:
    """A photo held on its side: red above once it is turned."""
    picture = Image.new("RGB", (2400, 1200), "white")
    picture.paste("red", (0, 0, 1200, 1200))
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Phone"
    exif[0x8825] = {1: "N", 2: (34.0, 20.0, 1.0), 3: "E", 4: (119.0, 10.0, 1.0)}
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"secret", **settings)
    return out.getvalue()


def test_a_photo_is_turned_shrunk_and_cleaned() -> None:
    clean, suffix = clean_file(photo(), ".jpg")
    picture = Image.open(BytesIO(clean))
    assert (suffix, picture.size) == (".jpg", (960, 1920))
    assert not dict(picture.getexif())
    assert "comment" not in picture.info
    red, green, _ = picture.convert("RGB").resize((1, 2)).tobytes()[:3]
    assert (red > 200, green < 60) == (True, True)
    assert clean_file(clean, suffix) == (clean, suffix)


@pytest.mark.parametrize("kind", ["PNG", "GIF", "WEBP", "BMP", "TIFF"])
def test_pictures_of_other_kinds_become_such_as_a_browser_shows(kind: str) -> None:
    out = BytesIO()
    Image.new("RGB", (2400, 300), "blue").save(out, kind)
    clean, suffix = clean_file(out.getvalue(), f".{kind.lower()}")
    assert Image.open(BytesIO(clean)).size == (1920, 240)
    assert suffix in {".jpg", ".png"}
    assert clean_file(clean, suffix) == (clean, suffix)


def test_a_picture_of_a_phone_is_converted() -> None:
    clean, suffix = clean_file(HEIC, ".heic")
    picture = Image.open(BytesIO(clean))
    assert (suffix, picture.format, picture.size) == (".jpg", "JPEG", (64, 48))
    assert not dict(picture.getexif())
    # Phones send it under this name as well.
    assert clean_file(HEIC, ".jpg") == (clean, ".jpg")


def test_a_pdf_loses_scripts_properties_and_files() -> None:
    out = BytesIO()
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    pdf.docinfo["/Author"] = "somebody"
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    pdf.Root.OpenAction = script
    pdf.attachments["a.exe"] = b"MZ"
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script
    )
    page.Annots = pdf.make_indirect(pikepdf.Array([note]))
    pdf.save(out)
    clean, suffix = clean_file(out.getvalue() + b"behind", ".pdf")
    for word in (b"JavaScript", b"somebody", b"app.alert", b"EmbeddedFile", b"a.exe", b"behind"):
        assert word not in clean
    with pikepdf.open(BytesIO(clean)) as opened:
        assert len(opened.pages) == 1
    assert clean_file(clean, suffix) == (clean, suffix)


@pytest.mark.parametrize(
    ("content", "suffix", "reason"),
    [
        (photo()[:3000], ".jpg", "damaged or incomplete"),
        (b"", ".docx", "empty"),
        (b"MZ", ".exe", "type are not taken"),
        (b"Rar!", ".rar", "unpack it"),
        (b"PK\3\4 word/vbaProject.bin", ".docx", "macros"),
        (b"%PDF-1.4 cut", ".pdf", "damaged"),
        ("张三，联系电话13812345678".encode(), ".txt", "personal numbers"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 90, ".png", "damaged"),
    ],
)
def test_a_file_that_cannot_be_taken_says_what_to_do(
    content: bytes, suffix: str, reason: str
) -> None:
    with pytest.raises(NotTaken) as caught:
        as_proof(content, suffix)
    assert reason in caught.value.reason


def test_rows_that_stand_are_mended_and_kept() -> None:
    standing = [
        row("甲会", "2018-03-12", number="gy-1").row,
        row("乙会", "2018-04-10").row,
        row("丙会", "2018-05-02").row,
    ]
    handed = [
        row("甲会", "2018-03-13").row,
        row("乙会", "2018-04-10").row,
        row("丁会", "2018-04-20").row,
    ]
    joined = join_rows(standing, handed)
    assert [one.matter for one in joined.rows] == ["甲会", "乙会", "丁会", "丙会"]
    assert [(one.date, one.number) for one in joined.mended] == [("2018-03-13", "gy-1")]
    assert [one.matter for one in joined.added] == ["丁会"]
    assert [one.matter for one in joined.absent] == ["丙会"]
    again = join_rows(joined.rows, handed)
    assert (again.rows, again.added, again.mended) == (joined.rows, (), ())
    assert [one.matter for one in join_rows(standing, handed, whole=True).rows] == [
        "甲会",
        "乙会",
        "丁会",
    ]
