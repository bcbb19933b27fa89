"""Our build beside Material's own on the same pages: time and memory, as ratios in one run.

``python benchmarks/build_sites.py`` makes evidence of 8 and of 77 counties (26 files a county,
about 3 KB each, ledgers as long as those of this repository: 2 to 12 rows), then builds it in
turn with ``taizhang build --for reviewers --without-search`` and, as plain Markdown with a pruned
navigation and without search, with ``mkdocs build``: five rounds, medians. Ours reads, checks,
counts and writes every page that the other writes, and the rest of the site.
Exits 1 where a goal of the design is missed.
"""

import argparse
import json
import os
import shutil
import statistics
import sys
import tempfile
import time
import zlib
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
# Pages to counties; the goal is the greatest share of Material's time that ours may take.
SIZES = {200: (8, None), 2000: (77, 0.10)}
COUNTIES_OF_THE_NOTICE = 6
PLAIN = """site_name: 对照
docs_dir: docs
site_dir: site
plugins: []
theme: {name: material, language: zh, font: false, features: [navigation.tabs, navigation.prune, navigation.path, navigation.top, toc.follow]}
"""


@dataclass(frozen=True)
class Cost:
    """What one build took: seconds of the clock, and the peak of its largest process in MB."""

    seconds: float
    megabytes: float


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
    ours.mkdir(parents=True)
    (plain / "docs").mkdir(parents=True)
    shutil.copytree(ROOT / "site_templates", ours / "site_templates")
    shutil.copytree(ROOT / "content/pages", ours / "content/pages")
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    # Material builds one language; so do we.
    del config["extra"]["alternate"]
    text = yaml.safe_dump(config, allow_unicode=True)
    (ours / "mkdocs.yml").write_text(text, encoding="utf-8")
    rubric = yaml.safe_load((ROOT / "rubric.yaml").read_text(encoding="utf-8"))
    rubric["counties"] += [
        {
            **rubric["counties"][nth % COUNTIES_OF_THE_NOTICE],
            "id": f"county-{nth}",
            "name": f"第{nth}县",
        }
        for nth in range(COUNTIES_OF_THE_NOTICE, counties)
    ]
    # JSON is YAML, and the loader reads it as such.
    text = json.dumps(rubric, ensure_ascii=False, indent=1)
    (ours / "rubric.yaml").write_text(text, encoding="utf-8")
    (plain / "mkdocs.yml").write_text(PLAIN, encoding="utf-8")
    (plain / "docs/index.md").write_text("# 首页\n", encoding="utf-8")
    written = size = 0
    for county in rubric["counties"]:
        for item in items_of(rubric):
            text = evidence_text(county["name"], item)
            for folder in (ours / "content/counties", plain / "docs"):
                file = folder / county["id"] / f"{item['id']}.md"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            written, size = written + 1, size + len(text.encode())
    return written, size


def items_of(rubric: dict[str, object]) -> list[dict[str, object]]:
    """Indicators and bonus items."""
    sections: list[dict[str, list[dict[str, object]]]] = rubric["sections"]  # type: ignore[assignment]
    bonus: list[dict[str, object]] = rubric["bonus"]  # type: ignore[assignment]
    return [item for section in sections for item in section["indicators"]] + bonus


def evidence_text(county: str, item: dict[str, object]) -> str:
    """About 3 KB of evidence: four parts, 2 to 12 entries, seven on average."""
    clauses: list[dict[str, str]] = item["clauses"]  # type: ignore[assignment]
    prose = f"{county}科协围绕{item['name']}组织实施，明确责任分工，按季度检查进度并公布结果。"
    entries = 2 + zlib.crc32(f"{county}{item['id']}".encode()) % 11
    filling = prose * ((2200 - 100 * entries + 700) // len(prose.encode()) // 4)
    rows = "\n".join(
        f"| 2018-{nth + 1:02}-12 | 第{nth + 1}次{item['name']}活动 | {clause['name']} |"
        f" 1 {clause.get('unit', '场') if clause.get('unit') != '%' else '场'} | 县城 |"
        f" [报道](https://example.cn/{nth}) | n-{item['id']}-{nth} |"
        for nth, clause in ((nth, clauses[nth % len(clauses)]) for nth in range(entries))
    )
    return (
        f'---\n指标: "{item["id"]}"\n状态: submitted\n---\n'
        f"## 目标\n\n{prose}{filling}\n\n## 方案\n\n{prose}{filling}\n\n{filling}\n\n"
        f"## 措施\n\n- {prose}\n- {filling}\n\n## 台账\n\n"
        f"| 日期 | 事项 | 条款 | 数量 | 地点 | 佐证 | 编号 |\n|---|---|---|---|---|---|---|\n{rows}\n"
    )


def run_in_turn(ours: Path, plain: Path, rounds: int) -> dict[str, list[Cost]]:
    """Build both, one after the other, as often as asked."""
    python = sys.executable
    build = [python, "-m", "generator", "build", "--quiet", "--without-search"]
    build += ["--for", "reviewers"]
    mkdocs = [python, "-m", "mkdocs", "build", "--quiet"]
    costs: dict[str, list[Cost]] = {"taizhang": [], "material": []}
    for _ in range(rounds):
        costs["taizhang"].append(cost_of(build, ours))
        costs["material"].append(cost_of(mkdocs, plain))
    return costs


def cost_of(command: list[str], folder: Path) -> Cost:
    """Run the command from nothing; its largest process counts, children included."""
    for name in ("review", "site"):
        shutil.rmtree(folder / name, ignore_errors=True)
    began = time.perf_counter()
    with (folder / "said").open("w", encoding="utf-8") as said:
        child = spawn_in(folder, command, said.fileno())
        _, status, usage = os.wait4(child, 0)
    if status:
        raise SystemExit((folder / "said").read_text(encoding="utf-8")[-2000:])
    return Cost(time.perf_counter() - began, usage.ru_maxrss / 1024)


def spawn_in(folder: Path, command: list[str], said: int) -> int:
    """Start the command in the folder."""
    child = os.fork()
    if child == 0:
        os.chdir(folder)
        os.dup2(said, 1)
        os.dup2(said, 2)
        os.execve(command[0], command, {**os.environ, "PYTHONPATH": str(ROOT)})  # noqa: S606
    return child


def tell(costs: dict[str, list[Cost]], goal: float | None) -> bool:
    """Print medians and ratios; whether the goal is missed."""
    seconds, megabytes = {}, {}
    for tool, runs in costs.items():
        seconds[tool] = statistics.median(one.seconds for one in runs)
        megabytes[tool] = statistics.median(one.megabytes for one in runs)
        print(f"  {tool:9} {seconds[tool]:7.2f} s  {megabytes[tool]:6.0f} MB")
    time_ratio = seconds["taizhang"] / seconds["material"]
    memory_ratio = megabytes["taizhang"] / megabytes["material"]
    print(f"  ratio     {time_ratio:7.3f}    {memory_ratio:6.2f}   goal {goal or 'none'}")
    return goal is not None and time_ratio > goal


if __name__ == "__main__":
    sys.exit(main())
