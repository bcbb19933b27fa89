"""Publishing: whole or not at all, and never over what is not ours."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from project_copy import REPOSITORY, copy_invented, replace_text

from generator.cli import main
from generator.model.errors import SiteError
from generator.model.page import Address, relative_link
from generator.site.offline import offline_link
from generator.site.publish import publishing, write_manifest
from generator.site.shells import cut_shell
from generator.usecases import workers

# What the home page of every site has.
HOME = '<link rel="stylesheet" href="assets/taizhang.css">'


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that was published once, holding ``page`` with the word first."""
    folder = tmp_path / "out"
    with publishing(folder) as building:
        (building / "page").write_text("first", encoding="utf-8")
        (building / "index.html").write_text(HOME, encoding="utf-8")
    return folder


def test_failed_build_leaves_the_old_site(out: Path) -> None:
    """An error on the way leaves what was published, and nothing beside it."""
    with pytest.raises(RuntimeError), publishing(out) as building:
        (building / "page").write_text("second", encoding="utf-8")
        raise RuntimeError
    assert (out / "page").read_text(encoding="utf-8") == "first"
    assert [out] == list(out.parent.iterdir())


def test_killed_between_renames_is_undone(out: Path) -> None:
    """What a killed run had moved aside comes back with the next run."""
    out.rename(out.parent / ".out.old")
    (out.parent / ".out.building-1").mkdir()
    with pytest.raises(RuntimeError), publishing(out):
        assert (out / "page").read_text(encoding="utf-8") == "first"
        raise RuntimeError
    assert [out] == list(out.parent.iterdir())


# Says when it holds the folder, and then when it lets it go.
BUILDER = """
import sys, time
from pathlib import Path
from generator.site.publish import publishing
for nth in range(int(sys.argv[2])):
    with publishing(Path(sys.argv[1])) as building:
        (building / "index.html").write_text("assets/taizhang.css")
        held = Path(sys.argv[1]).parent / "held"
        held.touch(exist_ok=False)
        time.sleep(0.01)
        held.unlink()
"""


def test_second_build_waits_for_the_first(tmp_path: Path) -> None:
    """Several builds into one folder come one after the other, and leave nothing beside it."""
    command = [sys.executable, "-c", BUILDER, str(tmp_path / "out"), "8"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    builders = [subprocess.Popen(command, env=environment) for _ in range(3)]
    assert [0, 0, 0] == [builder.wait(timeout=600) for builder in builders]
    assert [tmp_path / "out"] == list(tmp_path.iterdir())


def test_killed_build_does_not_keep_the_lock(tmp_path: Path) -> None:
    """The lock of a build that was killed does not stop the next."""
    killed = BUILDER.replace("0.01", "60")
    command = [sys.executable, "-c", killed, str(tmp_path / "out"), "1"]
    builder = subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(REPOSITORY)})
    while not (tmp_path / "held").exists():
        assert builder.poll() is None
        time.sleep(0.01)
    builder.kill()
    builder.wait()
    (tmp_path / "held").unlink()
    with publishing(tmp_path / "out"):
        pass
    assert [tmp_path / "out"] == list(tmp_path.iterdir())


def test_foreign_folder_is_refused(tmp_path: Path) -> None:
    """A folder with files that are not ours is left as it is."""
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match="not a site"), publishing(folder):
        pytest.fail("must not begin")
    assert (folder / "letter.txt").read_text(encoding="utf-8") == "mine"


def test_manifest_lists_every_file(out: Path) -> None:
    """The manifest names each file with its digest."""
    (out / "sub").mkdir()
    (out / "sub" / "甲").write_bytes(b"")
    (out / "sub" / "manifest.json").write_bytes(b"")
    write_manifest(out)
    files = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert list(files) == ["index.html", "page", "sub/manifest.json", "sub/甲"]
    assert files["sub/甲"].startswith("e3b0c44298fc1c14")


def test_build_into_foreign_folder_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--out`` over a user's own folder is refused in Chinese."""
    monkeypatch.chdir(project)
    (project / "材料").mkdir()
    (project / "材料/letter.txt").write_text("mine", encoding="utf-8")
    assert main(["build", "--quiet", "--out", "材料"]) == 1
    assert "为免误删" in capsys.readouterr().err
    assert (project / "材料/letter.txt").read_text(encoding="utf-8") == "mine"


def test_dead_link_of_a_handwritten_page_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A link to a data page that this site lacks stops the build, with its line."""
    monkeypatch.chdir(project)
    replace_text(project, "content/pages/guide/index.md", "/2018/counties/", "/2018/countys/")
    assert main(["build", "--quiet"]) == 1
    assert "content/pages/guide/index.md:3" in capsys.readouterr().err
    assert not (project / "site").exists()


@pytest.mark.parametrize(
    "place", ["private/x.txt", "guide/private/ballots/L01", "guide/Ballots/L01.xlsx", "roster.YML"]
)
def test_private_files_among_the_pages_stop_the_build(
    place: str, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ballots put into the folder whose files are all published are told, and nothing is built."""
    monkeypatch.chdir(project)
    file = project / "content/pages" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("canary", encoding="utf-8")
    for readers in ("public", "reviewers"):
        assert main(["build", "--quiet", "--for", readers]) == 1
        assert f"没有发布：content/pages/{place[:7]}" in capsys.readouterr().err
    assert not (project / "site").exists()
    assert not (project / "review").exists()


@pytest.mark.skipif(os.name == "nt", reason="needs a right that few have there")
def test_link_among_the_pages_stops_the_build(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A symbolic link would publish what it leads to."""
    monkeypatch.chdir(project)
    (project / "private").mkdir()
    (project / "content/pages/guide/scores").symlink_to(project / "private")
    assert main(["build", "--quiet"]) == 1
    assert "content/pages/guide/scores" in capsys.readouterr().err


def test_project_without_handwritten_pages_is_built(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of handwritten pages that is not there is as an empty one."""
    monkeypatch.chdir(project)
    shutil.rmtree(project / "content/pages")
    command = ["build", "--quiet", "--without-search", "--for", "reviewers"]
    assert main(command) == 0
    expected = (project / "review/manifest.json").read_bytes()
    (project / "content/pages").mkdir()
    assert main(command) == 0
    assert expected == (project / "review/manifest.json").read_bytes()


def test_broken_theme_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault in a template of the theme is told, not thrown."""
    monkeypatch.chdir(project)
    (project / "site_templates/overrides/partials/path.html").write_text("{% if %}")
    assert main(["build", "--quiet"]) == 1
    assert "网页模板生成失败" in capsys.readouterr().err


def test_theme_that_lost_a_sentinel_is_told() -> None:
    """A theme update that moves a sentinel fails with its name."""
    with pytest.raises(SiteError) as caught:
        cut_shell("<title>@@TITLE@@</title>", switched=False)
    assert caught.value.message.values["name"] == "BODY"


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("/", "/", "./"),
        ("/", "/2018/counties/", "2018/counties/"),
        ("/2018/", "/", "../"),
        ("/2018/counties/jia/01/", "/2018/counties/jia/02/", "../02/"),
        (
            "/2018/counties/jia/01/",
            "/2018/counties/jia/attachments/a b.pdf",
            "../attachments/a%20b.pdf",
        ),
        ("/2018/counties/jia/", "/2018/counties/jia/", "./"),
        ("/2018/method/", "/2018/", "../"),
    ],
)
def test_relative_link(source: str, target: str, expected: str) -> None:
    """The way from one address to another."""
    assert expected == relative_link(Address(source), target)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../02/", "../02/index.html"),
        ("./#x", "./index.html#x"),
        ("..", "../index.html"),
        ("a/?q=1#x", "a/index.html?q=1#x"),
        ("https://example.org/", "https://example.org/"),
        ("#top", "#top"),
        ("a.pdf", "a.pdf"),
    ],
)
def test_offline_link(href: str, expected: str) -> None:
    """A link to a folder names its page, any other stays."""
    assert expected == offline_link(href)


def test_sitemap_and_canonical_need_a_public_address(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With ``site_url`` every page stands in our sitemap under its canonical address."""
    monkeypatch.chdir(project)
    assert main(["build", "--quiet"]) == 0
    assert not list((project / "site").glob("sitemap.*"))
    replace_text(
        project, "mkdocs.yml", "site_name:", "site_url: https://example.org/kx/\nsite_name:"
    )
    assert main(["build", "--quiet"]) == 0
    sitemap = (project / "site" / "sitemap.xml").read_text(encoding="utf-8")
    pages = [file.parent for file in (project / "site").rglob("index.html")]
    assert len(pages) == sitemap.count("<loc>")
    assert "<loc>https://example.org/kx/2018/counties/jia/</loc>" in sitemap
    assert "shell" not in sitemap
    for page in pages:
        path = page.relative_to(project / "site").as_posix()
        url = "https://example.org/kx/" + ("" if path == "." else f"{path}/")
        html = (page / "index.html").read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="{url}">' in html


def with_thirty_counties(tmp_path: Path) -> Path:
    """The invented project with so many counties that worker processes write them."""
    root = copy_invented(tmp_path)
    rubric = (root / "rubric.yaml").read_text(encoding="utf-8")
    line = next(line for line in rubric.splitlines() if line.lstrip().startswith("- {id: yi,"))
    more = [
        line.replace("id: yi,", f"id: yi-{nth},").replace("乙区", f"乙{nth}区") for nth in range(28)
    ]
    text = rubric.replace(line, "\n".join([line, *more]))
    (root / "rubric.yaml").write_text(text, encoding="utf-8")
    for nth in range(28):
        shutil.copytree(root / "content/counties/jia", root / f"content/counties/yi-{nth}")
    return root


def test_gate_speaks_from_a_worker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the gate finds in a county's page stops the build with a sentence, in any process."""
    root = with_thirty_counties(tmp_path)
    number = "138" + "00138" + "000"
    replace_text(root, "rubric.yaml", "乙3区", f"乙3区{number}")
    monkeypatch.chdir(root)
    command = ["build", "--quiet", "--without-search", "--for", "reviewers"]
    assert main(command) == 1
    printed = capsys.readouterr().err
    assert "没有发布" in printed
    # The county's own pages, or those from which the next county is one link away.
    assert "/counties/yi-" in printed
    assert "Traceback" not in printed
    assert number not in printed
    assert not (root / "review").exists()


def test_workers_write_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty counties written by several processes have the bytes that one process writes."""
    root = with_thirty_counties(tmp_path)
    monkeypatch.chdir(root)
    command = [sys.executable, "-m", "generator", "build", "--quiet", "--without-search"]
    command += ["--for", "reviewers"]
    # A cache of its own, so that the theme is rendered.
    own = {"PYTHONPATH": str(REPOSITORY), "TAIZHANG_CACHE": str(tmp_path / "cache")}
    assert (
        subprocess.run(
            [*command, "--out", "many"], env={**os.environ, **own}, check=True
        ).returncode
        == 0
    )
    monkeypatch.setattr(workers, "are_shared", lambda _: False)
    assert main([*command[3:], "--out", "one"]) == 0
    assert (root / "many/manifest.json").read_text() == (root / "one/manifest.json").read_text()
    assert len(list((root / "many").rglob("index.html"))) > 30 * 3
