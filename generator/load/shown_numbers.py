"""Numbers of persons that a county's file hides until it is shown: split, or written as escapes.

What stands in the source as it is was masked before (``personal_data``).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from generator.load.personal_data import exemption_for, masked_name, personal_fault
from generator.model.evidence import Entry, Evidence, LinkUse, Statement
from generator.model.finding import Fault
from generator.model.html import RawHtml
from generator.model.place import Place
from generator.model.rubric import Rubric
from generator.privacy.html_text import find_shown
from generator.privacy.personal_numbers import find_personal


def numbers_in_evidence(evidence: Evidence, rubric: Rubric) -> Iterator[Fault]:
    """Yield a fault for each number that only the file's page would show, but for exempted ones."""
    texts = [
        (evidence.place, evidence.preface),
        *((part.place, part.html) for part in evidence.parts),
    ]
    passages = chain(
        _in_html(texts),
        _in_lines((entry.place, _lines(entry)) for entry in evidence.entries),
        _in_lines((row.place, [row.text]) for row in evidence.unread),
        _in_lines((claim.place, [claim.text]) for claim in evidence.claims),
        _in_lines((link.place, _link_lines(link)) for link in evidence.links),
    )
    yield from _faults(evidence.place.path, passages, rubric)


def numbers_in_statement(statement: Statement, rubric: Rubric) -> Iterator[Fault]:
    """Yield a fault for each number that only a page with the statement would show."""
    passages = chain(
        _in_html([(statement.place, statement.html)]),
        _in_lines((link.place, _link_lines(link)) for link in statement.links),
    )
    yield from _faults(statement.place.path, passages, rubric)


def quotable(fault: Fault) -> Iterator[Fault]:
    """Yield the fault, what it quotes masked, and another for personal data in that.

    YAML can write a number by escapes, which stand in no source.
    """
    values = {name: masked_name(value) for name, value in fault.values.items()}
    for name, value in fault.values.items():
        if value != values[name]:
            for passage in find_personal(value):
                yield personal_fault(fault.place, passage.kind.value, passage.masked_line, None)
    yield replace(fault, values=values) if values != fault.values else fault


_Passage = tuple[Place, str, str]
"""Where it stands, of what kind it is, and itself masked."""


def _in_html(texts: Iterable[tuple[Place, RawHtml]]) -> Iterator[_Passage]:
    for place, html in texts:
        for found in find_shown(html.source):
            yield place, found.kind.value, found.masked_line


def _in_lines(texts: Iterable[tuple[Place, Sequence[str]]]) -> Iterator[_Passage]:
    for place, lines in texts:
        for found in find_personal("\n".join(lines)):
            yield place, found.kind.value, found.masked_line


def _lines(entry: Entry) -> list[str]:
    links = chain.from_iterable(map(_link_lines, entry.proofs))
    texts = (entry.when_text, entry.title, entry.clause_text, entry.quantity_text)
    return [*texts, entry.location, entry.number, entry.proof_text, entry.cites or "", *links]


def _link_lines(link: LinkUse) -> list[str]:
    return [link.text, link.target, link.written]


def _faults(path: str, passages: Iterable[_Passage], rubric: Rubric) -> Iterator[Fault]:
    # A link of an entry is one of the file's as well.
    for place, kind, masked in dict.fromkeys(passages):
        # The source was searched first, and said so of what is exempted.
        if exemption_for(rubric, path, masked) is None:
            yield personal_fault(place, kind, masked, None)
