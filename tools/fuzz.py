"""Coverage-guided fuzzing of what reads a county's files: ``make fuzz SECONDS=600``.

Needs atheris, which has wheels for some versions of Python only and is therefore not among the
locked requirements. A find is an exception, or an input that takes over two seconds.
"""

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent))

with atheris.instrument_imports(include=["generator", "markdown_it", "yaml"]):
    from generator.checklists.counting import make_checklists
    from generator.load.attachments.attachment_files import ATTACHMENT_TYPES
    from generator.load.attachments.scan_cache import scan_content
    from generator.load.files import ProjectFiles
    from generator.load.project import open_cycle
    from generator.load.rubric.rubric_file import read_rubric

PROJECT = Path(__file__).parent.parent / "tests" / "project"
PATH = "content/counties/jia/01.md"
SLOW = 2.0
SUFFIXES = sorted(ATTACHMENT_TYPES)
scratch = Path(tempfile.mkdtemp(prefix="taizhang-fuzz-"))
(scratch / PATH).parent.mkdir(parents=True)
project = replace(open_cycle(PROJECT), root=scratch)


def fuzz_one(data: bytes) -> None:
    """Read the bytes as an evidence file, a rubric, or an attachment of each kind."""
    began = time.process_time()
    if data[:1] == b"R":
        (scratch / "rubric.yaml").write_bytes(data[1:])
        read_rubric(ProjectFiles(scratch))
    elif data[:1] == b"A" and len(data) > 1:
        scan_content(data[2:], SUFFIXES[data[1] % len(SUFFIXES)])
    else:
        (scratch / PATH).write_bytes(data)
        county = project.county(project.rubric.counties[0])
        # What the boundary around a file has caught is a find all the same.
        if any(fault.code == "program-fault" for fault in county.faults):
            raise RuntimeError("program-fault")
        make_checklists(project.portfolio(county.folder))
    if time.process_time() - began > SLOW:
        raise RuntimeError(f"slow: {time.process_time() - began:.1f} s for {len(data)} bytes")


if __name__ == "__main__":
    atheris.Setup(sys.argv, fuzz_one)
    atheris.Fuzz()
