"""What the officer is asked of dropped ledgers: what a table, a column or a word in it means."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from generator.intake.subjects import clause_named
from generator.intake.understand import NO_CLAUSE, NO_COLUMN, NO_ITEM
from generator.model.handed_row import ReadSheet
from generator.model.message import N_, Message
from generator.report.intake_text import place_words
from generator.usecases.filing import Filing
from generator.usecases.intake import Reader

_LONGEST_WORD = 30
_WHICH_CLAUSE = N_(
    "rows say “{word}” ({number} of them): which clause is it? Their quantities are kept."
)


def lacks_item(sheet: ReadSheet) -> bool:
    """Whether a table does not say which item it is about."""
    return sheet.refused is not None and sheet.refused.text == NO_ITEM


def questions_of(filing: Filing, reader: Reader) -> Iterator[dict[str, Any]]:
    """What is asked before anything is taken; each has the ``map`` that an answer is given for."""
    for sheet in reader.sheets:
        if sheet.refused is not None:
            yield _question(filing, sheet)
        else:
            yield from _unknown_clauses(filing, sheet)


def _unknown_clauses(filing: Filing, sheet: ReadSheet) -> Iterator[dict[str, Any]]:
    """Of words that name no clause: which they mean."""
    clauses = filing.project.rubric.items[sheet.item].clauses
    words = Counter(row.row.clause for row in sheet.rows)
    for word, number in words.items():
        if clause_named(word, clauses) is None:
            values = {"number": str(number), "word": word[:_LONGEST_WORD]}
            said = filing.catalogue.say(Message(_WHICH_CLAUSE, values))
            yield {
                "file": sheet.where.file,
                "sheet": sheet.where.sheet,
                "message": f"{place_words(sheet.where)}：{said}",
                "kind": "clause",
                "map": word,
                "choices": [[one.name, one.name] for one in clauses],
            }


def _question(filing: Filing, sheet: ReadSheet) -> dict[str, Any]:
    """Why a sheet was not taken, and what the page may offer as an answer."""
    refused = sheet.refused or Message("")
    values = refused.values
    question = {
        "file": sheet.where.file,
        "sheet": sheet.where.sheet,
        "message": f"{place_words(sheet.where)}：{filing.catalogue.say(refused)}",
        "kind": "other",
        "map": "",
        "choices": list[Any](),
    }
    if refused.text == NO_ITEM:
        items = [[one.id, one.name] for one in filing.project.rubric.items.values()]
        question |= {"kind": "item", "map": values["name"], "choices": items}
    elif refused.text == NO_CLAUSE:
        clauses = [[name, name] for name in values["clauses"].split("、")]
        question |= {"kind": "clause", "map": values["name"], "choices": clauses}
    elif refused.text == NO_COLUMN:
        # The answer is a name of the table, which then means what is lacking.
        names = [[name, name] for name in values["columns"].split("、")]
        question |= {"kind": "column", "map": values["example"], "choices": names}
    return question
