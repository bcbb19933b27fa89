"""Arguments to commands, and the one boundary where errors become words."""

import argparse
import errno
import gc
import re
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

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
    "workbook": N_("write a county's workbook (.xlsx), to be filled in and taken by intake"),
    "filing": N_("write the filing tool of a county: one page that checks in the browser"),
    "intake": N_("take ledgers, photos and documents of an office into a county's folder"),
    "return": N_("give an evidence file back to its county, with the reason"),
    "received": N_("show what each county has handed in: drafts, submitted, returned, late"),
    "build": N_("write the site for the public or for the reviewers"),
    "serve": N_("show the site in the browser while you write; each save renews the page"),
    "publish": N_("build the public site anew and put it where the public reads it"),
    "preview": N_("build a county's pages as its change would make them"),
    "volume": N_("write a county's bound volume as a PDF"),
    "state": N_("show the state of the assessment, or go on to the next"),
    "sheets": N_("write a score sheet for each judge of the roster"),
    "ballots": N_("receive the ballots: forms, import, double entry, who has handed in"),
    "tally": N_("add up the ballots (for the organiser alone)"),
    "decision": N_("write the form of the decision, or check it and show what it would announce"),
    "private": N_("keep what is private twice: check, pack for the safe, restore"),
    "announce": N_("write the announcement of the result (proposed, final, amended)"),
    "record": N_("record why ballots, decision or rules were changed after they were bound"),
    "verify": N_("check a published site as a stranger can"),
    "archive": N_("put the finished cycle into the archive and begin the next"),
    "init": N_("begin the assessment of another city in a new folder"),
    "demo": N_("make invented ballots to rehearse a count"),
    "schema": N_("print the JSON Schema of rubric.yaml, of the report or of open data"),
}
# What Python keeps for itself is no name of a module.
_MODULES = {"return": "give_back"}

# argparse's own sentences, to the same in our catalogue; it has no translations.
_WRONG_USES: Mapping[str, str] = {
    r"argument (?P<name>.+?): invalid choice: '(?P<given>.*)' \(choose from (?P<known>.*)\)": N_(
        '"{given}" cannot stand for {name}; choose from {known}'
    ),
    r"the following arguments are required: (?P<names>.*)": N_("{names} is missing"),
    r"unrecognized arguments: (?P<given>.*)": N_('"{given}" is not known here'),
    r"argument (?P<name>.+?): expected (?:one|at least one|\d+) arguments?": N_(
        "{name} needs a value after it"
    ),
    r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)": N_(
        "{name} and {other} do not go together"
    ),
    r"argument (?P<name>.+?): ignored explicit argument (?P<given>.*)": N_(
        "{name} takes no value after it"
    ),
    r"argument (?P<name>.+?): invalid int value: '(?P<given>.*)'": N_(
        '"{given}" cannot stand for {name}; it is a whole number'
    ),
    r"ambiguous option: (?P<given>.+) could match (?P<known>.+)": N_(
        '"{given}" can mean several; write one of them in full: {known}'
    ),
}
# What stands for a value in the help.
_VALUES = (
    *(N_("ADDRESS"), N_("CODE"), N_("CODE=REASON"), N_("CODES"), N_("COMMAND"), N_("COUNTY")),
    *(N_("DAY"), N_("DIR"), N_("FILE"), N_("FOLDER"), N_("ID"), N_("ITEM"), N_("JUDGE")),
    *(N_("KEY"), N_("KIND"), N_("N"), N_("NAME"), N_("REASON"), N_("REV"), N_("TEXT")),
    *(N_("WHAT"), N_("YEAR")),
)
# What stops writing, and is nobody's fault in the program.
_FULL = N_(
    "The disk is full ({file}): nothing more could be written, and what stood there still "
    "stands. Make room and run the command again."
)
_LOCKED = N_(
    "Not allowed to read or write: {file}. Ask for the right to, or close the program that has it "
    "open, and run the command again."
)
_BROKEN = N_("The disk or the network drive fails ({file}). Try again, or on another disk.")
_UNWRITABLE: Mapping[int, str] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _FULL),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _LOCKED),
    errno.EIO: _BROKEN,
}
# An input method types —— or －－ for the two hyphens of an option.
_DASHES = re.compile(r"^[-—–－]{1,4}(?=[A-Za-z]{2})")


class _Parser(argparse.ArgumentParser):
    """argparse, with its few sentences of our own catalogue."""

    def __init__(self, catalogue: Catalogue, **options: object) -> None:
        self.catalogue = catalogue
        super().__init__(add_help=False, **options)  # type: ignore[arg-type]
        self._positionals.title = catalogue.text(N_("what is asked for"))
        self._optionals.title = catalogue.text(N_("options"))
        text = catalogue.text(N_("show this help and end"))
        self.add_argument("-h", "--help", action="help", help=text)

    def add_argument(self, *names: Any, **options: Any) -> argparse.Action:
        if options.get("metavar") in _VALUES:
            options["metavar"] = self.catalogue.text(options["metavar"])
        return super().add_argument(*names, **options)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", self.catalogue.text(N_("usage: ")), 1)

    def error(self, message: str) -> NoReturn:
        values = {"reason": self._reason(message), "command": f"{self.prog} --help"}
        text = N_('wrong use: {reason}\nTry "{command}".')
        self.exit(2, self.catalogue.say(Message(text, values)) + "\n")

    def _reason(self, message: str) -> str:
        for pattern, text in _WRONG_USES.items():
            match = re.fullmatch(pattern, message)
            if match is not None:
                quoted = match.groupdict().items()
                values = {
                    name: value.replace("'", "").replace(", ", "、") for name, value in quoted
                }
                return self.catalogue.say(Message(text, values))
        # A later Python may word its sentences differently; they would be English.
        return self.catalogue.text(N_("these arguments are not understood"))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 fine, 1 an error stands, 2 wrong use, 3 a bug of ours."""
    words = sys.argv[1:] if arguments is None else arguments
    given = [_DASHES.sub("--", word) for word in words]
    catalogue = Catalogue(_language(given))
    _escape_unprintable()
    # What a library warns of, in English, is for whoever maintains this program.
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
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
        sentence = _unwritable(error)
        console.trouble(sentence or _report_crash(error))
        return 1 if sentence else 3


def _unwritable(error: Exception) -> Message | None:
    """Why nothing can be written, where that is no fault of the program."""
    sentence = _UNWRITABLE.get(error.errno or 0) if isinstance(error, OSError) else None
    if sentence is None:
        return None
    return Message(sentence, {"file": str(getattr(error, "filename", None) or "—")})


def _run(options: argparse.Namespace, console: Console) -> int:
    # Few reference cycles are created: collect garbage seldom.
    gc.set_threshold(_GARBAGE_THRESHOLD)
    command: Callable[[argparse.Namespace, Path, Console], int] = options.run
    # Whoever begins a project is in none.
    root = Path.cwd() if "anywhere" in options else project_folder(Path.cwd())
    code = command(options, root, console)
    # Here, where a full disk is told: Python's own last flush would speak English.
    sys.stdout.flush()
    return code


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
    for option, settings in _common(catalogue, default="zh", quiet=False).items():
        parser.add_argument(option, **settings)
    # Without a command: what can be done now.
    parser.set_defaults(run=_show_now)
    commands = parser.add_subparsers(
        metavar=say(N_("COMMAND")), dest="command", title=say(N_("commands"))
    )
    for name, summary in _COMMANDS.items():
        command = commands.add_parser(
            name, help=say(summary), description=say(summary), catalogue=catalogue
        )
        if name in given:
            _add_arguments(
                command, import_module(f"generator.cli.{_MODULES.get(name, name)}"), catalogue
            )
    return parser


def _add_arguments(command: _Parser, module: ModuleType, catalogue: Catalogue) -> None:
    module.add_arguments(command, catalogue)
    # What stands before the command holds unless it is said again behind it.
    suppressed = argparse.SUPPRESS
    for option, settings in _common(catalogue, default=suppressed, quiet=suppressed).items():
        command.add_argument(option, **settings)
    command.set_defaults(run=module.run)


def _common(catalogue: Catalogue, *, default: str, quiet: object) -> Mapping[str, dict[str, Any]]:
    """The options that stand before or behind any command, with their settings."""
    return {
        "--lang": {
            "choices": [language.value for language in Language],
            "default": default,
            "help": catalogue.text(N_("language of messages")),
        },
        "--quiet": {
            "action": "store_true",
            "default": quiet,
            "help": catalogue.text(N_("no progress messages")),
        },
    }


def _show_now(options: argparse.Namespace, root: Path, console: Console) -> int:
    return int(import_module("generator.cli.now").run(options, root, console))


def _report_crash(error: Exception) -> Message:
    """Write the traceback to a new file and return the sentence that names it.

    On a screen it would tell a user nothing, and could quote a private file in a public log.
    """
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="taizhang-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            traceback.print_exception(error, file=log)
        file = str(Path(log.name))
    # Also where nothing more can be written, a sentence is what the user gets.
    except OSError:
        file = "—"
    values = {"kind": type(error).__name__, "file": file}
    return Message(
        N_(
            "This is a fault of the program, not yours ({kind}). "
            "Please send the file {file} to those who maintain it."
        ),
        values,
    )
