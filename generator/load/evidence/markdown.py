"""Markdown to tokens, and tokens to text and HTML: the only module that knows the parser."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import accumulate
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, reference, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, emphasis, strikethrough
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.chinese.line_ends import joins_lines
from generator.chinese.widths import fold_widths
from generator.model.html import RawHtml
from generator.model.picture import UNDESCRIBED, Size

__all__ = [
    "ADDRESS",
    "References",
    "Token",
    "bare_address",
    "inline_tokens",
    "parse_blocks",
    "parse_inlines",
    "parse_page",
    "plain_text",
    "render_tokens",
    "token_targets",
]

References = EnvType
"""The link references that a document defines, which its inline text may use."""

# The key in the parser's environment under which the table rule finds the headers to skip.
_UNPARSED = "unparsed-headers"


_LABELS = "labels"
_LABEL = re.compile(r"\[([^\[\]\n]{1,200})\]")
# A web address in a sentence. Chinese signs end it: 、。（县科协公众号） belong to the sentence.
# Chinese letters are of the address only where a name begins: behind / = _ or -.
ADDRESS = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9._~:/?#@!$&'()*+,;=%\[\]-]|(?<=[/=_-])[\u4e00-\u9fff]+)*"
)

InlineRule = Callable[[StateInline, bool], bool]


def _marks_beside_chinese(rule: InlineRule) -> InlineRule:
    """The parser's rule for ``**`` or ``~~``, which also ends marked text behind punctuation.

    CommonMark takes marks between punctuation and a letter for no end of the marked text: in
    languages with spaces one stands there. A single ``*`` may be a sign of multiplication.
    """

    def tokenize(state: StateInline, silent: bool) -> bool:  # noqa: FBT001
        start, known = state.pos, len(state.delimiters)
        found = rule(state, silent)
        if found and state.pos - start > 1 and state.src[start] != "_":
            before = state.src[:start][-1:].strip()
            after = state.src[state.pos : state.posMax][:1].strip()
            for delimiter in state.delimiters[known:]:
                delimiter.open |= bool(after)
                delimiter.close |= bool(before)
        return found

    return tokenize


def _join_lines(state: StateCore) -> None:
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


def _parser(*core_rules: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # No link that somebody meant is left as text: where it leads is judged by the rules, and what
    # is not allowed is written into no page. Addresses stay as they are written, for messages.
    parser.validateLink = _accept_link  # type: ignore[method-assign]
    parser.normalizeLink = _as_written  # type: ignore[method-assign]
    parser.core.ruler.push("addresses", _link_addresses)
    parser.block.ruler.at("reference", _reference_rule)
    for name, rule in (("emphasis", emphasis.tokenize), ("strikethrough", strikethrough.tokenize)):
        parser.inline.ruler.at(name, _marks_beside_chinese(rule))
    parser.core.ruler.push("chinese-lines", _join_lines)
    if core_rules:
        parser.core.ruler.enableOnly([*core_rules])
    return parser


def _accept_link(url: str) -> bool:  # noqa: ARG001 - the parser's own signature
    return True


def _as_written(url: str) -> str:
    return url


def _reference_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
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


def _link_addresses(state: StateCore) -> None:
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
    pairs = {")": "(", "]": "["}
    while text[-1] in ".,;:!?'" or (
        text[-1] in pairs and text.count(text[-1]) > text.count(pairs[text[-1]])
    ):
        text = text[:-1]
    return text


_PARSER = _parser()
_RENDERER = RendererHTML()
# The same in two steps: inline text is parsed only where it is shown or searched.
_BLOCKS = _parser("normalize", "block")
_INLINES = _parser("inline", "text_join", "chinese-lines", "addresses")


def parse_blocks(
    text: str, unparsed: Collection[tuple[str, ...]] = ()
) -> tuple[list[Token], References]:
    """Return the document's blocks, their inline text unparsed, and its references.

    Of a table whose header is one of ``unparsed`` only the first and last token are made:
    a ledger is read from its source, and tokens for its cells would be most of the work.
    """
    references: References = {_UNPARSED: unparsed}
    return _BLOCKS.parse(text, references), references


def parse_inlines(tokens: Sequence[Token], references: References) -> None:
    """Parse the inline text of the tokens in place."""
    _INLINES.core.process(StateCore("", _INLINES, references, list(tokens)))


def parse_page(text: str) -> tuple[list[Token], References]:
    """Return a handwritten page's tokens, with HTML and links of every scheme, and its references."""
    references: References = {}
    return _PAGES.parse(text, references), references


def inline_tokens(text: str) -> Token:
    """Return a line of text, parsed, as one inline token."""
    return _PARSER.parseInline(text)[0]


def plain_text(inline: Token) -> str:
    """Return what a reader sees of a parsed inline token."""
    children = inline.children or []
    return "".join(" " if child.type.endswith("break") else child.content for child in children)


def token_targets(inline: Token) -> Iterator[tuple[str, str]]:
    """Yield text and target of every link and picture of a parsed inline token."""
    children = inline.children or []
    for at, child in enumerate(children):
        if child.type == "link_open":
            text = children[at + 1].content if at + 1 < len(children) else ""
            yield text, str(child.attrs["href"])
        elif child.type == "image":
            yield child.content, str(child.attrs["src"])


def render_tokens(
    tokens: Sequence[Token],
    rewrite: Callable[[str], str | None],
    size_of: Callable[[str], Size | None],
) -> RawHtml:
    """Return parsed tokens as HTML that is not sanitised yet, headings one level down.

    ``rewrite`` gives the target that is written for a link's or picture's own, None for none;
    ``size_of`` the size of the picture at a target.
    """
    shown = [_shown_token(token, rewrite, size_of) for token in tokens]
    return RawHtml(str(_RENDERER.render(shown, _PARSER.options, {})))


def _shown_token(
    token: Token, rewrite: Callable[[str], str | None], size_of: Callable[[str], Size | None]
) -> Token:
    changes: dict[str, Any] = {}
    if token.type in ("heading_open", "heading_close"):
        changes["tag"] = f"h{min(6, max(3, int(token.tag[1]) + 1))}"
    if token.type == "image":
        return _shown_picture(token, rewrite, size_of)
    if token.children:
        changes["children"] = [_shown_token(child, rewrite, size_of) for child in token.children]
    if "href" in token.attrs:
        changes["attrs"] = _rewritten(token, "href", rewrite)
    return token.copy(**changes) if changes else token


def _shown_picture(
    token: Token, rewrite: Callable[[str], str | None], size_of: Callable[[str], Size | None]
) -> Token:
    """The picture loaded when it comes into sight, never wordless, its place kept free."""
    attributes = _rewritten(token, "src", rewrite)
    if "src" not in attributes:
        return token.copy(attrs=attributes)
    size = size_of(str(token.attrs["src"]))
    pixels = {} if size is None else {"width": size.width, "height": size.height}
    words = _RENDERER.renderInlineAsText(token.children or [], _PARSER.options, {})
    # The renderer takes the words from what stands in the brackets, not from the attribute.
    text = Token("text", "", 0, content=words.strip() or UNDESCRIBED)
    title = {key: value for key, value in attributes.items() if key == "title"}
    attrs = {"loading": "lazy", "src": attributes["src"], "alt": "", **pixels, **title}
    return token.copy(attrs=attrs, children=[text])


def _rewritten(
    token: Token, name: str, rewrite: Callable[[str], str | None]
) -> dict[str, str | int | float]:
    """The token's attributes with the target under that name rewritten, or without it."""
    target = rewrite(str(token.attrs[name]))
    if target is None:
        return {key: value for key, value in token.attrs.items() if key != name}
    return token.attrs | {name: target}


def _table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001
    """The parser's rule for tables, which of an unparsed table makes no more than the ends."""
    headers = state.env.get(_UNPARSED, ())
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


def _page_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # The engine that renders pages refuses no scheme, so that none may go unseen.
    parser.validateLink = _accept_link  # type: ignore[method-assign]
    return parser


_PAGES = _page_parser()
_BLOCKS.block.ruler.at("table", _table_rule, {"alt": ["paragraph", "reference"]})
