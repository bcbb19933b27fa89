"""Whether cited web pages answer: the only module that uses the network."""

import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from generator.atomic_write import write_atomically
from generator.cache import is_behind_link, read_plainly
from generator.model.message import N_

FILE = ".cache/taizhang/links.json"
_LARGEST = 10_000_000
# A page that answered within FRESH_DAYS is not requested again; one that fails for
# GRACE_DAYS is dead.
FRESH_DAYS = 7
GRACE_DAYS = 14
# Where no page answers, this many that answered before show whether the network is down.
_CONTROLS = 3
_PACE_SECONDS = 1.0
_TIMEOUT_SECONDS = 15
_AT_ONCE = 8
_GONE = frozenset({404, 410})
# These servers answer, only not to a program, or not this way.
_NO_HEAD = frozenset({400, 403, 405, 406, 501})
_AGENT = "taizhang-links (checks that cited pages answer)"


_REASONS: Mapping[type[Exception], str] = {
    socket.gaierror: N_("no such server"),
    TimeoutError: N_("no answer in time"),
    ConnectionError: N_("the server hung up"),
    ssl.SSLError: N_("its certificate is not valid"),
}


class NothingAnswers(Exception):
    """No address answered: most likely this machine is not connected."""


class Answer(StrEnum):
    """What came of requesting a page."""

    THERE = "there"
    GONE = "gone"
    SILENT = "silent"
    UNCLEAR = "unclear"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reached:
    """The last answer for an address, the day it came, and since when the page is missing.

    ``why`` is a status such as ``404`` or a sentence of the catalogue; ``since`` is None where
    nothing is known against the page.
    """

    answer: Answer
    day: date
    since: date | None
    why: str

    def is_dead(self) -> bool:
        """Whether the page has been missing for longer than servers are down."""
        return self.since is not None and (self.day - self.since).days >= GRACE_DAYS


class _Internal(URLError):
    """An address of this machine or of the office's own network."""


class _Redirects(HTTPRedirectHandler):
    """Follows redirects, except to addresses of the own network."""

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        # A public page can redirect to the address of a router or of a server in the office.
        _refuse_internal(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def ask_all(
    addresses: Iterable[str], root: Path, today: date, say: Callable[[int, int], None]
) -> Mapping[str, Reached]:
    """Request every page, each server at most once a second; fresh answers are reused.

    ``say`` is called with how many are done, of how many. The answers are cached in ``root``.
    Raises NothingAnswers, and then caches nothing.
    """
    cache = _read(root)
    wanted = sorted(set(addresses))
    stale = [address for address in wanted if not _is_fresh(cache.get(address), today)]
    by_host: dict[str, list[str]] = {}
    for address in stale:
        by_host.setdefault(urlsplit(address).netloc, []).append(address)
    opener = build_opener(_Redirects())
    answers: list[tuple[str, Answer, str]] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for host_answers in pool.map(lambda group: _ask_host(opener, group), by_host.values()):
            answers += host_answers
            say(len(answers), len(stale))
    if answers and all(answer is Answer.SILENT for _, answer, _ in answers):
        _refuse_silence(opener, cache)
    for address, answer, why in answers:
        cache[address] = _updated(cache.get(address), answer, why, today)
    _write(root, cache)
    return {address: cache[address] for address in wanted}


def _refuse_silence(opener: OpenerDirector, cache: Mapping[str, Reached]) -> None:
    """Raise NothingAnswers unless a page that answered before does so now."""
    known = [address for address, last in cache.items() if last.answer is Answer.THERE]
    latest = sorted(known, key=lambda address: cache[address].day)[-_CONTROLS:]
    if not any(_ask(opener, address)[0] is not Answer.SILENT for address in latest):
        raise NothingAnswers


def _is_fresh(last: Reached | None, today: date) -> bool:
    if last is None or last.answer is not Answer.THERE:
        return False
    # A day in the future was written while the clock was wrong.
    return 0 <= (today - last.day).days < FRESH_DAYS


def _updated(before: Reached | None, answer: Answer, why: str, today: date) -> Reached:
    missing = answer in (Answer.GONE, Answer.SILENT)
    since = (before.since if before is not None else None) or today
    return Reached(answer, today, since if missing else None, why)


def _ask_host(opener: OpenerDirector, addresses: list[str]) -> list[tuple[str, Answer, str]]:
    answers = []
    for at, address in enumerate(addresses):
        if at:
            time.sleep(_PACE_SECONDS)
        answers.append((address, *_ask(opener, address)))
    return answers


def _ask(opener: OpenerDirector, address: str) -> tuple[Answer, str]:
    # HEAD spares the server its content; some servers refuse it and know GET alone.
    answer, why = _ask_once(opener, address, "HEAD")
    if why.isdigit() and int(why) in _NO_HEAD:
        time.sleep(_PACE_SECONDS)
        return _ask_once(opener, address, "GET")
    return answer, why


def _ask_once(opener: OpenerDirector, address: str, method: str) -> tuple[Answer, str]:
    try:
        _refuse_internal(address)
        # Loading takes links of http and https alone for web links.
        request = Request(_ascii(address), method=method, headers={"User-Agent": _AGENT})  # noqa: S310
        with opener.open(request, timeout=_TIMEOUT_SECONDS) as response:
            return Answer.THERE, str(response.status)
    except HTTPError as error:
        error.close()
        return (Answer.GONE if error.code in _GONE else Answer.UNCLEAR), str(error.code)
    except _Internal:
        return Answer.REFUSED, N_("not asked for")
    except (URLError, HTTPException, OSError, ValueError) as error:
        return Answer.SILENT, _reason_text(getattr(error, "reason", None) or error)


def _reason_text(reason: object) -> str:
    """Return why nothing answered, as a sentence of the catalogue."""
    for kind, text in _REASONS.items():
        if isinstance(reason, kind):
            return text
    return N_("no answer")


def _ascii(address: str) -> str:
    """Return the address as it is sent: other letters than ASCII are percent-encoded."""
    parts = urlsplit(address)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    safe = "/%:=&~+,;@!$'()*[]?"
    return parts._replace(
        netloc=host, path=quote(parts.path, safe=safe), query=quote(parts.query, safe=safe)
    ).geturl()


def _refuse_internal(address: str) -> None:
    """Raise _Internal for a link into the network of this machine: it is never requested."""
    host = urlsplit(address).hostname or ""
    for *_, place in socket.getaddrinfo(host, None):
        if not is_outside(str(place[0])):
            raise _Internal(host)


def is_outside(number: str) -> bool:
    """Whether the IP address is one of the public web."""
    # Behind a percent sign stands the network interface of a local IPv6 address.
    return ipaddress.ip_address(number.partition("%")[0]).is_global


def _read(root: Path) -> dict[str, Reached]:
    linked = is_behind_link(root, Path(FILE))
    content = None if linked else read_plainly(root / FILE, _LARGEST)
    try:
        document: Any = json.loads(content or b"{}")
        return {
            address: Reached(
                Answer(answer),
                date.fromisoformat(day),
                date.fromisoformat(since) if since else None,
                # Raises for half of a pair of surrogates, which cannot be printed.
                str(why).encode().decode(),
            )
            for address, (answer, day, since, why) in document.items()
        }
    except (ValueError, TypeError, AttributeError, RecursionError):
        # A cache that cannot be read is empty: its pages are requested again.
        return {}


def _write(root: Path, cache: Mapping[str, Reached]) -> None:
    rows = {
        address: [last.answer.value, str(last.day), str(last.since or ""), last.why]
        for address, last in sorted(cache.items())
    }
    text = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    # Where it cannot be written, the pages are requested again the next time.
    with suppress(OSError):
        if not is_behind_link(root, Path(FILE)):
            write_atomically(root / FILE, text.encode())
