"""The README names what is there: the folders, the targets of make, the commands."""

import re
import subprocess

from project_copy import REPOSITORY

from generator.cli.command_line import _COMMANDS

README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
QUOTED = set(re.findall(r"`([^`\n]+)`", README))


def test_readme_names_every_folder() -> None:
    """Each folder of the repository has its row, and what a row names is there."""
    command = ["git", "ls-tree", "-d", "--name-only", "HEAD"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True)
    folders = {name for name in listed.stdout.splitlines() if not name.startswith(".")}
    rows = re.findall(r"^\| (`.+?`) \|", README, re.MULTILINE)
    named = {name.strip("`") for row in rows for name in row.split("、")}
    assert folders <= {name.partition("/")[0] for name in named}
    made = {"private/"}
    assert all((REPOSITORY / name).exists() for name in named - made)
    docs = {f"docs/{file.name}" for file in (REPOSITORY / "docs").glob("*.md")}
    assert docs <= QUOTED


def test_readme_names_what_make_and_the_program_have() -> None:
    """No target of make and no command is named that does not exist."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    targets = set(phony[1].split()) if phony else set()
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", README, re.MULTILINE))
    assert {"site", "test", "coverage"} <= named <= targets
    commands = set(re.findall(r"(?:^|`)(?:\.venv/bin/)?taizhang ([a-z]+)", README, re.MULTILINE))
    assert {"check", "build"} <= commands <= set(_COMMANDS)
