"""The address of each page and file."""

from dataclasses import dataclass

from generator.model.open_data import FEED as FEED_FILE
from generator.model.page import Address

FEED = f"/{FEED_FILE}"


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of one cycle; ids in them are lower case.

    Pages stand under ``root``, "/" or such as "/en/"; files, which every language shares, do not.
    """

    cycle: str
    root: str = "/"

    @property
    def depth(self) -> int:
        """How many folders the pages stand below the site's own root."""
        return self.root.count("/") - 1

    @property
    def hold_files(self) -> bool:
        """Whether the files, which every language shares, stand beside the pages."""
        return self.root == "/"

    @property
    def home(self) -> Address:
        """The home page."""
        return Address(self.root)

    @property
    def years(self) -> Address:
        """All cycles."""
        return Address(f"{self.root}years/")

    @property
    def rules(self) -> Address:
        """The rules of the check."""
        return Address(f"{self.root}rules/")

    @property
    def overview(self) -> Address:
        """The cycle's overview."""
        return Address(f"{self.root}{self.cycle}/")

    @property
    def counties(self) -> Address:
        """The list of counties."""
        return Address(f"{self.root}{self.cycle}/counties/")

    @property
    def indicators(self) -> Address:
        """The list of indicators."""
        return Address(f"{self.root}{self.cycle}/indicators/")

    @property
    def method(self) -> Address:
        """How the assessment is made."""
        return Address(f"{self.root}{self.cycle}/method/")

    @property
    def results(self) -> Address:
        """The newest announcement."""
        return Address(f"{self.root}{self.cycle}/results/")

    @property
    def matrix(self) -> Address:
        """Every item against every county."""
        return Address(f"{self.root}{self.cycle}/matrix/")

    @property
    def calendar(self) -> Address:
        """What counts, month by month."""
        return Address(f"{self.root}{self.cycle}/calendar/")

    @property
    def burden(self) -> Address:
        """How much was handed in."""
        return Address(f"{self.root}{self.cycle}/burden/")

    @property
    def received(self) -> Address:
        """What each county has handed in, item by item."""
        return Address(f"{self.root}{self.cycle}/received/")

    @property
    def session(self) -> Address:
        """The counties as they present, with a clock."""
        return Address(f"{self.root}{self.cycle}/session/")

    @property
    def compare(self) -> Address:
        """Counties chosen and compared."""
        return Address(f"{self.root}{self.cycle}/compare/")

    def compared_pair(self, first: str, second: str) -> Address:
        """Two counties compared; an id of a county never holds two hyphens."""
        return Address(f"{self.compare}{first}--{second}/")

    def compared_section(self, section: str) -> Address:
        """Many counties compared in one section."""
        return Address(f"{self.compare}{section}/")

    @property
    def score(self) -> Address:
        """Where judges give their scores."""
        return Address(f"{self.root}{self.cycle}/score/")

    def notice(self, number: str) -> Address:
        """The announcement of one transition, by its number in the log."""
        return Address(f"{self.root}{self.cycle}/notices/{number}/")

    def county(self, county: str) -> Address:
        """One county."""
        return Address(f"{self.counties}{county}/")

    def volume(self, county: str) -> Address:
        """One county's bound volume."""
        return Address(f"{self.county(county)}volume/")

    def evidence(self, county: str, item: str) -> Address:
        """One county's evidence for one item."""
        # Servers differ in whether B1 and b1 are the same: addresses are lower case throughout.
        return Address(f"{self.county(county)}{item.lower()}/")

    def indicator(self, item: str) -> Address:
        """One item across the counties."""
        return Address(f"{self.indicators}{item.lower()}/")

    def attachment(self, county: str, path: str) -> str:
        """A county's file; ``path`` begins with ``attachments/``."""
        # As ``county`` without the root of the language.
        return f"/{self.cycle}/counties/{county}/{path}"

    @property
    def data_page(self) -> Address:
        """The files of open data, and what stands in them."""
        return Address(f"{self.root}{self.cycle}/data/")

    def data(self, name: str) -> str:
        """A data file; the feed is the whole site's."""
        return FEED if name == FEED_FILE else f"/{self.cycle}/data/{name}"
