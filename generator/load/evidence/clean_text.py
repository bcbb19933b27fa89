"""A county's text before it is parsed: without personal numbers, marks of merges, unseen signs."""

from collections.abc import Sequence

from generator.load.evidence.line_edits import apply_line_edits
from generator.load.evidence.markup_faults import blank_conflicts
from generator.load.evidence.unseen import replace_unseen
from generator.load.personal_data import mask_personal_data, report_pupil_names
from generator.model.finding import Fault
from generator.model.rubric import Rubric


def clean_text(
    written: str, path: str, rubric: Rubric, parts: Sequence[str], faults: list[Fault]
) -> str:
    """Return the text of ``path`` as it is meant, line for line; faults are appended.

    ``parts`` are those whose headings it should have; without any it has no front matter.
    """
    # Before all else: what is parsed, quoted in findings or shown has no personal number left.
    text = mask_personal_data(written, path, rubric, faults)
    report_pupil_names(text, path, rubric, faults)
    text = blank_conflicts(text, path, faults)
    # Line for line, so that every place found later is one in the file as well.
    text = replace_unseen(text, path, faults)
    return apply_line_edits(text, path, parts, faults)
