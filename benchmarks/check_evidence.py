"""The check: how long and with how much memory, cold and with what an earlier run kept.

``python benchmarks/check_evidence.py`` checks this repository (a copy of its content), and made
evidence of 1,000 and 10,000 files (26 a county, about 3 KB each), five rounds each, medians:
cold (nothing kept of the evidence), cached (nothing differs), and with one file edited. What was
found in attachments is kept in all of them: searching and hashing pictures is apart. The memory
is that of the largest process, then of all together. Beside it yamllint on each file's front
matter and markdownlint on the same files, where they are on the PATH or under ``--tools DIR``;
nothing is installed. Exits 1 where a goal of the design is missed.
"""

import argparse
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from costs import Cost, cost_of, median_of, memory_of_all, told
from made_evidence import ROOT, write_files, write_project

COUNTIES = {"1,000 files": 39, "10,000 files": 385}
REPOSITORY = "this repository"
SMALL, LARGE = COUNTIES
CHECK = [sys.executable, "-m", "generator", "check", "--quiet"]
KEPT = ".cache/taizhang/check"
# Seconds; then how many times the memory at 1,000 files there may be at 10,000.
GOALS = {(REPOSITORY, "cold"): 0.5, (LARGE, "cold"): 8.0, (LARGE, "cached"): 1.0}
GROWTH = 1.3
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
        folders = [] if folder is None else [str(folder / one) for one in below]
        path = os.pathsep.join([*folders, os.environ.get("PATH", "")])
        return cls(
            shutil.which("yamllint", path=path), shutil.which("markdownlint-cli2", path=path)
        )


def main() -> int:
    """Print a block a size, then the growth; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tools", type=Path, metavar="DIR")
    options = parser.parse_args()
    tools = Tools.found(options.tools)
    missed, memory = False, {}
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as scratch:
        for size in (REPOSITORY, *COUNTIES):
            ours, lint = Path(scratch) / size / "ours", Path(scratch) / size / "lint"
            written = copy_repository(ours) if size == REPOSITORY else write_made(ours, size)
            print(f"{size}: {len(written)} files, {options.rounds} rounds")
            medians = run_in_turn(ours, options.rounds)
            for name, one in medians.items():
                goal = GOALS.get((size, name))
                missed |= goal is not None and one.seconds > goal
                asked = "" if goal is None else f"   goal {goal} s"
                print(f"  {name:12} {told(one)}{asked}")
            memory[size] = medians["cold"].megabytes, memory_cold(ours)
            print(f"  {'all together':46} {memory[size][1]:6.0f} MB")
            beside(tools, lint, written, medians["cold"], options.rounds)
    for name, large, small in zip(("largest", "all"), memory[LARGE], memory[SMALL], strict=True):
        print(f"memory at {LARGE} to {SMALL}, {name}: {large / small:.2f}   goal {GROWTH}")
    return 1 if missed or memory[LARGE][0] > GROWTH * memory[SMALL][0] else 0


def copy_repository(folder: Path) -> dict[str, str]:
    """Copy this repository's content; its evidence by path."""
    shutil.copytree(ROOT / "content", folder / "content")
    shutil.copyfile(ROOT / "rubric.yaml", folder / "rubric.yaml")
    counties = folder / "content/counties"
    return {
        one.relative_to(counties).as_posix(): one.read_text(encoding="utf-8")
        for one in sorted(counties.glob("*/*.md"))
    }


def write_made(folder: Path, size: str) -> dict[str, str]:
    """Write a made project; its evidence by path."""
    return write_project(folder, COUNTIES[size])


def run_in_turn(folder: Path, rounds: int) -> dict[str, Cost]:
    """The medians of cold, cached and edited runs."""
    edited = next(iter(sorted((folder / "content/counties").glob("*/05.md"))))
    cost_of(CHECK, folder, passing=(0, 1))
    costs: dict[str, list[Cost]] = {"cold": [], "cached": [], "one edited": []}
    for nth in range(rounds):
        shutil.rmtree(folder / KEPT, ignore_errors=True)
        costs["cold"].append(cost_of(CHECK, folder, passing=(0, 1)))
        costs["cached"].append(cost_of(CHECK, folder, passing=(0, 1)))
        edited.write_text(edited.read_text(encoding="utf-8") + f"\n{nth}\n", encoding="utf-8")
        costs["one edited"].append(cost_of(CHECK, folder, passing=(0, 1)))
    return {name: median_of(runs) for name, runs in costs.items()}


def memory_cold(folder: Path) -> float:
    """The peak of all processes of a cold run."""
    shutil.rmtree(folder / KEPT, ignore_errors=True)
    return memory_of_all(CHECK, folder)


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
        one = median_of([cost_of(command, folder, passing=(0, 1)) for _ in range(rounds)])
        print(f"  {name:12} {told(one)}")
        seconds += one.seconds
    print(f"  ratio        {ours.seconds / seconds:7.3f} of both together")


if __name__ == "__main__":
    sys.exit(main())
