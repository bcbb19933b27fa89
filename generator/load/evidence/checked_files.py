"""Attachments for which somebody of the county answers by name."""

from collections.abc import Mapping

from generator.load.evidence.checked_by import CHECKED_BY, checked_by
from generator.load.evidence.front_matter import head_lines
from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.yaml_events import UnreadableYaml, read_yaml
from generator.model.place import Place


def checked_files(files: ProjectFiles, folder: str) -> Mapping[str, str]:
    """Who looked through which attachment, by the front matter of the county's texts.

    What is wrong with a text is reported where it is read as evidence.
    """
    found: dict[str, str] = {}
    for file in sorted((files.root / folder).glob("*.md")):
        try:
            text = files.text(f"{folder}/{file.name}")
            if any(key in text for key in CHECKED_BY):
                lines = text.split("\n")
                head = head_lines(lines)
                node, _ = read_yaml("\n".join(lines[head.start : head.stop]), Place(""))
                found |= dict(checked_by(node))
        except (UnreadableFile, UnreadableYaml):
            continue
    return found
