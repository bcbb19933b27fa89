"""Personal data masked where a text is read, so that nothing further on can print it."""

import re
from collections.abc import Iterable
from dataclasses import replace

from generator.chinese.widths import fold_widths
from generator.load.line_places import LinePlaces
from generator.model.finding import Fault
from generator.model.organiser import Exemption
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.privacy.personal import STAR, Personal
from generator.privacy.personal_numbers import find_personal, masked_text, without_numbers
from generator.privacy.pupil_names import find_pupils

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+")
# Of several spaces all but the first.
_SPACES = re.compile("(?<=[ \xa0]) +")
_NO_WIDTH = "\u200b"


def mask_personal_data(text: str, path: str, rubric: Rubric, faults: list[Fault]) -> str:
    """Return the text with every passage that identifies a person masked, a fault for each.

    What the organiser has exempted stays, and is reported as exempted; but not where two
    numbers would share one exemption, because they look the same when masked.
    """
    passages = list(find_personal(_as_shown(text)))
    ambiguous = _ambiguous_masks(text, passages)
    masked_passages, places = [], LinePlaces(text, path)
    for found in passages:
        passage = _in_text(found, text)
        masked = passage.masked_line
        exemption = None if masked in ambiguous else exemption_for(rubric, path, masked)
        place = places.place(passage.start)
        faults.append(personal_fault(place, passage.kind.value, masked, exemption))
        if exemption is None:
            masked_passages.append(passage)
    return masked_text(text, masked_passages)


def _as_shown(text: str) -> str:
    """Return the text, as long, without what a page does not show between two digits.

    There several spaces are one, and signs that nobody sees are none.
    """
    text = _CONTROL.sub(lambda unseen: _NO_WIDTH * len(unseen[0]), text)
    if "  " in text or "\xa0 " in text:
        text = _SPACES.sub(lambda unseen: _NO_WIDTH * len(unseen[0]), text)
    return text


def _in_text(found: Personal, text: str) -> Personal:
    """Return what was found in a text as shown, with the signs of the text itself."""
    written = text[found.start : found.end]
    pairs = zip(written, found.masked, strict=True)
    return replace(found, masked="".join(new if new == STAR else old for old, new in pairs))


def report_pupil_names(text: str, path: str, rubric: Rubric, faults: list[Fault]) -> None:
    """Append a fault for each child's name in the text; the names stay."""
    places = LinePlaces(text, path)
    for name in find_pupils(text):
        place = places.place(name.start)
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
