"""What each county has handed in, item by item."""

from collections.abc import Iterable, Iterator

from generator.load.county import LoadedCounty
from generator.load.project import Project
from generator.model.received import Receipt, Received
from generator.model.rubric import County, Indicator
from generator.model.state import State


def received(project: Project, counties: Iterable[County]) -> Iterator[Received]:
    """Yield every item of each county, in the notice's order."""
    steps = project.log.transitions
    closed = next((step.evidence for step in steps if step.state is State.CLOSED), {})
    for county in counties:
        loaded = project.county(county)
        late = closed.get(county.id, loaded.digest) != loaded.digest
        for item in project.rubric.items.values():
            yield _received(loaded, county, item, late=late)


def _received(loaded: LoadedCounty, county: County, item: Indicator, *, late: bool) -> Received:
    evidence = loaded.folder.evidence.get(item.id)
    absent = Receipt.UNREAD if item.id in loaded.folder.unread else Receipt.ABSENT
    return Received(
        county=county,
        item=item,
        receipt=absent if evidence is None else Receipt(evidence.status.value),
        late=late,
        returns=() if evidence is None else evidence.returns,
    )
