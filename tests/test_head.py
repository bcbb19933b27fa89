"""What the head of each page says to search engines, feed readers and who shares a link."""

import json
import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from PIL import Image
from project_copy import copy_invented, replace_text
from serving import served
from walking import browser
from year import run_year

from generator.cli import main
from generator.model.open_data import Dataset
from generator.model.page import Address
from generator.model.state import State
from generator.site.head import dataset_script

_META = re.compile(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">')
_LINK = re.compile(r'<link rel="([a-z ]+)"(?: type="([^"]+)")?[^>]*? href="([^"]*)">')
_LINKED_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
BASE = "https://kexie.example/kaohe"


def build(root: Path, *more: str) -> Path:
    """The public site of the project in ``root``, without its search."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["build", "--quiet", "--without-search", *more]) == 0
    return root / "site"


@pytest.fixture(scope="module")
def announced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project with a public address, after its result."""
    root = copy_invented(tmp_path_factory.mktemp("head"))
    replace_text(root, "mkdocs.yml", "site_name: 台账", f"site_name: 台账\nsite_url: {BASE}/")
    run_year(root, State.FINAL)
    return build(root)


def pages_of(site: Path) -> dict[str, str]:
    """The head of every page, by its address."""
    return {
        f"/{file.parent.relative_to(site).as_posix()}/".replace("/./", "/"): file.read_text(
            encoding="utf-8"
        ).split("</head>")[0]
        for file in site.rglob("index.html")
    }


def links_of(head: str) -> dict[str, tuple[str, str]]:
    """Type and address of each link by its relation."""
    return {rel: (kind, unescape(href)) for rel, kind, href in _LINK.findall(head)}


def linked_data(head: str) -> dict[str, object]:
    """The one dataset that the head tells of."""
    (text,) = _LINKED_DATA.findall(head)
    document: dict[str, object] = json.loads(text)
    return document


def test_every_page_can_be_shared(announced: Path) -> None:
    """Title, description, address and picture, handwritten pages too; the picture is there."""
    pages = pages_of(announced)
    assert {"/", "/2018/counties/jia/01/", "/guide/"} <= pages.keys()
    for address, head in pages.items():
        said = dict(_META.findall(head))
        title = re.search(r"<title>(.*)</title>", head)
        assert title is not None
        name = "Taizhang" if address.startswith("/en/") else "台账"
        assert title[1] in {said["og:title"], f"{said['og:title']} - {name}", name}
        assert said["og:description"] == said["description"] != ""
        locale = "en_US" if address.startswith("/en/") else "zh_CN"
        assert (said["og:type"], said["og:locale"]) == ("website", locale)
        assert said["og:url"] == BASE + address == links_of(head)["canonical"][1]
        picture = announced / said["og:image"].removeprefix(f"{BASE}/")
        with Image.open(picture) as opened:
            assert opened.size == (1200, 630)


def test_missing_page_leads_home(announced: Path) -> None:
    """Read at whatever address, it has the full way to the home page and to each tab."""
    html = (announced / "404.html").read_text(encoding="utf-8")
    assert f'<a href="{BASE}/">网站首页</a>' in html
    ways = re.findall(rf'<li><a href="{BASE}/([^"]*)">[^<]+</a></li>', html)
    home = (announced / "index.html").read_text(encoding="utf-8")
    tabs = home.partition('class="md-tabs__list"')[2].partition("</ul>")[0]
    assert len(ways) == html.count("<li>") == tabs.count("<li") > 4
    assert all((announced / way / "index.html").is_file() for way in ways)


def test_no_full_address_without_one_configured(project: Path) -> None:
    """Where mkdocs.yml names no address none is invented."""
    for head in pages_of(build(project)).values():
        assert "og:title" in dict(_META.findall(head))
        assert not {"og:url", "og:image"} & dict(_META.findall(head)).keys()
        assert "canonical" not in links_of(head)


def test_every_page_has_its_icon_and_the_feed(announced: Path) -> None:
    """Both lead to files that are there, from however deep."""
    for address, head in pages_of(announced).items():
        links = links_of(head)
        here = announced / address.strip("/")
        assert (here / links["icon"][1]).resolve() == (announced / "assets/icon.png").resolve()
        assert links["alternate feed"][0] == "application/atom+xml"
        assert (here / links["alternate feed"][1]).resolve() == (announced / "feed.xml").resolve()
    assert (announced / "feed.xml").is_file()


def test_no_feed_before_the_result(project: Path) -> None:
    """While evidence is handed in there is no feed, and no page leads to one."""
    site = build(project)
    assert not (site / "feed.xml").exists()
    assert not any("alternate feed" in links_of(head) for head in pages_of(site).values())


def test_dataset_names_every_file(announced: Path) -> None:
    """What schema.org asks of a dataset, and each file at its full address, known by its digest."""
    pages = pages_of(announced)
    said = linked_data(pages["/2018/data/"])
    assert (said["@context"], said["@type"]) == ("https://schema.org", "Dataset")
    assert said["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert said["temporalCoverage"] == "2018-01-01/2018-12-31"
    assert said["creator"] == {"@type": "Organization", "name": "虚构市科协"}
    assert said["url"] == f"{BASE}/2018/data/"
    assert 50 <= len(str(said["description"])) <= 5000
    assert "演示数据" in str(said["description"])
    files = said["distribution"]
    assert isinstance(files, list)
    named = {file["contentUrl"].removeprefix(f"{BASE}/"): file for file in files}
    there = {f"2018/data/{file.name}" for file in (announced / "2018/data").iterdir()}
    there.remove("2018/data/index.html")
    there = {name for name in there if not name.endswith(".schema.json")}
    assert named.keys() == there | {"feed.xml"}
    assert named["2018/data/entries.csv"]["encodingFormat"] == "text/csv"
    package = json.loads((announced / "2018/data/datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        if resource["path"].endswith(".schema.json"):
            continue
        assert resource["hash"] == f"sha256:{named['2018/data/' + resource['path']]['sha256']}"
        assert resource["mediatype"] == named["2018/data/" + resource["path"]]["encodingFormat"]
    described = {page for page, head in pages.items() if _LINKED_DATA.search(head)}
    assert described == {"/2018/data/", "/en/2018/data/"}


def test_dataset_of_before_tells_of_no_result(project: Path) -> None:
    """Relative addresses without a public one; neither ledger nor result is named."""
    site = build(project)
    said = linked_data(pages_of(site)["/2018/data/"])
    files = said["distribution"]
    assert isinstance(files, list)
    assert all((site / "2018/data" / file["contentUrl"]).is_file() for file in files)
    assert not re.search("结果|台账：", json.dumps(said, ensure_ascii=False))


def test_no_text_ends_the_dataset() -> None:
    """A title that would close the element stays a text inside it."""
    title = "</script><script>alert(1)</script><!--"
    one = Dataset(
        name=title,
        description=title,
        creator=title,
        period=(date(2018, 1, 1), date(2018, 12, 31)),
        modified="",
        files=(),
    )
    script = dataset_script(one, Address("/2018/data/"), "")
    assert script.count("<") == 2
    assert linked_data(script)["name"] == title


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
def test_dataset_passes_the_content_policy(tmp_path: Path) -> None:
    """A browser lets the data stand without a word, whatever the title."""
    root = copy_invented(tmp_path)
    title = "考核</script><script>document.title='ran'</script>"
    replace_text(root, "rubric.yaml", "title: 虚构的考核", f'title: "{title}"')
    with served(build(root)) as home, browser() as context:
        page, troubles = context.new_page(), []
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"{home}2018/data/", wait_until="networkidle")
        text = page.text_content("script[type='application/ld+json']")
        assert json.loads(text or "")["name"] == title
        assert troubles == []
        assert page.title() == "数据下载 - 台账"
