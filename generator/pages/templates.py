"""Jinja2 templates to HTML: the only module that knows jinja2."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.model.numbers import shown_number
from generator.model.page import Address, Html, relative_link


class Templates:
    """The templates of one project folder. All text is escaped unless it is Html."""

    def __init__(self, folder: Path) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(folder, encoding="utf-8"),
            autoescape=True,
            auto_reload=False,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["number"] = shown_number

    def render(self, name: str, address: Address, **view: object) -> Html:
        """The template as the body of the page at ``address``.

        In it, ``to(address)`` is the relative link to another page.
        """
        template = self._environment.get_template(name)
        return Html(template.render(to=lambda target: relative_link(address, target), **view))
