"""Why a site cannot be written."""

from generator.model.message import Message


class SiteError(Exception):
    """The site was not written; what was published before still stands."""

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message
