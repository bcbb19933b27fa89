"""Jinja2 templates to HTML: the only module that knows jinja2."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial
from pathlib import Path
from types import CodeType

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from generator.chinese.marking import CHINESE_ATTRIBUTE, mark_chinese
from generator.chinese.numbers import shown_number
from generator.chinese.unseen import without_directions
from generator.model.html import Html
from generator.model.message import N_, Language, Translator
from generator.model.page import Address, relative_link
from generator.template_folders import are_the_programs


class _CompiledTemplates(BytecodeCache):
    """Templates compiled in this process, by name and source: all languages share them."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002 - jinja2's
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


# One for each kind of environment: they compile the same source to different code.
_COMPILED: dict[type[Environment], _CompiledTemplates] = defaultdict(_CompiledTemplates)


class _DirectContext(Context):
    """Calls what a template calls as it is: none of the program's asks for the context."""

    def call(
        self,
        function: Callable[..., object],
        /,
        *values: object,
        _loop_vars: object = None,
        _block_vars: object = None,
        **named: object,
    ) -> object:
        """What the function returns."""
        return function(*values, **named)


class _DirectEnvironment(Environment):
    """What the program's own templates run in: they reach what they like, as its code does."""

    context_class = _DirectContext


class _Sentences:
    """The sentences of the templates in one language, as HTML; values in them are escaped.

    What jinja's extension does too, which looks each up and wraps each value anew for each use.
    """

    def __init__(self, translator: Translator) -> None:
        self._text, self._counted = translator.text, translator.counted
        self._plain: dict[str, Markup] = {}

    def gettext(self, sentence: str, /, **values: object) -> Markup:
        """The sentence, its values put in."""
        if values:
            return _filled(self._text(sentence), values)
        if sentence not in self._plain:
            self._plain[sentence] = _filled(self._text(sentence), values)
        return self._plain[sentence]

    def ngettext(
        self, one: str, many: str, number: Fraction | int | str, /, **values: object
    ) -> Markup:
        """The sentence for that number of things, which is ``num`` in it."""
        return _filled(self._counted(one, many, number), {"num": number, **values})


def _filled(sentence: str, values: Mapping[str, object]) -> Markup:
    escaped = {name: escape(value) for name, value in values.items()}
    return Markup(sentence % escaped)  # noqa: S704 - our own words, values escaped


class Templates:
    """The templates of one project, in one language, each from the first of the folders.

    All text is escaped unless it is Html. On a page in another language, text that may hold
    Chinese goes through ``marked``; an element of Chinese alone carries the attribute
    ``chinese``, and an element in it in the page's language ``own_language``.
    """

    def __init__(self, folders: Sequence[Path], translator: Translator) -> None:
        self.translator = translator
        self._foreign = translator.language is not Language.CHINESE
        self._loader = FileSystemLoader(folders, encoding="utf-8")
        # A project's own templates may write pages, and reach nothing of Python behind them.
        kind: type[Environment] = (
            _DirectEnvironment if are_the_programs(folders) else ImmutableSandboxedEnvironment
        )
        self._environment = kind(
            loader=self._loader,
            autoescape=True,
            # Templates do not change during a build: no look at the file for each page.
            auto_reload=False,
            # A mistyped name stops the build instead of leaving a gap on the page.
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
            bytecode_cache=_COMPILED[kind],
            # Else filters of constants would be compiled in, and these differ by language.
            optimized=False,
        )
        # New style puts values into a sentence where it is looked up.
        self._environment.newstyle_gettext = True  # type: ignore[attr-defined]
        sentences = _Sentences(translator)
        self._environment.globals |= {
            "_": sentences.gettext,
            "gettext": sentences.gettext,
            "ngettext": sentences.ngettext,
        }
        self._environment.filters["number"] = partial(shown_number, about=translator.text(N_("≈")))
        self._environment.filters["marked"] = self._marked
        own = f' lang="{translator.language}"'
        self._environment.globals["chinese"] = self._attribute(CHINESE_ATTRIBUTE)
        self._environment.globals["own_language"] = self._attribute(own)

    @property
    def sandboxed(self) -> bool:
        """Whether the templates may be anyone's but the program's."""
        return self._environment.sandboxed

    def render(self, name: str, address: Address, **view: object) -> Html:
        """The template as the body of the page at ``address``.

        In it, ``to(address)`` is the relative link to another page. No text in it can turn the
        direction of what stands beside it.
        """
        template = self._environment.get_template(name)
        body = template.render(to=lambda target: relative_link(address, target), **view)
        return Html(without_directions(body))

    def source(self, name: str) -> str:
        """The text of a file that stands among the templates and is none."""
        return self._loader.get_source(self._environment, name)[0]

    def _attribute(self, text: str) -> Markup:
        """The attribute on pages that are not Chinese, else nothing."""
        return Markup(text if self._foreign else "")  # noqa: S704 - our own words

    def _marked(self, text: str) -> Markup:
        escaped = escape(text)
        return Markup(mark_chinese(escaped)) if self._foreign else escaped  # noqa: S704 - escaped
