"""Markdown to tokens, and tokens to text and HTML: the only module that knows the parser."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import emphasis, strikethrough
from markdown_it.token import Token
from markdown_it.utils import EnvType

from generator.load.evidence.markdown_rules import (
    ADDRESS,
    PLAIN,
    UNPARSED,
    accept_link,
    as_written,
    bare_address,
    inline_rule,
    join_lines,
    link_addresses,
    marks_beside_chinese,
    reference_rule,
    table_rule,
)
from generator.model.html import RawHtml
from generator.model.picture import UNDESCRIBED, Size

__all__ = [
    "ADDRESS",
    "PLAIN",
    "References",
    "Token",
    "bare_address",
    "inline_tokens",
    "parse_blocks",
    "parse_inlines",
    "parse_page",
    "parse_page_inlines",
    "plain_text",
    "render_tokens",
    "token_targets",
]

References = EnvType
"""The link references that a document defines, which its inline text may use."""


def _parser(*core_rules: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    # No link that somebody meant is left as text: where it leads is judged by the rules, and what
    # is not allowed is written into no page. Addresses stay as they are written, for messages.
    parser.validateLink = accept_link  # type: ignore[method-assign]
    parser.normalizeLink = as_written  # type: ignore[method-assign]
    parser.core.ruler.at("inline", inline_rule)
    parser.core.ruler.push("addresses", link_addresses)
    parser.block.ruler.at("reference", reference_rule)
    for name, rule in (("emphasis", emphasis.tokenize), ("strikethrough", strikethrough.tokenize)):
        parser.inline.ruler.at(name, marks_beside_chinese(rule))
    parser.core.ruler.push("chinese-lines", join_lines)
    if core_rules:
        parser.core.ruler.enableOnly(list(core_rules))
    return parser


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
    references: References = {UNPARSED: unparsed}
    return _BLOCKS.parse(text, references), references


def parse_inlines(tokens: Sequence[Token], references: References) -> None:
    """Parse the inline text of the tokens in place."""
    _INLINES.core.process(StateCore("", _INLINES, references, list(tokens)))


def parse_page(text: str) -> tuple[list[Token], References]:
    """Return a handwritten page's blocks, their inline text unparsed, and its references."""
    references: References = {}
    return _PAGES.parse(text, references), references


def parse_page_inlines(tokens: Sequence[Token], references: References) -> None:
    """Parse the inline text of a handwritten page in place: with HTML and links of every scheme."""
    core = _PAGE_INLINES.core
    core.process(StateCore("", _PAGE_INLINES, references, list(tokens)))


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


def _page_parser(*core_rules: str) -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    # The engine that renders pages refuses no scheme, so that none may go unseen.
    parser.validateLink = accept_link  # type: ignore[method-assign]
    parser.core.ruler.enableOnly(list(core_rules))
    return parser


_PAGES = _page_parser("normalize", "block")
_PAGE_INLINES = _page_parser("inline", "text_join")
_BLOCKS.block.ruler.at("table", table_rule, {"alt": ["paragraph", "reference"]})
