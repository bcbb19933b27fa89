"""Scoring in the page, in a real Chromium from a folder: nothing is lost without a word."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from ended import processes_of, wait_for_end
from firefox import firefox
from playwright.sync_api import BrowserContext, Dialog, Page, expect
from repository_sites import Sites
from score_sheets import Deck, check_totals
from scoring_page import (
    PAGE,
    as_bytes,
    ballot,
    ballot_file,
    card,
    choose,
    enter,
    field,
    kept,
    lasting,
    office,
    score,
    told,
    wait_until_kept,
)
from serving import served
from test_accessibility import violations
from walking import CHROMIUMS, TYPED_WHILE_KEPT, browser, installed_chromium

from generator.cli import main

pytestmark = pytest.mark.browser

LONG = bool(os.environ.get("TAIZHANG_LONG"))
DECKS = range(12) if LONG else (2,)
HOST = "pingshen.kexie.test"
CANARY = "金丝雀 CANARY-7731"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Deck]:
    """A project with cards, and the deck of its judges."""
    return office(tmp_path_factory.mktemp("hall"), 2)


@pytest.fixture
def address(sites: Sites) -> str:
    """The page in the folder that is handed out."""
    return (sites("reviewers-offline") / PAGE).as_uri()


@contextmanager
def quiet(context: BrowserContext) -> Iterator[Page]:
    """A page that must say nothing on its console."""
    page, troubles = context.new_page(), []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    yield page
    assert troubles == []


@pytest.mark.parametrize("seed", DECKS)
def test_decks_through_the_page(
    seed: int, tmp_path: Path, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Judges score in the page; the files make the totals that the deck was made for."""
    root, deck = office(tmp_path, seed)
    monkeypatch.chdir(root)
    (root / "private/in").mkdir()
    for judge in deck.scores:
        if LONG or judge in ("L01", "C02"):
            score_in_the_page(address, root, deck, judge)
        else:
            document = json.dumps(ballot(root, deck, judge))
            (root / f"private/in/{judge}.json").write_text(document, encoding="utf-8")
    assert main(["ballots", "import", "private/in"]) == 0
    check_totals(root, root / "private", deck)


def score_in_the_page(address: str, root: Path, deck: Deck, judge: str) -> None:
    """All of a judge's scores, up to signing off, which leaves nothing in the browser."""
    with browser() as context, quiet(context) as page:
        enter(page, address, card(root, judge))
        score(page, deck.scores[judge])
        assert "已完成 26/26 项" in page.inner_text(".tz-desk-progress")
        file = ballot_file(page, root / "private/in")
        assert file.name == f"{judge}.json"
        # The page's own way to write what the tests write by themselves.
        written, made = json.loads(file.read_text()), ballot(root, deck, judge)
        assert {**written, "signed": "", "evidence": {}} == {**made, "signed": "", "evidence": {}}
        page.on("dialog", lambda dialog: dialog.accept())
        page.get_by_text("从这台电脑上删掉", exact=True).click()
        page.wait_for_selector("text=交分完成")
        assert kept(page) == []


def test_two_counties_by_keys_alone(hall: tuple[Path, Deck], address: str) -> None:
    """Enter, then the next county; what was typed is there after a reload and in another window."""
    root, deck = hall
    with browser() as context, quiet(context) as page:
        enter(page, address, card(root, "L01"))
        # Who begins can type at once.
        assert "tz-desk-score" in page.evaluate("document.activeElement.className")
        page.locator("#tz-view-county").focus()
        page.keyboard.press("Enter")
        page.locator(".tz-desk-score").first.focus()
        counties = list(dict.fromkeys(county for county, _ in deck.scores["L01"]))[:2]
        for county in counties:
            for item in [one for at, one in deck.scores["L01"] if at == county]:
                assert page.evaluate("document.activeElement.id") == field(county, item)[1:]
                page.keyboard.type(f"{float(deck.scores['L01'][county, item]):g}")
                page.keyboard.press("Enter")
        wait_until_kept(page)
        page.reload()
        choose(page, card(root, "L01"))
        page.wait_for_selector("text=已有 52/156 个分数")
        page.click("#tz-view-county")
        page.locator(".tz-desk-score").first.focus()
        page.keyboard.press("PageDown")
        assert page.input_value("#tz-pick") == counties[1]
        page.keyboard.press("PageUp")
        page.keyboard.press("ArrowDown")
        shown = float(page.locator(".tz-desk-score").first.input_value())
        assert shown == max(0, float(deck.scores["L01"][counties[0], "01"]) - 0.5)


# What is typed, and what is said of it.
_TYPED = (
    ("donghai", "9", "不能超过 4"),
    ("guanyun", "3.3", "以 0.5 分为一档"),
    ("guannan", "三", "只写一个数"),
    ("ganyu", "３。５分", ""),
    ("haizhou", "-1", "只写一个数"),
    ("lianyun", " ", ""),
)


def test_what_is_no_score_is_told_and_kept(hall: tuple[Path, Deck], address: str) -> None:
    """As typed, it is there again after a reload; it counts in no sum and cannot be handed in."""
    root, _ = hall
    with browser() as context, quiet(context) as page:
        enter(page, address, card(root, "L02"))
        for county, typed, _ in _TYPED:
            page.fill(field(county, "01"), typed)
        wait_until_kept(page)
        enter(page, address, card(root, "L02"))
        for county, typed, fault in _TYPED:
            assert page.input_value(field(county, "01")) == typed.strip()
            assert fault in page.inner_text(f"{field(county, '01')}-fault")
        assert page.inner_text("[data-here]") == "1/6 个分数，合计 3.5"
        page.click("#tz-view-sign")
        assert "还有 155 个分数没打或者不对" in page.inner_text(".tz-desk-body")
        assert not page.get_by_text("保存选票文件", exact=True).count()


def test_closed_counties_have_no_field(hall: tuple[Path, Deck], address: str) -> None:
    """Nor are they missing at the end."""
    root, deck = hall
    with browser() as context, quiet(context) as page:
        enter(page, address, card(root, "C02"))
        asked = {county for county, _ in deck.scores["C02"]}
        fields = page.eval_on_selector_all(
            ".tz-desk-score", "all => all.map(one => one.dataset.county)"
        )
        assert set(fields) == asked
        assert page.get_by_text("不由您评分").count() == 6 - len(asked)
        assert "0/104" in page.inner_text(".tz-desk-progress")


def test_other_cards_are_refused(hall: tuple[Path, Deck], address: str, tmp_path: Path) -> None:
    """Another year, other rules, no card at all: each is told in its own words."""
    text = card(hall[0], "L01").read_text(encoding="utf-8")
    cases = {
        '"cycle": "2018"': ('"cycle": "2019"', "这张卡是 2019 年的"),
        '"rules": "': ('"rules": "0', "这里的规则与这张卡的不同"),
        '"key": "': ('"key": "x', "这个文件不是评分卡"),
        "application/json": ("text/plain", "这个文件不是评分卡"),
    }
    with browser() as context, quiet(context) as page:
        page.goto(address)
        for old, (new, said) in cases.items():
            (tmp_path / "L01.html").write_text(text.replace(old, new), encoding="utf-8")
            choose(page, tmp_path / "L01.html")
            page.wait_for_selector(f"text={said}")


_PATIENT = """const { setTimeout } = window;
    window.setTimeout = (act, after) => setTimeout(act, after < 400 ? after : 100 * after);"""


def test_two_tabs(hall: tuple[Path, Deck], address: str) -> None:
    """The second says where the scores are open, takes them over whole, and the first is locked."""
    root, _ = hall
    with browser() as context, quiet(context) as first, quiet(context) as second:
        enter(first, address, card(root, "L01"))
        first.fill(field("donghai", "01"), "3.5")
        # The first may take longer than it is waited for where much else runs.
        second.add_init_script(_PATIENT)
        second.goto(address)
        choose(second, card(root, "L01"))
        second.click("text=在这里继续，那边关上")
        second.wait_for_selector(".tz-desk-cell")
        assert second.input_value(field("donghai", "01")) == "3.5"
        assert "正在另一个窗口里继续" in told(first)
        assert not first.locator(".tz-desk-cell").count()


def test_a_tab_that_hears_nothing_overwrites_nothing(hall: tuple[Path, Deck], address: str) -> None:
    """Where tabs cannot speak to each other, the older one finds that another has written."""
    root, _ = hall
    with browser() as context, quiet(context) as first, quiet(context) as second:
        for page in (first, second):
            page.add_init_script("BroadcastChannel.prototype.postMessage = () => {}")
            enter(page, address, card(root, "L01"))
        second.fill(field("donghai", "01"), "2")
        wait_until_kept(second)
        first.fill(field("donghai", "01"), "1")
        first.wait_for_selector("text=正在另一个窗口里继续")
        enter(first, address, card(root, "L01"))
        assert first.input_value(field("donghai", "01")) == "2"


_DAMAGE = """(both) => new Promise((resolve) => {
    indexedDB.open("taizhang-score").onsuccess = ({target}) => {
        const store = target.result.transaction("kept", "readwrite").objectStore("kept");
        store.getAll().onsuccess = ({target: {result}}) => {
            result.sort((a, b) => b.revision - a.revision);
            for (const one of both ? result : result.slice(0, 1)) {
                one.box[40] ^= 1;
                store.put(one);
            }
        };
        store.transaction.oncomplete = () => {target.result.close(); resolve();};
    };
})"""


@pytest.mark.parametrize("both", [False, True])
def test_damaged_store_is_told(hall: tuple[Path, Deck], address: str, *, both: bool) -> None:
    """The state before is opened, or nothing is shown; the damaged one is put aside."""
    root, _ = hall
    with browser() as context, quiet(context) as page:
        enter(page, address, card(root, "L01"))
        for text in ("1", "2", "3"):
            page.fill(field("donghai", "01"), text)
            wait_until_kept(page)
        page.evaluate(_DAMAGE, both)
        enter(page, address, card(root, "L01"))
        said = "读不出来" if both else "打开的是它前一次的"
        assert said in told(page)
        assert page.input_value(field("donghai", "01")) == ("" if both else "2")
        assert any("damaged" in one["id"] for one in kept(page))


def test_kept_is_said_of_what_is_typed_last(hall: tuple[Path, Deck], address: str) -> None:
    """Not when what was typed before it is kept."""
    with browser() as context, quiet(context) as page:
        enter(page, address, card(hall[0], "L01"))
        wait_until_kept(page)
        page.evaluate(TYPED_WHILE_KEPT, [field("donghai", "01"), ".tz-desk-saved"])
        page.fill(field("donghai", "01"), "1")
        wait_until_kept(page)
        assert page.input_value(field("donghai", "01")) == "2"
        assert page.evaluate("window.said && !said.includes('已保存')")


_FULL = """() => {
    window.full = true;
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...given) {
        if (window.full) throw new DOMException("no room", "QuotaExceededError");
        return put.apply(this, given);
    };
}"""


def test_full_store_is_told_until_there_is_room(hall: tuple[Path, Deck], address: str) -> None:
    """Not kept, it says so, keeps the window from closing, and keeps all once there is room."""
    root, _ = hall
    with browser() as context, quiet(context) as page:
        enter(page, address, card(root, "L01"))
        page.evaluate(_FULL)
        page.fill(field("donghai", "01"), "2.5")
        page.wait_for_selector("text=刚才打的分没有存上")
        dialogs: list[str] = []

        def stay(dialog: Dialog) -> None:
            dialogs.append(dialog.type)
            dialog.dismiss()

        page.on("dialog", stay)
        with page.expect_event("dialog"):
            page.close(run_before_unload=True)
        assert dialogs == ["beforeunload"]
        page.evaluate("() => { window.full = false; }")
        page.get_by_role("button", name="再试一次").click()
        wait_until_kept(page)
        assert "没有存上" not in told(page)
        enter(page, address, card(root, "L01"))
        assert page.input_value(field("donghai", "01")) == "2.5"


def test_window_that_keeps_nothing_is_told(hall: tuple[Path, Deck], address: str) -> None:
    """Where the browser gives no store, from the first look on."""
    with browser() as context:
        page = context.new_page()
        page.add_init_script("IDBFactory.prototype.open = () => { throw new Error('closed') }")
        page.goto(address)
        assert "不要用无痕（隐私）窗口" in page.inner_text("#tz-desk-start")
        choose(page, card(hall[0], "L01"))
        page.wait_for_selector("text=这个窗口什么也存不住")
        page.fill(field("donghai", "01"), "2.5")
        assert page.inner_text(".tz-desk-saved") == "没有存上"


# The browser is in a group of its own, and would end by itself, in its own time.
_CRASHING = """
import os, signal, sys
from pathlib import Path
sys.path[:0] = [sys.argv[1]]
from playwright.sync_api import sync_playwright
from ended import processes_of
from scoring_page import card, enter, field, lasting, wait_until_kept
profile, address, chosen, judge_field = sys.argv[2:]
with sync_playwright() as playwright, lasting(playwright, Path(profile)) as context:
    page = context.new_page()
    enter(page, address, Path(chosen))
    page.fill(judge_field, "3.5")
    wait_until_kept(page)
    for process in processes_of(profile):
        os.kill(process, signal.SIGKILL)
    os.killpg(0, signal.SIGKILL)
"""


def test_killed_browser_keeps_what_it_said_it_kept(
    hall: tuple[Path, Deck], address: str, tmp_path: Path
) -> None:
    """And nothing of it stands on the disk as plain text, notes among it."""
    root, _ = hall
    profile = tmp_path / "profile"
    given = [str(profile), address, str(card(root, "L01")), field("donghai", "01")]
    done = subprocess.run(
        [sys.executable, "-c", _CRASHING, str(Path(__file__).parent), *given],
        check=False,
        start_new_session=True,
    )
    assert done.returncode == -signal.SIGKILL
    for process in processes_of(str(profile)):
        wait_for_end(process)
    (profile / "SingletonLock").unlink(missing_ok=True)
    with lasting(CHROMIUMS.playwright, profile) as context:
        page = context.new_page()
        enter(page, address, card(root, "L01"))
        assert page.input_value(field("donghai", "01")) == "3.5"
        page.locator(".tz-desk-note").first.fill(CANARY)
        wait_until_kept(page)
    found = [
        file
        for file in profile.rglob("*")
        if file.is_file()
        and any(CANARY.encode(code) in file.read_bytes() for code in ("utf-8", "utf-16-le"))
    ]
    assert found == []


def test_one_judges_scores_are_nowhere_of_another(
    hall: tuple[Path, Deck], address: str, tmp_path: Path
) -> None:
    """On the same machine: not in what another page reads of the store, on a page, or in a file."""
    root, deck = hall
    with browser() as context, quiet(context) as page:
        enter(page, address, card(root, "L01"))
        page.locator(".tz-desk-note").first.fill(CANARY)
        score(page, deck.scores["L01"])
        assert (
            CANARY in json.loads(ballot_file(page, tmp_path).read_text())["notes"]["donghai"]["01"]
        )
        (tmp_path / "other").mkdir()
        (tmp_path / "other/page.html").write_text("<!doctype html><title>.</title>")
        page.goto((tmp_path / "other/page.html").as_uri())
        records = kept(page)
        assert records
        assert CANARY.encode() not in as_bytes(records)
        assert b"donghai" not in as_bytes(records)
        assert b"L01" not in as_bytes(records)
        enter(page, address, card(root, "L02"))
        assert CANARY not in page.content()
        assert "0/156" in page.inner_text(".tz-desk-progress")
        score(page, deck.scores["L02"])
        assert CANARY not in ballot_file(page, tmp_path).read_text()


def test_over_a_network_without_web_crypto(hall: tuple[Path, Deck], sites: Sites) -> None:
    """At a host name that is not loopback the browser has no Web Crypto; the page needs none."""
    running = CHROMIUMS.playwright.chromium.launch(
        executable_path=installed_chromium(),
        args=["--no-sandbox", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"],
    )
    with served(sites("reviewers")) as home:
        at = home.replace("127.0.0.1", HOST) + "2018/score/"
        context = running.new_context()
        with quiet(context) as page:
            enter(page, at, card(hall[0], "L01"))
            assert page.evaluate("[isSecureContext, typeof crypto.subtle]") == [False, "undefined"]
            page.fill(field("donghai", "01"), "3.5")
            wait_until_kept(page)
            enter(page, at, card(hall[0], "L01"))
            assert page.input_value(field("donghai", "01")) == "3.5"
        running.close()


def test_changed_evidence_is_told(hall: tuple[Path, Deck], sites: Sites, tmp_path: Path) -> None:
    """Since it was scored: which counties; the ballot says which evidence the judge has seen."""
    root, deck = hall
    digests = {"now": b"1" * 64}

    def change(body: bytes) -> bytes:
        found = re.search(rb'"evidence":\{"donghai":"([0-9a-f]{64})', body)
        if found is None:
            return body
        return body.replace(found[1], digests["now"])

    with served(sites("reviewers"), change=change) as home, browser() as context:
        page = context.new_page()
        enter(page, home + "2018/score/", card(root, "L01"))
        score(page, deck.scores["L01"])
        digests["now"] = b"0" * 64
        for said in (True, False):
            enter(page, home + "2018/score/", card(root, "L01"))
            assert ("您打分以后，这些县（区）的材料变了：东海县" in told(page)) is said
            seen = json.loads(ballot_file(page, tmp_path).read_text())["evidence"]["donghai"]
            assert seen == ("1" if said else "0") * 64
            if said:
                page.get_by_role("button", name="已经重新看过").click()
                wait_until_kept(page)


def test_evidence_stands_in_a_frame(hall: tuple[Path, Deck], address: str) -> None:
    """It follows from item to item, and shows the evidence without the shell."""
    with browser() as context, quiet(context) as page:
        enter(page, address, card(hall[0], "L01"))
        page.click("#tz-look-guanyun-01")
        page.wait_for_selector("iframe")
        frame = page.frame_locator("iframe")
        assert frame.locator("h1").inner_text() == "灌云县 01 科技工作者日"
        expect(frame.locator(".md-header")).to_be_hidden()
        page.click("#tz-next")
        expect(frame.locator("h1")).to_contain_text("灌云县 02")
        page.go_back()
        assert "score" not in page.url


_LOOKS = [("", "light", 820), ("en/", "dark", 390), ("", "dark", 390), ("en/", "light", 820)]


@pytest.mark.parametrize(("language", "scheme", "width"), _LOOKS if LONG else _LOOKS[:2])
def test_page_is_accessible_and_fits(
    hall: tuple[Path, Deck], sites: Sites, language: str, scheme: str, width: int
) -> None:
    """In each of its views; nothing is wider than a tablet that stands upright."""
    shape = {"width": width, "height": 1180}
    with (
        served(sites("reviewers")) as home,
        browser(color_scheme=scheme, viewport=shape) as context,
        quiet(context) as page,
    ):
        page.goto(home + language + "2018/score/")
        assert violations(page) == []
        choose(page, card(hall[0], "L01"))
        page.wait_for_selector(".tz-desk-cell")
        page.fill(field("donghai", "01"), "9")
        for view in ("county", "all", "sign", "item"):
            page.click(f"#tz-view-{view}")
            if view == "item":
                page.click("#tz-look-donghai-01")
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_printed_sheet(hall: tuple[Path, Deck], address: str) -> None:
    """The print has the scores, their sums and a place to sign, and nothing else of the page."""
    root, deck = hall
    with browser() as context, quiet(context) as page:
        enter(page, address, card(root, "L01"))
        score(page, deck.scores["L01"])
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert not page.locator(".tz-scoring").is_visible()
        text = page.inner_text(".tz-desk-paper")
        total = sum(deck.scores["L01"].values())
        assert "评委签名" in text
        assert f"{float(total):g}" in text.split("合计")[-1]
        assert "未完成" not in text


def test_firefox_scores_from_the_folder(hall: tuple[Path, Deck], address: str) -> None:
    """Two windows of it after one another: the scores are there, in their own store."""
    text = card(hall[0], "L01").read_text(encoding="utf-8")
    script = """const [text] = arguments, chosen = new DataTransfer();
        chosen.items.add(new File([text], "L01.html"));
        const input = document.getElementById("tz-desk-card");
        input.files = chosen.files;
        input.dispatchEvent(new Event("change"));"""
    found = "document.getElementById('tz-score-donghai-01')"
    with firefox() as window:
        for given in ("2.5", ""):
            window.goto(address)
            window.ask(script, text)
            window.wait(found)
            if given:
                window.ask(f"{found}.focus()")
                window.press(*given)
                window.wait(
                    "document.querySelector('.tz-desk-saved').textContent.includes('已保存')"
                )
        assert window.ask(f"return {found}.value") == "2.5"
        window.click("#tz-look-donghai-01")
        window.wait("document.querySelector('iframe')")
        assert window.troubles(address.rsplit("/", 1)[0]) == []


def test_page_is_not_for_the_public(sites: Sites) -> None:
    """No page, no script, no link, no word of it."""
    site = sites("public")
    assert not (site / "2018/score").exists()
    assert not [
        file for file in (site / "assets").iterdir() if file.name.startswith(("score", "ciphers"))
    ]
    pages = [file for file in site.rglob("*.html") if "/score/" in file.read_text(encoding="utf-8")]
    assert pages == []
    assert (sites("reviewers") / "en/2018/score/index.html").exists()
    assert not (sites("reviewers") / "2017/score").exists()
