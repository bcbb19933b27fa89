"""What a pull request changes, as git reports it: data to be checked, never to be run."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedPath:
    r"""One path of a change; ``mode`` is git's after the change, "000000" for deleted.

    ``path`` is relative to the project folder; what is no UTF-8 in it stands as \\xNN.
    ``twins`` are other paths of the repository that differ in capitals or Unicode form alone.
    """

    path: str
    mode: str
    size: int
    twins: tuple[str, ...]
