"""Personal data masked where a text is read, so that nothing further on can print it."""

from collections.abc import Iterable

from generator.chinese.widths import fold_widths
from generator.model.finding import Fault
from generator.model.organiser import Exemption
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.privacy.personal_numbers import Personal, find_personal
from generator.privacy.pupil_names import find_pupils
from generator.privacy.shown_text import without_numbers


def mask_personal_data(text: str, path: str, rubric: Rubric, faults: list[Fault]) -> str:
    """Return the text with every passage that identifies a person masked, a fault for each.

    What the organiser has exempted stays, and is reported as exempted; but not where two
    numbers would share one exemption, because they look the same when masked.
    """
    pieces, last = [], 0
    passages = list(find_personal(text))
    ambiguous = _ambiguous_masks(text, passages)
    for passage in passages:
        masked = passage.masked_line
        exemption = None if masked in ambiguous else exemption_for(rubric, path, masked)
        place = _place(text, path, passage.start)
        faults.append(personal_fault(place, passage.kind.value, masked, exemption))
        if exemption is None:
            pieces += [text[last : passage.start], passage.masked]
            last = passage.end
    return "".join([*pieces, text[last:]])


def report_pupil_names(text: str, path: str, rubric: Rubric, faults: list[Fault]) -> None:
    """Append a fault for each child's name in the text; the names stay."""
    for name in find_pupils(text):
        place = _place(text, path, name.start)
        exemption = exemption_for(rubric, path, name.masked)
        if exemption is None:
            faults.append(Fault("pupil-name", place, {"masked": name.masked}))
        else:
            faults.append(personal_fault(place, "pupil", name.masked, exemption))


def _ambiguous_masks(text: str, passages: Iterable[Personal]) -> frozenset[str]:
    """Return the masked texts that stand for more than one number of the file."""
    numbers_by_mask: dict[str, set[str]] = {}
    for passage in passages:
        # One number written in two widths or with other spaces is no second number.
        plain = fold_widths(text[passage.start : passage.end])
        number = "".join(letter for letter in plain if letter.isalnum())
        numbers_by_mask.setdefault(passage.masked_line, set()).add(number)
    return frozenset(masked for masked, numbers in numbers_by_mask.items() if len(numbers) > 1)


def exemption_for(rubric: Rubric, path: str, masked: str) -> Exemption | None:
    """Return what exempts the masked text in the file, None for nothing."""
    matching = (
        exemption
        for exemption in rubric.exemptions
        if (exemption.path, exemption.masked) == (path, masked)
    )
    return next(matching, None)


def personal_fault(place: Place, kind: str, masked: str, exemption: Exemption | None) -> Fault:
    """Return the fault of one passage, or the note that it is exempted."""
    values = {"kind": kind, "masked": masked}
    if exemption is None:
        return Fault("personal-data", place, values)
    return Fault("exempted-personal-data", place, values | {"reason": exemption.reason})


def masked_name(name: str) -> str:
    """Return the name of a file with every passage that identifies a person masked."""
    return without_numbers(name)


def _place(text: str, path: str, start: int) -> Place:
    line_start = text.rfind("\n", 0, start) + 1
    return Place(path, text.count("\n", 0, start) + 1, start - line_start + 1)
