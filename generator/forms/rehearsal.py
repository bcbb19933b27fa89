"""A roster and ballots generated from a seed, to demonstrate and to rehearse a contest."""

import math
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from generator.model.checklist import Checklist, Checklists, ClauseState
from generator.model.rubric import County, Indicator, Rubric, Target
from generator.model.score_sheet import decimal_text

# About twenty judges, as a hall of this size would seat.
_SEATS = {"leaders": ("L", 5), "departments": ("D", 8)}
# Of a group that another city made up.
_OTHERS = 5
_FEWEST = 4
_HEAD = "# 演练数据：由程序按种子生成，不是真实的评分。\n"


@dataclass(frozen=True, slots=True)
class _Seat:
    judge: str
    group: str
    county: str


def rehearsal_files(rubric: Rubric, checklists: Checklists, seed: int) -> Mapping[str, str]:
    """Return the files of a private folder by path; the same seed gives the same files.

    The invented judges score by what the checklists show, each in a mood of their own.
    """
    chance = random.Random(seed)  # noqa: S311 - a rehearsal needs to repeat, not to be secret
    levels = {county.id: _levels(rubric, checklists, county) for county in rubric.counties}
    seats = tuple(_seats(rubric))
    files = {"roster.yaml": _roster(rubric, seats)}
    for seat in seats:
        # Numbers are drawn in a fixed order: in another the same seed gives other ballots.
        mood = chance.uniform(-0.05, 0.05)
        scores = {
            county.id: {
                item.id: _score(item, levels[county.id][item.id] + mood, rubric.score_step, chance)
                for item in rubric.items.values()
                if rubric.is_scored(item, county)
                and seat.group in {group.id for group in rubric.scoring_groups(item)}
            }
            for county in _scored(rubric, seat)
        }
        files[f"ballots/{seat.judge}.yaml"] = _ballot(rubric, seat, scores)
    return files


def _levels(rubric: Rubric, checklists: Checklists, county: County) -> Mapping[str, float]:
    """What share of its points each item may expect, from 0 to 1."""
    met = {item: _share_met(checklists[county.id, item]) for item in rubric.items}
    shares = [share for share in met.values() if share is not None]
    usual = sum(shares) / len(shares) if shares else 0.5
    levels = {}
    for item, share in met.items():
        # A file with entries gets 62 to 95 % of the points, as judges give; one without 35 to 68 %.
        least = 0.62 if checklists[county.id, item].entries else 0.35
        levels[item] = least + 0.33 * (usual if share is None else share)
    return levels


def _share_met(checklist: Checklist) -> float | None:
    """The share of the counted clauses that are met, None where none is counted."""
    counted = [clause.state for clause in checklist.clauses if isinstance(clause.asked, Target)]
    return counted.count(ClauseState.MET) / len(counted) if counted else None


def _seats(rubric: Rubric) -> Iterator[_Seat]:
    # Where there is one county alone, nobody of its own could score anything.
    others = len(rubric.counties) - 1
    # Where there are few, each sends several: of a group of fewer than four nothing is announced.
    each = math.ceil(_FEWEST / others) if others else _OTHERS
    for order, group in enumerate(rubric.judge_groups, start=1):
        if group.id == "counties":
            for nth, county in enumerate(each * rubric.counties, start=1):
                yield _Seat(f"C{nth:02}", group.id, county.id if others else "")
        else:
            prefix, number = _SEATS.get(group.id, (f"G{order}-", _OTHERS))
            yield from (_Seat(f"{prefix}{nth:02}", group.id, "") for nth in range(1, number + 1))


def _scored(rubric: Rubric, seat: _Seat) -> Iterator[County]:
    excluded = rubric.open_rules["own-county-judge"].choice == "excluded"
    return (county for county in rubric.counties if not (excluded and county.id == seat.county))


def _score(item: Indicator, level: float, step: Fraction, chance: random.Random) -> Fraction:
    """A score on the scale, near the level; bonus points are rarely given."""
    # Where any decimal is taken, invented judges score in halves.
    unit = step or Fraction(1, 2)
    steps = item.points // unit
    share = level * chance.uniform(0.1, 0.5) if item.bonus else level + chance.gauss(0, 0.06)
    return unit * min(steps, max(0, round(float(steps) * share)))


def _roster(rubric: Rubric, seats: tuple[_Seat, ...]) -> str:
    lines = [f'{_HEAD}cycle: "{rubric.cycle}"', "judges:"]
    for seat in seats:
        county = f", county: {seat.county}" if seat.county else ""
        lines.append(f"  - {{id: {seat.judge}, group: {seat.group}{county}}}")
    return "\n".join(lines) + "\n"


def _ballot(rubric: Rubric, seat: _Seat, scores: Mapping[str, Mapping[str, Fraction]]) -> str:
    lines = [
        f'{_HEAD}cycle: "{rubric.cycle}"',
        f"judge: {seat.judge}",
        "rehearsal: true",
        "scores:",
    ]
    for county, items in scores.items():
        lines.append(f"  {county}:")
        lines += [f'    "{item}": "{decimal_text(points)}"' for item, points in items.items()]
    return "\n".join(lines) + "\n"
