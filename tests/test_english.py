"""The English pages: each beside its Chinese twin, with its figures, its Chinese marked."""

import os
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from plain_yaml import load_yaml
from playwright.sync_api import Page
from project_copy import REPOSITORY, replace_text
from repository_sites import Sites
from serving import served
from walking import browser

from generator.cli import main
from generator.load.files import ProjectFiles
from generator.load.site_settings import read_site_languages
from generator.model.message import Language
from generator.model.state import Audience
from generator.usecases.build_site import site_languages
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

LONG = bool(os.environ.get("TAIZHANG_LONG"))
HAN = re.compile(r"[\u3400-\u9fff]")
ASSETS = REPOSITORY / "site_templates" / "overrides" / "assets"
VOID = frozenset({"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "wbr"})
ENGLISH_ENTRY = """    - name: English
      link: /en/
      lang: en
      site_name: Taizhang
"""
MORE_ENGLISH = re.compile(r"^      (?:site_description|copyright): .*\n", re.MULTILINE)


def addresses(folder: Path) -> set[str]:
    return {one.parent.relative_to(folder).as_posix() for one in folder.rglob("index.html")}


@pytest.mark.parametrize("audience", ["public", "reviewers"])
def test_every_page_has_its_twin(sites: Sites, audience: str) -> None:
    """What stands under /en/ is every page, the handwritten ones with their pictures, and nothing else."""
    every = addresses(sites(audience))
    english = addresses(sites(audience) / "en")
    chinese = {one for one in every if one != "en" and not one.startswith("en/")}
    assert english == chinese
    assert {one.suffix for one in (sites(audience) / "en").rglob("*.*")} == {".html", ".webp"}


def test_cut_numbers_have_the_sign_of_the_page(project: Path) -> None:
    """A number of more than four decimals is cut, and its sign is that of the language."""
    replace_text(project, "rubric.yaml", 'target: {all: "1"}', 'target: {all: "1.23456"}')
    opened = open_project(project)
    english = next(one for one in site_languages(opened) if one.language is Language.ENGLISH)
    cut = [page for page in pages_of(opened, Audience.REVIEWERS, english) if "1.23" in page.body]
    assert cut
    assert not [str(page.address) for page in cut if re.search(r"约\s*1\.23", page.body)]


class Reading(HTMLParser):
    """What a page says: texts with their language, figures in order, links."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str, bool]] = []
        self.foreign: list[str] = []
        self.figures: list[str] = []
        self.marked: list[str] = []
        self.languages: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        language = named.get("lang") or (self.open[-1][1] if self.open else "")
        spoken = [named.get(one) or "" for one in ("alt", "aria-label", "title", "placeholder")]
        if not language.startswith("zh"):
            self.foreign += [one for one in spoken if HAN.search(one)]
        if tag in VOID:
            return
        self.languages.add(language)
        marks = [f"{key}={value}" for key, value in attrs if key.startswith("data-")]
        inside = bool(self.open and self.open[-1][2]) or (
            tag == "article" and "md-content__inner" in (named.get("class") or "")
        )
        self.marked += [
            one for one in marks if inside and not one.startswith(("data-pagefind", "data-label"))
        ]
        self.open.append((tag, language, inside))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        tag, language, inside = self.open[-1] if self.open else ("", "", False)
        if tag in ("script", "style", "title"):
            return
        if HAN.search(data) and not language.startswith("zh"):
            self.foreign.append(data)
        if inside and any(one[0] in ("td", "b", "circle") for one in self.open):
            self.figures += re.findall(r"\d+(?:\.\d+)?", data)


@cache
def reading(page: Path) -> Reading:
    """What the page says, read once for all tests of a worker."""
    return Reading(page.read_text(encoding="utf-8"))


# Those of an audience go to one worker, which then reads each page once.
EACH_AUDIENCE = [
    pytest.param(audience, marks=pytest.mark.xdist_group(f"english-{audience}"))
    for audience in ("public", "reviewers")
]


def pairs(site: Path) -> Iterator[tuple[Path, Path]]:
    """Each English page with its Chinese twin."""
    for english in sorted((site / "en").rglob("index.html")):
        yield english, site / english.relative_to(site / "en")


@pytest.mark.parametrize("audience", EACH_AUDIENCE)
def test_chinese_on_english_pages_is_marked(sites: Sites, audience: str) -> None:
    """Each English page is English, and every Chinese text on it says that it is Chinese."""
    for english, chinese in pairs(sites(audience)):
        html = english.read_text(encoding="utf-8")
        assert '<html lang="en"' in html
        assert reading(english).foreign == [], english
        assert reading(chinese).languages == {"zh", "en"}


@pytest.mark.parametrize("audience", EACH_AUDIENCE)
def test_figures_are_those_of_the_chinese_page(sites: Sites, audience: str) -> None:
    """Every figure in a table or in bold, and every mark, is the same in both languages."""
    compared = 0
    for english, chinese in pairs(sites(audience)):
        one, other = (reading(page) for page in (english, chinese))
        assert len(one.marked) == len(other.marked), english
        for mark, twin in zip(one.marked, other.marked, strict=True):
            # What a mark says in words is in the language of its page.
            same = digits(mark) == digits(twin) if HAN.search(twin) else mark == twin
            assert same, (english, mark, twin)
        # A calendar writes its months, a notice its day in another way.
        assert sorted(plain(other.figures)) == sorted(plain(one.figures)), english
        compared += len(one.figures)
    assert compared > 10_000


def digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def plain(figures: list[str]) -> list[str]:
    return [re.sub(r"^0(?=\d)", "", one) for one in figures]


PLURALS = "articles|bodies|clauses|events|items|people|percentage points|persons|points|times"
SINGULARS = "article|body|clause|event|item|percentage point|person|point|time"


@pytest.mark.parametrize("audience", ["public", "reviewers"])
def test_one_of_a_thing_is_one(sites: Sites, audience: str) -> None:
    """Beside 1 stands "event", beside any other number "events", on every page in English."""
    ones = 0
    for page in (sites(audience) / "en").rglob("index.html"):
        text = " ".join(re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8")).split())
        assert not re.findall(rf"(?<![\d.,:/–-])1 (?:{PLURALS})\b", text), page
        assert not re.findall(rf"(?<![\d.])(?:[02-9]|\d+[\d.]+) (?:{SINGULARS})\b", text), page
        ones += len(re.findall(rf"(?<![\d.])1 (?:{SINGULARS})\b", text))
    assert ones > 100


def test_words_of_the_organiser_are_english(sites: Sites) -> None:
    """Reasons and readings are English where the rubric gives it, and what each data file holds."""
    html = (sites("public") / "en/2018/method/index.html").read_text(encoding="utf-8")
    data = (sites("public") / "en/2018/data/index.html").read_text(encoding="utf-8")
    choices = html.split('id="choices"')[1].split("</table>")[0]
    tables = data.split('id="targets"')[1].split('id="licence"')[0]
    for part, rows in ((choices, 15), (tables, 70)):
        assert len(re.findall("<tr>", part)) > rows
        assert not HAN.search(part)
    assert not HAN.search(html.split('class="tz-readings"')[1].split("</ul>")[0])
    for page in ("counties/donghai/07", "indicators/07"):
        html = (sites("public") / "en/2018" / page / "index.html").read_text(encoding="utf-8")
        assert not HAN.search(html.split('class="tz-reading">')[1].split("</small>")[0])


def test_cut_number_is_marked_in_english(sites: Sites) -> None:
    """A difference that does not end is marked by a sign, not by a Chinese word."""
    pages = [
        one.read_text(encoding="utf-8") for one in (sites("public") / "en").rglob("*--*/*.html")
    ]
    assert any("higher by ≈" in one for one in pages)
    assert not any("约" in one for one in pages)


def test_pages_name_each_other(sites: Sites) -> None:
    """Both pages of a pair list both, by the way that leads there."""
    for english, chinese in pairs(sites("public")):
        for page in (english, chinese):
            links = re.findall(
                r'<link rel="alternate " hreflang="(\w+)" href="([^"]*)">',
                page.read_text(encoding="utf-8"),
            )
            found = {key: (page.parent / link / "index.html").resolve() for key, link in links}
            assert {"zh": chinese.resolve(), "en": english.resolve()} == found


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("form", ["public", "offline"])
def test_switch_leads_to_the_same_page(sites: Sites, form: str, width: int) -> None:
    """The link in the header changes the language and nothing else, without scripts, on a disk."""
    with served(sites("public")) as server:
        home = server if form == "public" else sites("public-offline").as_uri() + "/"
        tail = "" if form == "public" else "index.html"
        options = {"viewport": {"width": width, "height": 800}, "java_script_enabled": False}
        with browser(**options) as context:
            page = context.new_page()
            page.goto(f"{home}2018/counties/donghai/05/{tail}")
            page.click("a.tz-language")
            page.wait_for_url(f"{home}en/2018/counties/donghai/05/{tail}")
            assert page.inner_text("h1") == "Donghai County 05 Academic exchange"
            page.click("a.tz-language")
            page.wait_for_url(f"{home}2018/counties/donghai/05/{tail}")
            page.goto(f"{home}guide/about/{tail}")
            page.click("a.tz-language")
            page.wait_for_url(f"{home}en/guide/about/{tail}")
            assert page.inner_text("h1") == "About this site"
            page.click("a.tz-language")
            page.wait_for_url(f"{home}guide/about/{tail}")


def found_by(page: Page, query: str) -> list[str]:
    page.fill(".tz-search input", query)
    page.wait_for_function(
        "query => document.querySelector('.tz-search-list').dataset.query === query", arg=query
    )
    links: list[str] = page.eval_on_selector_all(
        ".tz-search-list a", "all => all.map(one => one.href)"
    )
    return links


@pytest.mark.browser
@pytest.mark.parametrize("form", ["public", "offline"])
def test_search_stays_in_its_language(sites: Sites, form: str) -> None:
    """On an English page Chinese and English words find English pages alone, told in English."""
    with served(sites("public")) as server:
        home = server if form == "public" else sites("public-offline").as_uri() + "/"
        tail = "" if form == "public" else "index.html"
        with browser() as context:
            page = context.new_page()
            page.goto(f"{home}en/{tail}")
            page.click("[data-tz-search]")
            page.wait_for_selector(".tz-search select")
            names = page.eval_on_selector_all(
                ".tz-search select", "all => all.map(one => one.name)"
            )
            assert names == ["Year", "County", "Section", "State of a clause"]
            chinese = found_by(page, "科企联盟")
            assert any("/indicators/10/" in one for one in chinese[:5])
            english = found_by(page, "Academic exchange")
            assert f"{home}en/2018/indicators/05/{tail}" in english[:5]
            assert all(one.startswith(f"{home}en/") for one in chinese + english)
            assert re.search(r"\d+ pages? found|or more pages found", page.inner_text(".tz-search"))
            page.goto(f"{home}{tail}")
            page.click("[data-tz-search]")
            page.wait_for_selector(".tz-search select")
            assert not any("/en/" in one for one in found_by(page, "学术交流"))


@pytest.mark.browser
def test_chinese_queries_find_english_pages(sites: Sites) -> None:
    """Of 100 Chinese queries, whose words are not all on pages in English, 85 find their page."""
    text = (REPOSITORY / "tests/data/queries.yml").read_text(encoding="utf-8")
    queries: dict[str, list[str]] = load_yaml(text)
    asked = [*queries.items()][:: 1 if LONG else 3]
    with served(sites("public")) as home, browser() as context:
        page = context.new_page()
        page.goto(f"{home}en/")
        page.click("[data-tz-search]")
        page.wait_for_selector(".tz-search select")
        found = [
            bool({f"{home}en{one}" for one in expected} & set(found_by(page, str(query))[:5]))
            for query, expected in asked
        ]
    assert sum(found) >= 0.85 * len(asked)


def test_handwritten_pages_are_english(sites: Sites) -> None:
    """The guide and what is said about this site are English, their tabs and descriptions too."""
    pages = REPOSITORY / "content/pages"
    for written in pages.rglob("*.en.md"):
        path = written.relative_to(pages).as_posix().removesuffix(".en.md").removesuffix("index")
        html = (sites("public") / "en" / path / "index.html").read_text(encoding="utf-8")
        title = written.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")
        assert f"<title>{title} - Taizhang</title>" in html
        assert not HAN.search(html.split('<meta name="description"')[1].split("</title>")[0])
        assert 'data-pagefind-filter="language:en"' in html
        assert "not been translated" not in html
    assert len(list(pages.rglob("*.en.md"))) == len(list(pages.rglob("*.md"))) / 2


def test_page_without_english_is_shown_in_chinese(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands among the English pages, marked and with a word of it; what is linked is there."""
    pages = project / "content/pages/guide"
    (pages / "index.en.md").write_text(
        "# Guide\n\n[counties](taizhang:/2018/counties/), [more](more.md)\n", encoding="utf-8"
    )
    (pages / "more.md").write_text("# 更多\n\n看[首页](taizhang:/)。\n", encoding="utf-8")
    monkeypatch.chdir(project)
    assert main(["build", "--quiet", "--without-search"]) == 0
    folder = project / "site/en/guide"
    html = (folder / "index.html").read_text(encoding="utf-8")
    assert "not been translated" not in html
    for link in ("../2018/counties/", "more/"):
        assert f'href="{link}"' in html
        assert (folder / link / "index.html").is_file()
    html = (folder / "more/index.html").read_text(encoding="utf-8")
    assert "This page has not been translated yet." in html
    assert 'href="../../"' in html
    assert Reading(html).foreign == []


def test_page_without_chinese_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A page in English alone could be reached from nowhere; the message names it."""
    (project / "content/pages/guide/news.en.md").write_text("# News\n", encoding="utf-8")
    monkeypatch.chdir(project)
    assert main(["build", "--quiet", "--without-search"]) == 1
    assert "content/pages/guide/news.en.md" in capsys.readouterr().err
    assert not (project / "site").exists()


def test_dead_link_of_an_english_page_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A link of an English page is looked for among the English pages, and told with its line."""
    file = project / "content/pages/guide/index.en.md"
    file.write_text("# Guide\n\n[all](taizhang:/en/2018/)\n", encoding="utf-8")
    monkeypatch.chdir(project)
    assert main(["build", "--quiet", "--without-search"]) == 1
    assert "content/pages/guide/index.en.md:3" in capsys.readouterr().err


def test_missing_page_answers_in_both_languages(sites: Sites) -> None:
    """The one page for what is not there has its English marked."""
    html = (sites("public") / "404.html").read_text(encoding="utf-8")
    assert "没有这个页面" in html
    assert re.search(r'<div lang="en">\s*<h2>There is no such page', html)


def test_chinese_alone_where_no_other_is_listed(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without an entry for English there is no page, no switch and no word of it."""
    replace_text(project, "mkdocs.yml", ENGLISH_ENTRY, "")
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    (project / "mkdocs.yml").write_text(MORE_ENGLISH.sub("", text), encoding="utf-8")
    (project / "content/pages/guide/index.en.md").write_text("# Guide\n", encoding="utf-8")
    monkeypatch.chdir(project)
    assert main(["build", "--quiet", "--without-search"]) == 0
    assert not (project / "site" / "en").exists()
    for file in (project / "site").rglob("*.html"):
        html = file.read_text(encoding="utf-8")
        assert "hreflang" not in html
        assert "tz-language" not in html
        assert "There is no such page" not in html


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("      lang: en\n", "      lang: fr\n", "en"),
        ("      lang: en\n", "      lang: zh\n", "en"),
        ("    - name: 中文\n      link: /\n      lang: zh\n", "", "zh"),
        ("    - name: English\n", "    - \n", "name"),
        ("      lang: en\n", "", "lang"),
        ("      site_name: Taizhang\n", "      sitename: Taizhang\n", "site_name"),
        ("  alternate:\n", "  alternate:\n    first:\n", "- name: …"),
        ("  alternate:\n", "  alternate: 中文\n  others:\n", "- name: …"),
    ],
)
def test_language_that_cannot_be_built_is_told(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    expected: str,
) -> None:
    """A language that is unknown, doubled, nameless, misspelt or before Chinese is told with its line."""
    replace_text(project, "mkdocs.yml", old, new)
    monkeypatch.chdir(project)
    assert main(["build", "--quiet"]) == 1
    printed = capsys.readouterr()
    told = printed.out + printed.err
    assert re.search(r"mkdocs\.yml:\d+", told)
    assert expected in told
    assert not (project / "site").exists()


def test_rest_of_the_configuration_is_the_themes(project: Path) -> None:
    """Tags, which the theme takes and we do not, may stand anywhere else."""
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    more = "hooks: !!python/name:os.path\nextra_templates: &a [x]\n"
    (project / "mkdocs.yml").write_text(text + more, encoding="utf-8")
    languages, faults = read_site_languages(ProjectFiles(project))
    assert faults == ()
    assert [Language.CHINESE, Language.ENGLISH] == [one.language for one in languages]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("site_url: https://kexie.example/kaohe/", "https://kexie.example/kaohe"),
        ("site_url: 'https://kexie.example/kaohe/'", "https://kexie.example/kaohe"),
        ('site_url: "http://kexie.example"', "http://kexie.example"),
        ("site_url: https://kexie.example/  # 公开地址", "https://kexie.example"),
        ("site_url:\n  https://kexie.example/", "https://kexie.example"),
        ("site_url: ''", ""),
        ("site_url: null", ""),
        ("site_url:  # 还没有", ""),
        ("", ""),
    ],
)
def test_public_address_is_read_as_yaml(project: Path, line: str, expected: str) -> None:
    """In quotes or not, with a comment behind it or not; none where none is set."""
    replace_text(project, "mkdocs.yml", "site_name:", f"{line}\nsite_name:")
    languages, faults = read_site_languages(ProjectFiles(project))
    assert faults == ()
    assert {expected} == {language.public_url for language in languages}


@pytest.mark.parametrize(
    "written", ["kexie.example", "ftp://kexie.example/", "https://", "https:kexie", "[x]"]
)
def test_wrong_public_address_is_told(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    written: str,
) -> None:
    """In Chinese, with file and line, and nothing is built."""
    replace_text(project, "mkdocs.yml", "site_name:", f"site_url: {written}\nsite_name:")
    monkeypatch.chdir(project)
    assert main(["build", "--quiet", "--without-search"]) == 1
    told = capsys.readouterr().err
    assert re.search(r"mkdocs\.yml:2:11: ", told)
    assert "应写：以 https:// 或 http:// 开头的公开地址" in told
    assert not (project / "site").exists()


def test_every_word_of_the_search_is_in_both_languages() -> None:
    """The dialog lacks no word in either language."""
    script = (ASSETS / "search.js").read_text(encoding="utf-8")
    keys = {}
    for language in Language:
        start = script.index(f"    {language}: {{")
        block = script[start : script.index("\n    },", start)]
        keys[language] = re.findall(r"^      (\w+):", block, re.MULTILINE)
    assert len(keys[Language.CHINESE]) > 5
    assert keys[Language.CHINESE] == keys[Language.ENGLISH]
    assert not HAN.search(script[script.index("const words =") :])


def said_by_style(file: Path) -> dict[str, str]:
    """The texts that a style sheet adds to pages, by their selectors."""
    style = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
    rules = re.findall(r'([^{};]+)\{[^{}]*content: "([^"]*)"', style)
    return {" ".join(selector.split()): text for selector, text in rules}


def test_every_word_of_the_style_is_in_english_too() -> None:
    """What the style sheet says in Chinese, that of the English pages says in English."""
    chinese = said_by_style(ASSETS / "taizhang.css")
    english = said_by_style(ASSETS / "en.css")
    said = {selector for selector, text in chinese.items() if HAN.search(text)}
    assert len(said) > 10
    assert said <= english.keys()
    assert not any(HAN.search(text) for text in english.values())
