"""The pictures of the guides, made from the demonstration: ``make pictures``.

Its pages in Chromium, its workbooks as LibreOffice prints them, and what the commands say.
"""

import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import load_workbook
from PIL import Image, ImageOps
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "content/pages/guide/pictures"
MOST = 60 * 1024
# From the folder as judges have it.
EVIDENCE = "review/2018/counties/guanyun/05/index.html"
SESSION = "review/2018/session/index.html"
BOOK = "workbooks/灌云县.xlsx"
ANSWER = "workbooks/灌云县-核对.xlsx"
ITEM = "05 学术交流"
ROSTER = """cycle: "2018"
judges:
  - {id: L01, group: leaders}
  - {id: C02, group: counties, county: guanyun}
"""
WIDTH, HEIGHT = 1120, 792
# Of what is printed: cut off around it, then left white.
EDGE = 14
_CLOCK = """() => {
    const state = {at: 2, left: 0, until: Date.now() + 172_000};
    sessionStorage.setItem("/taizhang/.__session_2018", JSON.stringify(state));
}"""


@dataclass(frozen=True, slots=True)
class Demonstration:
    """A copy of the demonstration as it was while judges scored."""

    root: Path

    def run(self, *words: str) -> str:
        """What a command of ours says; some of what is wanted is a refusal."""
        done = subprocess.run(
            [sys.executable, "-m", "generator", *words],
            cwd=self.root,
            env={**os.environ, "PYTHONPATH": str(ROOT), "TAIZHANG_LANGUAGE": "zh"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode > 1:
            raise SystemExit(done.stderr)
        return done.stdout

    def office(self, kind: str, file: str, out: str) -> None:
        """Let LibreOffice open the file and save it as another kind."""
        profile = f"-env:UserInstallation={(self.root / 'office').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", out, file]
        subprocess.run(command, cwd=self.root, check=True, capture_output=True)


@contextmanager
def demonstration() -> Iterator[Demonstration]:
    """Give the copy; it is deleted on leaving."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name in ("content", "site_templates", "rubric.yaml", "mkdocs.yml"):
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile
            copy(ROOT / name, root / name)
        # The guides may name pictures that are not there yet.
        shutil.rmtree(root / "content/pages")
        results = root / "content/results/2018"
        for file in (*results.glob("*.json"), *results.glob("log/0[4-9]*")):
            file.unlink()
        yield Demonstration(root)


def prepare(demo: Demonstration) -> str:
    """Make the site, the sheets and the workbooks; what the office is told of a judge's ballot."""
    demo.run("build", "--quiet", "--without-search", "--for", "reviewers")
    (demo.root / "private").mkdir()
    (demo.root / "private/roster.yaml").write_text(ROSTER, encoding="utf-8")
    demo.run("sheets")
    fill_sheet(demo.root / "private/sheets/C02.xlsx")
    demo.office("xlsx:Calc MS Excel 2007 XML", "private/sheets/C02.xlsx", "private/in")
    slip = demo.run("ballots", "import", "private/in")
    demo.run("workbook", "灌云县", "--items", "05")
    for file in ("private/in/C02.xlsx", BOOK):
        demo.office("pdf", file, ".")
    fill_book(demo.root / BOOK)
    demo.run("intake", "灌云县", BOOK)
    narrow_book(demo.root / ANSWER)
    demo.office("pdf", ANSWER, ".")
    # The first line is the judge's receipt, with the time of today.
    return slip.partition("\n")[2]


def fill_sheet(file: Path) -> None:
    """Score as a judge does: every cell that is open, in steps of a half."""
    book = load_workbook(file)
    sheet = book["评分表"]
    for row in sheet.iter_rows():
        for cell in row:
            if not cell.protection.locked:
                most = int(str(sheet.cell(cell.row, 3).value))
                cell.value = most - ((cell.row * 7 + cell.column * 5) % (most + 1)) / 2
    book.save(file)


def fill_book(file: Path) -> None:
    """Add two events as a county does: one whole, one of which something is missing."""
    book = load_workbook(file)
    sheet = book[ITEM]
    free = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "日期")
    while sheet.cell(free, 1).value:
        free += 1
    rows = (
        ("2018-09-20", "海洋生物技术研讨会", "学术交流活动", "1 场", "燕尾港镇", "", "", "gy-230"),
        ("2018年10月", "秋季农业学术沙龙", "学术交流活动", "约 2 场", "伊山镇", "", "", "gy-231"),
    )
    for at, row in enumerate(rows):
        for column, value in enumerate(row, start=1):
            sheet.cell(free + at, column).value = value
    book.save(file)


def narrow_book(file: Path) -> None:
    """Fold what the picture has no need of, so that its letters can be read."""
    book = load_workbook(file)
    sheet = book[ITEM]
    for row in range(2, next(one.row for one in sheet["A"] if one.value == "日期")):
        sheet.row_dimensions[row].hidden = True
    for column in "CEFH":
        sheet.column_dimensions[column].hidden = True
    book.save(file)


def take(demo: Demonstration, slip: str) -> Iterator[tuple[str, bytes]]:
    """Yield each picture by its name, as PNG."""
    with sync_playwright() as driver:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        chromium = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="zh-CN")
        yield "workbook", printed(page, demo.root / "灌云县.pdf", 2)
        yield "answer", printed(page, demo.root / "灌云县-核对.pdf", 2)
        yield "score-sheet", printed(page, demo.root / "C02.pdf", 1)
        # As wide as a tablet: without the columns beside the text.
        page.set_viewport_size({"width": 820, "height": 780})
        page.goto((demo.root / EVIDENCE).as_uri())
        yield "evidence", page.screenshot()
        page.goto((demo.root / EVIDENCE).as_uri())
        yield "next-county", page.screenshot(clip={"x": 0, "y": 0, "width": 820, "height": 312})
        page.set_viewport_size({"width": 960, "height": 540})
        page.goto((demo.root / SESSION).as_uri())
        page.evaluate(_CLOCK)
        page.reload()
        page.click("[data-do=full]")
        page.wait_for_timeout(500)
        yield "session", page.screenshot()
        # A page of its own: the site's would forbid the style.
        yield "control-slip", said(chromium.new_page(viewport={"width": 960, "height": 600}), slip)
        chromium.close()


def printed(page: Page, file: Path, number: int) -> bytes:
    """A page of the PDF as Chromium shows it, without its margins."""
    frame = file.with_suffix(".html")
    style = f"border:0;width:{WIDTH + 24}px;height:{HEIGHT + 16}px;margin:-6px 0 0 -8px"
    source = f"{file.name}#toolbar=0&navpanes=0&view=Fit&page={number}"
    frame.write_text(
        f'<body style="margin:0;overflow:hidden"><iframe style="{style}" src="{source}"></iframe>',
        encoding="utf-8",
    )
    page.goto(frame.as_uri())
    # Nothing tells when the viewer has drawn.
    page.wait_for_timeout(2500)
    with Image.open(io.BytesIO(page.screenshot())) as opened:
        shown = opened.convert("RGB").crop((EDGE, EDGE, WIDTH - EDGE, HEIGHT - EDGE))
    left, top, right, bottom = ImageOps.invert(shown).getbbox() or (0, 0, *shown.size)
    wide = ImageOps.expand(shown, EDGE, "white")
    out = io.BytesIO()
    wide.crop((left, top, right + 2 * EDGE, bottom + 2 * EDGE)).save(out, "PNG")
    return out.getvalue()


def said(page: Page, text: str) -> bytes:
    """What a command has printed, as a terminal shows it."""
    page.set_content(
        '<pre style="display:inline-block;margin:0;padding:16px 20px;background:#1c2733;color:#f6f8fa;'
        "font:15px/1.5 'Noto Sans Mono CJK SC',monospace;max-width:900px;"
        f'white-space:pre-wrap">{escape(text.strip())}</pre>'
    )
    return page.locator("pre").screenshot()


def packed(picture: bytes) -> bytes:
    """The picture as WebP, as good as fits into the bound."""
    with Image.open(io.BytesIO(picture)) as opened:
        plain = opened.convert("RGB")
    for quality in range(80, 20, -10):
        out = io.BytesIO()
        plain.save(out, "WEBP", quality=quality, method=6)
        if out.tell() <= MOST:
            return out.getvalue()
    raise SystemExit("A picture does not fit into its bound.")


def main() -> None:
    """Write all pictures, or none."""
    with demonstration() as demo:
        made = {name: packed(picture) for name, picture in take(demo, prepare(demo))}
    PICTURES.mkdir(exist_ok=True)
    for name, content in made.items():
        (PICTURES / f"{name}.webp").write_bytes(content)
        with Image.open(io.BytesIO(content)) as opened:
            print(f"{name}.webp {opened.width} × {opened.height}, {len(content)} bytes")


if __name__ == "__main__":
    main()
