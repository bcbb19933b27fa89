"""Our build beside Material's own on the same pages: time and memory, as ratios in one run.

``python benchmarks/build_sites.py`` makes evidence of 8 and of 77 counties (26 files a county,
about 3 KB each, ledgers as long as those of this repository: 2 to 12 rows), then builds it in
turn with ``taizhang build --for reviewers --without-search`` and, as plain Markdown with a pruned
navigation and without search, with ``mkdocs build``: five rounds, medians. Ours reads, checks,
counts and writes every page that the other writes, and the rest of the site.
Exits 1 where a goal of the design is missed.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from costs import Cost, cost_of, median_of, shown_cost
from made_evidence import write_files, write_project

# Pages to counties; the goal is the greatest share of Material's time that ours may take.
SIZES = {200: (8, None), 2000: (77, 0.10)}
PLAIN = """site_name: 对照
docs_dir: docs
site_dir: site
plugins: []
theme: {name: material, language: zh, font: false, features: [navigation.tabs, navigation.prune, navigation.path, navigation.top, toc.follow]}
"""


def main() -> int:
    """Print a line a size and tool, then the ratios; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    missed = False
    with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as scratch:
        for pages, (counties, goal) in SIZES.items():
            folder = Path(scratch) / str(pages)
            ours, plain = folder / "ours", folder / "plain"
            written, size = write_projects(ours, plain, counties)
            print(f"{written} evidence pages, {size / written / 1024:.1f} KB each, {rounds} rounds")
            costs = run_in_turn(ours, plain, rounds)
            missed |= tell(costs, goal)
    return 1 if missed else 0


def write_projects(ours: Path, plain: Path, counties: int) -> tuple[int, int]:
    """Write the same evidence as a project of ours and as a plain MkDocs one."""
    evidence = write_project(ours, counties)
    write_files(plain, {"mkdocs.yml": PLAIN, "docs/index.md": "# 首页\n"})
    write_files(plain / "docs", evidence)
    return len(evidence), sum(len(text.encode()) for text in evidence.values())


def run_in_turn(ours: Path, plain: Path, rounds: int) -> dict[str, list[Cost]]:
    """Build both from nothing, one after the other, as often as asked."""
    python = sys.executable
    build = [python, "-m", "generator", "build", "--quiet", "--without-search"]
    build += ["--for", "reviewers"]
    mkdocs = [python, "-m", "mkdocs", "build", "--quiet"]
    costs: dict[str, list[Cost]] = {"taizhang": [], "material": []}
    for _ in range(rounds):
        shutil.rmtree(ours / "review", ignore_errors=True)
        costs["taizhang"].append(cost_of(build, ours))
        shutil.rmtree(plain / "site", ignore_errors=True)
        costs["material"].append(cost_of(mkdocs, plain))
    return costs


def tell(costs: dict[str, list[Cost]], goal: float | None) -> bool:
    """Print medians and ratios; whether the goal is missed."""
    medians = {tool: median_of(runs) for tool, runs in costs.items()}
    for tool, one in medians.items():
        print(f"  {tool:9} {shown_cost(one)}")
    time_ratio = medians["taizhang"].seconds / medians["material"].seconds
    memory_ratio = medians["taizhang"].megabytes / medians["material"].megabytes
    print(f"  ratio     {time_ratio:7.3f}    {memory_ratio:6.2f}   goal {goal or 'none'}")
    return goal is not None and time_ratio > goal


if __name__ == "__main__":
    sys.exit(main())
