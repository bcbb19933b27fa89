"""What each county has handed in, item by item."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.load.at_close import contents_at, is_as_it_was
from generator.load.county import LoadedCounty
from generator.load.project import Project
from generator.load.results.log import log_folder
from generator.model.place import COUNTIES
from generator.model.received import Late, Receipt, Received
from generator.model.rubric import County
from generator.model.state import State
from generator.pages.county_files import linked_attachments


@dataclass(frozen=True, slots=True)
class Closing:
    """What was handed in when submission closed: digests by county, contents by path as git has them.

    Both are empty before it has.
    """

    digests: Mapping[str, str]
    contents: Mapping[str, str]


def closing_of(project: Project) -> Closing:
    """What was handed in when submission closed, as far as log and git say."""
    closed = next((one for one in project.log.transitions if one.state is State.CLOSED), None)
    if closed is None:
        return Closing({}, {})
    name = f"{closed.number}-{closed.state.value}.yaml"
    entry = f"{log_folder(project.rubric.cycle)}/{name}"
    return Closing(closed.evidence, contents_at(project.root, entry))


def received(project: Project, counties: Iterable[County]) -> Iterator[Received]:
    """Yield every item of each county, in the notice's order."""
    closing = closing_of(project)
    for county in counties:
        yield from receipts(project, project.county(county), closing)


def receipts(project: Project, loaded: LoadedCounty, closing: Closing) -> Iterator[Received]:
    """Yield every item of the county."""
    county = project.rubric.county_by_id[loaded.folder.county]
    late = _late(project, loaded, county, closing)
    for item in project.rubric.items:
        evidence = loaded.folder.evidence.get(item)
        absent = Receipt.UNREAD if item in loaded.folder.unread else Receipt.ABSENT
        yield Received(
            county=county.id,
            item=item,
            receipt=absent if evidence is None else Receipt(evidence.status.value),
            late=late.get(item, Late.NO),
            returns=() if evidence is None else evidence.returns,
        )


def _late(
    project: Project, loaded: LoadedCounty, county: County, closing: Closing
) -> Mapping[str, Late]:
    """What has changed since submission closed, by item."""
    if closing.digests.get(county.id, loaded.digest) == loaded.digest:
        return {}
    items = project.rubric.items
    late = {
        item: Late.ITEM
        for item in items
        if closing.contents and _has_changed(project, loaded, county, item, closing)
    }
    # The statement, or a file that nothing links: then it is of no item.
    return late or dict.fromkeys(items, Late.COUNTY)


def _has_changed(
    project: Project, loaded: LoadedCounty, county: County, item: str, closing: Closing
) -> bool:
    evidence = loaded.folder.evidence.get(item)
    linked = () if evidence is None else linked_attachments(evidence)
    paths = (f"{COUNTIES}/{county.id}/{name}" for name in (f"{item}.md", *linked))
    return not all(is_as_it_was(project.root, path, closing.contents) for path in paths)
