"""Counties shared out to a Dask scheduler's workers: the same site, whoever is killed."""

import json
import os
import pickle
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from distributed import Client
from project_copy import REPOSITORY, copy_invented, replace_text

from generator.cli import main
from generator.model.errors import Refused
from generator.model.message import Message
from generator.model.rubric import County
from generator.usecases import cluster
from generator.usecases.cluster import _Run, _work

# In seconds, on a machine on which much else runs.
_PATIENCE = 300
COUNTY = County(id="jia", name="甲县", attributes={})


def environment() -> dict[str, str]:
    """That of the tests, whose cache has the theme; the program is this one."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY)}


def begin(folder: Path, name: str, *options: str) -> "subprocess.Popen[bytes]":
    """Start the scheduler or a worker, as on a machine of its own."""
    command = [sys.executable, "-m", "distributed.cli.dask_" + name, "--no-dashboard"]
    with (folder / f"{len(list(folder.iterdir()))}.log").open("wb") as log:
        return subprocess.Popen(
            [*command, "--scheduler-file", str(folder / "scheduler.json"), *options],
            env=environment(),
            cwd=folder,
            stdout=log,
            stderr=log,
        )


@dataclass(frozen=True)
class Machines:
    """A scheduler and its workers, each a process."""

    address: str
    workers: Sequence["subprocess.Popen[bytes]"]


@pytest.fixture
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    """A scheduler with two workers, all of which listen on this machine alone."""
    folder = tmp_path_factory.mktemp("cluster")
    scheduler = begin(folder, "scheduler", "--host", "127.0.0.1", "--port", "0")
    options = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--local-directory", ".")
    workers = [begin(folder, "worker", *options) for _ in range(2)]
    try:
        wait_for(folder / "scheduler.json")
        address = json.loads((folder / "scheduler.json").read_text("utf-8"))["address"]
        wait_for_workers(address, 2)
        yield Machines(address, workers)
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def wait_for(file: Path) -> None:
    """Until the file is there and has been written."""
    end = time.monotonic() + _PATIENCE
    while not (file.is_file() and file.stat().st_size):
        assert time.monotonic() < end, file
        time.sleep(0.02)


def wait_for_workers(address: str, number: int) -> None:
    """Until the scheduler knows of so many."""
    end = time.monotonic() + _PATIENCE
    with Client(address, timeout=_PATIENCE, set_as_default=False) as client:
        while len(client.scheduler_info()["workers"]) != number:
            assert time.monotonic() < end, number
            time.sleep(0.02)


def run(root: Path, *command: str) -> "subprocess.Popen[bytes]":
    """The program, begun in the project folder."""
    whole = [sys.executable, "-m", "generator", "--quiet", *command]
    return subprocess.Popen(whole, cwd=root, env=environment(), stdout=-1, stderr=-1)


def with_more_counties(folder: Path, more: int) -> Path:
    """The invented project with as many counties more, whose evidence is that of the first."""
    root = copy_invented(folder)
    rubric = (root / "rubric.yaml").read_text("utf-8")
    line = next(line for line in rubric.splitlines() if "id: jia" in line)
    lines = [line.replace("jia", f"yi-{nth}").replace("甲县", f"乙{nth}区") for nth in range(more)]
    (root / "rubric.yaml").write_text(rubric.replace(line, "\n".join([line, *lines])), "utf-8")
    for nth in range(more):
        shutil.copytree(root / "content/counties/jia", root / f"content/counties/yi-{nth}")
    return root


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below the folder, by its path."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def test_same_site_though_a_worker_is_killed(machines: Machines, tmp_path: Path) -> None:
    """A worker killed among its first pages changes no byte; what stays serves no older state."""
    root = with_more_counties(tmp_path, 3)
    build = ("build", "--for", "reviewers", "--without-search")
    shared = run(root, *build, "--out", "shared", "--scheduler", machines.address)
    while not list(root.glob(".shared.building-*/site/*/counties/*/index.html")):
        assert shared.poll() is None, shared.communicate()
        time.sleep(0.03)
    machines.workers[0].send_signal(signal.SIGKILL)
    _, errors = shared.communicate()
    assert (0, b"") == (shared.returncode, errors)
    assert machines.workers[0].wait() == -signal.SIGKILL
    assert run(root, *build, "--out", "alone").wait() == 0
    assert files_of(root / "alone") == files_of(root / "shared")
    assert not list((root / ".cache/taizhang").glob("run-*"))

    checks = []
    replace_text(root, "content/counties/jia/01.md", "| 2018-03-12 |", "| 2018年3月12日 |")
    for options in ((), ("--scheduler", machines.address)):
        done = run(root, "check", "--no-cache", "--format", "json", *options)
        checks.append((done.communicate(), done.returncode))
    assert checks[0] == checks[1]
    assert b"unreadable-date" in checks[1][0][0]


def test_workers_that_cannot_be_used(
    machines: Machines,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Another version on a worker, and no worker at all, are sentences."""
    monkeypatch.chdir(project)
    command = ["check", "--quiet", "--scheduler", machines.address]
    with monkeypatch.context() as other:
        other.setattr(cluster, "program", lambda: "0.0")
        assert main(command) == 1
    assert "版本和这里不一样" in capsys.readouterr().err
    for worker in machines.workers:
        worker.kill()
        worker.wait()
    wait_for_workers(machines.address, 0)
    monkeypatch.setattr(cluster, "_SECONDS_TO_CONNECT", 5)
    assert main(["--lang", "en", *command]) == 1
    assert f"{machines.address} has no workers" in capsys.readouterr().err


@pytest.mark.parametrize(
    "address", ["tcp://127.0.0.1:9", "127.0.0.1", "http://127.0.0.1:9", "tls://127.0.0.1:9", ""]
)
def test_no_scheduler(
    address: str,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An address at which no scheduler answers is said so, within seconds."""
    monkeypatch.setattr(cluster, "_SECONDS_TO_CONNECT", 1)
    monkeypatch.chdir(project)
    command = ["check"] if address else ["build", "--out", "out"]
    assert main([*command, "--quiet", "--scheduler", address]) == 1
    assert f"{address} 没有调度器应答" in capsys.readouterr().err
    assert not (project / "out").exists()


def test_library_is_not_installed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the library the option says what to install; a change is judged on one machine."""
    monkeypatch.chdir(project)
    monkeypatch.setitem(sys.modules, "distributed", None)
    for command, expected in (
        (["build"], "python -m pip install"),
        (["--lang", "en", "check"], "needs the library distributed"),
    ):
        assert main([*command, "--scheduler", "tcp://127.0.0.1:9"]) == 1
        assert expected in capsys.readouterr().err
    assert main(["check", "--base", "main", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "--base" in capsys.readouterr().err


def test_worker_looks_before_it_begins(tmp_path: Path) -> None:
    """A worker without the shared folder, or of another version, writes nothing; its reason arrives."""
    written = tmp_path / "written"
    task = pickle.dumps(written.write_text)
    for run_, expected in (
        (_Run("a", cluster.program(), (tmp_path / "away/run-1",)), str(tmp_path / "away")),
        (_Run("a", "0.0", ()), "another version"),
    ):
        with pytest.raises(Refused) as refused:
            _work(run_, task, COUNTY)
        message = pickle.loads(pickle.dumps(refused.value)).message  # noqa: S301 - our own
        assert isinstance(message, Message)
        assert expected in f"{message.text} {message.values}"
    assert not written.exists()
