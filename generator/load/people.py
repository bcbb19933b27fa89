"""Whose account is whose: deploy/people.yml, by which a workflow knows the office's changes."""

from generator.load.yaml_events import Mapping, Node, Scalar, Sequence, UnreadableYaml, read_yaml
from generator.model.change import OFFICE
from generator.model.finding import Fault
from generator.model.place import PEOPLE, Place

_EXPECTED = "office: [account], counties: {guanyun: [account]}"


def read_people(content: bytes) -> tuple[dict[str, str], tuple[Fault, ...]]:
    """The county's id, or OFFICE, of each account in small letters; and what is wrong."""
    place = Place(PEOPLE)
    try:
        node, faults = read_yaml(content.decode("utf-8-sig", "replace"), place)
    except UnreadableYaml as error:
        return {}, (error.fault,)
    office = node.get("office") if isinstance(node, Mapping) else None
    counties = node.get("counties") if isinstance(node, Mapping) else None
    people = dict.fromkeys(_names(office), OFFICE)
    if isinstance(counties, Mapping):
        for county, accounts in counties.items:
            # Who stands for both is of the office.
            people = dict.fromkeys(_names(accounts), county.text) | people
    if OFFICE not in people.values():
        values = {"key": "office", "written": "", "expected": _EXPECTED}
        faults += (Fault("unreadable-value", place, values),)
    return people, faults


def _names(node: Node | None) -> list[str]:
    nodes = node.nodes if isinstance(node, Sequence) else (node,)
    # A host takes an account's name in any capitals.
    return [one.text.strip().casefold() for one in nodes if isinstance(one, Scalar) and one.text]
