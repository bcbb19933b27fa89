"""A project's own templates write pages, and reach nothing of Python behind them."""

from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError

from generator.model.message import Language
from generator.model.page import Address
from generator.pages.templates import Templates
from generator.report.catalogue import Catalogue


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ to.__globals__['__builtins__'] }}",
        "{{ rows.append(1) }}",
        "{{ '{0.__class__.__init__.__globals__}'.format(rows) }}",
        "{{ (rows|map(attribute='__class__')|first)() }}",
        "{{ ((rows.__getattribute__)('clear'))() }}",
    ],
)
def test_template_runs_sandboxed(text: str, tmp_path: Path) -> None:
    """What leads from a value to the program behind it is refused."""
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    templates = Templates([tmp_path], Catalogue(Language.CHINESE))
    with pytest.raises(SecurityError):
        templates.render("page.html", Address("/"), rows=[1])
