"""What a check has to say of one county, beside its findings."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.checklist import ClauseResult
from generator.model.evidence import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """How far one county is: the status of each file, the result of each clause.

    ``statuses`` are by item and lack what could not be read; ``clauses`` has every item, its
    clauses in order. Nothing of the evidence's text: a city's worth of these is small.
    """

    county: str
    statuses: Mapping[str, Status]
    clauses: Mapping[str, tuple[ClauseResult, ...]]
