"""The wheel alone: what it holds, and that it builds a project that has no templates."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest
from project_copy import REPOSITORY, copy_invented

from generator.cache import FOLDER_VARIABLE

# The program's own folder is not where Python looks: only what was installed is there.
PLAIN = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
OFFLINE = ["--no-index", "--no-deps"]


def built_wheel(source: Path, out: Path) -> Path:
    """The wheel as pip builds it, without a network."""
    command = [*PIP, "wheel", *OFFLINE, "--no-build-isolation", "-w", str(out), str(source)]
    subprocess.run(command, env=PLAIN, check=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_wheel(REPOSITORY, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a new environment that holds the wheel; what it needs comes from ours."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, symlinks=True)
    names = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", vars=names))
    shared = {path for path in sys.path if path.endswith("site-packages")}
    # Last on the path, and the .pth files in it, which lead to our checkout, are not read.
    (packages / "shared.pth").write_text("\n".join(sorted(shared)), encoding="utf-8")
    command = [*PIP, "install", *OFFLINE, "--target", str(packages), str(wheel)]
    subprocess.run(command, env=PLAIN, check=True)
    return folder / "bin" / "python"


def manifest(root: Path, python: Path) -> bytes:
    """What a build of the project by that Python writes, with the digest of every file."""
    environment = {**PLAIN, FOLDER_VARIABLE: str(root / ".cache")}
    shutil.rmtree(root / ".cache", ignore_errors=True)
    command = [str(python), "-m", "generator", "build", "--quiet", "--without-search"]
    subprocess.run([*command, "--for", "reviewers"], cwd=root, env=environment, check=True)
    return (root / "review/manifest.json").read_bytes()


def templates_in(archive: Path) -> set[str]:
    with zipfile.ZipFile(archive) as files:
        names = {name for name in files.namelist() if "/site_templates/" in name}
    return {name.partition("/site_templates/")[2] for name in names}


def test_wheel_holds_every_template(wheel: Path, tmp_path: Path) -> None:
    """The wheel has the templates of this folder, and so has one made from a source archive."""
    folder = REPOSITORY / "site_templates"
    expected = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()}
    assert expected == templates_in(wheel)
    code = "import sys; sys.path.insert(0, 'tools'); import build_backend as b; b.build_sdist"
    command = [sys.executable, "-c", f"{code}(sys.argv[1])", str(tmp_path)]
    subprocess.run(command, cwd=REPOSITORY, env=PLAIN, check=True)
    archive = next(tmp_path.glob("*.tar.gz"))
    assert expected == templates_in(built_wheel(archive, tmp_path / "again"))


def test_installed_program_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    """The environment has the program from the wheel, not from this folder."""
    command = [str(installed), "-c", "import generator; print(generator.__file__)"]
    done = subprocess.run(
        command, cwd=tmp_path, env=PLAIN, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).is_relative_to(installed.parent.parent)


def test_project_without_templates_is_built(installed: Path, tmp_path: Path) -> None:
    """The site has the bytes of one whose project holds all templates."""
    root = copy_invented(tmp_path)
    expected = manifest(root, installed)
    shutil.rmtree(root / "site_templates")
    assert expected == manifest(root, installed)


def test_project_overrides_single_templates(installed: Path, tmp_path: Path) -> None:
    """A city's own template and its own part of the theme go before the program's."""
    root = copy_invented(tmp_path)
    shutil.rmtree(root / "site_templates")
    own = root / "site_templates"
    (own / "overrides/partials").mkdir(parents=True)
    (own / "counties.html").write_text("<h1>{{ _('Counties') }}</h1><p>own page</p>", "utf-8")
    (own / "overrides/partials/copyright.html").write_text("<p>own foot</p>", "utf-8")
    manifest(root, installed)
    counties = (root / "review/2018/counties/index.html").read_text("utf-8")
    assert "<p>own page</p>" in counties
    assert "own foot" in (root / "review/2018/method/index.html").read_text("utf-8")


def test_project_begun_by_the_wheel_needs_nothing_else(
    installed: Path, wheel: Path, tmp_path: Path
) -> None:
    """Begun, checked and built by the installed program alone; another is begun from within it."""
    environment = {**PLAIN, FOLDER_VARIABLE: str(tmp_path / ".cache")}

    def run(*given: str, at: Path = tmp_path) -> int:
        command = [str(installed), "-m", "generator", *given, "--quiet"]
        return subprocess.run(command, cwd=at, env=environment, check=False).returncode

    assert run("init", "first") == 1
    assert run("init", "first", "--program", str(wheel)) == 0
    first = tmp_path / "first"
    assert (first / "program" / wheel.name).read_bytes() == wheel.read_bytes()
    assert run("check", at=first) == 0
    assert run("build", "--without-search", at=first) == 0
    assert (first / "site/guide/organise/index.html").is_file()
    assert run("init", "../second", at=first) == 0
    assert (tmp_path / "second/rubric.yaml").read_bytes() == (first / "rubric.yaml").read_bytes()


def test_the_filing_tool_comes_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    """What it carries lies in the wheel, with its licences: no npm, no network."""
    root = copy_invented(tmp_path)
    shutil.rmtree(root / "site_templates")
    command = [
        str(installed),
        "-m",
        "generator",
        "filing",
        "--county",
        "甲县",
        "--out",
        "填报.html",
    ]
    subprocess.run(command, cwd=root, env=PLAIN, check=True)
    assert (root / "填报.html").stat().st_size > 10_000_000
    code = "from generator.load.filing_engine import engine_folder as f; print(f())"
    command = [str(installed), "-c", code]
    done = subprocess.run(command, cwd=root, env=PLAIN, check=True, stdout=subprocess.PIPE)
    folder = Path(done.stdout.decode().strip())
    assert folder.parts[-2:] == ("generator", "filing")
    assert (folder / "LICENCES.txt").is_file()
