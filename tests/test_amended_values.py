"""What an announcement says of each value that differs from the one before."""

from dataclasses import replace
from datetime import date

from generator.model.announcement import (
    AnnouncedCounty,
    AnnouncedItem,
    Announcement,
    Change,
    Standing,
    Veto,
)
from generator.model.disclosure import Disclosure
from generator.model.state import State
from generator.scoring.announce import with_changes


def county(name: str, total: str, rank: int | None = 1) -> AnnouncedCounty:
    """A county with one item and one section."""
    item = AnnouncedItem(item="01", points="3.00", groups={"leaders": "3.00", "counties": "3.10"})
    return AnnouncedCounty(
        county=name, rank=rank, grade="优秀", total=total, sections={"a": total}, items=(item,)
    )


def announcement(*counties: AnnouncedCounty) -> Announcement:
    """One of two counties, of which the first is commended."""
    return Announcement(
        cycle="2018",
        state=State.FINAL,
        demonstration=True,
        disclosure=Disclosure.INDICATORS,
        issued=date(2019, 1, 30),
        commended=("yi",),
        vetoes=(),
        standing=(),
        counties=counties,
        changes=(),
        why="",
    )


def changes(before: Announcement, after: Announcement) -> list[tuple[str, str, str, str]]:
    """The changes as lists of words."""
    made = with_changes(after, before, "00", "更正")
    assert (made.previous, made.why) == ("00", "更正")
    assert replace(made, changes=(), previous="", why="") == after
    assert all(isinstance(one, Change) for one in made.changes)
    return [(one.county, one.field, one.before, one.after) for one in made.changes]


BEFORE = announcement(county("yi", "3.00"), county("jia", "2.00", 2))


def test_nothing_differs() -> None:
    """The same again has no changes."""
    assert changes(BEFORE, BEFORE) == []


def test_every_field_in_its_order() -> None:
    """By county as the notice lists them, then by the order of fields."""
    item = AnnouncedItem(item="01", points="", groups={"leaders": "4.00"})
    first = AnnouncedCounty(
        county="yi", rank=2, grade="良好", total="4.00", sections={"a": "4.00"}, items=(item,)
    )
    after = replace(
        announcement(first, county("jia", "2.00", None)),
        commended=("jia",),
        vetoes=(Veto(county="yi", ground="1", reason="一"),),
        standing=(Standing(county="yi", reason="二"),),
    )
    expected = [
        ("yi", "commended", "yes", ""),
        ("yi", "veto", "", "1"),
        ("yi", "veto.reason", "", "一"),
        ("yi", "standing", "", "二"),
        ("yi", "rank", "1", "2"),
        ("yi", "grade", "优秀", "良好"),
        ("yi", "total", "3.00", "4.00"),
        ("yi", "sections.a", "3.00", "4.00"),
        ("yi", "indicators.01", "3.00", ""),
        ("yi", "indicators.01.counties", "3.10", ""),
        ("yi", "indicators.01.leaders", "3.00", "4.00"),
        ("jia", "commended", "", "yes"),
        ("jia", "rank", "2", ""),
    ]
    assert changes(BEFORE, after) == expected
    turned = [(who, field, now, was) for who, field, was, now in expected]
    # A turned announcement has the order of its own counties, which is the same.
    assert changes(after, BEFORE) == turned


def test_order_is_that_of_the_notice() -> None:
    """Not of ids, but where no counties are listed."""
    other = announcement(county("yi", "3.50"), county("jia", "2.50", 2))
    assert [who for who, *_ in changes(BEFORE, other)] == ["yi", "yi", "jia", "jia"]
    alone = replace(announcement(), disclosure=Disclosure.COMMENDED)
    third = replace(alone, commended=("jia", "bing"))
    assert changes(alone, third) == [
        ("bing", "commended", "", "yes"),
        ("jia", "commended", "", "yes"),
        ("yi", "commended", "yes", ""),
    ]
