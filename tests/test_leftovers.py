"""What a killed run of the tests has left in memory goes with the next run."""

import fcntl
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from project_copy import REPOSITORY

MEMORY = Path("/dev/shm")  # noqa: S108 - as the tests' own


@pytest.mark.skipif(not os.access(MEMORY, os.W_OK), reason="there is none")
def test_folders_of_killed_runs_go() -> None:
    """Not that of one that runs."""
    left, held = (Path(tempfile.mkdtemp("", "taizhang-test-run-", MEMORY)) for _ in range(2))
    (left / "sub").mkdir()
    opened = os.open(held, os.O_RDONLY)
    fcntl.flock(opened, fcntl.LOCK_EX)
    environment = {name: value for name, value in os.environ.items() if name != "TMPDIR"}
    command = [sys.executable, "-c", "import conftest"]
    try:
        subprocess.run(command, cwd=REPOSITORY / "tests", env=environment, check=True)
        assert [one.exists() for one in (left, held)] == [False, True]
    finally:
        held.rmdir()
        os.close(opened)
