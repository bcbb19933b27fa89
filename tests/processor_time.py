"""The processor's time that calls take, measured again where it looks too long."""

import gc
import time
from collections.abc import Callable

# Other processes make a call longer, never shorter, and are waited for a little longer each time.
_ATTEMPTS, _PAUSE = 12, 0.1


def seconds(call: Callable[[], object]) -> float:
    """The processor's seconds of one call."""
    # What the collector looks through is whatever the tests before have left.
    gc.disable()
    began = time.process_time()
    try:
        call()
        return time.process_time() - began
    finally:
        gc.enable()


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
    for attempt in range(_ATTEMPTS):
        if second <= times * first + besides:
            return True
        time.sleep(_PAUSE * attempt)
        first, second = min(first, seconds(one)), min(second, seconds(twice))
    return second <= times * first + besides
