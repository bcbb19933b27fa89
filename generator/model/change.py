"""What merging a pull request would change, as git reports it: data to be checked, never to be run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.model.evidence import Return

OFFICE = "office"
"""Who makes a change that is no county's: the city's own office."""

MOST_FILES = 2_000
"""A county hands in fewer at once."""

MOST_BYTES = 1_000_000_000
"""What the files of a change may hold in sum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPath:
    r"""One path of a change; ``mode`` is git's after the change, "000000" for deleted.

    ``path`` is relative to the project folder; what is no UTF-8 in it stands as \\xNN.
    ``twins`` are other paths of the repository that differ in capitals or Unicode form alone.
    ``is_conflicting`` where the base has changed the same, and a person must choose.
    ``before`` and ``blob`` name its content at the base and after, "" where there is none.
    ``is_private`` where it holds a ballot, the roster of the judges or the decision.
    """

    path: str
    mode: str
    size: int
    twins: tuple[str, ...]
    is_conflicting: bool = False
    before: str = ""
    blob: str = ""
    is_private: bool = False

    @property
    def is_old(self) -> bool:
        """Whether the base has it."""
        return bool(self.before)


@dataclass(frozen=True, slots=True)
class RowChange:
    """The rows of a ledger that are new in a file, by their lines, and how many are gone."""

    added: tuple[int, ...]
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedEvidence:
    """An evidence file before and after a change: its returns, and whether nothing else changed."""

    before: tuple[Return, ...]
    after: tuple[Return, ...]
    same_text: bool
    is_returned: bool
    rows: RowChange = RowChange((), 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The paths that merging changes at the base, and rubric, log and results of the base by path.

    ``merge_bases`` says at how many commits the two have parted. With several it is not known what
    a merge would do: then ``paths`` are those that differ from all of them. ``tree`` is what the
    merge would make, "" where it was not made; ``is_present`` where the folder holds just that.
    ``evidence`` are the evidence files among the paths, as far as they are no larger than texts are.
    ``is_oversized`` where there are too many files, of which ``paths`` are the first, or bytes.
    """

    paths: tuple[ChangedPath, ...]
    base: Mapping[str, bytes]
    merge_bases: int
    tree: str
    is_present: bool
    is_oversized: bool
    evidence: Mapping[str, ChangedEvidence] = field(default_factory=dict)
