"""A county's attachments: which there are, and which are withheld for their name, content or type."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.cache import Cache
from generator.file_names import folded_name, is_safe_name, printable_name
from generator.load.attachments.scan_cache import ScanCache, ScanResult
from generator.load.files import LINK, UnreadableFile, files_below, is_plain_file
from generator.load.personal_data import exemption_for, masked_name, personal_fault
from generator.load.system_files import is_system_file
from generator.model.attachment import LARGEST, size_values
from generator.model.codes import Code
from generator.model.finding import Fault
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

    ``withheld`` are the names of those that are never shown: their content is not allowed.
    ``contents`` are the SHA-256 of all files that were read, by path from the project folder.
    """

    files: dict[str, Path]
    digests: dict[str, str]
    pictures: dict[str, str]
    sizes: dict[str, Size]
    withheld: frozenset[str]
    contents: dict[str, bytes]


def read_attachments(
    root: Path, folder: str, rubric: Rubric, cache: Cache | None, faults: list[Fault]
) -> Attachments:
    """Return the attachments of a county's folder; their faults are appended to ``faults``."""
    scans = ScanCache(cache, rubric.cycle, Path(folder).name)
    files: dict[str, Path] = {}
    digests: dict[str, str] = {}
    pictures: dict[str, str] = {}
    sizes: dict[str, Size] = {}
    withheld: set[str] = set()
    contents: dict[str, bytes] = {}
    listed = [*_files(root, folder, faults, withheld)]
    names = (file.relative_to(root / folder).as_posix() for _, file in listed)
    faults.extend(name_faults(folder, names))
    for name, file in listed:
        path = f"{folder}/{name}"
        # What is too large is never read whole: one file must not use up the memory.
        found = [*_size_faults(path, file)]
        if not found:
            digest, scan = scans.scan(file)
            # By the name on the disk, not its composed form: evidence_digest looks it up so.
            contents[file.relative_to(root).as_posix()] = bytes.fromhex(digest)
            found = [*_scan_faults(path, scan, rubric)]
        faults.extend(found)
        if any(fault.code in _WITHHOLDING for fault in found):
            # A link in a masked text carries the masked name; it must not be reported as missing.
            withheld |= {name, masked_name(name)}
            continue
        files[name], digests[name] = file, digest
        if scan.picture:
            pictures[name] = scan.picture
        if scan.size is not None:
            sizes[name] = scan.size
    scans.store()
    return Attachments(files, digests, pictures, sizes, frozenset(withheld), contents)


def _files(
    root: Path, folder: str, faults: list[Fault], withheld: set[str]
) -> Iterator[tuple[str, Path]]:
    top = root / folder / "attachments"
    # No link is followed: it could publish any file of the machine that builds the site.
    if (root / folder).is_symlink():
        return
    if top.is_symlink():
        faults.append(UnreadableFile(f"{folder}/attachments", 1, LINK).fault)
        return
    for file in sorted(files_below(top)):
        name = file.relative_to(root / folder).as_posix()
        place = Place(masked_name(f"{folder}/{name}"))
        if is_system_file(name):
            faults.append(Fault("system-file", place, {"name": masked_name(file.name)}))
        elif file.is_symlink():
            faults.append(UnreadableFile(place.path, 1, LINK).fault)
        elif is_plain_file(file) and file.suffix.lower() not in ATTACHMENT_TYPES:
            known = "、".join(sorted(ATTACHMENT_TYPES))
            values = {"name": masked_name(file.name), "known": known, "suffix": file.suffix.lower()}
            faults.append(Fault("refused-attachment", place, values))
            # It is there: a link to it is not reported as missing as well.
            withheld |= {unicodedata.normalize("NFC", found) for found in (name, masked_name(name))}
        elif is_plain_file(file):
            # Links are composed (NFC) before they are compared; macOS lists names decomposed.
            yield unicodedata.normalize("NFC", name), file


def _size_faults(path: str, file: Path) -> Iterator[Fault]:
    size = file.stat().st_size
    if size > LARGEST:
        shown = masked_name(path)
        yield Fault("oversized-file", Place(shown), {"name": shown, **size_values(size)})


def _scan_faults(path: str, result: ScanResult, rubric: Rubric) -> Iterator[Fault]:
    """Yield a fault for personal data in name or content, a wrong type, an unsearchable file."""
    shown = masked_name(path)
    if shown != path:
        yield Fault("personal-data", Place(shown), {"kind": "name", "masked": Path(shown).name})
    if result.mistyped:
        values = {
            "name": Path(shown).name,
            "suffix": Path(path).suffix.lower(),
            "seen": result.seen,
        }
        yield Fault("mistyped-attachment", Place(shown), values)
    elif result.trouble:
        values = {"reason": result.trouble}
        yield Fault("unsearchable-attachment", Place(shown), values, frozenset(values))
    # The place is the whole file, so a passage that is repeated in it is reported once.
    for kind, masked in dict.fromkeys(result.found):
        exemption = exemption_for(rubric, path, masked)
        yield personal_fault(Place(shown), kind, masked, exemption)


_WITHHOLDING: frozenset[Code] = frozenset(
    {"personal-data", "oversized-file", "mistyped-attachment"}
)


def name_faults(folder: str, names: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for each name that is unsafe or clashes; ``names`` are as on the disk."""
    twins: dict[str, list[str]] = {}
    for name in names:
        twins.setdefault(folded_name(name), []).append(name)
    for same in twins.values():
        for name in same:
            others = [twin for twin in same if twin != name]
            # macOS decomposes names on its own (NFD); git composes them again (NFC).
            composed = unicodedata.normalize("NFC", name)
            if not all(map(is_safe_name, composed.split("/"))):
                yield _fault("unsafe-name", folder, name, others)
            elif others:
                yield _fault("clashing-name", folder, name, others)


def _fault(code: Code, folder: str, name: str, others: Iterable[str]) -> Fault:
    shown = masked_name(f"{folder}/{printable_name(name)}")
    twin = "、".join(masked_name(f"{folder}/{printable_name(other)}") for other in others)
    return Fault(code, Place(shown), {"name": shown, "twin": twin})
