"""A county's attachments: which there are, and which are withheld for their name, content or type."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from generator.cache import Cache
from generator.file_names import can_be_written, folded_name, is_safe_name, printable_name
from generator.load.attachments.listed import size_of_file
from generator.load.attachments.scan_cache import ScanCache, ScanResult
from generator.load.attachments.search import PUPILS
from generator.load.boundary import file_boundary
from generator.load.county_limits import ATTACHMENT_SECONDS, Allowance
from generator.load.evidence.checked_files import checked_files
from generator.load.files import (
    DENIED,
    LINK,
    NO_FILE,
    NO_FOLDER,
    ProjectFiles,
    UnreadableFile,
    files_below,
    is_plain_file,
)
from generator.load.personal_data import exemption_for, masked_name, personal_fault
from generator.load.system_files import is_system_file
from generator.model.attachment import LARGEST, SCANNED, Refusal, size_values
from generator.model.codes import Code
from generator.model.finding import Fault
from generator.model.organiser import Exemption
from generator.model.picture import Size
from generator.model.place import Place
from generator.model.rubric import Rubric

# What a browser shows or saves and never runs: no HTML, no SVG, no XML.
ATTACHMENT_TYPES = frozenset(
    [
        ".pdf",
        ".jpg",
        ".jpeg",
        ".png",
        ".gif",
        ".webp",
        ".docx",
        ".xlsx",
        ".pptx",
        ".doc",
        ".xls",
        ".ppt",
        ".wps",
        ".et",
        ".csv",
        ".txt",
    ]
)


@dataclass(frozen=True, slots=True)
class Attachments:
    """Files, their SHA-256, fingerprints and sizes of pictures by ``attachments/name``.

    ``withheld`` says by name why a file is never shown.
    ``contents`` are the SHA-256 of all files that were read, by path from the project folder.
    """

    files: dict[str, Path]
    digests: dict[str, str]
    pictures: dict[str, str]
    sizes: dict[str, Size]
    withheld: dict[str, Refusal]
    contents: dict[str, bytes]


def read_attachments(
    texts: ProjectFiles,
    folder: str,
    rubric: Rubric,
    cache: Cache | None,
    faults: list[Fault],
    allowance: Allowance,
) -> Attachments:
    """Return the attachments of a county's folder; their faults are appended to ``faults``.

    ``texts`` are those of the project, some of which answer for attachments.
    """
    root = texts.root
    scans = ScanCache(cache, rubric.cycle, Path(folder).name)
    files: dict[str, Path] = {}
    digests: dict[str, str] = {}
    pictures: dict[str, str] = {}
    sizes: dict[str, Size] = {}
    withheld: dict[str, Refusal] = {}
    contents: dict[str, bytes] = {}
    checked = {} if (root / folder).is_symlink() else checked_files(texts, folder)
    listed = [*_files(root, folder, faults, withheld)]
    top, single = Place(f"{folder}/attachments"), _with_own_address(root, folder, listed, faults)
    taken = allowance.of_number(single, top, faults)
    for name, file in allowance.in_time(taken, ATTACHMENT_SECONDS, top, faults):
        path = f"{folder}/{name}"
        with file_boundary(Place(masked_name(path)), cache, faults.append):
            # What is too large is never read whole: one file must not use up the memory.
            found = [*_size_faults(path, file)]
            if not found:
                digest, scan = scans.scan(file)
                # By the name on the disk, not its composed form: evidence_digest looks it up so.
                contents[file.relative_to(root).as_posix()] = bytes.fromhex(digest)
                by = checked.get(name, "")
                found = [*_scan_faults(path, scan, rubric, size_of_file(file), by)]
            faults.extend(found)
            if (refusal := next(filter(None, map(_refusal, found)), None)) is not None:
                withheld |= _by_names(name, refusal)
                continue
            files[name], digests[name] = file, digest
            if scan.picture:
                pictures[name] = scan.picture
            if scan.size is not None:
                sizes[name] = scan.size
    for name, _ in listed:
        if name not in files:
            withheld = _by_names(name, Refusal.UNREAD) | withheld
    scans.store()
    return Attachments(files, digests, pictures, sizes, withheld, contents)


def _with_own_address(
    root: Path, folder: str, listed: Collection[tuple[str, Path]], faults: list[Fault]
) -> list[tuple[str, Path]]:
    """The files whose address on the site is not a folder of files as well."""
    names = [file.relative_to(root / folder).as_posix() for _, file in listed]
    faults.extend(name_faults(folder, names))
    folders = _folders(names)
    return [(name, file) for name, file in listed if folded_name(name) not in folders]


def _by_names(name: str, refusal: Refusal) -> dict[str, Refusal]:
    # A link in a masked text carries the masked name; it must not be reported as missing.
    return dict.fromkeys((name, masked_name(name)), refusal)


def _files(
    root: Path, folder: str, faults: list[Fault], withheld: dict[str, Refusal]
) -> Iterator[tuple[str, Path]]:
    top = root / folder / "attachments"
    # No link is followed: it could publish any file of the machine that builds the site.
    if (root / folder).is_symlink():
        return
    if (reason := _no_folder(top)) is not None:
        faults.append(UnreadableFile(f"{folder}/attachments", 1, reason).fault)
        return

    def unlisted(path: Path) -> None:
        shown = printable_name(path.relative_to(root).as_posix())
        faults.append(UnreadableFile(masked_name(shown), 1, DENIED).fault)

    for file in sorted(files_below(top, unlisted)):
        name = file.relative_to(root / folder).as_posix()
        if not can_be_written(name):
            # Its name could stand in no link, report or page.
            faults.append(_fault("unsafe-name", folder, name, ()))
            continue
        place = Place(masked_name(f"{folder}/{name}"))
        # Links are composed (NFC) before they are compared; macOS lists names decomposed.
        name = unicodedata.normalize("NFC", name)
        if is_system_file(name):
            faults.append(Fault("system-file", place, {"name": masked_name(file.name)}))
        elif file.is_symlink():
            faults.append(UnreadableFile(place.path, 1, LINK).fault)
            withheld |= _by_names(name, Refusal.NOT_FOLLOWED)
        elif is_plain_file(file) and file.suffix.lower() not in ATTACHMENT_TYPES:
            faults.append(_not_taken(place, file))
            withheld |= _by_names(name, Refusal.NOT_TAKEN)
        elif is_plain_file(file):
            yield name, file
        else:
            # A pipe would be waited for without end, a device has no end.
            faults.append(UnreadableFile(place.path, 1, NO_FILE).fault)
            withheld |= _by_names(name, Refusal.UNREAD)


def _not_taken(place: Place, file: Path) -> Fault:
    known = "、".join(sorted(ATTACHMENT_TYPES))
    values = {"name": masked_name(file.name), "known": known, "suffix": file.suffix.lower()}
    return Fault("refused-attachment", place, values)


def _no_folder(top: Path) -> str | None:
    """Why no attachments are read in what has their name, None where they are, or it is absent."""
    if top.is_symlink():
        return LINK
    return NO_FOLDER if top.exists() and not top.is_dir() else None


def _size_faults(path: str, file: Path) -> Iterator[Fault]:
    size = size_of_file(file)
    if size > LARGEST:
        shown = masked_name(path)
        yield Fault("oversized-file", Place(shown), {"name": shown, **size_values(size)})


def _scan_faults(
    path: str, result: ScanResult, rubric: Rubric, size: int, checked_by: str
) -> Iterator[Fault]:
    """Yield a fault for personal data in name or content, and for content that is of no use."""
    shown = masked_name(path)
    if shown != path:
        yield Fault("personal-data", Place(shown), {"kind": "name", "masked": Path(shown).name})
    if result.mistyped or result.damage is not None:
        values = {
            "name": Path(shown).name,
            "suffix": Path(path).suffix.lower(),
            "seen": result.seen,
            "damage": result.damage or "",
            "bytes": str(size),
        }
        # What has never been taken stays an error under the first edition of the check too.
        code: Code = "mistyped-attachment" if result.mistyped else "broken-attachment"
        yield Fault(code, Place(shown), values)
    elif result.trouble == SCANNED:
        yield Fault("scanned-attachment", Place(shown), {"name": Path(shown).name})
    elif result.trouble:
        name = f"attachments/{shown.partition('/attachments/')[2]}"
        values = {"reason": result.trouble, "by": checked_by, "name": name}
        yield Fault("unsearchable-attachment", Place(shown), values, frozenset({"reason"}))
    # The place is the whole file, so a passage that is repeated in it is reported once.
    for kind, masked, place in dict.fromkeys(result.found):
        where = {"place": place} if place else {}
        if kind == PUPILS:
            yield _pupils_fault(Place(shown), masked, where, exemption_for(rubric, path, PUPILS))
            continue
        exemption = exemption_for(rubric, path, masked)
        # A position has no text of its own that could be shown.
        fault = personal_fault(Place(shown), kind, masked or Path(shown).name, exemption)
        yield replace(fault, values={**fault.values, **where}, terms=fault.terms.union(where))


def _pupils_fault(
    place: Place, number: str, where: Mapping[str, str], exemption: Exemption | None
) -> Fault:
    if exemption is not None:
        return personal_fault(place, "pupil", PUPILS, exemption)
    return Fault("pupils-in-attachment", place, {"number": number, **where}, frozenset(where))


def _refusal(fault: Fault) -> Refusal | None:
    """Why a file with that fault proves nothing, None where it does."""
    if damage := fault.values.get("damage"):
        return Refusal(damage)
    if fault.code == "personal-data" and fault.values["kind"] == "position":
        return Refusal.POSITION
    if fault.code == "unsearchable-attachment":
        return None if fault.values["by"] else Refusal.UNSEARCHABLE
    return _REFUSALS.get(fault.code)


_REFUSALS: Mapping[Code, Refusal] = {
    "personal-data": Refusal.PERSONAL,
    "oversized-file": Refusal.OVERSIZED,
    "mistyped-attachment": Refusal.MISTYPED,
    "pupils-in-attachment": Refusal.PERSONAL,
}


def name_faults(folder: str, names: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for each name that is unsafe or clashes; ``names`` are as on the disk."""
    twins: dict[str, list[str]] = {}
    names = list(names)
    for name in names:
        twins.setdefault(folded_name(name), []).append(name)
    folders = _folders(names)
    for form, same in twins.items():
        for name in same:
            others = [twin for twin in same if twin != name]
            others += [folders[form]] if form in folders else []
            # macOS decomposes names on its own (NFD); git composes them again (NFC).
            composed = unicodedata.normalize("NFC", name)
            if not all(map(is_safe_name, composed.split("/"))):
                yield _fault("unsafe-name", folder, name, others)
            elif others:
                yield _fault("clashing-name", folder, name, others)


def _folders(names: Iterable[str]) -> dict[str, str]:
    """The folders that files of those names stand in, by the form in which names are compared."""
    folders: dict[str, str] = {}
    for name in names:
        for folder in PurePosixPath(name).parents:
            folders[folded_name(folder.as_posix())] = folder.as_posix()
    return folders


def _fault(code: Code, folder: str, name: str, others: Iterable[str]) -> Fault:
    shown = masked_name(f"{folder}/{printable_name(name)}")
    twin = "、".join(masked_name(f"{folder}/{printable_name(other)}") for other in others)
    return Fault(code, Place(shown), {"name": shown, "twin": twin})
