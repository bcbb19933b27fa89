"""Reviewers read one item through the counties by a key, and hold the session by a page."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from firefox import firefox
from playwright.sync_api import Page as Tab
from project_copy import copy_invented, replace_text
from serving import served
from walking import browser

from generator.cli import main
from generator.model.page import Page
from generator.model.site_language import CHINESE_ALONE
from generator.model.state import Audience
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

SESSION = "/2018/session/"
STATEMENT = "content/counties/jia/index.md"
SIZES = {"wide": (1280, 800), "tablet": (820, 1180), "phone": (390, 844)}
_STATE = "sessionStorage.getItem('/taizhang/.__session_2018')"


def pages(root: Path, audience: Audience = Audience.REVIEWERS) -> dict[str, Page]:
    """The pages in Chinese by their addresses."""
    made = pages_of(open_project(root), audience, CHINESE_ALONE[0])
    return {str(page.address): page for page in made}


def turns(root: Path) -> list[str]:
    """The counties of the page of the session, in its order."""
    body = pages(root)[SESSION].body
    return [piece.partition('"')[0] for piece in body.split('data-turn="')[1:]]


def test_order_is_as_written(project: Path) -> None:
    """The notice's order where none is written; else as it is, a name or an id of a county."""
    assert ["甲县", "乙区"] == turns(project)
    replace_text(project, "rubric.yaml", "minutes:", "order: [乙区, jia]\nminutes:")
    assert ["乙区", "甲县"] == turns(project)


def test_order_is_no_rule(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lots drawn while judging need no record, and the order is in no file for the public."""
    monkeypatch.chdir(project)
    before = open_project(project).rubric.rules
    replace_text(project, "rubric.yaml", "minutes:", "order: [yi, jia]\nminutes:")
    assert before == open_project(project).rubric.rules
    assert main(["build", "--quiet", "--without-search"]) == 0
    assert "order" not in (project / "site/2018/data/rubric.yaml").read_text(encoding="utf-8")
    assert not (project / "site/assets/reviewers").exists()


def test_public_has_none(project: Path) -> None:
    """Neither a page of the session nor a way to it, and no links from county to county."""
    public = pages(project, Audience.PUBLIC)
    assert SESSION not in public
    assert not any("session" in page.body for page in public.values())
    assert not any(any(page.beside) for page in public.values())


def test_slides_are_what_is_marked(project: Path) -> None:
    """A link that begins with 陈述, a PDF before others; any other attachment is none."""
    add = "\n[方案](attachments/plan.pdf)、[陈述稿](attachments/list.docx)、"
    text = (project / STATEMENT).read_text(encoding="utf-8")
    (project / STATEMENT).write_text(f"{text}{add}\n", encoding="utf-8")
    body = pages(project)[SESSION].body
    assert 'href="../counties/jia/attachments/list.docx" data-slides="no"' in body
    (project / STATEMENT).write_text(f"{text}{add}[陈述](attachments/list.pdf)\n", encoding="utf-8")
    body = pages(project)[SESSION].body
    assert 'href="../counties/jia/attachments/list.pdf" data-slides="yes"' in body
    assert "没有陈述材料" in body  # 乙区


def test_every_item_is_read_through(project: Path) -> None:
    """From the first item of the first county on, each page comes once, item by item."""
    all_pages = pages(project)
    order = ["/2018/counties/jia/01/"]
    while (following := all_pages[order[-1]].beside[1]) is not None:
        back = all_pages[str(following.address)].beside[0]
        assert back is not None
        assert order[-1] == str(back.address)
        order.append(str(following.address))
    items = ("01", "02", "b1")
    assert [f"/2018/counties/{county}/{item}/" for item in items for county in ("jia", "yi")] == (
        order
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder for judges of the invented project, in which 乙区 comes first, 甲县 has slides."""
    root = copy_invented(tmp_path_factory.mktemp("session"))
    replace_text(root, "rubric.yaml", "minutes:", "order: [yi, jia]\nminutes:")
    replace_text(root, STATEMENT, "虚构。", "虚构。[陈述](attachments/plan.pdf)")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["build", "--quiet", "--for", "reviewers"]) == 0
    # Away from the project, as it is handed out.
    shutil.move(root / "review", root.parent / "发给评委")
    return root.parent / "发给评委"


@pytest.fixture(params=SIZES)
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A window of the size, which fails where the page complains of anything."""
    width, height = SIZES[request.param]
    with browser(viewport={"width": width, "height": height}, offline=True) as context:
        page = context.new_page()
        told: list[str] = []
        page.on("console", lambda one: told.append(one.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        yield page
        assert told == []


@pytest.mark.browser
def test_next_county_is_one_key_and_one_link(folder: Path, tab: Tab) -> None:
    """From a folder, both links stand in the first screen; the keys can be switched off."""
    start = (folder / "2018/counties/jia/01/index.html").as_uri()
    tab.goto(start)
    box = tab.locator("[data-beside=after]").bounding_box()
    size = tab.viewport_size
    assert box is not None
    assert size is not None
    assert box["y"] + box["height"] < size["height"]
    tab.keyboard.press("ArrowRight")
    tab.wait_for_url("**/yi/01/index.html")
    tab.keyboard.press("ArrowLeft")
    tab.wait_for_url("**/jia/01/index.html")
    # Not while something is written, with a modifier, or once it is switched off.
    tab.evaluate("document.querySelector('article').append(document.createElement('textarea'))")
    tab.focus("article textarea")
    tab.keyboard.press("ArrowRight")
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("Control+ArrowRight")
    tab.uncheck(".tz-beside input")
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("ArrowRight")
    tab.wait_for_timeout(200)
    assert tab.url == start
    tab.click("[data-beside=after]")
    tab.wait_for_url("**/yi/01/index.html")
    assert not tab.is_checked(".tz-beside input")


@pytest.mark.browser
def test_keys_work_on_a_server(reviewers_site: Path) -> None:
    """The same on the office's server, in English too."""
    with served(reviewers_site) as home, browser() as context:
        page = context.new_page()
        page.goto(f"{home}en/2018/counties/lianyun/05/")
        page.keyboard.press("ArrowRight")
        page.wait_for_url(f"{home}en/2018/counties/donghai/06/")
        page.keyboard.press("ArrowLeft")
        page.wait_for_url(f"{home}en/2018/counties/lianyun/05/")


def at(tab: Tab, seconds: int) -> None:
    """Set the clock so that it runs and has so many seconds left, and open the page again."""
    tab.evaluate(f"""() => {{
        const state = JSON.parse({_STATE});
        state.until = Date.now() + {seconds * 1000};
        sessionStorage.setItem("/taizhang/.__session_2018", JSON.stringify(state));
    }}""")
    tab.reload()


def seen(tab: Tab) -> dict[str, Any]:
    """What the clock shows."""
    names = {"who": "[data-now]", "next": "[data-next]", "phase": ".tz-clock-phase"}
    names |= {"time": ".tz-clock-time", "say": ".tz-clock-say"}
    return {name: tab.inner_text(selector) for name, selector in names.items()}


@pytest.mark.browser
def test_session_is_held_by_keys(folder: Path, tab: Tab) -> None:
    """From a folder: who and next, warnings by colour and words, a pause, slides in their place."""
    tab.goto((folder / "2018/session/index.html").as_uri())
    # A key outside the clock means nothing.
    tab.keyboard.press("ArrowRight")
    assert {"who": "乙区", "next": "甲县", "phase": "陈述", "time": "15:00", "say": ""} == seen(tab)
    tab.focus(".tz-clock")
    tab.keyboard.press("Space")
    for seconds, level, said in ((179, "soon", "还剩 3 分钟"), (59, "last", "还剩 1 分钟")):
        at(tab, seconds)
        assert level == tab.get_attribute(".tz-clock", "data-level")
        assert said == seen(tab)["say"]
    at(tab, -75)
    assert tab.get_attribute(".tz-clock", "data-level") == "over"
    assert (seen(tab)["say"], seen(tab)["time"][:4]) == ("时间到", "+01:")
    tab.focus(".tz-clock")
    tab.keyboard.press("r")
    assert ("15:00", "") == (seen(tab)["time"], seen(tab)["say"])
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Space")
    tab.wait_for_function("() => document.querySelector('.tz-clock-time').textContent < '05:00'")
    tab.keyboard.press("Space")
    assert (seen(tab)["phase"], seen(tab)["say"]) == ("问答", "暂停中")
    tab.keyboard.press("ArrowRight")
    assert {"who": "甲县", "next": "最后一个", "time": "15:00"}.items() <= seen(tab).items()
    # The space bar does not press the button that was clicked last.
    tab.click("[data-do=back]")
    tab.click("[data-do=on]")
    tab.keyboard.press("Space")
    assert (seen(tab)["who"], seen(tab)["phase"]) == ("甲县", "陈述")
    tab.keyboard.press("t")
    assert "虚构。" in tab.inner_text(".tz-clock-shown")
    tab.keyboard.press("s")
    assert "plan.pdf#" in tab.evaluate("document.querySelector('.tz-clock iframe').src")
    tab.keyboard.press("s")
    tab.keyboard.press("f")
    tab.wait_for_function("() => document.fullscreenElement?.matches('.tz-clock')")
    fits = "(one) => one.scrollWidth <= innerWidth && one.scrollHeight <= innerHeight"
    # The window may take its new size a little later.
    tab.wait_for_function(f"() => ({fits})(document.querySelector('.tz-clock'))")


@pytest.mark.browser
def test_folder_works_in_firefox(folder: Path) -> None:
    """The same keys, and a PDF that the policy lets into the page."""
    with firefox() as window:
        window.goto((folder / "2018/counties/jia/01/index.html").as_uri())
        window.press("ArrowRight")
        window.wait("location.href.endsWith('/yi/01/index.html')")
        window.goto((folder / "2018/session/index.html").as_uri())
        window.click("[data-do=on]")
        window.click("[data-do=on]")
        window.click("[data-do=slides]")
        window.wait("document.querySelector('.tz-clock iframe').src.includes('plan.pdf#')")
        assert window.troubles(folder.as_uri()) == []
