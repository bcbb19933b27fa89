"""verify.py names what was changed in a published site, and nothing in an honest one."""

import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from changes import git
from project_copy import copy_invented
from year import run_year

from generator import verify
from generator.cli import main
from generator.model.state import State
from generator.usecases.signing import signed
from generator.verify import MANIFEST

LONG = bool(os.environ.get("TAIZHANG_LONG"))
TAMPERED = 800 if LONG else 60
AGREEING = 200 if LONG else 24
HONEST = 50 if LONG else 2
NEEDS_SSH = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="no ssh-keygen")


@pytest.fixture(scope="module")
def site(public_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository's public site that tests may change and mend."""
    copy = tmp_path_factory.mktemp("verified") / "site"
    shutil.copytree(public_site, copy)
    return copy


@contextmanager
def changed(site: Path, files: dict[str, bytes | None]) -> Iterator[None]:
    """The site with those files, or without them where None; it is put back afterwards."""
    before = {name: (site / name).read_bytes() for name in files if (site / name).is_file()}
    try:
        for name, content in files.items():
            if content is None:
                (site / name).unlink()
            else:
                (site / name).parent.mkdir(parents=True, exist_ok=True)
                (site / name).write_bytes(content)
        yield
    finally:
        for name in files:
            (site / name).unlink(missing_ok=True)
        for name, content in before.items():
            (site / name).write_bytes(content)


def told(site: Path, digest: str = "", signers: Path | None = None) -> tuple[bool, str]:
    """Whether all agrees, and what is said."""
    lines: list[str] = []
    agrees = verify.verify(site, digest, signers, lines.append)
    return agrees, "\n".join(lines)


def newest(site: Path) -> str:
    """The SHA-256 of the newest announcement, as its notice prints it."""
    digest = hashlib.sha256((site / "2018/data/06-final.json").read_bytes()).hexdigest()
    assert digest in (site / "2018/notices/06/index.html").read_text(encoding="utf-8")
    return digest


def renewed(site: Path, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with a manifest that agrees with them."""
    manifest = json.loads((site / MANIFEST).read_bytes())
    for name, content in files.items():
        manifest["files"][name] = hashlib.sha256(content).hexdigest()
    return {**files, MANIFEST: json.dumps(manifest).encode()}


def altered_figure(text: str, choose: random.Random) -> str:
    """The announcement with one of its figures another one."""
    figures = [*re.finditer(r'": "(\d+\.\d\d)"', text)]
    figure = choose.choice(figures)
    other = f"{float(figure[1]) + choose.choice([-1, -0.5, 0.01, 0.3, 2]):.2f}".replace("-", "")
    return text[: figure.start(1)] + other + text[figure.end(1) :]


def test_site_agrees(site: Path) -> None:
    """As a stranger runs it: by itself, and told that more is needed to know the whole site."""
    program = site / "2018/data/verify.py"
    done = subprocess.run(
        [sys.executable, "-I", str(program)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "全部相符" in done.stdout
    assert "cannot be told" in done.stdout
    assert "cannot be told" not in told(site, newest(site))[1]
    assert told(site, newest(site))[0]
    assert len(program.read_text(encoding="utf-8").splitlines()) <= 300


def test_older_digest_is_told(site: Path) -> None:
    """The digest of an older announcement says nothing of those after it."""
    older = hashlib.sha256((site / "2018/data/05-proposed.json").read_bytes()).hexdigest()
    agrees, text = told(site, older)
    assert agrees
    assert "较早" in text


CHANGED_RULES: dict[str, Callable[[bytes], bytes | None]] = {
    "a weight": lambda text: text.replace(b'"weight": "40"', b'"weight": "30"'),
    "a target": lambda text: text.replace(b'"all": "', b'"all": "9'),
    "a space": lambda text: text + b" ",
    "all of them": lambda _: b"{}\n",
    "taken away": lambda _: None,
}


@pytest.mark.parametrize("what", CHANGED_RULES)
def test_changed_rules_are_named_by_the_digest_of_the_announcement(site: Path, what: str) -> None:
    """Rules and manifest changed together, the announcement proved by its digest: told."""
    name = "2018/data/rules.json"
    before = (site / name).read_bytes()
    content = CHANGED_RULES[what](before)
    assert content != before
    files: dict[str, bytes | None] = dict(renewed(site, {name: content or b""}))
    if content is None:
        manifest = json.loads(files[MANIFEST] or b"")
        del manifest["files"][name]
        files = {name: None, MANIFEST: json.dumps(manifest).encode()}
    with changed(site, files):
        agrees, text = told(site, newest(site))
    assert not agrees
    assert f"{name}：不是最新公告的" in text


@pytest.mark.parametrize("seed", range(TAMPERED))
def test_tampered_copy_is_named(site: Path, seed: int) -> None:
    """A file changed, cut, taken away or added is named."""
    choose = random.Random(seed)
    names = sorted(json.loads((site / MANIFEST).read_bytes())["files"])
    name = choose.choice(names)
    content = (site / name).read_bytes()
    at = choose.randrange(len(content) or 1)
    change: bytes | None = choose.choice(
        [
            None,
            content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :] if content else b"x",
            content + b"\n",
            content[:-1] if content else b" ",
        ]
    )
    if seed % 5 == 0:
        name, change = f"{name}.{seed}", b"new"
    with changed(site, {name: change}):
        agrees, text = told(site)
    assert not agrees
    assert name in text


def agreeing(site: Path, choose: random.Random) -> dict[str, bytes]:
    """Announcements changed, and with them chain, newest result and manifest."""
    paths = {state: f"2018/data/{state}.json" for state in ("05-proposed", "06-final")}
    texts = {state: (site / path).read_text(encoding="utf-8") for state, path in paths.items()}
    for state in choose.choice([("06-final",), ("05-proposed",), ("05-proposed", "06-final")]):
        texts[state] = altered_figure(texts[state], choose)
    first = texts["05-proposed"].encode()
    last = re.sub(
        r'"previous": "\w+"',
        f'"previous": "{hashlib.sha256(first).hexdigest()}"',
        texts["06-final"],
    ).encode()
    files = {paths["05-proposed"]: first, paths["06-final"]: last, "2018/data/results.json": last}
    return renewed(site, files)


@pytest.mark.parametrize("seed", range(AGREEING))
def test_agreeing_copy_is_named_by_the_digest(site: Path, seed: int) -> None:
    """Announcements changed with chain, pages and manifest: the digest on paper tells."""
    digest = newest(site)
    with changed(site, dict(agreeing(site, random.Random(seed)))):
        agrees, text = told(site, digest)
    assert not agrees
    assert "--digest" in text


FIGURES = {
    "total": (r'("total": ")\d', r"\g<1>9", "total"),
    "item": (r'("points": ")\d+\.\d\d', r"\g<1>0.00", "indicators"),
    "section": (r'("bonus": ")\d', r"\g<1>9", "sections.bonus"),
    "group": (r'("leaders": ")\d', r"\g<1>9", "leaders"),
    "rank": (r'("rank": )\d', r"\g<1>7", "rank"),
    "mark": (r'("demonstration": )true', r"\g<1>false", "demonstration"),
    "chain": (r'("previous": ")\w{8}', r"\g<1>00000000", "前一份公告"),
}


@pytest.mark.parametrize("figure", FIGURES)
def test_figure_that_does_not_add_up_is_named(site: Path, figure: str) -> None:
    """Without any digest: what published parts say of it, whatever the manifest says."""
    pattern, other, expected = FIGURES[figure]
    text = (site / "2018/data/06-final.json").read_text(encoding="utf-8")
    content = re.sub(pattern, other, text, count=1).encode()
    files = {"2018/data/06-final.json": content, "2018/data/results.json": content}
    with changed(site, dict(renewed(site, files))):
        agrees, told_text = told(site)
    assert not agrees
    (line, *_) = [line for line in told_text.splitlines() if "06-final.json" in line]
    assert expected in line


def test_last_announcement_taken_away_is_told(site: Path) -> None:
    """With everything renewed, the digest of the one taken away is on no announcement."""
    digest = newest(site)
    manifest = json.loads((site / MANIFEST).read_bytes())
    del manifest["files"]["2018/data/06-final.json"]
    first = (site / "2018/data/05-proposed.json").read_bytes()
    files: dict[str, bytes | None] = {
        MANIFEST: json.dumps(manifest).encode(),
        "2018/data/06-final.json": None,
        "2018/data/results.json": first,
    }
    with changed(site, files):
        assert "--digest" in told(site, digest)[1]


def new_key(folder: Path) -> Path:
    """A key to sign with."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "x", "-f", str(folder / "key")]
    subprocess.run(command, check=True)
    return folder / "key"


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a key and the file of those who may sign."""
    folder = tmp_path_factory.mktemp("signer")
    public = new_key(folder).with_suffix(".pub").read_text(encoding="ascii")
    (folder / "signers").write_text(f"office@example.org {public}", encoding="ascii")
    return folder


def signatures(files: dict[str, bytes], key: Path) -> dict[str, bytes]:
    """Those of the announcements among the files, by the key."""
    made: dict[str, bytes] = {}
    for name, content in files.items():
        if re.search(r"/\d\d-\w+\.json$", name):
            of_one = signed({name: content.decode()}, [key])
            made |= {file: text.encode() for file, text in of_one.items()}
    return made


@pytest.fixture(scope="module")
def signed_site(site: Path, signer: Path) -> Iterator[Path]:
    """The site with its announcements signed."""
    names = ("2018/data/05-proposed.json", "2018/data/06-final.json")
    files = {name: (site / name).read_bytes() for name in names}
    with changed(site, dict(renewed(site, signatures(files, signer / "key")))):
        assert told(site, signers=signer / "signers")[0]
        yield site


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The key of somebody who is no signer."""
    return new_key(tmp_path_factory.mktemp("stranger"))


@NEEDS_SSH
@pytest.mark.parametrize("seed", range(AGREEING))
def test_agreeing_copy_is_named_by_the_signers(
    signed_site: Path, signer: Path, stranger: Path, seed: int
) -> None:
    """The signatures kept, taken away or made by another: the signers' keys tell."""
    choose = random.Random(f"signed {seed}")
    files: dict[str, bytes | None] = dict(agreeing(signed_site, choose))
    kept = json.loads(files[MANIFEST] or b"")
    way = choose.choice(["kept", "gone", "another's"])
    if way == "gone":
        gone = [name for name in kept["files"] if name.endswith(".sig")]
        assert len(gone) == 2
        for name in gone:
            del kept["files"][name]
        files |= {**dict.fromkeys(gone), MANIFEST: json.dumps(kept).encode()}
    elif way == "another's":
        contents = {name: content for name, content in files.items() if content is not None}
        others = signatures(contents, stranger)
        files |= others
        for name, content in others.items():
            kept["files"][name] = hashlib.sha256(content).hexdigest()
        files[MANIFEST] = json.dumps(kept).encode()
    with changed(signed_site, files):
        agrees, text = told(signed_site, signers=signer / "signers")
    assert not agrees
    assert "签名" in text


@NEEDS_SSH
def test_signed_announcement(
    tmp_path: Path,
    signer: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """--sign writes signatures that --signers takes; an altered or unsigned one is named."""
    root = copy_invented(tmp_path)
    run_year(root, State.DECIDING)
    monkeypatch.chdir(root)
    command = ["announce", "proposed", "--date", "2019-01-21", "--quiet"]
    assert main([*command, "--sign", str(signer / "none")]) == 1
    assert "什么也没有写" in capsys.readouterr().err
    assert not [*root.glob("content/results/2018/*.json")]
    keys = ["--sign", str(signer / "key"), "--sign", str(signer / "key")]
    assert main([*command, *keys]) == 0
    assert main(["build", "--quiet", "--without-search"]) == 0
    site = root / "site"
    names = sorted(file.name for file in site.glob("2018/data/*.sig"))
    assert names == ["05-proposed.json.1.sig", "05-proposed.json.2.sig"]
    assert names[0] in (site / "2018/notices/05/index.html").read_text(encoding="utf-8")
    agrees, text = told(site, signers=signer / "signers")
    assert agrees
    assert text.count("Signed by office@example.org") == 2
    name = "2018/data/05-proposed.json"
    content = (site / name).read_bytes().replace(b'"why": ""', b'"why": " "')
    files = renewed(site, {name: content, "2018/data/results.json": content})
    with changed(site, dict(files)):
        assert told(site)[0]
        assert name in told(site, signers=signer / "signers")[1].replace("签名相符", "")
        assert not told(site, signers=signer / "signers")[0]
    (signer / "others").write_text("", encoding="ascii")
    assert not told(site, signers=signer / "others")[0]
    monkeypatch.setenv("PATH", "")
    agrees, text = told(site, signers=signer / "signers")
    assert agrees
    assert "没有核对" in text


@pytest.mark.parametrize("seed", range(HONEST))
def test_honest_site_agrees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """A site built in any state, of any disclosure, agrees with itself."""
    root, choose = copy_invented(tmp_path), random.Random(seed)
    rubric = (root / "rubric.yaml").read_text(encoding="utf-8")
    level = choose.choice(["commended", "totals", "sections", "indicators"])
    place = choose.choice(["total", "group-mean"])
    rubric = rubric.replace("disclosure: indicators", f"disclosure: {level}")
    rubric = rubric.replace("rounding-place: {choice: total", f"rounding-place: {{choice: {place}")
    (root / "rubric.yaml").write_text(rubric, encoding="utf-8")
    # One score changed is nothing to amend where no figure is published.
    states = [State.PROPOSED, State.FINAL, State.AMENDED][: 2 if level == "commended" else 3]
    run_year(root, choose.choice(states))
    monkeypatch.chdir(root)
    assert main(["build", "--quiet", "--without-search"]) == 0
    agrees, text = told(root / "site")
    assert agrees, text


def test_verify_compares_with_a_build_of_the_commit(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command builds the commit that the manifest names, and names what differs."""
    run_year(project, State.FINAL)
    shutil.rmtree(project / "private")
    monkeypatch.chdir(project)
    (project / ".gitignore").write_text("/site/\n.*\n", encoding="utf-8")
    git(project, "init", "--quiet")
    git(project, "add", "-A")
    git(project, "commit", "--quiet", "-m", "x")
    assert main(["build", "--quiet", "--without-search"]) == 0
    manifest = json.loads((project / "site" / MANIFEST).read_bytes())
    commit = git(project, "rev-parse", "HEAD").strip()
    assert manifest["commit"] == {"id": commit, "clean": True}
    assert set(manifest["cycles"]["2018"]["evidence"]) == {"jia", "yi"}
    assert main(["verify", "--quiet"]) == 0
    assert "没有与重新生成的网站比对" not in capsys.readouterr().err
    page = "2018/index.html"
    content = (project / "site" / page).read_bytes() + b" "
    with changed(project / "site", dict(renewed(project / "site", {page: content}))):
        assert main(["verify", "--quiet"]) == 1
    assert f"{page} 与由网站所写的提交重新生成的不同" in capsys.readouterr().out
    (project / "rubric.yaml").write_bytes((project / "rubric.yaml").read_bytes() + b"# x\n")
    assert main(["build", "--quiet", "--without-search"]) == 0
    assert main(["verify", "--quiet"]) == 0
    assert "没有与重新生成的网站比对" in capsys.readouterr().err
