"""Our build beside other tools' on the same evidence: time, memory and bytes, in turn in one run.

``python benchmarks/build_sites.py`` makes evidence (26 files a county, about 3 KB each, ledgers as
long as those of this repository: 2 to 12 rows) and builds it with ``taizhang build --for reviewers
--without-search`` and, as plain Markdown, with Material, Zensical and Hugo: from nothing, after a
sentence was added to one file, and again with nothing changed. Ours reads, checks, counts and
writes every page that the others write, and the rest of the site. ``--sizes`` are numbers of pages,
or ``repository`` for this repository as it was before the deadline, with ours alone. ``--peers`` is an environment
with Zensical and Hugo (``requirements/benchmarks.txt``); a tool that is not there is told as such.
With ``--save`` what was measured goes to ``benchmarks/results/``, where it replaces that of the
same sizes; ``--redraw`` makes table and chart anew from what stands there. Exits 1 where a goal is missed.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from builders import NAMES, OURS, Tool, find_tools
from costs import Cost, cost_of, shown_cost
from made_evidence import COUNTIES_OF_THE_NOTICE, copy_repository, made_evidence, write_files
from measured import CASES, COLD, FOLDER, ONE_FILE, REPOSITORY, Measured, Run, Size, Written, kept
from results_chart import chart
from results_table import missed_goals, table

FILES_A_COUNTY = 26
MINUTE = 60


@dataclass
class Bench:
    """A run of one size: the tools' projects are folders of ``scratch``."""

    scratch: Path
    tools: Sequence[Tool]
    size: Size
    into: Measured

    def _prepare(self) -> None:
        """Write the projects: the same evidence for each tool."""
        if self.size.pages == REPOSITORY:
            self.tools = [tool for tool in self.tools if tool.name == OURS]
            self._begin(list(copy_repository(self.scratch / OURS).values()))
            # Back to the days when counties may still change their evidence.
            for later in (self.scratch / OURS / "content/results").rglob("0[2-9]-*"):
                later.unlink()
            return
        for tool in self.tools:
            tool.prepare(self._project(tool), self.size.counties)
        self._begin(self._written())

    def _written(self) -> Iterator[str]:
        # One after the other: what is held here would count as a child's memory.
        for path, text in made_evidence(self.size.counties):
            for tool in self.tools:
                write_files(self._project(tool) / tool.evidence, {path: text})
            yield text

    def _begin(self, texts: Iterable[str]) -> None:
        made = total = 0
        for text in texts:
            made, total = made + 1, total + len(text.encode())
        self.size = replace(self.size, made=made, megabytes=round(total / 2**20, 1))
        self.into.begin(self.size)

    def runs(self) -> Iterator[Run]:
        """Build in turn; a tool that is cut off once is not called again."""
        self._prepare()
        print(f"{self.size.made} files of evidence, {self.size.rounds} rounds", flush=True)
        tools = list(self.tools)
        for nth in range(self.size.rounds):
            for case in CASES:
                for tool in list(tools):
                    if case == ONE_FILE:
                        self._change(tool, nth)
                    run = self._build(tool, case)
                    if run.cost.cut_off:
                        tools.remove(tool)
                        self._clear(tool)
                    yield run

    def _build(self, tool: Tool, case: str) -> Run:
        project, own = self._project(tool), self._cache(tool)
        if case == COLD:
            self._clear(tool)
        before = {stamp for stamp, _ in _files(project / tool.output)}
        # As at home: what a build keeps for the next is kept, in a folder of this run.
        variables = {"XDG_CACHE_HOME": str(own), "TAIZHANG_CACHE": "", "CI": ""}
        limit = self.size.limit * MINUTE
        cost = _rounded(cost_of(tool.command, project, limit=limit, variables=variables))
        after = list(_files(project / tool.output))
        new = [size for stamp, size in after if stamp not in before]
        written = Written(len(after), sum(size for _, size in after), len(new), sum(new))
        return Run(self.size.pages, tool.name, case, cost, written)

    def _change(self, tool: Tool, nth: int) -> None:
        """Add a sentence to a file, another file each round."""
        folder = self._project(tool) / tool.evidence
        county = sorted(folder.glob("*/"))[nth % self.size.counties]
        file = sorted(county.glob("[0-9]*.md"))[nth % FILES_A_COUNTY]
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("\n## 方案", f"\n第{nth + 1}次补充。\n\n## 方案", 1), "utf-8")

    def _clear(self, tool: Tool) -> None:
        tool.clear(self._project(tool), self._cache(tool))

    def _project(self, tool: Tool) -> Path:
        return self.scratch / tool.name

    def _cache(self, tool: Tool) -> Path:
        """The folder in which it may keep what it likes outside of its project."""
        return self.scratch / f"{tool.name}-cache"


def main() -> int:
    """Measure, print and perhaps save; 1 where a goal is missed."""
    options = _options()
    if options.redraw:
        save(Measured.read(options.into / "builds.json"), options.into)
        return 0
    found = find_tools(options.peers)
    tools = [tool for tool in found.values() if tool and tool.name in options.tools]
    versions = {name: tool.version if tool else None for name, tool in found.items()}
    saved = options.into / "builds.json"
    into = kept(saved, _machine(), versions) if options.save else Measured(_machine(), versions)
    for pages, rounds in zip(options.sizes, options.rounds, strict=True):
        with tempfile.TemporaryDirectory(prefix="taizhang-bench-") as scratch:
            bench = Bench(Path(scratch), tools, _size(pages, rounds, options.limit), into)
            for run in bench.runs():
                into.runs.append(run)
                cut = "   cut off" if run.cost.cut_off else ""
                print(f"  {run.case:17}{run.tool:9} {shown_cost(run.cost)}{cut}", flush=True)
                # What is measured stays where a later build ends the run.
                if options.save:
                    save(into, options.into)
    print(table(into))
    return 1 if missed_goals(into) else 0


def _size(pages: int, rounds: int, limit: float) -> Size:
    made = round(pages / FILES_A_COUNTY)
    counties = COUNTIES_OF_THE_NOTICE if pages == REPOSITORY else max(1, made)
    day = time.strftime("%Y-%m-%d", time.gmtime())
    return Size(pages, 0, counties, 0, rounds, limit, day, round(os.getloadavg()[0], 1))


def save(measured: Measured, folder: Path) -> None:
    """Write what was measured, and the table and the chart of it."""
    folder.mkdir(exist_ok=True)
    measured.write(folder / "builds.json")
    (folder / "builds.md").write_text(table(measured), encoding="utf-8")
    (folder / "builds.svg").write_text(chart(measured), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=_numbers, default=[REPOSITORY, 200, 2_000])
    parser.add_argument("--rounds", type=_numbers, default=[3], help="for all sizes or for each")
    parser.add_argument("--tools", type=lambda text: text.split(","), default=list(NAMES))
    parser.add_argument("--limit", type=float, default=20, help="minutes a build may take")
    parser.add_argument("--peers", type=Path, metavar="DIR")
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--redraw", action="store_true")
    parser.add_argument("--into", type=Path, default=FOLDER, metavar="DIR")
    options = parser.parse_args()
    options.rounds *= len(options.sizes) if len(options.rounds) == 1 else 1
    if len(options.rounds) != len(options.sizes) or set(options.tools) - set(NAMES):
        parser.error(f"--rounds: one number, or one a size; --tools: of {','.join(NAMES)}")
    return options


def _numbers(text: str) -> list[int]:
    return [REPOSITORY if one == "repository" else int(one) for one in text.split(",")]


def _files(folder: Path) -> Iterator[tuple[int, int]]:
    """A number that tells a file and its state from others, and its bytes."""
    for parent, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(parent, name)  # noqa: PTH118 - a Path for each is slow
            state = os.lstat(path)
            stamp = (path, state.st_ino, state.st_mtime_ns, state.st_size)
            yield hash(stamp), state.st_size


def _rounded(cost: Cost) -> Cost:
    seconds, processor = round(cost.seconds, 3), round(cost.processor, 3)
    return Cost(seconds, processor, round(cost.largest), round(cost.together), cost.cut_off)


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), "")
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores of {model or platform.machine()}, {memory:.0f} GB,"
        f" {platform.system()}, Python {platform.python_version()}"
    )


if __name__ == "__main__":
    sys.exit(main())
