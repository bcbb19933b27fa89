"""Numbers planted in PDF files and pictures are found, honest ones are left alone."""

import logging
import random
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path

import pdf_files
import picture_files
import pytest
from on_folder import assess
from personal_numbers import citizen_id, mobile
from processor_time import grows_less, takes_less
from project_copy import replace_text
from pypdf import PdfReader, PdfWriter
from year import run_year

from generator.cli import main
from generator.load.attachments.scan import Unsearchable, fingerprint_and_damage, personal_in
from generator.model.attachment import Refusal
from generator.model.message import Language
from generator.model.state import State
from generator.report.catalogue import Catalogue

CHINESE = Catalogue(Language.CHINESE)
EVIDENCE = "content/counties/jia/01.md"
ATTACHMENTS = "content/counties/jia/attachments"
# A picture of a PDF keeps what the camera wrote, and a PDF what an office program did.
WITHIN = {
    name: (".pdf", lambda text, make=make: pdf_files.scan(make(text)))
    for name, (suffix, make) in picture_files.PLACES.items()
    if suffix == ".jpg"
}
PLACES = {
    **{f"PDF: {name}": (".pdf", make) for name, make in pdf_files.PLACES.items()},
    **{f"picture: {name}": place for name, place in picture_files.PLACES.items()},
    **{f"picture in a PDF: {name}": place for name, place in WITHIN.items()},
}


@pytest.fixture(autouse=True)
def _no_log() -> None:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def found_in(content: bytes, suffix: str) -> set[str]:
    """What is found, by kind."""
    return {kind for kind, *_ in personal_in(content, suffix)}


def test_planted_numbers_are_found() -> None:
    """Every place of a PDF or a picture that can hold a text, each with two kinds of numbers."""
    chance, lost = random.Random(17), []
    for name, (suffix, make) in PLACES.items():
        for number, kind in ((mobile(chance), "mobile"), (citizen_id(chance), "citizen-id")):
            if found_in(make(number), suffix) - {"scan"} != {kind}:
                lost.append((name, kind))
    print(f"{len(PLACES)} kinds of places, {2 * len(PLACES)} plants, {len(lost)} lost")  # noqa: T201 - a figure of the test
    assert lost == []
    assert len(PLACES) >= 80


@pytest.mark.parametrize("name", picture_files.POSITIONS)
def test_position_is_found(name: str) -> None:
    """In EXIF and in XMP, wherever they stand; also in a picture within a PDF."""
    suffix, content = picture_files.POSITIONS[name]
    assert found_in(content, suffix) == {"position"}
    if suffix == ".jpg":
        assert "position" in found_in(pdf_files.scan(content), ".pdf")


def figures(chance: random.Random) -> list[list[str]]:
    """Thirty rows: number, day, persons, copies, amounts."""
    return [
        [
            str(row),
            f"2018-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            *(str(chance.randint(100, 9999)) for _ in range(2)),
            str(chance.choice((chance.randint(10, 99), chance.randint(130, 199)))),
            str(chance.randint(1000, 9999)),
            f"{chance.randint(100, 99999)}.{chance.randint(0, 99):02}",
        ]
        for row in range(1, 31)
    ]


def accused(samples: Iterator[tuple[str, bytes]]) -> int:
    """How many of the files something personal is found in."""
    return sum(1 for suffix, content in samples if found_in(content, suffix) - {"scan"})


def test_honest_files_are_left_alone() -> None:
    """Tables of figures in PDF, pictures of random pixels with long notes of the maker."""
    chance = random.Random(60)
    tables = accused((".pdf", pdf_files.table(figures(chance), chance)) for _ in range(60))
    pictures = accused(map(picture_files.honest, range(60)))
    print(f"accused: {tables} of 60 PDF tables, {pictures} of 60 pictures")  # noqa: T201 - a figure of the test
    assert (tables, pictures) == (0, 0)


def test_row_of_figures_is_no_number() -> None:
    """Cells apart are cells, however the row is written; pieces that touch are one number."""
    row = ["166", "1200", "3500"]
    for nth in range(20):
        assert not found_in(pdf_files.table([row] * 3, random.Random(nth)), ".pdf")
    whole = pdf_files.one_page(b"BT /F1 11 Tf 40 700 Td (166) Tj ( 1200 3500) Tj ET")
    assert found_in(whole, ".pdf") == {"mobile"}


@pytest.mark.parametrize(
    ("content", "suffix"),
    [
        (pdf_files.one_page(pdf_files.shown("2018"))[:-40], ".pdf"),
        (pdf_files.one_page(pdf_files.shown("2018"))[:300], ".pdf"),
        (pdf_files.PLACES["earlier revision"]("2018")[:-60], ".pdf"),
        (b"%PDF-1.7\n1 0 obj<</Linearized 1/L 99999>>endobj\n%%EOF", ".pdf"),
        (picture_files.gif(0xFE, b"a")[:-1], ".gif"),
        (picture_files.gif(0xFE, b"a" * 99)[:-40], ".gif"),
        (picture_files.drawn("PNG")[:-12], ".png"),
        (picture_files.drawn("WEBP")[:-20], ".webp"),
    ],
)
def test_cut_off_file_is_incomplete(content: bytes, suffix: str) -> None:
    """A file whose end is missing, whatever of it can still be read."""
    assert fingerprint_and_damage(content, suffix)[1] is Refusal.INCOMPLETE


def locked() -> bytes:
    """A PDF that opens with a password alone."""
    writer = PdfWriter(PdfReader(BytesIO(pdf_files.one_page(pdf_files.shown("2018")))))
    writer.encrypt("user", "owner", algorithm="AES-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def said(root: Path, code: str) -> list[str]:
    """Severity, message and mend of the findings of a rule."""
    findings = (one for one in assess(root).findings if one.code == code)
    return [
        f"{one.severity} {one.message} {one.fix}"
        for one in map(CHINESE.translate_finding, findings)
    ]


UNSEARCHABLE = {
    "locked.pdf": locked(),
    "archive.jpg": picture_files.drawn("JPEG") + b"Rar!\x1a\x07\0" + b"x" * 99,
    "zip.png": picture_files.drawn("PNG") + b"PK\3\4" + b"x" * 30 + b"PK\5\6" + b"\0" * 18,
    "broken.docx": b"PK\3\4 broken",
}


@pytest.mark.parametrize("name", UNSEARCHABLE)
def test_unsearchable_file_is_answered_for(name: str, project: Path) -> None:
    """It is an error and proves nothing, until somebody of the county answers by name."""
    (project / ATTACHMENTS / name).write_bytes(UNSEARCHABLE[name])
    replace_text(project, EVIDENCE, "list.pdf) | j-1", f"{name}) | j-1")
    (told,) = said(project, "unsearchable-attachment")
    assert told.startswith("error ")
    line = f'"attachments/{name}"'
    assert "核对人:" in told
    assert line in told
    county = assess(project).portfolio.counties["jia"]
    assert county.withheld[f"attachments/{name}"] is Refusal.UNSEARCHABLE
    assert f"attachments/{name}" not in county.attachments
    replace_text(project, EVIDENCE, "状态: ", f"核对人:\n  {line}: 王主任\n状态: ")
    (told,) = said(project, "unsearchable-attachment")
    assert told.startswith("note 已由王主任核对")
    assert f"attachments/{name}" in assess(project).portfolio.counties["jia"].attachments


@pytest.mark.parametrize(
    "written", ["王主任", "\n  attachments/a.pdf:", "[a]", "\n  a.pdf: 待填写"]
)
def test_answer_without_a_name_is_reported(written: str, project: Path) -> None:
    """Who looked through which file has to be said."""
    (project / ATTACHMENTS / "a.pdf").write_bytes(locked())
    replace_text(project, EVIDENCE, "状态: ", f"核对人: {written}\n状态: ")
    assert len(said(project, "unreadable-value")) == 1
    assert said(project, "unsearchable-attachment")[0].startswith("error ")


@pytest.mark.parametrize("audience", ["public", "reviewers"])
def test_name_of_who_looked_is_for_reviewers(
    audience: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Residents never read who answers for a file; reviewers do."""
    monkeypatch.chdir(project)
    (project / ATTACHMENTS / "a.pdf").write_bytes(locked())
    replace_text(project, EVIDENCE, "list.pdf) | j-1", "a.pdf) | j-1")
    replace_text(project, EVIDENCE, "状态: ", "核对人:\n  attachments/a.pdf: 王主任\n状态: ")
    run_year(project, State.FINAL)
    assert main(["build", "--quiet", "--without-search", "--for", audience]) == 0
    folder = project / ("site" if audience == "public" else "review")
    files = [file.read_bytes() for file in folder.rglob("*") if file.is_file()]
    assert any("王主任".encode() in content for content in files) == (audience == "reviewers")


def test_scan_is_a_note(project: Path) -> None:
    """Pages that are pictures: a person must look, and the file counts."""
    (project / ATTACHMENTS / "scan.pdf").write_bytes(pdf_files.scan(picture_files.drawn("JPEG")))
    replace_text(project, EVIDENCE, "list.pdf) | j-1", "scan.pdf) | j-1")
    assert said(project, "scanned-attachment")[0].startswith("note ")
    assert "attachments/scan.pdf" in assess(project).portfolio.counties["jia"].attachments


def test_finding_names_the_page(project: Path) -> None:
    """The page on which a number stands, in the reader's language."""
    number = mobile(random.Random(3))
    (project / ATTACHMENTS / "a.pdf").write_bytes(pdf_files.one_page(pdf_files.shown(number)))
    assert "第 1 页" in said(project, "personal-data")[0]


def test_work_grows_with_the_file() -> None:
    """Made to make work: at twice the size at most about twice the time."""

    def families(n: int) -> Iterator[bytes]:
        page = pdf_files.one_page
        yield page(b"BT /F1 9 Tf 9 9 Td (a) Tj ET\n" * n)
        yield page(b"1 2 m 3 4 l S\n" * n)
        yield page(b"(" * n)
        yield page(b"[" * n)
        yield page(b"<<" * n)
        yield page(b"", *[b"(a)"] * n)
        yield page(b"") + b"1 0 obj (" * n
        yield b"%PDF-1.7\n" + b"<x:xmpmeta " * n + b"%%EOF"
        yield b"%PDF-1.7\n" + b"1 " * n + b"%%EOF"

    def search(content: bytes, suffix: str = ".pdf") -> None:
        with suppress(Unsearchable):
            list(personal_in(content, suffix))

    for small, large in zip(families(4_000), families(8_000), strict=True):
        calls = partial(search, small), partial(search, large)
        assert grows_less(*calls, times=2.6, besides=0.3), small[:80]
    for n in (20_000, 40_000):
        for part in (b"GPSLatitude=", b"GPSLatitude ", b"<", b"\xff", b"\xff\xe1\0\2"):
            assert takes_less(partial(search, b"\xff\xd8" + part * n, ".jpg"), 10), part
