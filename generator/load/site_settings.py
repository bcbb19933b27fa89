"""What mkdocs.yml says under ``extra``: the site's languages, and the foot of its pages.

``extra.alternate`` is the theme's own key; templates alone read ``extra.footer``.
"""

import re
from collections.abc import Iterator

from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.yaml_events import Mapping, Node, Scalar, Sequence, UnreadableYaml, read_yaml
from generator.model.finding import Fault
from generator.model.message import Language
from generator.model.place import Place
from generator.model.site_language import CHINESE_ALONE, SiteLanguage

CONFIGURATION = "mkdocs.yml"
_FOOT = ("contact", "icp", "police")
_ENTRY = ("name", "lang", "link", "site_name", "site_description", "copyright")
# The rest of the file is the theme's, which takes tags and other things that we do not.
_EXTRA = re.compile(r"^extra:[ \t]*(?:#.*)?\n(?:[ \t#].*\n|\n)*", re.MULTILINE)


def read_site_languages(files: ProjectFiles) -> tuple[tuple[SiteLanguage, ...], tuple[Fault, ...]]:
    """Return the languages, Chinese first and alone where none are listed, and the faults."""
    try:
        return _read(files.text(CONFIGURATION))
    except (UnreadableFile, UnreadableYaml) as error:
        return CHINESE_ALONE, (error.fault,)


def _read(text: str) -> tuple[tuple[SiteLanguage, ...], tuple[Fault, ...]]:
    extra = _EXTRA.search(text)
    if extra is None:
        return CHINESE_ALONE, ()
    node, faults = read_yaml(extra[0], Place(CONFIGURATION, text.count("\n", 0, extra.start()) + 1))
    settings = _value(node, "extra")
    more = [*faults, *_unknown_keys(_value(settings, "footer"), _FOOT)]
    listed = _value(settings, "alternate")
    if not isinstance(listed, Sequence):
        more += _other_than_a_list(listed)
        return CHINESE_ALONE, tuple(more)
    languages: list[SiteLanguage] = []
    for entry in listed.nodes:
        more += _unknown_keys(entry, _ENTRY)
        used = {one.language for one in languages}
        left = [one for one in Language if one not in used] if used else [Language.CHINESE]
        language = _language(entry, left, more)
        if language is not None:
            languages.append(language)
    return tuple(languages) or CHINESE_ALONE, tuple(more)


def _unknown_keys(node: Node | None, known: tuple[str, ...]) -> Iterator[Fault]:
    """Keys that nothing reads: what was meant would be missing from every page."""
    for key, _ in node.items if isinstance(node, Mapping) else ():
        if key.text not in known:
            yield Fault("unknown-key", key.place, {"key": key.text, "known": ", ".join(known)})


def _other_than_a_list(node: Node | None) -> Iterator[Fault]:
    """A key with nothing behind it lists no language."""
    if isinstance(node, Mapping) or (isinstance(node, Scalar) and node.text):
        written = node.text if isinstance(node, Scalar) else ""
        values = {"key": "alternate", "written": written, "expected": "- name: …"}
        yield Fault("unreadable-value", node.place, values)


def _language(entry: Node, left: list[Language], faults: list[Fault]) -> SiteLanguage | None:
    """The language of the entry, None where it is not one of those that are left."""
    lang, name = _value(entry, "lang"), _text(entry, "name")
    for key, value in (("lang", lang), ("name", name)):
        if not value:
            faults.append(Fault("missing-key", entry.place, {"key": key}))
            return None
    written = _text(entry, "lang")
    if written not in left:
        values = {"key": "lang", "written": written, "expected": ", ".join(left) or "—"}
        faults.append(Fault("unreadable-value", lang.place if lang else entry.place, values))
        return None
    return SiteLanguage(
        language=Language(written),
        name=name,
        title=_text(entry, "site_name"),
        description=_text(entry, "site_description"),
        copyright=_text(entry, "copyright"),
    )


def _value(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, Mapping) else None


def _text(node: Node, key: str) -> str:
    value = _value(node, key)
    return value.text if isinstance(value, Scalar) else ""
