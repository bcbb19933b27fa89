"""Every message is there in Chinese and in English, with the same values."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent
PO = ROOT / "generator/locale/zh/LC_MESSAGES/taizhang.po"
NAMES = re.compile(r"\{(\w+)(?::\w+)?\}|%\((\w+)\)s")
HAN = re.compile(r"[\u3400-\u9fff]")
TEMPLATES = ROOT / "site_templates"


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
    sentences = [pair for one in catalogue if one.id for pair in pairs(one)]
    assert len(sentences) > 100
    for sentence, translation in sentences:
        assert set(NAMES.findall(sentence)) == set(NAMES.findall(translation)), sentence
        assert is_chinese(translation) or not re.search(r"[A-Za-z]{2}", bare(sentence)), sentence


def pairs(message: Message) -> list[tuple[str, str]]:
    """Each form of the sentence with its translation."""
    forms = message.id if isinstance(message.id, tuple) else (message.id,)
    translation = message.string[0] if isinstance(message.string, tuple) else message.string
    return [(str(one), str(translation)) for one in forms]


def is_chinese(text: str) -> bool:
    return re.search(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]", text) is not None


def bare(sentence: str) -> str:
    """The sentence without its values and what both languages write alike."""
    return re.sub(r"SHA-256", "", NAMES.sub("", sentence))


@pytest.mark.parametrize(
    "file",
    [
        # The filing tool is for county offices, in their language alone.
        *sorted({*TEMPLATES.rglob("*.html")} - {*TEMPLATES.glob("filing/*")}),
        *sorted((ROOT / "generator" / "pages").glob("*.py")),
        *sorted((ROOT / "generator" / "site").glob("*.py")),
    ],
    ids=lambda file: file.name,
)
def test_no_fixed_text_outside_the_catalogue(file: Path) -> None:
    """No template and no module of the pages holds Chinese words of its own."""
    assert HAN.findall(file.read_text(encoding="utf-8")) == []
