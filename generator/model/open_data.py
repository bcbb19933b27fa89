"""Files of open data: what can be taken away from a site."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file under ``data/``; ``title`` says in Chinese what it holds."""

    name: str
    title: str
    content: bytes
