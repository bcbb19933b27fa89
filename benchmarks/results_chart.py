"""The chart of what was measured: processor time by pages, both axes logarithmic, as plain SVG."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builders import NAMES
from measured import COLD, ONE_FILE, REPOSITORY, Measured, Size

_TITLE = "Seconds of processor time by the number of pages"
_WIDTH, _HEIGHT = 920, 440
_TOP, _BOTTOM, _LEFT, _PANEL, _GAP = 64, 380, 64, 320, 120
# Two names of tools do not stand closer than this.
_LINE = 15
_STYLE = """
text { font: 13px system-ui, sans-serif; fill: #24292f }
.soft { fill: #57606a } .title { font-weight: 600 }
.ground { fill: #fff } .grid { stroke: #d0d7de; stroke-width: 1 }
.line { fill: none; stroke-width: 2 } .over { fill: none; stroke-width: 2 }
.taizhang { --c: #0b5cad } .material { --c: #b3480a } .zensical { --c: #8b3fb0 } .hugo { --c: #1a7f37 }
.line, .over { stroke: var(--c) } .dot, .name { fill: var(--c) }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .soft { fill: #9198a1 }
.ground { fill: #0d1117 } .grid { stroke: #30363d }
.taizhang { --c: #6cb6ff } .material { --c: #f0883e } .zensical { --c: #d2a8ff } .hugo { --c: #56d364 }
}
"""


@dataclass(frozen=True)
class Point:
    """A median: pages, seconds, and whether the build was cut off there."""

    pages: int
    seconds: float
    cut_off: bool


@dataclass(frozen=True)
class Axes:
    """The ranges that both panels share, as powers of ten."""

    pages: tuple[float, float]
    seconds: tuple[int, int]

    def x(self, pages: int) -> float:
        """Where so many pages stand within a panel."""
        low, high = self.pages
        return _PANEL * (math.log10(pages) - low) / (high - low)

    def y(self, seconds: float) -> float:
        """Where so many seconds stand."""
        low, high = self.seconds
        return _BOTTOM - (_BOTTOM - _TOP) * (math.log10(seconds) - low) / (high - low)


def chart(measured: Measured) -> str:
    """The picture: cold builds beside builds with one file changed."""
    panels = {case: _lines(measured, case) for case in (COLD, ONE_FILE)}
    axes = _axes([point for lines in panels.values() for line in lines.values() for point in line])
    size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}"'
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{_TITLE}">',
        f"<style>{_STYLE}</style>",
        f'<rect class="ground" width="{_WIDTH}" height="{_HEIGHT}"/>',
        f'<text class="soft" x="{_LEFT - 48}" y="22">{_TITLE}; a ring: cut off there</text>',
    ]
    for nth, (case, lines) in enumerate(panels.items()):
        body.append(f'<g transform="translate({_LEFT + nth * (_PANEL + _GAP)} 0)">')
        body += [f'<text class="title" y="48">{case.capitalize()}</text>']
        body += [*_grid(axes, [size.pages for size in _sizes(measured)]), *_drawn(axes, lines)]
        body.append("</g>")
    return "\n".join([*body, "</svg>", ""])


def _lines(measured: Measured, case: str) -> dict[str, list[Point]]:
    """The points of each tool that has some."""
    lines: dict[str, list[Point]] = {}
    for tool in NAMES:
        for size in _sizes(measured):
            cost = measured.cost(size.pages, tool, case)
            if cost:
                point = Point(size.pages, cost.processor, cost.cut_off)
                lines.setdefault(tool, []).append(point)
    return lines


def _sizes(measured: Measured) -> Sequence[Size]:
    return [size for size in measured.sizes if size.pages != REPOSITORY]


def _axes(points: Sequence[Point]) -> Axes:
    pages = [math.log10(point.pages) for point in points] or [0.0]
    seconds = [math.log10(point.seconds) for point in points] or [0.0]
    low, high = math.floor(min(seconds)), math.ceil(max(seconds))
    return Axes((min(pages) - 0.1, max(pages) + 0.1), (low, max(high, low + 1)))


def _grid(axes: Axes, sizes: Sequence[int]) -> Iterator[str]:
    low, high = axes.seconds
    for power in range(low, high + 1):
        y = axes.y(10.0**power)
        yield f'<line class="grid" x2="{_PANEL}" y1="{y:.1f}" y2="{y:.1f}"/>'
        said = f"{10.0**power:,g}"
        yield f'<text class="soft" x="-8" y="{y + 4:.1f}" text-anchor="end">{said}</text>'
    for pages in sizes:
        x = axes.x(pages)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{_BOTTOM}"/>'
        yield (
            f'<text class="soft" x="{x:.1f}" y="{_BOTTOM + 20}" text-anchor="middle">{pages:,}</text>'
        )


def _drawn(axes: Axes, lines: dict[str, list[Point]]) -> Iterator[str]:
    for tool, points in lines.items():
        places = [(axes.x(point.pages), axes.y(point.seconds)) for point in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<g class="{tool}"><polyline class="line" points="{path}"/>'
        for (x, y), point in zip(places, points, strict=True):
            kind = ("over", 6) if point.cut_off else ("dot", 4)
            yield f'<circle class="{kind[0]}" cx="{x:.1f}" cy="{y:.1f}" r="{kind[1]}"/>'
        yield "</g>"
    last = 0.0
    for end, tool in sorted((axes.y(points[-1].seconds), tool) for tool, points in lines.items()):
        last = max(end + 4, last + _LINE)
        yield f'<g class="{tool}"><text class="name" x="{_PANEL + 8}" y="{last:.1f}">{tool}</text></g>'
