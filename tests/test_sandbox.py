"""A project's own templates write pages, and reach nothing of Python behind them."""

from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError, UndefinedError
from markupsafe import Markup

from generator.model.html import Html, RawHtml
from generator.model.message import Language
from generator.model.page import Address
from generator.pages import templates
from generator.pages.templates import Templates
from generator.report.catalogue import Catalogue
from generator.template_folders import page_folders, template_folders


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
    made = Templates([tmp_path], Catalogue(Language.CHINESE))
    with pytest.raises(SecurityError):
        made.render("page.html", Address("/"), rows=[1])


@pytest.mark.parametrize(
    ("name", "text", "own"),
    [
        ("", "", False),
        ("home.html", None, False),
        ("overrides/main.html", "own", False),
        ("home.html", "own", True),
        ("parts/state.html", "{% macro state_chip(state, word) %}{% endmacro %}", True),
    ],
)
def test_only_the_programs_templates_run_without_the_sandbox(
    name: str, text: str | None, own: object, tmp_path: Path
) -> None:
    """One template of a project that says anything else puts all into the sandbox."""
    program = template_folders(tmp_path)[1]
    if name:
        file = tmp_path / "site_templates" / name
        file.parent.mkdir(parents=True)
        file.write_bytes((program / name).read_bytes() if text is None else text.encode())
    folders = page_folders(tmp_path)
    assert folders == ((tmp_path / "site_templates", program) if own else (program,))
    assert Templates(folders, Catalogue(Language.CHINESE)).sandboxed is own


def test_template_linked_into_a_project_runs_sandboxed(tmp_path: Path) -> None:
    """A folder of templates that stands elsewhere is the project's own as well."""
    own, elsewhere = tmp_path / "project/site_templates", tmp_path / "elsewhere"
    elsewhere.mkdir()
    own.parent.mkdir()
    (elsewhere / "home.html").write_text("{{ ''.__class__ }}", encoding="utf-8")
    own.symlink_to(elsewhere)
    made = Templates(page_folders(own.parent), Catalogue(Language.CHINESE))
    with pytest.raises(SecurityError):
        made.render("home.html", Address("/"))


@pytest.fixture(params=[False, True], ids=["sandboxed", "direct"])
def direct(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take any template for the program's own, or for a project's."""
    monkeypatch.setattr(templates, "are_the_programs", lambda _: request.param)


@pytest.mark.usefixtures("direct")
@pytest.mark.parametrize("language", Language)
def test_values_in_a_sentence_are_escaped(language: Language, tmp_path: Path) -> None:
    """A value is escaped once, in the sandbox and outside; a percent sign stays one."""
    text = (
        "{{ _('Checklist of %(name)s', name=what) }}{{ _('Checklist of %(name)s', name=what|e) }}"
        "{{ ngettext('%(num)s point', '%(num)s points', what) }}{{ _('5 %% of it') }}"
        "{% trans name=what %}<b>{{ name }}</b> %{% endtrans %}"
    )
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    catalogue = Catalogue(language)
    shown = Templates([tmp_path], catalogue).render("page.html", Address("/"), what="<i>%s")
    name = "&lt;i&gt;%s"
    of, points = catalogue.text("Checklist of %(name)s"), catalogue.text("%(num)s points")
    if language is Language.CHINESE:
        points = catalogue.counted("%(num)s point", "%(num)s points", 2)
    assert shown == (
        of % {"name": name} * 2 + points % {"num": name} + "5 % of it" + f"<b>{name}</b> %"
    )


@pytest.mark.usefixtures("direct")
def test_every_value_is_escaped_once(tmp_path: Path) -> None:
    """Texts, numbers and HTML, through macros and filters; raw HTML and what is missing fail."""
    text = (
        "{% macro shown(value) %}{{ value }}|{% endmacro %}"
        "{% for value in values %}{{ value }}{{ value | marked }}{{ shown(value) }}{% endfor %}"
        "{{ values | map('string') | join('<br>') }}{% set whole %}{{ values[0] }}{% endset %}{{ whole }}"
    )
    (tmp_path / "page.html").write_text(text, encoding="utf-8")
    (tmp_path / "bare.html").write_text("{{ value.name }}", encoding="utf-8")
    made = Templates([tmp_path], Catalogue(Language.CHINESE))
    values = ["<a&'\">", "x", 3, None, Html("<b>&amp;</b>"), Markup("<i>")]
    once = ["&lt;a&amp;&#39;&#34;&gt;", "x", "3", "None", "<b>&amp;</b>", "<i>"]
    # A filter of text makes texts of numbers, and leaves HTML what it is.
    joined = "&lt;br&gt;".join(once)
    shown = made.render("page.html", Address("/"), values=values)
    assert shown == "".join(one * 2 + f"{one}|" for one in once) + joined + once[0]
    with pytest.raises(TypeError):
        made.render("page.html", Address("/"), values=[RawHtml("<b>")])
    with pytest.raises(UndefinedError):
        made.render("bare.html", Address("/"), value="x")
