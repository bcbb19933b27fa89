"""One county's folder: its statement, its evidence, its attachments; each file is read once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from generator.cache import Cache
from generator.chinese.widths import bare_name
from generator.load.attachments.attachment_files import read_attachments
from generator.load.evidence.evidence_file import read_evidence, read_statement
from generator.load.evidence_digest import evidence_digest
from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.personal_data import masked_name
from generator.model.evidence import Evidence, Statement
from generator.model.finding import Fault
from generator.model.log import Log
from generator.model.message import N_
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import CountyFolder
from generator.model.rubric import County, Rubric


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
    attachments = read_attachments(root, folder, rubric, cache, faults)
    statement: Statement | None = None
    evidence: dict[str, Evidence] = {}
    unread: set[str] = set()
    for path in _texts(root, folder, faults):
        stem = Path(path).stem
        try:
            if stem == "index":
                statement, found = read_statement(files, path, rubric, attachments.sizes)
                faults.extend(found)
            elif stem in rubric.items:
                sizes = attachments.sizes if rendered else None
                item = rubric.items[stem]
                evidence[stem], found = read_evidence(files, path, county.id, item, rubric, sizes)
                faults.extend(found)
            else:
                values = {"written": Path(path).name, "expected": _expected(stem, rubric)}
                faults.append(Fault("unknown-indicator", Place(path), values))
        except UnreadableFile as error:
            faults.append(error.fault)
            unread.add(stem)
    digest = evidence_digest(root, county.id, {**files.contents, **attachments.contents})
    faults += _changed_after_close(county, digest, log)
    return LoadedCounty(
        county=county,
        folder=CountyFolder(
            county=county.id,
            statement=statement,
            evidence=MappingProxyType(evidence),
            attachments=MappingProxyType(attachments.files),
            digests=MappingProxyType(attachments.digests),
            pictures=MappingProxyType(attachments.pictures),
            sizes=MappingProxyType(attachments.sizes),
            withheld=attachments.withheld,
            unread=frozenset(unread),
        ),
        faults=tuple(faults),
        contents=files.contents,
        digest=digest,
    )


def _changed_after_close(county: County, digest: str, log: Log) -> Iterator[Fault]:
    """Yield a fault where the folder is not what the log last recorded."""
    recorded = log.recorded
    if recorded is not None and digest != recorded.evidence.get(county.id):
        folder = f"{COUNTIES}/{county.id}"
        values = {"county": county.name, "day": str(recorded.day), "folder": folder}
        yield Fault("changed-after-close", Place(folder), values)


def _expected(stem: str, rubric: Rubric) -> str:
    """The name meant by one that differs in form alone, else all there are."""
    near = bare_name(stem).upper().zfill(2)
    names = [near] if near in rubric.items else list(rubric.items)
    return "、".join(f"{name}.md" for name in names)


def _texts(root: Path, folder: str, faults: list[Fault]) -> Iterator[str]:
    """The Markdown files of a county's folder; anything else there is a fault."""
    place = root / folder
    if place.is_symlink():
        faults.append(UnreadableFile(folder, 1, _LINK).fault)
    if place.is_symlink() or not place.is_dir():
        return
    for entry in sorted(place.iterdir()):
        path = f"{folder}/{entry.name}"
        if entry.name.startswith(".") or entry.name == "attachments":
            continue
        shown = masked_name(entry.name)
        if shown != entry.name:
            values = {"kind": "name", "masked": shown}
            faults.append(Fault("personal-data", Place(f"{folder}/{shown}"), values))
        elif entry.suffix == ".md":
            yield path
        else:
            faults.append(Fault("stray-file", Place(path), {"name": entry.name}))


_LINK = N_("it is a link to another place, and links are not followed")
