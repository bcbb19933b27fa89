"""Findings as a reviewer's page shows them."""

from generator.model.finding import TranslatedFinding
from generator.model.state import Field
from generator.pages.page_context import PageContext


def findings_in(context: PageContext, path: str) -> tuple[TranslatedFinding, ...]:
    """The findings that stand in the file, none where this audience sees none."""
    return context.findings.get(path, ()) if context.shows(Field.FINDINGS) else ()


def evidence_path(county: str, item: str) -> str:
    """The file that holds a county's evidence for an item."""
    return f"content/counties/{county}/{item}.md"
