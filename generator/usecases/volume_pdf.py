"""A county's bound volume (装订材料): read, laid out and printed as a PDF."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.checklists.submissions import submission_of
from generator.documents.printing import UnprintableDocument, print_pdf
from generator.load.attachments.pdf import anchor_pages
from generator.load.project import Project, archive_folders
from generator.model.errors import Refused, UnusableRubric
from generator.model.message import N_, Language, Message
from generator.model.rubric import County
from generator.model.state import Audience
from generator.pages.addresses import Addresses
from generator.pages.page_context import PageContext
from generator.pages.templates import Templates
from generator.pages.volume import volume_paper
from generator.report.catalogue import Catalogue
from generator.rules.all_rules import explain_faults
from generator.template_folders import page_folders
from generator.usecases.assess_county import AssessedCounty, assess_county

__all__ = ["UnprintableDocument", "cycle_of", "print_volume"]


def cycle_of(project: Project, cycle: str) -> Project:
    """The past cycle of that name, the project itself for "". Raises Refused, UnusableRubric."""
    if not cycle:
        return project
    for past in project.past:
        if past.rubric.cycle == cycle:
            return past
    # A cycle that is there and cannot be read is not among the past ones.
    folders, _ = archive_folders(project.root)
    if cycle in folders:
        raise UnusableRubric(explain_faults(project.past_faults))
    text = N_('There is no past cycle "{cycle}". There are: {known}.')
    raise Refused(Message(text, {"cycle": cycle, "known": "、".join(folders)}))


def print_volume(
    cycle: Project, root: Path, county: County, out: Path, progress: Callable[[str], None]
) -> None:
    """Write the PDF of one county's volume in one cycle to ``out``.

    ``root`` is the project's folder, whose templates serve every cycle. Printed twice: the pages
    that the parts begin on are known only then. Raises UnprintableDocument.
    """
    progress(N_("Reading the evidence …"))
    assessed = assess_county(cycle, county)
    context = _context(assessed, Templates(page_folders(root), Catalogue(Language.CHINESE)))
    folder, checklists = assessed.loaded.folder, assessed.checklists
    with tempfile.TemporaryDirectory(prefix="taizhang-") as scratch:
        pdf, document = Path(scratch, "volume.pdf"), Path(scratch, "volume", "index.html")
        document.parent.mkdir()
        for name, file in folder.attachments.items():
            copy = Path(scratch, name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            # Read once more: attachments are too large to be held.
            shutil.copyfile(file, copy, follow_symlinks=False)
        document.write_text(volume_paper(context, folder, checklists, {}), encoding="utf-8")
        progress(N_("Laying out the pages …"))
        print_pdf(document, pdf)
        numbered = volume_paper(context, folder, checklists, anchor_pages(pdf.read_bytes()))
        document.write_text(numbered, encoding="utf-8")
        progress(N_("Printing …"))
        print_pdf(document, pdf)
        write_atomically(out, pdf.read_bytes())


def _context(assessed: AssessedCounty, templates: Templates) -> PageContext:
    project = assessed.project
    submission = submission_of(assessed.loaded.folder, assessed.checklists)
    return PageContext(
        rubric=project.rubric,
        official=project.rubric,
        log=project.log,
        submissions={submission.county: submission},
        findings={},
        # Paper for whoever holds the folder, who can read all of it anyway.
        audience=Audience.REVIEWERS,
        templates=templates,
        addresses=Addresses(project.rubric.cycle),
        folder=project.folder,
    )
