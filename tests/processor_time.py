"""The processor's time that calls take, measured again where it looks too long."""

import time
from collections.abc import Callable

# Other processes make a call longer, never shorter.
_ATTEMPTS = 8


def seconds(call: Callable[[], object]) -> float:
    """The processor's seconds of one call."""
    began = time.process_time()
    call()
    return time.process_time() - began


def takes_less(call: Callable[[], object], most: float) -> bool:
    """Whether the call takes less than so many seconds, in one of several attempts."""
    return any(seconds(call) < most for _ in range(3))


def grows_less(
    one: Callable[[], object], twice: Callable[[], object], *, times: float, besides: float
) -> bool:
    """Whether the second call takes at most so many times as long as the first, and some besides.

    The least of each is compared, and both are measured again while that is too much.
    """
    first, second = seconds(one), seconds(twice)
    for _ in range(_ATTEMPTS):
        if second <= times * first + besides:
            return True
        first, second = min(first, seconds(one)), min(second, seconds(twice))
    return second <= times * first + besides
