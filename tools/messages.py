"""Keep the catalogue: extract the sentences, merge them into zh, compile.

``python tools/messages.py`` writes; with ``--check`` it only says what is not current.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.rules.all_rules import explanations

# The catalogue is the same whenever it is compiled.
UNDATED = datetime(2018, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parent.parent
HEADER = b"""msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
Sentence = str | tuple[str, ...]
CATALOGUE = ROOT / "generator" / "locale" / "zh" / "LC_MESSAGES" / "taizhang.po"


def main() -> int:
    """Write the catalogue, or with --check compare it with what stands there."""
    catalogue = merged()
    written = {CATALOGUE: as_po(catalogue), CATALOGUE.with_suffix(".mo"): as_mo(catalogue)}
    missing = [message.id for message in catalogue if message.id and not translated(message)]
    for sentence in missing:
        print(f"not translated: {sentence}")
    if "--check" not in sys.argv:
        for file, content in written.items():
            file.write_bytes(content)
        return 0
    stale = [file.name for file, content in written.items() if file.read_bytes() != content]
    for name in stale:
        print(f"not current: {name}; run python tools/messages.py")
    return 1 if missing or stale else 0


def merged() -> Catalog:
    """The sentences of the code with the translations there are."""
    found = Catalog()
    for sentence in (*in_code(), *in_templates()):
        found.add(sentence)
    for explanation in explanations().values():
        for paragraph in explanation.paragraphs:
            found.add(paragraph)
    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="zh")
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def translated(message: Message) -> bool:
    """Whether the sentence has its translation, in each form that the language has."""
    forms = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(forms)


def in_code() -> Iterator[Sentence]:
    """The sentences marked with N_."""
    sources = [("**.py", "python")]
    for _, _, sentence, _, _ in extract_from_dir(
        ROOT / "generator", method_map=sources, keywords={"N_": None}
    ):
        yield sentence


def in_templates() -> Iterator[Sentence]:
    """The sentences of the templates, read as jinja2 reads them."""
    sources = [("**.html", "jinja2")]
    options = {"**.html": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
    for _, _, sentence, _, _ in extract_from_dir(
        ROOT / "site_templates",
        method_map=sources,
        options_map=options,
        directory_filter=lambda folder: Path(folder).name != "overrides",
    ):
        yield sentence


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, sorted, without dates."""
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, sort_output=True, no_location=True, width=100)
    return HEADER + out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue compiled, without dates."""
    plain = Catalog(locale="zh", creation_date=UNDATED, revision_date=UNDATED)
    for message in catalogue:
        if message.id and translated(message):
            plain.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, plain)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
