"""What the page of the filing tool asks its engine, and what it is answered: all of it JSON and bytes.

``open``       what is asked of the county, item by item, and what stands so far
``judge``      one item's draft: findings in the row and cell, its checklist; the other items' counts
``judge_all``  several drafts at once, as after a reload
``take``       files as an office has them: drafts with their rows, attachments cleaned and named
``attach``     a file that no row speaks of, given to a row
``restore``    drafts and new files of an earlier visit
``drop``       new files to be forgotten
``package``    the package for ``taizhang intake``, with a summary and what differs
``unpack``     a package read back

docs/formats.md has the shapes.
"""

from collections.abc import Callable, Mapping
from typing import Any

from generator.crash_report import place_of
from generator.forms.filing_form import form_columns, form_items
from generator.load.attachments.attachment_files import ATTACHMENT_TYPES
from generator.load.attachments.listed import unlist
from generator.load.attachments.scan_cache import remember_scan
from generator.load.county import STATEMENT
from generator.model.attachment import LARGEST
from generator.model.book import STATUS_WORDS
from generator.model.errors import NotTaken, Refused
from generator.model.message import N_, Message
from generator.usecases.filing import Filing
from generator.usecases.filing_package import make_package
from generator.usecases.filing_params import Malformed, handed_over
from generator.usecases.filing_take import attach_file, read_back, take_files

VERSION = 1
Answer = dict[str, Any]
Params = Mapping[str, Any]


def answer(
    filing: Filing, method: str, params: Params, prepare: Callable[[Params], None] | None = None
) -> Answer:
    """The answer to one question: ``{"result": …}``, or ``{"error": {"message": …}}``."""
    try:
        if prepare is not None:
            prepare(params)
        return {"result": _METHODS[method](filing, params)}
    except Refused as error:
        return {"error": {"message": filing.catalogue.say(error.message)}}
    except NotTaken as error:
        return {"error": {"message": filing.catalogue.text(error.reason)}}
    except Malformed:
        return {"error": {"message": filing.catalogue.text(_MALFORMED)}}
    except Exception as error:  # noqa: BLE001 - the form goes on, and what was typed stays
        fault = Message(_FAULT, {"kind": place_of(error)})
        return {"error": {"message": filing.catalogue.say(fault)}}


def open_filing(filing: Filing, _: Params) -> Answer:
    """What is asked, and what stands so far."""
    rubric = filing.project.rubric
    first, last = rubric.period
    judged = filing.judged()
    return {
        "version": VERSION,
        "county": {"id": filing.county.id, "name": filing.county.name},
        "cycle": rubric.cycle,
        "title": rubric.title,
        "organiser": rubric.organiser,
        "notice": f"{rubric.notice_title}（{rubric.notice_number}）",
        "contact": rubric.contact,
        "period": [first.isoformat(), last.isoformat()],
        "demonstration": rubric.demonstration,
        "parts": list(rubric.parts),
        "statement": list(rubric.statement),
        "columns": form_columns(),
        "statuses": list(STATUS_WORDS),
        "units": list(rubric.units),
        "types": sorted(ATTACHMENT_TYPES),
        "largest": LARGEST,
        "items": [
            {
                **item,
                "draft": filing.draft(item["id"]),
                "exists": item["id"] in filing.originals,
                "trouble": _unread(filing, item["id"]),
            }
            for item in form_items(rubric, filing.county)
        ],
        "index": filing.draft(STATEMENT),
        "attachments": list(filing.attachments()),
        **judged,
    }


def judge(filing: Filing, params: Params) -> Answer:
    """One item's draft, judged with the rest of the county."""
    with handed_over():
        item, draft = _known(filing, params["item"]), params["draft"]
    filing.write(item, draft)
    judged = filing.judged()
    own = [finding for finding in judged["findings"] if finding["item"] == item]
    read = filing.drafts.get(item)
    return {
        "item": item,
        "findings": own,
        "others": [finding for finding in judged["findings"] if finding["item"] != item],
        "checklist": judged["checklists"].get(item, []),
        "counts": judged["counts"],
        "trouble": filing.troubles.get(item, ""),
        "rows": 0 if read is None else len(read.rows or ()),
    }


def judge_all(filing: Filing, params: Params) -> Answer:
    """Several drafts, judged once."""
    with handed_over():
        drafts = {_known(filing, item): draft for item, draft in params["drafts"].items()}
    for item, draft in drafts.items():
        filing.write(item, draft)
    return filing.judged()


def restore(filing: Filing, params: Params) -> Answer:
    """Drafts and new files of an earlier visit; a file's ``look`` saves searching it again."""
    with handed_over():
        files = [*map(_kept, params.get("files", ()))]
    for name, content, source, digest, look in files:
        filing.place_file(name, content, source)
        if look:
            remember_scan(digest, _suffix(name), look)
    return judge_all(filing, {"drafts": params.get("drafts", {})})


def drop(filing: Filing, params: Params) -> Answer:
    """Forget new files."""
    with handed_over():
        names = [*map(str, params["names"])]
    for name in names:
        if filing.handed.pop(name, None) is not None:
            unlist(filing.folder / name)
            (filing.folder / name).unlink(missing_ok=True)
    return {}


def _unread(filing: Filing, item: str) -> str:
    if item not in filing.originals or filing.source(item) is not None:
        return ""
    return filing.catalogue.text(_UNREAD)


def _known(filing: Filing, item: Any) -> str:
    if item != STATEMENT and item not in filing.project.rubric.items:
        raise KeyError(item)
    return str(item)


def _kept(file: Mapping[str, Any]) -> tuple[str, bytes, str, str, Any]:
    """A file of an earlier visit: its name, content, source, and what was found in it then."""
    name, look = _attachment(str(file["name"])), file.get("look")
    digest = str(file["digest"]) if look else ""
    return name, bytes(file["bytes"]), str(file.get("source", name)), digest, look


def _attachment(name: str) -> str:
    folder, _, own = name.partition("/")
    if folder != "attachments" or "/" in own or own.startswith("."):
        raise ValueError(name)
    return name


def _suffix(name: str) -> str:
    return "." + name.rpartition(".")[2].lower()


_METHODS: Mapping[str, Callable[[Filing, Params], Answer]] = {
    "open": open_filing,
    "judge": judge,
    "judge_all": judge_all,
    "restore": restore,
    "drop": drop,
    "take": take_files,
    "attach": attach_file,
    "package": make_package,
    "unpack": read_back,
}
_MALFORMED = N_("The browser's store is damaged: open the package that you saved last.")
_FAULT = N_(
    "This is a fault of the program, not yours ({kind}). What was typed stays here; save it as a "
    "backup file, and send this sentence to the office."
)
_UNREAD = N_("The file cannot be read as it stands; it is left alone here. Ask the office.")
