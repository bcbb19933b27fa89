"""Script payloads in every field a county can write fire nowhere, even without the policy."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Dialog
from project_copy import copy_invented
from serving import served
from walking import browser

from generator.model.state import Audience
from generator.site.writing import Form
from generator.usecases.build_site import build_site
from generator.usecases.open_project import open_project

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("payloads")]

PAYLOADS = (
    "<script>fired()</script>",
    "<img src=x onerror=fired()>",
    '"><script>fired()</script>',
    "'><svg onload=fired()>",
    "<svg><script>fired()</script></svg>",
    "<iframe srcdoc='<script>parent.fired()</script>'></iframe>",
    "[x](javascript:fired())",
    "[x](JaVaScRiPt:fired())",
    "[x](&#106;avascript:fired())",
    '![x](x"onerror="fired())',
    "![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ZmlyZWQoKT4=)",
    "<a href='javascript:fired()'>x</a>",
    "<details open ontoggle=fired()>",
    "</title><script>fired()</script>",
    "</textarea></style><script>fired()</script>",
    "{{ fired() }}{% raw %}",
    "@@BODY@@@@POLICY@@<script>fired()</script>",
    "<math><mtext><style><img src=x onerror=fired()></style></mtext></math>",
    "<body onload=fired()>",
    '" autofocus onfocus="fired()" x="',
)
_WATCH = b"<head><script>window.shots=0;window.fired=function(){window.shots+=1}</script>"
_POLICY = re.compile(rb"<meta http-equiv=\"Content-Security-Policy\"[^>]*>")


def cell(payload: str) -> str:
    return payload.replace("|", "\\|")


def hostile_file(payload: str) -> str:
    """An evidence file with the payload in each field."""
    link = f"[{payload}](attachments/list.pdf)"
    rows = "".join(
        f"| {cells} |\n"
        for cells in (
            f"{cell(payload)} | 事 | 活动 | 1 场 | 甲县 | {link} | j-1",
            f"2018-01-02 | {cell(payload)} | 活动 | 1 场 | {cell(payload)} | {cell(payload)} | 1",
            f"2018-01-03 | 事 | {cell(payload)} | {cell(payload)} | 甲 | {link} | {cell(payload)}",
            f"2018-01-04 | 见 {cell(payload)} | 活动 | 1 场 | | | {cell(payload)}2",
            cell(payload),
        )
    )
    quoted = payload.replace("'", "''")
    return (
        f"---\n指标: \"01\"\n状态: submitted\n'{quoted}': '{quoted}'\n申报:\n  '{quoted}': '{quoted}'\n"
        f"  活动: '{quoted}'\n---\n{payload}\n\n## 目标\n\n{payload}\n\n### {payload}\n\n"
        f"## {payload}\n\n> {payload}\n\n- {payload}\n\n## 方案\n\n| {cell(payload)} |\n|---|\n"
        f"| {cell(payload)} |\n\n## 措施\n\n{link}\n\n```{payload}\n{payload}\n```\n\n## 台账\n\n{payload}\n\n"
        f"| 日期 | 事项 | 条款 | 数量 | 地点 | 佐证 | 编号 |\n|---|---|---|---|---|---|---|\n{rows}"
    )


@pytest.fixture(scope="module")
def hostile_sites(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """One reviewers' site a payload, with the payload in file names as well."""
    sites = []
    for number, payload in enumerate(PAYLOADS):
        root = copy_invented(tmp_path_factory.mktemp(f"hostile{number}"))
        county = root / "content/counties/jia"
        (county / "01.md").write_text(hostile_file(payload), encoding="utf-8")
        (county / "index.md").write_text(f"# {payload}\n\n{payload}\n", encoding="utf-8")
        name = payload.replace("/", "／")
        (county / "attachments" / f"{name}.pdf").write_bytes(b"%PDF-1.4")
        (county / f"{name}.md").write_text(payload, encoding="utf-8")
        (root / "content/counties" / name).mkdir()
        link = f"[x](<attachments/{name}.pdf>)"
        (county / "B1.md").write_text(f"---\n指标: B1\n---\n## 台账\n\n{link}\n", encoding="utf-8")
        out = root / "review"
        build_site(
            open_project(root),
            out,
            Audience.REVIEWERS,
            Form(offline=False, searched=False),
            lambda _: None,
        )
        sites.append(out)
    return sites


def without_policy(body: bytes) -> bytes:
    """The page as a browser without content policies would take it, with a watch put in."""
    assert _POLICY.search(body)
    return _POLICY.sub(b"", body).replace(b"<head>", _WATCH, 1)


def test_no_payload_fires(hostile_sites: list[Path]) -> None:
    """With the policy taken away, no page of the county runs a payload or holds its code."""
    with browser() as context:
        page = context.new_page()
        dialogs: list[str] = []

        def dismiss(dialog: Dialog) -> None:
            dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", dismiss)
        for payload, site in zip(PAYLOADS, hostile_sites, strict=True):
            with served(site, change=without_policy) as home:
                for path in (
                    "",
                    "2018/counties/",
                    "2018/counties/jia/",
                    "2018/counties/jia/01/",
                    "2018/counties/jia/b1/",
                    "2018/indicators/01/",
                ):
                    page.goto(home + path)
                    assert page.evaluate("window.shots") == 0, (payload, path)
                    assert page.evaluate(_CODE_IN_ARTICLE) == [], (payload, path)
                page.goto(home + "2018/counties/jia/01/")
                for link in page.locator("article a[href^='#'], article summary").all():
                    link.dispatch_event("click")
                assert page.evaluate("window.shots") == 0, payload
        assert dialogs == []


# Of ours one script stands there: that of the way from county to county.
_OURS = "script[src$='assets/reviewers/reading.js']:empty"
_CODE_IN_ARTICLE = f"""() => [...document.querySelectorAll("article *:not({_OURS})")].filter(one =>
    ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'STYLE', 'FORM', 'BASE', 'META', 'LINK'].includes(
        one.tagName.toUpperCase())
    || one.getAttributeNames().some(name => name.startsWith('on') || name === 'style')
    || /^\\s*(javascript|data|vbscript):/i.test(
        one.getAttribute('href') ?? one.getAttribute('src') ?? '')
).map(one => one.outerHTML)"""


def test_what_was_written_is_still_read(hostile_sites: list[Path]) -> None:
    """A payload is shown as the text it is: nothing a county wrote is lost."""
    with served(hostile_sites[0]) as home, browser() as context:
        page = context.new_page()
        page.goto(home + "2018/counties/jia/01/")
        assert PAYLOADS[0] in page.inner_text("article")
        assert PAYLOADS[0] in page.inner_text(".tz-ledger")
