"""A report as it is told, and as it was told before: where nothing differs, it is told again."""

import argparse
import gzip
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import chain
from pathlib import Path

from generator.cli.console import Console
from generator.keeping.digest import digest_of
from generator.keeping.keys import Keys
from generator.keeping.store import Store
from generator.model.message import N_

READING = N_("Reading and checking …")

# Where a report goes and how its colour was decided; ``run`` is the command's function.
_APART = frozenset({"color", "output", "quiet", "run"})


@dataclass(frozen=True, slots=True)
class Report:
    """A report, and with what the run ends: 1 where an error stands.

    It may have tens of thousands of lines: what is held is their UTF-8, compressed.
    """

    packed: bytes
    code: int

    @classmethod
    def of(cls, lines: Iterable[bytes], code: int) -> "Report":
        """The report of those lines, the last of which has no end."""
        packed = BytesIO()
        with gzip.open(packed, "wb", compresslevel=1) as file:
            file.writelines(line + b"\n" for line in lines)
        return cls(packed.getvalue(), code)

    @property
    def lines(self) -> Iterator[bytes]:
        """The lines, without their ends."""
        with gzip.open(BytesIO(self.packed)) as file:
            yield from (line[:-1] for line in file)

    def deliver(self, options: argparse.Namespace, console: Console) -> None:
        """Write it where it was asked for."""
        if options.output is not None:
            options.output.parent.mkdir(parents=True, exist_ok=True)
            text = "\n".join(map(_read, self.lines))
            # A file's name may hold what is no text.
            options.output.write_bytes(text.encode("utf-8", "backslashreplace"))
        elif options.format == "text":
            for nth, line in enumerate(self.lines):
                console.out(("\n" if nth else "") + _read(line))
        else:
            console.data("\n".join(map(_read, self.lines)))


class ToldBefore:
    """The last report of one form, found again under the same options on the same files."""

    def __init__(self, root: Path, options: argparse.Namespace) -> None:
        self._root = root
        self._store = Store(root)
        # No id of a county begins so.
        self._name = f"_told-{options.format}"
        self._asked = repr(_asked(options)).encode("utf-8", "surrogatepass")
        self.keys: Keys | None = None

    def find(self) -> Report | None:
        """The report, None where anything differs."""
        if not self._store.has(self._name):
            return None
        self.keys = Keys(self._root)
        key = self._key(self.keys.whole())
        lines = None if key is None else self._store.find(self._name, key)
        return None if lines is None else _report(lines)

    def keep(self, report: Report, whole: bytes | None) -> None:
        """Keep the report of files that have that key."""
        key = self._key(whole)
        if key is not None:
            self._store.keep(self._name, key, chain([b"%d" % report.code], report.lines))

    def _key(self, whole: bytes | None) -> bytes | None:
        return None if whole is None else digest_of(whole, self._asked)


def repeats(options: argparse.Namespace) -> bool:
    """Whether a report under these options rests on the project's own files alone."""
    alone = options.base is None and options.own is None and options.against is None
    return bool(options.keep and alone and not options.fix and not options.diff)


def coloured(options: argparse.Namespace) -> bool:
    """Whether to colour: as asked, else where a terminal shows it and nobody objects."""
    if options.color != "auto":
        return bool(options.color == "always")
    if options.output is not None or os.environ.get("NO_COLOR") or not sys.stdout.isatty():
        return False
    if sys.platform == "win32":
        # The old console prints the codes themselves.
        return any(name in os.environ for name in ("WT_SESSION", "ConEmuANSI", "TERM"))
    return os.environ.get("TERM", "dumb") != "dumb"


def _report(lines: list[bytes]) -> Report | None:
    code, *told = lines or [b""]
    if code not in (b"0", b"1"):
        return None
    try:
        for line in told:
            _read(line)
    except ValueError:
        return None
    return Report.of(told, int(code))


def written(line: str) -> bytes:
    """The line as a report holds it: a file's name may have what is no text."""
    return line.encode("utf-8", "surrogatepass")


def _read(line: bytes) -> str:
    return line.decode("utf-8", "surrogatepass")


def _asked(options: argparse.Namespace) -> list[object]:
    """All that a report's text and code rest on beside the files."""
    given = sorted(
        (name, repr(value)) for name, value in vars(options).items() if name not in _APART
    )
    return [coloured(options), *given]
