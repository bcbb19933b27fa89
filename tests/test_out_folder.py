"""Where a site may be published, and what becomes of files that somebody put beside it."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from project_copy import copy_invented

from generator.cli import main
from generator.model.errors import SiteError
from generator.model.message import Message
from generator.site.publish import publishing, write_manifest

BUILD = ["build", "--without-search", "--for", "reviewers", "--served"]
HOME = '<link rel="stylesheet" href="assets/taizhang.css">'


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented project with its site in ``review``."""
    root = copy_invented(tmp_path_factory.mktemp("built"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        assert main([*BUILD, "--quiet"]) == 0
    return root


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    shutil.copytree(built, tmp_path / "own", symlinks=True)
    return tmp_path / "own"


def every_file(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize(
    ("start", "given"),
    [
        (".", "review/../review"),
        ("review", "../review"),
        ("review", "."),
        ("review/2018", "../../review/"),
        (".", "./review/2018/../"),
        (".", "link"),
    ],
)
def test_each_way_to_the_site_is_one(
    start: str, given: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The served folder is replaced by the same site, whatever the way to it, also from inside."""
    (root / "link").symlink_to("review")
    before = every_file(root / "review")
    monkeypatch.chdir(root / start)
    assert main([*BUILD, "--quiet", "--out", given]) == 0
    assert before == every_file(root / "review")
    assert not [file.name for file in root.iterdir() if file.name.startswith(".review")]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (".", "本项目就在里面"),
        ("..", "本项目就在里面"),
        ("review/..", "本项目就在里面"),
        ("up", "本项目就在里面"),
        ("/", "本项目就在里面"),
        ("content", "那里是本项目自己的文件"),
        ("content/pages/site", "那里是本项目自己的文件"),
        ("review/../private/site", "那里是本项目自己的文件"),
        ("pages/site", "那里是本项目自己的文件"),
        ("site_templates", "那里是本项目自己的文件"),
        ("mkdocs.yml", "不是文件夹"),
        ("mkdocs.yml/site", "写不进去"),
        ("loop/site", "写不进去"),
        ("x" * 300, "写不进去"),
    ],
)
def test_no_place_for_a_site(
    given: str,
    said: str,
    root: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Refused in words, with nothing changed."""
    (root / "up").symlink_to("..")
    (root / "pages").symlink_to("content/pages")
    (root / "loop").symlink_to("loop")
    (root / "private").mkdir()
    before = every_file(root)
    monkeypatch.chdir(root)
    assert main([*BUILD, "--quiet", "--out", given]) == 1
    assert said in capsys.readouterr().err
    assert before == every_file(root)


def test_home_and_mount_points_are_refused(
    tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where they are empty."""
    home = tmp_path / "home" / "me"
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    for place in (home, home.parent):
        with pytest.raises(SiteError, match="home folder"), publishing(place, root):
            pytest.fail("must not begin")
    mounted = tmp_path / "mounted"
    mounted.mkdir()
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == mounted)
    with pytest.raises(SiteError, match="mount point"), publishing(mounted, root):
        pytest.fail("must not begin")


def forged(folder: Path, files: object, home: str = "") -> None:
    manifest = {"version": 1, "generator": "taizhang", "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    if home:
        (folder / "index.html").write_text(home, encoding="utf-8")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "forge",
    [
        lambda folder: forged(folder, {}),
        lambda folder: forged(folder, {"letter.txt": digest("mine")}),
        lambda folder: forged(folder, {"index.html": digest("page")}, "page"),
        lambda folder: forged(folder, {"index.html": digest("other")}, HOME),
        lambda folder: forged(folder, {"index.html": digest(HOME)}),
        lambda folder: forged(folder, ["index.html"], HOME),
        lambda folder: (folder / "manifest.json").write_text("[" * 100_000),
        lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe"),
        lambda folder: (folder / "manifest.json").symlink_to("letter.txt"),
        lambda folder: (folder / "manifest.json").mkdir(),
    ],
)
def test_forged_manifest_does_not_hold(forge: Callable[[Path], object], tmp_path: Path) -> None:
    """A folder is ours where its home page is as the manifest says, and a page of this program."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine", encoding="utf-8")
    forge(folder)
    with pytest.raises(SiteError, match="not a site"), publishing(folder):
        pytest.fail("must not begin")
    assert (folder / "letter.txt").read_text(encoding="utf-8") == "mine"


def test_files_beside_ours_are_kept_and_named(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A name for the host, for robots, a git folder, a link, a file of ours that was changed."""
    site = root / "review"
    beside = {
        "CNAME": b"kexie.example\n",
        "robots.txt": b"",
        ".well-known/x": b"1",
        ".git/HEAD": b"x",
    }
    for path, content in beside.items():
        (site / path).parent.mkdir(exist_ok=True)
        (site / path).write_bytes(content)
    (site / ".git/refs").mkdir()
    (site / "latest").symlink_to("2018", target_is_directory=True)
    (site / "404.html").write_text("changed by hand", encoding="utf-8")
    before = every_file(site)
    monkeypatch.chdir(root)
    for _ in range(2):
        assert main(BUILD) == 0
        told = capsys.readouterr().err
        assert {path: before[path] for path in beside} == {
            path: (site / path).read_bytes() for path in beside
        }
        assert (site / ".git/refs").is_dir()
        assert (site / "latest").readlink() == Path("2018")
        assert all(path in told for path in (*beside, ".git/refs", "latest"))
        assert "(6)" in told or "6 个" in told
    assert "changed by hand" not in (site / "404.html").read_text(encoding="utf-8")
    listed = json.loads((site / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert not beside.keys() & listed.keys()


def test_what_gives_way_is_named(tmp_path: Path) -> None:
    """A file or folder of another kind, and a page changed by hand, whose names the site needs."""
    out, told = tmp_path / "out", list[Message]()
    with publishing(out) as building:
        (building / "index.html").write_text(HOME)
        (building / "page").write_text("ours")
    (out / "folder").write_text("a file")
    (out / "page").write_text("changed")
    (out / "deep").mkdir()
    (out / "deep/file").write_text("kept")
    with publishing(out, None, told.append) as building:
        (building / "index.html").write_text(HOME)
        (building / "page").write_text("ours")
        (building / "folder").mkdir()
        (building / "folder/x").write_text("new")
    assert (out / "page").read_text() == "ours"
    assert (out / "folder/x").read_text() == "new"
    assert (out / "deep/file").read_text() == "kept"
    assert [message.values["paths"] for message in told] == ["deep/file", "folder、page"]


def test_pages_that_are_gone_go(tmp_path: Path) -> None:
    """What the program itself wrote and writes no more is not kept."""
    out = tmp_path / "out"
    for name in ("first", "second"):
        with publishing(out) as building:
            (building / "index.html").write_text(HOME)
            (building / name).write_text(name)
    assert sorted(file.name for file in out.iterdir()) == ["index.html", "manifest.json", "second"]


def test_rights_of_the_folder_stay(tmp_path: Path) -> None:
    """Whoever may read the old site may read the new one."""
    out = tmp_path / "out"
    for _ in range(2):
        with publishing(out) as building:
            (building / "index.html").write_text(HOME)
        out.chmod(0o751)
    assert out.stat().st_mode & 0o777 == 0o751


def test_names_with_signs_of_patterns(tmp_path: Path) -> None:
    """A folder called [a] or *: what a dead run left of it is cleared, and of no other."""
    for name in ("[a]", "*", "a b"):
        (tmp_path / f".{name}.building-1").mkdir()
    (tmp_path / ".a.building-1").mkdir()
    for name in ("[a]", "*", "a b"):
        with publishing(tmp_path / name) as building:
            (building / "index.html").write_text(HOME)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["*", ".a.building-1", "[a]", "a b"]


def test_no_room_is_told_before_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk has less than the old site takes, nothing begins."""
    out = tmp_path / "out"
    with publishing(out) as building:
        (building / "index.html").write_text(HOME)
    before = every_file(out)
    left = shutil.disk_usage(tmp_path)._replace(free=2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: left)
    with pytest.raises(SiteError, match="are free"), publishing(out):
        pytest.fail("must not begin")
    assert before == every_file(out)
    write_manifest(out)
    assert before == every_file(out)
