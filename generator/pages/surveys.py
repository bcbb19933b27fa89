"""The pages about all counties at once: which there are for an audience."""

from collections.abc import Iterator

from generator.model.message import N_
from generator.model.page import Link, Neighbour
from generator.model.state import Field
from generator.pages.scene import Scene

MATRIX = N_("Matrix")
COMPARE = N_("Compare counties")
CALENDAR = N_("Calendar")
BURDEN = N_("Burden")


def surveys(scene: Scene) -> tuple[Link, ...]:
    """Return the ways to them, none where the audience sees no checklists."""
    return tuple(_surveys(scene))


def compares(scene: Scene) -> bool:
    """Whether there are counties to compare, for an audience that may."""
    return scene.shows(Field.CHECKLIST) and scene.several


def survey_neighbours(scene: Scene) -> tuple[Neighbour, ...]:
    """The surveys beside each other in the local navigation."""
    return tuple(Neighbour(link=one) for one in surveys(scene))


def _surveys(scene: Scene) -> Iterator[Link]:
    if scene.shows(Field.CHECKLIST):
        yield scene.tab_link(MATRIX, scene.addresses.matrix)
        if compares(scene):
            yield scene.tab_link(COMPARE, scene.addresses.compare)
        yield scene.tab_link(CALENDAR, scene.addresses.calendar)
    if scene.shows(Field.EVIDENCE):
        yield scene.tab_link(BURDEN, scene.addresses.burden)
