"""The private folder kept twice: each write is copied to a second place."""

from collections.abc import Mapping
from pathlib import Path

from generator.atomic_write import write_durably
from generator.load.files import files_below
from generator.load.private_settings import PrivateSettings, read_private_settings
from generator.model.errors import Refused, Unusable
from generator.model.message import N_, Message
from generator.rules.all_rules import explain_faults


def private_settings(root: Path) -> PrivateSettings:
    """Where private data lies on this machine. Raises Unusable for faults of the settings, Refused."""
    settings, faults = read_private_settings(root)
    if faults:
        raise Unusable(explain_faults(faults))
    if settings.copy is not None:
        refuse_near(root, settings.folder, settings.copy)
    return settings


def refuse_near(root: Path, folder: Path, place: Path) -> None:
    """Raises Refused for a place that git takes up, or that is lost together with the folder."""
    if any(place.resolve().is_relative_to(near.resolve()) for near in (root, folder)):
        text = N_(
            "{place} lies in the project or in the private folder, where a copy is published or "
            "lost together with it; nothing was written. Name a place elsewhere, best on another disk."
        )
        raise Refused(Message(text, {"place": str(place)}))


def write_private(root: Path, folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into the private folder, then into its second place. Raises Refused, Unusable.

    A folder that is not the one of the settings has no second place. What was written outlives a
    loss of power.
    """
    if not files:
        return
    settings = private_settings(root)
    copy = settings.copy if folder.resolve() == settings.folder.resolve() else None
    if copy is not None and not copy.is_dir():
        text = N_(
            "{folder} is not there, where .taizhang.yaml has what is private copied to; nothing "
            "was written. Plug it in, make the folder, or name another one under private-copy."
        )
        raise Refused(Message(text, {"folder": str(copy)}))
    for path, content in files.items():
        write_durably(folder / path, content)
        if copy is not None:
            _keep_earlier(copy / path, content)
            write_durably(copy / path, content)


def _keep_earlier(file: Path, content: bytes) -> None:
    """What lies there already may be all that is left of a ballot: it is renamed, never lost."""
    if not file.is_file() or file.read_bytes() == content:
        return
    nth = 1
    while (earlier := file.with_name(f"{file.name}.{nth}")).exists():
        nth += 1
    file.replace(earlier)


def private_files(folder: Path) -> Mapping[str, bytes]:
    """Every file of the folder by its path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(files_below(folder))
        if not file.is_symlink()
    }


def unlike(folder: Path, kept: Mapping[str, bytes]) -> tuple[str, ...]:
    """The paths of the folder's files that are not kept as they are."""
    present = private_files(folder)
    return tuple(path for path, content in present.items() if kept.get(path) != content)
