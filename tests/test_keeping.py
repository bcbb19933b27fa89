"""What a check keeps for the next: never believed where anything differs, nothing private in it."""

import os
import random
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from changes import git
from project_copy import REPOSITORY, replace_text

from generator.cli import main
from generator.installed import version_of
from generator.keeping import digest, keys
from generator.keeping.county import findings_line
from generator.keeping.store import FOLDER, Store
from generator.model.html import RawHtml
from generator.model.portfolio import Portfolio
from generator.model.rubric import County
from generator.usecases import check as checking
from generator.usecases import workers
from generator.usecases.check import Checked, check
from generator.usecases.pipeline import assess
from generator.usecases.reading import CountyRead, read_county, read_frame

EVIDENCE = "content/counties/jia/01.md"
BROKEN = ("| 2018-03-12 |", "| 3月12日 |")
STEPS = 60


def told(root: Path, *, keep: bool) -> Checked:
    return check(root, keep=keep, listed=True)


def kept(root: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (root / FOLDER).iterdir()}


def without_findings(root: Path, county: str = "jia") -> None:
    """Lines such as a run would have kept that found nothing, and no report yet."""
    for one in (root / FOLDER).glob("_told-*"):
        one.unlink()
    head, _, *rest = kept(root)[county].split(b"\n")
    Store(root).keep(county, bytes.fromhex(head.split()[0].decode()), [findings_line(()), *rest])


def test_repository_is_told_alike() -> None:
    """What travels as lines is what was found, to the last entry."""
    whole, checked = assess(REPOSITORY), told(REPOSITORY, keep=False)
    assert whole.findings == checked.findings
    assert tuple(whole.checklists.values()) == checked.checklists
    for county, folder in whole.portfolio.counties.items():
        account = checked.accounts[county]
        assert {item: one.status for item, one in folder.evidence.items()} == account.statuses
        assert account.clauses == {
            item: whole.checklists[county, item].clauses for item in whole.portfolio.rubric.items
        }


def drawn_file(root: Path, chance: random.Random, pattern: str = "*.md") -> Path:
    files = sorted(one for one in (root / "content/counties").rglob(pattern) if one.is_file())
    return chance.choice(files)


def change_letters(root: Path, chance: random.Random) -> None:
    file = drawn_file(root, chance)
    text = file.read_text("utf-8", errors="replace")
    at = chance.randrange(len(text) + 1)
    drawn = chance.choice(("", "1", "|", "\n", "#", "日", "| |", "：", "2018-13-01", "]("))
    file.write_text(text[:at] + drawn + text[at + chance.randrange(4) :], encoding="utf-8")


def change_bytes(root: Path, chance: random.Random) -> None:
    file = drawn_file(root, chance)
    content = bytearray(file.read_bytes() or b"-")
    content[chance.randrange(len(content))] = chance.randrange(256)
    file.write_bytes(content)


def copy_file(root: Path, chance: random.Random) -> None:
    content = drawn_file(root, chance, "*").read_bytes()
    folder = root / "content/counties" / chance.choice(("jia", "yi"))
    target = folder / chance.choice(("03.md", "B1.md", "x.txt", "attachments/new.pdf", ".hidden"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def remove_file(root: Path, chance: random.Random) -> None:
    if len(list((root / "content/counties").rglob("*.md"))) > 2:
        drawn_file(root, chance, "*").unlink()


def change_rubric(root: Path, chance: random.Random) -> None:
    replace_text(root, "rubric.yaml", 'cycle: "2018"', f'cycle: "2018" # {chance.random()}')


EDITS: tuple[Callable[[Path, random.Random], None], ...] = (
    change_letters,
    change_letters,
    change_bytes,
    copy_file,
    remove_file,
    change_rubric,
)


@pytest.mark.parametrize("seed", range(3))
def test_kept_is_what_a_cold_check_says(project: Path, seed: int) -> None:
    """Files edited, copied and removed at random: each time the same, cold, kept and kept again."""
    chance = random.Random(seed)
    for _ in range(STEPS):
        chance.choice(EDITS)(project, chance)
        cold = told(project, keep=False)
        assert cold == told(project, keep=True)
        assert cold == told(project, keep=True)
    assert kept(project)


def test_kept_county_is_not_read_again(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two counties the one that was edited is read, and what compares them is done anew."""
    read: list[str] = []

    def reading(root: Path, county: County, frame: Portfolio, *, shown: bool) -> CountyRead:
        read.append(county.id)
        return read_county(root, county, frame, shown=shown)

    monkeypatch.setattr(checking, "read_county", reading)
    for expected in (["jia", "yi"], [], ["jia"], []):
        if expected == ["jia"]:
            replace_text(project, EVIDENCE, *BROKEN)
        read.clear()
        check(project, keep=True)
        assert expected == read


def test_text_is_rendered_where_it_is_shown_alone() -> None:
    """A county that is read to be checked has all but the HTML of what it wrote."""
    frame, _ = read_frame(REPOSITORY)
    county = frame.rubric.counties[0]
    shown, read = (
        read_county(REPOSITORY, county, frame, shown=one).folder.evidence for one in (True, False)
    )
    assert any(part.html for one in shown.values() for part in one.parts)
    assert not any(part.html for one in read.values() for part in one.parts)
    assert read == {
        item: replace(
            one,
            preface=RawHtml(""),
            parts=tuple(replace(part, html=RawHtml("")) for part in one.parts),
        )
        for item, one in shown.items()
    }


@pytest.mark.parametrize(
    "spoil",
    [
        lambda content: b"",
        lambda content: content[:-20],
        lambda content: content.replace(b"jia", b"yi", 1),
        lambda content: b"\x80\x04" + content,
        lambda content: content.replace(b"\n", b"\n[]\n", 1),
    ],
)
def test_spoiled_files_are_not_believed(project: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Cut, altered or foreign: the county is looked at anew, and kept anew."""
    replace_text(project, EVIDENCE, *BROKEN)
    expected = told(project, keep=True)
    good = kept(project)
    for name, content in good.items():
        (project / FOLDER / name).write_bytes(spoil(content))
    assert expected == told(project, keep=True)
    assert good == kept(project)


@pytest.mark.parametrize("lines", [[b"[]"], [b"[[1]]", b"{}", b"7", b"null"], [b"[" * 99_999] * 4])
def test_forged_lines_are_not_believed(project: Path, lines: list[bytes]) -> None:
    """Right key, right digest, and no values of ours: as if nothing were kept."""
    expected = told(project, keep=True)
    for name, content in kept(project).items():
        key = bytes.fromhex(content.split(b" ")[0].decode())
        Store(project).keep(name, key, lines)
    assert expected == told(project, keep=True)


def test_no_cache_reads_and_keeps_nothing(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--no-cache says what stands in the files, whatever lies in the cache."""
    monkeypatch.chdir(project)
    replace_text(project, EVIDENCE, *BROKEN)
    assert main(["check", "--no-cache"]) == 1
    assert not (project / FOLDER).exists()
    assert main(["check"]) == 1
    without_findings(project)
    assert main(["check"]) == 0
    assert main(["check", "--no-cache"]) == 1
    assert "unreadable-date" in capsys.readouterr().out


def test_change_is_judged_by_itself(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--base believes nothing that lies in the cache: a change could have brought it along."""
    monkeypatch.chdir(project)
    git(project, "init", "--quiet", "--initial-branch=main")
    git(project, "add", "rubric.yaml", "content")
    git(project, "commit", "--quiet", "-m", "x")
    replace_text(project, EVIDENCE, *BROKEN)
    assert main(["check"]) == 1
    without_findings(project)
    assert main(["check"]) == 0
    assert main(["check", "--base", "main", "--as", "jia"]) == 1
    assert "unreadable-date" in capsys.readouterr().out


@pytest.mark.parametrize("of", ["program_digest", "folder_digest"])
def test_another_program_or_folder_is_another_key(
    project: Path, monkeypatch: pytest.MonkeyPatch, of: str
) -> None:
    """What another program has kept, or of other bytes, is not taken."""
    replace_text(project, EVIDENCE, *BROKEN)
    expected = check(project, keep=True).findings
    without_findings(project)
    assert check(project, keep=True).findings == ()
    monkeypatch.setattr(keys, of, lambda *_: b"another")
    assert expected == check(project, keep=True).findings


def test_rubric_and_log_are_part_of_the_key(project: Path) -> None:
    """A county is looked at anew where the rubric or the log differs by a letter."""
    replace_text(project, EVIDENCE, *BROKEN)
    expected = check(project, keep=True).findings
    for path in ("rubric.yaml", "content/results/2018/log/01-open.yaml"):
        without_findings(project)
        assert check(project, keep=True).findings == ()
        (project / path).write_text((project / path).read_text("utf-8") + "# \n", encoding="utf-8")
        assert expected == check(project, keep=True).findings


def test_change_while_reading_is_not_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file saved while the county was read: what was read is not kept for what stands there."""

    def reading(root: Path, county: County, frame: Portfolio, *, shown: bool) -> CountyRead:
        read = read_county(root, county, frame, shown=shown)
        if county.id == "jia":
            replace_text(project, EVIDENCE, *BROKEN)
        return read

    monkeypatch.setattr(checking, "read_county", reading)
    assert check(project, keep=True).findings == ()
    monkeypatch.undo()
    assert set(kept(project)) == {"yi", "_past"}
    assert told(project, keep=False) == told(project, keep=True)


def test_names_that_are_no_text_are_kept(project: Path) -> None:
    """A name of bytes that are no UTF-8 is told alike, cold and kept."""
    for name in (b"\xff.pdf", b"\xff.exe", "甲\udcff.pdf".encode("utf-8", "surrogatepass")):
        file = os.fsencode(project / "content/counties/jia/attachments") + b"/" + name
        Path(os.fsdecode(file)).write_bytes(b"%PDF-1.4")
    cold = told(project, keep=False)
    assert any(not one.place.path.isprintable() for one in cold.findings)
    assert cold == told(project, keep=True)
    assert cold == told(project, keep=True)


def test_folder_that_cannot_be_read_is_not_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a folder gives no digest, the county is looked at anew each time."""

    def refused(_: Path) -> bytes:
        raise PermissionError

    expected = told(project, keep=False)
    monkeypatch.setattr(keys, "folder_digest", refused)
    assert expected == told(project, keep=True)
    assert not (project / FOLDER).exists()


def test_folder_digest_sees_names_kinds_and_links(tmp_path: Path) -> None:
    """Each change of a folder gives another digest."""
    folder = tmp_path / "jia"
    steps: tuple[Callable[[], object], ...] = (
        folder.mkdir,
        lambda: (folder / "a").write_bytes(b"x"),
        lambda: (folder / "a").write_bytes(b"y"),
        lambda: (folder / "a").rename(folder / "b"),
        (folder / "c").mkdir,
        lambda: (folder / "b").rename(folder / "c/b"),
        lambda: (folder / "d").symlink_to("c/a"),
        lambda: (folder / "c/a").write_bytes(b"y"),
        lambda: (folder / "e").symlink_to("c/b"),
        lambda: (folder / "e").replace(folder / "d"),
    )
    seen = []
    for step in steps:
        step()
        seen.append(digest.folder_digest(folder))
    assert len(set(seen)) == len(steps)


def test_link_to_a_folder_has_no_digest(tmp_path: Path) -> None:
    """What lies behind a link is not told by the link: such a folder is looked at each time."""
    (tmp_path / "behind").mkdir()
    (tmp_path / "jia").mkdir()
    (tmp_path / "jia/c").symlink_to(tmp_path / "behind")
    (tmp_path / "yi").symlink_to(tmp_path / "behind")
    for name in ("jia", "yi"):
        with pytest.raises(digest.LinkedFolder):
            digest.folder_digest(tmp_path / name)


def test_key_names_every_library_that_reads() -> None:
    """The libraries of the key are all those we need, but for those that draw pages."""
    text = (REPOSITORY / "pyproject.toml").read_text("utf-8")
    needed = {one.split(">")[0] for one in tomllib.loads(text)["project"]["dependencies"]}
    assert needed - {"babel", "jinja2", "mkdocs-material"} == set(digest.LIBRARIES)


def test_versions_are_found() -> None:
    """Each library that a finding rests on is known by its version; another name has none."""
    assert all(map(version_of, digest.LIBRARIES))
    assert version_of("no-such-library") == ""


def test_processes_say_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Counties shared out among processes: the same findings, kept and not."""
    replace_text(project, EVIDENCE, *BROKEN)
    expected = told(project, keep=False)
    monkeypatch.setattr(workers, "_processors", lambda: 2)
    monkeypatch.setattr(checking, "worth_sharing", lambda _: True)
    for keep in (False, True, True):
        assert expected == told(project, keep=keep)
