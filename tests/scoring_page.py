"""A judge at the scoring page, and an office that issues the cards and takes the ballot files."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright
from score_sheets import Deck, Scores, hall, make_deck
from walking import PATIENCE, installed_chromium

from generator.cli import main
from generator.model.score_sheet import decimal_text
from generator.usecases.open_project import open_project

PAGE = "2018/score/index.html"
# As typing does it, but for all counties of an item at once.
_TYPE = """(scores) => {
    for (const [id, text] of Object.entries(scores)) {
        const field = document.getElementById(id);
        field.value = text;
        field.dispatchEvent(new Event("input", {bubbles: true}));
    }
}"""
_KEPT = """() => new Promise((resolve, reject) => {
    const request = indexedDB.open("taizhang-score");
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
        const all = request.result.transaction("kept").objectStore("kept").getAll();
        all.onsuccess = () => {
            request.result.close();
            resolve(all.result.map((one) => ({...one, box: [...one.box]})));
        };
    };
})"""


def office(folder: Path, seed: int) -> tuple[Path, Deck]:
    """A project of this repository's rules with a card for each judge of the deck."""
    root = hall(folder / "project")
    deck = make_deck(seed, open_project(root).rubric)
    (root / "private").mkdir()
    (root / "private/roster.yaml").write_text(deck.roster, encoding="utf-8")
    with chdir(root):
        assert main(["sheets", "--cards"]) == 0
    return root, deck


def card(root: Path, judge: str) -> Path:
    """The card of a judge."""
    return root / f"private/sheets/{judge}.html"


def issued(root: Path, judge: str) -> dict[str, Any]:
    """What the card says."""
    text = card(root, judge).read_text(encoding="utf-8")
    found = re.search(r'id="taizhang-card">(.*?)</script>', text, re.DOTALL)
    assert found
    said: dict[str, Any] = json.loads(found[1])
    return said


def ballot(root: Path, deck: Deck, judge: str) -> dict[str, Any]:
    """The file as the page writes it."""
    said = issued(root, judge)
    scores: dict[str, dict[str, str]] = {}
    for (county, item), points in deck.scores[judge].items():
        scores.setdefault(county, {})[item] = decimal_text(points)
    sums = {
        county: str(int(sum(deck.scores[judge][county, one] for one in items) * 1_000_000))
        for county, items in scores.items()
    }
    keys = ("cycle", "judge", "rehearsal", "rules", "evidence")
    return {
        "taizhang-ballot": "1",
        "version": said["taizhang-card"],
        **{key: said[key] for key in keys},
        "signed": "2019-01-10T08:00:00.000Z",
        "scores": scores,
        "sums": sums,
        "notes": {},
    }


def enter(page: Page, address: str, card: Path) -> None:
    """Open the page and choose the card."""
    page.goto(address)
    choose(page, card)
    page.wait_for_selector(".tz-desk-cell")


def choose(page: Page, card: Path) -> None:
    """Choose the card on the page that is open."""
    page.set_input_files("#tz-desk-card", card)


def field(county: str, item: str) -> str:
    """The selector of a score."""
    return f"#tz-score-{county}-{item}"


def score(page: Page, scores: Scores) -> None:
    """Give the scores item by item, as far as the page asks for them."""
    items: dict[str, dict[str, str]] = {}
    for (county, item), points in scores.items():
        given = items.setdefault(item, {})
        given[f"tz-score-{county}-{item}"] = decimal_text(Fraction(points))
    page.click("#tz-view-item")
    for item, given in items.items():
        page.select_option("#tz-pick", item)
        page.evaluate(_TYPE, given)
    wait_until_kept(page)


def wait_until_kept(page: Page) -> None:
    """Wait until the page says that all is kept."""
    page.locator(".tz-desk-saved", has_text="已保存").wait_for()


def told(page: Page) -> str:
    """What the page tells above the desk."""
    return page.inner_text("#tz-desk-told")


def ballot_file(page: Page, folder: Path) -> Path:
    """Sign off: the file that the page writes, under its own name."""
    page.click("#tz-view-sign")
    with page.expect_download() as download:
        page.get_by_text("保存选票文件", exact=True).click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def kept(page: Page) -> list[Mapping[str, Any]]:
    """What the browser keeps, as it stands there."""
    records: list[Mapping[str, Any]] = page.evaluate(_KEPT)
    return records


def as_bytes(records: object) -> bytes:
    """All of it in one, to look for a text in it."""
    flat = json.dumps(records, ensure_ascii=False).encode()
    boxes = [bytes(one["box"]) for one in records] if isinstance(records, list) else []
    return b"".join([flat, *boxes])


@contextmanager
def lasting(playwright: Playwright, profile: Path, *more: str) -> Iterator[BrowserContext]:
    """A Chromium whose store stays in the folder when it is closed."""
    context = playwright.chromium.launch_persistent_context(
        profile,
        executable_path=installed_chromium(),
        args=["--no-sandbox", *more],
        timeout=PATIENCE,
    )
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        context.close()
