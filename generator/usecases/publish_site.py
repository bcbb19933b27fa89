"""The public site, built anew and handed to where the public reads it."""

import tempfile
from pathlib import Path

from generator.load.project import Project
from generator.model.finding import Finding
from generator.model.state import Audience
from generator.site.handing_over import copy_site, pack_site
from generator.site.writing import Form, Progress
from generator.usecases.build_site import build_site


def publish_site(
    project: Project, target: Path, form: Form, progress: Progress
) -> tuple[int, tuple[Finding, ...]]:
    """Publish into a folder, or into a file where the name ends in .zip; how many files.

    Where a page had to be withheld nothing is published, and the findings say why.
    Raises Unusable, SiteError.
    """
    with tempfile.TemporaryDirectory(prefix="taizhang-publish-") as folder:
        built = Path(folder, "site")
        result = build_site(project, built, Audience.PUBLIC, form, progress)
        if result.findings:
            return 0, tuple(result.findings)
        if target.suffix.lower() == ".zip":
            return pack_site(built, target), ()
        return copy_site(built, target, project.root, progress), ()
