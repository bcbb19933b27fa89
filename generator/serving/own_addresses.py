"""The addresses under which others in the network reach this computer."""

import socket
from contextlib import suppress

_EVERY = {"0.0.0.0": socket.AF_INET, "::": socket.AF_INET6}  # noqa: S104 - compared, not bound
# Addresses of documentation: nothing is sent to them.
_FAR = {socket.AF_INET: "192.0.2.1", socket.AF_INET6: "2001:db8::1"}


def reached_by(address: str) -> str:
    """The address itself; for all of this computer the one by which it sends, else its name."""
    family = _EVERY.get(address)
    if family is None:
        return f"[{address}]" if ":" in address else address
    with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as asked:
        # Without a packet: the system only says which of its addresses it would use.
        asked.connect((_FAR[family], 9))
        own = str(asked.getsockname()[0])
        return f"[{own}]" if ":" in own else own
    return socket.gethostname()
