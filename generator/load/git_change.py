"""What merging a revision would change at a base: not what its commits say of themselves."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.file_names import folded_name, is_safe_name
from generator.load.evidence.returns import changed_evidence
from generator.load.git import MISSING, GitError, Repository
from generator.model.change import MOST_BYTES, MOST_FILES, Change, ChangedEvidence, ChangedPath
from generator.model.message import N_, Message
from generator.model.place import PEOPLE, RESULTS, RUBRIC, Place

DELETED = "000000"
# Enough for the most files with the longest paths; a small tree can name millions.
_MOST_OUTPUT = 5_000 * MOST_FILES
_LARGEST_TEXT = 2_000_000
# What a ballot, the roster and the decision have, under whatever name they stand.
_PRIVATE = tuple(
    re.compile(text, re.MULTILINE)
    for text in (rb"^judge:(?s:.*)^scores:", rb"^judges:\s*$", rb"^commended:")
)
_DATA_NAMES = (b".yaml", b".yml", b".txt")


def read_change(repository: Repository, base: str, head: str | None = None) -> Change:
    """Return what merging ``head``, None for what is checked out, would change at ``base``.

    Raises GitError.
    """
    begin, end = repository.commit(base), repository.commit(head or "HEAD")
    # The rules of the base as it is now: a change cannot alter those it is judged by.
    rules = dict(_base_files(repository, begin))
    # Not the base itself: what others have merged meanwhile is not this change's doing.
    since = repository.run(_NO_COMMON, "merge-base", "--all", begin, end).decode().split()
    own = [_entries(repository, commit, end) for commit in since]
    # Before anything is merged, written or compared with everything else.
    oversized = _is_oversized(repository, own[0])
    tree, conflicts, entries = "", frozenset[bytes](), own[0]
    if len(since) > 1:
        others = [{entry.name for entry in entries} for entries in own[1:]]
        entries = [one for one in entries if all(one.name in names for names in others)]
    elif not oversized:
        tree, conflicts = _merge(repository, begin, end)
        entries = _entries(repository, begin, tree)
        entries += _unchanged_conflicts(entries, conflicts)
    # Those beyond are none but more of the same.
    entries = entries[:MOST_FILES]
    is_present = head is None and tree == _tree(repository, end)
    return Change(
        paths=tuple(_changed_paths(repository, entries, tree, conflicts)),
        evidence=dict(_changed_evidence(repository, entries)),
        base=rules,
        merge_bases=len(since),
        tree=tree,
        is_present=is_present,
        is_oversized=oversized,
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    mode: str
    blob: str
    name: bytes
    before: str = ""


def _merge(repository: Repository, begin: str, end: str) -> tuple[str, frozenset[bytes]]:
    """The tree that a merge of the two makes, and the names in it that conflict."""
    options = ("--write-tree", "-z", "--name-only", "--no-messages")
    # It ends with 1 where something conflicts.
    output = repository.run(MISSING, "merge-tree", *options, begin, end, fine=1)
    tree, *names = output.split(b"\0")
    return tree.decode(), frozenset(filter(None, names))


def _unchanged_conflicts(entries: Sequence[_Entry], conflicts: frozenset[bytes]) -> list[_Entry]:
    """Conflicts in whose place the merge leaves what the base has, such as a file deleted here."""
    names = {entry.name for entry in entries}
    return [_Entry(DELETED, "", name) for name in sorted(conflicts - names)]


def _tree(repository: Repository, commit: str) -> str:
    return repository.run(MISSING, "rev-parse", "--verify", f"{commit}^{{tree}}").decode().strip()


def _entries(repository: Repository, since: str, end: str) -> list[_Entry]:
    """The paths that differ; of very many the first, more than the most files."""
    output = repository.run_within(
        _MOST_OUTPUT,
        MISSING,
        "diff-tree",
        "-r",
        "--raw",
        "-z",
        # A renamed file is one deleted and one new: both paths are judged.
        "--no-renames",
        "--no-abbrev",
        "--no-ext-diff",
        "--no-textconv",
        since,
        end,
    )
    fields = output.split(b"\0")
    # Of what was cut off the last path may not be whole.
    pairs = zip(fields[:-1:2], fields[1:-1:2], strict=False)
    return [
        _Entry(about.split()[1].decode(), about.split()[3].decode(), name, _old(about.split()))
        for about, name in pairs
    ]


def _old(about: Sequence[bytes]) -> str:
    """The blob at the base, "" for none."""
    return "" if about[0].endswith(b"000000") else about[2].decode()


def _changed_evidence(
    repository: Repository, entries: Sequence[_Entry]
) -> Iterator[tuple[str, ChangedEvidence]]:
    """Yield the evidence files that change, with their texts at both ends compared."""
    names = {one: _relative(one.name, repository.prefix) for one in entries}
    own = {one: path for one, path in names.items() if Place(path).item is not None}
    texts = _texts(repository, [blob for one in own for blob in (one.before, _blob(one))])
    for one, path in own.items():
        if {one.before, _blob(one)} - {""} <= texts.keys():
            before, after = texts.get(one.before, b""), texts.get(_blob(one), b"")
            yield path, changed_evidence(path, before, after)


def _blob(entry: _Entry) -> str:
    return "" if entry.mode == DELETED else entry.blob


def _texts(repository: Repository, blobs: Sequence[str]) -> Mapping[str, bytes]:
    """The contents of those that are no larger than a text is."""
    sizes = _blob_sizes(repository, blobs)
    wanted = [blob for blob, size in sizes.items() if size <= _LARGEST_TEXT]
    return dict(zip(wanted, repository.blobs(wanted), strict=True))


def _is_oversized(repository: Repository, entries: Sequence[_Entry]) -> bool:
    if len(entries) > MOST_FILES:
        return True
    sizes = _sizes(repository, entries)
    return sum(sizes.get(entry.blob, 0) for entry in entries) > MOST_BYTES


def _changed_paths(
    repository: Repository, entries: Sequence[_Entry], tree: str, conflicts: frozenset[bytes]
) -> Iterator[ChangedPath]:
    twins = _twins(_names(repository, tree)) if tree else {}
    sizes = _sizes(repository, entries)
    data = [one.blob for one in entries if one.name.lower().endswith(_DATA_NAMES)]
    texts = _texts(repository, data)
    for entry in entries:
        text = texts.get(_blob(entry), b"")
        yield ChangedPath(
            path=_relative(entry.name, repository.prefix),
            mode=entry.mode,
            size=sizes.get(entry.blob, 0),
            twins=tuple(_relative(name, repository.prefix) for name in _twins_of(entry, twins)),
            is_conflicting=entry.name in conflicts,
            before=entry.before,
            blob=_blob(entry),
            is_private=any(sign.search(text) for sign in _PRIVATE),
        )


def _base_files(repository: Repository, begin: str) -> Iterator[tuple[str, bytes]]:
    """Yield rubric.yaml and the results of the base: plain files with safe names alone."""
    prefix, found = repository.prefix, dict[str, str]()
    wanted = (f"{prefix}{RUBRIC}", f"{prefix}{RESULTS}", f"{prefix}{PEOPLE}")
    output = repository.run(MISSING, "ls-tree", "-r", "-z", "--full-tree", begin, *wanted)
    for line in output.decode("utf-8", "backslashreplace").split("\0"):
        about, _, name = line.partition("\t")
        path = name.removeprefix(prefix)
        # The caller writes them to disk, where a link or a name with .. could lead elsewhere.
        if about.startswith("100") and all(is_safe_name(step) for step in path.split("/")):
            found[path] = about.split()[2]
    if RUBRIC not in found:
        raise GitError(Message(_NO_RUBRIC))
    yield from zip(found, repository.blobs(found.values()), strict=True)


def _names(repository: Repository, tree: str) -> Iterator[bytes]:
    output = repository.run(MISSING, "ls-tree", "-r", "-z", "--full-tree", "--name-only", tree)
    yield from (name for name in output.split(b"\0") if name)


def _twins(names: Iterator[bytes]) -> Mapping[str, set[bytes]]:
    """Group names that are one name on a file system that ignores case, by their folded form.

    Folders are names as well: two that differ in case alone are one folder there.
    """
    twins: defaultdict[str, set[bytes]] = defaultdict(set)
    for name in names:
        for path in _with_folders(name):
            twins[_folded(path)].add(path)
    return twins


def _twins_of(entry: _Entry, twins: Mapping[str, set[bytes]]) -> list[bytes]:
    paths = _with_folders(entry.name) if entry.mode != DELETED else ()
    return sorted(twin for path in paths for twin in twins.get(_folded(path), ()) if twin != path)


def _with_folders(name: bytes) -> Iterator[bytes]:
    steps = name.split(b"/")
    yield from (b"/".join(steps[:end]) for end in range(len(steps), 0, -1))


def _folded(name: bytes) -> str:
    return folded_name(name.decode("utf-8", "backslashreplace"))


def _sizes(repository: Repository, entries: Sequence[_Entry]) -> Mapping[str, int]:
    return _blob_sizes(repository, [one.blob for one in entries if one.mode != DELETED])


def _blob_sizes(repository: Repository, blobs: Sequence[str]) -> Mapping[str, int]:
    wanted = "".join(f"{blob}\n" for blob in blobs if blob).encode()
    form = "--batch-check=%(objectname) %(objectsize)"
    output = repository.run(MISSING, "cat-file", form, stdin=wanted)
    sizes = (line.split() for line in output.decode().splitlines())
    # Git answers "<name> missing" for a submodule, which is in no repository here.
    return {row[0]: int(row[1]) for row in sizes if len(row) == 2 and row[1].isdigit()}


def _relative(name: bytes, prefix: str) -> str:
    """Return the path from the project folder; what lies outside it begins with ``../``."""
    text = name.decode("utf-8", "backslashreplace")
    if text.startswith(prefix):
        return text.removeprefix(prefix)
    return "../" * len(PurePosixPath(prefix).parts) + text


_NO_COMMON = N_(
    "The change and its base have nothing in common. In a shallow copy fetch the whole history "
    "first: git fetch --unshallow"
)
_NO_RUBRIC = N_("There is no rubric.yaml at the base.")
