"""Walking a site in a real Chromium: what it asks for, what it says, where it leads."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urldefrag, urljoin, urlsplit
from urllib.request import urlopen

from lxml.html import document_fromstring
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

_LINKS = """() => [...document.querySelectorAll('[href], [src]')].map(
    one => one.href?.baseVal ?? one.href ?? one.src).filter(Boolean)"""
# In milliseconds, on a machine on which much else runs.
PATIENCE = 300_000
expect.set_options(timeout=PATIENCE)
_URL = "%:/?#[]@!$&'()*+,;=-._~"
_IDS = "() => [...document.querySelectorAll('[id]')].map(one => one.id)"
# Types 2 into the field while what was typed before is being kept; ``said`` is what the place says
# when that is kept in its turn.
TYPED_WHILE_KEPT = """([field, place]) => {
    const { put } = IDBObjectStore.prototype;
    let puts = 0;
    IDBObjectStore.prototype.put = function (...given) {
        puts += 1;
        const box = document.querySelector(field);
        if (puts === 1) {
            box.value = "2";
            box.dispatchEvent(new Event("input", { bubbles: true }));
        } else window.said ??= document.querySelector(place).textContent;
        return put.apply(this, given);
    };
}"""


def installed_chromium() -> Path:
    """The Chromium of the machine."""
    executable = shutil.which("chromium") or shutil.which("google-chrome")
    assert executable, "no Chromium on this machine: run tools/programs.sh"
    return Path(executable)


class Chromiums:
    """The Chromiums of a worker: each program is started once, each test has its own context."""

    def __init__(self) -> None:
        self._playwright: Playwright | None = None
        self._running: dict[Path, Browser] = {}

    @property
    def playwright(self) -> Playwright:
        """What starts them, one a process."""
        self._playwright = self._playwright or sync_playwright().start()
        return self._playwright

    def of(self, program: Path) -> Browser:
        """The program, started where it does not run or has crashed."""
        running = self._running.get(program)
        if running is None or not running.is_connected():
            running = self.playwright.chromium.launch(
                executable_path=program, args=["--no-sandbox"], timeout=PATIENCE
            )
            self._running[program] = running
        return running

    def stop(self) -> None:
        """Stop all that were started."""
        for running in self._running.values():
            running.close()
        self._running.clear()
        if self._playwright is not None:
            self._playwright.stop()
            self._playwright = None


CHROMIUMS = Chromiums()


@contextmanager
def browser(**options: object) -> Iterator[BrowserContext]:
    """Give a fresh context of the Chromium that is installed."""
    with chromium_of(installed_chromium(), **options) as context:
        yield context


@contextmanager
def chromium_of(program: Path, **options: object) -> Iterator[BrowserContext]:
    """Give a fresh context of that Chromium: nothing of another test is stored in it."""
    context = CHROMIUMS.of(program).new_context(**options)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE)
    try:
        yield context
    finally:
        context.close()


@dataclass
class Walk:
    """What came up on the way; ``pages`` maps each address to the ids on it."""

    home: str
    pages: dict[str, set[str]] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    outside: set[str] = field(default_factory=set)
    troubles: list[str] = field(default_factory=list)

    def is_inside(self, url: str) -> bool:
        """Whether the address belongs to the site."""
        return url.startswith(self.home)

    def is_page(self, url: str) -> bool:
        """Whether the address is one to be walked."""
        return self.is_inside(url) and (url.endswith(("/", ".html")))


def walk(context: BrowserContext, home: str, start: str, every: int = 1) -> Walk:
    """Visit every page that can be reached from ``start`` without leaving ``home``.

    One in ``every`` is opened in the browser; of the others the links and ids are read.
    """
    found = Walk(home)
    page = context.new_page()
    listen(page, found)
    waiting = [start]
    while waiting:
        url = waiting.pop()
        if url in found.pages:
            continue
        if len(found.pages) % every:
            ids, links = read_page(url)
        else:
            page.goto(url, wait_until="load")
            ids, links = page.evaluate(_IDS), page.evaluate(_LINKS)
        found.pages[url] = set(ids)
        for link in links:
            target = urldefrag(link).url
            if found.is_inside(link):
                found.links.setdefault(link, url)
                if found.is_page(target) and target not in found.pages:
                    waiting.append(target)
            elif not link.startswith("data:"):
                found.outside.add(link)
    return found


def read_page(url: str) -> tuple[list[str], list[str]]:
    """The ids and the absolute links of a page, without a browser."""
    with urlopen(url) as answer:
        page = document_fromstring(answer.read())
    links = page.xpath("//@href | //@src")
    return page.xpath("//@id"), [quote(urljoin(url, link), safe=_URL) for link in links]


def listen(page: Page, found: Walk) -> None:
    """Write down what goes wrong on the page, and what it asks of other hosts."""

    def hear(url: str) -> None:
        if not found.is_inside(url) and not url.startswith("data:"):
            found.troubles.append(f"request to {url} from {page.url}")

    def fail(url: str, why: str) -> None:
        # Going on to the next page breaks off what the last one still fetched.
        if why != "net::ERR_ABORTED":
            found.troubles.append(f"{page.url}: {url} failed: {why}")

    page.on("request", lambda request: hear(request.url))
    page.on("console", lambda one: found.troubles.append(f"{page.url}: {one.type} {one.text}"))
    page.on("pageerror", lambda error: found.troubles.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda one: fail(one.url, str(one.failure)))


def is_well_formed(url: str) -> bool:
    """Whether an outside link is a full address of the web."""
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and "." in parts.netloc and " " not in url
