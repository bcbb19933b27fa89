"""The theme's style sheet without what no page uses: the only module that knows tinycss2."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

import tinycss2

_WORD = re.compile(r"[\w-]+")
_VARIABLE = re.compile(r"--[\w-]+")
_READ = re.compile(r"var\(\s*(--[\w-]+)")
_SET = re.compile(r'(?<=[{;])(?P<name>--[\w-]+):(?:url\([^)]*\)|"[^"]*"|[^;{}])*;?')
_QUOTED = r"(\"[^\"]*\"|`[^`]*`)"
# Where the theme's script gives an element its classes. What it only looks for stands on a page.
_GIVEN = re.compile(rf"\bclass(?:Name)?[:=]\s*{_QUOTED}|\bclassList\.(?:add|toggle)\({_QUOTED}")
_GROUPS = ("media", "supports")
_WITHIN = {"skip_comments": True, "skip_whitespace": True}


def used_styles(sheet: str, pages: Iterable[str], scripts: Iterable[str]) -> str:
    """The rules of ``sheet`` that can concern an element of ``pages``, templates among them.

    A rule goes where it asks for a class, an id or an attribute of which no page has the word and
    no script makes one; a variable goes where nothing reads it. Element names are not looked at.
    """
    words, read = set[str](), set[str]()
    for page in pages:
        words.update(_WORD.findall(page))
        read.update(_VARIABLE.findall(page))
    for script in scripts:
        read.update(_VARIABLE.findall(script))
        for given in _GIVEN.finditer(script):
            words.update(_WORD.findall(given[0]))
    rules = list(_used(tinycss2.parse_stylesheet(sheet, **_WITHIN), words))
    return _without_unread("".join(rules), read)


def _used(rules: Iterable[Any], words: set[str]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = [one for one in _selectors(rule.prelude) if _can_match(one, words)]
            if selectors:
                heads = ",".join(tinycss2.serialize(one).strip() for one in selectors)
                yield f"{heads}{{{tinycss2.serialize(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in _GROUPS:
            inner = "".join(_used(tinycss2.parse_rule_list(rule.content, **_WITHIN), words))
            if inner:
                yield f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}"
        else:
            yield rule.serialize()


def _selectors(tokens: Iterable[Any]) -> Iterator[Sequence[Any]]:
    for comma, selector in groupby(tokens, lambda one: one == ","):
        if not comma:
            yield list(selector)


def _can_match(selector: Sequence[Any], words: set[str]) -> bool:
    # What stands within :not() and :is() is no condition of its own.
    asked = {
        token.value
        for before, token in zip([None, *selector], selector, strict=False)
        if token.type == "hash" or (token.type == "ident" and before == ".")
    }
    for token in selector:
        if token.type == "[] block":
            asked |= set(_WORD.findall(tinycss2.serialize(token.content)))
    return asked <= words


def _without_unread(sheet: str, read: set[str]) -> str:
    """The sheet without variables that neither it nor a script reads."""
    while True:
        known = read.union(_READ.findall(sheet))
        kept = _SET.sub(partial(_if_known, known), sheet)
        if kept == sheet:
            return sheet
        # What it was set from may now be read by nothing.
        sheet = kept


def _if_known(known: set[str], found: re.Match[str]) -> str:
    return found[0] if found["name"] in known else ""
