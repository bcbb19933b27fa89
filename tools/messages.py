"""Keep the catalogue: extract the sentences, merge them into zh, compile.

``python tools/messages.py`` writes; with ``--check`` it only says what is not current.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

sys.path.insert(0, str(Path(__file__).parent.parent))

from generator.checks.all_rules import explanations

# The catalogue is the same whenever it is compiled.
UNDATED = datetime(2018, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).parent.parent
CATALOGUE = ROOT / "generator" / "locale" / "zh" / "LC_MESSAGES" / "taizhang.po"


def main() -> int:
    """Write the catalogue, or with --check compare it with what stands there."""
    catalogue = merged()
    written = {CATALOGUE: as_po(catalogue), CATALOGUE.with_suffix(".mo"): as_mo(catalogue)}
    missing = [one.id for one in catalogue if one.id and not one.string]
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
    sources = [("**.py", "python")]
    for file, _, sentence, comments, _ in extract_from_dir(
        ROOT / "generator", method_map=sources, keywords={"N_": None}
    ):
        found.add(sentence, locations=[(file, 0)], auto_comments=comments)
    for explanation in explanations().values():
        for paragraph in explanation.paragraphs:
            found.add(paragraph)
    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="zh")
    catalogue.update(found, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def as_po(catalogue: Catalog) -> bytes:
    """The catalogue as text, sorted, without dates."""
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, sort_output=True, no_location=True, width=100)
    return b'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' + out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    """The catalogue compiled, without dates."""
    plain = Catalog(locale="zh", creation_date=UNDATED, revision_date=UNDATED)
    for message in catalogue:
        if message.id and message.string:
            plain.add(message.id, message.string)
    out = io.BytesIO()
    write_mo(out, plain)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
