"""What is held of a site while it is built: each county's result, and what became of all pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from generator.model.cross_check import NOT_COMPARED, CrossCheck
from generator.model.finding import Fault, Finding
from generator.model.message import NOTHING
from generator.model.page import Written
from generator.model.received import Received
from generator.model.submission import Submission
from generator.report.table import Rows
from generator.rules.all_rules import explain_faults


@dataclass(frozen=True, slots=True)
class CountyResult:
    """What is held of a county once its own pages are written.

    ``findings`` are those that no page of the county shows; ``failures`` what of it could not be
    shown, whoever sees findings; ``receipts`` how far each item is, where that is told. ``digest``
    is that of what the county handed in; ``files`` are the SHA-256 of what was written, by path.
    It is ``lasting`` where another run on the same files must come to the same.
    """

    submission: Submission
    cross_check: CrossCheck
    entries: Rows
    findings: tuple[Finding, ...]
    failures: tuple[Fault, ...] = ()
    pages: int = 0
    receipts: tuple[Received, ...] = ()
    digest: str = ""
    files: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    lasting: bool = True

    def shown(self, *, scored: bool) -> "CountyResult":
        """What pages about all counties show of it; of what bytes only while it is ``scored``."""
        digest = self.digest if scored else ""
        plain = replace(self, pages=0, failures=(), files=NOTHING, digest=digest, findings=())
        return replace(plain, cross_check=NOT_COMPARED)


@dataclass(frozen=True, slots=True)
class KeptPart:
    """What became of a part of the site, as the next build may find it.

    Of a county, ``digest`` is that of what it handed in, ``shown`` that of what pages about all
    counties show of it, and ``own`` that of what its own page shows of it beside; "" where that is
    not kept.
    """

    pages: int
    failures: tuple[Fault, ...]
    files: Mapping[str, str]
    digest: str = ""
    shown: str = ""
    own: str = ""


def part_of(written: Iterable[Written]) -> KeptPart:
    """What became of a part that was written in several pieces."""
    pages, failures, files = 0, list[Fault](), dict[str, str]()
    for one in written:
        pages += one.pages
        failures += one.withheld
        files |= one.files
    return KeptPart(pages, tuple(failures), files)


@dataclass(slots=True)
class Built:
    """What became of a site: the number of its pages, what could not be shown, and its files.

    ``files`` are the SHA-256 of those that were written part by part, by path.
    """

    pages: int = 0
    failures: tuple[Fault, ...] = ()
    files: dict[str, str] = field(default_factory=dict)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What could not be shown, each once for all languages."""
        return explain_faults(tuple({(one.code, one.place): one for one in self.failures}.values()))

    def add(self, *parts: KeptPart) -> None:
        """Count what became of parts."""
        for part in parts:
            self.pages += part.pages
            self.failures += part.failures
            self.files |= part.files
