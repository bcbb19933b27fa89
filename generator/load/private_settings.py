"""Where the private folder lies on this machine, and where it is copied to: .taizhang.yaml."""

from dataclasses import dataclass
from pathlib import Path

from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.schema import FileShape, Text
from generator.load.shaping import read_shape
from generator.load.yaml_events import UnreadableYaml
from generator.model.finding import Fault

SETTINGS = ".taizhang.yaml"


class SettingsShape(FileShape):
    """What holds on one machine alone; git ignores the file."""

    private: Text | None = None
    private_copy: Text | None = None


@dataclass(frozen=True, slots=True)
class PrivateSettings:
    """The private folder, and the second place of what the program writes there, if any."""

    folder: Path
    copy: Path | None = None


def read_private_settings(root: Path) -> tuple[PrivateSettings, tuple[Fault, ...]]:
    """Return what the file says, else private/ of the project and no copy; and its faults."""
    usual = PrivateSettings(root / "private")
    if not (root / SETTINGS).exists():
        return usual, ()
    try:
        located, faults = read_shape(SettingsShape, ProjectFiles(root), SETTINGS)
    except (UnreadableFile, UnreadableYaml) as error:
        return usual, (error.fault,)
    if located is None or faults:
        return usual, faults
    shape = located.value
    folder = root / Path(shape.private or "private").expanduser()
    copy = None if shape.private_copy is None else root / Path(shape.private_copy).expanduser()
    return PrivateSettings(folder, copy), ()
