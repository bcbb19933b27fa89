"""Whether web pages answer: the only module that reaches out, and only when it is asked to."""

import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from generator.model.message import N_

FILE = ".cache/taizhang/links.json"
# A page that answered in the last days is not asked again; one that fails is dead after these.
FRESH_DAYS = 7
GRACE_DAYS = 14
# As many pages that answered before are asked where nothing else answers.
_CONTROLS = 3
_PACE_SECONDS = 1.0
_TIMEOUT_SECONDS = 15
_AT_ONCE = 8
_GONE = frozenset({404, 410})
# These servers answer, only not to a program, or not this way.
_NO_HEAD = frozenset({400, 403, 405, 406, 501})
_AGENT = "taizhang-links (checks that cited pages answer)"


_WORDS: Mapping[type[Exception], str] = {
    socket.gaierror: N_("no such server"),
    TimeoutError: N_("no answer in time"),
    ConnectionError: N_("the server hung up"),
    ssl.SSLError: N_("its certificate is not valid"),
}


class NothingAnswers(Exception):
    """Not one address answered: it is rather this machine that is not connected."""


class Answer(StrEnum):
    """What came of asking for a page."""

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


class _Inside(URLError):
    """An address of this machine or of the office's own network."""


class _Redirects(HTTPRedirectHandler):
    """Follows where it is sent, but never inside."""

    def redirect_request(
        self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        _refuse_inside(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def ask_all(
    addresses: Iterable[str], root: Path, today: date, say: Callable[[int, int], None]
) -> Mapping[str, Reached]:
    """Ask for every page, each server at most once a second; what is fresh is not asked again.

    ``say`` is told how many are done, of how many. The answers are kept in ``root``.
    Raises NothingAnswers, and then keeps nothing.
    """
    kept = _read(root / FILE)
    wanted = sorted(set(addresses))
    asked = [one for one in wanted if not _is_fresh(kept.get(one), today)]
    by_host: dict[str, list[str]] = {}
    for one in asked:
        by_host.setdefault(urlsplit(one).netloc, []).append(one)
    opener = build_opener(_Redirects())
    told: list[tuple[str, Answer, str]] = []
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for answers in pool.map(lambda group: _ask_host(opener, group), by_host.values()):
            told += answers
            say(len(told), len(asked))
    if told and all(answer is Answer.SILENT for _, answer, _ in told):
        _refuse_silence(opener, kept)
    for address, answer, why in told:
        kept[address] = _judged(kept.get(address), answer, why, today)
    _write(root / FILE, kept)
    return {one: kept[one] for one in wanted}


def _refuse_silence(opener: OpenerDirector, kept: Mapping[str, Reached]) -> None:
    """Raise NothingAnswers unless a page that answered before does so now."""
    known = [address for address, one in kept.items() if one.answer is Answer.THERE]
    latest = sorted(known, key=lambda one: kept[one].day)[-_CONTROLS:]
    if not any(_ask(opener, one)[0] is not Answer.SILENT for one in latest):
        raise NothingAnswers


def _is_fresh(one: Reached | None, today: date) -> bool:
    if one is None or one.answer is not Answer.THERE:
        return False
    return 0 <= (today - one.day).days < FRESH_DAYS


def _judged(before: Reached | None, answer: Answer, why: str, today: date) -> Reached:
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
    answer, why = _ask_once(opener, address, "HEAD")
    if why.isdigit() and int(why) in _NO_HEAD:
        time.sleep(_PACE_SECONDS)
        return _ask_once(opener, address, "GET")
    return answer, why


def _ask_once(opener: OpenerDirector, address: str, method: str) -> tuple[Answer, str]:
    try:
        _refuse_inside(address)
        # Links of other schemes are none of the web's when a file is read.
        request = Request(_ascii(address), method=method, headers={"User-Agent": _AGENT})  # noqa: S310
        with opener.open(request, timeout=_TIMEOUT_SECONDS) as response:
            return Answer.THERE, str(response.status)
    except HTTPError as error:
        error.close()
        return (Answer.GONE if error.code in _GONE else Answer.UNCLEAR), str(error.code)
    except _Inside:
        return Answer.REFUSED, N_("not asked for")
    except (URLError, HTTPException, OSError, ValueError) as error:
        return Answer.SILENT, _word(getattr(error, "reason", None) or error)


def _word(reason: object) -> str:
    """Why nothing answered, as a sentence of the catalogue."""
    for kind, text in _WORDS.items():
        if isinstance(reason, kind):
            return text
    return N_("no answer")


def _ascii(address: str) -> str:
    """The address as it is sent: Han letters in it are written by their bytes."""
    parts = urlsplit(address)
    host = parts.netloc.encode("idna").decode() if not parts.netloc.isascii() else parts.netloc
    kept = "/%:=&~+,;@!$'()*[]?"
    return parts._replace(
        netloc=host, path=quote(parts.path, safe=kept), query=quote(parts.query, safe=kept)
    ).geturl()


def _refuse_inside(address: str) -> None:
    """Raise _Inside where a county's link would make this machine ask in its own network."""
    host = urlsplit(address).hostname or ""
    for *_, place in socket.getaddrinfo(host, None):
        if not is_outside(str(place[0])):
            raise _Inside(host)


def is_outside(number: str) -> bool:
    """Whether the IP address is one of the public web."""
    return ipaddress.ip_address(number.partition("%")[0]).is_global


def _read(file: Path) -> dict[str, Reached]:
    try:
        document: Any = json.loads(file.read_text(encoding="utf-8"))
        return {
            address: Reached(
                Answer(answer),
                date.fromisoformat(day),
                date.fromisoformat(since) if since else None,
                str(why),
            )
            for address, (answer, day, since, why) in document.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        # What cannot be read is asked for again.
        return {}


def _write(file: Path, kept: Mapping[str, Reached]) -> None:
    rows = {
        address: [one.answer.value, str(one.day), str(one.since or ""), one.why]
        for address, one in sorted(kept.items())
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_suffix(".new")
    beside.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(file)
