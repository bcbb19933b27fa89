"""What the option --county means, which several commands have."""

from collections.abc import Iterable

from generator.cli.console import WrongUse
from generator.model.message import N_, Message
from generator.model.rubric import County, Rubric


def chosen_counties(chosen: str | None, rubric: Rubric) -> Iterable[County]:
    """The county chosen by id or name, else all. Raises WrongUse."""
    return rubric.counties if chosen is None else (chosen_county(chosen, rubric),)


def chosen_county(chosen: str, rubric: Rubric) -> County:
    """The county of that id or name. Raises WrongUse."""
    found = [one for one in rubric.counties if chosen in (one.id, one.name)]
    if not found:
        known = "、".join(f"{one.id}（{one.name}）" for one in rubric.counties)
        values = {"county": chosen, "known": known}
        raise WrongUse(Message(N_('There is no county "{county}". It is one of: {known}.'), values))
    return found[0]
