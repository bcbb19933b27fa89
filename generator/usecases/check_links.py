"""The web pages that counties' evidence cites, with the places that cite them."""

from collections.abc import Iterable, Iterator
from itertools import chain

from generator.load.project import Project
from generator.model.evidence import LinkKind
from generator.model.place import Place
from generator.model.rubric import County


def cited_pages(project: Project, counties: Iterable[County]) -> Iterator[tuple[Place, str]]:
    """Yield the place and the address of every link to the web, county by county."""
    for county in counties:
        folder = project.county(county).folder
        texts = [evidence.links for _, evidence in sorted(folder.evidence.items())]
        if folder.statement is not None:
            texts.append(folder.statement.links)
        for link in chain.from_iterable(texts):
            if link.kind is LinkKind.WEB:
                yield link.place, link.target
