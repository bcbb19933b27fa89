"""Give an evidence file back to its county, with a reason that stays in the file."""

from datetime import date

from generator.atomic_write import write_atomically
from generator.load.evidence.returns import changed_evidence, with_return
from generator.load.project import Project
from generator.model.errors import Refused
from generator.model.evidence import Return
from generator.model.message import N_, Message
from generator.model.place import COUNTIES, Place
from generator.model.rubric import County, Indicator
from generator.model.state import State
from generator.privacy.personal_numbers import find_personal

_LONGEST = 500


def return_evidence(
    project: Project, county: County, item: Indicator, reason: str, day: date, office: str
) -> str:
    """Write the return into the file, whose text stays as it is; its path. Raises Refused."""
    reason = " ".join(reason.split())
    path = f"{COUNTIES}/{county.id}/{item.id}.md"
    _refuse(project, reason, {"file": path, "county": county.name, "most": str(_LONGEST)})
    file = project.root / path
    try:
        written = file.read_bytes()
        text = written.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(Message(_NO_FILE, {"file": path})) from error
    added = Return(Place(path), day.isoformat(), office or "市科协", reason, "")
    returned = with_return(text, added).encode()
    # What a pull request would be refused for is not written.
    change = changed_evidence(path, written, returned)
    if not (change.same_text and change.is_returned and len(change.after) > len(change.before)):
        raise Refused(Message(_NO_HEAD, {"file": path}))
    write_atomically(file, returned)
    return path


def _refuse(project: Project, reason: str, values: dict[str, str]) -> None:
    if not reason or len(reason) > _LONGEST or not reason.isprintable():
        raise Refused(Message(_NO_REASON, values))
    if any(find_personal(reason)):
        raise Refused(Message(_PERSONAL))
    rule = project.rubric.open_rules["late-submission"].choice
    closed = any(step.state is State.CLOSED for step in project.log.transitions)
    if project.log.announced:
        raise Refused(Message(_ANNOUNCED))
    if closed and rule == "refused":
        raise Refused(Message(_TOO_LATE, values))


_NO_FILE = N_("There is no {file} that can be read; nothing was returned.")
_NO_HEAD = N_(
    "The front matter of {file} cannot be read, so no return can be written into it. Tell the "
    "county by another way; taizhang check says what is wrong with it."
)
_NO_REASON = N_(
    "Say in a sentence of {most} characters at most what the county is to mend, on one line."
)
_PERSONAL = N_("The reason holds a number that identifies a person; say it without.")
_ANNOUNCED = N_(
    "A result is announced and rests on the evidence as it was; what is wrong is corrected by "
    "taizhang announce amended. Nothing was returned."
)
_TOO_LATE = N_(
    "Submission has closed and the rubric takes nothing late: {county} could not mend {file}. "
    "Nothing was returned."
)
