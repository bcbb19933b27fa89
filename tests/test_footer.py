"""The foot of each page: whom to ask, and the filing numbers, from the configuration alone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from project_copy import copy_invented, replace_text
from serving import served
from test_accessibility import violations
from walking import browser

from generator.cli import main

SETTINGS = """  generator: false
  footer:
    contact: {电话: 0518-00000000, 邮箱: kexie@example.cn, 地址: 某市 <某路> 1 号}
    icp: 苏ICP备00000000号-1
    police: 苏公网安备32070002000000号
"""
Build = Callable[[str], int]


@pytest.fixture
def build(project: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Builds the invented project with these settings in place of none."""
    monkeypatch.chdir(project)

    def with_settings(settings: str) -> int:
        replace_text(project, "mkdocs.yml", "  generator: false\n", settings)
        return main(["build", "--quiet", "--without-search"])

    return with_settings


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project's site with all that can be set."""
    root = copy_invented(tmp_path_factory.mktemp("foot"))
    replace_text(root, "mkdocs.yml", "  generator: false\n", SETTINGS)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["build", "--quiet", "--without-search"]) == 0
    return root / "site"


def foot_of(page: Path) -> str:
    """The foot, without what says that a text on an English page is Chinese."""
    foot = page.read_text(encoding="utf-8").split("<footer")[1].split("</footer>")[0]
    return re.sub(r'<span lang="zh-CN">(.*?)</span>', r"\1", foot)


def test_every_page_names_contact_and_filings(site: Path) -> None:
    """Escaped, the address of mail and the two registers as links, on handwritten pages too."""
    pages = [*site.rglob("index.html"), site / "404.html"]
    assert any("guide" in one.parts for one in pages)
    for page in pages:
        foot = foot_of(page)
        colon = ": " if "en" in page.relative_to(site).parts else "："
        assert f"电话{colon}0518-00000000" in foot
        assert f"地址{colon}某市 &lt;某路&gt; 1 号" in foot
        links = dict(re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', foot))
        assert links == {
            "mailto:kexie@example.cn": "kexie@example.cn",
            "https://beian.miit.gov.cn/": "苏ICP备00000000号-1",
            "https://beian.mps.gov.cn/#/query/webSearch?code=32070002000000": (
                "苏公网安备32070002000000号"
            ),
        }


def test_chinese_of_the_foot_is_marked_on_english_pages(site: Path) -> None:
    """Names of fields and filing numbers say that they are Chinese, on each kind of page."""
    for path in ("en", "en/guide", "en/2018/counties/jia"):
        html = (site / path / "index.html").read_text(encoding="utf-8")
        foot = html.split("<footer")[1].split("</footer>")[0]
        assert not re.search(r"[\u3400-\u9fff]", re.sub(r'<span lang="zh-CN">.*?</span>', "", foot))


@pytest.mark.parametrize("settings", ["  generator: false\n", "  footer:\n  generator: false\n"])
def test_nothing_stands_where_nothing_is_set(build: Build, project: Path, settings: str) -> None:
    """No empty line, no name of a field without its value."""
    assert build(settings) == 0
    foot = foot_of(project / "site/index.html")
    assert not re.search(r"联系|备案|<p|<a |None", foot)


def test_what_is_set_alone_is_shown(build: Build, project: Path) -> None:
    """A number without the other, and contact as one text."""
    assert build("  footer: {police: 3207, contact: 市科协办公室}\n  generator: false\n") == 0
    foot = foot_of(project / "site/index.html")
    assert "联系：市科协办公室" in foot
    assert "code=3207" in foot
    assert "miit" not in foot


def test_mobile_number_in_the_foot_is_refused(
    build: Build, capsys: pytest.CaptureFixture[str]
) -> None:
    """A person's number is held back before it is published; the message names the file."""
    number = "138" + "0013" + "8000"
    assert build(f"  footer: {{contact: '{number}'}}\n  generator: false\n") == 1
    told = capsys.readouterr().err
    assert "mkdocs.yml" in told
    assert number not in told


def test_misspelt_key_is_told(
    build: Build, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With its line and the keys that there are; nothing is published."""
    assert build("  footer:\n    ipc: 苏ICP备00000000号-1\n  generator: false\n") == 1
    told = capsys.readouterr().err
    assert re.search(r"mkdocs\.yml:\d+:5: .*ipc", told)
    assert "contact, icp, police" in told
    assert not (project / "site").exists()


@pytest.mark.browser
@pytest.mark.xdist_group("browser")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_foot_is_legible(site: Path, scheme: str, width: int) -> None:
    """Inside the window, with contrast enough, and on paper too; asked of nobody else."""
    size = {"width": width, "height": 800}
    with served(site) as home, browser(viewport=size, color_scheme=scheme) as context:
        page, asked = context.new_page(), []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{home}2018/method/", wait_until="networkidle")
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.emulate_media(media="print")
        assert page.locator(".tz-filing").is_visible()
        # The theme fades from one colour to the other.
        page.wait_for_function(
            "() => getComputedStyle(document.querySelector('.tz-filing a')).color === 'rgb(0, 0, 0)'"
        )
        assert all(one.startswith(home) for one in asked)
