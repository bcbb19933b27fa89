"""Parts of a site that stand as an earlier build wrote them: neither read nor made again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from generator.cache import Cache, digest_of
from generator.folder_digest import folder_digest
from generator.load.project import Project
from generator.model.cross_check import CrossCheck
from generator.model.place import COUNTIES
from generator.model.rubric import County
from generator.pages.ranges import CountiesFigure
from generator.stored_types import StoredType
from generator.usecases.built import CountyResult, KeptPart

Reuse = Callable[[Mapping[str, str]], bool]
"""Takes files of the last output, by path with their SHA-256; whether all of them still stand."""

Figures = tuple[tuple[tuple[CountiesFigure, ...], ...], ...]
"""The figures of all counties: of each cycle, and in it in each language."""

_PART = StoredType[KeptPart](KeptPart)
_RESULT = StoredType[CountyResult](CountyResult)
_COMPARED = StoredType[CrossCheck](CrossCheck)
_ALL_FIGURES = StoredType[Figures](Figures)
_FIGURES = "figures"


class KeptParts:
    """What an earlier build into the same folder kept, and what this one keeps for the next.

    ``shared`` are the bytes of what all parts are made from, beside the counties' files, and
    then a digest of them. Without a ``cache`` nothing stands and nothing is kept.
    """

    def __init__(
        self, cache: Cache | None = None, shared: Iterable[bytes] = (), reuse: Reuse | None = None
    ) -> None:
        self._cache = cache
        self.shared = b"" if cache is None else digest_of(*shared)
        self._reuse = reuse
        self._keys: dict[str, bytes] = {}

    def county(self, project: Project, county: County, rest: bytes) -> KeptPart | None:
        """The county's pages, put into the new site where all that they rest on is as it was.

        ``rest`` is a digest of what they rest on beside its folder, in that cycle.
        """
        if self._cache is None:
            return None
        return self._standing(_name(project, county), self._county_key(project, county, rest))

    def result(self, project: Project, county: County, part: KeptPart) -> CountyResult | None:
        """What other pages show of a county that stands; nothing to compare is in it."""
        name = _name(project, county)
        content = self._cache and self._cache.get(f"{name}.result", self._keys[name])
        result = _RESULT.decode(content) if content else None
        return result and replace(result, digest=part.digest)

    def cross_check(self, project: Project, county: County) -> CrossCheck | None:
        """What of a county that stands is compared with others."""
        name = _name(project, county)
        content = self._cache and self._cache.get(f"{name}.compared", self._keys[name])
        return _COMPARED.decode(content) if content else None

    def keep_county(
        self, project: Project, county: County, rest: bytes, result: CountyResult
    ) -> KeptPart:
        """Keep a county that was made, unless its files have changed since that was begun."""
        part = KeptPart(result.pages, result.failures, result.files, result.digest)
        if self._cache is None or not result.lasting:
            return part
        name, key = _name(project, county), self._county_key(project, county, rest)
        if key != self._keys[name]:
            return part
        # What most changes of a text leave as it is, apart from the rest.
        plain = result.shown(scored=False)
        shown = _RESULT.encode(plain)
        content = _RESULT.encode(replace(plain, findings=result.findings))
        compared = _COMPARED.encode(result.cross_check)
        if shown is None or content is None or compared is None:
            return part
        self._cache.put(f"{name}.result", key, content)
        self._cache.put(f"{name}.compared", key, compared)
        own = digest_of(content).hex()
        return self._keep(name, replace(part, shown=digest_of(shown).hex(), own=own))

    def part(self, name: str, of: Iterable[bytes] | None, make: Callable[[], KeptPart]) -> KeptPart:
        """A part that is ``of`` these bytes, as ``county``, or what ``make`` gives.

        It is of None where nobody knows what it rests on.
        """
        if self._cache is None or of is None:
            return make()
        standing = self._standing(name, digest_of(self.shared, *of))
        return standing or self._keep(name, make())

    def figures(self, of: bytes | None, sizes: list[int], find: Callable[[], Figures]) -> Figures:
        """The figures of all counties, as ``part``: what ``find`` gives, or gave the last time.

        ``sizes`` are the numbers of languages of each cycle.
        """
        if self._cache is None or of is None:
            return find()
        key = digest_of(self.shared, of)
        content = self._cache.get(_FIGURES, key)
        figures = None if content is None else _ALL_FIGURES.decode(content)
        # Of as many cycles and languages: whatever stands there costs time alone.
        if figures is None or [len(one) for one in figures] != sizes:
            figures = find()
            content = _ALL_FIGURES.encode(figures)
            if content is not None:
                self._cache.put(_FIGURES, key, content)
        return figures

    def _standing(self, name: str, key: bytes) -> KeptPart | None:
        self._keys[name] = key
        content = self._cache and self._cache.get(name, key)
        part = _PART.decode(content) if content else None
        return part if part and self._reuse and self._reuse(part.files) else None

    def _keep(self, name: str, part: KeptPart) -> KeptPart:
        content = _PART.encode(part)
        if self._cache and content:
            self._cache.put(name, self._keys[name], content)
        return part

    def _county_key(self, project: Project, county: County, rest: bytes) -> bytes:
        folder = folder_digest(project.root / COUNTIES / county.id)
        return digest_of(self.shared, county.id.encode(), folder, rest)


def _name(project: Project, county: County) -> str:
    return f"counties/{project.rubric.cycle}-{county.id}"
