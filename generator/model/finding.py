"""Faults that loading meets, findings that the checker reports, explanations of its rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from generator.model.codes import Code
from generator.model.message import NOTHING, Message
from generator.model.place import Place

# Rules that no option leaves out: what is published with a number in it cannot be taken back.
ALWAYS_REPORTED: frozenset[Code] = frozenset(
    {"exposed-ballots", "personal-data", "pupils-in-attachment"}
)

_NONE_IGNORED: Mapping[Code, str] = MappingProxyType({})


class Severity(StrEnum):
    """Errors fail the run; warnings do with --strict; notes never do."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Edit:
    """What to write where the meaning is beyond doubt: ``new`` for ``old``, in one line."""

    place: Place
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangedLine:
    """A line of a file as it was and as it is to be, without its line end."""

    path: str
    line: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something a file says that loading could not take; ``code`` names its rule.

    ``values`` fill the rule's sentences; those in ``terms`` are catalogue sentences.
    ``edit`` is what puts it right, where that is beyond doubt; ``encoding`` that of a file which
    is beyond doubt saved in another encoding than UTF-8.
    """

    code: Code
    place: Place
    values: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    terms: frozenset[str] = frozenset()
    edit: Edit | None = None
    encoding: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing the checker has to say: what is wrong, where, and how it is put right.

    ``coming`` where the rule is newer than the cycle, and only says what will be wrong.
    ``accepted`` is the reason for which rubric.yaml lets it stand, "" where it does not.
    ``encoding`` is the file's own where it has to be saved as UTF-8, "" otherwise.
    """

    code: Code
    severity: Severity
    place: Place
    message: Message
    fix: Message
    edit: Edit | None = None
    coming: bool = False
    accepted: str = ""
    encoding: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings are asked for: codes of rules, none for all, and the reason by ignored code."""

    selected: frozenset[Code] = frozenset()
    ignored: Mapping[Code, str] = field(default_factory=lambda: _NONE_IGNORED)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many findings of an ignored rule were left out, and the reason given."""

    code: Code
    reason: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedFinding:
    """A finding put into one language, ready to print or to show on a page."""

    code: Code
    severity: Severity
    place: Place
    message: str
    fix: str
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is wrong, then why and how it is put right; lines of files that are wrong, and right.

    ``wrong`` and ``right`` are "" where no few lines could show it; "…" stands for lines between.
    """

    paragraphs: tuple[str, ...]
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules about one subject: its title, and their explanations by code."""

    title: str
    rules: Mapping[Code, Explanation]
