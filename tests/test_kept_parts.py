"""A build that takes what stands from the last one: byte for byte what a build from nothing gives."""

import os
import random
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from archived import archive_year
from ended import processes_of, wait_for_end
from project_copy import INVENTED, REPOSITORY, copy_invented, replace_text
from year import go_on

from generator.cache import Cache, digest_of
from generator.cli import main
from generator.load.county import read_county
from generator.model.rubric import County
from generator.model.state import Audience, State
from generator.site import outputs
from generator.site.outputs import file_digest
from generator.stored_types import StoredType
from generator.usecases.build_site import site_languages
from generator.usecases.built import CountyResult
from generator.usecases.cycle_pages import current_pages
from generator.usecases.open_project import open_project
from generator.usecases.site_language_pages import SiteLanguagePages
from generator.usecases.site_parts import write_nothing

LONG = bool(os.environ.get("TAIZHANG_LONG"))
SEQUENCES, STEPS = (300, 6) if LONG else (20, 2)
COUNTIES = "content/counties"
Change = Callable[[Path, random.Random], None]
Build = Callable[..., tuple[int, str]]


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def texts(root: Path) -> list[Path]:
    return sorted(file for file in (root / COUNTIES).rglob("*.md") if not file.is_symlink())


def append(file: Path, text: str) -> None:
    with file.open("a", encoding="utf-8") as out:
        out.write(text)


def edit_text(root: Path, chance: random.Random) -> None:
    append(chance.choice(texts(root)), f"\n补充第{chance.randrange(1000)}句。\n")


def edit_ledger(root: Path, chance: random.Random) -> None:
    file = root / COUNTIES / "jia/01.md"
    if file.is_file():
        row = f"| 2018-10-{chance.randrange(10, 30)} | 活动{chance.randrange(99)} | 活动 | 1 场 | 甲县 | https://example.org/{chance.randrange(9)} | |"
        append(file, f"{row}\n")


def add_text(root: Path, chance: random.Random) -> None:
    source = chance.choice(texts(root))
    target = root / COUNTIES / "yi" / chance.choice(["01.md", "02.md", "index.md", "七.md"])
    target.parent.mkdir(exist_ok=True)
    if source != target:
        shutil.copyfile(source, target)


def delete_text(root: Path, chance: random.Random) -> None:
    found = texts(root)
    if len(found) > 2:
        chance.choice(found).unlink()


def rename_text(root: Path, chance: random.Random) -> None:
    file = chance.choice(texts(root))
    file.rename(file.with_name(chance.choice(["02.md", "01.md", "note.txt", "index.md"])))


def change_attachment(root: Path, chance: random.Random) -> None:
    """Another content of the same size and the same time."""
    folder = root / COUNTIES / "jia/attachments"
    for file in sorted(folder.glob("*.pdf"))[:1]:
        was, content = file.stat(), bytearray(file.read_bytes())
        content[-3] = ord(chance.choice("abcdef"))
        file.write_bytes(content)
        os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))


def add_strays(root: Path, chance: random.Random) -> None:
    folder = root / COUNTIES / chance.choice(["jia", "yi"])
    folder.mkdir(exist_ok=True)
    name = chance.choice([".DS_Store", "说明.docx", ".hidden", "Thumbs.db"])
    (folder / name).write_bytes(b"x")


def add_link(root: Path, chance: random.Random) -> None:
    link = root / COUNTIES / "jia/attachments" / f"l{chance.randrange(3)}.pdf"
    if not os.path.lexists(link):
        link.symlink_to("plan.pdf")


def break_text(root: Path, chance: random.Random) -> None:
    chance.choice(texts(root)).write_bytes(
        chance.choice([b"\xff\xfe\x00", b"", b"---\n: [\n---\n"])
    )


def write_number(root: Path, chance: random.Random) -> None:
    """A made-up number of a person, for which the page withholds its text."""
    append(chance.choice(texts(root)), "\n联系人 11010519491231002X。\n")


def change_rubric(root: Path, chance: random.Random) -> None:
    text = (root / "rubric.yaml").read_text(encoding="utf-8")
    new = text.replace("虚构主席", f"虚构主席{chance.randrange(9)}").replace(
        "title: 虚构的考核", f"title: 虚构的考核{chance.randrange(99)}"
    )
    (root / "rubric.yaml").write_text(new, encoding="utf-8")


def change_template(root: Path, chance: random.Random) -> None:
    name = chance.choice(["evidence.html", "county.html", "parts/cards.html"])
    append(root / "site_templates" / name, f"{{# {chance.randrange(99)} #}}<p>改</p>\n")


def change_theme(root: Path, chance: random.Random) -> None:
    append(
        root / "site_templates/overrides/assets/taizhang.css",
        f"\n.x{chance.randrange(9)} {{ top: 0 }}\n",
    )


def change_settings(root: Path, chance: random.Random) -> None:
    file = root / "mkdocs.yml"
    text = file.read_text(encoding="utf-8")
    name = next(line for line in text.splitlines() if line.startswith("site_name:"))
    file.write_text(text.replace(name, f"site_name: 站{chance.randrange(99)}"), encoding="utf-8")


def change_page(root: Path, chance: random.Random) -> None:
    append(root / "content/pages/guide/index.md", f"\n第{chance.randrange(99)}句。\n")


def change_log(root: Path, _: random.Random) -> None:
    folder = root / "content/results/2018/log"
    # It lies in the archive where that year is past.
    if folder.is_dir() and not list(folder.glob("*closed*")):
        go_on(root, State.CLOSED)


def commit(root: Path, _: random.Random) -> None:
    who = ["-c", "user.name=试", "-c", "user.email=shi@example.cn"]
    for arguments in (["add", "-A"], ["commit", "-qm", "改", "--allow-empty"]):
        subprocess.run(["git", *who, *arguments], cwd=root, check=True)


def touch_output(root: Path, chance: random.Random) -> None:
    """Somebody writes into a published page: as many bytes, and the time put back."""
    # By the home page a folder is known as a site: a build refuses one with another.
    pages = sorted((root / "review/2018").rglob("*.html"))
    if pages:
        file = chance.choice(pages)
        was, content = file.stat(), file.read_bytes()
        with file.open("r+b") as out:
            out.write(b"<!-- x --" + content[9:])
        os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))


def delete_output(root: Path, chance: random.Random) -> None:
    pages = sorted((root / "review/2018").rglob("*.html"))
    if pages:
        chance.choice(pages).unlink()


def damage_cache(_: Path, chance: random.Random) -> None:
    files = sorted(file for file in Path(os.environ["XDG_CACHE_HOME"]).rglob("*") if file.is_file())
    for file in chance.sample(files, min(2, len(files))):
        content = bytearray(file.read_bytes())
        match chance.randrange(4):
            case 0:
                file.unlink()
                continue
            case 1:
                content = content[: len(content) // 2]
            case 2:
                content[len(content) // 2] ^= 1
            case _:
                content = bytearray(b"{}")
        file.write_bytes(content)


def kill_build(root: Path, chance: random.Random) -> None:
    """A build is killed at some moment."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        main(["build", "--quiet", "--without-search", "--for", "reviewers"])
        os._exit(0)
    time.sleep(chance.random() * 0.4)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    # The theme's engine, if it had begun, writes on below: git would add what it is writing.
    for process in processes_of(str(root)):
        wait_for_end(process)


CHANGES: tuple[Change, ...] = (
    *(edit_text, edit_ledger, add_text, delete_text, rename_text, change_attachment, add_strays),
    *(add_link, break_text, write_number, change_rubric, change_template, change_theme),
    *(change_settings, change_page, change_log, commit),
    *(touch_output, delete_output, damage_cache, kill_build),
)


@pytest.fixture
def built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Build:
    """Builds the project in the folder where the test stands; exit code and messages."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))

    def build(out: str, audience: str = "reviewers", *, cold: bool = False) -> tuple[int, str]:
        with monkeypatch.context() as own:
            if cold:
                own.setenv("CI", "true")
            capfd.readouterr()
            options = ["--quiet", "--without-search", "--for", audience, "--out", out]
            return main(["build", *options]), capfd.readouterr().err.replace(out, "OUT")

    return build


@pytest.mark.parametrize("group", range(4))
def test_any_sequence_gives_what_a_build_from_nothing_gives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: Build, group: int
) -> None:
    """After any sequence of changes the output is what a build from nothing gives."""
    for seed in range(group, SEQUENCES, 4):
        chance = random.Random(seed)
        root = copy_invented(tmp_path / str(seed))
        subprocess.run(["git", "init", "-q"], cwd=root, check=True)
        monkeypatch.chdir(root)
        if LONG and seed % 5 == 0:
            archive_year(root)
            # The new year's evidence is what the past one's was.
            shutil.copytree(INVENTED / COUNTIES, root / COUNTIES, dirs_exist_ok=True)
        audience = chance.choice(["reviewers", "reviewers", "public"])
        built("review", audience)
        done = []
        for _ in range(STEPS):
            for change in chance.sample(CHANGES, chance.randrange(1, 4)):
                change(root, chance)
                done.append(change.__name__)
            warm, cold = built("review", audience), built("cold", audience, cold=True)
            assert warm == cold, (seed, done)
            if cold[0] != 0 and not (root / "cold").exists():
                break
            ours, theirs = files_of(root / "review"), files_of(root / "cold")
            differing = [path for path in ours | theirs if ours.get(path) != theirs.get(path)]
            assert differing == [], (seed, done)
            shutil.rmtree(root / "cold")
        shutil.rmtree(tmp_path / str(seed))


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The counties that are read, by id, as they are."""
    names = list[str]()

    def reading(root: Path, county: County, *rest: Any) -> object:
        names.append(county.id)
        return read_county(root, county, *rest)

    monkeypatch.setattr("generator.load.project.read_county", reading)
    return names


def test_only_a_changed_county_is_read(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build, read: list[str]
) -> None:
    """The pages of others, and those about all that show no change, stay the same files."""
    monkeypatch.chdir(project)
    built("review")
    assert read == ["jia", "yi"]
    pages = [
        project / "review/2018" / page / "index.html"
        for page in ("counties/yi/01", "counties/jia/02", "matrix", "counties/jia")
    ]
    before = [page.stat().st_ino for page in pages]
    # The ledger's lines are others now.
    replace_text(project, f"{COUNTIES}/jia/01.md", "专人负责", "指定。\n\n专人负责")
    built("review")
    assert read == ["jia", "yi", "jia"]
    after = [page.stat().st_ino for page in pages]
    assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True, True]
    replace_text(project, f"{COUNTIES}/jia/01.md", "| 2018-09-20 |", "| 2017-09-20 |")
    built("review")
    assert pages[2].stat().st_ino != before[2]
    built("review")
    assert read == ["jia", "yi", "jia", "jia"]


def test_a_page_of_a_county_stands_beside_the_same_figures(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build
) -> None:
    """It is made where its own county, or a figure of all, has changed, not with each other page."""
    monkeypatch.chdir(project)
    built("review")
    pages = [project / f"review/2018/{page}/index.html" for page in ("matrix", "counties/yi")]

    def made_anew() -> list[bool]:
        before = [page.stat().st_ino for page in pages]
        built("review")
        return [page.stat().st_ino != old for page, old in zip(pages, before, strict=True)]

    # Open data have the day, no figure of all counties has.
    replace_text(project, f"{COUNTIES}/jia/01.md", "| 2018-09-20 |", "| 2018-09-21 |")
    assert made_anew() == [True, False]
    replace_text(project, f"{COUNTIES}/jia/01.md", "| 2018-09-21 |", "| 2017-09-20 |")
    assert made_anew() == [True, True]
    assert made_anew() == [False, False]


def test_a_setting_or_a_library_makes_all_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build, read: list[str]
) -> None:
    """Nothing stands for another audience, in the other form, or beside another library."""
    monkeypatch.chdir(project)
    built("out")
    built("out", "public")
    (project / "library/another-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(project / "library"))
    built("out", "public")
    assert read == ["jia", "yi"] * 3


def test_a_template_behind_a_link_counts_by_what_it_says(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build
) -> None:
    """Of a folder of templates, of one template and of a folder within that stand elsewhere."""
    monkeypatch.chdir(project)
    elsewhere = project.parent / "elsewhere"
    (project / "site_templates").rename(elsewhere)
    (project / "site_templates").symlink_to(elsewhere)
    for nth, name in enumerate(("evidence.html", "volume.html", "parts/cards.html")):
        built("review")
        if nth == 1:
            (elsewhere / name).rename(project.parent / "one.html")
            (elsewhere / name).symlink_to(project.parent / "one.html")
        elif nth == 2:
            (elsewhere / "parts").rename(project.parent / "parts")
            (elsewhere / "parts").symlink_to(project.parent / "parts")
        built("review")
        append(elsewhere / name, "<p>改</p>\n")
        built("review")
        built("cold", cold=True)
        assert files_of(project / "review") == files_of(project / "cold")


def test_what_stands_is_not_read(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build
) -> None:
    """No published page is read again where a handwritten page alone has changed, or nothing."""
    monkeypatch.chdir(project)
    built("review")
    read = list[str]()

    def digest(file: str) -> str | None:
        read.append(file)
        return file_digest(file)

    monkeypatch.setattr(outputs, "file_digest", digest)
    append(project / "content/pages/guide/index.md", "\n又一句。\n")
    built("review")
    assert read
    assert [file for file in read if "/2018/" in file] == []
    read.clear()
    built("review")
    assert read == []


def stamps_of(folder: Path) -> dict[str, os.stat_result]:
    return {str(file): file.stat() for file in sorted(folder.rglob("*"))}


def test_a_current_site_is_left_alone(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build, capfd: pytest.CaptureFixture[str]
) -> None:
    """Where nothing has changed not even a time of a file changes; what others put there is told."""
    monkeypatch.chdir(project)
    built("review")
    (project / "review/CNAME").write_text("example.cn", encoding="utf-8")
    before = stamps_of(project / "review")
    capfd.readouterr()
    main(["build", "--without-search", "--for", "reviewers", "--out", "review"])
    told = capfd.readouterr().err
    assert "没有变化" in told
    assert "CNAME" in told
    assert "index.html" not in told
    after = stamps_of(project / "review")
    assert {name: (one.st_ino, one.st_ctime_ns) for name, one in before.items()} == {
        name: (one.st_ino, one.st_ctime_ns) for name, one in after.items()
    }
    for change in (
        lambda: (project / "review/2018/matrix/index.html").write_text("x", encoding="utf-8"),
        (project / "review/2018/calendar/index.html").unlink,
        lambda: append(project / "content/pages/guide/index.md", "\n再一句。\n"),
        lambda: append(project / "site_templates/overrides/assets/taizhang.css", "\n.y { top: 0 }"),
    ):
        change()
        shutil.rmtree(project / "cold", ignore_errors=True)
        built("review")
        built("cold", cold=True)
        ours = files_of(project / "review")
        ours.pop("CNAME", None)
        assert ours == files_of(project / "cold")


def test_a_file_written_while_the_site_is_built_is_not_published(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build
) -> None:
    """A page that was found as it was written, and changed before it was taken, ends the build."""
    monkeypatch.chdir(project)
    built("review")
    page = project / "review/2018/counties/yi/01/index.html"
    was = page.read_bytes()
    replace_text(project, f"{COUNTIES}/jia/01.md", "专人负责", "专人专管")
    put_reused = outputs.Outputs.put_reused

    def changed(self: outputs.Outputs, building: Path) -> None:
        page.write_bytes(was + b"x")
        put_reused(self, building)

    with monkeypatch.context() as own:
        own.setattr(outputs.Outputs, "put_reused", changed)
        code, message = built("review")
    assert (code, page.read_bytes()) == (1, was + b"x")
    assert "OUT/2018/counties/yi/01/index.html" in message
    assert built("review")[0] == 0
    assert page.read_bytes() == was


def test_a_disk_without_second_names_takes_copies(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build, read: list[str]
) -> None:
    """What stands is copied where a file can have one name alone."""

    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.chdir(project)
    monkeypatch.setattr("generator.site.outputs.os.link", refuse)
    built("review")
    replace_text(project, f"{COUNTIES}/jia/01.md", "专人负责", "专人专管")
    assert built("review")[0] == 0
    assert read == ["jia", "yi", "jia"]
    built("cold", cold=True)
    assert files_of(project / "review") == files_of(project / "cold")


@pytest.mark.parametrize("why", ["open to all", "CI", "a link", "a file"])
def test_a_folder_of_others_is_not_used(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build, read: list[str], why: str
) -> None:
    """What somebody else could have written, or could read, is neither read nor written."""
    monkeypatch.chdir(project)
    built("review")
    own = Path(os.environ["XDG_CACHE_HOME"]) / "taizhang"
    if why == "open to all":
        own.chmod(0o755)
    elif why == "CI":
        monkeypatch.setenv("CI", "true")
    else:
        own.rename(own.with_name("elsewhere"))
        own.symlink_to("elsewhere") if why == "a link" else own.write_bytes(b"")
    assert Cache.of_site(project / "review") is None
    assert built("review")[0] == 0
    assert read == ["jia", "yi"] * 2


def test_values_of_another_shape_are_made_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build
) -> None:
    """Whatever stands under the right key costs time alone where it is no such value."""
    monkeypatch.chdir(project)
    built("review")
    cold = files_of(project / "review")
    entries = [file for file in Path(os.environ["XDG_CACHE_HOME"]).rglob("*") if file.is_file()]
    assert len(entries) >= 6
    for value in (b"{}", b"[]", b"null", b'{"pages": 1, "failures": [], "files": 3}', b"\xff", b""):
        for file in entries:
            key = file.read_bytes()[:32]
            file.write_bytes(key + digest_of(value) + value)
        # So that the pages about all counties are made, of results that do not read back.
        (project / "site_templates/parts/x.html").write_text("x", encoding="utf-8")
        assert built("review")[0] == 0
        assert files_of(project / "review") == cold


def test_a_damaged_result_is_counted_again(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build, read: list[str]
) -> None:
    """A county whose pages stand is read for the others' where its result has gone."""
    monkeypatch.chdir(project)
    built("review")
    for file in Path(os.environ["XDG_CACHE_HOME"]).rglob("*yi.result"):
        file.unlink()
    replace_text(project, f"{COUNTIES}/jia/01.md", "| 2018-09-20 |", "| 2017-09-20 |")
    built("review")
    built("cold", cold=True)
    assert files_of(project / "review") == files_of(project / "cold")
    assert read == ["jia", "yi", "jia", "yi", "jia", "yi"]


def test_a_county_that_changes_while_it_is_read_is_not_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch, built: Build
) -> None:
    """What was read need not be what the key says: put back, it is read anew."""
    monkeypatch.chdir(project)
    text = project / COUNTIES / "jia/01.md"
    was = text.read_bytes()

    def reading(root: Path, county: County, *rest: Any) -> object:
        text.write_bytes(was.replace("专人".encode(), "众人".encode()))
        return read_county(root, county, *rest)

    with monkeypatch.context() as patched:
        patched.setattr("generator.load.project.read_county", reading)
        built("review")
    page = project / "review/2018/counties/jia/01/index.html"
    assert "众人" in page.read_text(encoding="utf-8")
    text.write_bytes(was)
    built("review")
    assert "众人" not in page.read_text(encoding="utf-8")


def test_a_result_reads_back_as_it_was() -> None:
    """What other pages need of this repository's counties: the same values of the same types."""
    project = open_project(REPOSITORY)
    languages = [SiteLanguagePages(project, one) for one in site_languages(project)]
    cycle = current_pages(project, Audience.REVIEWERS, languages)
    stored = StoredType[CountyResult](CountyResult)
    for county in project.rubric.counties[:2]:
        result = cycle.write_county(county, write_nothing)
        content = stored.encode(result)
        assert content is not None
        back = stored.decode(content)
        assert back == result
        assert shape(back) == shape(result)


def shape(value: object) -> object:
    """The types of a value and of all in it, frozen mappings as mappings."""
    if is_dataclass(value) and not isinstance(value, type):
        return type(value), [shape(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, Mapping):
        return "mapping", [(shape(key), shape(inner)) for key, inner in value.items()]
    if isinstance(value, tuple | list):
        return type(value), [shape(inner) for inner in value]
    return type(value)


def test_few_sites_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many folders that were built into, the last are remembered."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for nth in range(20):
        kept = Cache.of_site(tmp_path / f"out-{nth}")
        assert kept is not None
        kept.put("files", b"key", b"value")
    assert len(list((tmp_path / "taizhang/sites").iterdir())) <= 13
