"""A county's bound volume, read, laid out and printed."""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from generator.checklists.submissions import submission_of
from generator.documents.printing import UnprintableDocument, print_pdf
from generator.load.archive import archived_cycles
from generator.load.attachments.pdf import anchor_pages
from generator.model.errors import Refused
from generator.model.message import N_, Language, Message
from generator.model.past import archive_folder
from generator.model.rubric import County, Rubric
from generator.model.state import Audience
from generator.pages.addresses import Addresses
from generator.pages.page_context import PageContext
from generator.pages.templates import Templates
from generator.pages.volume import volume_paper
from generator.report.catalogue import Catalogue
from generator.usecases.reading import read_county, read_frame

__all__ = ["UnprintableDocument", "bind_volume"]


def bind_volume(
    root: Path,
    cycle: str,
    choose: Callable[[Rubric], County],
    out: Path,
    say: Callable[[str], None],
) -> County:
    """Write the PDF of one county's volume to ``out``; the county.

    ``cycle`` is a past one, "" for the current. Printed twice: the pages that the parts begin
    on are known only then. Raises UnusableRubric, UnprintableDocument, Refused.
    """
    folder = _cycle_folder(root, cycle)
    own = root / folder
    frame, _ = read_frame(own)
    county = choose(frame.rubric)
    say(N_("Reading the evidence …"))
    read = read_county(own, county, frame, shown=True)
    submitted, checklists = read.folder, read.checklists
    context = PageContext(
        rubric=frame.rubric,
        official=frame.rubric,
        log=frame.log,
        submissions={county.id: submission_of(submitted, checklists)},
        findings={},
        audience=Audience.REVIEWERS,
        templates=Templates(root / "site_templates", Catalogue(Language.CHINESE)),
        addresses=Addresses(frame.rubric.cycle),
        folder=folder,
    )
    with tempfile.TemporaryDirectory(prefix="taizhang-") as scratch:
        pdf, document = Path(scratch, "volume.pdf"), Path(scratch, "volume", "index.html")
        document.parent.mkdir()
        for name, file in submitted.attachments.items():
            copy = Path(scratch, name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy, follow_symlinks=False)
        document.write_text(volume_paper(context, submitted, checklists, {}), encoding="utf-8")
        say(N_("Laying out the pages …"))
        print_pdf(document, pdf)
        numbered = volume_paper(context, submitted, checklists, anchor_pages(pdf))
        document.write_text(numbered, encoding="utf-8")
        say(N_("Printing …"))
        print_pdf(document, pdf)
        out.parent.mkdir(parents=True, exist_ok=True)
        beside = out.with_name(f".{out.name}.{os.getpid()}")
        shutil.copyfile(pdf, beside)
        beside.replace(out)
    return county


def _cycle_folder(root: Path, cycle: str) -> str:
    """Where the cycle's own folder is, "" for the current one's. Raises Refused."""
    known = archived_cycles(root)
    if cycle and cycle not in known:
        text = N_('There is no past cycle "{cycle}". There are: {known}.')
        raise Refused(Message(text, {"cycle": cycle, "known": "、".join(known)}))
    return archive_folder(cycle) if cycle else ""
