"""A PDF file in the browser: searched there, and cleaned once it is taken in."""


def clean_pdf(content: bytes) -> bytes | None:  # noqa: ARG001 - the interface of load/intake
    """Return None: the file stays as it is."""
    return None
