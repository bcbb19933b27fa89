"""Findings as a reviewer's page shows them."""

from generator.model.finding import ToldFinding
from generator.model.state import Field
from generator.pages.scene import Scene


def findings_in(scene: Scene, path: str) -> tuple[ToldFinding, ...]:
    """The findings that stand in the file, none where this audience sees none."""
    return scene.findings.get(path, ()) if scene.shows(Field.FINDINGS) else ()


def evidence_path(county: str, item: str) -> str:
    """The file that holds a county's evidence for an item."""
    return f"content/counties/{county}/{item}.md"
