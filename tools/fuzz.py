"""Coverage-guided fuzzing of what reads a county's files: ``make fuzz SECONDS=600``.

Needs atheris, which has wheels for some versions of Python only and is therefore not among the
locked requirements. A find is an exception, or an input that takes over a second.
"""

import sys
import tempfile
import time
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parent.parent))

with atheris.instrument_imports(include=["generator", "markdown_it", "yaml"]):
    from generator.checklists.counting import make_checklists
    from generator.load.evidence.evidence_file import read_evidence
    from generator.load.files import UnreadableFile
    from generator.load.project import load_county, load_frame
    from generator.load.rubric.rubric_file import read_rubric

PROJECT = Path(__file__).parent.parent / "tests" / "project"
PATH = "content/counties/jia/01.md"
SLOW = 1.0
frame = load_frame(PROJECT).portfolio or sys.exit("tests/project has no rubric")
item = frame.rubric.items["01"]
scratch = Path(tempfile.mkdtemp(prefix="taizhang-fuzz-"))
(scratch / PATH).parent.mkdir(parents=True)


def fuzz_one(data: bytes) -> None:
    """Read the bytes as an evidence file of the invented project, or as its rubric."""
    began = time.process_time()
    if data[:1] == b"R":
        (scratch / "rubric.yaml").write_bytes(data[1:])
        read_rubric(scratch)
    else:
        (scratch / PATH).write_bytes(data)
        try:
            read_evidence(scratch, PATH, "jia", item, frame.rubric, {})
        except UnreadableFile:
            return
        loaded = load_county(scratch, frame.rubric.counties[0], frame, shown=True)
        make_checklists(loaded.portfolio)
    if time.process_time() - began > SLOW:
        raise RuntimeError(f"slow: {time.process_time() - began:.1f} s for {len(data)} bytes")


if __name__ == "__main__":
    atheris.Setup(sys.argv, fuzz_one)
    atheris.Fuzz()
