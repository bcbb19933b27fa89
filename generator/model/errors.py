"""Errors that end a run, with the findings or the sentence that say why."""

from generator.model.finding import Finding
from generator.model.message import Message


class Unusable(Exception):
    """What was asked for cannot be made; carries the findings that say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} findings")
        self.findings = findings


class UnusableRubric(Unusable):
    """There is no rubric to go by."""


class UnusableChange(Unusable):
    """What merging a change would make is not known, or too much to look at."""


class Refused(Exception):
    """What was asked for is not to be done now; carries the sentence that says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class SiteError(Exception):
    """The site was not written; what was published before still stands."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message


class NotTaken(Exception):
    """A file that is handed in cannot be taken; carries the sentence that says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
