"""Arguments to commands, and the one boundary where errors become words."""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from generator import __version__
from generator.cli import (
    announce,
    archive,
    build,
    check,
    decision,
    demo,
    explain,
    links,
    schema,
    state,
    tally,
    targets,
    template,
    volume,
)
from generator.cli.console import Console, WrongUse, project_folder
from generator.cli.crash import report_crash
from generator.model.message import N_, Message
from generator.pipeline import Refused, Unusable
from generator.report.catalogue import Catalogue, Language

_COMMANDS = {
    "check": check,
    "explain": explain,
    "links": links,
    "targets": targets,
    "template": template,
    "build": build,
    "volume": volume,
    "state": state,
    "tally": tally,
    "decision": decision,
    "announce": announce,
    "archive": archive,
    "demo": demo,
    "schema": schema,
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
        values = {"reason": message, "command": f"{self.prog} --help"}
        text = N_('wrong use: {reason}\nTry "{command}".')
        self.exit(2, self.catalogue.say(Message(text, values)) + "\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 fine, 1 an error stands, 2 wrong use, 3 a bug of ours."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    catalogue = Catalogue(_language(given))
    _speak_utf8()
    options = _parser(catalogue).parse_args(given)
    console = Console(catalogue, options.quiet)
    try:
        return _run(options, console)
    except Unusable as error:
        sys.stderr.write(console.findings(error.findings))
        return 1
    except (WrongUse, Refused) as error:
        console.trouble(error.message)
        return 2 if isinstance(error, WrongUse) else 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        console.trouble(Message(N_("Stopped. Nothing was published.")))
        return 130
    except Exception as error:  # noqa: BLE001 - the one boundary: no traceback reaches a user
        console.trouble(report_crash(error))
        return 3


def _run(options: argparse.Namespace, console: Console) -> int:
    command: Callable[[argparse.Namespace, Path, Console], int] = options.run
    return command(options, project_folder(Path.cwd()), console)


def _language(given: Sequence[str]) -> Language:
    scout = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    scout.add_argument("--lang", choices=[one.value for one in Language], default="zh")
    try:
        known, _ = scout.parse_known_args(given)
    except argparse.ArgumentError:
        return Language.CHINESE
    return Language(known.lang)


def _speak_utf8() -> None:
    # A console of another code page must not turn a finding into a crash.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _parser(catalogue: Catalogue) -> argparse.ArgumentParser:
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
    for name, module in _COMMANDS.items():
        text = say(module.SUMMARY)
        command = commands.add_parser(name, help=text, description=text, catalogue=catalogue)
        module.add_arguments(command, catalogue)
        languages = [one.value for one in Language]
        command.add_argument(
            "--lang", choices=languages, default="zh", help=say(N_("language of messages"))
        )
        command.add_argument("--quiet", action="store_true", help=say(N_("no progress messages")))
        command.set_defaults(run=module.run)
    return parser
