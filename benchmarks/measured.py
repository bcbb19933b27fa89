"""What was measured of builds: kept as JSON, from which table and chart are made."""

import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from costs import Cost, median_of
from made_evidence import ROOT

FOLDER = ROOT / "benchmarks/results"
COLD, ONE_FILE, NOTHING = CASES = ("cold", "one file changed", "nothing changed")
# What growth is relative to, and the size that is this repository.
BASE, REPOSITORY = 2_000, 0


@dataclass(frozen=True)
class Size:
    """Evidence that was built: how much, how often, on which day, beside which other work.

    ``pages`` are those asked for, ``made`` those that there are; ``load`` is the system's load average at the beginning: 0 on a quiet machine.
    """

    pages: int
    made: int
    counties: int
    megabytes: float
    rounds: int
    limit: float
    day: str
    load: float

    @property
    def name(self) -> str:
        """What a reader calls it."""
        return "this repository" if self.pages == REPOSITORY else f"{self.pages:,}"


@dataclass(frozen=True)
class Written:
    """Files and bytes of the whole output, and those of them that this build wrote."""

    files: int = 0
    bytes: int = 0
    new_files: int = 0
    new_bytes: int = 0


@dataclass(frozen=True)
class Run:
    """One build."""

    pages: int
    tool: str
    case: str
    cost: Cost
    written: Written


@dataclass
class Measured:
    """All runs of one machine with one version of each tool, None where it was not there."""

    machine: str
    tools: dict[str, str | None]
    sizes: list[Size] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    @classmethod
    def read(cls, file: Path) -> "Measured":
        """What ``write`` wrote."""
        held = json.loads(file.read_text(encoding="utf-8"))
        runs = [
            Run(**{**one, "cost": Cost(**one["cost"]), "written": Written(**one["written"])})
            for one in held["runs"]
        ]
        return cls(held["machine"], held["tools"], [Size(**one) for one in held["sizes"]], runs)

    def write(self, file: Path) -> None:
        """Write it as JSON, a line a run."""
        lists = (
            f'"{name}": [\n' + ",\n".join(json.dumps(asdict(one)) for one in held) + "\n]"
            for name, held in (("sizes", self.sizes), ("runs", self.runs))
        )
        head = (f'"{name}": {json.dumps(getattr(self, name))}' for name in ("machine", "tools"))
        file.write_text("{" + ",\n".join((*head, *lists)) + "}\n", encoding="utf-8")

    def begin(self, size: Size) -> None:
        """Take a size anew: what was measured of it before is dropped."""
        self.sizes = sorted(
            (*(one for one in self.sizes if one.pages != size.pages), size),
            key=lambda one: one.pages,
        )
        self.runs = [one for one in self.runs if one.pages != size.pages]

    def cost(self, pages: int, tool: str, case: str) -> Cost | None:
        """The median of each figure, None where nothing was measured."""
        costs = [one.cost for one in self._of(pages, tool, case)]
        return median_of(costs) if costs else None

    def written(self, pages: int, tool: str, case: str) -> Written:
        """The median of each figure."""
        held = [asdict(one.written) for one in self._of(pages, tool, case)]
        return Written(
            **{name: int(statistics.median(one[name] for one in held)) for name in held[0]}
        )

    def ratio(
        self, pages: int, tool: str, case: str, to: tuple[str, str]
    ) -> tuple[float, bool] | None:
        """Processor time as a share of another tool's and case's; True where it is at most that."""
        own, other = self.cost(pages, tool, case), self.cost(pages, *to)
        if own is None or other is None or own.cut_off:
            return None
        return own.processor / other.processor, other.cut_off

    def growth(self, pages: int, tool: str, case: str) -> float | None:
        """Processor time a page, relative to that at ``BASE`` pages."""
        own, base = self.cost(pages, tool, case), self.cost(BASE, tool, case)
        if pages == REPOSITORY or own is None or base is None or own.cut_off or base.cut_off:
            return None
        made = {size.pages: size.made for size in self.sizes}
        return own.processor / made[pages] / (base.processor / made[BASE])

    def _of(self, pages: int, tool: str, case: str) -> Sequence[Run]:
        wanted = (pages, tool, case)
        return [one for one in self.runs if (one.pages, one.tool, one.case) == wanted]


def kept(file: Path, machine: str, tools: Mapping[str, str | None]) -> Measured:
    """What the file holds of the same machine and the same tools, else nothing."""
    held = Measured.read(file) if file.exists() else None
    if held and (held.machine, held.tools) == (machine, tools):
        return held
    return Measured(machine, dict(tools))
