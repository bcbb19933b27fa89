"""A county's Markdown files."""
