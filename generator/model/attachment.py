"""What is taken as an attachment: how large it may be."""

LARGEST = 10_000_000


def size_values(size: int) -> dict[str, str]:
    """The size and the limit in megabytes, for a sentence; what is above is never shown as even."""
    return {
        "megabytes": f"{-(-size // 100_000) / 10:g}",
        "most": str(LARGEST // 1_000_000),
    }
