"""What a command needs to speak: its language, its streams, the project folder."""

import sys
from dataclasses import dataclass
from pathlib import Path

from generator.model.finding import Finding
from generator.model.message import N_, Message
from generator.model.place import ARCHIVE, is_in_county
from generator.report.catalogue import Catalogue


class WrongUse(Exception):
    """The command cannot run with these arguments, or in this folder; exit code 2."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.text)
        self.message = message


@dataclass(frozen=True, slots=True)
class Console:
    """Results go to standard output, progress and troubles to standard error."""

    catalogue: Catalogue
    quiet: bool

    def out(self, text: str) -> None:
        """Write a result."""
        sys.stdout.write(text)

    def data(self, text: str) -> None:
        """Write a result that programs read: in UTF-8, whatever the console's code page."""
        # What was written before as text stands in a buffer of its own.
        sys.stdout.flush()
        stream = getattr(sys.stdout, "buffer", None)
        if stream is None or sys.stdout.isatty():
            sys.stdout.write(text)
        else:
            stream.write(text.encode("utf-8", "backslashreplace"))

    def progress(self, step: str | Message) -> None:
        """Say which step begins, or what it met, unless the user asked for quiet."""
        if not self.quiet:
            message = Message(step) if isinstance(step, str) else step
            print(self.catalogue.say(message), file=sys.stderr, flush=True)

    def trouble(self, message: Message) -> None:
        """Say why the run cannot go on."""
        print(self.catalogue.say(message), file=sys.stderr)

    def aside(self, text: str) -> None:
        """Write to standard error, beside the result."""
        sys.stderr.write(text)

    def findings(self, findings: tuple[Finding, ...]) -> str:
        """The findings as text in the console's language."""
        # Imported late: it needs checklists and rubrics, and most commands print no findings here.
        from generator.report.finding_text import findings_lines  # noqa: PLC0415

        return "".join(f"{line}\n" for line in findings_lines(findings, self.catalogue))


def refuse_past_cycle(root: Path) -> None:
    """Raise WrongUse in a past cycle's own folder, which has no templates and no archive."""
    if root.parent.as_posix().endswith(f"/{ARCHIVE}"):
        text = N_("This is the folder of a past cycle. Run this command in the folder {folder}.")
        raise WrongUse(Message(text, {"folder": str(root.parents[2])}))


def project_folder(start: Path) -> Path:
    """The nearest folder from ``start`` upward that holds rubric.yaml. Raises WrongUse."""
    for folder in (start, *start.parents):
        if (folder / "rubric.yaml").is_file() and not is_in_county(folder):
            return folder
    raise WrongUse(
        Message(
            N_(
                "There is no rubric.yaml in this folder or above it. "
                "Change into the folder of the assessment first."
            )
        )
    )
