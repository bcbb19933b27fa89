"""The form of a ballot: every score that one judge has to give, with nothing filled in."""

import re
from collections.abc import Iterable, Iterator, Mapping

from generator.chinese.numbers import shown_number
from generator.model.ballot import Judge
from generator.model.rubric import Rubric
from generator.model.score_sheet import ReadSheet, decimal_text


def ballot_form(rubric: Rubric, judge: Judge) -> str:
    """Return a ballot whose figures are empty; counties the judge may not score are left out."""
    return "\n".join([*_head(rubric, judge), *_scores(rubric, judge), ""])


def filled_ballot(rubric: Rubric, sheet: ReadSheet, remarks: Iterable[str]) -> str:
    """The ballot of a score sheet; ``remarks`` stand above it, for who reads it later."""
    scores: dict[str, list[str]] = {}
    for county, item in ((one, item) for one in rubric.county_by_id for item in rubric.items):
        if (county, item) in sheet.scores:
            points = decimal_text(sheet.scores[county, item])
            scores.setdefault(county, []).append(f'    "{item}": "{points}"')
    evidence = [f'  {county}: "{digest}"' for county, digest in sheet.evidence.items()]
    lines = [
        *(f"# {remark}" for remark in remarks),
        f'cycle: "{rubric.cycle}"',
        f"judge: {sheet.judge.id}",
        f"rehearsal: {'true' if sheet.rehearsal else 'false'}",
        *(["evidence:", *evidence] if evidence else []),
        "scores:" if scores else "scores: {}",
    ]
    for county, items in scores.items():
        lines += [f"  {county}:  # {rubric.county_by_id[county].name}", *items]
    return "\n".join(lines) + "\n"


def with_evidence(ballot: str, evidence: Mapping[str, str]) -> str | None:
    """The text of a ballot, saying which evidence of each county its scores are for.

    None where its keys do not stand on lines of their own.
    """
    lines = ballot.splitlines(keepends=True)
    keys = {found[1]: at for at, line in enumerate(lines) if (found := _KEY.match(line))}
    if "scores" not in keys:
        return None
    # Ends of lines as the ballot has them: an editor on Windows may have written it.
    end_of_line = "\r\n" if ballot.partition("\n")[0].endswith("\r") else "\n"
    block = ["evidence:", *(f'  {county}: "{digest}"' for county, digest in evidence.items())]
    at = keys.get("evidence", keys["scores"])
    # What stood there goes, up to the next key.
    behind = [end for end in keys.values() if end > at] if "evidence" in keys else [at]
    lines[at : min(behind, default=len(lines))] = [line + end_of_line for line in block]
    return "".join(lines)


_KEY = re.compile(r"[\"']?([a-z]+)[\"']?\s*:")


def _head(rubric: Rubric, judge: Judge) -> Iterator[str]:
    group = next(group.name for group in rubric.judge_groups if group.id == judge.group)
    step = rubric.score_step
    unit = f"，以 {shown_number(step)} 分为一档" if step else ""
    yield f"# 评分表：{judge.id}（{group}）。这个文件不公开，不进 git。"
    yield f"# 在每项的冒号后面写分数，例如 3 或者 2.5{unit}，不超过满分；# 后面是说明，不用改。"
    yield "# 填好以后，由市科协办公室运行 taizhang tally 检查。"
    yield f'cycle: "{rubric.cycle}"'
    yield f"judge: {judge.id}"
    # Every ballot has to say it, so that one of a rehearsal is never taken for a real one.
    yield "rehearsal: false"
    yield "scores:"


def _scores(rubric: Rubric, judge: Judge) -> Iterator[str]:
    items = [
        item
        for item in rubric.items.values()
        if judge.group in {group.id for group in rubric.scoring_groups(item)}
    ]
    for county in rubric.counties:
        if judge.may_score(county.id, rubric) and items:
            yield f"  {county.id}:  # {county.name}"
            for item in items:
                if not rubric.is_scored(item, county):
                    yield f"    # {item.id} {item.name}：对该县（区）不适用，不打分"
                    continue
                # In quotes, as editors and other readers of YAML make 5 of 05.
                yield f'    "{item.id}":   # {item.name}，满分 {shown_number(item.points)}'
