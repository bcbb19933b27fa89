"""An evidence file ready to fill in, written into a county's folder."""

from generator.forms.evidence import evidence_template, statement_template, write_new
from generator.load.project import Project
from generator.model.errors import Refused
from generator.model.message import N_, Message
from generator.model.place import COUNTIES
from generator.model.rubric import County, Indicator


def write_template(project: Project, county: County, item: Indicator | None, *, force: bool) -> str:
    """Write the file of the item, or the county's statement without one; its path.

    Raises Refused where one is there, unless it is to be lost.
    """
    if item is None:
        name, text = "index", statement_template(project.rubric)
    else:
        name, text = item.id, evidence_template(project.rubric, county, item)
    path = f"{COUNTIES}/{county.id}/{name}.md"
    if not write_new(project.root, path, text, force=force):
        sentence = N_("{file} is there already. To write over it and lose what it says: --force.")
        raise Refused(Message(sentence, {"file": path}))
    return path
