"""A hook of MkDocs, loaded in its own process: anchors of headings, footnotes and their words."""

from pathlib import PurePosixPath
from typing import Any

from markupsafe import escape

from generator.chinese.anchors import heading_anchor


def on_config(config: Any) -> None:
    """Give every project readable anchors and footnotes, unless its mkdocs.yml sets its own.

    The name of the site is text, in which markup means nothing.
    """
    config.mdx_configs.setdefault("toc", {}).setdefault("slugify", heading_anchor)
    # Without it a footnote is taken for the definition of a link, and its text vanishes.
    if "footnotes" not in config.markdown_extensions:
        config.markdown_extensions.append("footnotes")
    # Templates of the theme write it as it is; what is Markup already is escaped by none again.
    config.site_name = escape(config.site_name)
    back = config.extra["words"]["footnote_back"]
    config.mdx_configs.setdefault("footnotes", {}).setdefault("BACKLINK_TITLE", back)


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Let no handwritten page be rendered as a shell, whatever stands in its front matter."""
    first = PurePosixPath(page.file.src_uri).parts[0]
    if first != "index.md" and not first.startswith("shell-"):
        page.meta.pop("shell", None)
    return markdown
