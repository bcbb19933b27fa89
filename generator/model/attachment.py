"""What is taken as an attachment: how large it may be, and why one proves nothing."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from generator.model.message import N_

# Larger files make every clone of the repository slow for good, since git keeps them.
LARGEST = 10_000_000

# Pages are pictures, or letters that no program can read: a person has to look.
SCANNED = "scan"
# Why a file cannot be searched, where the mend goes by it.
PROTECTED = N_("it is protected against copying, or has a password")
TOO_MANY_PIXELS = N_("its picture has more pixels than any paper needs")
TOO_COSTLY = N_("reading it takes too much time or memory; it may be damaged or hostile")
OUT_OF_TIME = N_("the other files here have used up the time for reading")


class Refusal(StrEnum):
    """Why a link in 佐证 proves nothing."""

    ABSENT = "absent"
    EMPTY = "empty"
    FOREIGN = "foreign"
    INCOMPLETE = "incomplete"
    MISTYPED = "mistyped"
    NOT_FOLLOWED = "not-followed"
    NOT_TAKEN = "not-taken"
    OVERSIZED = "oversized"
    PERSONAL = "personal"
    POINTER = "pointer"
    POSITION = "position"
    UNREAD = "unread"
    UNREADABLE = "unreadable"
    UNSEARCHABLE = "unsearchable"


REFUSAL_REASONS: Mapping[Refusal, str] = MappingProxyType(
    {
        Refusal.ABSENT: N_("the file is not there"),
        Refusal.EMPTY: N_("the file is empty"),
        Refusal.FOREIGN: N_("the link leads neither to an attachment nor to a web page"),
        Refusal.INCOMPLETE: N_("the file is incomplete or damaged"),
        Refusal.MISTYPED: N_("its content is not what its ending says"),
        Refusal.NOT_FOLLOWED: N_("it is a link to another place"),
        Refusal.NOT_TAKEN: N_("files of this type are not taken"),
        Refusal.OVERSIZED: N_("it is larger than is taken"),
        Refusal.PERSONAL: N_("it holds personal data"),
        Refusal.POINTER: N_("it is a pointer of Git LFS, not the file itself"),
        Refusal.POSITION: N_("it says where the picture was taken"),
        Refusal.UNREAD: N_("the file was not read"),
        Refusal.UNREADABLE: N_("the link cannot be read"),
        Refusal.UNSEARCHABLE: N_("it cannot be searched for personal data"),
    }
)
"""What a refusal is called inside a sentence."""


def size_values(size: int) -> dict[str, str]:
    """The size and the limit in megabytes, for a sentence.

    The size is rounded up, so that one above the limit is never shown as equal to it.
    """
    return {
        "megabytes": f"{-(-size // 100_000) / 10:g}",
        "most": str(LARGEST // 1_000_000),
    }
