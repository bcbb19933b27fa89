"""A project folder as one object: rubric, log and archive when it is made, a county when asked."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from generator.cache import Cache
from generator.file_names import printable_name
from generator.load.ballots.misplaced import misplaced_files
from generator.load.county import LoadedCounty, read_county
from generator.load.evidence_digest import evidence_digest
from generator.load.file_copies import original_of
from generator.load.files import LINK, ProjectFiles, UnreadableFile
from generator.load.git import GitError, open_repository
from generator.load.personal_data import masked_name
from generator.load.results.consistency import contradictions
from generator.load.results.log import read_log, results_folder
from generator.load.rubric.earlier import EarlierRubrics
from generator.load.rubric.frozen import unrecorded_changes
from generator.load.rubric.rubric_file import read_rubric
from generator.load.rubric.skeleton import unfilled_lines
from generator.load.system_files import is_system_file
from generator.model.announcement import Announcement
from generator.model.finding import Fault
from generator.model.log import Log
from generator.model.past import archive_folder, placed_fault
from generator.model.place import ARCHIVE, CONTENT, COUNTIES, RESULTS, RUBRIC, Place
from generator.model.portfolio import CountyFolder, Portfolio
from generator.model.rubric import County, Rubric


class UnreadableProject(Exception):
    """There is no rubric to go by; carries the faults that say why."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The assessment in one project folder, the current cycle's or a past one's.

    ``root`` is the folder that holds rubric.yaml. ``folder`` is "" for the current cycle, for
    a past one its folder in the archive, relative to the project's. ``past`` are the past
    cycles, oldest first. ``faults`` are those of everything but the counties' folders, the
    archive's among them; ``past_faults`` tells the archive's apart. ``contents`` are the bytes
    of the texts that were read, by path. Attachments whose scans are in ``cache`` are not
    scanned again; None scans them all. ``counted_by`` are the rubrics that counted the
    announcements, by the digest of their rules.
    """

    root: Path
    folder: str
    rubric: Rubric
    log: Log
    past: tuple["Project", ...]
    faults: tuple[Fault, ...]
    past_faults: tuple[Fault, ...]
    contents: Mapping[str, bytes]
    cache: Cache | None
    counted_by: Mapping[str, Rubric]

    def rubric_of(self, announcement: Announcement) -> Rubric:
        """The rubric that the announcement was counted by."""
        return self.counted_by[announcement.rules]

    @property
    def rubrics(self) -> Mapping[str, Rubric]:
        """The rubrics that figures rest on: today's as "", and by digest that of each result."""
        announced = [notice.announcement for _, notice in self.log.announced]
        return {
            "": self.rubric,
            **{one.rules: self.rubric_of(one) for one in announced if one.rules},
        }

    def county(self, county: County) -> LoadedCounty:
        """Read one county's folder; the caller holds it, the project does not."""
        return read_county(self.root, county, self.rubric, self.log, self.cache)

    def portfolio(self, *folders: CountyFolder) -> Portfolio:
        """The rubric and the log with those counties' folders, as rules take them."""
        counties = MappingProxyType({folder.county: folder for folder in folders})
        return Portfolio(rubric=self.rubric, log=self.log, counties=counties)

    def alone(self, county: County) -> "Project":
        """The project as if it had that county alone: no other, no past cycle, nothing announced.

        What stands in an announcement is about all counties.
        """
        steps = tuple(step for step in self.log.transitions if not step.state.announces)
        return replace(
            self,
            rubric=replace(self.rubric, counties=(county,), order=(county.id,)),
            log=Log(steps, self.log.records),
            past=(),
            past_faults=(),
            counted_by=MappingProxyType({}),
        )

    def out_of_place(self) -> tuple[Fault, ...]:
        """Private data where git would take it up, looked for in every file of the project."""
        return (*_misplaced(self), *_taken_up(self.root))

    def evidence_digest(self, county: County) -> str:
        """The digest of a county's folder, without reading what it says."""
        return evidence_digest(self.root, county.id, {})


def open_project(root: Path, cache: Cache | None) -> Project:
    """Read all of a project folder but the counties' folders. Raises UnreadableProject."""
    current = _open_cycle(root, "", cache)
    past, faults = _open_archive(root, current.rubric.cycle, cache)
    return Project(
        root=root,
        folder="",
        rubric=current.rubric,
        log=current.log,
        past=past,
        faults=current.faults,
        past_faults=faults,
        contents=current.contents,
        cache=cache,
        counted_by=current.counted_by,
    )


def open_cycle(root: Path) -> Project:
    """Read a project folder that holds one cycle and no archive. Raises UnreadableProject."""
    return _open_cycle(root, "", None)


def _open_cycle(root: Path, folder: str, cache: Cache | None) -> Project:
    files = ProjectFiles(root)
    rubric, faults = read_rubric(files)
    if rubric is None:
        raise UnreadableProject(faults)
    rubrics = EarlierRubrics(files, rubric)
    log, log_faults = read_log(files, rubrics)
    counted_by = _counted_by(rubrics, log)
    announced = [(notice, counted_by[notice.announcement.rules]) for _, notice in log.announced]
    contradicting = tuple(contradictions(announced, results_folder(rubric.cycle)))
    log_faults = (*log_faults, *unrecorded_changes(files, rubric, log), *contradicting)
    # As a log with a fault is empty: what contradicts itself must not publish.
    log = Log(()) if contradicting else log
    beside = (*_unknown_counties(root, rubric), *_exposed_ballots(root, rubric))
    return Project(
        root=root,
        folder=folder,
        rubric=rubric,
        log=log,
        past=(),
        faults=(*faults, *unfilled_lines(files.text(RUBRIC)), *log_faults, *beside),
        past_faults=(),
        contents=files.contents,
        cache=cache,
        counted_by=counted_by,
    )


def _counted_by(rubrics: EarlierRubrics, log: Log) -> Mapping[str, Rubric]:
    """The rubrics that counted the announcements, by the digest of their rules, "" for none."""
    frozen = {entry.rules.digest: entry.rules for entry in log.entries if entry.rules}
    announced = {notice.announcement.rules for _, notice in log.announced}
    # Of a log without faults every one can be made.
    made = {digest: rubrics.under(frozen.get(digest)) for digest in announced}
    return {digest: rubric for digest, rubric in made.items() if rubric is not None}


def _open_archive(
    root: Path, current: str, cache: Cache | None
) -> tuple[tuple[Project, ...], tuple[Fault, ...]]:
    """The past cycles, oldest first, and what is wrong with them, placed in the project.

    A cycle that cannot be read is left out, as is one of the cycle ``current``.
    """
    cycles: list[Project] = []
    names, faults = archive_folders(root)
    for name in names:
        folder = archive_folder(name)
        original = original_of(name, names)
        if original is not None:
            values = {"written": name, "original": original}
            faults.append(Fault("misnamed-archive", Place(f"{folder}/{RUBRIC}"), values))
            continue
        try:
            past = _open_cycle(root / folder, folder, cache)
        except UnreadableProject as error:
            faults += (placed_fault(fault, folder) for fault in error.faults)
            continue
        faults += (placed_fault(fault, folder) for fault in past.faults)
        cycle = past.rubric.cycle
        # A cycle opened twice would give two pages one address.
        if cycle == name != current:
            cycles.append(past)
        else:
            values = {"written": cycle, "folder": name}
            place = Place(f"{folder}/{RUBRIC}")
            faults.append(
                Fault("misnamed-archive", place, values)
                if cycle != name
                else Fault("cycle-twice", place, values)
            )
    return tuple(cycles), tuple(faults)


def archive_folders(root: Path) -> tuple[tuple[str, ...], list[Fault]]:
    """The names of the past cycles' folders, oldest first, and a fault for anything else there."""
    archive = root / ARCHIVE
    names: list[str] = []
    faults: list[Fault] = []
    for entry in sorted(archive.iterdir()) if archive.is_dir() else ():
        if entry.name.startswith(".") or is_system_file(entry.name):
            continue
        if entry.is_symlink():
            faults.append(UnreadableFile(f"{ARCHIVE}/{printable_name(entry.name)}", 1, LINK).fault)
        elif entry.is_dir():
            names.append(entry.name)
        else:
            name = printable_name(entry.name)
            values = {"written": "", "folder": name}
            faults.append(Fault("misnamed-archive", Place(f"{ARCHIVE}/{name}"), values))
    return tuple(names), faults


def _unknown_counties(root: Path, rubric: Rubric) -> Iterator[Fault]:
    folder = root / COUNTIES
    entries = sorted(folder.iterdir()) if folder.is_dir() else []
    names = {entry.name for entry in entries}
    for entry in entries:
        name = masked_name(printable_name(entry.name))
        place = Place(f"{COUNTIES}/{name}")
        if is_system_file(entry.name):
            yield Fault("system-file", place, {"name": name})
        elif entry.name in rubric.county_by_id or entry.name.startswith("."):
            continue
        elif (original := original_of(entry.name, names)) is not None:
            yield Fault("unknown-county", place, {"written": name, "original": original})
        else:
            values = {"name": name, "known": "、".join(rubric.county_by_id)}
            yield Fault("unknown-county", place, values)


def _exposed_ballots(root: Path, rubric: Rubric) -> Iterator[Fault]:
    """What belongs into the private folder, where git would take it up."""
    for folder in ("", CONTENT, ARCHIVE, RESULTS, f"{RESULTS}/{rubric.cycle}"):
        place = root / folder
        for entry in sorted(place.iterdir()) if place.is_dir() else ():
            # In any case: some file systems take Ballots for ballots.
            if entry.name.lower() in _PRIVATE:
                path = entry.relative_to(root).as_posix()
                yield Fault("exposed-ballots", Place(path), {"name": entry.name})


def _misplaced(project: Project) -> Iterator[Fault]:
    """What is private by its content, beside what its name tells already."""
    named = tuple(fault.place.path for fault in project.faults if fault.code == "exposed-ballots")
    announced = [notice.announcement for _, notice in project.log.announced]
    told = [one for one in announced if one.disclosure.shows("total")]
    for file in misplaced_files(project.root, project.rubric, told):
        path = file.path
        if not any(f"{path}/".startswith(f"{known}/") for known in named):
            shown = "/".join(masked_name(printable_name(part)) for part in path.split("/"))
            values = {"name": shown.rpartition("/")[2]}
            if not file.read:
                values["unread"] = "published" if path.startswith(f"{CONTENT}/") else "yes"
            yield Fault("exposed-ballots", Place(shown), values)


def _taken_up(root: Path) -> Iterator[Fault]:
    """The private folder itself where git has it: .gitignore lacks it, or somebody forced it."""
    if not (root / "private").is_dir():
        return
    with suppress(GitError), open_repository(root) as repository:
        if repository.takes("private"):
            yield Fault("exposed-ballots", Place("private"), {"name": "private", "taken": "yes"})


_PRIVATE = frozenset({"ballots", "roster.yaml", "roster.yml", "decision.yaml", "decision.yml"})
