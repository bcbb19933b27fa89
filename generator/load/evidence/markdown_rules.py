"""The parser's rules that differ from CommonMark: what Chinese texts need, and nothing lost."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate

from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.rules_core import StateCore, inline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from generator.chinese.line_ends import joins_lines
from generator.chinese.widths import fold_widths

# The key in the parser's environment under which the table rule finds the headers to skip.
UNPARSED = "unparsed-headers"

_LABELS = "labels"
_LABEL = re.compile(r"\[([^\[\]\n]{1,200})\]")
# A web address in a sentence. Chinese signs end it: 、。（县科协公众号） belong to the sentence.
# Chinese letters are of the address only where a name begins: behind / = _ or -.
ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]|(?<=[/=_-])[\u4e00-\u9fff]+)*"
)

# Text in which the parser finds nothing but text.
PLAIN = re.compile(r"[^\\`*_\[\]<>&!~\n]*")

InlineRule = Callable[[StateInline, bool], bool]


def marks_beside_chinese(rule: InlineRule) -> InlineRule:
    """The parser's rule for ``**`` or ``~~``, which also ends marked text behind punctuation.

    CommonMark takes marks between punctuation and a letter for no end of the marked text: in
    languages with spaces one stands there. A single ``*`` may be a sign of multiplication.
    """

    def tokenize(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        start, known = state.pos, len(state.delimiters)
        found = rule(state, silent)
        if found and state.pos - start > 1 and state.src[start] != "_":
            before = state.src[max(start - 1, 0) : start].strip()
            after = state.src[state.pos : min(state.pos + 1, state.posMax)].strip()
            for delimiter in state.delimiters[known:]:
                delimiter.open |= bool(after)
                delimiter.close |= bool(before)
        return found

    return tokenize


def inline_rule(state: StateCore) -> None:
    """The parser's rule for inline text, which most paragraphs need not: they have no marks."""
    marked = []
    for token in state.tokens:
        if token.type != "inline" or not PLAIN.fullmatch(token.content):
            marked.append(token)
        else:
            token.children = [Token("text", "", 0, content=token.content)] if token.content else []
    inline(StateCore(state.src, state.md, state.env, marked))


def join_lines(state: StateCore) -> None:
    """Leave out line ends within Chinese, which a browser would show as spaces."""
    for token in state.tokens:
        if token.type != "inline" or not token.children:
            continue
        children = token.children
        before = accumulate(children, lambda edge, child: _edge(child, -1, edge), initial="")
        after = [*accumulate(children[::-1], lambda edge, child: _edge(child, 0, edge), initial="")]
        token.children = [
            child
            for child, left, right in zip(children, before, after[-2::-1], strict=False)
            if child.type != "softbreak" or not joins_lines(left, right)
        ]


def _edge(child: Token, side: int, edge: str) -> str:
    """The character that is seen at one side of the child, the one beside it where it has none."""
    if child.type in ("text", "code_inline"):
        return child.content[side] if child.content else edge
    return edge if child.type.endswith(("_open", "_close")) else ""


def accept_link(url: str) -> bool:  # noqa: ARG001 - the parser's own signature
    """Every link is one: the rules say which are not allowed."""
    return True


def as_written(url: str) -> str:
    """The address without percent signs for its letters, as messages quote it."""
    return url


def reference_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """The parser's rule for definitions of links: those that no link uses stay text, to be seen.

    A footnote is such text too.
    """
    match = _LABEL.match(_line(state, start))
    if match is None:
        return reference(state, start, end, silent)
    labels = state.env.setdefault(_LABELS, Counter())
    if not labels:
        labels.update(label.lower() for label in _LABEL.findall(state.src))
    used = labels[match[1].lower()] > 1 and not match[1].startswith("^")
    return used and reference(state, start, end, silent)


def link_addresses(state: StateCore) -> None:
    """Make links of the web addresses that stand in sentences, outside links and code."""
    for token in state.tokens:
        if token.children and "://" in token.content:
            token.children = list(_with_addresses(token.children))


def _with_addresses(children: Sequence[Token]) -> Iterator[Token]:
    inside = 0
    for child in children:
        inside += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type != "text" or inside or "://" not in child.content:
            yield child
            continue
        end = 0
        for match in ADDRESS.finditer(child.content):
            address = bare_address(match[0])
            if match.start() > end:
                yield Token("text", "", 0, content=child.content[end : match.start()])
            yield Token("link_open", "a", 1, attrs={"href": address})
            yield Token("text", "", 0, content=address)
            yield Token("link_close", "a", -1)
            end = match.start() + len(address)
        if end < len(child.content):
            yield Token("text", "", 0, content=child.content[end:])


def bare_address(text: str) -> str:
    """An address without the signs behind it that end the sentence or close its bracket."""
    # Counted once: a text of nothing but brackets would be counted anew for each.
    surplus = {")": text.count(")") - text.count("("), "]": text.count("]") - text.count("[")}
    end = len(text)
    while (last := text[end - 1]) in ".,;:!?'" or surplus.get(last, 0) > 0:
        if last in surplus:
            surplus[last] -= 1
        end -= 1
    return text[:end]


def table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """The parser's rule for tables, which of an unparsed table makes no more than the ends."""
    headers = state.env.get(UNPARSED, ())
    marked = headers and not state.level and _header(state, start) in headers
    if silent or not marked:
        return table(state, start, end, silent)
    return table(state, start, end, True) and _mark_table(state, start, end)  # noqa: FBT003


def _header(state: StateBlock, line: int) -> tuple[str, ...]:
    text = _line(state, line)
    if "|" not in text:
        return ()
    cells = text.strip("|").split("|")
    return tuple(fold_widths(cell.strip()) for cell in cells)


def _mark_table(state: StateBlock, start: int, end: int) -> bool:
    """Go to the table's last line, as the parser's own rule finds it."""
    parent, state.parentType = state.parentType, "table"
    terminators = state.md.block.ruler.getRules("blockquote")
    line = start + 2
    while line < end and not (
        state.sCount[line] < state.blkIndent
        or state.is_code_block(line)
        or not _line(state, line)
        # A line that begins with a bar begins nothing else.
        or (
            state.src[state.bMarks[line] + state.tShift[line]] != "|"
            and any(rule(state, line, end, True) for rule in terminators)  # noqa: FBT003
        )
    ):
        line += 1
    state.push("table_open", "table", 1).map = [start, line]
    state.push("table_close", "table", -1)
    state.parentType, state.line = parent, line
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
