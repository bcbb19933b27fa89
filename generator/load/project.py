"""A project folder to Portfolio: one county's fault never stops another's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from generator.chinese.widths import bare_name
from generator.load.attachments.attachment_files import read_attachments
from generator.load.evidence.evidence_file import read_evidence, read_statement
from generator.load.evidence_digests import changed_evidence
from generator.load.files import UnreadableFile
from generator.load.personal_data import masked_name
from generator.load.results.log import read_log
from generator.load.rubric.rubric_file import read_rubric
from generator.model.evidence import Evidence, Statement
from generator.model.finding import Fault
from generator.model.message import N_
from generator.model.place import ARCHIVE, CONTENT, COUNTIES, RESULTS, Place
from generator.model.portfolio import CountyFolder, Loaded, LoadedCounty, Portfolio
from generator.model.rubric import County, Rubric


def load_frame(root: Path) -> Loaded:
    """Return all that the project folder holds but the counties' folders.

    ``root`` holds rubric.yaml.
    """
    rubric, faults = read_rubric(root)
    if rubric is None:
        return Loaded(portfolio=None, faults=faults)
    log, log_faults = read_log(root, rubric)
    portfolio = Portfolio(rubric=rubric, log=log, counties=MappingProxyType({}))
    beside = (
        *_unknown(root, rubric),
        *_exposed(root, rubric),
        *changed_evidence(root, rubric, log),
    )
    return Loaded(portfolio=portfolio, faults=(*faults, *log_faults, *beside))


def load_county(root: Path, county: County, frame: Portfolio, *, shown: bool) -> LoadedCounty:
    """Return the frame with that one county's folder, and the folder's faults.

    Where its text is not to be ``shown``, it is not rendered: every ``html`` is empty.
    """
    faults: list[Fault] = []
    folder = _read_county(root, county, frame.rubric, faults, shown=shown)
    portfolio = replace(frame, counties=MappingProxyType({county.id: folder}))
    return LoadedCounty(portfolio=portfolio, faults=tuple(faults))


def load_portfolio(root: Path) -> Loaded:
    """Return all that the project folder holds; ``root`` holds rubric.yaml."""
    frame = load_frame(root)
    if frame.portfolio is None:
        return frame
    faults = list(frame.faults)
    counties: dict[str, CountyFolder] = {}
    for county in frame.portfolio.rubric.counties:
        counties[county.id] = _read_county(root, county, frame.portfolio.rubric, faults, shown=True)
    portfolio = replace(frame.portfolio, counties=MappingProxyType(counties))
    return Loaded(portfolio=portfolio, faults=tuple(faults))


def _unknown(root: Path, rubric: Rubric) -> Iterator[Fault]:
    folder = root / COUNTIES
    for entry in sorted(folder.iterdir()) if folder.is_dir() else ():
        if entry.name not in rubric.county_by_id and not entry.name.startswith("."):
            name = masked_name(entry.name)
            values = {"name": name, "known": "、".join(rubric.county_by_id)}
            yield Fault("unknown-county", Place(f"{COUNTIES}/{name}"), values)


def _exposed(root: Path, rubric: Rubric) -> Iterator[Fault]:
    """What belongs into the private folder, where git would take it up."""
    for folder in ("", CONTENT, ARCHIVE, RESULTS, f"{RESULTS}/{rubric.cycle}"):
        place = root / folder
        for one in sorted(place.iterdir()) if place.is_dir() else ():
            if one.name.lower() in _PRIVATE:
                path = one.relative_to(root).as_posix()
                yield Fault("exposed-ballots", Place(path), {"name": one.name})


def _read_county(
    root: Path, county: County, rubric: Rubric, faults: list[Fault], *, shown: bool
) -> CountyFolder:
    folder = f"{COUNTIES}/{county.id}"
    attachments = read_attachments(root, folder, rubric, faults)
    statement: Statement | None = None
    evidence: dict[str, Evidence] = {}
    unread: set[str] = set()
    for path in _texts(root, folder, faults):
        stem = Path(path).stem
        try:
            if stem == "index":
                statement, found = read_statement(root, path, rubric, attachments.sizes)
                faults.extend(found)
            elif stem in rubric.items:
                item = rubric.items[stem]
                evidence[stem], found = read_evidence(
                    root, path, county.id, item, rubric, attachments.sizes if shown else None
                )
                faults.extend(found)
            else:
                values = {"written": Path(path).name, "expected": _expected(stem, rubric)}
                faults.append(Fault("unknown-indicator", Place(path), values))
        except UnreadableFile as error:
            faults.append(error.fault)
            unread.add(stem)
    return CountyFolder(
        county=county.id,
        statement=statement,
        evidence=MappingProxyType(evidence),
        attachments=MappingProxyType(attachments.files),
        digests=MappingProxyType(attachments.digests),
        pictures=MappingProxyType(attachments.pictures),
        sizes=MappingProxyType(attachments.sizes),
        withheld=attachments.withheld,
        unread=frozenset(unread),
    )


def _expected(stem: str, rubric: Rubric) -> str:
    """The name meant by one that differs in form alone, else all there are."""
    meant = bare_name(stem).upper().zfill(2)
    names = [meant] if meant in rubric.items else list(rubric.items)
    return "、".join(f"{one}.md" for one in names)


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


_PRIVATE = frozenset({"ballots", "roster.yaml", "roster.yml", "decision.yaml", "decision.yml"})
_LINK = N_("it is a link to another place, and links are not followed")
