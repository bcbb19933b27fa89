"""How much one text of a county may hold, and what is said where it holds more.

Each limit is far above any honest text (a ledger of 400 rows has 60,000 letters), and low enough
for the slowest reader to be done with such a text in two seconds. Nothing is cut short: a text
above a limit is not read at all, and says so.
"""

from collections.abc import Mapping
from types import MappingProxyType

from generator.model.message import N_

MOST_LETTERS = 300_000
MOST_LINES = 10_000
LONGEST_LINE = 10_000
# Of several lines without an empty one between: what marks a text is looked for in all of it.
LONGEST_PARAGRAPH = 10_000
LONGEST_FRONT_MATTER = 5_000
MOST_ROWS = 2_000
MOST_CELLS = 100
MOST_LINKS = 5_000
MOST_HEADINGS = 500
# What may begin a mark, a link, a cell or code in Markdown.
SIGNS = "*_~`[]<&!\\|"
MOST_SIGNS = 30_000
# Of one kind in one file, what is above is told by its number.
MOST_FINDINGS = 100

LETTERS = N_("it has more than 300,000 letters")
LINES = N_("it has more than 10,000 lines")
LINE = N_("a line has more than 10,000 letters")
PARAGRAPH = N_("a paragraph has more than 10,000 letters")
FRONT_MATTER = N_('there are more than 5,000 letters between the two lines "---"')
ROWS = N_("it has more than 2,000 rows of tables")
CELLS = N_("a row has more than 100 cells")
LINKS = N_("it has more than 5,000 links")
HEADINGS = N_("it has more than 500 headings")
MARKUP = N_("it has more than 30,000 signs of Markdown, such as * [ | and <")

_ATTACH = N_("Keep what tells what was done, attach the rest as a file, and link it.")
_BREAK = N_("Break it into paragraphs, with an empty line between them.")
_PARTS = N_("Take out what stands there twice or by mistake; attach what is long as a file.")

MENDS: Mapping[str, str] = MappingProxyType(
    {
        LETTERS: _ATTACH,
        LINES: _ATTACH,
        LINE: _BREAK,
        PARAGRAPH: _BREAK,
        FRONT_MATTER: N_("Leave only 指标, 状态 and 申报 there, and move the text below."),
        ROWS: N_("Attach the list as a file, and link it from one row that gives the sum."),
        CELLS: N_("Attach the table as a file, or leave columns out."),
        LINKS: N_("Attach a list of the links as a file, and link that."),
        HEADINGS: _PARTS,
        MARKUP: _PARTS,
    }
)
"""How each is mended."""
