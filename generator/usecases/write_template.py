"""An evidence file ready to fill in, written into a county's folder."""

from generator.forms.evidence import evidence_template, write_new
from generator.load.project import Project
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.place import COUNTIES
from generator.model.rubric import County, Indicator


def write_template(project: Project, county: County, item: Indicator, *, force: bool) -> str:
    """Write the file; its path. Raises Refused where one is there, unless it is to be lost."""
    path = f"{COUNTIES}/{county.id}/{item.id}.md"
    text = evidence_template(project.rubric, county, item)
    if not write_new(project.root, path, text, force=force):
        sentence = N_("{file} is there already. To write over it and lose what it says: --force.")
        raise Refused(Message(sentence, {"file": path}))
    return path
