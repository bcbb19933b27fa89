"""What mkdocs.yml says of the site: its public address, its languages, the foot of its pages.

``site_url`` and ``extra.alternate`` are the theme's own keys; templates alone read
``extra.footer``.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.yaml_events import Mapping, Node, Scalar, Sequence, UnreadableYaml, read_yaml
from generator.model.finding import Fault
from generator.model.message import N_, Language
from generator.model.place import Place
from generator.model.site_language import CHINESE_ALONE, SiteLanguage

CONFIGURATION = "mkdocs.yml"
_FOOT = ("contact", "icp", "police")
_ENTRY = ("name", "lang", "link", "site_name", "site_description", "copyright")
# How YAML says that there is no value.
_NONE = ("", "~", "null")
# The one text that may have markup: links and emphasis, whose quotes are double here.
_MARKUP = re.compile(
    r"</?(?:a|b|br|em|i|small|span|strong)"
    r"(?:\s+(?:title|rel|lang|class|target)=\"[^\"<>]*\""
    r"|\s+href=\"(?:https?://|mailto:|tel:|(?=[^\":&<>]*\"))[^\"<>]*\")*\s*/?>"
)
_TAG = re.compile(r"<[A-Za-z/!?]")
# What MkDocs takes for an address as well: a scheme and a host, whatever follows.
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#]\S*")


def read_site_languages(files: ProjectFiles) -> tuple[tuple[SiteLanguage, ...], tuple[Fault, ...]]:
    """Return the languages, Chinese first and alone where none are listed, and the faults."""
    try:
        text = files.text(CONFIGURATION)
    except UnreadableFile as error:
        return CHINESE_ALONE, (error.fault,)
    faults: list[Fault] = []
    # What is wrong with the key itself is for the theme to say, which takes more than we do.
    faults.extend(_foreign_markup(_read_key(text, "copyright", [])))
    public_url = _public_url(_read_key(text, "site_url", faults), faults)
    languages = _languages(_read_key(text, "extra", faults), faults)
    return tuple(replace(each, public_url=public_url) for each in languages), tuple(faults)


def _read_key(text: str, key: str, faults: list[Fault]) -> Node | None:
    """Return the value of a key of the top level, None where it is absent or unreadable.

    Only the lines of the key are read: the rest of the file is the theme's, which takes tags
    and other things that we do not.
    """
    lines = rf"^{key}:(?:[ \t].*)?\n(?:[ \t#].*\n|\n)*"
    match = re.search(lines, f"{text}\n", re.MULTILINE)
    if match is None:
        return None
    place = Place(CONFIGURATION, text.count("\n", 0, match.start()) + 1)
    try:
        node, key_faults = read_yaml(match[0], place)
    except UnreadableYaml as error:
        faults.append(error.fault)
        return None
    faults.extend(key_faults)
    return _value(node, key)


def _public_url(node: Node | None, faults: list[Fault]) -> str:
    """Return the site's public address without a last "/", "" where none is set."""
    written = node.text if isinstance(node, Scalar) else ""
    if node is None or (isinstance(node, Scalar) and written in _NONE):
        return ""
    if not _WEB_ADDRESS.fullmatch(written):
        values = {"key": "site_url", "written": written, "expected": _ADDRESS}
        faults.append(Fault("unreadable-value", node.place, values, frozenset({"expected"})))
        return ""
    return written.rstrip("/")


def _foreign_markup(node: Node | None) -> Iterator[Fault]:
    """Yield a fault where the foot of the page would hold a script or anything else that acts."""
    written = node.text if isinstance(node, Scalar) else ""
    if node is not None and _TAG.search(_MARKUP.sub("", written.replace("'", '"'))):
        values = {"key": "copyright", "written": written, "expected": _FOOT_TEXT}
        yield Fault("unreadable-value", node.place, values, frozenset({"expected"}))


def _languages(settings: Node | None, faults: list[Fault]) -> tuple[SiteLanguage, ...]:
    faults.extend(_unknown_keys(_value(settings, "footer"), _FOOT))
    listed = _value(settings, "alternate")
    if not isinstance(listed, Sequence):
        faults.extend(_other_than_a_list(listed))
        return CHINESE_ALONE
    languages: list[SiteLanguage] = []
    for entry in listed.nodes:
        faults.extend(_unknown_keys(entry, _ENTRY))
        faults.extend(_foreign_markup(_value(entry, "copyright")))
        used = {earlier.language for earlier in languages}
        # The first entry must be Chinese; no language stands twice.
        unused = [each for each in Language if each not in used] if used else [Language.CHINESE]
        language = _language(entry, unused, faults)
        if language is not None:
            languages.append(language)
    return tuple(languages) or CHINESE_ALONE


def _unknown_keys(node: Node | None, known: tuple[str, ...]) -> Iterator[Fault]:
    """Yield a fault a key that nothing reads: what it says would be missing from every page."""
    for key, _ in node.items if isinstance(node, Mapping) else ():
        if key.text not in known:
            yield Fault("unknown-key", key.place, {"key": key.text, "known": ", ".join(known)})


def _other_than_a_list(node: Node | None) -> Iterator[Fault]:
    """Yield a fault where there is a value; a key without one lists no language."""
    if isinstance(node, Mapping) or (isinstance(node, Scalar) and node.text):
        written = node.text if isinstance(node, Scalar) else ""
        values = {"key": "alternate", "written": written, "expected": "- name: …"}
        yield Fault("unreadable-value", node.place, values)


def _language(entry: Node, unused: list[Language], faults: list[Fault]) -> SiteLanguage | None:
    """Return the language of the entry, None where it is not one of ``unused``."""
    lang, name = _value(entry, "lang"), _text(entry, "name")
    for key, value in (("lang", lang), ("name", name)):
        if not value:
            faults.append(Fault("missing-key", entry.place, {"key": key}))
            return None
    written = _text(entry, "lang")
    if written not in unused:
        values = {"key": "lang", "written": written, "expected": ", ".join(unused) or "—"}
        faults.append(Fault("unreadable-value", lang.place if lang else entry.place, values))
        return None
    return SiteLanguage(
        language=Language(written),
        name=name,
        title=_text(entry, "site_name"),
        description=_text(entry, "site_description"),
        copyright=_text(entry, "copyright"),
        public_url="",
    )


def _value(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None


def _text(node: Node, key: str) -> str:
    value = _value(node, key)
    return value.text if isinstance(value, Scalar) else ""


_ADDRESS = N_("a public address that begins with https:// or http://")
_FOOT_TEXT = N_('text, in which markup can only be links such as <a href="https://…">…</a>')
