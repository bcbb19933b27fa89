"""Personal data taken out where a text is read, so that nothing further can print it."""

from collections.abc import Iterable

from generator.chinese.widths import fold_widths
from generator.load.attachments.scan import shown
from generator.model.finding import Fault
from generator.model.place import Place
from generator.model.rubric import Exemption, Rubric
from generator.privacy.personal_numbers import Personal, find_personal
from generator.privacy.pupil_names import find_pupils


def withhold(text: str, path: str, rubric: Rubric, faults: list[Fault]) -> str:
    """Return the text with every passage that identifies a person masked, a fault for each.

    What the organiser has exempted stays, and is told as exempted; but not where two numbers
    would be exempted for one, because they look the same when starred.
    """
    pieces, last = [], 0
    found = list(find_personal(text))
    mixed = _mixed(text, found)
    for one in found:
        place = _place(text, path, one.start)
        exempt = shown(one) not in mixed
        exemption = exemption_for(rubric, path, shown(one)) if exempt else None
        faults.append(personal_fault(place, one.kind.value, shown(one), exemption))
        if exemption is None:
            pieces += [text[last : one.start], one.masked]
            last = one.end
    return "".join([*pieces, text[last:]])


def name_pupils(text: str, path: str, rubric: Rubric, faults: list[Fault]) -> None:
    """Tell the names of children that stand in the text; they stay."""
    for one in find_pupils(text):
        place = _place(text, path, one.start)
        exemption = exemption_for(rubric, path, one.masked)
        if exemption is None:
            faults.append(Fault("pupil-name", place, {"masked": one.masked}))
        else:
            faults.append(personal_fault(place, "pupil", one.masked, exemption))


def _mixed(text: str, found: Iterable[Personal]) -> frozenset[str]:
    """The starred texts that more than one number of the file has."""
    written: dict[str, set[str]] = {}
    for one in found:
        plain = fold_widths(text[one.start : one.end])
        letters = "".join(letter for letter in plain if letter.isalnum())
        written.setdefault(shown(one), set()).add(letters)
    return frozenset(masked for masked, numbers in written.items() if len(numbers) > 1)


def exemption_for(rubric: Rubric, path: str, masked: str) -> Exemption | None:
    """What exempts the masked text in the file, None for nothing."""
    matching = (one for one in rubric.exemptions if (one.path, one.masked) == (path, masked))
    return next(matching, None)


def personal_fault(place: Place, kind: str, masked: str, exemption: Exemption | None) -> Fault:
    """The fault of one passage, or the note that it is exempted."""
    values = {"kind": kind, "masked": masked}
    if exemption is None:
        return Fault("personal-data", place, values)
    return Fault("exempted-personal-data", place, values | {"reason": exemption.reason})


def masked_name(name: str) -> str:
    """The name of a file with every passage that identifies a person masked."""
    for one in list(find_personal(name))[::-1]:
        name = name[: one.start] + one.masked + name[one.end :]
    return name


def _place(text: str, path: str, start: int) -> Place:
    begin = text.rfind("\n", 0, start) + 1
    return Place(path, text.count("\n", 0, start) + 1, start - begin + 1)
