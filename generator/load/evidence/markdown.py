"""Markdown to tokens, and tokens to text and HTML: the only module that knows the parser."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.chinese.widths import fold_widths
from generator.model.html import RawHtml
from generator.model.picture import UNDESCRIBED, Size

__all__ = [
    "References",
    "Token",
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


def _parser(*core_rules: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    if core_rules:
        parser.core.ruler.enableOnly(list(core_rules))
    return parser


_PARSER = _parser()
_RENDERER = RendererHTML()
# The same in two steps: inline text is parsed only where it is shown or searched.
_BLOCKS = _parser("normalize", "block")
_INLINES = _parser("inline", "text_join")


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


def _accept_link(url: str) -> bool:  # noqa: ARG001 - the parser's own signature
    return True


_PAGES = _page_parser()
_BLOCKS.block.ruler.at("table", _table_rule, {"alt": ["paragraph", "reference"]})
