"""Of the theme's styles a site has what its pages use, and no page looks other for it."""

import json
import os
from importlib.metadata import files
from pathlib import Path

import pytest
from playwright.sync_api import Page
from serving import served
from test_accessibility import IN_CHINESE, PAGES
from walking import browser

from generator.cache import Cache
from generator.site.theme import join_styles, strip_indentation
from generator.site.used_styles import used_styles

SHEETS = "material/templates/assets/stylesheets"
OWN = Path(__file__).parent.parent / "site_templates/overrides/assets/taizhang.css"
LONG = bool(os.environ.get("TAIZHANG_LONG"))
CASES = [
    (".a{b:c}.d{e:f}", '<i class="a">', ".a{b:c}"),
    ("a,.d,#e{b:c}", '<i id="e">', "a,#e{b:c}"),
    (".a .d{b:c}.a>.b:hover{e:f}", '<i class="{% if x %}a{% endif %} b">', ".a>.b:hover{e:f}"),
    ("[c=blue] p{b:c}[c=red] p{b:c}", '<p c="red">', "[c=red] p{b:c}"),
    ("@media print{.a{b:c}.d{b:c}}", '<i class="a">', "@media print{.a{b:c}}"),
    ("@media print{.d{b:c}}", '<i class="a">', ""),
    ("p:not(.d){b:c}p:is(.d,.e){b:c}", "<p>", "p:not(.d){b:c}p:is(.d,.e){b:c}"),
    ('@font-face{font-family:a}@charset "b";', "<p>", '@font-face{font-family:a}@charset "b";'),
    ("p{--x:1;--y:var(--z);b:var(--y)}", "<p>", "p{--y:var(--z);b:var(--y)}"),
    ("p{--x:var(--y)}p{--y:url(data:a;b)}", "<p>", "p{}p{}"),
    ('.d{b:c}/* .a */.a{content:"/*"}', '<i class="a">', '.a{content:"/*"}'),
]
# Rules of the whole sheet that match an element here, whatever state they ask for, by their text.
_MATCHING = r"""(sheet) => {
    const found = [];
    const walk = (rules, around) => {
        for (const rule of rules) {
            if (rule.cssRules?.length && !rule.selectorText) walk(rule.cssRules, around + rule.conditionText);
            if (!rule.selectorText) continue;
            for (const one of rule.selectorText.split(/,(?![^(]*\))/)) {
                const bare = one.replace(/:not\(:[a-z-]+\)/g, "").replace(/::?(hover|focus(-visible|-within)?|active|checked|disabled|target|open|indeterminate|placeholder-shown|(-[a-z]+-)?[a-z-]*(before|after|marker|placeholder|scrollbar|backdrop|details[a-z-]*|clear-button|thumb|cancel-button))(?![\w-])/g, "");
                let here = true;
                try { here = Boolean(document.querySelector(bare.trim().replace(/^(?=[>+~])/, "* ") || "*")); } catch { here = true; }
                const plain = [...rule.style].filter((name) => !name.startsWith("--")).join(" ");
                if (here && plain) found.push([around, one.trim(), plain]);
            }
        }
    };
    const made = new CSSStyleSheet();
    made.replaceSync(sheet);
    walk(made.cssRules, "");
    return found.map((one) => JSON.stringify(one));
}"""


@pytest.mark.parametrize(("sheet", "page", "used"), CASES)
def test_what_no_page_has_is_left_out(sheet: str, page: str, used: str) -> None:
    """Classes, ids and attributes in selectors, groups of rules, variables that nothing reads."""
    assert used_styles(sheet, [page], []) == used


def test_what_scripts_give_and_read_stays() -> None:
    """A class that a script gives an element, and a variable that it reads."""
    script = 'f("p",{class:"a b"});x.classList.toggle("c");y.getPropertyValue("--v");g(".d")'
    sheet = ".a{x:y}.b{x:y}.c{--v:1;--w:2}.d{x:y}"
    assert used_styles(sheet, [], [script]) == ".a{x:y}.b{x:y}.c{--v:1;}"


def test_cached_by_all_that_it_rests_on(tmp_path: Path) -> None:
    """A second build takes it from the cache, one with another page makes it anew."""
    cache = Cache(tmp_path / "cache")

    def joined(name: str, page: str, theme: str = ".a{b:c}.d{b:c}") -> str:
        assets = tmp_path / name
        (assets / "stylesheets").mkdir(parents=True)
        (assets / "stylesheets/main.0.css").write_text(theme, encoding="utf-8")
        (assets / "stylesheets/palette.0.css").write_text("p{x:y}", encoding="utf-8")
        (assets / "taizhang.css").write_text("q{x:y}", encoding="utf-8")
        join_styles(assets, [page], cache)
        return (assets / "taizhang.css").read_text(encoding="utf-8")

    assert joined("1", "a") == joined("2", "a") == ".a{b:c}p{x:y}\nq{x:y}"
    assert joined("3", "d") == ".d{b:c}p{x:y}\nq{x:y}"
    assert joined("4", "d", ".d{e:f}") == ".d{e:f}p{x:y}\nq{x:y}"


def whole_sheet() -> str:
    """All of the theme's styles and ours, as they were before."""
    installed = [one for one in files("mkdocs-material") or () if one.match(f"{SHEETS}/*.css")]
    theme = [one for name in ("main", "palette") for one in installed if one.name.startswith(name)]
    assert len(theme) == 2
    return "\n".join([*(one.read_text() for one in theme), OWN.read_text(encoding="utf-8")])


def matching(page: Page, sheet: str) -> set[str]:
    """The rules of the sheet that can concern what stands on the page."""
    return set(page.evaluate(_MATCHING, sheet))


@pytest.mark.browser
def test_no_rule_that_matches_is_missing(reviewers_site: Path) -> None:
    """On every kind of page, with its menus open: what the whole sheet says is there."""
    whole = whole_sheet()
    site = (reviewers_site / "assets/taizhang.css").read_text(encoding="utf-8")
    missing = dict[str, list[str]]()
    with served(reviewers_site) as home, browser() as context:
        page = context.new_page()
        for path in PAGES if LONG else IN_CHINESE:
            page.goto(home + path)
            page.evaluate(
                "document.querySelectorAll('details').forEach((one) => { one.open = true; });"
                "document.querySelectorAll('.md-toggle').forEach((one) => { one.checked = true;"
                " one.dispatchEvent(new Event('change')); })"
            )
            lost = matching(page, whole) - matching(page, site)
            if lost:
                missing[path] = sorted(lost)
    assert missing == {}


@pytest.mark.browser
def test_our_own_rules_are_all_there(tmp_path: Path) -> None:
    """Taking comments and white space out changes no rule."""
    text = OWN.read_text(encoding="utf-8")
    (tmp_path / "a.css").write_text(text, encoding="utf-8")
    strip_indentation(tmp_path)
    stripped = (tmp_path / "a.css").read_text(encoding="utf-8")
    assert len(stripped) < 0.9 * len(text)
    rules = """(text) => { const made = new CSSStyleSheet(); made.replaceSync(text);
        return [...made.cssRules].map((one) => one.cssText.replace(/\\s+/g, " ").replaceAll(", ", ",")); }"""
    with browser() as context:
        page = context.new_page()
        before, after = page.evaluate(rules, text), page.evaluate(rules, stripped)
    assert before
    assert json.dumps(after) == json.dumps(before)
