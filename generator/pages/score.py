"""Where a judge gives scores: an item with its counties, or a county with its items, and the evidence.

The page itself holds no score: what a judge types stays in the browser, under the key of a card.
"""

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from generator.model.html import Html
from generator.model.message import N_
from generator.model.page import Asset, Page
from generator.model.rubric import County, Indicator
from generator.model.score_sheet import decimal_text, rules_digest
from generator.model.state import State
from generator.pages.evidence_view import check_row
from generator.pages.overview_links import SCORING, scores
from generator.pages.page_context import PageContext
from generator.pages.page_kinds import OVERVIEW_TAB, PageKind
from generator.pages.regions import is_in_parts
from generator.pages.score_words import SCORE_WORDS

# Beside the assets of the theme, which the public's site has too.
_ASSETS = (
    *("ciphers.js", "ciphers.LICENSE.txt", "score-store.js", "score-ballot.js", "score-parts.js"),
    *("score-desk.js", "score.js", "score.css"),
)


def score_pages(context: PageContext) -> Iterator[Page]:
    """Yield the page where the audience scores."""
    if not scores(context):
        return
    address = context.addresses.score
    yield Page(
        address=address,
        title=context.text(SCORING),
        description=context.say(N_("{title}: scoring in the page."), title=context.rubric.title),
        shell=context.shell(PageKind.COUNTIES),
        body=context.templates.render(
            "score.html",
            address,
            data=_as_json(_data(context)),
            counties=context.addresses.counties,
            assets=[name for name in _ASSETS if name.endswith(".js")],
        ),
        path=context.path(context.named_link(OVERVIEW_TAB, context.addresses.overview)),
        frames=True,
    )


def score_assets(context: PageContext) -> tuple[Asset, ...]:
    """The scripts and the style of the page, where there is one."""
    if not (scores(context) and context.addresses.hold_files):
        return ()
    return tuple(
        Asset(
            address=f"/assets/{name}",
            content=(context.templates.source(f"score/{name}").encode(),),
        )
        for name in _ASSETS
    )


def _as_json(value: object) -> Html:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    # No text can end the element: what would is written as JSON's own escape.
    return Html(text.replace("<", "\\u003c"))


def _data(context: PageContext) -> Mapping[str, Any]:
    rubric = context.rubric
    # Before judging begins the evidence may still change: scores are for none in particular.
    digests = context.digests if context.state.rank >= State.REVIEWING.rank else {}
    return {
        "cycle": rubric.cycle,
        "title": rubric.title,
        "rules": rules_digest(context.official),
        "step": _millionths(rubric.score_step),
        "refused": rubric.open_rules["missing-score"].choice == "refused",
        "evidence": dict(digests),
        "counties": [[county.id, county.name] for county in rubric.counties],
        "blocks": [
            {"name": block.name, "items": [item.id for item in block.items]}
            for block in rubric.blocks
            if block.items
        ],
        "items": {item.id: _item(context, item) for item in rubric.items.values()},
        "words": {key: context.text(word) for key, word in SCORE_WORDS.items()},
    }


def _item(context: PageContext, item: Indicator) -> Mapping[str, Any]:
    return {
        "name": item.name,
        "points": decimal_text(item.points),
        "most": _millionths(item.points),
        "text": item.text,
        "clauses": [[clause.id, clause.name] for clause in item.clauses],
        "counties": {county.id: _cell(context, county, item) for county in _beside(context)},
    }


def _beside(context: PageContext) -> tuple[County, ...]:
    """The counties whose checklists stand on the page; of many only the evidence has them."""
    return () if is_in_parts(context.rubric) else context.rubric.counties


def _cell(context: PageContext, county: County, item: Indicator) -> list[Any]:
    """How far the county's file has come, and its checklist, a list a clause."""
    rows = [check_row(context, result) for result in context.clauses(county.id, item.id)]
    return [
        context.status_word(county, item),
        [
            [
                f"{row.target} {row.unit.of(row.target)}" if row.target else "",
                row.counted,
                row.proven,
                row.state,
                row.word,
                f"{row.missing} {row.unit.of(row.missing)}" if row.missing else "",
            ]
            for row in rows
        ],
    ]


def _millionths(number: Fraction) -> int:
    """Scores have six decimals at most: the page adds whole numbers."""
    return int(number * 1_000_000)
