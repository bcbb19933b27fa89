"""What a rule of the check is about, in words and by an example."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.codes import Code


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is wrong, then why and how it is mended; lines of files that are wrong, and right.

    ``wrong`` and ``right`` are "" where no few lines could show it; "…" stands for lines between.
    """

    paragraphs: tuple[str, ...]
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The rules about one subject: its title, and their explanations by code."""

    title: str
    rules: Mapping[Code, Explanation]
