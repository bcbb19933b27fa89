"""Arguments to commands, and the one boundary where errors become words."""

import argparse
import gc
import re
import sys
import tempfile
import traceback
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import NoReturn

from generator import __version__
from generator.cli.console import Console, WrongUse, project_folder
from generator.model.errors import Refused, Unusable
from generator.model.message import N_, Language, Message
from generator.report.catalogue import Catalogue

_GARBAGE_THRESHOLD = 50_000
# A command is a module of this package, imported where it is asked for: each needs other parts.
_COMMANDS: Mapping[str, str] = {
    "check": N_("hold the evidence against the rubric and say what is wrong"),
    "explain": N_("explain a rule of the check, or list all of them"),
    "links": N_("ask whether the web pages that evidence cites still answer"),
    "targets": N_("print what is asked of each county"),
    "template": N_("write an evidence file ready to fill in, with what is asked of the county"),
    "build": N_("write the site for the public or for the reviewers"),
    "volume": N_("write a county's bound volume as a PDF"),
    "state": N_("show the state of the assessment, or go on to the next"),
    "ballots": N_("write an empty ballot for each judge of the roster"),
    "tally": N_("add up the ballots (for the organiser alone)"),
    "decision": N_("write the form of the decision, or check it and show what it would announce"),
    "announce": N_("write the announcement of the result (proposed, final, amended)"),
    "archive": N_("put the finished cycle into the archive and begin the next"),
    "demo": N_("make invented ballots to rehearse a count"),
    "schema": N_("print the JSON Schema of rubric.yaml, of the report or of open data"),
}

# argparse's own sentences, to the same in our catalogue; it has no translations.
_WRONG_USES: Mapping[str, str] = {
    r"argument (?P<name>.+?): invalid choice: '(?P<given>.*)' \(choose from (?P<known>.*)\)": N_(
        '"{given}" cannot stand for {name}; choose from {known}'
    ),
    r"the following arguments are required: (?P<names>.*)": N_("{names} is missing"),
    r"unrecognized arguments: (?P<given>.*)": N_('"{given}" is not known here'),
    r"argument (?P<name>.+?): expected one argument": N_("{name} needs a value after it"),
}


class _Parser(argparse.ArgumentParser):
    """argparse, with its few sentences of our own catalogue."""

    def __init__(self, catalogue: Catalogue, **options: object) -> None:
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]
        self.catalogue = catalogue
        self._positionals.title = catalogue.text(N_("commands"))
        self._optionals.title = catalogue.text(N_("options"))
        text = catalogue.text(N_("show this help and end"))
        self.add_argument("-h", "--help", action="help", help=text)

    def error(self, message: str) -> NoReturn:
        values = {"reason": self._reason(message), "command": f"{self.prog} --help"}
        text = N_('wrong use: {reason}\nTry "{command}".')
        self.exit(2, self.catalogue.say(Message(text, values)) + "\n")

    def _reason(self, message: str) -> str:
        for pattern, text in _WRONG_USES.items():
            match = re.fullmatch(pattern, message)
            if match is not None:
                quoted = match.groupdict().items()
                values = {name: value.replace("'", "") for name, value in quoted}
                return self.catalogue.say(Message(text, values))
        # A sentence that a later Python words differently is better than none.
        return message


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 fine, 1 an error stands, 2 wrong use, 3 a bug of ours."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    catalogue = Catalogue(_language(given))
    _escape_unprintable()
    options = _parser(catalogue, given).parse_args(given)
    console = Console(catalogue, options.quiet)
    try:
        return _run(options, console)
    except Unusable as error:
        sys.stderr.write(console.findings(error.findings))
        return 1
    except (WrongUse, Refused) as error:
        console.trouble(error.message)
        return 2 if isinstance(error, WrongUse) else 1
    # The reader, such as head, has read enough; Python would complain while it closes the stream.
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        console.trouble(Message(N_("Stopped. Nothing was published.")))
        return 130
    except Exception as error:  # noqa: BLE001 - the one boundary: no traceback reaches a user
        console.trouble(_report_crash(error))
        return 3


def _run(options: argparse.Namespace, console: Console) -> int:
    # Few reference cycles are created: collect garbage seldom.
    gc.set_threshold(_GARBAGE_THRESHOLD)
    command: Callable[[argparse.Namespace, Path, Console], int] = options.run
    return command(options, project_folder(Path.cwd()), console)


def _language(given: Sequence[str]) -> Language:
    # Read ahead of the rest: the parser's own help and errors are in this language.
    scout = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    scout.add_argument("--lang", choices=[language.value for language in Language], default="zh")
    try:
        known, _ = scout.parse_known_args(given)
    except argparse.ArgumentError:
        return Language.CHINESE
    return Language(known.lang)


def _escape_unprintable() -> None:
    # A console of another code page must not turn a finding into a crash.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _parser(catalogue: Catalogue, given: Sequence[str]) -> argparse.ArgumentParser:
    say = catalogue.text
    parser = _Parser(
        catalogue,
        prog="taizhang",
        description=say(N_("Taizhang: a yearly assessment kept as a git repository.")),
    )
    parser.add_argument(
        "--version", action="version", version=__version__, help=say(N_("show the version and end"))
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True, dest="command")
    for name, summary in _COMMANDS.items():
        command = commands.add_parser(
            name, help=say(summary), description=say(summary), catalogue=catalogue
        )
        if name in given:
            _add_arguments(command, import_module(f"generator.cli.{name}"), catalogue)
    return parser


def _add_arguments(command: _Parser, module: ModuleType, catalogue: Catalogue) -> None:
    say = catalogue.text
    module.add_arguments(command, catalogue)
    languages = [language.value for language in Language]
    command.add_argument(
        "--lang", choices=languages, default="zh", help=say(N_("language of messages"))
    )
    command.add_argument("--quiet", action="store_true", help=say(N_("no progress messages")))
    command.set_defaults(run=module.run)


def _report_crash(error: Exception) -> Message:
    """Write the traceback to a new file and return the sentence that names it.

    On a screen it would tell a user nothing, and could quote a private file in a public log.
    """
    with tempfile.NamedTemporaryFile(
        "w", prefix="taizhang-", suffix=".log", delete=False, encoding="utf-8"
    ) as log:
        traceback.print_exception(error, file=log)
    values = {"kind": type(error).__name__, "file": str(Path(log.name))}
    return Message(
        N_(
            "This is a fault of the program, not yours ({kind}). "
            "Please send the file {file} to those who maintain it."
        ),
        values,
    )
