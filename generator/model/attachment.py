"""What is taken as an attachment: how large it may be."""

# Larger files make every clone of the repository slow for good, since git keeps them.
LARGEST = 10_000_000


def size_values(size: int) -> dict[str, str]:
    """The size and the limit in megabytes, for a sentence.

    The size is rounded up, so that one above the limit is never shown as equal to it.
    """
    return {
        "megabytes": f"{-(-size // 100_000) / 10:g}",
        "most": str(LARGEST // 1_000_000),
    }
