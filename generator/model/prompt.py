"""A line of an evidence file that is still the prompt of its template."""

from dataclasses import dataclass

from generator.model.place import Place

ASKING = "请在此填写"
"""What a template writes where something is to be filled in."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A line that is still a prompt, and where it stands."""

    place: Place
    text: str
