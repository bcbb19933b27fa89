"""Faults of the pages that an office writes for its site."""

from collections.abc import Mapping

from generator.model.codes import Code
from generator.model.finding import Fault, Severity
from generator.model.message import N_
from generator.rules.rule import Wording, Words


def _unpublished_page(fault: Fault) -> Words:
    if "hidden" in fault.values:
        message = N_('"{name}" is hidden (its name begins with a full stop) and is not published')
        fix = N_("Where it is to be a page, rename it without the full stop; else leave it.")
        return Words(Severity.NOTE, message, fix)
    message = N_('"{name}" is taken for a note to whoever opens the folder and is not published')
    fix = N_("Where it is to be a page, rename it to index.md or another name; else delete it.")
    return Words(Severity.WARNING, message, fix)


# Why a link leads nowhere, to what to write; with the name of what is likely meant in "near".
_DEAD: Mapping[str, str] = {
    "file": N_(
        "Correct the target: the path of a page (about.md) or file from the folder of this page."
    ),
    "empty": N_("Write between the brackets where the link leads, or delete the link."),
    "anchor": N_("Write behind # the words of a heading of that page, as they stand there."),
    "note": N_('Write a line that begins with "{target}:" and says what the note says.'),
    "computer": N_("Put the file beside the page and write its name, such as [list](list.pdf)."),
    "scheme": N_("Write an address that begins with https://, http:// or mailto:."),
    "address": N_(
        "Write an address of this site as it stands behind the domain, such as taizhang:/cycle/counties/."
    ),
    "generated": N_(
        "To link to a page of the program, write taizhang:/cycle/counties/ or the like."
    ),
    "html": N_(
        "Write the link as Markdown, [text](about.md), so that it is checked and rewritten."
    ),
}


def _dead_link(fault: Fault) -> Words:
    message = N_('the link "{target}" leads to nothing that is there')
    if "near" in fault.values:
        return Words(Severity.ERROR, message, N_("Write {near} instead."))
    return Words(Severity.ERROR, message, _DEAD[fault.values["cause"]])


def _unused_definition(fault: Fault) -> Words:
    if "again" in fault.values:
        message = N_("{label} has been defined before; this line is shown nowhere")
        return Words(Severity.WARNING, message, N_("Keep one of the two lines."))
    message = N_("this line defines the link {label}, which no text uses; it is shown nowhere")
    fix = N_(
        "To show it, write {label} in the text, or put text before the brackets; else delete it."
    )
    return Words(Severity.WARNING, message, fix)


WORDING: Mapping[Code, Wording] = {
    "misnamed-page": Wording(
        Words(
            Severity.ERROR,
            N_('"{name}" is not read as a page'),
            N_("Rename it to {expected}."),
        ),
        """
        A page under a name that is not read: pages end in .md, in small letters.

        Windows may hide the ending: show it in the folder's view.

        Wrong::

            content/pages/guide/news.markdown

        Right::

            content/pages/guide/news.md
        """,
    ),
    "unpublished-page": Wording(
        _unpublished_page,
        """
        A text among the handwritten pages that becomes no page.

        README and files whose names begin with a full stop are notes of those who look after the
        folder.

        Wrong::

            content/pages/guide/README.md

        Right::

            content/pages/guide/index.md
        """,
    ),
    "reserved-address": Wording(
        Words(
            Severity.ERROR,
            N_(
                "the address {address} belongs to the program; the page would be hidden or hide one"
            ),
            N_("Move it into a folder of another name, such as content/pages/news/."),
        ),
        """
        A handwritten page or file where the program puts pages of its own.

        The home page, every year, years, rules, search, assets, en and files such as feed.xml.

        Wrong::

            content/pages/2018/index.md

        Right::

            content/pages/news/index.md
        """,
    ),
    "clashing-address": Wording(
        Words(
            Severity.ERROR,
            N_("{other} has the same address {address}; one of the two would not be shown"),
            N_("Give one of the two another name, or join them."),
        ),
        """
        Two handwritten pages would stand at one address.

        about.md and about/index.md are both /about/; capitals make no difference.

        Wrong::

            content/pages/guide/news/index.md

        Right::

            content/pages/guide/news.md
        """,
    ),
    "missing-original": Wording(
        Words(
            Severity.ERROR,
            N_("there is no Chinese page {name} beside this translation"),
            N_("Write {name} beside it, or rename this file to it."),
        ),
        """
        A translated page without its Chinese page.

        No page could link to it, and the switch of languages would lead nowhere.

        Wrong::

            content/pages/guide/alone.en.md

        Right::

            content/pages/guide/index.en.md
        """,
    ),
    "dead-link": Wording(
        _dead_link,
        """
        A link of a handwritten page leads nowhere.

        To a page by its file (about.md), to a heading by its words (about.md#一、总则), to a page of
        the program as taizhang:/cycle/counties/.

        Wrong::

            [缺](missing.md)

        Right::

            [县（区）](taizhang:/2018/counties/)
        """,
    ),
    "unused-definition": Wording(
        _unused_definition,
        """
        A line is taken for the definition of a link that no text uses, and vanishes.

        Markdown reads a line of brackets, colon and text as the target of links of that name.

        Wrong::

            [参见]: https://example.org/a

        Right::

            参见：<https://example.org/a>
        """,
    ),
}
