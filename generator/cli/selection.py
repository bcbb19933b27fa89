"""What a check is narrowed to: counties, items, files, as people name them."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from generator.cli.arguments import chosen_county, chosen_item, named_county
from generator.cli.console import WrongUse
from generator.model.finding import Finding
from generator.model.handwritten import PAGES
from generator.model.message import N_, Message
from generator.model.place import COUNTIES, Place
from generator.model.rubric import Rubric
from generator.report.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Selection:
    """The ids of the counties, all where ``everything``; paths and items, None for all of theirs."""

    counties: tuple[str, ...]
    paths: tuple[str, ...] | None
    items: frozenset[str] | None
    everything: bool
    of_counties: bool = True

    def has(self, finding: Finding) -> bool:
        """Whether the finding is about what was chosen.

        A report on one county has the findings about all counties too, but none of the archive's
        and of handwritten pages, which no county can put right.
        """
        return self.has_place(finding.place)

    def has_place(self, place: Place) -> bool:
        """Whether what is found at the place is about what was chosen."""
        if place.county is not None and not self.of_counties:
            return False
        if self.paths is not None:
            return any(
                place.path == path or place.path.startswith(f"{path}/") for path in self.paths
            )
        common = place.past_cycle is None and not place.path.startswith(f"{PAGES}/")
        return self.everything or (common and place.county in (None, *self.counties))


def add_selection_argument(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare what is to be looked at."""
    text = N_("only these: counties (their id or name), items (05), files (05.md); default: all")
    parser.add_argument("what", nargs="*", metavar="WHAT", help=catalogue.text(text))


def selected(given: Sequence[str], county: str | None, rubric: Rubric, root: Path) -> Selection:
    """What the words and --county choose. Raises WrongUse for a word that is none of all."""
    counties = [] if county is None else [chosen_county(county, rubric).id]
    names, paths = list[str](), list[str]()
    for word in given:
        path = _path_in(root, word)
        # The project's own folder, or that of all counties, is no choice.
        if path is not None and (path == "." or COUNTIES.startswith(path)):
            continue
        own, name = _named(word, rubric, root) if path is None else _county_and_rest(path)
        if path is not None and own not in rubric.county_by_id:
            paths.append(path)
            continue
        counties += [own] if own else []
        names += [name] if name else []
    chosen = tuple(dict.fromkeys(counties)) or tuple(rubric.county_by_id)
    paths += [f"{COUNTIES}/{one}/{name}" for one in chosen for name in names]
    items = frozenset(PurePath(name).stem for name in names) & rubric.items.keys()
    return Selection(
        counties=chosen,
        paths=tuple(paths) or None,
        items=items if paths else None,
        everything=not counties and not paths,
    )


def _county_and_rest(path: str) -> tuple[str, str]:
    """The county's folder that the path leads into, and what stands behind it, "" for none."""
    county, _, rest = path.removeprefix(f"{COUNTIES}/").partition("/")
    return (county, rest) if path.startswith(f"{COUNTIES}/") else ("", "")


def _named(word: str, rubric: Rubric, root: Path) -> tuple[str, str]:
    """The id of the county and the name in its folder that a word means, "" for what it does not.

    Raises WrongUse.
    """
    first, _, rest = word.replace("\\", "/").strip("/").removeprefix(f"{COUNTIES}/").partition("/")
    county = named_county(first, rubric)
    own, name = ("", first) if county is None else (county.id, rest)
    item = chosen_item(name, rubric)
    if item is not None:
        return own, f"{item.id}.md"
    # Behind its county a name is that of a file there; alone it is one that every county has.
    folder = root / COUNTIES / own
    known = not name or ((folder / name).exists() if own else name in _EVERYWHERE and not rest)
    if not (known and first) or ".." in PurePath(name).parts:
        raise WrongUse(_unknown(word, rubric))
    return own, name


_EVERYWHERE = ("index.md", "attachments")


def _path_in(root: Path, word: str) -> str | None:
    """The path from the project's folder to a file or folder that is there, None for no such path."""
    file = Path(word)
    if not file.exists() or not file.resolve().is_relative_to(root.resolve()):
        return None
    return file.resolve().relative_to(root.resolve()).as_posix()


def _unknown(word: str, rubric: Rubric) -> Message:
    known = "、".join(county.name for county in rubric.counties)
    text = N_(
        '"{given}" is no county, no item and no file here. Write a county ({known}), an item such '
        "as 05, or the path of a file."
    )
    return Message(text, {"given": word, "known": known})
