"""The bar above a page that is served while somebody writes: verdict, trouble, what to mend."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

State = Literal["fine", "warning", "error", "trouble"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BarLine:
    """One finding: where it stands, the page that shows it or "", what is wrong, how to mend it."""

    where: str
    page: str
    text: str
    mend: str


def live_bar(
    state: State, verdict: str, trouble: str, summary: str, lines: Sequence[BarLine]
) -> str:
    """The bar as HTML; ``trouble`` is "" where the pages are those of what was saved last."""
    parts = [f'<p class="tz-live-trouble">{escape(trouble)}</p>'] if trouble else []
    parts += [f"<p>{escape(verdict)}</p>"] if verdict else []
    if lines:
        listed = "".join(map(_line, lines))
        parts.append(f"<details><summary>{escape(summary)}</summary><ol>{listed}</ol></details>")
    return f'<aside class="tz-live" data-state="{state}" role="status">{"".join(parts)}</aside>'


def _line(line: BarLine) -> str:
    where = escape(line.where)
    if line.page:
        where = f'<a href="{escape(line.page)}">{where}</a>'
    return f"<li>{where} {escape(line.text)}<small>{escape(line.mend)}</small></li>"
