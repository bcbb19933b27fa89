"""A bug of ours: kept in a file for those who mend it, told to the user in one sentence."""

import tempfile
import traceback
from pathlib import Path

from generator.model.message import N_, Message


def report_crash(error: Exception) -> Message:
    """Write the traceback to a new file and return the sentence that names it."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="taizhang-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        traceback.print_exception(error, file=log)
    values = {"kind": type(error).__name__, "file": str(Path(log.name))}
    return Message(
        N_(
            "This is a fault of the program, not yours ({kind}). "
            "Please send the file {file} to those who maintain it."
        ),
        values,
    )
