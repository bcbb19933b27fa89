"""An entry that counts has nothing in 佐证.

Its clause stays unproven as far as it rests on this entry.

Wrong::

    | 2018-03-12 | 春季活动 | 活动 | 1 场 | 甲县 | | j-1 |

Right::

    | 2018-03-12 | 春季活动 | 活动 | 1 场 | 甲县 | [签到表](attachments/list.pdf) | j-1 |
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from generator.model.checklist import Checklists
from generator.model.evidence import Entry
from generator.model.finding import Severity
from generator.model.message import N_, Message
from generator.model.portfolio import CountyFolder, Portfolio
from generator.rules.rule import Problem


def check(portfolio: Portfolio, checklists: Checklists) -> Iterator[Problem]:
    """Yield a problem for each entry without any proof; a dead link is another rule's."""
    for checklist in checklists.values():
        for result in checklist.entries:
            entry = result.entry
            if result.uncounted is None and entry.cites is None and not entry.proofs:
                values = {"title": entry.title}
                yield Problem(
                    Severity.WARNING,
                    entry.place,
                    Message(N_('the entry "{title}" has no proof'), values),
                    _fix(entry, portfolio.counties[checklist.county]),
                )


def _fix(entry: Entry, folder: CountyFolder) -> Message:
    """The link to a file that the cell names, else how to write one."""
    for path in folder.attachments:
        name = PurePosixPath(path)
        if name.name in entry.proof_text or name.stem == entry.proof_text:
            target = f"<{path}>" if " " in path else path
            return Message(N_("Write: {meant}"), {"meant": f"[{name.stem}]({target})"})
    if match := _ADDRESS.search(entry.proof_text):
        meant = f"{match['scheme'] or 'https'}://{match['rest']}"
        return Message(N_("Write: {meant}"), {"meant": meant})
    return Message(N_("Put the proof into attachments/ and link it: [签到表](attachments/…)."))


# An address without its beginning, or with a full-width colon or slashes.
_ADDRESS = re.compile(r"(?:(?P<scheme>https?)[:：][/／]{2}|(?=www\.))(?P<rest>[!-~]+)", re.ASCII)
