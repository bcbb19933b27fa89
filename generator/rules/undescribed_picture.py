"""A picture in a text has no words, nor has a link to one.

Who hears the page read aloud learns nothing of it, and who looks for the event does not find it:
the page says 没有说明.

Wrong::

    ![](attachments/a.jpg)

Right::

    ![会场](attachments/a.jpg)
"""

from collections.abc import Iterator

from generator.model.checklist import Checklists
from generator.model.evidence import LinkKind
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.picture import is_picture
from generator.model.portfolio import Portfolio
from generator.rules.rule import Problem, county_links


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each picture without words; a missing file is another rule's."""
    for folder in portfolio.counties.values():
        pictures = {name for name in folder.attachments if is_picture(name)}
        wordless = {
            (link.place, link.target): None
            for link in county_links(folder)
            if link.kind is LinkKind.ATTACHMENT
            and link.target in pictures
            and not link.text.strip()
        }
        for place, target in wordless:
            yield Problem(
                Severity.NOTE,
                place,
                Message(N_("the picture {name} has no description"), {"name": target}),
                Message(
                    N_("Say in the brackets what it shows: ![报告会会场]({name})."),
                    {"name": target},
                ),
            )
