"""One county's folder: its statement, its evidence, its attachments; each file is read once."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from types import MappingProxyType

from generator.cache import Cache
from generator.chinese.widths import bare_name, fold_widths
from generator.file_names import can_be_written, foreign_kind, printable_name
from generator.load.attachments.attachment_files import Attachments, read_attachments
from generator.load.boundary import file_boundary
from generator.load.county_limits import ALL_SECONDS, Allowance
from generator.load.evidence.evidence_file import read_evidence
from generator.load.evidence.statement_file import read_statement
from generator.load.evidence_digest import evidence_digest
from generator.load.file_copies import copy_values, original_of
from generator.load.files import LINK, ProjectFiles, UnreadableFile
from generator.load.personal_data import masked_name
from generator.load.shown_numbers import numbers_in_evidence, numbers_in_statement, quotable
from generator.load.system_files import is_system_file
from generator.model.codes import Code
from generator.model.evidence import Evidence, Statement
from generator.model.finding import Fault
from generator.model.log import Log
from generator.model.picture import Size
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import CountyFolder
from generator.model.rubric import County, Indicator, Rubric
from generator.model.state import State


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedCounty:
    """A county's folder as it was read, with the faults of its files.

    ``contents`` are the bytes of its texts by path; ``digest`` is the SHA-256 of everything in
    the folder, which a log records.
    """

    county: County
    folder: CountyFolder
    faults: tuple[Fault, ...]
    contents: Mapping[str, bytes]
    digest: str

    def without(self, files: Collection[str], faults: Iterable[Fault]) -> "LoadedCounty":
        """The county as if those of its texts, by their names without .md, could not be read."""
        folder = replace(
            self.folder,
            statement=None if STATEMENT in files else self.folder.statement,
            evidence={
                item: evidence
                for item, evidence in self.folder.evidence.items()
                if item not in files
            },
            unread=self.folder.unread.union(files),
        )
        return replace(self, folder=folder, faults=(*self.faults, *faults))


def read_county(
    root: Path, county: County, rubric: Rubric, log: Log, cache: Cache | None
) -> LoadedCounty:
    """Read the county's folder in the project folder ``root``."""
    files, faults, allowance = ProjectFiles(root), list[Fault](), Allowance()
    folder = f"{COUNTIES}/{county.id}"
    # First the attachments: the texts are rendered with the sizes of their pictures.
    attachments, paths = Attachments({}, {}, {}, {}, {}, {}), list[str]()
    with file_boundary(Place(f"{folder}/attachments"), cache, faults.append):
        attachments = read_attachments(files, folder, rubric, cache, faults, allowance)
    with file_boundary(Place(folder), cache, faults.append):
        paths += _text_paths(root, folder, rubric, faults, allowance)
    texts = _Texts(files, county, rubric, attachments.sizes, cache, faults)
    texts.unread.update(Path(path).stem for path in paths)
    for path in allowance.in_time(paths, ALL_SECONDS, Place(folder), faults):
        texts.read(path)
    # Made of the bytes just read, so that what the log records is what was checked.
    digest = evidence_digest(root, county.id, {**files.contents, **attachments.contents})
    faults += _changed_after_close(county, digest, log)
    return LoadedCounty(
        county=county,
        folder=CountyFolder(
            county=county.id,
            statement=texts.statement,
            evidence=MappingProxyType(texts.evidence),
            attachments=MappingProxyType(attachments.files),
            digests=MappingProxyType(attachments.digests),
            pictures=MappingProxyType(attachments.pictures),
            sizes=MappingProxyType(attachments.sizes),
            withheld=MappingProxyType(attachments.withheld),
            unread=frozenset(texts.unread),
        ),
        faults=tuple(faults),
        contents=files.contents,
        digest=digest,
    )


class _Texts:
    """The statement and the evidence of a county, file after file."""

    def __init__(
        self,
        files: ProjectFiles,
        county: County,
        rubric: Rubric,
        sizes: Mapping[str, Size],
        cache: Cache | None,
        faults: list[Fault],
    ) -> None:
        self._files, self._county, self._rubric = files, county, rubric
        self._sizes, self._cache, self._faults = sizes, cache, faults
        self.statement: Statement | None = None
        self.evidence: dict[str, Evidence] = {}
        self.unread: set[str] = set()

    def read(self, path: str) -> None:
        """Read a Markdown file by what its name says it is; one that cannot be read is a fault."""
        stem = Path(path).stem
        with file_boundary(Place(path), self._cache, self._faults.append):
            if stem == STATEMENT:
                self._read_statement(path)
            elif stem in self._rubric.items:
                self._read_evidence(path, self._rubric.items[stem])
            else:
                self.unread.discard(stem)
                values = {"written": Path(path).name, "expected": _expected(stem, self._rubric)}
                self._faults.append(Fault("unknown-indicator", Place(path), values))

    def _read_statement(self, path: str) -> None:
        statement, found = read_statement(self._files, path, self._rubric, self._sizes)
        self._faults.extend(chain.from_iterable(map(quotable, found)))
        if not self._hides(numbers_in_statement(statement, self._rubric)):
            self.statement = statement
            self.unread.discard(STATEMENT)

    def _read_evidence(self, path: str, item: Indicator) -> None:
        county = self._county.id
        evidence, found = read_evidence(self._files, path, county, item, self._rubric, self._sizes)
        self._faults.extend(chain.from_iterable(map(quotable, found)))
        if not self._hides(numbers_in_evidence(evidence, self._rubric)):
            self.evidence[item.id] = evidence
            self.unread.discard(item.id)

    def _hides(self, hidden: Iterable[Fault]) -> bool:
        """Whether the file hides personal data, which no mask has taken out of its texts."""
        faults = list(hidden)
        self._faults.extend(faults)
        return bool(faults)


def _changed_after_close(county: County, digest: str, log: Log) -> Iterator[Fault]:
    """Yield a fault where the folder is not what the log last recorded."""
    recorded = log.recorded
    if recorded is not None and digest != recorded.evidence.get(county.id):
        folder = f"{COUNTIES}/{county.id}"
        values = {"county": county.name, "day": str(recorded.day), "folder": folder}
        # What was announced rests on this evidence, which is public by then.
        frozen = recorded.state.rank >= State.FINAL.rank
        code: Code = "changed-after-final" if frozen else "changed-after-close"
        yield Fault(code, Place(folder), values)


def _expected(stem: str, rubric: Rubric) -> str:
    """The file name that differs from the stem in form alone, else every file name."""
    # People name the file of 05 "5" or, with an input method left on, "０５".
    if (statement := _statement_name(stem)) is not None:
        return statement
    near = bare_name(stem).upper().zfill(2)
    names = [near] if near in rubric.items else list(rubric.items)
    return "、".join(f"{name}.md" for name in names)


def _evidence_name(entry: Path, rubric: Rubric) -> str | None:
    """The name that a file or folder is beyond doubt meant to have, None for something else.

    Windows hides endings and adds .txt; some editors write .markdown.
    """
    if entry.is_dir():
        texts = [file.name for file in sorted(entry.glob("*.md")) if not file.name.startswith(".")]
        return "、".join(texts) or None
    stem = _TEXT_ENDINGS.sub("", fold_widths(entry.name).lower())
    if "." in stem:
        return None
    near = bare_name(stem).upper().zfill(2)
    return f"{near}.md" if near in rubric.items else _statement_name(stem)


def _statement_name(stem: str) -> str | None:
    """index.md for what is called a statement, None for another name."""
    return "index.md" if stem == STATEMENT or _STATEMENT.search(stem) else None


def _text_paths(
    root: Path, folder: str, rubric: Rubric, faults: list[Fault], allowance: Allowance
) -> Iterator[str]:
    """The Markdown files of a county's folder; anything else there is a fault."""
    place = root / folder
    # A link could show another county's files as one's own, or any file of this machine.
    if place.is_symlink():
        faults.append(UnreadableFile(folder, 1, LINK).fault)
    if place.is_symlink() or not place.is_dir():
        return
    entries = sorted(place.iterdir())
    names = {entry.name for entry in entries}
    for entry in allowance.of_number(entries, Place(folder), faults):
        fault = _refused_name(entry, folder, names)
        if fault is not None:
            faults.append(fault)
        elif entry.name.startswith(".") or entry.name == "attachments":
            continue
        elif entry.suffix == ".md":
            yield f"{folder}/{entry.name}"
        else:
            faults.append(_not_read(entry, f"{folder}/{entry.name}", rubric))


def _refused_name(entry: Path, folder: str, names: Collection[str]) -> Fault | None:
    """The fault of a file or folder that is not looked at, for its name alone."""
    # As it may stand in the place of a finding.
    shown = masked_name(entry.name)
    place = Place(f"{folder}/{shown}")
    if not can_be_written(entry.name):
        name = f"{folder}/{masked_name(printable_name(entry.name))}"
        return Fault("unsafe-name", Place(name), {"name": name, "twin": ""})
    if is_system_file(entry.name):
        return Fault("system-file", place, {"name": shown})
    if kind := foreign_kind(entry.name):
        return Fault("project-in-county", place, {"name": shown, "kind": kind})
    if shown != entry.name and not entry.name.startswith("."):
        return Fault("personal-data", place, {"kind": "name", "masked": shown})
    original = original_of(entry.name, names)
    values = {} if original is None else copy_values(entry, original)
    return Fault("unknown-indicator", place, values) if values else None


def _not_read(entry: Path, path: str, rubric: Rubric) -> Fault:
    """Return the fault of a file or folder that is no evidence by its name."""
    expected = _evidence_name(entry, rubric)
    if expected is None:
        return Fault("stray-file", Place(path), {"name": entry.name})
    below = "/" if entry.is_dir() else ""
    values = {"written": entry.name + below, "expected": expected, "folder": below}
    return Fault("misnamed-evidence", Place(path), values)


STATEMENT = "index"
_TEXT_ENDINGS = re.compile(r"(?:\.(?:md|txt|text|markdown|mkd|mdown))+$")
_STATEMENT = re.compile("自述|陈述|述职")
