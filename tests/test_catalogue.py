"""Every message is there in Chinese and in English, with the same values."""

import re
import subprocess
import sys
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
PO = ROOT / "generator/locale/zh/LC_MESSAGES/taizhang.po"
NAMES = re.compile(r"\{(\w+)\}")


def test_catalogue_is_current() -> None:
    """The catalogue holds every sentence of the code, each translated, and is compiled."""
    done = subprocess.run(
        [sys.executable, "tools/messages.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_translations_name_the_same_values() -> None:
    """A translation has the values of its sentence, none added, none lost."""
    with PO.open("rb") as source:
        catalogue = read_po(source)
    sentences = [(str(one.id), str(one.string)) for one in catalogue if one.id]
    assert len(sentences) > 100
    for sentence, translation in sentences:
        assert set(NAMES.findall(sentence)) == set(NAMES.findall(translation)), sentence
        assert re.search(r"[\u4e00-\u9fff]", translation) or sentence == translation, sentence
