"""What the office writes by hand into its workbook: targets, attributes, the roster."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

TARGETS_SHEET, ATTRIBUTES_SHEET, ROSTER_SHEET = "指标值", "县区属性", "评委名册"
TARGET_HEADS = ("条款", "内容", "单位", "按什么属性")
WITH_AND_WITHOUT = ("有", "没有")
ROSTER_HEADS = ("编号", "评委组", "本县（区）", "回避", "姓名", "职务")
NAMES_OF_YES: Mapping[str, str] = MappingProxyType({"yes": "是", "no": "否"})


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTarget:
    """The numbers of a clause as they are written.

    ``numbers`` are by county, without those that the notice does not name; where an ``attribute``
    decides, ``having`` and ``lacking`` are the two. ``same`` where one number is written for all.
    """

    numbers: Mapping[str, str]
    attribute: str = ""
    having: str = ""
    lacking: str = ""
    same: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """A judge as the roster names one; ``name`` and ``post`` are for the office alone."""

    id: str
    group: str
    county: str = ""
    recusals: tuple[str, ...] = ()
    name: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class OfficeTables:
    """What a workbook of the office says; a sheet that it lacks is None."""

    targets: Mapping[str, WrittenTarget] | None
    attributes: Mapping[tuple[str, str], str] | None
    roster: tuple[RosterRow, ...] | None
