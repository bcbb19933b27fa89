"""Pages that an office writes: what becomes of each file, its anchors and notes, and failures."""

import re
from pathlib import Path, PurePosixPath

import pytest
from archived import archive_year
from project_copy import replace_text

from generator.chinese.anchors import heading_anchor
from generator.cli import main
from generator.load.files import ProjectFiles
from generator.load.handwritten.page_links import generated_addresses
from generator.load.handwritten.page_text import read_page
from generator.load.site_settings import read_site_languages
from generator.model.handwritten import is_reserved
from generator.model.state import Audience
from generator.site.engine_failure import explain_failure
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import parts_of

Printed = pytest.CaptureFixture[str]
ENGLISH = re.compile(r"[A-Za-z]{3,} [a-z]{2,} [a-z]{2,}")
BUILD = ["build", "--quiet", "--without-search"]

PAGE = """\
\ufeff# 关于我们

<!-- 给自己的话 -->
见[总则](#一、总则)，注[^1]，[英文](taizhang:/en/guide/)，[指南](taizhang:/guide/)，写法是`taizhang:/x/`。

## 一、总则

## 2018 年的 **工作**安排（一）

## Who's who — it's `code`, really?

## 重复

## 重复

##没有空格

## 有号 {#own}

## ？

Setext 标题
-----------

```
## 不是标题
```

[^1]: 注的内容在这里。
"""


def write(project: Path, name: str, text: str | bytes) -> Path:
    """Write a file among the handwritten pages."""
    file = project / "content/pages" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_every_page_is_linked_and_nothing_else_published(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages at the top, in folders and below stand in the navigation; notes and hidden files nowhere."""
    pages = ("about.md", "news/index.md", "news/2018/a.md", "templates/t.md", "news/空.md")
    for name in pages:
        write(project, name, f"# 题{name}\n\n正文{name}\n")
    hidden = ("guide/README.md", "guide/._x.md", "guide/.x.md", ".drafts/a.md", "guide/~$a.docx")
    for name in (*hidden, "guide/Thumbs.db", "guide/.hidden.txt", "readme.txt"):
        write(project, name, "不发布")
    monkeypatch.chdir(project)
    assert main(BUILD) == 0
    site = project / "site"
    html = (site / "about/index.html").read_text(encoding="utf-8")
    for name in pages:
        address = name.removesuffix("index.md").removesuffix(".md")
        page = (site / address / "index.html").read_text(encoding="utf-8")
        assert f"正文{name}" in page
        assert f"题{name}" in html
    files = [file for file in site.rglob("*") if file.is_file()]
    assert not [file for file in files if "不发布".encode() in file.read_bytes()]


def test_anchors_are_the_words_of_headings(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine and the check make the same anchors; a footnote is shown, a comment is not."""
    write(project, "about.md", PAGE)
    monkeypatch.chdir(project)
    assert main(BUILD) == 0
    html = (project / "site/about/index.html").read_text(encoding="utf-8")
    rendered = re.findall(r'<h[1-6] id="([^"]*)"', html)
    expected = read_page(PAGE.lstrip("\ufeff"), "about.md", []).anchors
    assert sorted(rendered) == sorted(expected - {"fn:1"})
    assert {"一、总则", "2018-年的-工作安排（一）", "重复_1", "own"} <= set(rendered)
    assert '<li id="fn:1">\n<p>注的内容在这里。' in html
    assert "回到正文里的第 1 条注" in html
    assert "给自己的话" not in html
    assert "\ufeff" not in html


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("一、总则", "一、总则"),
        ("What's new?", "whats-new"),
        ("2018 年　考核", "2018-年-考核"),
        ("See files/ & links", "see-files-links"),
        ("“三下乡”活动", "“三下乡”活动"),
    ],
)
def test_heading_anchor(title: str, expected: str) -> None:
    """Chinese as it is written, English as ever."""
    assert expected == heading_anchor(title)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("news/y.md", "# 一段中文".encode("gbk"), "content/pages/news/y.md"),
        ("news/x.markdown", b"# x", "改名为 x.md"),
        ("2018/index.md", b"# x", "/2018/"),
        ("news/x.md", "# x\n\n[缺](missing.md)\n", "content/pages/news/x.md:3:5"),
        ("news/x.md", b"<<<<<<< HEAD\n# x\n=======\n# y\n>>>>>>> a\n", "content/pages/news/x.md:1"),
    ],
)
def test_build_refuses_faulty_pages(
    name: str,
    text: str | bytes,
    said: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Printed,
) -> None:
    """An error of a page stops the build with its place, in Chinese, before anything is rendered."""
    write(project, name, text)
    monkeypatch.chdir(project)
    assert main(BUILD) == 1
    printed = capsys.readouterr().err
    assert said in printed
    assert not ENGLISH.search(printed)
    assert not (project / "site").exists()


def test_front_matter_makes_no_shell(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that calls itself a shell is rendered as any other."""
    write(project, "about.md", "---\nshell: true\n---\n# 关于\n\n正文\n")
    monkeypatch.chdir(project)
    assert main(BUILD) == 0
    html = (project / "site/about/index.html").read_text(encoding="utf-8")
    assert "正文" in html
    assert "@@" not in html


def test_project_with_other_extensions_has_footnotes(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project's own list of extensions takes neither notes nor anchors away."""
    replace_text(project, "mkdocs.yml", "  - toc:\n      permalink: false\n", "  - footnotes\n")
    write(project, "about.md", PAGE)
    monkeypatch.chdir(project)
    assert main(BUILD) == 0
    html = (project / "site/about/index.html").read_text(encoding="utf-8")
    assert 'id="一、总则"' in html
    assert '<li id="fn:1">' in html


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  - admonition\n", "  - nonesuch\n", "“markdown_extensions”"),
        ("  - admonition\n", "  - admonition\n   - x: [\n", "mkdocs.yml 第"),
        ("  name: material\n", "  name: materiel\n", "“theme”"),
        ("site_name:", "nonsense: 1\nsite_name:", "“nonsense”"),
    ],
)
def test_failure_of_the_engine_is_told_in_chinese(
    old: str, new: str, said: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    """What MkDocs objects to in mkdocs.yml is named, without a word of its English."""
    replace_text(project, "mkdocs.yml", old, new)
    monkeypatch.chdir(project)
    assert main(BUILD) == 1
    printed = capsys.readouterr().err
    assert said in printed
    assert not ENGLISH.search(printed)


def test_unknown_failure_of_the_engine_is_kept_in_a_file() -> None:
    """The English output stands in the file that the message names, not in the message."""
    message = explain_failure("Traceback: something else went wrong")
    file = Path(message.values["file"])
    assert file.read_text(encoding="utf-8") == "Traceback: something else went wrong"
    assert "Traceback" not in str(message.values)
    file.unlink()


def test_warning_of_the_engine_names_page_and_link() -> None:
    """A link that our own check lets pass is still told with its page."""
    output = "INFO    -  x\nWARNING -  Doc file 'guide/a.md' contains a link 'b.md', but the target is not"
    assert explain_failure(output).values == {"page": "guide/a.md", "target": "b.md"}


def test_pattern_of_addresses_holds_every_page(project: Path) -> None:
    """Each page and file of a site, of a past cycle too, has an address that the check knows."""
    archive_year(project)
    opened = open_project(project)
    languages, _ = read_site_languages(ProjectFiles(project))
    known = generated_addresses(opened.rubric, [cycle.rubric.cycle for cycle in opened.past])
    parts = [part for audience in Audience for part in parts_of(opened, audience, languages[0])]
    addresses: set[str] = {page.address for part in parts for page in part.pages}
    assets = {asset.address for part in parts for asset in part.assets}
    # What pages load beside the theme's own files; no page leads to it.
    addresses |= {address for address in assets if not address.startswith("/assets/")}
    assert len(addresses) > 30
    assert any(address.endswith("/data/") for address in addresses)
    for address in addresses:
        assert known.fullmatch(address), address
        path = PurePosixPath(address.strip("/") + "/index.md" * address.endswith("/"))
        assert is_reserved(PurePosixPath(address.strip("/") or "index.md")) or is_reserved(path)
