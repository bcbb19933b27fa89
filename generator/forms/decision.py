"""The form of a decision: what the leadership fills in, beside the tally it decides on."""

from collections.abc import Iterator

from generator.chinese.numbers import shown_number
from generator.model.log import Log
from generator.model.rubric import Rubric
from generator.model.tally import Tally


def decision_form(rubric: Rubric, tally: Tally, log: Log) -> str:
    """Return a decision.yaml that is refused until the commended units are filled in."""
    return "\n".join([*_head(rubric, tally), *_basis(tally, log), *_fields(rubric), ""])


def _head(rubric: Rubric, tally: Tally) -> Iterator[str]:
    yield "# 综合评议的决定。这个文件不公开，不进 git；公告只取其中可以公布的部分。"
    yield "# 县（区）写名称或者 id 都可以。填好以后运行 taizhang decision 检查并预览。"
    if tally.rehearsal:
        yield "# 演练：下面的得分出自演练用的评分表，不是真实的。"
    yield "#"
    yield "# 按得分的名次："
    for county in sorted(tally.counties, key=lambda county: county.rank):
        name = rubric.county_by_id[county.county].name
        yield f"#   {county.rank}  {name}  {shown_number(county.total)}"


def _basis(tally: Tally, log: Log) -> Iterator[str]:
    if not (log.ballots and log.rules):
        return
    ranks = ", ".join(f'{county.county}: "{county.rank}"' for county in tally.counties)
    yield ""
    yield "# 这个决定所依据的评分表、规则和得分名次，由程序写入，不要改动。"
    yield "rests-on:"
    yield f'  ballots: "{log.ballots}"'
    yield f'  rules: "{log.rules.digest}"'
    yield f"  ranks: {{{ranks}}}"


def _fields(rubric: Rubric) -> Iterator[str]:
    first, second = rubric.counties[0], rubric.counties[-1]
    grounds = "、".join(f"{ground.id}（{ground.name}）" for ground in rubric.veto_grounds)
    yield ""
    yield f'cycle: "{rubric.cycle}"'
    yield "# 谁作的决定，印在公告上。"
    yield f"by: {rubric.organiser}主席办公会"
    yield f"# 先进单位，例如 [{first.name}, {second.name}]；没有就写 []"
    # Not a list: the file is refused until someone has decided.
    yield "commended: 待填"
    yield f"# 一票否决，逐个写明依据和理由（理由会公布）。依据：{grounds}"
    yield "vetoes: []"
    yield f"#  - {{county: 某县, ground: {rubric.veto_grounds[0].id}, reason: 一句话说明}}"
    yield "# 平时工作改变名次的，写明理由（会公布），并在 ranks 里写出全部名次；分数不变。"
    yield "everyday-work: []"
    yield "#  - {county: 某县, reason: 一句话说明}"
    yield "ranks: {}"
    yield f'#  {{{first.name}: "1", {second.name}: "2"}}'
    yield "# 等次，要写就写全；不分等次留空。"
    yield "grades: {}"
