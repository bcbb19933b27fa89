"""An announcement's JSON file to Announcement, checked against the rubric."""

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any, NoReturn

from generator.load import schema
from generator.load.files import ProjectFiles, UnreadableFile
from generator.load.results import shapes as result_shapes
from generator.model.announcement import (
    AnnouncedCounty,
    AnnouncedItem,
    Announcement,
    Change,
    Standing,
    Veto,
)
from generator.model.disclosure import COUNTY_KEYS, WHOLE_KEYS, Disclosure, Key
from generator.model.finding import Fault
from generator.model.log import Notice
from generator.model.message import N_
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.model.state import State


class UnreadableAnnouncement(Exception):
    """The file is no announcement of this assessment; ``fault`` says why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(reason)
        values = {"reason": reason}
        self.fault = Fault("unreadable-announcement", Place(path), values, frozenset(values))


def read_announcement(files: ProjectFiles, path: str, rubric: Rubric, before: Rubric) -> Notice:
    """Return the announcement in its file. Raises UnreadableAnnouncement.

    ``rubric`` has the rules that counted it, ``before`` those of the announcement before: what has
    changed may be named by either.
    """
    try:
        text = files.text(path)
    except UnreadableFile as error:
        raise UnreadableAnnouncement(path, error.fault.values["reason"]) from error
    try:
        data = json.loads(
            text,
            # Of two equal keys json keeps the last and other readers the first.
            object_pairs_hook=_without_doubles,
            # Figures are texts: a float would not be the number that was decided.
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
        )
    except (ValueError, RecursionError) as error:
        raise UnreadableAnnouncement(path, _NO_JSON) from error
    shape = schema.fit(result_shapes.AnnouncementShape, data)
    if isinstance(shape, tuple):
        raise UnreadableAnnouncement(path, _NO_SHAPE)
    reason = next(_contradictions(shape, rubric, before), None)
    if reason is not None:
        raise UnreadableAnnouncement(path, reason)
    # Without what git and editors change by themselves: line ends and a byte-order mark.
    content = text.encode()
    return Notice(
        announcement=_announcement(shape),
        name=Path(path).name,
        content=content,
        digest=hashlib.sha256(content).hexdigest(),
        signatures=MappingProxyType(dict(_signatures(files, path))),
    )


def _signatures(files: ProjectFiles, path: str) -> Iterator[tuple[str, bytes]]:
    for file in sorted((files.root / path).parent.glob(f"{Path(path).name}.*sig")):
        try:
            signature = files.text(f"{Path(path).parent.as_posix()}/{file.name}")
        except UnreadableFile as error:
            raise UnreadableAnnouncement(path, error.fault.values["reason"]) from error
        yield file.name, signature.encode()


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = dict(pairs)
    if len(keys) != len(pairs):
        raise ValueError
    return keys


def _refuse_number(_: str) -> NoReturn:
    raise ValueError


def _contradictions(
    shape: result_shapes.AnnouncementShape, rubric: Rubric, before: Rubric
) -> Iterator[str]:
    """Yield a sentence for each contradiction with the rubric or with the file's own disclosure."""
    if shape.cycle != rubric.cycle:
        yield _OTHER_CYCLE
    try:
        date.fromisoformat(shape.issued)
    except ValueError:
        yield _NO_DAY
    reasons = [*(shape.vetoes or ()), *(shape.standing or ())]
    changes = shape.changes.what
    named = {*shape.commended, *(row.county for row in reasons)}
    changed = {change.county for change in changes}
    grounds = {ground.id for ground in rubric.veto_grounds}
    if not named <= rubric.county_by_id.keys():
        yield _UNKNOWN_NAME
    if not changed <= rubric.county_by_id.keys() | before.county_by_id.keys():
        yield _UNKNOWN_NAME
    if not {veto.ground for veto in shape.vetoes or ()} <= grounds:
        yield _UNKNOWN_NAME
    if not {change.field for change in changes} <= {*_fields(rubric), *_fields(before)}:
        yield _UNKNOWN_NAME
    counties = shape.counties
    # In the notice's order: any other could hint at ranks that are not disclosed.
    if counties is not None and [row.county for row in counties] != list(rubric.county_by_id):
        yield _UNKNOWN_NAME
    if not _discloses_exactly(shape):
        yield _OTHER_DISCLOSURE
    for county in counties or ():
        yield from _county_contradictions(county, rubric)


def _fields(rubric: Rubric) -> Iterator[str]:
    """Yield the names of the fields that a change can name."""
    yield from ("commended", "veto", "veto.reason", "standing", "rank", "grade", "total")
    yield from (f"sections.{block.id}" for block in rubric.blocks)
    for item in rubric.items:
        yield f"indicators.{item}"
        yield from (f"indicators.{item}.{group.id}" for group in rubric.judge_groups)


def _discloses_exactly(shape: result_shapes.AnnouncementShape) -> bool:
    """Whether the file holds all that its disclosure covers, and nothing else."""
    level = Disclosure(shape.disclosure)
    keys: list[tuple[Key, object]] = [(key, getattr(shape, key)) for key in WHOLE_KEYS]
    for county in shape.counties or ():
        keys += [(key, getattr(county, key)) for key in COUNTY_KEYS]
    return all(
        level.shows(key) if value is not None else not level.requires(key) for key, value in keys
    )


def _county_contradictions(
    county: result_shapes.AnnouncedCountyShape, rubric: Rubric
) -> Iterator[str]:
    sections = {block.id for block in rubric.blocks}
    if county.sections is not None and not county.sections.keys() <= sections:
        yield _UNKNOWN_NAME
    if county.indicators is not None:
        groups = {group.id for group in rubric.judge_groups}
        named = {name for item in county.indicators.values() for name in item.groups or ()}
        if county.indicators.keys() != _announced_items(county, rubric) or not named <= groups:
            yield _UNKNOWN_NAME


def _announced_items(county: result_shapes.AnnouncedCountyShape, rubric: Rubric) -> set[str]:
    """The items whose points the county has: all but those that the rubric excludes for it."""
    if rubric.not_applicable != "excluded":
        return set(rubric.items)
    of_county = rubric.county_by_id[county.county]
    return {item.id for item in rubric.items.values() if rubric.applies(item, of_county)}


def _announcement(shape: result_shapes.AnnouncementShape) -> Announcement:
    return Announcement(
        cycle=shape.cycle,
        state=State(shape.state),
        demonstration=shape.demonstration,
        disclosure=Disclosure(shape.disclosure),
        issued=date.fromisoformat(shape.issued),
        commended=tuple(shape.commended),
        vetoes=tuple(
            Veto(county=veto.county, ground=veto.ground, reason=veto.reason)
            for veto in shape.vetoes or ()
        ),
        standing=tuple(
            Standing(county=standing.county, reason=standing.reason)
            for standing in shape.standing or ()
        ),
        counties=tuple(_county(county) for county in shape.counties or ()),
        changes=tuple(
            Change(
                county=change.county,
                field=change.field,
                before=change.before,
                after=change.after,
            )
            for change in shape.changes.what
        ),
        why=shape.changes.why,
        rules=shape.rules or "",
        previous=shape.previous or "",
    )


def _county(shape: result_shapes.AnnouncedCountyShape) -> AnnouncedCounty:
    return AnnouncedCounty(
        county=shape.county,
        rank=shape.rank,
        grade=shape.grade or "",
        total=shape.total or "",
        sections=MappingProxyType(shape.sections or {}),
        items=tuple(
            AnnouncedItem(
                item=item, points=row.points or "", groups=MappingProxyType(row.groups or {})
            )
            for item, row in (shape.indicators or {}).items()
        ),
    )


_NO_JSON = N_("it is no JSON, or holds a key twice, or a number that is not whole")
_NO_SHAPE = N_("a key is missing, unknown, or has a value of another kind")
_OTHER_CYCLE = N_("it is of another cycle")
_NO_DAY = N_("its date is no day that exists")
_UNKNOWN_NAME = N_("it names a county, section, item, group or ground that rubric.yaml lacks")
_OTHER_DISCLOSURE = N_("it holds more or less than its disclosure says")
