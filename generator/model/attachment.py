"""What is taken as an attachment: how large it may be."""

from generator.model.message import N_

# Larger files make every clone of the repository slow for good, since git keeps them.
LARGEST = 10_000_000

# Why a file cannot be searched, where the mend goes by it.
PROTECTED = N_("it is protected against copying, or has a password")
TOO_MANY_PIXELS = N_("its picture has more pixels than any paper needs")


def size_values(size: int) -> dict[str, str]:
    """The size and the limit in megabytes, for a sentence.

    The size is rounded up, so that one above the limit is never shown as equal to it.
    """
    return {
        "megabytes": f"{-(-size // 100_000) / 10:g}",
        "most": str(LARGEST // 1_000_000),
    }
