"""Pictures that are drawn as a test runs."""

import random

from PIL import Image


def drawn(seed: int, size: int) -> Image.Image:
    """Soft spots of chance, the same for a seed at any width; seed 0 is all but blank."""
    chance = random.Random(seed)
    spots = Image.frombytes("RGB", (24, 18), chance.randbytes(24 * 18 * 3))
    blank = Image.new("RGB", (24, 18), (250, 250, 248))
    large = (spots if seed else blank).resize((800, 600), Image.Resampling.BICUBIC)
    return large.resize((size, size * 3 // 4), Image.Resampling.LANCZOS)
