"""What runs in the process that reads tables and cleans files of a package."""

from typing import Any

from generator.load.attachments.scan_worker import serve
from generator.load.intake.clean_files import clean
from generator.load.intake.tables import read_tables

CLEAN = "clean:"
MOST_MEMORY = 450_000_000


def main() -> None:
    """Answer with the tables of a file, or with the file made clean."""
    serve(found, ("PIL", "pikepdf", "pi_heif", "python_calamine"), MOST_MEMORY)


def found(content: bytes, what: str) -> Any:
    """The tables of a file, or the file made clean."""
    if what.startswith(CLEAN):
        return clean(content, what.removeprefix(CLEAN))
    return read_tables(content, what)


if __name__ == "__main__":
    main()
