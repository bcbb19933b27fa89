"""Addresses and names of files as people write them: read, counted and shown as links."""

from pathlib import Path

import pytest
from on_folder import assess
from project_copy import replace_text

from generator.cli import main
from generator.model.evidence import LinkKind
from generator.model.site_language import CHINESE_ALONE
from generator.model.state import Audience
from generator.usecases.open_project import open_project
from generator.usecases.site_parts import pages_of

FILE = "content/counties/jia/01.md"
PROOF = "[签到表](attachments/list.pdf) | j-1"

WRITTEN = {
    "https://example.org/a": ("https://example.org/a",),
    "https://example.org/a、https://example.org/b": (
        "https://example.org/a",
        "https://example.org/b",
    ),
    "https://example.org/a。（县科协公众号）": ("https://example.org/a",),
    "见 https://example.org/a": ("https://example.org/a",),
    "县科协公众号https://example.org/a，第二条": ("https://example.org/a",),
    "（https://example.org/a）": ("https://example.org/a",),
    "(https://example.org/a(1)).": ("https://example.org/a(1)",),
    "https://example.org/a见附件": ("https://example.org/a",),
    "https://example.org/wiki/科学": ("https://example.org/wiki/科学",),
    "[网](https://example.org/a) https://example.org/b": (
        "https://example.org/a",
        "https://example.org/b",
    ),
    "https://example.org/a?x=1&y=2；https://example.org/b#c": (
        "https://example.org/a?x=1&y=2",
        "https://example.org/b#c",
    ),
}


@pytest.mark.parametrize("written", WRITTEN)
def test_addresses_in_a_cell(written: str, project: Path) -> None:
    """Each is a proof by itself; what stands beside it belongs to the sentence."""
    replace_text(project, FILE, PROOF, f"{written} | j-1")
    entry = assess(project).portfolio.counties["jia"].evidence["01"].entries[0]
    assert tuple(link.target for link in entry.proofs) == WRITTEN[written]
    assert {link.kind for link in entry.proofs} == {LinkKind.WEB}
    body = shown(project)
    for address in WRITTEN[written]:
        assert f'href="{address.replace("&", "&amp;")}"' in body


def test_addresses_in_a_sentence(project: Path) -> None:
    """They are links on the page, with the text around them as it is written."""
    replace_text(project, FILE, "按季度办。", "公众号 https://example.org/a。（县科协公众号）")
    assert (
        '<a href="https://example.org/a" rel="noopener noreferrer nofollow ugc">https://example.org/a</a>。（县科协公众号）'
        in shown(project)
    )


@pytest.mark.parametrize(
    "written", ["`https://example.org/zz`", "[https://example.org/zz](attachments/plan.pdf)"]
)
def test_code_and_links_stay_what_they_are(written: str, project: Path) -> None:
    """No link is made inside another, nor of an example."""
    replace_text(project, FILE, "按季度办。", written)
    assert 'href="https://example.org/zz"' not in shown(project)


def test_words_beside_proofs_are_shown(project: Path) -> None:
    """What a cell says beside its links stands on the page."""
    replace_text(project, FILE, PROOF, "详见[签到表](attachments/list.pdf)第三页 | j-1")
    assert "详见签到表第三页" in shown(project)


@pytest.mark.parametrize("named", ["list.pdf", "list", "见 list.pdf 第三页"])
def test_name_of_a_file_is_offered_as_a_link(named: str, project: Path) -> None:
    """A proof cell with the name of a file that is there."""
    replace_text(project, FILE, PROOF, f"{named} | j-1")
    (finding,) = assess(project).findings
    assert finding.code == "entry-without-proof"
    assert finding.fix.values == {"meant": "[list](attachments/list.pdf)"}


@pytest.mark.parametrize(
    ("written", "after"),
    [
        ("［方案］（attachments/plan.pdf）", "[方案](attachments/plan.pdf)"),
        ("[方案] (attachments/plan.pdf)", "[方案](attachments/plan.pdf)"),
        ("【方案】（attachments/plan.pdf）", "[方案](attachments/plan.pdf)"),
        (r"[方案](attachments\plan.pdf)", "[方案](attachments/plan.pdf)"),
        ("[网](file:///C:/a.pdf)", "[网](file:///C:/a.pdf)"),
        ("[网](file:///C:/我的 文档/a.pdf)", "[网](file:///C:/我的 文档/a.pdf)"),
        ("［网］（file:///C:/a.pdf）", "［网］（file:///C:/a.pdf）"),
        ("![](javascript:alert)", "![](javascript:alert)"),
    ],
)
def test_fix_writes_links_that_are_meant(
    written: str, after: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a link that leads elsewhere nothing is changed."""
    monkeypatch.chdir(project)
    replace_text(project, FILE, "[方案](attachments/plan.pdf)", written)
    assert main(["check", "--quiet", "--fix"]) in {0, 1}
    assert f"见{after}。" in (project / FILE).read_text(encoding="utf-8")


def test_sign_of_a_number_in_a_name(project: Path) -> None:
    """A file 1#楼.pdf is found by its name, and its link leads to it."""
    folder = project / "content/counties/jia/attachments"
    (folder / "plan.pdf").rename(folder / "1#楼.pdf")
    replace_text(project, FILE, "attachments/plan.pdf", "attachments/1#楼.pdf")
    links = assess(project).portfolio.counties["jia"].evidence["01"].links
    assert "attachments/1#楼.pdf" in {link.target for link in links}
    assert "1%23" in shown(project)


def shown(root: Path) -> str:
    """The evidence page of the changed file, as reviewers see it."""
    pages = pages_of(open_project(root), Audience.REVIEWERS, CHINESE_ALONE[0])
    return next(page.body for page in pages if page.address == "/2018/counties/jia/01/")


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("[^1]: 脚注甲", "[^1]: 脚注甲"),
        ("[链接]: https://example.org/zz", '[链接]: <a href="https://example.org/zz"'),
        ("见[甲][链接]。\n\n[链接]: https://example.org/zz", '见<a href="https://example.org/zz"'),
        ("见[链接]。\n\n[链接]: https://example.org/zz", '见<a href="https://example.org/zz"'),
    ],
)
def test_definitions_are_used_or_seen(written: str, seen: str, project: Path) -> None:
    """What nothing uses would be on no page."""
    replace_text(project, FILE, "按季度办。", written)
    assert seen in shown(project)
