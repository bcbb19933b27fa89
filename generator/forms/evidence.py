"""Evidence ready to fill in: its parts, the clauses with what they ask; a county's statement."""

from collections.abc import Iterator
from pathlib import Path

from generator.atomic_write import write_atomically
from generator.chinese.numbers import shown_number
from generator.model.evidence import ALL_COLUMNS, ASKING, LEDGER
from generator.model.rubric import County, Indicator, NoTarget, Rubric, Target

_PROMPTS = {
    "目标": "全年要达到什么，对照上面的条款。",
    "方案": "怎样安排，什么时候做、由谁承办。",
    "措施": "靠什么落实，怎样检查进度。",
}
_ENTRIES = "下面的表一行一件事，写法见“怎样写佐证材料”；登记以后删去本行。"
_STATEMENT = "对照考核指标，写全年做了什么、有什么数据，分条说明。"


def evidence_template(rubric: Rubric, county: County, item: Indicator) -> str:
    """Return the file as a draft, each part with a prompt in its place."""
    parts = (LEDGER,) if item.bonus else rubric.parts
    # A draft counts nothing, so that prompts are never handed in by oversight.
    lines = ["---", f'指标: "{item.id}"', "状态: 草稿", "---"]
    for at, name in enumerate(parts):
        lines += [f"## {name}", ""]
        # In the first part, whatever the rubric calls it.
        lines += _clauses(rubric, county, item) if at == 0 else ()
        prompt = _ENTRIES if name == LEDGER else _PROMPTS.get(name, "")
        lines += [f"（{ASKING}：{prompt}）", ""]
        lines += _table() if name == LEDGER else ()
    return "\n".join(lines).rstrip("\n") + "\n"


def statement_template(rubric: Rubric) -> str:
    """Return a county's statement (index.md), each heading with a prompt below it."""
    return "\n".join(
        f"## {name}\n\n（{ASKING}：{_STATEMENT}）\n" for name in rubric.statement or ("工作自述",)
    )


def write_new(root: Path, path: str, text: str, *, force: bool) -> bool:
    """Write the file unless it exists; with ``force`` replace it. Returns whether it was written.

    Symbolic links, of the file or of its folder, are refused.
    """
    file = root / path
    # A link could lead the file out of the project.
    if file.parent.is_symlink() or file.is_symlink():
        return False
    if force:
        write_atomically(file, text.encode())
        return True
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        # "x" fails if another process has just made the file; "\n" gives equal bytes on Windows.
        with file.open("x", encoding="utf-8", newline="\n") as new:
            new.write(text)
    except FileExistsError:
        return False
    return True


def _clauses(rubric: Rubric, county: County, item: Indicator) -> Iterator[str]:
    for clause in item.clauses:
        yield f"- {clause.name}（{asked(rubric.target(clause, county))}）"
    yield ""


def asked(target: Target | NoTarget) -> str:
    """What a clause asks of a county, in the words of a form."""
    match target:
        case NoTarget.NOT_APPLICABLE:
            return "对本县（区）不作要求"
        case NoTarget.NOT_NAMED:
            return "没有给本县（区）下达指标值，由评委评议"
        case NoTarget.JUDGED:
            return "由评委评议"
    number = shown_number(target.number)
    if target.maximum is not None:
        return f"{number} 至 {shown_number(target.maximum)} {target.unit}"
    return f"不少于 {number} {target.unit}"


def _table() -> Iterator[str]:
    yield "| " + " | ".join(ALL_COLUMNS) + " |"
    yield "|" + "---|" * len(ALL_COLUMNS)
