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

from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.place import COUNTIES, Place
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem, county_links


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each file without a link to it."""
    for folder in portfolio.counties.values():
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
                        N_("Link it from the entry that it proves: [名称]({name}), or delete it."),
                        {"name": name},
                    ),
                )
