"""Nothing that is shipped needs a browser newer than the oldest that is named."""

import re
from pathlib import Path

import pytest
from browser_floor import CSS, FLOOR, MARKUP, SCRIPT, newer_features
from project_copy import REPOSITORY, copy_invented

from generator.cli import main

# What an old browser passes over, and what the reader has then.
BORNE = {
    "taizhang.css": {
        "text-autospace": "Han and Latin stand as close as they are written",
        "scripting": "without scripts the place of the chooser stays empty",
        "::details-content": "what is folded is not unfolded on paper",
        "scrollbar-color": "the theme's: the system's own scroll bars",
        "mask without a prefix": "each stands beside its -webkit- twin",
    },
    "ciphers.js": {"Uint8Array.fromBase64()": "asked for first, and the page turns no hex with it"},
    "paper.css": {
        "text-autospace": "the same",
        "text-wrap": "a long title on the cover breaks less evenly",
    },
}
EXAMPLES = [
    ("a.css", "a { color: red; & b { color: blue } }", "nesting"),
    ("a.css", "a{color:color-mix(in srgb,red,blue)}", "color-mix()"),
    ("a.css", "a { color: light-dark(#000, #fff) }", "light-dark()"),
    ("a.css", "a { grid-template-rows: subgrid }", "subgrid"),
    ("a.css", "h1 { text-wrap: balance }", "text-wrap"),
    ("a.css", "a { mask-image: url(a.svg) }", "mask without a prefix"),
    ("a.js", "const one = two.toSorted();", "toSorted()"),
    ("a.js", "Object.groupBy(all, (one) => one.name)", "groupBy()"),
    (
        "a.html",
        '<details name="a"><summary>一</summary></details>',
        "details that close each other",
    ),
    ("a.html", "<div popover>一</div>", "popover"),
]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every style, script and page of a site with its search, and the style of the volume."""
    root = copy_invented(tmp_path_factory.mktemp("floor"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main(["build", "--quiet", "--for", "reviewers", "--served"]) == 0
    files = [*(root / "review").rglob("*"), REPOSITORY / "site_templates/documents/paper.css"]
    return {
        re.sub(r"\.[0-9a-f]{8}\.min\.", ".", str(one)): one.read_text(encoding="utf-8")
        for one in files
        if one.suffix in (".css", ".js", ".html")
    }


def test_old_browsers_have_all_they_need(shipped: dict[str, str]) -> None:
    """No feature after the floor, but where passing it over costs the reader next to nothing."""
    names = {Path(one).name for one in shipped}
    assert {"taizhang.css", "search.js", "bundle.js", "pagefind.js", "index.html"} <= names
    found = {
        (Path(path).name, feature)
        for path, text in shipped.items()
        for feature in newer_features(path, text)
    }
    assert found == {(name, feature) for name, borne in BORNE.items() for feature in borne}


def test_masks_have_their_prefixed_twins(shipped: dict[str, str]) -> None:
    """The theme's symbols are cut out by masks: old browsers know them with a prefix alone."""
    (text,) = (text for path, text in shipped.items() if path.endswith("taizhang.css"))
    prefixed = re.findall(r"-webkit-mask-image:([^;}]+)", text)
    plain = re.findall(r"(?<!-)mask-image:([^;}]+)", text)
    assert plain
    assert sorted(prefixed) == sorted(plain)


@pytest.mark.parametrize(("name", "text", "feature"), EXAMPLES)
def test_newer_features_are_seen(name: str, text: str, feature: str) -> None:
    """The list finds what it names."""
    assert newer_features(name, text) == {feature}


def test_every_listed_feature_is_newer() -> None:
    """Nothing stands in the list that the floor has."""
    for table in (CSS, SCRIPT, MARKUP):
        assert all(version > FLOOR for _, version in table.values())


def test_older_features_pass() -> None:
    """What Chromium 109 has is not taken for newer: container queries, :has(), a comment."""
    text = "@container (width > 1px) { a:has(b) { width: 1cqi } } /* color-mix( & */"
    assert newer_features("a.css", text) == set()


@pytest.mark.parametrize("name", ["overrides/assets/taizhang.css", "documents/paper.css"])
def test_every_rule_is_closed(name: str) -> None:
    """A bracket left open swallows the rules behind it without a word from the browser."""
    text = (REPOSITORY / "site_templates" / name).read_text(encoding="utf-8")
    depth = 0
    for sign in re.sub(r"/\*.*?\*/|\"[^\"\n]*\"", "", text, flags=re.DOTALL):
        depth += (sign == "{") - (sign == "}")
        assert 0 <= depth <= 3, "a rule that is never opened, or not closed before the next"
    assert depth == 0
