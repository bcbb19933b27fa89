"""The languages that a site is written in."""

from dataclasses import dataclass

from generator.model.message import Language
from generator.model.page import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLanguage:
    """One language of a site: how its pages name it, and what they call the site.

    ``title``, ``description`` and ``copyright`` are "" where they are those of all languages.
    ``public_url`` is where the whole site is published, without a last "/", "" for nowhere yet.
    """

    language: Language
    name: str
    title: str
    description: str
    copyright: str
    public_url: str

    @property
    def root(self) -> Address:
        """Where its pages stand: Chinese at the top, any other below."""
        return Address("/" if self.language is Language.CHINESE else f"/{self.language}/")


CHINESE_ALONE = (
    SiteLanguage(
        language=Language.CHINESE,
        name="中文",
        title="",
        description="",
        copyright="",
        public_url="",
    ),
)
"""What a site is written in where nothing else is said."""
