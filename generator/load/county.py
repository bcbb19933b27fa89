"""One county's folder: its statement, its evidence, its attachments; each file is read once."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.cache import Cache
from generator.chinese.widths import bare_name, fold_widths
from generator.file_names import foreign_kind
from generator.load.attachments.attachment_files import read_attachments
from generator.load.evidence.evidence_file import read_evidence
from generator.load.evidence.statement_file import read_statement
from generator.load.evidence_digest import evidence_digest
from generator.load.file_copies import copy_values, original_of
from generator.load.files import LINK, ProjectFiles, UnreadableFile
from generator.load.personal_data import masked_name
from generator.load.system_files import is_system_file
from generator.model.evidence import Evidence, Statement
from generator.model.finding import Fault
from generator.model.log import Log
from generator.model.picture import Size
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import CountyFolder
from generator.model.rubric import County, Indicator, Rubric


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


def read_county(
    root: Path, county: County, rubric: Rubric, log: Log, cache: Cache | None, *, rendered: bool
) -> LoadedCounty:
    """Read the county's folder in the project folder ``root``."""
    files, faults = ProjectFiles(root), list[Fault]()
    folder = f"{COUNTIES}/{county.id}"
    # First the attachments: the texts are rendered with the sizes of their pictures.
    attachments = read_attachments(root, folder, rubric, cache, faults)
    texts = _Texts(files, county, rubric, attachments.sizes, faults, rendered=rendered)
    for path in _text_paths(root, folder, rubric, faults):
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
        faults: list[Fault],
        *,
        rendered: bool,
    ) -> None:
        self._files, self._county, self._rubric = files, county, rubric
        self._sizes, self._rendered = sizes, rendered
        self._faults = faults
        self.statement: Statement | None = None
        self.evidence: dict[str, Evidence] = {}
        self.unread: set[str] = set()

    def read(self, path: str) -> None:
        """Read a Markdown file by what its name says it is; one that cannot be read is a fault."""
        stem = Path(path).stem
        try:
            if stem == "index":
                self._read_statement(path)
            elif stem in self._rubric.items:
                self._read_evidence(path, self._rubric.items[stem])
            else:
                values = {"written": Path(path).name, "expected": _expected(stem, self._rubric)}
                self._faults.append(Fault("unknown-indicator", Place(path), values))
        except UnreadableFile as error:
            self._faults.append(error.fault)
            # So that a page does not say that nothing was submitted.
            self.unread.add(stem)

    def _read_statement(self, path: str) -> None:
        self.statement, found = read_statement(self._files, path, self._rubric, self._sizes)
        self._faults.extend(found)

    def _read_evidence(self, path: str, item: Indicator) -> None:
        sizes = self._sizes if self._rendered else None
        evidence, found = read_evidence(
            self._files, path, self._county.id, item, self._rubric, sizes
        )
        self.evidence[item.id] = evidence
        self._faults.extend(found)


def _changed_after_close(county: County, digest: str, log: Log) -> Iterator[Fault]:
    """Yield a fault where the folder is not what the log last recorded."""
    recorded = log.recorded
    if recorded is not None and digest != recorded.evidence.get(county.id):
        folder = f"{COUNTIES}/{county.id}"
        values = {"county": county.name, "day": str(recorded.day), "folder": folder}
        yield Fault("changed-after-close", Place(folder), values)


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
    return "index.md" if stem == "index" or _STATEMENT.search(stem) else None


def _text_paths(root: Path, folder: str, rubric: Rubric, faults: list[Fault]) -> Iterator[str]:
    """The Markdown files of a county's folder; anything else there is a fault."""
    place = root / folder
    # A link could show another county's files as one's own, or any file of this machine.
    if place.is_symlink():
        faults.append(UnreadableFile(folder, 1, LINK).fault)
    if place.is_symlink() or not place.is_dir():
        return
    entries = sorted(place.iterdir())
    names = {entry.name for entry in entries}
    for entry in entries:
        path, original = f"{folder}/{entry.name}", original_of(entry.name, names)
        # Such a file is not read: its name would stand in the place of each of its findings.
        shown = masked_name(entry.name)
        if is_system_file(entry.name):
            faults.append(Fault("system-file", Place(f"{folder}/{shown}"), {"name": shown}))
        elif kind := foreign_kind(entry.name):
            values = {"name": shown, "kind": kind}
            faults.append(Fault("project-in-county", Place(f"{folder}/{shown}"), values))
        elif entry.name.startswith(".") or entry.name == "attachments":
            continue
        elif shown != entry.name:
            values = {"kind": "name", "masked": shown}
            faults.append(Fault("personal-data", Place(f"{folder}/{shown}"), values))
        elif original is not None:
            values = copy_values(entry, original)
            faults.append(Fault("unknown-indicator", Place(path), values))
        elif entry.suffix == ".md":
            yield path
        else:
            faults.append(_not_read(entry, path, rubric))


def _not_read(entry: Path, path: str, rubric: Rubric) -> Fault:
    """Return the fault of a file or folder that is no evidence by its name."""
    expected = _evidence_name(entry, rubric)
    if expected is None:
        return Fault("stray-file", Place(path), {"name": entry.name})
    below = "/" if entry.is_dir() else ""
    values = {"written": entry.name + below, "expected": expected, "folder": below}
    return Fault("misnamed-evidence", Place(path), values)


_TEXT_ENDINGS = re.compile(r"(?:\.(?:md|txt|text|markdown|mkd|mdown))+$")
_STATEMENT = re.compile("自述|陈述|述职")
