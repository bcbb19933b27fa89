"""``taizhang links``: whether the web pages that evidence cites still answer."""

import argparse
from datetime import datetime
from pathlib import Path

from generator.cli.arguments import add_county_argument, chosen_counties
from generator.cli.console import Console
from generator.load.web_links import GRACE_DAYS, Answer, NothingAnswers, Reached, ask_all
from generator.model.message import N_, Message
from generator.model.place import Place
from generator.report.catalogue import Catalogue
from generator.usecases.check_links import cited_pages
from generator.usecases.open_project import open_project


def add_arguments(parser: argparse.ArgumentParser, catalogue: Catalogue) -> None:
    """Declare the command's own options."""
    add_county_argument(parser, catalogue)


def run(options: argparse.Namespace, root: Path, console: Console) -> int:
    """Request the pages and list the missing; 1 where a page has been missing for too long."""
    project = open_project(root)
    counties = chosen_counties(options.county, project.rubric)
    places = list(cited_pages(project, counties))
    # Said before the first request: whoever works offline can still stop it.
    notice = Message(N_("This command alone uses the network: {number} addresses."), _count(places))
    if not console.quiet:
        console.trouble(notice)

    def say(done: int, of: int) -> None:
        if not console.quiet:
            values = {"done": str(done), "of": str(of)}
            console.trouble(Message(N_("{done} of {of} asked …"), values))

    today = datetime.now().astimezone().date()
    try:
        reached = ask_all((target for _, target in places), root, today, say)
    except NothingAnswers:
        console.trouble(Message(N_("No address answered. Is this computer on the network?")))
        return 1
    lines = [
        console.catalogue.say(_sentence(place, target, reached[target]))
        for place, target in places
        if reached[target].answer is not Answer.THERE
    ]
    console.out("".join(f"{line}\n" for line in lines))
    dead = {target for _, target in places if reached[target].is_dead()}
    answering = sum(page.answer is Answer.THERE for page in reached.values())
    values = {"there": str(answering), "of": str(len(reached)), "dead": str(len(dead))}
    text = N_("{there} of {of} addresses answer; {dead} have been missing for too long.")
    console.out(console.catalogue.say(Message(text, values)) + "\n")
    return 1 if dead else 0


def _count(places: list[tuple[Place, str]]) -> dict[str, str]:
    return {"number": str(len({target for _, target in places}))}


def _sentence(place: Place, target: str, page: Reached) -> Message:
    values = {
        "place": f"{place.path}:{place.line}",
        "target": target,
        "why": page.why,
        "since": str(page.since or ""),
        "days": str(GRACE_DAYS),
    }
    if page.is_dead():
        text = N_(
            "{place}: {target} has been missing since {since} ({why}). "
            "Cite another page, or hand in a copy as an attachment."
        )
    elif page.since is not None:
        text = N_(
            "{place}: {target} does not answer ({why}), the first time on {since}. It counts as "
            "missing after {days} days: ask again later."
        )
    elif page.answer is Answer.REFUSED:
        text = N_("{place}: {target} is an address inside a network and was not asked for.")
    else:
        text = N_("{place}: {target} does not let a program read it ({why}); look for yourself.")
    # A status such as 404 is no sentence of the catalogue; every other reason is.
    return Message(text, values, frozenset() if page.why.isdigit() else frozenset({"why"}))
