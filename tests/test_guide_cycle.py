"""A cycle from nothing to the archive, run by the commands of the guide, in real git repositories."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from filled_books import FilledBook
from guide_commands import GUIDE, Command, commands_of
from plain_yaml import load_yaml
from project_copy import REPOSITORY, replace_text
from score_sheets import filled, judges_of, layout_of
from year import DAYS

from generator.cli import main
from generator.cli.command_line import _parser
from generator.model.message import Language
from generator.model.state import State
from generator.report.catalogue import Catalogue
from generator.usecases.open_project import open_project

LONG = bool(os.environ.get("TAIZHANG_LONG"))
READMES = [REPOSITORY / "README.md", REPOSITORY / "deploy/project/README.md"]
PAGES = [*sorted(GUIDE.glob("*.md")), *READMES]
COMMANDS = [*commands_of(GUIDE / "organise.md")]
OWN = "content/counties/guanyun/05.md"
# What asks for a passphrase, or is only for a case that this year does not have.
ASIDE = re.compile(
    r"taizhang (private|record|ballots (compare|show)|announce amended)|make site|taizhang$"
)
ROW = "| 2018-0{0}-12 | 学术报告会{0} | 学术交流活动 | 1 场 | 灌云县 | | [签到表](attachments/{0}.pdf) | |"


@pytest.mark.parametrize(
    "page", PAGES, ids=[one.relative_to(REPOSITORY).as_posix() for one in PAGES]
)
def test_guide_names_what_there_is(page: Path) -> None:
    """Each command of each page is one of ours with options that it has, or one of a short list."""
    for command in commands_of(page):
        program, *given = command.words
        # With the folder of the environment before it, on either system.
        program = re.split(r"[/\\]", program)[-1]
        if program == "taizhang":
            _parser(Catalogue(Language.ENGLISH), given).parse_args(given)
        else:
            assert program in {"git", "cd", "make", "rm", "py", "python", "python3"}, command


def test_both_languages_have_the_same_commands() -> None:
    """What is done stands in both, word for word but for what people write themselves."""

    def plain(page: str) -> list[str]:
        return [" ".join(one.words[:3]) for one in commands_of(GUIDE / page)]

    assert plain("organise.md") == plain("organise.en.md")


class Cycle:
    """The office, one county and their host; what a person does between two commands is done here."""

    def __init__(self, root: Path) -> None:
        self.root, self.host = root, root / "host.git"
        self.offices = self.countys = root / "checkout"
        self.offices.mkdir()
        (self.offices / "rubric.yaml").write_text("another city's", encoding="utf-8")
        self.merged: list[str] = []
        environment = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_AUTHOR_NAME": "甲"}
        environment |= {"GIT_AUTHOR_EMAIL": "a@mail.example", "GIT_COMMITTER_NAME": "甲"}
        environment |= {"GIT_COMMITTER_EMAIL": "a@mail.example", "PYTHONPATH": str(REPOSITORY)}
        self.environment = {**os.environ, **environment, "PATH": f"{root}/bin:{os.environ['PATH']}"}
        # The hook of the folder asks for the program by its name.
        program = root / "bin/taizhang"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m generator "$@"\n', "utf-8")
        program.chmod(0o755)
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.host))

    def git(self, *words: str, at: Path | None = None) -> None:
        done = subprocess.run(
            ["git", *words],
            cwd=at or self.root,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (words, done.stdout, done.stderr)

    def play(self, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
        """Run it where it is run; then the host merges what was pushed, if its check is green."""
        where = self.countys if command.county else self.offices
        monkeypatch.chdir(where)
        program, *given = (
            word.replace("/srv/www", str(self.root / "www")) for word in command.words
        )
        if program == "cd":
            moved = Path(os.path.normpath(where / given[0]))
            self.countys, self.offices = (
                (moved, self.offices) if command.county else (self.countys, moved)
            )
        elif program == "rm":
            shutil.rmtree(where / given[-1])
        elif program == "taizhang":
            assert main(self.dated(given)) == 0, command
        elif program == "git":
            host = [str(self.host) if word.startswith("https://") else word for word in given]
            self.git(*host, at=where)
            if given[:2] == ["push", "origin"]:
                self.merge(given[2])

    def dated(self, given: list[str]) -> list[str]:
        """A year that is over: its steps with their days."""
        if given[0] == "init":
            return [*given, "--year", "2018"]
        if given[0] in ("state", "announce"):
            return [*given, "--date", DAYS[State(given[1])]]
        return [*given, "--date", "2018-12-20"] if given[0] == "return" else given

    def merge(self, branch: str) -> None:
        """What the host does with the pull request: judge it by the base, and merge it."""
        account = "ban" if branch.startswith("office/") else "daijiao"
        clone = self.root / "merging"
        shutil.rmtree(clone, ignore_errors=True)
        self.git("clone", "--quiet", str(self.host), str(clone))
        with contextlib.chdir(clone):
            asked = ["--base", "origin/main", "--head", f"origin/{branch}", "--account", account]
            assert main(["check", "--quiet", *asked]) == 0, branch
        self.git("merge", "--quiet", "--no-ff", "-m", branch, f"origin/{branch}", at=clone)
        self.git("push", "--quiet", "origin", "main", at=clone)
        self.merged.append(branch)


def name_accounts(cycle: Cycle) -> None:
    people = cycle.offices / "deploy/people.yml"
    people.write_text("office: [ban]\ncounties:\n  guanyun: [guan]\n", encoding="utf-8")


def fill_rubric(cycle: Cycle) -> None:
    file = cycle.offices / "rubric.yaml"
    text = re.sub(" *# *待填.*", "", file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")


def write_evidence(cycle: Cycle) -> None:
    file = cycle.countys / OWN
    text = re.sub("（请在此填写.*）\n", "按季度组织。\n", file.read_text(encoding="utf-8"))
    text = text.replace("状态: 草稿", "状态: 已提交").replace("按季度组织。\n\n| 日期", "| 日期")
    rows = "\n".join(ROW.format(nth) for nth in (1, 2, 3))
    file.write_text(text.rstrip("\n") + f"\n{rows}\n", encoding="utf-8")
    folder = file.parent / "attachments"
    folder.mkdir()
    proof = REPOSITORY / "content/counties/donghai/attachments/2018-03-12-qd.pdf"
    for nth in (1, 2, 3):
        # Three lists: equal files would be told as one.
        (folder / f"{nth}.pdf").write_bytes(proof.read_bytes() + b"\n" * nth)


def fill_workbook(cycle: Cycle) -> None:
    book = FilledBook(cycle.offices, "donghai")
    book.write_row("05", "2018-05-08", "水产学术讲座", "学术交流活动", "1 场", "东海县")
    folder = cycle.root / "收到/东海县"
    folder.mkdir(parents=True)
    book.save(folder / "东海县.xlsx")


def answer(cycle: Cycle) -> None:
    replace_text(cycle.countys, OWN, '答复: ""', '答复: "已补"')
    replace_text(cycle.countys, OWN, "状态: 退回", "状态: 已提交")


def write_roster(cycle: Cycle) -> None:
    page = (GUIDE / "organise.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    (text,) = (one for one in blocks if "judges:" in one)
    file = cycle.offices / "private/roster.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(re.sub('cycle: "20.."', 'cycle: "2018"', text), encoding="utf-8")


def score(cycle: Cycle) -> None:
    private = cycle.offices / "private"
    rubric = open_project(cycle.offices).rubric
    (private / "交来").mkdir()
    for name, judge in judges_of(cycle.offices, private).items():
        cells = layout_of(rubric, judge).open
        sheet = (private / f"sheets/{name}.xlsx").read_bytes()
        given = {cell: 2 if county == "guanyun" else 1 for cell, (county, _) in cells.items()}
        (private / f"交来/{name}.xlsx").write_bytes(filled(sheet, given))


def decide(cycle: Cycle) -> None:
    replace_text(cycle.offices, "private/decision.yaml", "commended: 待填", "commended: [灌云县]")


# What a person does before the command that begins so; each once, in this order.
BETWEEN: list[tuple[str, Callable[[Cycle], None]]] = [
    ("git add -A", name_accounts),
    ("taizhang workbook --office --take", fill_rubric),
    ("taizhang check 灌云县", write_evidence),
    ("taizhang intake", fill_workbook),
    ("taizhang check 灌云县", answer),
    ("taizhang sheets", write_roster),
    ("taizhang ballots import", score),
    ("git switch -c office/proposed", decide),
]


def test_cycle_is_run_from_the_guide_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From init to archive, every command as it is written, every change merged by its check."""
    cycle, waiting = Cycle(tmp_path), [*BETWEEN]
    monkeypatch.setenv("TAIZHANG_CACHE", str(tmp_path / "cache"))
    played = [one for one in COMMANDS[1:] if not ASIDE.match(str(one))]
    if not LONG:
        # Until the first step of the log is merged.
        played = played[: [str(one) for one in played].index("git push origin office/open") + 1]
    for command in played:
        if waiting and str(command).startswith(waiting[0][0]):
            waiting.pop(0)[1](cycle)
        cycle.play(command, monkeypatch)
    assert cycle.merged[:2] == ["office/rubric", "office/open"]
    if not LONG:
        return
    assert not waiting
    assert cycle.merged[-1] == "office/archive"
    end = cycle.root / "merging"
    assert (end / "content/archive/2018/content/results/2018/06-final.json").is_file()
    assert load_yaml((end / "rubric.yaml").read_text("utf-8"))["cycle"] == "2019"
    assert (cycle.root / "www/kexie/2018/results/index.html").is_file()
    assert not (cycle.root / "演练").exists()
    names = subprocess.run(
        ["git", "log", "--all", "--name-only", "--format="],
        cwd=end,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert "private/" not in names
