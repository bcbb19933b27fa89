"""Everything an assessment rests on, loaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model.attachment import Refusal
from generator.model.evidence import Evidence, Statement
from generator.model.log import Log
from generator.model.picture import Size
from generator.model.rubric import Rubric


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyFolder:
    """One county's folder.

    ``attachments`` maps ``attachments/name`` to its file, ``digests`` to its SHA-256,
    ``pictures`` to the fingerprint of what is a picture, ``sizes`` to its size. ``withheld``
    says by name why a file that exists is not published; ``unread`` are the items whose file
    exists but could not be read.
    """

    county: str
    statement: Statement | None
    evidence: Mapping[str, Evidence]
    attachments: Mapping[str, Path]
    digests: Mapping[str, str]
    pictures: Mapping[str, str]
    sizes: Mapping[str, Size]
    withheld: Mapping[str, Refusal]
    unread: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """The rubric, the log of the states and what the counties have put in.

    ``counties`` may hold fewer than the rubric names: one is read after the other.
    """

    rubric: Rubric
    log: Log
    counties: Mapping[str, CountyFolder]
