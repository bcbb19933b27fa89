"""The table of what was measured, and the goals of the design."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from builders import MATERIAL, NAMES, OURS
from measured import BASE, CASES, COLD, NOTHING, ONE_FILE, REPOSITORY, Measured, Size

_HEAD = """# Builds: ours beside other tools

Made by `benchmarks/build_sites.py` from [builds.json](builds.json); nothing here is typed by hand.

![Seconds of processor time by the number of pages](builds.svg)

Every tool renders the same Markdown evidence, one file after the other tool's in one run; the
figures are medians. Ours also checks every file, counts it against what is asked, and writes the
rest of the site; the others render Markdown alone, and Hugo with a plain layout of one template.
No tool makes a search but Zensical, whose index cannot be left out. *Processor* is the time of all
processes and threads, *clock* what one waits for; *largest* is the peak memory of the largest
process, *all* that of all together; *files* and *MB* are those that the build wrote. Ratios and
*growth* (time a page relative to that at {base} pages) are of processor time. A build that takes
longer than the limit is cut off and shown as `>`. *This repository* is a copy of it as it was
before the deadline, in two languages and with its attachments, which only ours can build.

{machine}.
{versions}.
"""
_PARTS = {
    COLD: "without output and caches of earlier builds",
    ONE_FILE: "a sentence added to one file of evidence, after a whole build",
    NOTHING: "built once more",
}


@dataclass(frozen=True)
class Goal:
    """A figure of ours that is to be at most so much."""

    pages: int
    case: str
    figure: str
    most: float
    of: Callable[[Measured, int, str], float | None]

    def reached(self, measured: Measured) -> float | None:
        """What was measured, None where nothing was."""
        return self.of(measured, self.pages, self.case)


def _processor(measured: Measured, pages: int, case: str) -> float | None:
    cost = measured.cost(pages, OURS, case)
    return cost.processor if cost else None


def _memory(measured: Measured, pages: int, case: str) -> float | None:
    cost = measured.cost(pages, OURS, case)
    return cost.together if cost else None


def _of_material(measured: Measured, pages: int, case: str) -> float | None:
    ratio = measured.ratio(pages, OURS, case, (MATERIAL, case))
    return ratio[0] if ratio else None


def _growth(measured: Measured, pages: int, case: str) -> float | None:
    return measured.growth(pages, OURS, case)


GOALS = (
    Goal(REPOSITORY, ONE_FILE, "s of processor time", 1, _processor),
    Goal(BASE, COLD, "of Material's processor time", 0.20, _of_material),
    Goal(10_000, COLD, "of Material's processor time", 0.08, _of_material),
    Goal(10_000, COLD, "MB of all processes", 200, _memory),
    Goal(10_000, ONE_FILE, "s of processor time", 6, _processor),
    Goal(10_000, NOTHING, "s of processor time", 1.5, _processor),
    Goal(74_000, COLD, "growth", 1.2, _growth),
    Goal(74_000, COLD, "MB of all processes", 500, _memory),
)


def missed_goals(measured: Measured) -> Sequence[Goal]:
    """The goals that what was measured does not reach."""
    told = [(goal, goal.reached(measured)) for goal in GOALS]
    return [goal for goal, figure in told if figure is not None and figure > goal.most]


def table(measured: Measured) -> str:
    """All of it as Markdown."""
    versions = ", ".join(
        f"{name} {version or 'missing: not installed'}" for name, version in measured.tools.items()
    )
    parts = [
        _HEAD.format(base=f"{BASE:,}", machine=measured.machine, versions=versions),
        "\n".join(_sizes(measured)),
        *("\n".join(_case(measured, case)) for case in CASES),
        "\n".join(_goals(measured)),
    ]
    return "\n".join(parts)


def _sizes(measured: Measured) -> Iterator[str]:
    yield from _headed("pages", "files", "counties", "MB", "rounds", "limit", "day", "load before")
    for size in measured.sizes:
        yield _row(
            size.name,
            f"{size.made:,}",
            f"{size.counties:,}",
            f"{size.megabytes:.1f}",
            size.rounds,
            f"{size.limit:g} min",
            size.day,
            size.load,
        )
    yield ""


def _case(measured: Measured, case: str) -> Iterator[str]:
    yield f"## {case.capitalize()}\n\n{_PARTS[case].capitalize()}.\n"
    yield from _headed(
        *("pages", "tool", "processor", "of Material", "of cold", "clock", "largest", "all"),
        *("files", "MB", "growth"),
    )
    for size in measured.sizes:
        tools = (OURS,) if size.pages == REPOSITORY else NAMES
        for tool in tools:
            if tool in measured.tools:
                yield _row(size.name, tool, *_figures(measured, size, tool, case))
    yield ""


def _figures(measured: Measured, size: Size, tool: str, case: str) -> Sequence[object]:
    pages = size.pages
    cost = measured.cost(pages, tool, case)
    if cost is None or cost.cut_off:
        costs = (cost, measured.cost(pages, tool, COLD))
        over = f"> {size.limit:g} min" if any(one and one.cut_off for one in costs) else "–"
        said = "missing" if measured.tools[tool] is None else over
        return "–", "–", "–", said, "–", "–", "–", "–", "–"
    written = measured.written(pages, tool, case)
    growth = measured.growth(pages, tool, case)
    return (
        f"{cost.processor:.2f} s",
        _shown(measured.ratio(pages, tool, case, (MATERIAL, case))),
        _shown(measured.ratio(pages, tool, case, (tool, COLD))),
        f"{cost.seconds:.2f} s",
        f"{cost.largest:.0f} MB",
        f"{cost.together:.0f} MB",
        f"{written.new_files:,}",
        f"{written.new_bytes / 2**20:.1f}",
        "–" if growth is None else f"{growth:.2f}",
    )


def _goals(measured: Measured) -> Iterator[str]:
    yield "## Goals\n"
    yield from _headed("pages", "build", "figure", "goal", "measured", "reached")
    for goal in GOALS:
        figure = goal.reached(measured)
        told = ("–", "not measured")
        if figure is not None:
            told = (f"{figure:.3g}", "yes" if figure <= goal.most else "**no**")
        name = "this repository" if goal.pages == REPOSITORY else f"{goal.pages:,}"
        yield _row(name, goal.case, goal.figure, f"{goal.most:g}", *told)
    yield ""


def _shown(ratio: tuple[float, bool] | None) -> str:
    return "–" if ratio is None else f"{'< ' if ratio[1] else ''}{ratio[0]:.3f}"


def _headed(*cells: str) -> Iterator[str]:
    yield _row(*cells)
    yield _row(*("---" if cell in {"tool", "build", "figure"} else "--:" for cell in cells))


def _row(*cells: object) -> str:
    return f"| {' | '.join(str(cell) for cell in cells)} |"
