"""An attachment that no text of the county links.

It proves nothing and is not published; mostly its link was forgotten or is misspelt.

Wrong::

    见[说明](attachments/B.txt)
    …
    content/counties/jia/attachments/b.txt

Right::

    见[说明](<attachments/a b.txt>)
    …
    content/counties/jia/attachments/a b.txt
"""

import re
from collections.abc import Iterator
from pathlib import PurePath

from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem, county_links


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each file without a link to it."""
    for folder in portfolio.counties.values():
        # The link may stand in what could not be read.
        if folder.unread:
            continue
        links = county_links(folder)
        # A link that cannot be read has a finding of its own: the file is not the fault.
        linked = {link.target.replace("\\", "/") for link in links}
        for name in folder.attachments:
            if name not in linked:
                yield Problem(
                    Severity.WARNING,
                    Place(f"{COUNTIES}/{folder.county}/{name}"),
                    Message(N_("no entry and no text links this file")),
                    Message(
                        N_("Link it from the entry that it proves: {link}, or delete it."),
                        {"link": f"[{_text(name)}]({_target(name)})"},
                    ),
                )


def _text(name: str) -> str:
    """The words of the link: the file's name without its ending, unless Markdown reads signs in it."""
    stem = PurePath(name).stem
    return stem if _PLAIN.fullmatch(stem) else "名称"


def _target(name: str) -> str:
    """The name as a link writes it so that the check finds the file again, in a cell as well."""
    escaped = _SIGNS.sub(lambda sign: f"%{ord(sign[0]):02X}", name)
    return f"<{escaped}>" if _BRACKETED.search(escaped) else escaped


_PLAIN = re.compile(r"[^\\`*_\[\]<>&!~|$]+")
# What ends an address or a cell, or stands for another sign.
_SIGNS = re.compile(r"[#?|<>\\]|%(?=[0-9A-Fa-f]{2})|&(?=[#A-Za-z0-9]+;)")
# Without angle brackets Markdown ends the target at a space, and counts round brackets.
_BRACKETED = re.compile(r"[\s()]")
