"""What only the reviewers' site holds beside its pages: their scripts and styles."""

import shutil
from pathlib import Path

REVIEWERS = "assets/reviewers"


def keep_from_public(building: Path) -> None:
    """Delete them from a site that is for everybody."""
    # MkDocs copies every file of the theme, whoever the site is for.
    shutil.rmtree(building / REVIEWERS, ignore_errors=True)
