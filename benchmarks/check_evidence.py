"""The check: how long it takes and how much memory it needs.

``python benchmarks/check_evidence.py`` checks this repository (a copy of its content), and made
evidence of 1,000 and 10,000 files (26 a county, about 3 KB each), five rounds each, medians. A
check reads everything each time; only the scans of attachments are cached, so that the first one,
of pictures, is apart. The memory is that of the largest process, then of all together. Beside it
yamllint on each file's front matter and markdownlint on the same files, where they are on the PATH
or under ``--tools DIR``; nothing is installed. Exits 1 where a goal of the design is missed.
"""

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from costs import Cost, cost_of, median_of, shown_cost
from made_evidence import copy_repository, made_evidence, write_files, write_project

COUNTIES = {"1,000 files": 39, "10,000 files": 385}
REPOSITORY = "this repository"
SMALL, LARGE = COUNTIES
CHECK = [sys.executable, "-m", "generator", "check", "--quiet"]
# Seconds.
GOALS = {REPOSITORY: 1.0, LARGE: 8.0}
MARKDOWNLINT_RULES = '{"default": true, "MD013": false, "MD041": false}\n'


@dataclass(frozen=True)
class Tools:
    """Where the other checkers are, None for each that is not there."""

    yamllint: str | None
    markdownlint: str | None

    @classmethod
    def found(cls, folder: Path | None) -> "Tools":
        """Those on the PATH, or in the folder or below its usual places."""
        below = ("", "bin", "node_modules/.bin")
        folders = [] if folder is None else [str(folder / place) for place in below]
        path = os.pathsep.join([*folders, os.environ.get("PATH", "")])
        return cls(
            shutil.which("yamllint", path=path), shutil.which("markdownlint-cli2", path=path)
        )


def main() -> int:
    """Print a block a size; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tools", type=Path, metavar="DIR")
    options = parser.parse_args()
    tools = Tools.found(options.tools)
    missed = False
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as scratch:
        for size in (REPOSITORY, *COUNTIES):
            ours, lint = Path(scratch) / size / "ours", Path(scratch) / size / "lint"
            written = copy_repository(ours) if size == REPOSITORY else write_made(ours, size)
            print(f"{size}: {len(written)} files, {options.rounds} rounds")
            # The first run scans the attachments.
            cost_of(CHECK, ours, passing=(0, 1))
            median = median_of(
                [cost_of(CHECK, ours, passing=(0, 1)) for _ in range(options.rounds)]
            )
            goal = GOALS.get(size)
            missed |= goal is not None and median.seconds > goal
            asked = "" if goal is None else f"   goal {goal} s"
            print(f"  {'check':12} {shown_cost(median)}{asked}")
            beside(tools, lint, written, median, options.rounds)
    return 1 if missed else 0


def write_made(folder: Path, size: str) -> dict[str, str]:
    """Write a made project; its evidence by path."""
    write_project(folder, COUNTIES[size])
    texts = dict(made_evidence(COUNTIES[size]))
    write_files(folder / "content/counties", texts)
    return texts


def beside(tools: Tools, folder: Path, texts: dict[str, str], ours: Cost, rounds: int) -> None:
    """Print what the other checkers take on the same files, and our share of it."""
    if tools.yamllint is None or tools.markdownlint is None:
        for name, place in vars(tools).items():
            print(f"  {name}: " + ("not there, not compared" if place is None else place))
        return
    heads = {
        f"{path[:-3]}.yaml": text.split("---\n")[1]
        for path, text in texts.items()
        if text.startswith("---\n")
    }
    write_files(folder, {**texts, **heads, ".markdownlint.json": MARKDOWNLINT_RULES})
    yaml = [tools.yamllint, "-d", "relaxed", "."]
    markdown = [tools.markdownlint, "**/*.md"]
    seconds = 0.0
    for name, command in (("yamllint", yaml), ("markdownlint", markdown)):
        median = median_of([cost_of(command, folder, passing=(0, 1)) for _ in range(rounds)])
        print(f"  {name:12} {shown_cost(median)}")
        seconds += median.seconds
    print(f"  ratio        {ours.seconds / seconds:7.3f} of both together")


if __name__ == "__main__":
    sys.exit(main())
