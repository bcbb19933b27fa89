"""What several tests need: a project to break, and a clean import path for helpers."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from project_copy import copy_invented


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A fresh copy of the invented project."""
    return copy_invented(tmp_path)
