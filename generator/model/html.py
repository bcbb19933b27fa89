"""Text that pages take as it is."""

from typing import NewType

Html = NewType("Html", str)
"""Text that is already safe, escaped HTML."""
