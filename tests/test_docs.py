"""docs/formats.md says what the code does: its tables and examples are held against it."""

import inspect
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest
from plain_yaml import load_texts
from project_copy import REPOSITORY, replace_text

from generator.cli import main
from generator.cli import schema as schema_command
from generator.load.attachments.attachment_files import ATTACHMENT_TYPES
from generator.load.ballots.shapes import BallotShape, DecisionShape, RosterShape
from generator.load.results.shapes import LogShape, RecordShape
from generator.load.rubric.shapes import EnglishShape, OpenRulesShape
from generator.load.schema import FileShape, fit
from generator.model.checklist import CLAUSE_STATE_NAMES, ClauseState, Uncounted
from generator.model.disclosure import Disclosure, Key
from generator.model.evidence import COLUMNS
from generator.model.message import Language
from generator.model.state import STATE_NAMES, Audience, Field, State, following_state, shown
from generator.pages.addresses import Addresses
from generator.report.catalogue import Catalogue
from generator.report.tables import RESULTS, TABLES
from generator.report.targets import AskedNumber

PAGE = (REPOSITORY / "docs" / "formats.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")
SHAPES: dict[str, type[FileShape]] = {
    "content/results/2018/log/03-reviewing.yaml": LogShape,
    "content/results/2018/log/04-deciding.yaml": LogShape,
    "content/results/2018/log/05-proposed.yaml": LogShape,
    "content/results/2018/log/06-rules-changed.yaml": RecordShape,
    "content/results/2018/log/07-ballots-changed.yaml": RecordShape,
    "content/results/2018/log/08-decision-changed.yaml": RecordShape,
    "private/roster.yaml": RosterShape,
    "private/ballots/C01.yaml": BallotShape,
    "private/decision.yaml": DecisionShape,
}


def section(heading: str) -> str:
    """What stands under the heading."""
    # The headings of an example are Chinese.
    return re.split(r"\n## (?=[A-Za-z])", PAGE.partition(f"\n## {heading}\n")[2])[0]


def table(heading: str, nth: int = 0) -> list[tuple[str, ...]]:
    """The cells of the rows of a table under the heading."""
    tables = re.findall(r"(?:^\|.*\n?)+", section(heading), re.MULTILINE)
    lines = tables[nth].splitlines()[2:]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]


def first_words(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """The first cell of each row without its quotes."""
    return [row[0].strip("`") for row in rows]


def words(text: str) -> list[str]:
    """What stands in quotes in the text, in its order."""
    return _CODE.findall(text)


def examples() -> dict[str, str]:
    """The YAML examples by the file that their first line names."""
    blocks = [text for kind, text in _BLOCK.findall(PAGE) if kind == "yaml"]
    return {text.partition("\n")[0].removeprefix("# "): text for text in blocks}


def test_rubric_keys() -> None:
    """The top-level keys are the schema's, and those that may be left out say so."""
    schema = json.loads((REPOSITORY / "schemas/rubric.json").read_text(encoding="utf-8"))
    rows = table("rubric.yaml")
    assert sorted(schema["properties"]) == sorted(first_words(rows))
    optional = {row[0].strip("`") for row in rows if row[1].startswith("may be left out")}
    assert schema["properties"].keys() - schema["required"] == optional


def test_open_rules_and_english() -> None:
    """Every open rule and every kind of English name is listed."""
    text = section("rubric.yaml")
    rules = [name.replace("_", "-") for name in OpenRulesShape.model_fields]
    listed = text.partition("\nOpen rules: ")[2]
    assert rules == [one for one in words(listed) if one != '"0"']
    names = [name.replace("_", "-") for name in EnglishShape.model_fields]
    english = text.partition("- `english` has ")[2].partition(".")[0]
    assert names == [one for one in words(english) if one not in ("one", "many")]


def test_states_in_their_order() -> None:
    """The states, their order and their Chinese names."""
    rows = table("States")
    assert [state.value for state in State] == first_words(rows)
    chinese = Catalogue(Language.CHINESE)
    assert [chinese.text(STATE_NAMES[state]) for state in State] == [row[1] for row in rows]


def test_steps_of_the_states() -> None:
    """Which state follows, which steps announce, and which record the evidence."""
    rows = table("States")
    announcing = [State(row[0].strip("`")) for row in rows if "taizhang announce" in row[2]]
    assert [state for state in State if state.announces] == announcing
    recording = [State(row[0].strip("`")) for row in rows if "records the evidence" in row[2]]
    assert "`final` and `amended` record\n  it as well" in section("States")
    recording += [State.FINAL, State.AMENDED]
    assert [state for state in State if state.records] == recording
    for proposes in (True, False):
        order = [state for state in State if proposes or state is not State.PROPOSED]
        # An amendment may be repeated.
        steps = zip(order, [*order[1:], State.AMENDED], strict=True)
        for state, following in steps:
            assert following_state(state, proposes=proposes) is following


def test_who_sees_what() -> None:
    """From which state on each audience sees each field."""
    rows = table("States", 1)
    assert [field.value for field in Field] == first_words(rows)
    for field, row in zip(Field, rows, strict=True):
        for audience, cell in zip(Audience, row[1:], strict=True):
            seen = [state.value for state in State if shown(field, audience, state)]
            assert (seen[0] if seen else "never") == cell.strip("`"), (field, audience)
            # What was shown once stays shown.
            assert seen == [state.value for state in State][len(State) - len(seen) :]


def test_clause_states_and_reasons() -> None:
    """The states of a clause, and why a row does not count."""
    rows = table("Checklist")
    assert [state.value for state in ClauseState] == first_words(rows)
    chinese = Catalogue(Language.CHINESE)
    assert [chinese.text(CLAUSE_STATE_NAMES[state]) for state in ClauseState] == [
        row[1] for row in rows
    ]
    reasons = section("Checklist").partition("Why a row does not count: ")[2]
    assert [reason.value for reason in Uncounted] == words(reasons)


def test_disclosure_levels() -> None:
    """The levels, each holding those before it, with the keys that the schema lets them add."""
    rows = table("Announcement")
    assert [level.value for level in Disclosure] == first_words(rows)
    schema = json.loads((REPOSITORY / "schemas/results.json").read_text(encoding="utf-8"))
    assert schema["required"] == words(rows[0][1])
    added = {word for row in rows[1:] for word in words(row[1])}
    county = schema["$defs"]["county"]["properties"].keys() - {"county"}
    # Whether rules were frozen, and one came before, is no matter of the level.
    apart = {*schema["required"], "rules", "previous"}
    assert schema["properties"].keys() - apart | county <= added
    shown_by_level: set[str] = set()
    for level, row in zip(Disclosure, rows, strict=True):
        shown_by_level |= {*words(row[1])} & {*get_args(Key)}
        assert {key for key in get_args(Key) if level.shows(key)} == shown_by_level
        # A veto can take a rank, and totals need no grades.
        optional = {"rank", "grade"} if level.covers(Disclosure.TOTALS) else set()
        required = {key for key in get_args(Key) if level.requires(key)}
        assert required == shown_by_level - optional


def test_addresses() -> None:
    """Every kind of address of the site, and no other."""
    addresses = Addresses("<cycle>")
    made = set()
    for name, member in inspect.getmembers(Addresses):
        if isinstance(member, property) and name not in ("depth", "hold_files"):
            made.add(getattr(addresses, name))
        elif inspect.isfunction(member) and not name.startswith("_"):
            parameters = list(inspect.signature(member).parameters)[1:]
            made.add(member(addresses, *(f"<{parameter}>" for parameter in parameters)))
    made.add(addresses.data("feed.xml"))
    assert sorted(made) == sorted(first_words(table("Addresses")))


def test_ledger_and_attachments() -> None:
    """The columns of the ledger, and the endings of attachments."""
    text = section("Evidence file")
    assert f"| {' | '.join(COLUMNS)} |" in text
    endings = re.findall(r"`(\.[a-z]+)`", text)
    assert ATTACHMENT_TYPES == frozenset(endings)


@pytest.mark.parametrize("column", [0, 1], ids=["Chinese", "English"])
@pytest.mark.parametrize("status", [0, 1, 2])
def test_front_matter(
    column: int,
    status: int,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The keys and statuses in both languages are read without a finding about them."""
    rows = table("Evidence file", 1)
    keys = [row[column].strip("`") for row in rows]
    written = words(rows[1][2])[2 * status + column]
    head = f'---\n{keys[0]}: "01"\n{keys[1]}: {written}\n{keys[2]}:\n---\n'
    file = project / "content/counties/jia/01.md"
    body = file.read_text(encoding="utf-8").split("---\n", 2)[2]
    file.write_text(head + body, encoding="utf-8")
    monkeypatch.chdir(project)
    main(["check", "--format", "json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    about_head = {"unknown-key", "missing-key", "unreadable-value", "unreadable-yaml"}
    assert [one for one in findings if one["code"] in about_head] == []


def test_every_example_is_held() -> None:
    """No YAML example is without its shape."""
    assert SHAPES.keys() == examples().keys()


@pytest.mark.parametrize("path", SHAPES)
def test_example_fits(path: str) -> None:
    """An example is read as the file it shows."""
    data = load_texts(examples()[path])
    assert isinstance(fit(SHAPES[path], data), SHAPES[path])


@pytest.mark.parametrize("shape", dict.fromkeys(SHAPES.values()), ids=lambda shape: shape.__name__)
def test_examples_show_every_key(shape: type[FileShape]) -> None:
    """Together the examples of a shape have all of its keys."""
    texts = [text for path, text in examples().items() if SHAPES[path] is shape]
    shown_keys = {key for text in texts for key in load_texts(text)}
    assert {name.replace("_", "-") for name in shape.model_fields} == shown_keys


def test_report_keys() -> None:
    """The keys of the report and of a finding."""
    schema = json.loads((REPOSITORY / "schemas/findings.json").read_text(encoding="utf-8"))
    finding = schema["properties"]["findings"]["items"]["properties"]
    listed = words(section("Findings").partition("(`schemas/findings.json`):")[2].partition("|")[0])
    assert [*schema["properties"], *finding] == listed


def test_targets_and_tables() -> None:
    """The columns of the targets, and the tables of open data."""
    assert list(AskedNumber._fields) == words(section("Targets"))[2:-1]
    named = words(section("Open data"))
    assert {*TABLES, RESULTS.name} <= set(named)


def exit_code(arguments: Sequence[str]) -> int | str | None:
    """What the command ends with."""
    try:
        return main(arguments)
    except SystemExit as end:
        return end.code


def test_exit_codes(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each code of the table is the one that a run ends with."""

    def fail(error: BaseException) -> None:
        def run(*_: object) -> int:
            raise error

        monkeypatch.setattr(schema_command, "run", run)

    monkeypatch.chdir(project)
    ended = [exit_code(["schema", "--quiet"]), exit_code(["tally"]), exit_code(["nothing"])]
    fail(RuntimeError())
    ended.append(exit_code(["schema"]))
    fail(KeyboardInterrupt())
    ended.append(exit_code(["schema"]))
    assert [int(code) for code in first_words(table("Findings"))] == ended


def test_mkdocs_keys(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A build refuses a key of the foot that is not listed, and names those that are."""
    replace_text(project, "mkdocs.yml", "extra:\n", "extra:\n  footer: {fax: 1}\n")
    monkeypatch.chdir(project)
    assert main(["build", "--without-search", "--lang", "en"]) == 1
    message = capsys.readouterr().err
    (row,) = [row for row in table("mkdocs.yml") if row[0] == "`extra.footer`"]
    assert ", ".join(words(row[1])) in message
