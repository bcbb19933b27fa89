"""Good evidence broken in named ways: each is found on its line, each mend restores it."""

import os
import random
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from mutations import MENDABLE, OTHERS, ROW, Broken, Good
from on_folder import Assessed, assess
from project_copy import REPOSITORY

from generator.model.finding import ChangedLine, Finding
from generator.usecases.check import check
from generator.usecases.fix_evidence import (
    apply_edits,
    planned_edits,
    planned_encodings,
    save_as_utf8,
)
from generator.usecases.open_project import open_project

LONG = bool(os.environ.get("TAIZHANG_LONG"))
SEEDS = range(25 if LONG else 1)
COUNTY = "content/counties/donghai"


def copy_county(root: Path) -> Path:
    """The rubric and one county of this repository, in the folder."""
    shutil.copyfile(REPOSITORY / "rubric.yaml", root / "rubric.yaml")
    shutil.copytree(REPOSITORY / COUNTY, root / COUNTY)
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The rubric and one county of this repository."""
    return copy_county(tmp_path)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Assessed:
    """The same before anything is broken, checked once."""
    return assess(copy_county(tmp_path_factory.mktemp("good")))


def good_files(root: Path) -> list[Path]:
    """Submitted files of indicators with at least two rows that hold everything."""
    files = sorted((root / COUNTY).glob("[0-9]*.md"))
    texts = {one: one.read_text(encoding="utf-8") for one in files}
    return [
        one
        for one, text in texts.items()
        if "状态: submitted" in text
        and sum(ROW.fullmatch(line) is not None for line in text.split("\n")) > 1
    ]


def break_one(root: Path, name: str, seed: int) -> tuple[Path, Broken]:
    """Break a random good file; the file and how."""
    chance = random.Random(f"{name}{seed}")
    goods = {one: Good(one.read_text("utf-8").split("\n"), chance) for one in good_files(root)}
    file = chance.choice([one for one, good in goods.items() if good.counted])
    good = goods[file]
    broken = (MENDABLE | OTHERS)[name](good)
    file.write_text(broken.text, encoding="utf-8")
    return file, broken


def told(assessed: Assessed) -> set[tuple[str, str, int]]:
    return {(one.code, one.place.path, one.place.line) for one in assessed.findings}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", MENDABLE | OTHERS)
def test_mutation_is_found_on_its_line(name: str, seed: int, root: Path, good: Assessed) -> None:
    """What was broken is told, and where; the text can be rendered all the same."""
    file, broken = break_one(root, name, seed)
    path = file.relative_to(root).as_posix()
    assessed = assess(root)
    new = {(code, line) for code, place, line in told(assessed) - told(good) if place == path}
    assert broken.line in {line for _, line in new}, (file.name, broken.line, sorted(new))
    assert assessed.portfolio.counties


def edits_of(root: Path) -> Mapping[str, tuple[ChangedLine, ...]]:
    checked = check(open_project(root))
    return planned_edits(checked, checked.findings)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", MENDABLE)
def test_mend_restores_the_meaning(name: str, seed: int, root: Path, good: Assessed) -> None:
    """The mend offered leaves the checklists of the good file, and nothing more to mend."""
    break_one(root, name, seed)
    rounds = 0
    while (plan := edits_of(root)) and rounds < 3:
        apply_edits(root, plan)
        rounds += 1
    mended = assess(root)
    assert told(mended) == told(good)
    assert counts(mended) == counts(good)
    assert plan == {}


AWRY: dict[str, tuple[str, str]] = {
    "capitals of a link in a cell": (
        "[签到表](attachments/2018-03-12-qd.pdf)",
        "[签到表](attachments/2018-03-12-QD.pdf)",
    ),
    "quoted amount": ("活动: 7 场", '活动: "共7场"'),
    "amount behind a full-width colon": ("活动: 7 场", "活动：共7场"),
    "quoted clause": ("  学术交流活动: 7 场", '  "学术 交流活动": 7 场'),
    "two cells of a row": ("| 2018-03-12 | 现代", "| 2018年3月12日 | 现代"),
}


def out_of_place(root: Path) -> tuple[int, list[tuple[str, str]]]:
    """How many edits are told; the line and old text of those that do not stand there."""
    edits = [one.edit for one in assess(root).findings if one.edit is not None]
    wrong = []
    for edit in edits:
        line = (root / edit.place.path).read_text("utf-8").split("\n")[edit.place.line - 1]
        if not line.startswith(edit.old, edit.place.column - 1):
            wrong.append((line, edit.old))
    return len(edits), wrong


@pytest.mark.parametrize("name", MENDABLE)
def test_edit_is_told_where_its_text_stands(name: str, root: Path) -> None:
    """The old text of every edit that a report gives stands at its line and column."""
    break_one(root, name, 5)
    number, wrong = out_of_place(root)
    assert number > 0
    assert wrong == []


@pytest.mark.parametrize("name", AWRY)
def test_edit_is_told_where_the_finding_stands_elsewhere(name: str, root: Path) -> None:
    """Cells, quotes and straightened lines move a text from where its finding stands."""
    old, new = AWRY[name]
    file = root / COUNTY / "05.md"
    text = file.read_text("utf-8").replace("| 1 场 | 东海县农业", "| 共1场 | 东海县农业")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    number, wrong = out_of_place(root)
    assert number > 1
    assert wrong == []


def test_edit_that_fits_twice_is_not_told(root: Path) -> None:
    """One wrong name twice in a cell: no report says which of the two is meant."""
    file = root / COUNTY / "05.md"
    good = "[签到表](attachments/2018-03-12-qd.pdf)"
    wrong = good.replace("qd", "QD")
    file.write_text(file.read_text("utf-8").replace(good, wrong + wrong), encoding="utf-8")
    findings = [one for one in assess(root).findings if one.place.path.endswith("05.md")]
    assert {"missing-attachment"} <= {one.code for one in findings}
    assert edits(assess(root).findings) == 0


def counts(assessed: Assessed) -> list[tuple[object, ...]]:
    """What the checklists amount to."""
    return [
        (key, one.clause.id, one.state, one.counted, one.proven)
        for key, checklist in assessed.checklists.items()
        for one in checklist.clauses
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_mend_leaves_every_other_byte(ending: str, mark: bytes, root: Path) -> None:
    """Line ends, the byte-order mark and a missing final newline stay as they were."""
    file = root / COUNTY / "05.md"
    text = file.read_text(encoding="utf-8").rstrip("\n")
    broken = text.replace("| 2018-03-12 |", "| 2018年3月12日 |").replace("\n", ending)
    file.write_bytes(mark + broken.encode())
    apply_edits(root, edits_of(root))
    assert mark + text.replace("\n", ending).encode() == file.read_bytes()


def test_file_that_was_saved_since_the_check_keeps_its_lines(root: Path) -> None:
    """A line that is no longer what it was is left, be the file shorter than it was."""
    file, _ = break_one(root, "date in full width", 0)
    edits = edits_of(root)
    assert edits
    file.write_text("新的一行\n", encoding="utf-8")
    apply_edits(root, edits)
    assert file.read_text(encoding="utf-8") == "新的一行\n"


@pytest.mark.parametrize("ending", ["\r\n", "\n"])
def test_text_of_the_old_encoding_is_saved_as_utf8(ending: str, root: Path, good: Assessed) -> None:
    """Every submitted file of the county, saved as GBK: told, and with the mend as it was."""
    originals = {}
    for file in good_files(root):
        originals[file] = file.read_text(encoding="utf-8").replace("\n", ending)
        file.write_bytes(originals[file].encode("gb18030"))
    findings = assess(root).findings
    plan = planned_encodings(findings)
    assert plan == {file.relative_to(root).as_posix(): "gb18030" for file in originals}
    save_as_utf8(root, plan)
    for file, text in originals.items():
        assert text.encode() == file.read_bytes()
    assert told(assess(root)) == told(good)


NO_GBK = {
    "another language": "指标 ".encode("gb18030") + "Ærøskøbing på øen".encode("latin-1") * 9,
    "Big5": "指標狀態台帳評議".encode("big5") * 20,
    "no text": b"\x89PNG\r\n\x1a\n" + bytes(range(129, 254)) * 9,
    "UTF-8 cut in two": "---\n指标: 状态 台账".encode()[:-1],
    "no evidence": "今天天气很好。".encode("gb18030"),
}


@pytest.mark.parametrize("name", NO_GBK)
def test_what_may_be_something_else_is_left_to_a_person(name: str, root: Path) -> None:
    """Bytes that are not beyond doubt Chinese text of ours are told and not touched."""
    (root / COUNTY / "05.md").write_bytes(NO_GBK[name])
    findings = assess(root).findings
    assert "unreadable-file" in {one.code for one in findings}
    assert planned_encodings(findings) == {}


def test_mend_that_no_longer_fits_is_left(root: Path) -> None:
    """A line that somebody changed meanwhile is not written over."""
    file = root / COUNTY / "05.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("| 2018-03-12 |", "| 2018年3月12日 |"), encoding="utf-8")
    plan = edits_of(root)
    assert len(plan) == 1
    changed = text.replace("| 2018-03-12 |", "| 2018年3月13日 |")
    file.write_text(changed, encoding="utf-8")
    apply_edits(root, plan)
    assert changed == file.read_text(encoding="utf-8")


def edits(findings: tuple[Finding, ...]) -> int:
    return sum(one.edit is not None for one in findings)


def test_doubtful_things_get_no_mend(root: Path) -> None:
    """Where a person has to decide nothing is offered."""
    for name in ("date in words", "date that no calendar has", "quantity in words"):
        break_one(root, name, 1)
    assert edits(assess(root).findings) == 0


VARIANTS: dict[str, Callable[[str], bytes]] = {
    "Windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "old Macintosh line ends": lambda text: text.replace("\n", "\r").encode(),
    "byte-order mark": lambda text: text.encode("utf-8-sig"),
    "no final newline": lambda text: text.rstrip("\n").encode(),
    "more final newlines": lambda text: (text.rstrip("\n") + "\n\n\n").encode(),
}


@pytest.mark.parametrize("name", MENDABLE | OTHERS)
def test_findings_do_not_depend_on_line_ends(name: str, root: Path) -> None:
    """Line ends, a byte-order mark, a final newline: the same findings in the same places."""
    file, broken = break_one(root, name, 7)
    expected = [(one.code, one.place, one.message) for one in assess(root).findings]
    # Each way of breaking a file in one of the variants, each variant with a fifth of the ways.
    nth, variants = list(MENDABLE | OTHERS).index(name), list(VARIANTS)
    for variant in variants if LONG else [variants[nth % len(variants)]]:
        file.write_bytes(VARIANTS[variant](broken.text))
        found = [(one.code, one.place, one.message) for one in assess(root).findings]
        assert expected == found, variant


def test_findings_do_not_depend_on_the_order_of_files(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever order a file system lists names in, the findings are the same."""
    for name in ("date in words", "clause that is none", "proof that is not there"):
        break_one(root, name, 3)
    expected = assess(root).findings
    listed, globbed = Path.iterdir, Path.rglob
    chance = random.Random(1)

    def shuffled(paths: Iterable[Path]) -> list[Path]:
        found = list(paths)
        return chance.sample(found, len(found))

    monkeypatch.setattr(Path, "iterdir", lambda self: shuffled(listed(self)))
    monkeypatch.setattr(Path, "rglob", lambda self, one: shuffled(globbed(self, one)))
    for _ in range(5):
        assert expected == assess(root).findings
