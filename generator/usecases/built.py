"""What is held of a site while it is built: each county's result, and what became of all pages."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.cross_check import CrossCheck
from generator.model.finding import Fault, Finding
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
    is that of what the county handed in.
    """

    submission: Submission
    cross_check: CrossCheck
    entries: Rows
    findings: tuple[Finding, ...]
    failures: tuple[Fault, ...] = ()
    pages: int = 0
    receipts: tuple[Received, ...] = ()
    digest: str = ""


@dataclass(slots=True)
class Built:
    """What became of a site: the number of its pages, and what could not be shown."""

    pages: int = 0
    failures: tuple[Fault, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What could not be shown, each once for all languages."""
        return explain_faults(tuple({(one.code, one.place): one for one in self.failures}.values()))

    def add_part(self, written: Written) -> None:
        """Count what was written of one part."""
        self.pages += written.pages
        self.failures += written.withheld

    def add_counties(self, results: Sequence[CountyResult]) -> None:
        """Count what was written of counties."""
        for result in results:
            self.pages += result.pages
            self.failures += result.failures
