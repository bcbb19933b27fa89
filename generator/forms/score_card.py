"""A judge's card for the scoring page: whose it is, and the key that locks what the page keeps."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from generator.model.ballot import Judge
from generator.model.rubric import Rubric
from generator.model.score_sheet import VERSION, group_name, rules_digest

MARK = "taizhang-card"
_STEPS = (
    "这个文件就是您的评分卡，不用在这里填什么。",
    "打开评审站（办公室给的文件夹，或者网址），点「打分」。",
    "在打分页上点「选择评分卡」，选这个文件；也可以把它拖进去。",
    "打的分数只存在您用的那台电脑上，用这张卡锁住：没有卡，谁也打不开。",
    "每次打开打分页都要用它。请收好，不要给别人，不要改名、不要编辑。",
)


@dataclass(frozen=True, slots=True)
class Served:
    """Where the scoring page is reached in the office's network, and the access code."""

    address: str
    code: str


def score_card(
    rubric: Rubric,
    judge: Judge,
    evidence: Mapping[str, str],
    secret: bytes,
    *,
    rehearsal: bool,
    served: Served | None = None,
) -> str:
    """The card as a page: who opens it by a double click reads what it is for.

    The first half of ``secret`` is the key, the rest the name under which a browser keeps the scores.
    """
    said = {
        MARK: VERSION,
        "store": secret[32:].hex(),
        "key": secret[:32].hex(),
        "cycle": rubric.cycle,
        "judge": judge.id,
        "group": group_name(rubric, judge),
        "rehearsal": rehearsal,
        "rules": rules_digest(rubric),
        "evidence": dict(evidence),
        "open": {
            county.id: items
            for county in rubric.counties
            if (items := [i.id for i in rubric.items.values() if judge.owes(county, i, rubric)])
        },
    }
    data = json.dumps(said, ensure_ascii=False).replace("<", "\\u003c")
    title = escape(f"评分卡 {judge.id}{'（演练）' if rehearsal else ''}")
    whose = escape(f"{rubric.title}　{group_name(rubric, judge)}")
    steps = "".join(f"<li>{step}</li>" for step in _STEPS)
    where = ""
    if served is not None:
        where = (
            f"<p>网址 <b>{escape(served.address)}</b>　访问码 <b>{escape(served.code)}</b></p>\n"
        )
    return (
        f'<!doctype html>\n<html lang="zh">\n<meta charset="utf-8">\n<title>{title}</title>\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        "<style>body{font:1.25rem/1.7 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem}</style>\n"
        f"<h1>{title}</h1>\n<p>{whose}</p>\n<ol>{steps}</ol>\n{where}"
        f'<script type="application/json" id="{MARK}">{data}</script>\n</html>\n'
    )
